"""Every read of a plan as it is written now: goals with their steps, needs with what helps, what the rules say to it.

`viewer` says for whom: sections are narrowed here, and by the database again. What was put forward is in `versions`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.http import Http404

from alongside.people import queries as people
from alongside.people.domain import Section, Viewer, VoiceKind
from alongside.people.models import Subject, Voice
from alongside.planning import domain, viewing
from alongside.planning.models import Goal, GoalRating, MetBy, Need, Step, Willing
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Item
from alongside.record.times import today
from alongside.record.whose import Known, bare

BESIDE = ("aspiration", "strength", "communication_need", "right_explained", "role")
# Most plans have few of these; their slim rows say whether there is anything to read.
SELDOM = (
    "practitioner_answer", "not_yet", "barrier", "met_by", "means", "support", "tension", "tension_view", "eligibility",
    "personal_budget", "aftercare",
)  # fmt: skip
GOALS_IN_BRIEF = 6
NEXT_STEPS = 6


@dataclass(slots=True)
class Plan:
    """A plan as it is written now, as far as its reader sees it. `rows` holds whole entries by kind, `items` slim rows.

    `willing` holds what those said last whom a line leans on, by (line, voice); `ratings` where each goal was said
    to be last, by goal.
    """

    rows: dict[str, list[Any]] = field(default_factory=dict)
    items: dict[UUID, Item] = field(default_factory=dict)
    willing: dict[tuple[UUID, UUID], Willing] = field(default_factory=dict)
    ratings: dict[UUID, GoalRating] = field(default_factory=dict)

    def of(self, kind: str) -> list[Any]:
        """Give the whole entries of a kind, oldest first."""
        return self.rows.get(kind, [])

    @property
    def goals(self) -> list[Goal]:
        """Give every goal."""
        return self.of("goal")

    @property
    def steps(self) -> list[Step]:
        """Give every step."""
        return self.of("step")

    @property
    def needs(self) -> list[Need]:
        """Give every need."""
        return self.of("need")

    def steps_of(self, goal: Goal) -> list[Step]:
        """Give the steps of a goal: open ones first by their day, then what became of the others."""
        own = [step for step in self.steps if step.goal_id == goal.pk]
        return sorted(own, key=lambda step: (bool(step.outcome), step.by_when is None, step.by_when or step.at.date()))

    def of_kind(self, *kinds: str) -> list[Item]:
        """Give the slim rows of these kinds, oldest first; what was taken back since is not among them."""
        return [item for item in self.items.values() if item.kind in kinds and item.standing == Standing.CURRENT]

    @property
    def entries(self) -> list[Any]:
        """Give every whole entry of the plan."""
        return [entry for some in self.rows.values() for entry in some]


def plan(
    subject_id: UUID, *, viewer: Viewer, beside: Iterable[str] = (), circle: Iterable[Voice] | None = None
) -> Plan:
    """Read the plan of a record: a query for each kind there is something of, however much there is of it.

    `beside` names further kinds whose slim rows the page needs, so that they come in the same query; `circle` the
    voices of the record, when they are read already.
    """
    known = Known(people.circle(subject_id, viewer=viewer) if circle is None else circle)

    def read(kind: str, *names: str) -> list[Any]:
        return known.voiced(bare(record.entries(registry.get(kind), subject_id, viewer=viewer)), "words_of", *names)

    found = Plan({"goal": read("goal"), "step": read("step", "responsible"), "need": read("need")})
    wanted = Q(kind__in=[*BESIDE, *SELDOM, *beside]) & Q(standing=Standing.CURRENT) | Q(pk__in=_links(found))
    rows = known.voiced(
        bare(record.pointed_at(subject_id, viewer=viewer)).filter(wanted).order_by("at", "id"), "words_of"
    )
    found.items = {item.pk: item for item in rows}
    there = {item.kind for item in rows if item.standing == Standing.CURRENT}
    found.rows |= {kind: read(kind) for kind in SELDOM if kind in there}
    for kind, facet in (("role", "wants"), ("right_explained", "")):
        if any(item.kind == kind and (not facet or item.facet == facet) for item in rows):
            found.rows[kind] = read(kind)
    if found.of("met_by"):
        found.willing = willing(subject_id)
    if found.goals:
        found.ratings = ratings(subject_id, viewer=viewer)
    _read_missing(found, subject_id, viewer, known)
    seen = found.items.keys() | {entry.pk for entry in found.entries}
    record.hide_links([(registry.of_model(type(entry)), entry) for entry in found.entries], seen)
    known.written(found.entries, found.items.values())
    return found


def _links(found: Plan) -> set[UUID]:
    return {one for row in found.entries for name in registry.of_model(type(row)).links for one in ids_in(row, name)}


def ids_in(row: Any, name: str) -> list[UUID]:
    """Give what one of a row's links points at: one id, several, or none."""
    value = getattr(row, name)
    return list(value) if isinstance(value, list) else [value] if value else []


