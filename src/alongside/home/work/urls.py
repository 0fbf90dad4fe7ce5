"""The address of my work."""

from django.urls import path

from alongside.home.work.web import views

urlpatterns = [path("work/", views.work, name="work")]
