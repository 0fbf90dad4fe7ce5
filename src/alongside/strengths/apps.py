"""Loads the room."""

from django.apps import AppConfig


class StrengthsConfig(AppConfig):
    """This room."""

    name = "alongside.strengths"
    label = "strengths"

    def ready(self) -> None:
        """Declare this room's kinds."""
        from alongside.strengths import kinds  # noqa: F401
