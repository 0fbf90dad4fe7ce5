"""Loads the room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The spine."""

    name = "alongside.record"
    label = "record"

    def ready(self) -> None:
        """Declare the contribution kind and this room's locks."""
        from alongside.record import kinds, table_locks  # noqa: F401
