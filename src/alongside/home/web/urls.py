"""Addresses of the pages that join rooms."""

from django.urls import path

from alongside.home.web import rights, staying, views

urlpatterns = [
    path("help/", views.help_for_all, name="help"),
    path("p/<uuid:subject_id>/", views.front, name="front"),
    path("p/<uuid:subject_id>/about/", views.about, name="about"),
    path("p/<uuid:subject_id>/strengths/", views.strengths, name="strengths"),
    path("p/<uuid:subject_id>/hopes/", views.hopes, name="hopes"),
    path("p/<uuid:subject_id>/help/", views.help_now, name="help_now"),
    path("p/<uuid:subject_id>/staying-well/", staying.staying_well, name="staying_well"),
    path("p/<uuid:subject_id>/staying-well/<uuid:item_id>/move/", staying.move, name="staying_well_move"),
    path("p/<uuid:subject_id>/rights/", rights.rights, name="rights"),
]
