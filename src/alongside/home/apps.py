"""Loads the room."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The room of pages and papers that join the others."""

    name = "alongside.home"
    label = "home"

    def ready(self) -> None:
        """Declare this room's locks."""
        from alongside.home import table_locks  # noqa: F401
