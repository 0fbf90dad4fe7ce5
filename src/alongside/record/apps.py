"""Loads the room."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The spine."""

    name = "alongside.record"
    label = "record"

    def ready(self) -> None:
        """Declare the contribution kind, this room's locks and its notices."""
        from alongside.record import kinds, table_locks, words  # noqa: F401

        words.declare_notices()
