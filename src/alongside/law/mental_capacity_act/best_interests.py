"""Section 4: deciding in somebody's best interests."""

from alongside.law.answers import filled, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import BEHAVIOUR, blank, has, is_deciding
from alongside.law.mental_capacity_act.record import Record

NO_REASON_ALONE = frozenset({"illness", "incapacity"})
TO_END_LIFE = frozenset({"cause_death", "assist_suicide"})


@rule(
    "MCA-4-1-equal",
    "block",
    "s4(1)",
    "Give reasons about this person, not about their age or condition.",
)
def equal(record: Record, law: Law) -> Where:
    """s4(1): best interests are not decided merely on age, appearance, a condition or behaviour."""
    given = filled(record.best_interests.reasons)
    if not is_deciding(record) or not given:
        return SILENT
    return ("best_interests.reasons",) if all(one.about in BEHAVIOUR for one in given) else SILENT


@rule(
    "MCA-4-2-balance",
    "block",
    "s4(2),(11); Aintree v James [2013] UKSC 67 at [39]; LA X v MM [2007] EWHC 2003 (Fam)",
    "Compare the real options: the good and the harm of each, in their whole life, not just medically.",
)
def balance(record: Record, law: Law) -> Where:
    """s4(2): all relevant circumstances: real options compared, not one factor alone."""
    if not is_deciding(record):
        return SILENT
    sides = [(said(one.for_), said(one.against)) for one in record.best_interests.options]
    is_compared = sum(any(two) for two in sides) > 1 and any(all(two) for two in sides)
    return SILENT if is_compared else ("best_interests.options",)


@rule(
    "MCA-4-2-available-options",
    "warn",
    "N v ACCG [2017] UKSC 22",
    "The option chosen is not on offer. A best-interests decision picks from what is available.",
)
def available_options(record: Record, law: Law) -> Where:
    """s4(2): the choice is among what is available; for more there are other ways, such as a complaint."""
    return tuple(
        f"best_interests.options[{number}]"
        for number, one in enumerate(record.best_interests.options)
        if not has(record) and one.chosen is True and one.available is False
    )


@rule(
    "MCA-4-3-regain",
    "block",
    "s4(3)",
    "Might they be able to decide later? Can it wait?",
)
def regain(record: Record, law: Law) -> Where:
    """s4(3): consider whether the person will at some time be able to decide this, and when."""
    return blank(record, "best_interests.regain") if is_deciding(record) else SILENT


@rule(
    "MCA-4-4-participate",
    "block",
    "s4(4)",
    "How did they take part in this decision?",
)
def participate(record: Record, law: Law) -> Where:
    """s4(4): so far as is practicable, the person takes part, and is helped to."""
    return blank(record, "best_interests.participation") if is_deciding(record) else SILENT


@rule(
    "MCA-4-5-life-sustaining",
    "block",
    "s4(5),(10)",
    "Confirm and explain: the aim is not to bring about death.",
    in_emergency="warn",
)
def life_sustaining(record: Record, law: Law) -> Where:
    """s4(5): whoever decides about life-sustaining treatment must not be moved by a wish to bring about death."""
    if not is_deciding(record) or record.decision.life_sustaining is not True:
        return SILENT
    aim = ("stated_aim",) if record.stated_aim in TO_END_LIFE else ()
    return (*blank(record, "best_interests.lst_motive"), *aim)


@rule(
    "MCA-4-6-wishes",
    "block",
    "s4(6); QS194 statement 4; Essex v RF [2015] EWCOP 1",
    "What do they want, and what have they always cared about? Record it, or what you did to find out.",
)
def wishes(record: Record, law: Law) -> Where:
    """s4(6): past and present wishes and feelings, beliefs and values, and what else the person would consider."""
    if not is_deciding(record):
        return SILENT
    return blank(record, "best_interests.wishes", "best_interests.beliefs_values")


@rule(
    "MCA-4-6-depart",
    "warn",
    "s4(6); Wye Valley v B [2015] EWCOP 60 [10]-[13]; Briggs (No 2) [2016] EWCOP 53",
    "You are going against what they want. Say why, beyond their illness, and why it is proportionate.",
)
def depart(record: Record, law: Law) -> Where:
    """s4(6): to go against clear wishes needs reasons; that the person lacks capacity or is ill is not enough."""
    if has(record) or record.best_interests.departs_from_wishes is not True:
        return SILENT
    given = filled(record.best_interests.reasons_for_departure)
    is_said = any(said(one.text) for one in given)
    is_more = any(one.about not in NO_REASON_ALONE for one in given)
    return SILENT if is_said and is_more else ("best_interests.reasons_for_departure",)


@rule(
    "MCA-4-6-would-have",
    "warn",
    "s4(6)(b),(c); Aintree v James [2013] UKSC 67 at [24], [45]; Briggs (No 2) [2016] EWCOP 53",
    "What would they probably have decided for themselves? Record it, or what you did to find out.",
)
def would_have(record: Record, law: Law) -> Where:
    """s4(6)(b),(c): what the person would probably have decided is not the test, and must be looked at."""
    return blank(record, "best_interests.would_have_decided") if is_deciding(record) else SILENT


@rule(
    "MCA-4-7-consult",
    "block",
    "s4(7); Winspear v Sunderland [2015] EWHC 3250 (QB); ZH [2013] EWCA Civ 69",
    "Who did you ask, and what did they say? If no one, why was it not practicable or appropriate?",
    in_emergency="warn",
)
def consult(record: Record, law: Law) -> Where:
    """s4(7): the views of those named, of carers and others who care, attorneys and deputies are taken into account."""
    if not is_deciding(record):
        return SILENT
    found = filled(record.consultees)
    if not found:
        is_advocate_there = record.person.befriended is False and record.imca.instructed is True
        return SILENT if is_advocate_there else ("consultees",)
    is_told = all(said(one.view) or said(one.not_consulted_reason) for one in found)
    return SILENT if is_told else ("consultees",)


@rule(
    "MCA-4-9-reasonable-belief",
    "prompt",
    "s4(8),(9)",
    "Confirm you reasonably believe this is in their best interests.",
)
def reasonable_belief(record: Record, law: Law) -> Where:
    """s4(9): whoever has done all this, and reasonably believes that it is in the person's best interests, complies."""
    is_open = is_deciding(record) and record.best_interests.belief_confirmed is not True
    return ("best_interests.belief_confirmed",) if is_open else SILENT
