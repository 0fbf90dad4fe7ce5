"""Addresses of the story."""

from django.urls import path

from alongside.home.story.web import views

urlpatterns = [
    path("p/<uuid:subject_id>/story/", views.story, name="story"),
    path("p/<uuid:subject_id>/story/choose/<int:number>/", views.choose, name="story_choose"),
    path("p/<uuid:subject_id>/print/story.pdf", views.print_story, name="print_story"),
]
