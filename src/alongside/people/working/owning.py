"""Who sees to something now, whose own member is away or gone. Plain Python: no Django.

A task, a step and whatever else names a voice always has somebody alive to see to it. While its own member is away it
is with whoever stands in; when they are gone, with the named worker, else with the leads, until somebody takes it on.
Nothing is rewritten for that: it is worked out when it is read.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Why(StrEnum):
    """Why somebody does not see to it now: the first three are for good."""

    LEFT = "left"
    CLOSED = "closed"
    ENDED = "ended"
    AWAY = "away"


class Hand(StrEnum):
    """In whose hands something is. `ALL`: of everybody who works with the person, and of the person."""

    OWN = "own"
    COVER = "cover"
    NAMED = "named"
    LEADS = "leads"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Who:
    """An account that can see to it: it opens the record, and is here now."""

    account_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A voice that something may name and that is away or gone, and who could see to it instead.

    `named` is the named worker, if that is another; `named_is_away` and who then stands in for them.
    """

    subject_id: UUID
    voice_id: UUID
    name: str
    why: Why
    away_until: datetime | None = None
    cover: Who | None = None
    named: Who | None = None
    named_is_away: bool = False
    named_cover: Who | None = None
    leads: frozenset[UUID] = frozenset()

    @property
    def is_away(self) -> bool:
        """Say whether they come back."""
        return self.why is Why.AWAY


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is now: the hand, and which account it is where that is one."""

    hand: Hand
    who: Who | None = None


def owner(gone: Gone) -> Owner:
    """Say who sees to what this voice was to do.

    Somebody who is away and for whom nobody can be found keeps it: they come back. Somebody who is gone keeps nothing.
    """
    if gone.is_away and gone.cover:
        return Owner(Hand.COVER, gone.cover)
    if gone.named and not gone.named_is_away:
        return Owner(Hand.NAMED, gone.named)
    if gone.named_cover:
        return Owner(Hand.COVER, gone.named_cover)
    if gone.leads:
        return Owner(Hand.LEADS)
    return Owner(Hand.OWN if gone.is_away else Hand.ALL)


def falls_to(gone: Gone, account_id: UUID, *, works_here: bool) -> bool:
    """Say whether this account sees to it now. `works_here`: they work with the person, or are the person."""
    now = owner(gone)
    if now.who is not None:
        return now.who.account_id == account_id
    return account_id in gone.leads if now.hand is Hand.LEADS else now.hand is Hand.ALL and works_here
