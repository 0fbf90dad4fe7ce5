"""What a story of progress is made of, and who chooses what it shows. Without Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from alongside.people.domain import YES, Act, Decision, Section, Viewer, may

AGREED = "agreed"  # stands, among what can be ticked, for the days on which everybody agreed to the plan


class LineKind(StrEnum):
    """What a line of the story tells."""

    ACHIEVEMENT = "achievement"
    GOAL = "goal"
    STEP = "step"
    WELL = "well"
    NEARER = "nearer"
    HOPE = "hope"
    ROLE = "role"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what happened (`kind`), when, in whose words (`row` is the entry they stand in; none for a day of
    agreement). `about` is the goal a number speaks of, from `before` to `now`; `began` where a goal began; `then` what
    was said when it was reached or done, and `then_by` by whom.
    """

    id: UUID
    kind: LineKind
    at: datetime
    on: date
    words: str = ""
    row: Any = None
    about: str = ""
    began: str = ""
    then: str = ""
    then_by: str = ""
    before: int | None = None
    now: int | None = None

    @property
    def tick(self) -> str:
        """Give by what the line is chosen."""
        return AGREED if self.kind is LineKind.AGREED else str(self.id)


@dataclass(frozen=True, slots=True)
class Score:
    """A number somebody gave: of what (`of`: a goal, or hope) and in whose voice."""

    id: UUID
    of: object
    at: datetime
    score: int


def rises(scores: Iterable[Score]) -> dict[UUID, tuple[int, int]]:
    """Give the scores that are higher than the one before of the same voice and thing, as (before, now), by id."""
    last: dict[object, int] = {}
    found = {}
    for one in sorted(scores, key=lambda score: (score.at, score.id)):
        before = last.get(one.of)
        if before is not None and one.score > before:
            found[one.id] = (before, one.score)
        last[one.of] = one.score
    return found


def gained(states: Iterable[tuple[str, datetime]], *, wanted: str = "wants", has: str = "has") -> datetime | None:
    """Say since when a role is somebody's that they had wished for before; None when it is not so.

    `states` are the tenses a role has had with when each began, oldest first.
    """
    was_wanted, since = False, None
    for tense, at in states:
        if tense == wanted:
            was_wanted, since = True, None
        elif tense == has:
            since = since or (at if was_wanted else None)
        else:
            since = None
    return since


def by_month(lines: Iterable[Line]) -> list[tuple[date, list[Line]]]:
    """Give lines in their order, by month; a month is named by its first day."""
    return [(month, list(some)) for month, some in groupby(lines, key=lambda line: line.on.replace(day=1))]


def shown(lines: Iterable[Line], left_out: Iterable[str]) -> list[Line]:
    """Give the lines that are not left out."""
    gone = set(left_out)
    return [line for line in lines if line.tick not in gone]


def leave_out(before: Iterable[str], *, listed: Iterable[str], ticked: Iterable[str]) -> list[str]:
    """Give what is left out after a page was ticked: what it listed and is not ticked, and what it did not list."""
    offered, wanted = list(dict.fromkeys(listed)), set(ticked)
    kept = [one for one in before if one not in set(offered)]
    return [*kept, *(one for one in offered if one not in wanted)]


def same_choice(one: Iterable[str], other: Iterable[str], listed: Iterable[str]) -> bool:
    """Say whether two choices agree on what a page lists."""
    offered = set(listed)
    return set(one) & offered == set(other) & offered


def may_choose(viewer: Viewer, *, person_signs_in: bool, name: str, subject_open: bool = True) -> Decision:
    """Decide who chooses what the story shows: the person; for one who does not sign in, whoever works with them."""
    if not viewer.sight.sees(Section.GOALS):
        return Decision(False, "This part of the record has not been shared with you.")
    if person_signs_in and not viewer.is_person:
        return Decision(False, f"{name} chooses what this story shows.")
    for act in (Act.ADD, Act.AMEND_SUBJECT):
        decision = may(viewer, act, subject_open=subject_open)
        if not decision:
            return decision
    return YES


def in_force(stories: Iterable[Any], *, own: Iterable[UUID], person: Mapping[UUID, bool]) -> Any:
    """Give the story that counts: the newest in the person's own voice, one they wrote or confirmed before any other.

    `own` are the person's voices; `person` says of an account whether it is the person's.
    """
    voices = set(own)
    found = [one for one in stories if one.words_of_id in voices]
    return max(
        found,
        key=lambda one: (bool(one.confirmed_at) or person.get(one.written_by_id, False), one.written_at),
        default=None,
    )
