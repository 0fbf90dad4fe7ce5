"""Addresses of this room: the pages that belong to no one record."""

from django.urls import path

from alongside.people.web import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("people/", views.people, name="people"),
    path("notices/", views.notices, name="notices"),
]
