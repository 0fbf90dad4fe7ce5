"""Says what was found as a careful colleague would: what stands, what is missing, where, why, and the way on."""

from calendar import month_name
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from alongside.base.findings import Finding
from alongside.law.answers import UNANSWERED, said
from alongside.law.changes import changes
from alongside.law.mental_capacity_act.engine import Difference, Findings
from alongside.law.mental_capacity_act.facts import has, is_assessed, is_deciding, lacks
from alongside.law.mental_capacity_act.record import Record

WIDTH = 100
KINDS = {
    "block": "What stands in the way",
    "warn": "What to look at, and answer",
    "prompt": "What to ask",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a good record: what can be said of it when none of its rules fires, and when it is at issue at all."""

    stands: str
    rules: frozenset[str]
    at_issue: Callable[[Record], bool]


def _part(stands: str, at_issue: Callable[[Record], bool], *rules: str) -> Part:
    return Part(stands, frozenset(rules), at_issue)


def _is_acting(record: Record) -> bool:
    parts = (record.best_interests, record.act, record.restraint, record.restrictions)
    return not has(record) and any(map(said, parts))


PARTS = (
    _part("The decision is named.", lambda record: True, "MCA-2-1-matter"),
    _part("It says who assessed, and when.", is_assessed, "REC-assessor", "MCA-2-1-time"),
    _part(
        "What was done to help them decide is written down.",
        lacks,
        "MCA-1-3-support",
        "MCA-3-2-explanation",
        "MCA-3-1d-communicate",
    ),
    _part(
        "They had real options, and what they needed to know.",
        is_assessed,
        "MCA-3-4-options",
        "MCA-3-4-relevant-info",
    ),
    _part(
        "Each ability found absent has its evidence.",
        lacks,
        "MCA-1-2-presumption",
        "MCA-3-1-functional",
        "MCA-3-3-retention",
        "MCA-2-3-appearance",
        "MCA-1-4-unwise",
    ),
    _part(
        "It says what affects mind or brain, and how that is why they cannot decide.",
        lacks,
        "MCA-2-1-impairment",
        "MCA-2-1-causal",
    ),
    _part(
        "The options are compared, with the person's own wishes and those who know them.",
        is_deciding,
        "MCA-4-2-balance",
        "MCA-4-6-wishes",
        "MCA-4-7-consult",
        "MCA-4-3-regain",
        "MCA-4-4-participate",
    ),
    _part("Ways that limit them less were looked at.", _is_acting, "MCA-1-6-less-restrictive"),
    _part(
        "Restraint is to prevent harm to them, and no more than is needed.",
        lambda record: said(record.restraint),
        "MCA-6-2-necessary",
        "MCA-6-3-proportionate",
    ),
    _part(
        "Whether this deprives them of liberty is answered, with what allows it.",
        lambda record: said(record.restrictions),
        "DOL-screen",
        "DOL-valid-consent",
        "MCA-4A-dol",
        "DOL-community-court",
        "DOL-16-17",
    ),
)


def tell(name: str, record: Record, findings: Findings, difference: Difference | None = None) -> str:
    """Give what the law says to a record as plain text. `difference`: how it stood by the law of its own day."""
    question = record.decision.question
    lines = [f"{name}: {question if question is not UNANSWERED else 'no decision is named'}"]
    lines += [f"By the law of {day(findings.as_at)}. This is no legal advice.", ""]
    lines += wrap(_outcome(findings), WIDTH)
    fired = {one.rule for one in findings.found}
    if stands := [one.stands for one in PARTS if one.at_issue(record) and not one.rules & fired]:
        lines += ["", "What stands", *(f"  + {one}" for one in stands)]
    for kind, heading in KINDS.items():
        if some := [one for one in findings.found if one.kind == kind]:
            lines += ["", heading, *_listed(some)]
    if difference is not None:
        lines += ["", *_told(difference)]
    return "\n".join(lines) + "\n"


def day(when: date) -> str:
    """Say a day: 2 June 2026."""
    return f"{when.day} {month_name[when.month]} {when.year}"


def _outcome(findings: Findings) -> str:
    many = {kind: sum(one.kind == kind for one in findings.found) for kind in KINDS}
    if many["block"]:
        return f"It cannot be finalised yet: {_things(many['block'], '')} in the way. Each says how to go on."
    if many["warn"]:
        return f"It can be finalised once {_things(many['warn'], ' to look at')} answered."
    return "Nothing stands in the way of finalising it."


def _things(many: int, what: str) -> str:
    return f"1 thing{what} is" if many == 1 else f"{many} things{what} are"


def _listed(some: Iterable[Finding]) -> Iterable[str]:
    for one in some:
        yield from _lines(one.message, 2, "- ")
        yield from _lines(f"Where: {one.where}", 4)
        yield from _lines(f"Why: {one.source} ({one.rule})", 4)


def _lines(words: str, deep: int, mark: str = "") -> list[str]:
    """Give words in lines; what goes on stands two further in. No name is broken at its hyphens."""
    first, more = " " * deep + mark, " " * (deep + 2)
    return wrap(words, WIDTH, initial_indent=first, subsequent_indent=more, break_on_hyphens=False)


def _told(difference: Difference) -> Iterable[str]:
    before, after = difference.before.as_at, difference.after.as_at
    yield f"By the law of its own day, {day(before)}"
    if not (difference.gone or difference.new or difference.changed):
        yield "  The same would have been said."
    for one in difference.new:
        yield from _lines(f"Not said then: {one.rule}. {one.message}", 2)
    for one in difference.gone:
        yield from _lines(f"Said then alone: {one.rule}. {one.message}", 2)
    for was, now in difference.changed:
        yield f"  {was.rule} was a {was.kind}, and is a {now.kind}."
    first, last = sorted((before, after))
    for change in changes(first, last):
        yield from _lines(f"On {day(change.on)}: {change.title} ({change.source}).", 2)
