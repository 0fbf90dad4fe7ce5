"""Loads the room."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """This room."""

    name = "alongside.home"
    label = "home"
