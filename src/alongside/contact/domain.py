"""The words of this room, without Django."""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum
from uuid import UUID

from alongside.people.domain import YES, Decision, Right, Viewer


class VisitSort(StrEnum):
    """How one meets."""

    VISIT = "visit"
    ELSEWHERE = "elsewhere"
    CALL = "call"
    VIDEO = "video"


class VisitStatus(StrEnum):
    """Where a visit stands. Asked: somebody would like it, and no time is agreed yet."""

    ASKED = "asked"
    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"
    CANCELLED = "cancelled"


class Deed(StrEnum):
    """What can be done with a visit."""

    AGREE = "agree"
    CHANGE = "change"
    CANCEL = "cancel"
    NOT_HELD = "not_held"
    WRITE_UP = "write_up"


# How long a visit lasts, in minutes, as forms offer it.
LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
# Sorts at which nobody comes to the door.
BY_WIRE = frozenset({VisitSort.CALL, VisitSort.VIDEO})


def deeds(status: str, starts: datetime | None, now: datetime) -> frozenset[Deed]:
    """Give what can be done with a visit that stands so: what has begun cannot be cancelled, and can be written up."""
    if status == VisitStatus.ASKED:
        return frozenset({Deed.AGREE, Deed.CANCEL})
    if status != VisitStatus.PLANNED or starts is None:
        return frozenset()
    begun = {Deed.WRITE_UP, Deed.NOT_HELD} if starts <= now else {Deed.CANCEL}
    return frozenset({Deed.CHANGE, *begun})


def may_arrange(
    viewer: Viewer, *, who: Collection[UUID], written_by: UUID, words_of: UUID, subject_open: bool
) -> Decision:
    """Decide whether `viewer` may change, cancel or write up a visit that they see.

    The person, whoever comes (`who` are voices), who asked or wrote it down, and those who work with the person may.
    """
    if not subject_open:
        return Decision(False, "This record is closed.")
    if not viewer.sight.has(Right.VOICE):
        return Decision(False, "You can read and answer here, but not add or change.")
    if viewer.is_person or viewer.sight.has(Right.CARE) or written_by == viewer.account_id:
        return YES
    if viewer.voices & {*who, words_of}:
        return YES
    return Decision(False, "Only the person, whoever comes, and those who work with the person can change this.")


class UnreadableClock(ValueError):
    """What was typed is no time of day; `code` says why: "unread", "which_half"."""

    def __init__(self, code: str) -> None:
        """Keep why."""
        super().__init__(code)
        self.code = code


_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")


def read_clock(text: str) -> time:
    """Read a time of day as people write it: 14:30, 2.30 pm, 2pm, 0930, noon. Raises `UnreadableClock`.

    A bare hour of one figure from 1 to 7 ("2:30") could be night or afternoon: `which_half`.
    """
    plain = " ".join(text.lower().split())
    if plain in {"noon", "midday", "12 noon", "12 midday"}:
        return time(12)
    if plain in {"midnight", "12 midnight"}:
        return time(0)
    found = _CLOCK.fullmatch(plain)
    if found is None:
        raise UnreadableClock("unread")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if minute > 59 or hour > (12 if half else 23) or (half and hour == 0):
        raise UnreadableClock("unread")
    if half:
        return time(hour % 12 + (12 if half == "pm" else 0), minute)
    if found[1] in {"1", "2", "3", "4", "5", "6", "7"}:
        raise UnreadableClock("which_half")
    return time(hour, minute)


def moments(day: date, clock: time, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the moments (UTC) at which clocks of this zone show that time on that day, the earlier first.

    None when the clocks leave it out in spring; two when they show it twice in autumn.
    """
    wall = datetime.combine(day, clock)
    both = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return tuple(sorted({one for one in both if one.astimezone(zone).replace(tzinfo=None, fold=0) == wall}))


class TaskOutcome(StrEnum):
    """How a task ended; empty while it is open."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


OPEN_VISITS = frozenset({VisitStatus.ASKED, VisitStatus.PLANNED})
