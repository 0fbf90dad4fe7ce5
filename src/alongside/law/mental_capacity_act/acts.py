"""Sections 5 and 6: acts of care or treatment, and restraint."""

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act import attorneys
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import has, is_court_decided, is_set, lacks
from alongside.law.mental_capacity_act.parts.powers import Deputy, LastingPower
from alongside.law.mental_capacity_act.record import Record


@rule(
    "MCA-5-1-belief",
    "block",
    "s5(1)-(3); ZH",
    "Before acting: what steps did you take to find out if they could decide, and why do you believe they could not?",
)
def belief(record: Record, law: Law) -> Where:
    """s5(1): before an act, reasonable steps to find out, and a reasonable belief that the person lacks capacity."""
    if has(record) or said(record.act.steps_to_establish):
        return SILENT
    is_acting = said(record.best_interests) or said(record.restraint)
    return ("act.steps_to_establish",) if said(record.act) or (is_acting and not lacks(record)) else SILENT


@rule(
    "MCA-6-2-necessary",
    "block",
    "s6(1),(2),(4)",
    "What harm to this person does the restraint prevent? Harm to others or to property is not enough here.",
)
def necessary(record: Record, law: Law) -> Where:
    """s6(2): restraint only where it is reasonably believed necessary to prevent harm to the person."""
    wanted = []
    for number, one in enumerate(record.restraint):
        if said(one) and one.harm_to != "person":
            wanted.append(f"restraint[{number}].harm_to")
        if said(one) and not said(one.harm_to_person):
            wanted.append(f"restraint[{number}].harm_to_person")
    return tuple(wanted)


@rule(
    "MCA-6-3-proportionate",
    "block",
    "s6(3)",
    "How likely and how serious is the harm? Show the restraint is no more than is needed.",
)
def proportionate(record: Record, law: Law) -> Where:
    """s6(3): restraint is proportionate to how likely and how serious the harm is."""
    return tuple(
        f"restraint[{number}].{name}"
        for number, one in enumerate(record.restraint)
        for name in ("likelihood", "seriousness", "least_force")
        if said(one) and not said(getattr(one, name))
    )


@rule(
    "MCA-6-6-attorney-conflict",
    "block",
    "s6(6),(7)",
    "An attorney or deputy has decided this within their powers. You may not act against it; go to the court if you "
    "disagree.",
)
def attorney_conflict(record: Record, law: Law) -> Where:
    """s6(6): section 5 allows no act against what an attorney or deputy decided within their powers.

    s6(7): save to sustain life, or to prevent that somebody grows seriously worse, while the court is asked.
    """
    if has(record) or is_court_decided(record) or not (said(record.best_interests) or said(record.act)):
        return SILENT
    is_urgent = record.decision.life_sustaining is True or is_set(record.emergency)
    if is_urgent and record.court.status in {"applied", "listed"}:
        return SILENT
    attorney_can = not (attorneys.valid(record, law) or attorneys.life_sustaining(record, law))
    deputy_can = not attorneys.deputy_limits(record, law)
    found = {"lpa.conflicts": attorney_can and _is_against(record.lpa)}
    found |= {"deputy.conflicts": deputy_can and _is_against(record.deputy)}
    return tuple(name for name, holds in found.items() if holds)


def _is_against(power: LastingPower | Deputy) -> bool:
    is_refused = power.conflicts is UNANSWERED and power.decision == "refuse"
    return said(power.decision) and (power.conflicts is True or is_refused)
