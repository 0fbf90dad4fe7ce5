"""What is asked of one viewer in all their open records, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from alongside.home.work.domain import is_mine
from alongside.people import queries as people
from alongside.people.domain import Right, Viewer
from alongside.people.models import Subject, Voice
from alongside.record import registry, withheld
from alongside.record.models import Challenge, Withholding
from alongside.record.registry import Due


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, in whose record, and the viewer's own voice there."""

    due: Due
    subject: Subject
    voice: Voice


def asked(*, viewer: Viewer) -> list[Asked]:
    """Give everything that is asked of this viewer, the nearest day first, those without a day last.

    Closed records are left out, and those whose circle the viewer has left. What names nobody is given to the person,
    and to those who work with them and have a voice in their record.
    """
    voices = {voice.subject_id: voice for voice in people.own_voices_everywhere(viewer=viewer)}
    if not voices:
        return []
    own = frozenset(voice.pk for voice in voices.values())
    works = people.where_held(Right.CARE, Right.SELF, viewer=viewer)
    found = [
        Asked(due, voices[due.subject_id].subject, voices[due.subject_id])
        for kind in registry.all_kinds()
        if kind.due is not None
        for due in kind.due(viewer=viewer, voices=own)
        if due.subject_id in voices and is_mine(due.sort, due.who_id, voices=own, works_here=due.subject_id in works)
    ]
    return sorted(found, key=_nearest)


# What is kept from somebody is looked at again within six months; only then does it ask for anything.
REVIEWED_SOON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Owed:
    """What a worker owes about something kept from somebody, or to somebody who said that something is wrong."""

    sort: str
    subject: Subject
    by: date
    where: str
    about: UUID


def owed(*, viewer: Viewer) -> list[Owed]:
    """Give what this account owes: answers it owns, and second looks, decisions and reviews; the nearest day first."""
    found = [
        Owed(one.kind, one.subject, _answer_day(one), "challenges", one.pk)
        for one in withheld.open_challenges(viewer=viewer)
    ]
    for one in withheld.asked_of(viewer=viewer):
        found += [
            Owed(what, one.subject, by, "withholding", one.pk)
            for what, by in withheld.waits(one, localdate())
            if _is_for(one, what, viewer.account_id) and (what != "review" or by <= localdate() + REVIEWED_SOON)
        ]
    return sorted(found, key=lambda one: (one.by, one.about))


def _answer_day(one: Challenge) -> date:
    waits = one.acknowledge_due if one.acknowledged_at is None else None
    return min(waits, one.answer_by) if waits else one.answer_by


def _is_for(one: Withholding, what: str, me: UUID) -> bool:
    """Say whether this account is asked for that: a second look and a decision by name, all else of both."""
    if what == "second":
        return one.second_asked_id == me
    if what == "decision":
        return one.decider_id == me
    return me in (one.made_by, one.second_by)


def _nearest(one: Asked) -> Any:
    return (one.due.by is None, one.due.by or 0, one.subject.liked_name.lower(), one.due.entry_id)
