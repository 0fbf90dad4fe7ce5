"""Addresses of this room; each holds the subject's id, but for what is one's own in all records."""

from django.urls import path

from alongside.contact.web import messages, preferences, views

urlpatterns = [
    path("p/<uuid:subject_id>/in-touch/", views.in_touch, name="in_touch"),
    path("p/<uuid:subject_id>/messages/new/", messages.new, name="message_new"),
    path("p/<uuid:subject_id>/messages/<uuid:message_id>/", messages.thread, name="message_thread"),
    path("messages/", messages.inbox, name="messages"),
    path("me/in-touch/", preferences.preferences, name="my_in_touch"),
]
