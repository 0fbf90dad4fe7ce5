"""Loads the lives as the keeper, on the owner's connection, in one transaction: all of them or none."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import connections

from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.models import Account, AuditEvent, Duty, Membership, Organisation, Team
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.home.demo import (
    circle_rows,
    concern_rows,
    hand_over_rows,
    kept_rows,
    message_rows,
    plan_rows,
    practice_rows,
    reading,
)
from alongside.home.demo.rows import Calendar, Later, LifeRows
from alongside.record import registry
from alongside.record.domain import challenge_days
from alongside.record.models import Challenge, Entry, Response

LONG_AGO_DAYS = 2200
ANSWERED_AFTER_DAYS = 2


def load() -> None:
    """Load the organisation, its people and every life; does nothing when they are there."""
    with at_the_machine():
        told = reading.places()
        if Organisation.objects.using(OWNER_ALIAS).filter(name=told["organisation"]["name"]).exists():
            return
        calendar = Calendar(now())
        accounts, teams = _people(told, calendar)
        subjects: dict[str, UUID] = {}
        lives = []
        for life in reading.lives():
            rows = LifeRows(life, calendar, accounts, teams)
            subjects[life["subject"]["key"]] = rows.subject_id
            _keep(rows.head(subjects.get(life.get("carer_of", ""))))
            _keep(rows.voice_rows())
            _keep(rows.grant_rows())
            rows.entry_rows()
            lives.append(rows)
        _entries(lives)
        _beside(lives)
        _keep(message_rows.of_accounts(told, calendar, accounts))
        _audit(lives)


def _people(told: dict[str, Any], calendar: Calendar) -> tuple[dict[str, UUID], dict[str, UUID]]:
    help_now = [
        {"name": one["name"], "number": one["phone"], "note": one.get("when", "")}
        for one in told["organisation"]["help_now"]
    ]
    organisation = Organisation(
        name=told["organisation"]["name"],
        local_help=help_now,
        asks_authorisation=told["organisation"].get("asks_authorisation", False),
    )
    teams = {one["key"]: Team(id=uuid7(), organisation_id=organisation.pk, name=one["name"]) for one in told["teams"]}
    begun = calendar.ago(LONG_AGO_DAYS)
    accounts = {
        one["key"]: Account(
            id=uuid7(),
            email=one["email"],
            name=one["name"],
            title=one["role"] if one["teams"] else one.get("title", ""),
            password=make_password(None),
            opened_at=begun,
        )
        for one in told["accounts"]
    }
    members = [
        Membership(
            account_id=accounts[one["key"]].pk, team_id=teams[where["team"]].pk, role=where["role"], starts=begun
        )
        for one in told["accounts"]
        for where in one["teams"]
    ]
    duties = [
        Duty(account_id=accounts[one["key"]].pk, organisation_id=organisation.pk, kind=one["duty"], starts=begun)
        for one in told["accounts"]
        if "duty" in one
    ]
    for some in ([organisation], teams.values(), accounts.values(), members, duties):
        _keep(some)
    known = {key: one.pk for key, one in accounts.items()}
    _keep(practice_rows.rows(told, organisation.pk, known, calendar))
    return known, {key: one.pk for key, one in teams.items()}


def _keep(rows: Iterable[Any]) -> None:
    """Insert rows of any models, each model at once, in the order in which they first come."""
    by_model: dict[type, list[Any]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    for model, some in by_model.items():
        model._default_manager.using(OWNER_ALIAS).bulk_create(some, batch_size=1000)  # type: ignore[attr-defined]


def _entries(lives: list[LifeRows]) -> None:
    order = {kind.name: place for place, kind in enumerate(registry.all_kinds())}
    written = [pair for life in lives for pair in life.written]
    written.sort(key=lambda pair: order[pair[0].name])
    _keep(entry for _, entry in written)
    _keep(one for life in lives for one in life.yeses)
    later = [one for life in lives for one in life.later]
    _change(later)
    _date_history([life.subject_id for life in lives], later)
    events = _events(lives)
    for life in lives:
        _keep(plan_rows.rows(life, events))


def _by_model(later: list[Later]) -> dict[Any, list[Later]]:
    by_model: dict[Any, list[Later]] = defaultdict(list)
    for one in later:
        by_model[type(one.entry)].append(one)
    return by_model


def _change(later: list[Later]) -> None:
    """Let entries become what they became, each as a second version of its row."""
    for model, some in _by_model(later).items():
        for one in some:
            for name, value in (one.fields | {"version": 2}).items():
                setattr(one.entry, name, value)
        fields = {name for one in some for name in one.fields} | {"version"}
        model._default_manager.using(OWNER_ALIAS).bulk_update([one.entry for one in some], sorted(fields))


def _date_history(subjects: list[UUID], later: list[Later]) -> None:
    """Let history say when things were written and by whom, not when they were loaded."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        for kind in registry.all_kinds():
            cursor.execute(
                f"UPDATE {kind.event_model._meta.db_table} SET pgh_created_at = written_at, pgh_by = written_by_id "  # noqa: S608
                "WHERE subject_id = ANY(%s) AND pgh_label = 'insert'",
                [subjects],
            )
        for model, some in _by_model(later).items():
            cursor.executemany(
                f"UPDATE {registry.of_model(model).event_model._meta.db_table} "  # noqa: S608
                "SET pgh_created_at = %s, pgh_by = %s WHERE pgh_obj_id = %s AND pgh_label = 'update'",
                [(one.at, one.by, one.entry.pk) for one in some],
            )
        for table, column in (("people_subjectevent", "id"), ("people_voiceevent", "subject_id")):
            cursor.execute(
                f"UPDATE {table} SET pgh_created_at = added_at WHERE {column} = ANY(%s)",  # noqa: S608
                [subjects],
            )