def _read_missing(found: Plan, subject_id: UUID, viewer: Viewer, known: Known) -> None:
    """Read the slim rows that the seldom kinds point at and that are not read yet."""
    whole = {entry.pk for entry in found.entries}
    missing = _links(found) - found.items.keys() - whole
    if missing:
        rows = bare(record.pointed_at(subject_id, viewer=viewer)).filter(pk__in=missing).order_by("at", "id")
        found.items |= {item.pk: item for item in known.voiced(rows, "words_of")}


def ratings(subject_id: UUID, *, viewer: Viewer) -> dict[UUID, GoalRating]:
    """Give where each goal was said to be last, by goal."""
    rows = bare(record.entries(registry.get("goal_rating"), subject_id, viewer=viewer))
    return {one.goal_id: one for one in rows.order_by("goal_id", "-at", "-id").distinct("goal_id")}


def willing(subject_id: UUID) -> dict[tuple[UUID, UUID], Willing]:
    """Give what those said last whom lines lean on, by (line, voice)."""
    rows = Willing.objects.filter(subject_id=subject_id).select_related("written_by").order_by("written_at", "id")
    return {(one.met_by_id, one.voice_id): one for one in rows}


def own_voices(subject: Subject, circle: Iterable[Voice]) -> set[UUID]:
    """Give the voices whose words are the subject's own: the person, alone or together; a group, all together."""
    voices = list(circle)
    own = {voice.pk for voice in voices if voice.is_self}
    if subject.kind == "group":
        return own | {voice.pk for voice in voices if voice.kind == VoiceKind.TOGETHER}
    return own | {voice.pk for voice in voices if voice.kind == VoiceKind.TOGETHER and own & set(voice.of)}


def agreeing_voices(subject: Subject, circle: Iterable[Voice]) -> list[Voice]:
    """Give whose agreement no plan can do without: the person; of a group, those who speak together, else itself."""
    voices = list(circle)
    together = [voice for voice in voices if voice.kind == VoiceKind.TOGETHER]
    if subject.kind == "group" and together:
        return together
    return [voice for voice in voices if voice.is_self]


def view(
    subject: Subject, *, viewer: Viewer, found: Plan | None = None, circle: list[Voice] | None = None
) -> domain.PlanView:
    """Give the plan as its rules look at it. Pass what is read already, so that it is not read twice."""
    found = found or plan(subject.pk, viewer=viewer)
    circle = people.circle(subject.pk, viewer=viewer) if circle is None else circle
    rows: dict[str, list[Any]] = {
        "strength": found.of_kind("strength"),
        "communication_need": found.of_kind("communication_need"),
        **found.rows,
    }
    return viewing.plan_view(rows, around(subject, circle, viewer=viewer, willing=found.willing))


