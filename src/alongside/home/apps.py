"""Loads the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The room of pages and papers that join the others."""

    name = "alongside.home"
    label = "home"

    def ready(self) -> None:
        """Declare this room's locks, and its notice."""
        from alongside.home import table_locks  # noqa: F401
        from alongside.people.notices import declare

        declare(
            "mydata.left_out",
            _("Somebody made a copy of their record. Something is left out of it by law."),
            "left_out_records",
        )
