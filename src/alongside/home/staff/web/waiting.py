"""What waits for a lead, or for who looks after privacy, on their page of work."""

from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from alongside.people.domain import Viewer
from alongside.people.working import queries
from alongside.people.working.domain import is_overdue
from alongside.record.times import today


def waiting(viewer: Viewer, *, privacy: bool) -> dict[str, Any]:
    """Give the objections to answer, each with its day, and a line for each other sort of thing that waits.

    `privacy`: whether the viewer looks after privacy.
    """
    counts = queries.waits_for_lead(viewer=viewer) if viewer.is_staff else {}
    counts |= queries.waits_for_privacy() if privacy else {}
    objections = queries.open_objections(viewer=viewer) if counts.get("objections") else []
    return {
        "privacy": privacy,
        "objections": [
            {
                "name": one.subject.liked_name,
                "by": one.answer_by,
                "late": is_overdue(one.answer_by, today(), done=False),
                "href": reverse("objections", args=[one.subject_id]),
            }
            for one in objections
        ],
        "lines": [
            {"text": say(many) % {"num": many}, "href": reverse(name)}
            for key, name, say in _LINES
            if (many := counts.get(key, 0))
        ],
    }


def _transfers(many: int) -> str:
    return ngettext("%(num)s team asks yours to go on", "%(num)s teams ask yours to go on", many)


def _glass(many: int) -> str:
    return ngettext("%(num)s look in an emergency", "%(num)s looks in an emergency", many)


def _late(many: int) -> str:
    return ngettext("%(num)s objection not answered in time", "%(num)s objections not answered in time", many)


def _alerts(many: int) -> str:
    return ngettext("%(num)s way of looking to ask about", "%(num)s ways of looking to ask about", many)


_LINES = (
    ("transfers", "transfers", _transfers),
    ("glass", "privacy_glass", _glass),
    ("late_objections", "privacy_objections", _late),
    ("alerts", "unusual", _alerts),
)
