"""Every read of a plan as it is written now: goals with their steps, needs with what helps, what the rules say to it.

`viewer` says for whom: sections are narrowed here, and by the database again. What was put forward is in `versions`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404

from alongside.people import queries as people
from alongside.people.domain import Section, Viewer, VoiceKind
from alongside.people.models import Subject, Voice
from alongside.planning import domain
from alongside.planning.models import Goal, Need, NotYet, PractitionerAnswer, Step
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Item
from alongside.record.whose import Known, bare

BESIDE = ("aspiration", "barrier", "strength")
# Most plans have none of these; their slim rows say whether there is anything to read.
SELDOM = ("practitioner_answer", "not_yet")
GOALS_IN_BRIEF = 6
NEXT_STEPS = 6


@dataclass(slots=True)
class Plan:
    """A plan as it is written now, as far as its reader sees it. `items` holds the slim rows its entries point at."""

    goals: list[Goal] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    answers: list[PractitionerAnswer] = field(default_factory=list)
    not_yet: list[NotYet] = field(default_factory=list)
    items: dict[UUID, Item] = field(default_factory=dict)

    def steps_of(self, goal: Goal) -> list[Step]:
        """Give the steps of a goal: open ones first by their day, then what became of the others."""
        own = [step for step in self.steps if step.goal_id == goal.pk]
        return sorted(own, key=lambda step: (bool(step.outcome), step.by_when is None, step.by_when or step.at.date()))

    def of_kind(self, *kinds: str) -> list[Item]:
        """Give the slim rows of these kinds, oldest first."""
        return [item for item in self.items.values() if item.kind in kinds]

    @property
    def entries(self) -> list[Any]:
        """Give every whole entry of the plan."""
        return [*self.goals, *self.steps, *self.needs, *self.answers, *self.not_yet]


def plan(
    subject_id: UUID, *, viewer: Viewer, beside: Iterable[str] = (), circle: Iterable[Voice] | None = None
) -> Plan:
    """Read the plan of a record in eight queries at most, however many goals it has.

    `beside` names further kinds whose slim rows the page needs, so that they come in the same query; `circle` the
    voices of the record, when they are read already.
    """
    known = Known(people.circle(subject_id, viewer=viewer) if circle is None else circle)

    def read(kind: str, *names: str) -> list[Any]:
        return known.voiced(bare(record.entries(registry.get(kind), subject_id, viewer=viewer)), "words_of", *names)

    found = Plan(goals=read("goal"), steps=read("step", "responsible"), needs=read("need"))
    wanted = Q(kind__in=[*BESIDE, *SELDOM, *beside]) | Q(pk__in=_links(found))
    rows = known.voiced(bare(record.items(subject_id, viewer=viewer)).filter(wanted).order_by("at", "id"), "words_of")
    found.items = {item.pk: item for item in rows}
    there = {item.kind for item in rows}
    found.answers, found.not_yet = (read(kind) if kind in there else [] for kind in SELDOM)
    known.written(found.entries, rows)
    return found


def _links(found: Plan) -> set[UUID]:
    single = [
        *(goal.grows_from for goal in found.goals),
        *(need.gets_in_way_of for need in found.needs),
        *(step.uses for step in found.steps),
    ]
    return {one for one in single if one} | {one for need in found.needs for one in need.helped_by}


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
    own = own_voices(subject, people.circle(subject.pk, viewer=viewer) if circle is None else circle)
    return domain.PlanView(
        goals=tuple(
            domain.GoalView(str(one.pk), one.words, one.words_of_id in own, one.how, one.no_words_because, one.status)
            for one in found.goals
        ),
        steps=tuple(
            domain.StepView(
                str(one.pk),
                str(one.goal_id),
                one.words,
                str(one.responsible_id) if one.responsible_id else None,
                one.by_when,
                one.outcome,
                one.responsible.name if one.responsible else "",
            )
            for one in found.steps
        ),
        needs=tuple(
            domain.NeedView(
                str(one.pk),
                one.words,
                str(one.words_of_id),
                str(one.gets_in_way_of) if one.gets_in_way_of else None,
                one.gets_in_way_not_yet,
                tuple(map(str, one.helped_by)),
                one.helped_by_not_yet,
            )
            for one in found.needs
        ),
        strengths_count=len(found.of_kind("strength")),
        answers=tuple(domain.PractitionerAnswerView(one.would, one.words) for one in found.answers),
        not_yet=tuple(domain.NotYetView(one.rule, one.words) for one in found.not_yet),
    )


def goal(goal_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Goal:
    """Give one current goal; raises Http404 alike when it is not there and when it may not be seen."""
    return _one("goal", goal_id, subject_id, viewer)


def step(step_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Step:
    """Give one current step; raises Http404 alike when it is not there and when it may not be seen."""
    return _one("step", step_id, subject_id, viewer)


def _one(kind: str, pk: UUID, subject_id: UUID, viewer: Viewer) -> Any:
    found = record.entries(registry.get(kind), subject_id, viewer=viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def goals_in_brief(subject_id: UUID, *, viewer: Viewer, limit: int = GOALS_IN_BRIEF) -> list[Goal]:
    """Give the goals of now for the front page, each with `is_now`: how the last step that was ticked went."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    ticked = Step.objects.filter(goal_id=OuterRef("pk"), standing=Standing.CURRENT).exclude(how_it_went="")
    rows = record.entries(registry.get("goal"), subject_id, viewer=viewer).filter(status="now", horizon="now")
    return list(bare(rows).annotate(is_now=Subquery(ticked.order_by("-done_at").values("how_it_went")[:1]))[:limit])


def next_steps(subject_id: UUID, *, viewer: Viewer, limit: int = NEXT_STEPS) -> list[Step]:
    """Give the open steps of goals of now, the nearest day first; those without a day last."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    rows = record.entries(registry.get("step"), subject_id, viewer=viewer)
    rows = rows.filter(outcome="", goal__status="now", goal__standing=Standing.CURRENT)
    return list(bare(rows).select_related("responsible").order_by("by_when", "at", "id")[:limit])
