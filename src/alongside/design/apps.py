"""Registers the room with Django."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room `design`; it has no models."""

    name = "alongside.design"
    label = "design"
    default = True
