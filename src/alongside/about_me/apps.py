"""Loads the room."""

from django.apps import AppConfig


class AboutMeConfig(AppConfig):
    """This room."""

    name = "alongside.about_me"
    label = "about_me"

    def ready(self) -> None:
        """Declare this room's kinds."""
        from alongside.about_me import kinds  # noqa: F401
