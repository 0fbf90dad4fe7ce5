"""Section 1: the five principles."""

from alongside.law.answers import UNANSWERED, filled, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import SHOWS, absent, are_all, attorney_decides, evidence, has, lacks
from alongside.law.mental_capacity_act.record import Record

UNWISE = frozenset({"unwise"})
NO_GOOD_DOUBT = frozenset({"age", "appearance", "diagnosis", "unwise"})


@rule(
    "MCA-1-2-presumption",
    "block",
    "s1(2); s2(4)",
    "The starting point is that they can decide. What shows otherwise? Record what you asked and what "
    "they said or did.",
)
def presumption(record: Record, law: Law) -> Where:
    """s1(2): a person is assumed to have capacity. To find otherwise needs evidence; the person need prove nothing."""
    if not lacks(record):
        return SILENT
    is_shown = any(evidence(record, name) in SHOWS | {"test_score"} for name in absent(record))
    return SILENT if is_shown else ("functional",)


@rule(
    "MCA-1-2-not-a-shield",
    "warn",
    "s1(2); House of Lords Select Committee 2014; 39 Essex capacity guide",
    "There is reason to doubt that they can decide this, and no assessment. The presumption is no reason to look away.",
)
def not_a_shield(record: Record, law: Law) -> Where:
    """s1(2): where there is good reason to doubt, the presumption must not be used to avoid assessing."""
    doubt = record.reason_to_doubt
    is_acting = said(record.best_interests) or said(record.act) or said(record.restraint)
    if lacks(record) or has(record) or is_acting or not said(doubt.text) or doubt.about in NO_GOOD_DOUBT:
        return SILENT
    return ("conclusion",)


@rule(
    "MCA-1-3-support",
    "block",
    "s1(3); Code ch 3; QS194 statements 1 and 3",
    "Record what you did to help them decide for themselves, and what happened, or why nothing could be done. Without "
    "this you cannot find that they lack capacity.",
    in_emergency="silent",
)
def support(record: Record, law: Law) -> Where:
    """s1(3): nobody is unable to decide unless all practicable steps to help have been taken without success."""
    if not lacks(record) or said(record.support_not_practicable_reason):
        return SILENT
    is_helped = any(said(one.what) and said(one.result) for one in record.support)
    return SILENT if is_helped else ("support",)


@rule(
    "MCA-1-4-unwise",
    "block",
    "s1(4); Heart of England v JB at [7]; King's v C [2015] EWCOP 80; WBC v Z",
    "Your reason is that the choice is unwise. People may make unwise choices. What can they not understand, retain, "
    "use or weigh, or communicate?",
)
def unwise(record: Record, law: Law) -> Where:
    """s1(4): inability is not to be inferred merely because a decision is unwise, risky, or goes against advice."""
    if has(record):
        return SILENT
    wanted = ["unwise_basis"] if record.unwise_basis is True else []
    if lacks(record):
        if are_all(tuple(one.about for one in record.conclusion_reasons), UNWISE):
            wanted.append("conclusion_reasons")
        found = absent(record)
        if found and all(evidence(record, name) == "refusal" for name in found):
            wanted += [f"functional.{name}.evidence_kind" for name in found]
    return tuple(wanted)


@rule(
    "MCA-1-5-best-interests",
    "block",
    "s1(5); s4",
    "You are deciding for someone. Record why this is in their best interests.",
)
def in_best_interests(record: Record, law: Law) -> Where:
    """s1(5): what is done or decided for a person who lacks capacity must be in their best interests, and show it."""
    if said(record.best_interests) or has(record):
        return SILENT
    is_acting = said(record.restraint) or said(record.restrictions) or said(record.act) or attorney_decides(record)
    is_placed = lacks(record) and said(record.decision.arranged_by) and said(record.decision.stay_days)
    return ("best_interests",) if is_acting or is_placed else SILENT


@rule(
    "MCA-1-5-capacity-first",
    "block",
    "s1(2),(5); s5(1)(b); King's v C; Re C [1994] 1 WLR 290; Re MB",
    "They can make this decision, or you have not shown that they cannot. It is theirs to make; you may not decide it "
    "for them.",
)
def capacity_first(record: Record, law: Law) -> Where:
    """s1(2),(5): nobody decides in the best interests of a person who has capacity, or whose capacity is not known.

    A refusal with capacity stands, even if it leads to death.
    """
    if has(record):
        parts = {"best_interests": record.best_interests, "restraint": record.restraint}
        return tuple(name for name, value in parts.items() if said(value))
    if lacks(record) or not said(record.best_interests) or said(record.act.steps_to_establish):
        return SILENT
    return ("conclusion",) if record.conclusion is UNANSWERED else ("best_interests", "act.steps_to_establish")


@rule(
    "MCA-1-6-less-restrictive",
    "block",
    "s1(6); Neary [2011] EWHC 1377 (COP)",
    "What else could work with less limit on their rights and freedom? Record what you considered and why it would not "
    "do.",
)
def less_restrictive(record: Record, law: Law) -> Where:
    """s1(6): before acting or deciding, regard must be had to a way that limits rights and freedom less."""
    parts = (record.best_interests, record.act, record.restraint, record.restrictions)
    if has(record) or not any(map(said, parts)):
        return SILENT
    found = filled(record.less_restrictive)
    is_whole = bool(found) and all(said(one.option) and said(one.why_not) for one in found)
    return SILENT if is_whole else ("less_restrictive",)
