"""Sections 2 and 3: whether the person is unable to decide, and why."""

import re

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import (
    BEHAVIOUR,
    LABELS,
    SHOWS,
    ability,
    absent,
    are_all,
    blank,
    evidence,
    has,
    is_assessed,
    is_self_evident,
    lacks,
)
from alongside.law.mental_capacity_act.parts.shared import ABILITIES
from alongside.law.mental_capacity_act.record import Record


@rule(
    "MCA-2-1-order",
    "warn",
    "s2(1); JB [2021] UKSC 52 at [66]-[79]; PC v York [2013] EWCA Civ 478 at [58]-[60]",
    "Start with whether they can decide. Look at the diagnosis only after that.",
)
def order(record: Record, law: Law) -> Where:
    """s2(1): first whether the person is unable to decide, then what affects mind or brain, then whether it is why.

    The "diagnosis first" of the 2007 Code is out of date.
    """
    return ("assessment_order",) if record.assessment_order == "impairment_first" else SILENT


@rule(
    "MCA-3-1-functional",
    "block",
    "s3(1)(a)-(d)",
    "For each of the four abilities say what you asked and what they said or did. A label or a score does not show it.",
)
def functional(record: Record, law: Law) -> Where:
    """s3(1): a person is unable to decide who cannot understand, retain, use or weigh, or communicate.

    Each ability found absent needs evidence, the others an answer.
    """
    if not lacks(record):
        return SILENT
    found = absent(record)
    open_ = [f"functional.{name}.able" for name in ABILITIES if ability(record, name).able is UNANSWERED]
    bare = [f"functional.{name}.evidence" for name in found if evidence(record, name) not in SHOWS]
    return tuple(open_ + bare) or (SILENT if found else ("functional",))


@rule(
    "MCA-3-1d-communicate",
    "block",
    "s3(1)(d); Code 4.23-4.25",
    "Have you tried every way in which they might communicate? Record each one.",
    in_emergency="warn",
)
def communicate(record: Record, law: Law) -> Where:
    """s3(1)(d): somebody cannot communicate only where every practicable means was tried."""
    is_excused = is_self_evident(record) or said(record.support_not_practicable_reason)
    if not lacks(record) or is_excused or record.functional.communicate.able is not False:
        return SILENT
    return blank(record, "communication_means_tried")


@rule(
    "MCA-3-2-explanation",
    "block",
    "s3(2)",
    "How did you explain it? A person is not unable to understand if they can follow an explanation given in a way "
    "that suits them.",
    in_emergency="warn",
)
def explanation(record: Record, law: Law) -> Where:
    """s3(2): nobody fails to understand who was not given an explanation in a way that suits them."""
    is_excused = is_self_evident(record) or said(record.support_not_practicable_reason)
    if not lacks(record) or is_excused or record.functional.understand.able is not False:
        return SILENT
    is_explained = any(
        (one.kind == "explanation" and said(one.what)) or one.kind == "none_practicable" for one in record.support
    )
    unmet = [f"communication_needs[{n}].met" for n, one in enumerate(record.communication_needs) if one.met is False]
    return (() if is_explained else ("support",)) + tuple(unmet)


@rule(
    "MCA-3-3-retention",
    "block",
    "s3(3); Code 4.20",
    "They only need to hold it long enough to decide. Could they?",
)
def retention(record: Record, law: Law) -> Where:
    """s3(3): that somebody holds information only for a short time does not of itself make them unable to decide."""
    retain = record.functional.retain
    if not lacks(record) or is_self_evident(record) or retain.able is not False:
        return SILENT
    return SILENT if retain.long_enough_to_decide is False else ("functional.retain.long_enough_to_decide",)


@rule(
    "MCA-3-4-relevant-info",
    "block",
    "s3(4); LBX [2013] EWHC 3230 (Fam) [43]-[48]; JB UKSC 52; LDV [2013] EWHC 272 (Fam)",
    "List what they needed to know: what happens if they say yes, no, or make no decision, and the points this kind of "
    "decision turns on.",
)
def relevant_information(record: Record, law: Law) -> Where:
    """s3(4): the nature of the decision, why it is needed, what follows from deciding one way, the other, or not."""
    if not is_assessed(record) or is_self_evident(record):
        return SILENT
    names = ("facts", "if_yes", "if_no", "if_undecided")
    wanted = blank(record, *(f"relevant_information.{name}" for name in names))
    covers = record.relevant_information.covers
    relies_on_agreement = (has(record) and said(record.restrictions)) or record.dol.test_used == "consent"
    is_short = (record.decision.category == "sexual_relations" and "others_consent" not in covers) or (
        relies_on_agreement and "restrictions" not in covers
    )
    return (*wanted, "relevant_information.covers") if is_short else wanted


@rule(
    "MCA-3-4-options",
    "block",
    "s1(3), s3(4); CC v KK [2012] EWHC 2136 (COP) at [68]",
    "Put the real options to them, with detail, before you test their thinking.",
)
def options(record: Record, law: Law) -> Where:
    """s3(4): the person is given real options with detail to choose between, not a blank canvas."""
    if not is_assessed(record) or is_self_evident(record):
        return SILENT
    return blank(record, "options_presented")


