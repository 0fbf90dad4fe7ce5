"""Sections 35 to 41: independent mental capacity advocates."""

from alongside.law.answers import said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import DOLS, RUNNING, has, is_in_hospital, objects
from alongside.law.mental_capacity_act.liberty import SAFEGUARDS_BEGAN
from alongside.law.mental_capacity_act.record import Record

LONG_IN_HOSPITAL, LONG_ELSEWHERE = 28, 56  # days
AT_HOME = frozenset({"own_home", "family_home", "prison"})
NOT_THE_STATE = frozenset({"private", "family"})


def _is_alone(record: Record) -> bool:
    """Say whether there is nobody to consult and no advocate."""
    return not has(record) and record.person.befriended is False and record.imca.instructed is not True


def _has_decider(record: Record) -> bool:
    """Say whether an attorney or a deputy with power to decide this is recorded (section 40)."""
    power, deputy = record.lpa, record.deputy
    is_lst = record.decision.life_sustaining is True
    attorney = (
        power.covers_this_decision is True
        and power.exists is not False
        and power.registered is True
        and (not is_lst or power.lst_authority is True)
    )
    return attorney or (deputy.covers_this_decision is True and deputy.exists is not False)


@rule(
    "IMCA-37-smt",
    "block",
    "s37; SI 2006/1832; s40",
    "No family or friend to consult on serious treatment: an IMCA must be instructed.",
    in_emergency="warn",
)
def serious_treatment(record: Record, law: Law) -> Where:
    """s37: serious medical treatment, and nobody but paid carers to consult: an advocate is instructed first."""
    is_serious = (
        record.decision.category in {"serious_medical_treatment", "sterilisation"}
        or record.decision.life_sustaining is True
    )
    return ("imca.instructed",) if is_serious and _is_alone(record) and not _has_decider(record) else SILENT


@rule(
    "IMCA-38-39-accommodation",
    "block",
    "ss38-39; s40",
    "No family or friend to consult on a long stay: an IMCA must be instructed.",
    in_emergency="warn",
)
def accommodation(record: Record, law: Law) -> Where:
    """ss38-39: more than 28 days in hospital or 8 weeks elsewhere, and nobody to consult: an advocate is instructed."""
    decision, days = record.decision, record.decision.stay_days
    if (
        not isinstance(days, int)
        or decision.setting in AT_HOME
        or decision.arranged_by in NOT_THE_STATE
        or not _is_alone(record)
    ):
        return SILENT
    in_hospital = is_in_hospital(record)
    if in_hospital and decision.arranged_by == "local_authority":
        return SILENT
    return ("imca.instructed",) if days > (LONG_IN_HOSPITAL if in_hospital else LONG_ELSEWHERE) else SILENT


@rule(
    "IMCA-39A-D-dols",
    "warn",
    "ss39A-39D; Neary",
    "Is a DoLS advocate due? Record the instruction.",
    since=SAFEGUARDS_BEGAN,
)
def safeguards(record: Record, law: Law) -> Where:
    """ss39A-39D: an advocate where nobody can be consulted, where nobody represents them, or to help to challenge."""
    given, rpr = record.authority, record.dols.rpr
    if given.type not in DOLS or record.imca.instructed is True:
        return SILENT
    helps = rpr.will_support_challenge is True
    is_due = (
        (record.person.befriended is False and not (said(rpr.who) and helps))
        or (given.type == "standard" and given.status in RUNNING and not said(rpr.who))
        or rpr.will_support_challenge is False
        or (objects(record) and not helps)
    )
    return ("imca.instructed",) if is_due else SILENT


@rule(
    "IMCA-safeguarding",
    "prompt",
    "SI 2006/2883; Care Act 2014 ss67-68",
    "Would an advocate help here?",
)
def safeguarding(record: Record, law: Law) -> Where:
    """SI 2006/2883: an advocate may be instructed where somebody is to be protected, even if they have family."""
    is_concern = record.safeguarding.concern is True or record.coercion.present is True
    return ("imca.instructed",) if is_concern and record.imca.instructed is not True else SILENT
