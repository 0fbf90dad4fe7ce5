"""Loads the room."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """This room."""

    name = "alongside.contact"
    label = "contact"

    def ready(self) -> None:
        """Declare this room's kinds, locks and notices."""
        from alongside.contact import kinds, table_locks, words  # noqa: F401

        words.declare_notices()
