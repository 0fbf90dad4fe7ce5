"""Beside what is asked: what one waits for, whom one was not in touch with, what is new, what is owed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.timezone import get_current_timezone_name, localdate

from alongside.access import keeper
from alongside.contact import queries as contact
from alongside.contact.models import Task
from alongside.people.domain import Viewer
from alongside.people.models import Subject
from alongside.people.working.owning import Gone
from alongside.planning import due as planning
from alongside.record import withheld
from alongside.record.models import Challenge, Withholding

MOST = 20


# What waits for others


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something this viewer asked of others: a task, a visit without a time, an answer to a plan."""

    sort: str
    subject_id: UUID
    entry_id: UUID
    words: str
    who: str
    by: date | None
    gone: Gone | None = None


def waiting(own: Collection[UUID], gone: dict[UUID, Gone], *, viewer: Viewer) -> list[Waiting]:
    """Give what this viewer, whose voices are `own`, asked of others and has no answer to, the nearest day first."""
    found = [_task(one, gone) for one in contact.asked_of_others(own, viewer=viewer, most=MOST)]
    found += [
        Waiting("visit", one.subject_id, one.pk, one.words, "", None)
        for one in contact.visits_asked_by(own, viewer=viewer, most=MOST)
    ]
    found += [
        Waiting("plan", one.subject_id, one.entry_id, "", one.who, one.by)
        for one in planning.unanswered(viewer=viewer, most=MOST)
    ]
    return sorted(found, key=lambda one: (one.by is None, one.by or date.max, one.entry_id))


def _task(one: Task, away: dict[UUID, Gone]) -> Waiting:
    who = one.responsible.name if one.responsible else ""
    gone = away.get(one.responsible_id) if one.responsible_id else None
    return Waiting("task", one.subject_id, one.pk, one.words, who, one.by_when, gone)


# Whom one has not been in touch with, and what is new


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody whose named worker the viewer is, and with whom nobody was in touch for longer than was agreed.

    `last` is when they met last, None for never; `since` when the work began; `planned` when they will meet next.
    """

    subject_id: UUID
    every: int
    since: datetime
    last: datetime | None
    planned: datetime | None


# By whole days, as `people.working.domain.not_in_touch_since` counts for a lead.
_SILENT = f"""
SELECT n.subject, a.every, n.since, m.at, (SELECT min(v.starts) FROM contact_visit v WHERE v.subject_id = n.subject
    AND v.status = 'planned' AND v.standing = 'current' AND v.starts > statement_timestamp())
  FROM alongside.named_for() n JOIN people_arrangement a ON a.subject_id = n.subject AND a.every IS NOT NULL
  CROSS JOIN LATERAL (SELECT {contact.LAST_CONTACT.format(subject="n.subject")} AS at OFFSET 0) m
 WHERE (coalesce(m.at, n.since) AT TIME ZONE %s)::date + a.every < (statement_timestamp() AT TIME ZONE %s)::date
 ORDER BY coalesce(m.at, n.since) + a.every * interval '1 day', n.subject LIMIT %s"""  # noqa: S608 (our own words)


def silent(*, viewer: Viewer, most: int = MOST) -> list[Silence]:
    """Give those with whom nobody was in touch for longer than agreed, the longest over first.

    Who was never met counts from the day the work began.
    """
    with connection.cursor() as cursor:
        zone = get_current_timezone_name()
        cursor.execute(_SILENT, [zone, zone, most])
        return [Silence(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class News:
    """What others wrote in a record since the viewer last looked: kinds, each with whether it is more than one."""

    subject_id: UUID
    kinds: tuple[tuple[str, bool], ...]
    at: datetime


def news(*, viewer: Viewer, most: int = MOST) -> list[News]:
    """Give what is new in each record in which this viewer has a voice, as far as they see it; the newest first."""
    by_subject: dict[UUID, list[tuple[str, bool, datetime]]] = {}
    for row in keeper.read("news"):
        by_subject.setdefault(row["subject"], []).append((row["kind"], row["several"], row["at"]))
    return [
        News(subject_id, tuple((kind, several) for kind, several, _at in some), some[0][2])
        for subject_id, some in list(by_subject.items())[:most]
    ]


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
