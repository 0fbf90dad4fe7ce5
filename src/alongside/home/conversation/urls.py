"""Addresses of a first conversation; each holds the subject's id."""

from django.urls import path

from alongside.home.conversation.web import views

HELD = "p/<uuid:subject_id>/conversation/<uuid:contribution_id>/"

urlpatterns = [
    path("p/<uuid:subject_id>/conversation/new/", views.start, name="conversation_start"),
    path("p/<uuid:subject_id>/conversation/new/paper/", views.start, {"on_paper": True}, name="conversation_paper"),
    path(HELD, views.show, name="conversation"),
    path(f"{HELD}end/", views.end, name="conversation_end"),
    path(f"{HELD}finish/", views.finish, name="conversation_finish"),
    path(f"{HELD}<slug:topic>/", views.question, name="conversation_topic"),
    path(f"{HELD}<slug:topic>/<slug:part>/", views.question, name="conversation_part"),
]
