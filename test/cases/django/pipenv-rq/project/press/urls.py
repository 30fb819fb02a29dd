from django.http import JsonResponse
from django.urls import path

from press.jobs import render

urlpatterns = [path("print", lambda request: JsonResponse({"id": render.delay("a4").id}))]
