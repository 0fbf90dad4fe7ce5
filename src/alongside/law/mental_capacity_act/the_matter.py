"""Section 2: the matter, the person, the time."""

import re
from datetime import date, timedelta
from typing import Final

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import DOLS, has, lacks
from alongside.law.mental_capacity_act.record import Record

ADULT, YOUNG = 18, 16
# A label names a kind of decision and decides nothing.
LABELS: Final = (
    "residence",
    "care",
    "contact",
    "sexual relations",
    "marriage",
    "finance",
    "finances",
    "property and affairs",
    "treatment",
    "medical treatment",
    "serious medical treatment",
    "sterilisation",
    "treatment for mental disorder",
    "voting",
    "research",
    "health",
    "health and welfare",
    "welfare",
    "daily living",
    "care plan",
    "decision",
    "decisions",
    "capacity",
    "mental capacity",
    "lacks capacity",
    "capacity assessment",
)
_ONE = "(?:" + "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True)) + ")"
_BETWEEN = r"(?:\s*[,&/]\s*|\s+and\s+|\s+and\b\s*(?=[,&/]))+(?:and\s+)?"
_LEAD = re.compile(
    r"(?:whether to|capacity (?:to|for|about)|decisions? about|make decisions about|consent to)(?:\s+|$)"
)
_ONLY_LABELS = re.compile(f"{_ONE}(?:{_BETWEEN}{_ONE})*")
_IN_GENERAL = re.compile(r"(?:^|\W)in general$")
_QUOTES = re.compile("[\"'\u2018\u2019\u201c\u201d\u201e\u201a]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def names_a_decision(question: str) -> bool:
    """Say whether a question names one decision: more than labels, and not "in general"."""
    words = _QUOTES.sub("", question).lower()
    while words != (less := _BRACKETS.sub(" ", words)):
        words = less
    words = " ".join(words.split()).strip(" .?!:;,&/")
    if _IN_GENERAL.search(words):
        return False
    while words != (less := _LEAD.sub("", words, count=1) if _LEAD.match(words) else words):
        words = less
    return bool(words) and not _ONLY_LABELS.fullmatch(words)


@rule(
    "MCA-2-1-matter",
    "block",
    "s2(1); JB [2021] UKSC 52 (formulate 'the matter' first); Heart of England v JB [2014] EWHC 342 (COP)",
    "Say exactly which decision this is about. Capacity is decided for one decision, not in general.",
)
def matter(record: Record, law: Law) -> Where:
    """s2(1): capacity is about one matter. "Lacks capacity", or "treatment" in general, is no finding under the Act."""
    question = record.decision.question
    is_named = isinstance(question, str) and said(question) and names_a_decision(question)
    return SILENT if is_named else ("decision.question",)


@rule(
    "MCA-2-1-time",
    "block",
    "s2(1)",
    "Give the date of the assessment, and when the decision is needed. The question is whether they can decide at that "
    "time.",
)
def time(record: Record, law: Law) -> Where:
    """s2(1): the finding is about the material time, so it has a date and is tied to when the decision is needed."""
    wanted = []
    if record.assessor.date is UNANSWERED and (lacks(record) or has(record)):
        wanted.append("assessor.date")
    if record.decision.needed_by is UNANSWERED and lacks(record):
        wanted.append("decision.needed_by")
    return tuple(wanted)


@rule(
    "MCA-2-1-stale",
    "warn",
    "s2(1),(2); WBC v Z [2016] EWCOP 4 (expert report over a year old, person had matured)",
    "This assessment is old, or things have changed since. Check that it still holds before you rely on it.",
)
def stale(record: Record, law: Law) -> Where:
    """s2(1),(2): an old assessment, or one made before a change, may no longer describe the person."""
    wanted = ["changes_since"] if said(record.changes_since) else []
    assessed, needed = record.assessor.date, record.decision.needed_by or law.day
    if isinstance(assessed, date) and isinstance(needed, date) and needed - assessed > timedelta(days=law.stale_after):
        wanted.append("assessor.date")
    return tuple(wanted)


@rule(
    "MCA-2-5-age",
    "block",
    "s2(5)-(6), s18(3); s9(2)(c); s24(1); Sch A1 para 13",
    "This person is under the age at which this part of the Act applies. Use the law that is right for their age.",
)
def age(record: Record, law: Law) -> Where:
    """s2(5),(6): powers under the Act begin at 16 (save property, s18(3)).

    Safeguards, powers of attorney and advance decisions begin at 18.
    """
    years = record.person.age
    if years is UNANSWERED or years >= ADULT:
        return SILENT
    if years < YOUNG:
        return ("person.age",) if record.decision.category != "finance" else SILENT
    is_binding = record.adrt.treated_as == "binding" and record.adrt.exists is not False
    needs_adult = {
        "authority.type": record.authority.type in DOLS,
        "lpa.decision": said(record.lpa.decision),
        "adrt.treated_as": is_binding,
    }
    wanted = tuple(name for name, holds in needs_adult.items() if holds)
    return ("person.age", *wanted) if wanted else SILENT


@rule(
    "MCA-2-1-consistency",
    "warn",
    "B v A Local Authority [2019] EWCA Civ 913",
    "Another recent finding points the other way on a linked decision. Explain how both can be right.",
)
def consistency(record: Record, law: Law) -> Where:
    """s2(1): findings on linked decisions made close together must not contradict one another without a word."""
    opposite = "lacks_capacity" if has(record) else "has_capacity" if lacks(record) else None
    return tuple(
        f"other_assessments[{number}].explanation"
        for number, one in enumerate(record.other_assessments)
        if opposite and one.conclusion == opposite and not said(one.explanation)
    )
