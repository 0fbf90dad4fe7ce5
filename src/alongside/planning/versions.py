"""Every read of what was put forward: versions with what each voice answered, and their entries as they were then."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from alongside.access import keeper
from alongside.people import queries as people
from alongside.people.domain import Section, Viewer
from alongside.people.models import Subject, Voice
from alongside.planning import domain, queries
from alongside.planning.models import Frozen, PlanAnswer, PlanEvent, PlanVersion
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Item
from alongside.record.registry import Kind
from alongside.record.whose import Known

ORDER = (
    "goal", "step", "need", "met_by", "support", "means", "barrier", "tension", "tension_view", "eligibility",
    "personal_budget", "aftercare", "aspiration", "strength", "connection", "community_tie", "role",
)  # fmt: skip


@dataclass(slots=True)
class Version:
    """A version with where it stands, who has to agree, and the answer that counts for each voice. None: a draft."""

    version: PlanVersion | None
    state: domain.State
    needed: tuple[domain.HolderView, ...] = ()
    answers: list[PlanAnswer] = field(default_factory=list)
    events: list[PlanEvent] = field(default_factory=list)


@dataclass(slots=True)
class FrozenEntry:
    """One entry as it stood in a version. `row` is None when its text is no longer shown; `item` says why."""

    kind: Kind
    item: Item
    row: Any


def versions(subject: Subject, *, viewer: Viewer, circle: list[Voice] | None = None) -> list[Version]:
    """Give every version, the newest first, each with its state, in five queries at most; none if goals are hidden."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    circle = people.circle(subject.pk, viewer=viewer) if circle is None else circle
    known = Known(circle)
    rows = list(PlanVersion.objects.filter(subject=subject).order_by("number"))
    said = list(PlanAnswer.objects.filter(subject=subject).order_by("written_at", "id")) if rows else []
    said = known.voiced(said, "voice")
    told = list(PlanEvent.objects.filter(subject=subject).order_by("written_at", "id"))
    known.written(rows, name="put_forward_by")
    known.written(said, told)
    answers, events = _by_version(said), _by_version(told)
    last = rows[-1].number if rows else 0
    seen = [
        _stand(
            row,
            subject,
            circle,
            answers[row.pk],
            events[row.pk],
            replaced_by=None if row.number == last else row.number + 1,
        )
        for row in reversed(rows)
    ]
    return seen or [Version(None, domain.state(None, [], _events(events[None]), []), events=events[None])]


def _by_version(rows: Iterable[Any]) -> dict[UUID | None, list[Any]]:
    by_version: dict[UUID | None, list[Any]] = defaultdict(list)
    for row in rows:
        by_version[row.version_id].append(row)
    return by_version


def _stand(
    row: PlanVersion,
    subject: Subject,
    circle: list[Voice],
    answers: list[PlanAnswer],
    events: list[PlanEvent],
    *,
    replaced_by: int | None,
) -> Version:
    names = {voice.pk: voice.name for voice in circle}
    must = queries.own_voices(subject, circle)
    needed = tuple(domain.HolderView(str(pk), names.get(pk, ""), pk in must) for pk in row.holders)
    said = [
        domain.AnswerView(str(one.voice_id), one.voice.name, one.answer, one.written_at, one.words, one.why)
        for one in answers
    ]
    view = domain.VersionView(row.number, row.put_forward_at, row.blocked, replaced_by)
    state = domain.state(view, said, _events(events), needed)
    counts = list({one.voice_id: one for one in answers}.values())
    return Version(row, state, needed, counts, events)


