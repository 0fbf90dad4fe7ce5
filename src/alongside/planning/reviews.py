"""Every read of reviews: what was said at one and by whom, and each goal beside where it began and where it was last.

A review is the entry it began with, and one entry more for everybody else who wrote at it, and for each voice they
wrote down: nobody writes into words that another wrote. Such a part is known by its id, which is made of the review's,
its writer's and its voice's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q
from django.http import Http404

from alongside.about_me.models import Hope
from alongside.people.domain import Section, Viewer
from alongside.people.models import Voice
from alongside.planning.models import Achievement, Goal, GoalRating, PlanVersion, Review, Step
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.whose import Known, bare

WORDS = ("words", "helped", "not_helped", "changed", "next")
MADE_OF_NAMES = 5  # the version of ids that are made of others: a part's
ANEW = 9  # how often somebody may take their part back and write it anew
MOST_GOOD_NEWS = 20


@dataclass(slots=True)
class Held:
    """One review: the entry it began with, and the parts that others wrote down at it."""

    main: Review
    parts: list[Review] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Say whether it is still going on."""
        return self.main.finished_at is None

    @property
    def rows(self) -> list[Review]:
        """Give every entry of it, the one it began with first."""
        return [self.main, *self.parts]

    def said(self, *names: str) -> list[Review]:
        """Give the entries that say something in one of these fields."""
        return [row for row in self.rows if any(getattr(row, name).strip() for name in names)]

    def mine(self, writer: UUID, voice: UUID) -> Review | None:
        """Give the entry that this account wrote down at it in this voice."""
        found = (row for row in self.rows if row.written_by_id == writer and row.words_of_id == voice)
        return next(found, None)


@dataclass(slots=True)
class Looked:
    """One goal at a review. `then` is how it stood when the review ended: the goal itself while it goes on.

    `said` is what was said of it at this review, `last` where it was before; `came_of` the goal it was changed from,
    `became` the one it was changed into; `is_new`: it was not there when the review began.
    """

    goal: Goal
    then: Any
    said: list[GoalRating] = field(default_factory=list)
    last: GoalRating | None = None
    steps: list[Step] = field(default_factory=list)
    came_of: Goal | None = None
    became: Goal | None = None
    is_new: bool = False

    @property
    def is_gone(self) -> bool:
        """Say whether the goal has been taken back since, or was a mistake: its words are no longer shown."""
        return self.goal.standing != Standing.CURRENT


@dataclass(slots=True)
class Goals:
    """The goals of a review in their order, and those that were achieved since the time before."""

    looked: list[Looked]
    achieved: list[Looked]

    def one(self, goal_id: UUID) -> Looked:
        """Give one goal that can be looked at; raises Http404."""
        found = next((one for one in self.looked if one.goal.pk == goal_id and not one.is_gone), None)
        if found is None:
            raise Http404
        return found


@dataclass(slots=True)
class GoodNews:
    """What has gone well since the time before: achievements and steps that were done, the newest first."""

    achievements: list[Achievement]
    steps: list[Step]


def part_id(review: UUID, writer: UUID, voice: UUID, time: int = 0) -> UUID:
    """Give the id of what this account writes down at a review in this voice; `time` counts those taken back."""
    return uuid5(review, f"{writer} {voice} {time}")


