"""What several rules ask of a record, each asked in one place. Nothing here says what the law makes of it."""

from datetime import date
from typing import Any

from alongside.law.answers import UNANSWERED, filled, said
from alongside.law.mental_capacity_act.parts.ability import Ability, Retaining
from alongside.law.mental_capacity_act.parts.liberty import Authority
from alongside.law.mental_capacity_act.parts.matter import Emergency
from alongside.law.mental_capacity_act.parts.shared import ABILITIES
from alongside.law.mental_capacity_act.record import Record

SHOWS = frozenset({"observation", "quote"})
LABELS = frozenset({"diagnosis", "age", "appearance"})
BEHAVIOUR = LABELS | {"behaviour"}
HOSPITALS = frozenset({"hospital", "hospital_icu", "hospice"})
DOLS_PLACES = HOSPITALS | {"care_home"}
DETAINED = frozenset({"section_2", "section_3", "section_37", "section_47", "other_detained_part4"})
DECIDED = frozenset({"decided", "granted", "assumed_granted"})
ASKED = DECIDED | {"applied", "listed"}
DOLS = frozenset({"standard", "urgent"})
RUNNING = frozenset({"granted", "in_force"})
SAME_AS = "same_as:"


def lacks(record: Record) -> bool:
    """Say whether the finding is that the person lacks capacity."""
    return record.conclusion == "lacks_capacity"


def has(record: Record) -> bool:
    """Say whether the finding is that the person has capacity."""
    return record.conclusion == "has_capacity"


def is_assessed(record: Record) -> bool:
    """Say whether there is a finding at all."""
    return lacks(record) or has(record)


def blank(record: Record, *paths: str) -> tuple[str, ...]:
    """Give those of these fields ("assessor.date") that hold no answer."""
    return tuple(path for path in paths if not said(_at(record, path)))


def _at(record: Any, path: str) -> Any:
    for name in path.split("."):
        record = getattr(record, name)
    return record


def ability(record: Record, name: str) -> Ability | Retaining:
    """Give one of the four abilities."""
    found: Ability | Retaining = getattr(record.functional, name)
    return found


def absent(record: Record) -> tuple[str, ...]:
    """Give the names of the abilities found absent."""
    return tuple(name for name in ABILITIES if ability(record, name).able is False)


def evidence(record: Record, name: str) -> str:
    """Give the kind of evidence there is of an ability, after `same_as` is followed; "" where there is none.

    Evidence of no kind is "unknown". A circle, or a pointer to nothing, is no evidence.
    """
    been = set()
    while name not in been:
        been.add(name)
        one = ability(record, name)
        kind = one.evidence_kind
        if kind is not UNANSWERED and kind.startswith(SAME_AS):
            name = kind.removeprefix(SAME_AS)
        elif not said(one.evidence):
            return ""
        else:
            return "unknown" if kind is UNANSWERED else kind
    return ""


def is_self_evident(record: Record) -> bool:
    """Say whether the person is unconscious or without awareness, so that nothing more is to be explained."""
    return record.causal_link.self_evident is True


def is_set(emergency: Emergency) -> bool:
    """Say whether somebody acts now and completes the record after."""
    return said(emergency.reason) and said(emergency.complete_by)


def is_deciding(record: Record) -> bool:
    """Say whether somebody decides in the best interests of a person not found to have capacity."""
    return not has(record) and said(record.best_interests)


def attorney_decides(record: Record) -> bool:
    """Say whether an attorney or a deputy has decided this."""
    return said(record.lpa.decision) or said(record.deputy.decision)


def objects(record: Record) -> bool:
    """Say whether the person objects, by words or conduct."""
    return record.person_objects is True or said(record.dol.consent_basis.objection)


def is_in_hospital(record: Record) -> bool:
    """Say whether this is about a hospital or a hospice."""
    return record.decision.setting in HOSPITALS


def is_court_asked(record: Record) -> bool:
    """Say whether the court is asked, or has decided."""
    return record.court.status in ASKED


def is_court_decided(record: Record) -> bool:
    """Say whether the court has decided."""
    return record.court.status in DECIDED


def runs(authority: Authority, day: date) -> bool:
    """Say whether an authority was given and has not run out on this day."""
    return authority.status in RUNNING and not is_past(authority, day)


def is_authority(authority: Authority) -> bool:
    """Say whether an authority is on record: under section 4B, or of any kind with a status that does not end it."""
    return authority.type == "4B" or (said(authority.type) and authority.status in RUNNING | {"applied"})


def is_court_authority(authority: Authority, day: date) -> bool:
    """Say whether an order of the court runs on this day, or section 4B is relied on."""
    return authority.type == "4B" or (authority.type == "court_order_s16" and runs(authority, day))


def is_past(authority: Authority, day: date) -> bool:
    """Say whether the last day of an authority has gone by."""
    return isinstance(authority.to, date) and authority.to < day


def is_outside_the_act(authority: Authority, day: date) -> bool:
    """Say whether another law than this Act is said to allow it, such as detention under the Mental Health Act."""
    return authority.type == "other" and authority.status == "in_force" and not is_past(authority, day)


def are_all(values: tuple[Any, ...], among: frozenset[str]) -> bool:
    """Say whether there are answers among these, and each of them is one of `among`."""
    given = filled(values)
    return bool(given) and all(one in among for one in given)
