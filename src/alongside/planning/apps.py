"""Loads the room."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """This room."""

    name = "alongside.planning"
    label = "planning"

    def ready(self) -> None:
        """Declare this room's kinds."""
        from alongside.planning import kinds, table_locks  # noqa: F401