def _events(lives: list[LifeRows]) -> plan_rows.Events:
    """Give every history row of what plans hold: by entry, oldest first, as (number, moment, state)."""
    found: plan_rows.Events = defaultdict(list)
    subjects = [life.subject_id for life in lives]
    for kind in registry.all_kinds():
        if kind.in_plan:
            state = plan_rows.STATES.get(kind.name, "pgh_label")
            rows = (
                kind.event_model._default_manager.using(OWNER_ALIAS).filter(subject_id__in=subjects).order_by("pgh_id")
            )
            for pk, number, at, said in rows.values_list("pgh_obj_id", "pgh_id", "pgh_created_at", state):
                found[pk].append((number, at, said))
    return found


def _beside(lives: list[LifeRows]) -> None:
    """Keep what was said to entries, and the challenges with their answers."""
    made: list[Any] = []
    for life in lives:
        kinds = {entry.pk: kind for kind, entry in life.written}
        for told in life.life.get("responses") or ():
            at = life.calendar.ago(told["days_ago"], "18:00")
            made.append(Response(kind=told["kind"], words=told["words"], **_to(life, kinds, told, at)))
        for told in life.life.get("challenges") or ():
            made.append(_challenge(life, kinds, told))
    _keep(made)
    beside = (concern_rows, kept_rows, circle_rows, message_rows, hand_over_rows)
    for rows in (one.rows for one in beside):
        _keep(row for life in lives for row in rows(life))
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(message_rows.READ)
        cursor.execute(
            "DELETE FROM people_notice n USING safeguarding_part p WHERE n.about = p.item_id AND p.sort = 'closed'"
        )
        cursor.execute(
            "UPDATE record_challengeevent SET pgh_created_at = coalesce(answered_at, written_at), "
            "pgh_by = coalesce(answered_by, written_by_id) WHERE subject_id = ANY(%s)",
            [[life.subject_id for life in lives]],
        )


def _challenge(life: LifeRows, kinds: dict[UUID, registry.Kind], told: dict[str, Any]) -> Challenge:
    at = life.calendar.ago(told["days_ago"], "18:00")
    answered = (
        life.calendar.ago(max(told["days_ago"] - ANSWERED_AFTER_DAYS, 0), "10:00") if told.get("answer") else None
    )
    acknowledged, answer_by = challenge_days(told["kind"], at.date())
    to = _to(life, kinds, told, at)
    return Challenge(
        kind=told["kind"],
        words=told["words"],
        acknowledge_due=acknowledged,
        answer_by=answer_by,
        owner_id=life.accounts[told["owner"]] if "owner" in told else to["item_by"],
        outcome=told.get("outcome") or ("added" if answered else ""),
        grounds=told.get("grounds") or ("What you say of yourself." if answered else ""),
        right_words=told.get("right_words") or "",
        beside=told.get("beside", True),
        answer=told.get("answer") or "",
        answered_at=answered,
        answered_by=life.accounts[told["answered_by"]] if answered else None,
        **to,
    )


def _to(life: LifeRows, kinds: dict[UUID, registry.Kind], told: dict[str, Any], at: datetime) -> dict[str, Any]:
    entry: Entry = life.entries[told["on"]]
    return {
        "id": uuid7(),
        "item_id": entry.pk,
        "subject_id": life.subject_id,
        "bit": kinds[entry.pk].section.bit,
        "item_by": entry.written_by_id,
        "written_by_id": life.accounts[told["by"]],
        "written_at": at,
    }


def _basis(life: LifeRows, account: str) -> str:
    """Give why somebody might look: what they were given by name, else their team's work."""
    return next((one["basis"] for one in life.life["grants"] if one.get("account") == account), "care")


def _audit(lives: list[LifeRows]) -> None:
    """Keep who wrote and who looked, as the site itself would have."""
    for life in lives:
        wrote = [
            AuditEvent(
                at=entry.written_at,
                by=entry.written_by_id,
                action=f"{kind.name}.added",
                subject_id=life.subject_id,
                detail={"entry": str(entry.pk)},
            )
            for kind, entry in life.written
        ]
        looked = [
            AuditEvent(
                at=life.calendar.ago(told["days_ago"], "14:20"),
                by=life.accounts[told["account"]],
                action="record.opened",
                subject_id=life.subject_id,
                detail={"page": told["page"], "basis": _basis(life, told["account"])},
            )
            for told in life.life.get("looks") or ()
        ]
        _keep([*wrote, *looked])
