"""Sections 9 to 23: attorneys, deputies, and when the court is needed."""

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import (
    attorney_decides,
    has,
    is_court_asked,
    is_court_decided,
    lacks,
)
from alongside.law.mental_capacity_act.parts.powers import AdvanceDecision, Deputy, LastingPower
from alongside.law.mental_capacity_act.record import Record

FOR_THE_COURT = frozenset({"sterilisation", "donation", "experimental_treatment"})


def _exists(power: LastingPower | Deputy | AdvanceDecision) -> bool:
    """Say whether a paper is recorded as existing: by a yes, or by anything else that is said of it."""
    if power.exists is not UNANSWERED:
        return power.exists
    return any(said(getattr(power, name)) for name in power.__slots__ if name not in {"exists", "seen"})


@rule(
    "AUTH-search",
    "warn",
    "s4(7); ss9-11, 24-26; NHS Cumbria v Rushton [2018] EWCOP 41",
    "Have you checked for, and read, any power of attorney, deputy order or advance decision?",
)
def search(record: Record, law: Law) -> Where:
    """s4(7), ss9-11, 24-26: ask for a power of attorney, a deputy, an advance decision, and read the paper itself."""
    if has(record):
        return SILENT
    names = ("adrt_checked", "lpa_checked", "deputy_checked")
    wanted = [name for name in names if getattr(record, name) is False]
    if record.document_seen is False and (_exists(record.lpa) or _exists(record.deputy) or _exists(record.adrt)):
        wanted.append("document_seen")
    if record.lpa.seen is False and _exists(record.lpa):
        wanted.append("lpa.seen")
    return tuple(wanted)


def _is_other_kind(power: LastingPower | Deputy, record: Record) -> bool:
    category = record.decision.category
    if category is UNANSWERED or category == "other":
        return False
    return power.kind == ("welfare" if category == "finance" else "property")


@rule(
    "LPA-9-valid",
    "block",
    "s9(2),(3); s10; Sch 1",
    "Check the power of attorney is registered, of the right kind, and covers this.",
)
def valid(record: Record, law: Law) -> Where:
    """s9(2),(3): a lasting power counts only when registered, of the right kind, and within its scope."""
    power = record.lpa
    if not said(power.decision):
        return SILENT
    found = {
        "lpa.registered": power.registered is not True,
        "lpa.kind": power.kind is UNANSWERED or _is_other_kind(power, record),
        "lpa.covers_this_decision": power.covers_this_decision is False,
    }
    return tuple(name for name, holds in found.items() if holds)


@rule(
    "LPA-11-7-capacity",
    "block",
    "s11(7)",
    "They can decide this, or you have not shown that they cannot. Ask them, not the attorney.",
)
def attorney_capacity(record: Record, law: Law) -> Where:
    """s11(7): a welfare attorney decides only where the donor lacks, or is reasonably believed to lack, capacity."""
    if not said(record.lpa.decision) or record.lpa.kind == "property" or lacks(record):
        return SILENT
    return ("lpa.decision",) if has(record) or not said(record.act.steps_to_establish) else SILENT


@rule(
    "LPA-11-8-lst",
    "block",
    "s11(8); Code 7.30-7.31",
    "The power of attorney must say that it covers life-sustaining treatment. Read it; if it does not, this is not the "
    "attorney's to decide.",
)
def life_sustaining(record: Record, law: Law) -> Where:
    """s11(8): an attorney decides about life-sustaining treatment only where the power says so in terms."""
    is_lst = said(record.lpa.decision) and record.decision.life_sustaining is True
    return ("lpa.lst_authority",) if is_lst and record.lpa.lst_authority is not True else SILENT


@rule(
    "LPA-22-conduct",
    "warn",
    "s9(4); s22(3)-(4); Redbridge v G (No 5) [2014] EWCOP 17",
    "There are concerns about the attorney. Tell the Office of the Public Guardian, or ask the court.",
)
def conduct(record: Record, law: Law) -> Where:
    """s22(3),(4): undue pressure, or an attorney who does not act in the person's best interests, goes to the court."""
    return ("lpa.concerns",) if said(record.lpa.concerns) else SILENT


@rule(
    "DEP-20-limits",
    "block",
    "s20",
    "The deputy has no power to decide this. Read the order; what it leaves out is for the person, or for the court.",
)
def deputy_limits(record: Record, law: Law) -> Where:
    """s20: a deputy stays within the order and decides nothing the person can decide.

    Nor do they refuse life-sustaining treatment, stop a named person's contact, change the responsible clinician, or
    override an attorney.
    """
    deputy = record.deputy
    if not said(deputy.decision):
        return SILENT
    is_lst = record.decision.life_sustaining is True
    found = {
        "conclusion": has(record),
        "deputy.decision": is_lst and deputy.decision == "refuse",
        "deputy.effects": bool(deputy.effects),
        "deputy.covers_this_decision": deputy.covers_this_decision is False,
        "deputy.kind": _is_other_kind(deputy, record),
    }
    return tuple(name for name, holds in found.items() if holds)


@rule(
    "COURT-15-serious",
    "block",
    "NHS Trust v Y [2018] UKSC 46 at [125]; [2020] EWCOP 2; A NHS Trust v DE [2013] EWHC 2562 (Fam)",
    "This must go to the Court of Protection before you act.",
    in_emergency="warn",
)
def serious(record: Record, law: Law) -> Where:
    """s15: some decisions go to the court first.

    Life-sustaining treatment where it is finely balanced or disputed; sterilisation, donation, experimental treatment.
    """
    is_acting = said(record.best_interests) or said(record.act) or attorney_decides(record)
    if has(record) or not is_acting or is_court_decided(record):
        return SILENT
    if record.decision.category in FOR_THE_COURT:
        return ("court.status", "decision.category")
    if record.decision.life_sustaining is not True:
        return SILENT
    found = {
        "disagreement": stands(record),
        "best_interests.finely_balanced": record.best_interests.finely_balanced is True,
    }
    wanted = tuple(name for name, holds in found.items() if holds)
    return ("court.status", *wanted) if wanted else SILENT


def stands(record: Record) -> bool:
    """Say whether there is a disagreement that is not resolved."""
    return said(record.disagreement) and record.disagreement.resolved is not True


@rule(
    "COURT-16-dispute",
    "warn",
    "ss15-17; Code 5.68-5.69, ch 15",
    "There is serious disagreement. Record steps to resolve it and whether to apply to court.",
)
def dispute(record: Record, law: Law) -> Where:
    """ss15-17: where disagreement stays, try to resolve it, then ask the court."""
    return ("disagreement",) if stands(record) and not has(record) and not is_court_asked(record) else SILENT
