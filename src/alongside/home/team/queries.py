"""How the teams of a lead stand, in the lead's own sight and in a constant number of questions."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from alongside.access.models import Account, Membership, Team
from alongside.base.clock import now
from alongside.contact import queries as contact
from alongside.contact.models import Task
from alongside.home.team.domain import Agreed, Away, Given, Standing, stands
from alongside.people import queries as people
from alongside.people.domain import Basis, Right, SubjectState, Viewer
from alongside.people.models import Grant, Subject
from alongside.people.working import queries as working
from alongside.people.working.domain import WorkRole
from alongside.people.working.models import Absence, Arrangement
from alongside.planning.models import Step
from alongside.record.domain import Standing as EntryStanding
from alongside.record.times import local, today

_LAST = f"SELECT s.id, {contact.LAST_CONTACT.format(subject='s.id')} FROM unnest(%s::uuid[]) AS s (id)"  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class Known:
    """The teams of a lead and how each stands, with the names that are needed to say it."""

    teams: list[tuple[Team, Standing]]
    subjects: dict[UUID, Subject]
    accounts: dict[UUID, Account]
    shut: list[dict[str, Any]]
    absences: dict[UUID, Absence]


def teams(*, viewer: Viewer) -> Known:
    """Give how each team stands that this viewer leads; none for whoever leads none."""
    led = working.led_teams(viewer=viewer)
    if not led:
        return Known([], {}, {}, [], {})
    members = _members(led)
    subjects = _subjects(viewer)
    given = _given(subjects)
    agreed = _agreed(list(subjects))
    absences = working.absences(viewer=viewer)
    begun = [one for one in absences if one.starts <= now()]
    away = {one.account_id: Away(one.pk, one.account_id, one.ends, one.cover_id) for one in begun}
    was_named = _was_named(list(subjects))
    late = _late([one.pk for some in members.values() for one in some], list(subjects))
    found = [
        (team, stands(team.pk, [one.pk for one in members[team.pk]], given, agreed, away, late, was_named, today()))
        for team in led
    ]
    accounts = {one.pk: one for some in members.values() for one in some}
    accounts |= {one.cover_id: one.cover for one in absences if one.cover_id and one.cover}
    shut = [row for row in working.not_covered() if row["subject"] in subjects]
    return Known(found, subjects, accounts, shut, {one.pk: one for one in absences})


def _members(led: list[Team]) -> dict[UUID, list[Account]]:
    live = Membership.objects.filter(team__in=led, starts__lte=now()).filter(Q(ends=None) | Q(ends__gt=now()))
    found: dict[UUID, list[Account]] = defaultdict(list)
    for one in live.select_related("account").order_by("account__name", "pk"):
        if one.account.is_active and one.account not in found[one.team_id]:
            found[one.team_id].append(one.account)
    return found


def _subjects(viewer: Viewer) -> dict[UUID, Subject]:
    works = people.where_held(Right.CARE, viewer=viewer)
    return {one.pk: one for one in Subject.objects.filter(pk__in=works, state=SubjectState.OPEN)}


def _given(subjects: dict[UUID, Subject]) -> list[Given]:
    """Give who has these records now: nobody whose account is closed, and nobody who is shut out."""
    live = Grant.objects.filter(Q(ends=None) | Q(ends__gt=now()), subject_id__in=list(subjects), starts__lte=now())
    shut = set(live.filter(deny=True).exclude(account=None).values_list("subject_id", "account_id"))
    rows = live.filter(basis=Basis.CARE, deny=False).exclude(account__is_active=False)
    told = rows.values_list("subject_id", "account_id", "team_id", "role", "starts")
    return [
        Given(subject, account, team, role, local(at).date())
        for subject, account, team, role, at in told
        if (subject, account) not in shut
    ]


def _was_named(subjects: list[UUID]) -> dict[UUID, date]:
    """Give, for these records, the day on which a named worker ended last."""
    over = Grant.objects.filter(subject_id__in=subjects, basis=Basis.CARE, role=WorkRole.NAMED, ends__lte=now())
    rows = over.values_list("subject_id").annotate(at=Max("ends"))
    return {subject: local(at).date() for subject, at in rows}


def _agreed(subjects: list[UUID]) -> dict[UUID, Agreed]:
    with connection.cursor() as cursor:
        cursor.execute(_LAST, [subjects])
        last: dict[UUID, date | None] = {pk: local(at).date() if at else None for pk, at in cursor.fetchall()}
    rows = Arrangement.objects.filter(subject_id__in=subjects).values_list("subject_id", "every", "weight")
    told = {pk: (every, weight) for pk, every, weight in rows}
    return {pk: Agreed(*told.get(pk, (None, None)), last.get(pk)) for pk in subjects}


def _late(accounts: list[UUID], subjects: list[UUID]) -> Counter[UUID]:
    """Count, by account, the open tasks and steps whose day has gone by."""
    found: Counter[UUID] = Counter()
    here = {"standing": EntryStanding.CURRENT, "by_when__lt": today(), "subject_id__in": subjects, "outcome": ""}
    goal = {"goal__status": "now", "goal__standing": EntryStanding.CURRENT}
    for rows in (Task.objects.filter(**here), Step.objects.filter(**here, **goal)):
        found.update(
            rows.filter(responsible__account_id__in=accounts).values_list("responsible__account_id", flat=True)
        )
    return found
