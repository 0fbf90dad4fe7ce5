"""Addresses of this room. None of them is in a record."""

from django.urls import path

from alongside.learning.web import views

urlpatterns = [
    path("practice/", views.practice, name="practice"),
    path("practice/new/", views.new, name="practice_new"),
    path("practice/<uuid:notice_id>/", views.notice, name="practice_notice"),
]
