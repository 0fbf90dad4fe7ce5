"""Which ways of looking at records are unusual: few, and each with its reason. Plain Python over daily counts.

It never says that somebody did wrong; it says that a human should ask. What is told apart: ties of a worker to the
person outside their work, very many looks without a word written, and looks after the work has ended.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

# So many looks without a word of one's own are many: in a day, in three weeks; for a named worker twice as many.
MANY_A_DAY, MANY_IN_WEEKS, WEEKS = 25, 80, timedelta(days=21)
NAMED_FACTOR = 2
# A worker may close things for so long after an allocation has ended.
AFTERWARDS = timedelta(days=14)
MANY_EMERGENCIES, EMERGENCY_DAYS = 4, timedelta(days=30)
# A surname this common among the people of the place says nothing.
COMMON = 0.002
SAME_AGAIN = timedelta(days=90)


class Sign(StrEnum):
    """Why a look is shown to a human."""

    OWN = "own"
    RELATIVE = "relative"
    ADDRESS = "address"
    SURNAME = "surname"
    MANY = "many"
    OVER = "over"
    COLLEAGUE = "colleague"
    GLASS = "glass"


@dataclass(frozen=True, slots=True)
class Day:
    """What one worker did in one record on one day, through their work (not as the person or in the circle)."""

    worker: UUID
    subject: UUID
    day: date
    looks: int
    writes: int = 0
    by_glass: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What is known of a worker and a person besides the looks; nothing of what is written in the record."""

    is_self: bool = False
    is_relative: bool = False
    same_address: bool = False
    same_surname: bool = False
    surname_share: float = 0.0
    is_colleague: bool = False
    is_named: bool = False
    work_ended: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One worker and one record that a human should ask about, once, with the days and how many looks."""

    worker: UUID
    subject: UUID
    sign: Sign
    first: date
    last: date
    looks: int


def find(days: Iterable[Day], ties: Mapping[tuple[UUID, UUID], Tie]) -> list[Finding]:
    """Give what is unusual in these days, one finding for a worker and a record: the plainest reason."""
    by_pair: dict[tuple[UUID, UUID], list[Day]] = defaultdict(list)
    glass: dict[UUID, list[Day]] = defaultdict(list)
    for one in days:
        by_pair[one.worker, one.subject].append(one)
        if one.by_glass:
            glass[one.worker].append(one)
    found = [_of_pair(pair, some, ties.get(pair, Tie())) for pair, some in by_pair.items()]
    found += [_emergencies(some) for some in glass.values()]
    return [finding for finding in found if finding is not None]


def _of_pair(pair: tuple[UUID, UUID], some: list[Day], tie: Tie) -> Finding | None:
    some.sort(key=lambda one: one.day)
    sign = _tie(tie) or _over(some, tie) or _many(some, tie)
    if sign is None:
        return None
    about = [one for one in some if _belongs(one, sign, tie)]
    return Finding(*pair, sign, about[0].day, about[-1].day, sum(one.looks for one in about)) if about else None


def _belongs(one: Day, sign: Sign, tie: Tie) -> bool:
    if sign is Sign.OVER:
        return tie.work_ended is not None and one.day > tie.work_ended + AFTERWARDS
    return one.looks > 0


def _tie(tie: Tie) -> Sign | None:
    """Say which tie outside their work makes any look one to ask about. A lead who gave the work by name knew of it."""
    if tie.is_self:
        return Sign.OWN
    if tie.is_relative:
        return Sign.RELATIVE
    if tie.same_address:
        return Sign.ADDRESS
    if tie.is_named:
        return None
    if tie.is_colleague:
        return Sign.COLLEAGUE
    if tie.same_surname and tie.surname_share <= COMMON:
        return Sign.SURNAME
    return None


def _over(some: list[Day], tie: Tie) -> Sign | None:
    if tie.is_named or tie.work_ended is None:
        return None
    after = [one for one in some if one.day > tie.work_ended + AFTERWARDS]
    return Sign.OVER if after and not any(one.writes for one in after) else None


def _many(some: list[Day], tie: Tie) -> Sign | None:
    factor = NAMED_FACTOR if tie.is_named else 1
    for place, one in enumerate(some):
        near = [other for other in some[: place + 1] if other.day > one.day - WEEKS]
        if any(other.writes for other in near):
            continue
        if one.looks >= MANY_A_DAY * factor or sum(other.looks for other in near) >= MANY_IN_WEEKS * factor:
            return Sign.MANY
    return None


def _emergencies(some: list[Day]) -> Finding | None:
    some.sort(key=lambda one: one.day)
    for place, one in enumerate(some):
        near = [other for other in some[: place + 1] if other.day > one.day - EMERGENCY_DAYS]
        if len({other.subject for other in near}) >= MANY_EMERGENCIES:
            return Finding(
                one.worker, one.subject, Sign.GLASS, near[0].day, one.day, sum(other.looks for other in near)
            )
    return None