def _events(rows: Iterable[PlanEvent]) -> list[domain.EventView]:
    return [
        domain.EventView(
            one.kind,
            one.written_at,
            one.reason,
            one.until,
            str(one.voice_id) if one.voice_id else "",
            one.written_by.name,
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Authorising:
    """Whether an organisation that works with the person asks for a manager's word, and whether the viewer gives it."""

    asked: bool
    may: bool


def authorising(subject_id: UUID) -> Authorising:
    """Say whether a manager's word is asked for here, and whether the signed viewer may give it."""
    return Authorising(**keeper.rows("authorising", subject_id)[0])


def state_of(version: PlanVersion, *, subject: Subject, viewer: Viewer) -> domain.State:
    """Give where one version stands; raises Http404 when it cannot be seen."""
    return one(version.pk, subject=subject, viewer=viewer).state


def one(version_id: UUID, *, subject: Subject, viewer: Viewer, circle: list[Voice] | None = None) -> Version:
    """Give one version; raises Http404 alike when it is not there and when it may not be seen."""
    for found in versions(subject, viewer=viewer, circle=circle):
        if found.version is not None and found.version.pk == version_id:
            return found
    raise Http404


def frozen(version: PlanVersion, *, viewer: Viewer) -> list[FrozenEntry]:
    """Give the entries of a version as they were then, as far as this viewer may see each.

    Texts come from each kind's history, under that history's own lock. What was taken back, marked as a mistake or
    moved since then keeps its line without its text.
    """
    rows = list(Frozen.objects.filter(version=version).select_related("item").order_by("item__at", "item_id"))
    by_kind: dict[str, list[Frozen]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    found = []
    for name in sorted(by_kind, key=_place):
        kind = registry.get(name)
        current = [row for row in by_kind[name] if row.item.standing == Standing.CURRENT]
        ids = [row.event_id for row in current]
        texts = kind.event_model.objects.filter(pgh_id__in=ids, subject_id=version.subject_id).in_bulk()
        found += [
            FrozenEntry(kind, row.item, texts.get(row.event_id) if row in current else None) for row in by_kind[name]
        ]
    return _without_hidden_links(found, version.subject_id, viewer=viewer)


def now(subject_id: UUID, *, viewer: Viewer) -> list[FrozenEntry]:
    """Give the entries of the plan as they are now, in the same shape."""
    kinds = sorted((kind for kind in registry.all_kinds() if kind.in_plan), key=lambda kind: _place(kind.name))
    items = {item.pk: item for item in record.items(subject_id, viewer=viewer, kinds=[kind.name for kind in kinds])}
    found = [
        FrozenEntry(kind, items[row.pk], row)
        for kind in kinds
        for row in record.entries(kind, subject_id, viewer=viewer)
        if row.pk in items
    ]
    return _without_hidden_links(found, subject_id, viewer=viewer)


def _without_hidden_links(found: list[FrozenEntry], subject_id: UUID, *, viewer: Viewer) -> list[FrozenEntry]:
    wanted = _linked(found) - {one.item.pk for one in found}
    seen = {one.item.pk for one in found}
    if wanted:
        seen |= set(record.pointed_at(subject_id, viewer=viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    record.hide_links([(one.kind, one.row) for one in found if one.row is not None], seen)
    return found


def _linked(found: list[FrozenEntry]) -> set[UUID]:
    rows = [(one.kind, one.row) for one in found if one.row is not None]
    return {part for kind, row in rows for name in kind.links for part in queries.ids_in(row, name)}


def words_of_links(found: list[FrozenEntry], subject_id: UUID, *, viewer: Viewer) -> dict[str, str]:
    """Give the words of what these entries point at, by id: as it stood beside them, else as it is now."""
    wanted = _linked(found)
    rows = record.items(subject_id, viewer=viewer).filter(pk__in=wanted)
    words = {str(item.pk): ": ".join(part for part in (item.title, item.text) if part) for item in rows}
    return words | {str(one.item.pk): one.row.words for one in found if one.row is not None and one.item.pk in wanted}


def newest_events(kind: Kind, entries: list[Any]) -> dict[UUID, int]:
    """Give the newest row of history of each entry, by the entry's id."""
    rows = kind.event_model.objects.filter(pgh_obj_id__in=[entry.pk for entry in entries])
    return dict(rows.values_list("pgh_obj_id").annotate(newest=Max("pgh_id")).order_by())


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)