def around(
    subject: Subject,
    circle: Iterable[Voice],
    *,
    viewer: Viewer,
    willing: Mapping[tuple[UUID, UUID], Willing] | None = None,
) -> viewing.Around:
    """Give what the rules need to know besides a plan's rows."""
    voices = list(circle)
    return viewing.Around(
        own=frozenset(own_voices(subject, voices)),
        voices={voice.pk: voice for voice in voices},
        today=today(),
        willing=willing or {},
        rights_apply=subject.kind != "group" and viewer.sight.sees(Section.RIGHTS),
    )


def goal(goal_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Goal:
    """Give one current goal; raises Http404 alike when it is not there and when it may not be seen."""
    return _one("goal", goal_id, subject_id, viewer)


def step(step_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Step:
    """Give one current step; raises Http404 alike when it is not there and when it may not be seen."""
    return _one("step", step_id, subject_id, viewer)


def met_by(line_id: UUID, *, subject_id: UUID, viewer: Viewer) -> MetBy:
    """Give one line of how a need is met, also to whom it leans on; raises Http404 alike for missing and hidden.

    The database's own lock decides who sees it: whoever sees needs, its writer, and the one it leans on.
    """
    found = MetBy.objects.filter(pk=line_id, subject_id=subject_id, standing=Standing.CURRENT)
    row = found.select_related("leans_on", "words_of", "written_by").first()
    if row is None:
        raise Http404
    return row


def asked_of(subject_id: UUID, *, viewer: Viewer) -> list[MetBy]:
    """Give the lines that lean on this viewer, whether needs are shared with them or not, oldest first."""
    rows = MetBy.objects.filter(subject_id=subject_id, leans_on_id__in=viewer.voices, standing=Standing.CURRENT)
    return list(rows.select_related("leans_on").order_by("at", "id"))


def _one(kind: str, pk: UUID, subject_id: UUID, viewer: Viewer) -> Any:
    found = record.entries(registry.get(kind), subject_id, viewer=viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def goals_in_brief(subject_id: UUID, *, viewer: Viewer, limit: int = GOALS_IN_BRIEF) -> list[Goal]:
    """Give the goals of now for the front page, each with `is_now`: what was said of it last.

    That is how the last ticked step went, or, when it is later, where whose goal it is said that they are with it.
    """
    if not viewer.sight.sees(Section.GOALS):
        return []
    ticked = Step.objects.filter(goal_id=OuterRef("pk"), standing=Standing.CURRENT).exclude(how_it_went="")
    ticked = ticked.order_by("-done_at")
    rows = record.entries(registry.get("goal"), subject_id, viewer=viewer).filter(status="now", horizon="now")
    rated = GoalRating.objects.filter(goal_id=OuterRef("pk"), words_of_id=OuterRef("words_of_id")).exclude(words="")
    rated = rated.filter(standing=Standing.CURRENT).order_by("-at", "-id")
    rows = bare(rows).annotate(
        rated_at=Subquery(rated.values("at")[:1]), ticked_at=Subquery(ticked.values("done_at")[:1])
    )
    is_rated = Q(rated_at__isnull=False) & (Q(ticked_at=None) | Q(rated_at__gt=F("ticked_at")))
    said = Case(
        When(is_rated, then=Subquery(rated.values("words")[:1])), default=Subquery(ticked.values("how_it_went")[:1])
    )
    return list(rows.annotate(is_now=said)[:limit])


def next_steps(subject_id: UUID, *, viewer: Viewer, limit: int = NEXT_STEPS) -> list[Step]:
    """Give the open steps of goals of now: the viewer's own first, then by day; those without a day last."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    rows = record.entries(registry.get("step"), subject_id, viewer=viewer)
    rows = rows.filter(outcome="", goal__status="now", goal__standing=Standing.CURRENT)
    own_first = Case(When(responsible_id__in=viewer.voices, then=0), default=1)
    return list(bare(rows).select_related("responsible").order_by(own_first, "by_when", "at", "id")[:limit])
