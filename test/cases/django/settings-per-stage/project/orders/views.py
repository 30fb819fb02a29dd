import json

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .models import Order
from .tasks import price


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@csrf_exempt
@require_POST
def create(request: HttpRequest) -> JsonResponse:
    order = Order.objects.create(loaves=json.loads(request.body)["loaves"])
    price.delay(order.pk)
    return JsonResponse({"id": order.pk}, status=201)


def show(request: HttpRequest, pk: int) -> JsonResponse:
    order = get_object_or_404(Order, pk=pk)
    return JsonResponse({"id": order.pk, "loaves": order.loaves, "total": order.total})
