"""The words of this room, without Django."""

from enum import StrEnum


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


class TaskOutcome(StrEnum):
    """How a task ended; empty while it is open."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


OPEN_VISITS = frozenset({VisitStatus.ASKED, VisitStatus.PLANNED})
