"""How things asked by a day are put into groups, and who is asked what nobody in particular is. Without Django."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

WEEK, NEAR = timedelta(days=7), timedelta(days=28)
# Asked of one voice by name. All else is for whoever works with the person, and for the person.
BY_NAME = frozenset({"step", "yes"})


class Group(StrEnum):
    """The groups of the page, in its order. `AFTER` is counted, not shown."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"
    ASKED = "asked"
    NO_DAY = "no_day"
    AFTER = "after"


def group_of(sort: str, by: date | None, today: date) -> Group:
    """Say in which group something stands. A yes is never late: there is no day by which it has to be said."""
    if sort == "yes":
        return Group.ASKED
    if by is None:
        return Group.NO_DAY
    if by < today:
        return Group.LATE
    if by <= today + WEEK:
        return Group.WEEK
    return Group.LATER if by <= today + NEAR else Group.AFTER


def is_mine(sort: str, who_id: UUID | None, *, voices: Collection[UUID], works_here: bool) -> bool:
    """Say whether something is asked of the viewer.

    `voices` are the viewer's own; `works_here`: they work with the person, or are the person.
    """
    if sort in BY_NAME or (sort == "right" and who_id is not None):
        return who_id in voices
    return works_here
