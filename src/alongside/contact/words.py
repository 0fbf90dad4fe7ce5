"""How the codes of this room read on screen."""

from django.utils.translation import gettext_lazy as _

from alongside.people import notices

SORTS = (
    ("visit", _("A visit at home")),
    ("elsewhere", _("Meeting somewhere else")),
    ("call", _("A phone call")),
    ("video", _("A video call")),
)
STATUSES = (
    ("asked", _("Asked for, no time yet")),
    ("planned", _("Planned")),
    ("held", _("It took place")),
    ("not_held", _("It did not take place")),
    ("cancelled", _("Cancelled")),
)
TASK_OUTCOMES = (("done", _("Done")), ("not_needed", _("No longer needed")))


def declare_notices() -> None:
    """Say how this room's notices read."""
    notices.declare("message.new", _("There is a message for you in the record of {name}."), "in_touch")
    notices.declare("visit.tomorrow", _("You have a visit or call tomorrow, {day}."), "in_touch")
