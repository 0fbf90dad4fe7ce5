"""How a lead's team stands, worked out from plain rows. Without Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from alongside.people.working.domain import WorkRole, is_forgotten, not_in_touch_since


@dataclass(frozen=True, slots=True)
class Given:
    """That a record is given to a worker, as something, or to a team; since when."""

    subject: UUID
    account: UUID | None
    team: UUID | None
    role: str
    since: date


@dataclass(frozen=True, slots=True)
class Agreed:
    """How often one agreed to be in touch (days), how much work it is (1 to 4), and the last real contact."""

    every: int | None = None
    weight: int | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """That a worker is away until a moment, and who stands in."""

    id: UUID
    account: UUID
    until: datetime
    cover: UUID | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of whom the lead should think: since when, and about which worker it is."""

    subject: UUID
    since: date | None = None
    account: UUID | None = None
    every: int | None = None


@dataclass
class Worker:
    """What a worker has: people by name, the weight of the work, what is late with them, whether they are away."""

    account: UUID
    people: int = 0
    weight: int = 0
    unweighed: int = 0
    late: int = 0
    away: Away | None = None


@dataclass
class Standing:
    """How a team stands. `unnamed` holds everybody without a named worker, those waiting long first."""

    unnamed: list[Person] = field(default_factory=list)
    forgotten: list[Person] = field(default_factory=list)
    silent: list[Person] = field(default_factory=list)
    uncovered: list[Person] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)

    @property
    def nobody_is_forgotten(self) -> bool:
        """Say whether there is nothing that a lead has to think of first."""
        return not (self.forgotten or self.silent or self.uncovered)


def stands(
    team: UUID,
    members: Iterable[UUID],
    given: Iterable[Given],
    agreed: Mapping[UUID, Agreed],
    away: Mapping[UUID, Away],
    late: Mapping[UUID, int],
    was_named: Mapping[UUID, date],
    today: date,
) -> Standing:
    """Work out how this team stands: its people are those given to it, or to one of its members by name.

    `given` holds what others were given of these people too: somebody named elsewhere has somebody. `was_named` is the
    day on which the last named worker ended.
    """
    workers = {account: Worker(account, late=late.get(account, 0), away=away.get(account)) for account in members}
    everything = list(given)
    rows = [one for one in everything if one.team == team or one.account in workers]
    found = Standing(workers=list(workers.values()))
    held = [one for one in everything if one.account and one.role == WorkRole.NAMED]
    named = {one.subject: one for one in sorted(held, key=lambda one: one.account in workers)}
    begun: dict[UUID, date] = {}
    for one in rows:
        begun[one.subject] = min(one.since, begun.get(one.subject, one.since))
    for subject, since in sorted(begun.items(), key=lambda pair: (pair[1], pair[0])):
        told = agreed.get(subject, Agreed())
        holder = named.get(subject)
        if holder is None:
            alone = max(since, was_named.get(subject, since))
            found.unnamed.append(Person(subject, alone))
            if is_forgotten(alone, today):
                found.forgotten.append(found.unnamed[-1])
        elif holder.account in workers:
            _with(workers[holder.account], told)
            gone = away.get(holder.account)
            if gone is not None and gone.cover is None:
                found.uncovered.append(Person(subject, None, holder.account))
        if (quiet := not_in_touch_since(told.last, told.every, since, today)) is not None:
            found.silent.append(Person(subject, quiet, holder.account if holder else None, told.every))
    return found


def _with(worker: Worker, told: Agreed) -> None:
    worker.people += 1
    worker.weight += told.weight or 0
    worker.unweighed += told.weight is None