def free_part_id(review: UUID, writer: UUID, voice: UUID) -> UUID | None:
    """Give an id nothing was written under yet, or None when too much was written and taken back."""
    ids = [part_id(review, writer, voice, time) for time in range(ANEW)]
    used = set(Review.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return next((one for one in ids if one not in used), None)


def reviews(subject_id: UUID, *, viewer: Viewer, circle: Iterable[Voice]) -> list[Held]:
    """Give every review of a record, the newest first, in two queries; none when goals are not shared."""
    if not viewer.sight.sees(Section.GOALS):
        return []
    known = Known(circle)
    rows = known.voiced(Review.objects.filter(subject_id=subject_id).exclude(standing=Standing.MOVED), "words_of")
    known.written(rows)
    return grouped(sorted(rows, key=lambda row: (row.at, row.pk)))


def grouped(rows: Sequence[Review]) -> list[Held]:
    """Put reviews together with their parts; parts of one that is not among them, or was taken back, are left out."""
    found = {row.pk: Held(row) for row in rows if row.pk.version != MADE_OF_NAMES}
    parts = [row for row in rows if row.pk.version == MADE_OF_NAMES]
    pairs = {(row.written_by_id, row.words_of_id) for row in parts}
    whose = {part_id(pk, *pair, time): pk for pk in found for pair in pairs for time in range(ANEW)}
    for row in parts:
        if row.pk in whose and row.standing == Standing.CURRENT:
            found[whose[row.pk]].parts.append(row)
    kept = [held for held in found.values() if held.main.standing == Standing.CURRENT]
    return sorted(kept, key=lambda held: held.main.at, reverse=True)


def one(review_id: UUID, seen: Iterable[Held]) -> Held:
    """Give one of these reviews; raises Http404 alike when it is not there and when it may not be seen."""
    found = next((held for held in seen if held.main.pk == review_id), None)
    if found is None:
        raise Http404
    return found


def going_on(seen: Iterable[Held]) -> Held | None:
    """Give the review that is open, if one is."""
    return next((held for held in seen if held.is_open), None)


def since(held: Held, seen: Iterable[Held]) -> datetime | None:
    """Say since when a review looks back: since the one before, else since the plan was last put forward."""
    before = [one for one in seen if not one.is_open and one.main.at < held.main.at]
    if before:
        return before[0].main.finished_at
    put = PlanVersion.objects.filter(subject_id=held.main.subject_id, put_forward_at__lt=held.main.at)
    return put.order_by("-number").values_list("put_forward_at", flat=True).first()


def newest_version(subject_id: UUID, *, viewer: Viewer) -> PlanVersion | None:
    """Give the version of the plan that was put forward last."""
    if not viewer.sight.sees(Section.GOALS):
        return None
    return PlanVersion.objects.filter(subject_id=subject_id).order_by("-number").first()


def goals(held: Held, *, viewer: Viewer, circle: Iterable[Voice], after: datetime | None, steps: bool = False) -> Goals:
    """Give every goal of a review beside where it began, where it was last and where it is: in six queries at most.

    A goal belongs to it that was a goal of now when it began or was asked about at it, whatever has become of it; and
    one that came up meanwhile. `after` is since when one looks back; with `steps`, what was done since then.
    """
    known = Known(circle)
    rows = known.voiced(
        Goal.objects.filter(subject_id=held.main.subject_id).exclude(standing=Standing.MOVED).order_by("at", "id"),
        "words_of",
    )
    said, last = _ratings(held, known)
    states = _states(held)
    by_id = {goal.pk: goal for goal in rows}
    came_of = {goal.changed_into: goal for goal in rows if goal.changed_into}
    looked, achieved = [], []
    for goal in rows:
        at_start, at_end, became_at = _then(goal, states.get(goal.pk, []), held)
        made = Looked(goal, at_end, said.get(goal.pk, []), last.get(goal.pk), came_of=came_of.get(goal.pk))
        made.became = by_id.get(at_end.changed_into) if at_end.changed_into else None
        made.is_new = goal.written_at > held.main.written_at
        if made.said or (at_start and _fits(goal, at_start, held)):
            looked.append(made)
        if at_end.status == "achieved" and not made.is_gone and (after is None or became_at >= after):
            achieved.append(made)
    known.written(rows, [row for some in said.values() for row in some], last.values())
    if steps:
        _add_steps(looked, held, known, after)
    return Goals(sorted(looked, key=lambda one: one.goal.horizon != "now"), achieved)


def _fits(goal: Goal, at_start: Any, held: Held) -> bool:
    """Say whether a goal was there to be looked at: a goal of now as the review began, or come up since."""
    if goal.standing_at and (held.is_open or goal.standing_at < held.main.at):
        return False
    return bool(at_start.status == "now")


def _states(held: Held) -> dict[UUID, list[Any]]:
    """Give the states of every goal until the review ended, oldest first."""
    model = registry.get("goal").event_model
    rows = model.objects.filter(subject_id=held.main.subject_id)
    if held.main.finished_at:
        rows = rows.filter(pgh_created_at__lte=held.main.finished_at)
    found: dict[UUID, list[Any]] = {}
    names = ("words", "because", "baseline", "status", "status_reason", "changed_into", "pgh_obj_id", "pgh_created_at")
    for state in rows.only("pgh_id", *names).order_by("pgh_id"):
        found.setdefault(state.pgh_obj_id, []).append(state)
    return found


def _then(goal: Goal, states: list[Any], held: Held) -> tuple[Any, Any, datetime]:
    """Give how a goal stood when the review began and ended (None: it was not there), and since when it stood so."""
    at_end = states[-1] if states and not held.is_open else goal
    if held.main.finished_at and goal.written_at > held.main.finished_at:
        return None, at_end, goal.written_at
    before = [state for state in states if state.pgh_created_at <= held.main.written_at]
    at_start = before[-1] if before else states[0] if states else goal
    became_at = goal.written_at
    for was, is_ in zip([None, *states], states, strict=False):
        if was is not None and was.status != is_.status:
            became_at = is_.pgh_created_at
    return at_start, at_end, became_at


def _ratings(held: Held, known: Known) -> tuple[dict[UUID, list[GoalRating]], dict[UUID, GoalRating]]:
    """Give what was said of each goal at this review, and where each was the time before."""
    rows = GoalRating.objects.filter(subject_id=held.main.subject_id, standing=Standing.CURRENT)
    here = known.voiced(rows.filter(review=held.main.pk).order_by("at", "id"), "words_of")
    before = rows.filter(at__lt=held.main.at).exclude(review=held.main.pk)
    before = before.order_by("goal_id", "-at", "-id").distinct("goal_id")
    said: dict[UUID, list[GoalRating]] = {}
    for row in here:
        said.setdefault(row.goal_id, []).append(row)
    return said, {row.goal_id: row for row in known.voiced(before, "words_of")}


def _add_steps(looked: list[Looked], held: Held, known: Known, after: datetime | None) -> None:
    """Put to each goal the steps that were ticked since the time before, and those still open."""
    rows = Step.objects.filter(subject_id=held.main.subject_id, standing=Standing.CURRENT)
    wanted = Q(outcome="")
    wanted |= Q(done_at__gte=after) if after else ~Q(outcome="")
    rows = rows.filter(wanted, goal_id__in=[one.goal.pk for one in looked]).order_by("done_at", "by_when", "at")
    if held.main.finished_at:
        rows = rows.filter(Q(done_at=None) | Q(done_at__lte=held.main.finished_at))
    by_goal: dict[UUID, list[Step]] = {}
    found = known.voiced(rows, "words_of", "responsible")
    known.written(found)
    for step in found:
        by_goal.setdefault(step.goal_id, []).append(step)
    for one in looked:
        one.steps = by_goal.get(one.goal.pk, [])


def good_news(held: Held, *, viewer: Viewer, circle: Iterable[Voice], after: datetime | None) -> GoodNews:
    """Give what was achieved and which steps were done since `after`: the newest, in two queries."""
    known = Known(circle)

    def newest(kind: str, moment: str, rows: Any) -> list[Any]:
        if after:
            rows = rows.filter(**{f"{moment}__gte": after})
        if held.main.finished_at:
            rows = rows.filter(**{f"{moment}__lte": held.main.finished_at})
        found = known.voiced(bare(rows).order_by(f"-{moment}", "-id")[:MOST_GOOD_NEWS], "words_of")
        known.written(found)
        return found

    subject_id = held.main.subject_id
    here = [achievement_id(row.pk) for row in held.rows]  # these words stand with the review already
    made = record.entries(registry.get("achievement"), subject_id, viewer=viewer).exclude(pk__in=here)
    done = record.entries(registry.get("step"), subject_id, viewer=viewer).filter(outcome="done")
    return GoodNews(newest("achievement", "at", made), newest("step", "done_at", done))


def hopes(held: Held, *, viewer: Viewer, circle: Iterable[Voice]) -> tuple[list[Hope], Hope | None]:
    """Give how hopeful people said they were at this review, and what was said last before; none if not shared."""
    if not viewer.sight.sees(Section.STAYING_WELL):
        return [], None
    found = bare(record.entries(registry.get("hope"), held.main.subject_id, viewer=viewer))
    rows = list(found.filter(Q(review=held.main.pk) | Q(at__lt=held.main.at)).order_by("at", "id"))
    here = [row for row in rows if row.review == held.main.pk]
    last = [row for row in rows if row.review != held.main.pk][-1:]
    known = Known(circle)
    here, last = known.voiced(here, "words_of"), known.voiced(last, "words_of")
    known.written(here, last)
    return here, last[0] if last else None


def my_rating(review_id: UUID, goal_id: UUID, *, writer: UUID, voice: UUID) -> GoalRating | None:
    """Give what this account wrote down of a goal at a review in this voice."""
    rows = GoalRating.objects.filter(review=review_id, goal_id=goal_id, standing=Standing.CURRENT)
    return rows.filter(written_by_id=writer, words_of_id=voice).order_by("at").first()


def my_hope(review_id: UUID, *, writer: UUID, voice: UUID) -> Hope | None:
    """Give how hopeful somebody was at a review, as this account wrote it down in this voice."""
    rows = Hope.objects.filter(review=review_id, standing=Standing.CURRENT)
    return rows.filter(written_by_id=writer, words_of_id=voice).order_by("at").first()


def is_kept(part: UUID) -> bool:
    """Say whether the words of a part have been kept as an achievement."""
    return Achievement.objects.filter(pk=achievement_id(part)).exists()


def achievement_id(part: UUID) -> UUID:
    """Give the id of the achievement that is made of the words of a part."""
    return uuid5(part, "achievement")


def is_anything_rated(review_id: UUID) -> bool:
    """Say whether anything was said at a review of where a goal is, or of hope."""
    rated = (model.objects.filter(review=review_id, standing=Standing.CURRENT) for model in (GoalRating, Hope))
    return any(rows.exists() for rows in rated)
