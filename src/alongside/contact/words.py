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
    for kind, says in _HAND_OVERS:
        notices.declare(kind, says, "in_touch")
    notices.declare("message.new", _("There is a message for you in the record of {name}."), "in_touch")
    notices.declare("message.waits", _("{who} is away, and nobody has opened a message to them yet."), "messages")


_HAND_OVERS = (
    ("hand_over.new", _("Somebody else is to work with you. Please read what is to be handed over.")),
    ("hand_over.done", _("From {day} {who} works with you instead of {gone}.")),
    ("hand_over.not_waited", _("What is handed over could not wait until you had read it. The reason stands with it.")),
    ("hand_over.yours", _("From {day} you work with {name}. Please read what was handed over.")),
)
