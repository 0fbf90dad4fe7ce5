"""Loads the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room of subjects and their circle."""

    name = "alongside.people"
    label = "people"

    def ready(self) -> None:
        """Declare this room's locks and notices."""
        from alongside.people import table_locks, telling  # noqa: F401
        from alongside.people.posting import actions  # noqa: F401 (its job)
        from alongside.people.working import words

        words.declare_notices()
