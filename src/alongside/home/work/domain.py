"""How things asked by a day are put into groups, and who is asked what nobody in particular is. Without Django."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

WEEK = timedelta(days=7)
# What one said one would do oneself.
PROMISES = frozenset({"step", "task"})
# Asked of one voice by name. All else is for whoever works with the person, and for the person.
BY_NAME = PROMISES | {"yes"}
# What falls to another while its own member is away or gone. A yes is nobody else's to say: when they are gone, it is
# asked who does it now.
HELD_BY_NAME = BY_NAME | {"right"}
# Asked since a day, and not by one: never late.
SINCE = frozenset({"yes", "authorise"})


class Group(StrEnum):
    """The groups of the page, in its order; the last is folded away."""

    TODAY = "today"
    PROMISED = "promised"
    LATE = "late"
    ASKED = "asked"
    LATER = "later"


def group_of(sort: str, by: date | None, today: date) -> Group:
    """Say in which group something stands. What is asked since a day is never late."""
    if sort in SINCE or (by is None and sort not in PROMISES):
        return Group.ASKED
    if by is None:
        return Group.PROMISED
    if by <= today:
        return Group.TODAY if by == today else Group.LATE
    if sort in PROMISES:
        return Group.PROMISED
    return Group.ASKED if by <= today + WEEK else Group.LATER


def is_mine(sort: str, who_id: UUID | None, *, voices: Collection[UUID], works_here: bool) -> bool:
    """Say whether something is asked of the viewer.

    `voices` are the viewer's own; `works_here`: they work with the person, or are the person.
    """
    if sort in BY_NAME or (sort == "right" and who_id is not None):
        return who_id in voices
    return works_here or sort == "authorise"
