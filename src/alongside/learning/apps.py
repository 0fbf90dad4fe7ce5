"""Loads the room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """This room."""

    name = "alongside.learning"
    label = "learning"

    def ready(self) -> None:
        """Declare this room's locks, and what it says on pages of a record."""
        from alongside.learning import notes, table_locks  # noqa: F401
