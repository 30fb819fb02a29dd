from django.http import JsonResponse
from django.urls import path

urlpatterns = [path("status/", lambda request: JsonResponse({"status": "ok"}))]
