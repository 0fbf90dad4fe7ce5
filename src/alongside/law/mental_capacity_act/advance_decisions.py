"""Sections 24 to 26: advance decisions to refuse treatment."""

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import has, is_court_asked
from alongside.law.mental_capacity_act.record import Record

ADULT = 18
NO_TREATMENT = frozenset({"residence", "care", "contact", "finance"})


def is_relied_on(record: Record) -> bool:
    """Say whether the record leans on an advance decision: it is called binding, or nobody has said that it is not."""
    adrt = record.adrt
    if adrt.exists is False or not said(adrt):
        return False
    if adrt.treated_as is not UNANSWERED:
        return adrt.treated_as == "binding"
    if has(record) or adrt.covers_this_decision is False:
        return False
    return adrt.covers_this_decision is True or record.decision.category not in NO_TREATMENT


def is_mere_report(record: Record) -> bool:
    """Say whether it is known only from what somebody says of it, and is not called binding."""
    adrt = record.adrt
    return said(adrt.report) and not said(adrt.text) and adrt.treated_as != "binding"


def _maker(record: Record) -> Where:
    adrt = record.adrt
    found = {
        "adrt.age_then": adrt.age_then is not UNANSWERED and adrt.age_then < ADULT,
        "adrt.capacity_then": record.decision.life_sustaining is True and not said(adrt.capacity_then),
        "adrt.capacity_then_doubted": adrt.capacity_then_doubted is True,
    }
    return tuple(name for name, holds in found.items() if holds)


def _ended(record: Record) -> Where:
    adrt = record.adrt
    found = {
        "adrt.withdrawn": adrt.withdrawn is True,
        "adrt.later_lpa": adrt.later_lpa is True,
        "adrt.inconsistent_acts": said(adrt.inconsistent_acts),
    }
    return tuple(name for name, holds in found.items() if holds)


def _inapplicable(record: Record) -> Where:
    adrt = record.adrt
    is_binding = adrt.treated_as == "binding"
    covers = adrt.covers_this_decision
    found = {
        "adrt.text": not said(adrt.text),
        "adrt.covers_this_decision": covers is False or (is_binding and covers is UNANSWERED),
        "adrt.changed_circumstances": said(adrt.changed_circumstances),
        "conclusion": is_binding and has(record),
    }
    return tuple(name for name, holds in found.items() if holds)


def _form(record: Record) -> Where:
    adrt = record.adrt
    if record.decision.life_sustaining is not True:
        return SILENT
    found = {
        "adrt.written": adrt.written is True,
        "adrt.signed": adrt.signed is True or adrt.signed_by_other_in_presence is True,
        "adrt.witnessed": adrt.witnessed is True,
        "adrt.life_at_risk_statement": adrt.life_at_risk_statement is True,
    }
    return tuple(name for name, holds in found.items() if not holds)


@rule(
    "ADRT-24-maker",
    "block",
    "s24(1); A Local Authority v E [2012] EWHC 1639 (COP)",
    "Is there evidence they had capacity when they made it?",
)
def maker(record: Record, law: Law) -> Where:
    """s24(1): whoever made it was 18 or over and had capacity then; where that is doubted, it is shown."""
    return _maker(record) if is_relied_on(record) and not is_mere_report(record) else SILENT


@rule(
    "ADRT-25-2-valid",
    "block",
    "s25(2); HE v A Hospital [2003] EWHC 1017 (Fam)",
    "Have they withdrawn it, given a later LPA, or acted against it? If so it does not bind.",
)
def valid(record: Record, law: Law) -> Where:
    """s25(2): not valid once withdrawn, once a later power covers the same treatment, or once plainly acted against."""
    return _ended(record) if is_relied_on(record) else SILENT


@rule(
    "ADRT-25-4-applicable",
    "block",
    "s25(3),(4); Rushton",
    "Read the actual words. Does it cover this treatment in these circumstances?",
)
def applicable(record: Record, law: Law) -> Where:
    """s25(3),(4): it covers the treatment and circumstances it names, and no other; its words are on the record."""
    return _inapplicable(record) if is_relied_on(record) else SILENT


@rule(
    "ADRT-25-5-lst",
    "block",
    "s25(5),(6)",
    "To refuse life-sustaining treatment it must be written, signed, witnessed and say 'even if life is at risk'. "
    "Until then treat it as a strong statement of wishes.",
)
def life_sustaining(record: Record, law: Law) -> Where:
    """s25(5),(6): to refuse life-sustaining treatment it is written, signed, witnessed, and covers a risk to life."""
    return _form(record) if is_relied_on(record) and not is_mere_report(record) else SILENT


@rule(
    "ADRT-26-effect",
    "block",
    "s26(1)",
    "They have already refused this, and that binds. You may not give it; ask the court if you are in doubt.",
)
def effect(record: Record, law: Law) -> Where:
    """s26(1): one that is valid and applies binds like a refusal with capacity; best interests do not override it."""
    adrt = record.adrt
    if adrt.exists is False or has(record) or adrt.covers_this_decision is not True or said(adrt.doubt):
        return SILENT
    if _maker(record) or _ended(record) or _inapplicable(record) or _form(record):
        return SILENT
    if adrt.treated_as == "binding":
        is_overridden = record.best_interests.departs_from_wishes is True
        return ("best_interests.departs_from_wishes",) if is_overridden else SILENT
    if adrt.treated_as == "wish":
        return ("adrt.treated_as",)
    return ("adrt.treated_as",) if said(record.best_interests) or said(record.act) else SILENT


@rule(
    "ADRT-26-5-doubt",
    "warn",
    "s26(4),(5); XB [2012] EWHC 1390 (Fam)",
    "There is doubt about the advance decision. Seek a court ruling at once; you may keep them alive meanwhile.",
)
def doubt(record: Record, law: Law) -> Where:
    """s26(4),(5): in doubt the court is asked, and life-sustaining treatment may go on meanwhile."""
    is_beside = has(record) and record.adrt.treated_as != "binding"
    if record.adrt.exists is False or is_beside or is_court_asked(record):
        return SILENT
    return ("adrt.doubt",) if said(record.adrt.doubt) else SILENT
