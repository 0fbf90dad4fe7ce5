"""How the codes of this room read on screen."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.contact.domain import moments
from alongside.design import dates, near
from alongside.people import notices
from alongside.record.times import local, today

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
LENGTHS = (
    (15, _("15 minutes")),
    (30, _("Half an hour")),
    (45, _("45 minutes")),
    (60, _("An hour")),
    (90, _("An hour and a half")),
    (120, _("Two hours")),
    (180, _("Three hours")),
    (240, _("Four hours")),
)
VISIT_NOTICES = {
    "visit.asked": _("Somebody would like a visit or a call: see the record of {name}."),
    "visit.planned": _("A visit or a call was agreed: see the record of {name}."),
    "visit.changed": _("A visit or a call is at another time, place or with other people: see the record of {name}."),
    "visit.cancelled": _("A visit or a call will not take place: see the record of {name}."),
    "visit.not_held": _("A visit or a call did not take place: see the record of {name}."),
    "visit.held": _("How a visit or a call was is written down, for you to read: see the record of {name}."),
}


def day_and_hour(at: datetime) -> str:
    """Say when something begins: Tuesday 1 December, 2 pm; and by which clock, where it is not the service's own."""
    told = {"day": near.weekday(local(at).date(), today()), "hour": hour(at), "city": dates.elsewhere()}
    return (
        gettext("%(day)s, %(hour)s by the clock of %(city)s") if told["city"] else gettext("%(day)s, %(hour)s")
    ) % told


def hour(at: datetime) -> str:
    """Say the time of day of a moment; where clocks show it twice that night, which of the two it is."""
    here = local(at)
    said = near.hour(here.time())
    both = moments(here.date(), here.time(), timezone.get_current_timezone())
    if len(both) < 2:
        return said
    if at == both[0]:
        return gettext("%(hour)s (before the clocks go back)") % {"hour": said}
    return gettext("%(hour)s (after the clocks went back)") % {"hour": said}


TASK_OUTCOMES = (("done", _("Done")), ("not_needed", _("No longer needed")))


def declare_notices() -> None:
    """Say how this room's notices read."""
    for kind, says in (*_HAND_OVERS, *VISIT_NOTICES.items()):
        notices.declare(kind, says, "in_touch")
    notices.declare("message.new", _("There is a message for you in the record of {name}."), "in_touch")
    notices.declare("visit.tomorrow", _("You have a visit or call tomorrow, {day}."), "in_touch")
    notices.declare("message.waits", _("{who} is away, and nobody has opened a message to them yet."), "messages")


_HAND_OVERS = (
    ("hand_over.new", _("Somebody else is to work with you. Please read what is to be handed over.")),
    ("hand_over.done", _("From {day} {who} works with you instead of {gone}.")),
    ("hand_over.not_waited", _("What is handed over could not wait until you had read it. The reason stands with it.")),
    ("hand_over.yours", _("From {day} you work with {name}. Please read what was handed over.")),
)
