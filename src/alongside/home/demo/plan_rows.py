"""Makes the rows of the plans of one life: what was put forward, as it stood then, and what each voice said to it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.base.findings import blocks
from alongside.base.ids import uuid7
from alongside.home.demo.reading import Life
from alongside.home.demo.rows import LifeRows
from alongside.planning.domain import HolderView, PlanView, findings, holders
from alongside.planning.models import Frozen, PlanAnswer, PlanEvent, PlanVersion
from alongside.planning.viewing import Around, plan_view
from alongside.record import registry
from alongside.record.models import Entry

PUT_FORWARD_AT = "17:00"
STATES = {"step": "outcome", "goal": "status"}
Events = dict[UUID, list[tuple[int, datetime, str]]]


def rows(life: LifeRows, events: Events) -> list[Any]:
    """Give versions, frozen entries, answers and events; `events` holds (number, moment, state) by entry."""
    made: list[Any] = []
    for number, told in enumerate(life.plans, start=1):
        version = _version(life, told, number, events)
        made += [version, *_frozen(life, version, events), *_said(life, version, told)]
    return made


def _version(life: LifeRows, told: Life, number: int, events: Events) -> PlanVersion:
    at = life.calendar.ago(told["put_forward_days_ago"], PUT_FORWARD_AT)
    view = view_of(life, at, events)
    me = next(voice for voice in life.voices.values() if voice.is_self)
    needed = holders(HolderView(str(me.pk), me.name, is_person=True), view)
    return PlanVersion(
        id=life.versions[number - 1],
        subject_id=life.subject_id,
        number=number,
        put_forward_at=at,
        put_forward_by_id=life.accounts[told["by"]],
        blocked=blocks(findings(view)),
        holders=[UUID(one.voice) for one in needed],
        review_on=life.calendar.ahead(told["review_days"]) if "review_days" in told else None,
    )


def written_by_then(life: LifeRows, at: datetime) -> list[tuple[registry.Kind, Entry]]:
    """Give what a plan put forward at that moment holds."""
    return [(kind, entry) for kind, entry in life.written if kind.in_plan and entry.written_at <= at]


def _frozen(life: LifeRows, version: PlanVersion, events: Events) -> list[Frozen]:
    return [
        Frozen(
            id=uuid7(),
            version_id=version.pk,
            item_id=entry.pk,
            subject_id=life.subject_id,
            bit=kind.section.bit,
            item_by=entry.written_by_id,
            written_by_id=version.put_forward_by_id,
            written_at=version.put_forward_at,
            kind=kind.name,
            event_id=_then(events[entry.pk], version.put_forward_at)[0],
        )
        for kind, entry in written_by_then(life, version.put_forward_at)
    ]


def _then(states: list[tuple[int, datetime, str]], at: datetime) -> tuple[int, datetime, str]:
    return [state for state in states if state[1] <= at][-1]


def _said(life: LifeRows, version: PlanVersion, told: Life) -> list[Any]:
    answers = [
        PlanAnswer(
            id=uuid7(),
            subject_id=life.subject_id,
            version_id=version.pk,
            voice_id=life.voices[one["voice"]].pk,
            answer=one["answer"],
            words=one.get("words") or "",
            why=one.get("why") or "",
            how="wrote" if life.voices[one["voice"]].account_id == life.accounts[one["by"]] else "said",
            written_at=life.calendar.ago(one["days_ago"], "18:00"),
            written_by_id=life.accounts[one["by"]],
        )
        for one in told.get("answers") or ()
    ]
    events = [
        PlanEvent(
            id=uuid7(),
            subject_id=life.subject_id,
            version_id=version.pk,
            kind=one["kind"],
            voice_id=life.voices[one["voice"]].pk if "voice" in one else None,
            reason=one["reason"],
            until=life.calendar.ahead(one["until_days"]) if "until_days" in one else None,
            written_at=life.calendar.ago(one["days_ago"], "18:30"),
            written_by_id=life.accounts[one["by"]],
        )
        for one in told.get("events") or ()
    ]
    return [*answers, *events]


def view_of(life: LifeRows, at: datetime, events: Events) -> PlanView:
    """Give the plan as its rules look at it, of what was written by that moment."""
    found: dict[str, list[Any]] = {}
    for kind, entry in written_by_then(life, at):
        found.setdefault(kind.name, []).append(entry)
    voices = {voice.pk: voice for voice in life.voices.values()}
    me = next(pk for pk, voice in voices.items() if voice.is_self)
    own = frozenset(pk for pk, voice in voices.items() if voice.is_self or me in voice.of)
    now = [(entry, name, getattr(entry, name)) for kind, name in STATES.items() for entry in found.get(kind, ())]
    for entry, name, _ in now:
        setattr(entry, name, _then(events[entry.pk], at)[2])
    try:
        is_person = life.life["subject"]["kind"] == "person"
        return plan_view(found, Around(own, voices, at.date(), willing=life.willing(at), rights_apply=is_person))
    finally:
        for entry, name, value in now:
            setattr(entry, name, value)
