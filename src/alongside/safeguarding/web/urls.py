"""Addresses of this room; but for the list of those who look after safeguarding, each holds the subject's id."""

from django.urls import path

from alongside.safeguarding.web import audience, views

urlpatterns = [
    path("safety/", views.everywhere, name="concerns"),
    path("p/<uuid:subject_id>/safety/", views.safety, name="safety"),
    path("p/<uuid:subject_id>/safety/new/", views.new, name="concern_new"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/", views.concern, name="concern"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/add/<slug:sort>/", views.part, name="concern_part"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/front/", views.front, name="concern_front"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/who/", audience.who, name="concern_who"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/who/end/", audience.end, name="concern_end"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/who/tell/", audience.tell, name="concern_tell"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/who/wait/", audience.keep, name="concern_keep"),
    path("p/<uuid:subject_id>/safety/<uuid:concern_id>/who/name/", audience.name, name="concern_name"),
]