@rule(
    "MCA-3-4-threshold",
    "warn",
    "CC v KK [69]; LBX; Heart of England v JB [26]",
    "You may be asking too much. They need the main points, not every detail.",
)
def threshold(record: Record, law: Law) -> Where:
    """s3(4): only the salient details matter, and no more than is expected of anybody."""
    if not lacks(record):
        return SILENT
    return tuple(
        f"functional.{name}.detail_demanded"
        for name in absent(record)
        if ability(record, name).detail_demanded == "beyond_salient"
    )


@rule(
    "MCA-2-1-impairment",
    "block",
    "s2(1),(2); North Bristol NHS Trust v R [2023] EWCOP 5",
    "What affects their mind or brain? If nothing does, the Act does not allow a finding that they lack capacity.",
)
def impairment(record: Record, law: Law) -> Where:
    """s2(1),(2): there is an impairment or disturbance of mind or brain, lasting or not. No diagnosis is needed."""
    if not lacks(record):
        return SILENT
    is_present = record.impairment.present is True
    return (() if is_present else ("impairment.present",)) + blank(record, "impairment.description")


@rule(
    "MCA-2-1-causal",
    "block",
    "s2(1); PC v York [58]-[59]; JB UKSC 52 [78]",
    "Explain how the condition causes the inability. A diagnosis beside an inability is not an explanation.",
)
def causal(record: Record, law: Law) -> Where:
    """s2(1): the inability is because of the impairment, as one operative cause, and the record says how."""
    if not lacks(record) or is_self_evident(record):
        return SILENT
    link = record.causal_link
    is_how = said(link.mechanism) and _words(link.mechanism) != _words(record.impairment.description)
    how = () if is_how else ("causal_link.mechanism",)
    return how if link.strength == "because_of" else (*how, "causal_link.strength")


def _words(text: object) -> str:
    return " ".join(re.findall(r"\w+", text.casefold())) if isinstance(text, str) else ""


@rule(
    "MCA-2-3-appearance",
    "block",
    "s2(3)",
    "Age, looks, diagnosis or behaviour cannot on their own show that they cannot decide. Say what they said or did.",
)
def appearance(record: Record, law: Law) -> Where:
    """s2(3): a lack of capacity is not established merely by age, appearance, a condition or behaviour."""
    if not lacks(record):
        return SILENT
    kinds = {name: kind for name in absent(record) if (kind := evidence(record, name))}
    if any(kind in SHOWS for kind in kinds.values()):
        return SILENT
    wanted = [f"functional.{name}.evidence_kind" for name in kinds] if are_all(tuple(kinds.values()), LABELS) else []
    if are_all(tuple(one.about for one in record.conclusion_reasons), BEHAVIOUR):
        wanted.append("conclusion_reasons")
    return tuple(wanted)


@rule(
    "MCA-2-4-standard",
    "block",
    "s2(4)",
    "Is it more likely than not that they cannot decide? That is the test.",
)
def standard(record: Record, law: Law) -> Where:
    """s2(4): whether somebody lacks capacity is decided on the balance of probabilities, and by no other measure."""
    is_open = record.standard is UNANSWERED and not lacks(record)
    return SILENT if is_open or record.standard == "balance_of_probabilities" else ("standard",)


@rule(
    "MCA-2-2-fluctuating",
    "warn",
    "s2(2); s4(3); Code 4.26-4.27; Cheshire West v PWK [2019] EWCOP 57",
    "Their capacity changes. Can it wait? Does one good (or bad) moment show how they decide day to day?",
)
def fluctuating(record: Record, law: Law) -> Where:
    """s2(2): where capacity comes and goes, wait for a good time, and take the longer view of what is decided often."""
    how = record.fluctuates
    if how.present is not True:
        return SILENT
    if how.longer_view is False:
        return ("fluctuates.longer_view",)
    is_met = how.best_time_tried is True or how.can_wait is False or how.longer_view is True
    return SILENT if is_met else ("fluctuates.can_wait", "fluctuates.best_time_tried", "fluctuates.longer_view")


@rule(
    "MCA-2-1-coercion",
    "warn",
    "DL v A Local Authority [2012] EWCA Civ 253; LB Redbridge v G [2014] EWHC 485 (COP)",
    "Is someone pressing them? If that alone is why they cannot decide, take legal advice: the Act does not fit.",
)
def coercion(record: Record, law: Law) -> Where:
    """s2(1): where pressure by others is the only cause, the Act does not apply; where it adds to one, say both."""
    return ("coercion",) if record.coercion.present is True else SILENT


@rule(
    "MCA-PRAC-refusal",
    "warn",
    "Code 4.57-4.59; s5(1)(a)",
    "They declined. Record what you tried and what other evidence you have. No one can be forced.",
)
def refusal(record: Record, law: Law) -> Where:
    """Code 4.57-4.59: nobody is forced to be assessed; what was tried and what else is known is written down."""
    if has(record) or not said(record.refused):
        return SILENT
    return blank(record, "refused.attempts", "refused.other_evidence")
