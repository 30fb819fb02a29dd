from django.contrib import admin
from django.urls import include, path
from orders.views import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("health/", health),
    path("orders/", include("orders.urls")),
]
