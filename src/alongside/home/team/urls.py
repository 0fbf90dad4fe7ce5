"""Addresses of the team, and of being away."""

from django.urls import path

from alongside.home.team.web import away, views

urlpatterns = [
    path("team/", views.team, name="team"),
    path("team/away/", away.team_away, name="team_away"),
    path("team/away/<uuid:absence_id>/back/", away.back, name="away_back"),
    path("me/away/", away.me_away, name="me_away"),
]
