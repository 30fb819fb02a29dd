from django.urls import path

from . import views

urlpatterns = [
    path("", views.create),
    path("<int:pk>/", views.show),
]
