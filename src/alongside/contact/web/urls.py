"""Addresses of this room; each holds the subject's id."""

from django.urls import path

from alongside.contact.web import views

urlpatterns = [
    path("p/<uuid:subject_id>/in-touch/", views.in_touch, name="in_touch"),
]
