"""Asks every rule about a record, by the law of a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from alongside.base.findings import Finding, Kind
from alongside.law.mental_capacity_act.facts import is_set
from alongside.law.mental_capacity_act.reading import record_of
from alongside.law.mental_capacity_act.record import Record

Outcome = Literal["may_finalise", "warn", "blocked"]
Where = tuple[str, ...]
SILENT: Where = ()
COMMENCED = date(2007, 10, 1)
STALE_AFTER = 180


@dataclass(frozen=True, slots=True)
class Law:
    """By what a record is judged: the law of this day; after how many days an assessment is old."""

    day: date
    stale_after: int = STALE_AFTER


Looks = Callable[[Record, Law], Where]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the Act: what it asks, how strong, from which source, on which days (both count; None: still law).

    `in_emergency`: what becomes of a block while somebody acts to save a life: "warn", "silent", or nothing changes.
    `looks` gives the fields that made it fire, or nothing.
    """

    id: str
    kind: Kind
    source: str
    message: str
    looks: Looks
    since: date = COMMENCED
    until: date | None = None
    in_emergency: Literal["warn", "silent"] | None = None

    @property
    def statement(self) -> str:
        """Give what the law says here: the citation first."""
        return " ".join((self.looks.__doc__ or "").split())

    def is_law(self, day: date) -> bool:
        """Say whether it is in force on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


_rules: dict[str, Rule] = {}


def rule(
    name: str,
    kind: Kind,
    source: str,
    message: str,
    *,
    since: date = COMMENCED,
    until: date | None = None,
    in_emergency: Literal["warn", "silent"] | None = None,
) -> Callable[[Looks], Looks]:
    """Declare a rule: the function it stands over looks at a record, and gives the fields to mend or nothing."""

    def declare(looks: Looks) -> Looks:
        _rules[name] = Rule(name, kind, source, message, looks, since, until, in_emergency)
        return looks

    return declare


def rules(day: date | None = None) -> tuple[Rule, ...]:
    """Give every rule, in the order of the Act; with `day` those in force then."""
    return tuple(one for one in _rules.values() if day is None or one.is_law(day))


@dataclass(frozen=True, slots=True)
class Findings:
    """What the law says to a record, by the law of `as_at`."""

    as_at: date
    found: tuple[Finding, ...] = field(default=())

    @property
    def outcome(self) -> Outcome:
        """Give `blocked` if any block fired, else `warn` if any warning did, else `may_finalise`."""
        kinds = {one.kind for one in self.found}
        return "blocked" if "block" in kinds else "warn" if "warn" in kinds else "may_finalise"


def own_day(record: Record) -> date:
    """Give the day whose law a record is judged by: the one it names, else that of the assessment, else today."""
    for day in (record.law_as_at, record.assessor.date):
        if isinstance(day, date):
            return day
    return date.today()  # noqa: DTZ011 (the law is that of a day here)


def check(record: Record | Mapping[str, Any], as_at: date | None = None, *, stale_after: int = STALE_AFTER) -> Findings:
    """Give what the law says to this record, by its own day or by that of `as_at`.

    `record` is a `Record`, or what JSON gives; `stale_after` in days. Raises `NotADecisionRecord`.
    """
    if not isinstance(record, Record):
        record = record_of(record)
    law = Law(as_at or own_day(record), stale_after)
    is_emergency = is_set(record.emergency)
    found = []
    for one in _rules.values():
        if not one.is_law(law.day) or (is_emergency and one.in_emergency == "silent"):
            continue
        if where := one.looks(record, law):
            kind: Kind = "warn" if is_emergency and one.in_emergency == "warn" else one.kind
            found.append(Finding(one.id, kind, one.message, one.source, ", ".join(where)))
    return Findings(law.day, tuple(found))


@dataclass(frozen=True, slots=True)
class Difference:
    """How a record stands by the law of two days: what is said no more, what is new, what is now of another kind."""

    before: Findings
    after: Findings
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]


def compare(record: Record | Mapping[str, Any], as_at: date) -> Difference:
    """Judge a record by its own day and by another, and give the difference. Raises `NotADecisionRecord`."""
    if not isinstance(record, Record):
        record = record_of(record)
    before, after = check(record), check(record, as_at)
    one = {each.rule: each for each in before.found}
    other = {each.rule: each for each in after.found}
    return Difference(
        before,
        after,
        tuple(each for name, each in one.items() if name not in other),
        tuple(each for name, each in other.items() if name not in one),
        tuple((each, other[name]) for name, each in one.items() if name in other and other[name].kind != each.kind),
    )
