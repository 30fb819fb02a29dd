import json

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .models import Order
from .tasks import price


def health(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def orders(request: HttpRequest) -> JsonResponse:
    if request.method == "GET":
        return JsonResponse(list(Order.objects.order_by("pk").values("id", "loaves")), safe=False)
    order = Order.objects.create(loaves=json.loads(request.body)["loaves"])
    price.delay(order.pk)
    return JsonResponse({"id": order.pk, "loaves": order.loaves}, status=201)


def show(request: HttpRequest, pk: int) -> JsonResponse:
    order = get_object_or_404(Order, pk=pk)
    return JsonResponse({"id": order.pk, "loaves": order.loaves, "total": order.total})
