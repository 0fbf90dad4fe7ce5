"""The address of the page of whoever keeps the machine."""

from django.urls import path

from alongside.home.operator.web import views

urlpatterns = [path("operator/", views.operator, name="operator")]
