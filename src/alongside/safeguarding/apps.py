"""Loads the room."""

from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    """This room."""

    name = "alongside.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        """Declare this room's kinds, locks and notices."""
        from alongside.safeguarding import kinds, table_locks, words  # noqa: F401

        words.declare_notices()
