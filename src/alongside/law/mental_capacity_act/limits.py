"""Sections 27 to 30, 42, 44 and 62: what the Act leaves alone, offences, and the Code."""

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import DETAINED, attorney_decides, blank, has, lacks
from alongside.law.mental_capacity_act.record import Record

FAMILY = frozenset(
    {
        "sexual_relations",
        "marriage",
        "civil_partnership",
        "divorce_consent",
        "dissolution_consent",
        "adoption",
        "parental_responsibility",
        "fertility_treatment",
    }
)


def _is_decided_for(record: Record) -> bool:
    return said(record.best_interests) or attorney_decides(record)


@rule(
    "EXC-27-family",
    "block",
    "s27",
    "No one can make this decision for another adult. Help them make it themself, or ask whether they can.",
)
def family(record: Record, law: Law) -> Where:
    """s27: some things nobody consents to for another.

    Marriage, civil partnership, sexual relations, certain consents to divorce and dissolution, adoption, parental
    responsibility not about property, fertility treatment.
    """
    return ("decision.category",) if record.decision.category in FAMILY and _is_decided_for(record) else SILENT


@rule(
    "EXC-28-mha",
    "block",
    "s28",
    "This treatment falls under the Mental Health Act, not this one. Ask the responsible clinician how it works there.",
)
def mental_health_act(record: Record, law: Law) -> Where:
    """s28: treatment for mental disorder that Part 4 of the Mental Health Act regulates is not given under this Act."""
    is_it = record.decision.category == "treatment_for_mental_disorder" and record.person.mha_status in DETAINED
    is_given = _is_decided_for(record) or said(record.act) or said(record.restraint)
    return ("decision.category", "person.mha_status") if is_it and is_given else SILENT


@rule(
    "EXC-29-voting",
    "block",
    "s29",
    "No one can vote for another person. Help them to vote, if they want to.",
)
def voting(record: Record, law: Law) -> Where:
    """s29: nobody votes for another."""
    return ("decision.category",) if record.decision.category == "voting" and _is_decided_for(record) else SILENT


@rule(
    "EXC-62-homicide",
    "block",
    "s62",
    "The Act does not allow this. Stop, and take legal advice at once.",
)
def homicide(record: Record, law: Law) -> Where:
    """s62: nothing in the Act changes the law on murder, manslaughter or assisting suicide."""
    return ("stated_aim",) if record.stated_aim in {"cause_death", "assist_suicide"} else SILENT


@rule(
    "MCA-30-research",
    "prompt",
    "ss30-34",
    "This is research: other safeguards apply. Ask whether it is approved under section 30, and who is consulted.",
)
def research(record: Record, law: Law) -> Where:
    """ss30-34: intrusive research has rules of its own."""
    return ("decision.category",) if record.decision.category == "research" else SILENT


@rule(
    "MCA-44-illtreatment",
    "warn",
    "s44",
    "Possible ill-treatment or neglect. Raise a safeguarding concern now.",
)
def ill_treatment(record: Record, law: Law) -> Where:
    """s44: ill-treatment or wilful neglect of a person who lacks capacity is an offence."""
    concern = record.safeguarding
    is_unraised = concern.ill_treatment is True and concern.raised_on is UNANSWERED
    return ("safeguarding.raised_on",) if is_unraised and not has(record) else SILENT


@rule(
    "MCA-42-code",
    "prompt",
    "s42(4),(5)",
    "If you have departed from the Code of Practice, say why.",
)
def code(record: Record, law: Law) -> Where:
    """s42(4),(5): whoever is paid to care has regard to the Code, and explains any departure."""
    departure = record.code_departure
    if not lacks(record) or departure.departed is False:
        return SILENT
    return blank(record, "code_departure.departed") or blank(record, "code_departure.reason")
