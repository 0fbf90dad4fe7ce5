"""Reads a staying-well plan for one copy, to keep on a fridge door."""

from typing import Any

from django.utils.translation import gettext as _

from alongside.about_me.domain import StayingWellPart, place_of
from alongside.access import queries as access
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home import papers
from alongside.home.printing.correcting import Corrections
from alongside.home.printing.domain import Copy
from alongside.home.printing.voices import Names, marked
from alongside.people import queries as people
from alongside.people.models import Subject
from alongside.record import queries as record
from alongside.record import registry

Part = StayingWellPart


def staying_well_paper(subject: Subject, *, copy: Copy, by: Account) -> papers.StayingWellPaper:
    """Make the page from what this copy shows. A constant number of queries."""
    names = Names(people.circle(subject.pk, viewer=copy.viewer))
    right = Corrections(subject.pk).rows
    found = right(record.entries(registry.get("staying_well"), subject.pk, viewer=copy.viewer))
    rows = sorted(found, key=lambda row: (place_of(row.position), row.at))
    needs = right(record.entries(registry.get("communication_need"), subject.pk, viewer=copy.viewer))

    def lines(part: Part) -> tuple[str, ...]:
        return tuple(marked(one, _said(one), names) for one in rows if one.part == part)

    return papers.StayingWellPaper(
        name=subject.liked_name,
        printed_by=by.name,
        printed_at=now(),
        communication=tuple(marked(one, one.words, names) for one in needs),
        before=(
            (_("Early signs that things are getting harder"), lines(Part.SIGNS)),
            (_("What makes it harder"), lines(Part.TRIGGERS)),
            (_("What helps"), lines(Part.HELPS)),
            (_("What I can do myself"), lines(Part.I_CAN_DO)),
        ),
        calls=tuple(
            papers.Call(marked(one, one.name or one.words, names), one.words if one.name else "", one.phone)
            for one in rows
            if one.part == Part.WHO_TO_CALL
        ),
        after=(
            (_("What must not happen"), lines(Part.MUST_NOT)),
            (_("Who looks after home, children, animals"), lines(Part.HOME)),
        ),
        advance=lines(Part.ADVANCE),
        numbers=_numbers(),
        unconfirmed=any(one.confirmed_at is None for one in (*rows, *needs)),
        extract=copy.extract,
    )


def _said(one: Any) -> str:
    """Give a line with the name and number that stand beside it."""
    who = " ".join(part for part in (one.name, one.phone) if part)
    return ": ".join(part for part in (who, one.words) if part)


def _numbers() -> tuple[papers.Call, ...]:
    """Give the numbers of the page "I need help now", after 999 and 111."""
    return (
        papers.Call(_("Samaritans"), _("Free, about anything, at any hour."), "116 123"),
        papers.Call(_("Text SHOUT to"), _("If you would rather write than speak. Free."), "85258"),
        papers.Call(_("Textphone"), _("18000 for emergencies, and 18001 111 for NHS 111.")),
        *(papers.Call(one["name"], one.get("note", ""), one["number"]) for one in access.local_help()),
    )
