"""The rounds: each operation on each site in turn, again and again, so that a slow minute is everybody's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from alongside.config.bench.clients import Asking, Crowd
from alongside.config.bench.operations import Operation

CONCURRENCY = (1, 8)
OURS, BARE, BARE_ALL, REFERENCE = "ours", "bare", "bare, all rows", "ours, fewer subjects"


@dataclass(slots=True)
class Times:
    """What one site took for one operation: milliseconds by round, ids made, faults."""

    rounds: list[list[float]] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def medians(self) -> list[float]:
        """Give each round's median in milliseconds."""
        return [median(one) for one in self.rounds]

    def at(self, hundredth: int) -> float:
        """Give the p-th percentile of all rounds together, in milliseconds."""
        every = [one for some in self.rounds for one in some]
        return quantiles(every, n=100, method="inclusive")[hundredth - 1]


Measured = dict[tuple[str, int, str], Times]


def measure(
    crowd: Crowd,
    operations: Sequence[Operation],
    reference: Sequence[Operation],
    *,
    rounds: int,
    seconds: float,
    least: tuple[int, int],
    tell: Callable[[float], None],
) -> Measured:
    """Let the crowd ask in so many rounds, `seconds` a batch. Gives the times by (operation, concurrency, site).

    `least`: how many answers each browser waits for in a batch, alone and together.
    """
    far = {one.name: one.ours for one in reference}
    found: Measured = {}
    batches = [
        (one.name, together, site, askings[:together])
        for one in operations
        for together in CONCURRENCY
        for site, askings in _sites(one, far.get(one.name, ()))
    ]
    for turn in range(rounds + 1):
        # The first round warms up and is not counted. Each round begins elsewhere, so that nobody is always first.
        for number, (name, together, site, askings) in enumerate(_turned(batches, turn)):
            answers = crowd.ask(askings, seconds if turn else seconds / 3, least[together > 1])
            times = found.setdefault((name, together, site), Times())
            times.made += answers.made
            times.wrong += answers.wrong
            if turn:
                times.rounds.append(answers.took)
            tell((turn + number / len(batches)) / (rounds + 1))
    return found


def _sites(one: Operation, far: tuple[Asking, ...]) -> Iterable[tuple[str, tuple[Asking, ...]]]:
    every = ((OURS, one.ours), (BARE, one.bare), (BARE_ALL, one.bare_all), (REFERENCE, far))
    return [(site, askings) for site, askings in every if askings]


def _turned(batches: list[Any], turn: int) -> list[Any]:
    at = turn * 3 % len(batches)
    return batches[at:] + batches[:at]


def ratio(found: Measured, name: str, together: int, site: str) -> list[float]:
    """Give, round by round, our median divided by that site's; empty when that site was not asked."""
    theirs = found.get((name, together, site))
    ours = found[name, together, OURS]
    return [a / b for a, b in zip(ours.medians, theirs.medians, strict=True)] if theirs else []
