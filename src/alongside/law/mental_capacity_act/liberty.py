"""Sections 4A, 4B, 16A and Schedule A1: deprivation of liberty. The law changed on 19 March 2014 and on 2 June 2026."""

from datetime import date, timedelta
from typing import Final

from alongside.law.answers import UNANSWERED, said
from alongside.law.mental_capacity_act.engine import SILENT, Law, Where, rule
from alongside.law.mental_capacity_act.facts import (
    DETAINED,
    DOLS,
    DOLS_PLACES,
    RUNNING,
    blank,
    has,
    is_authority,
    is_court_asked,
    is_court_authority,
    is_in_hospital,
    is_outside_the_act,
    is_past,
    lacks,
    objects,
    runs,
)
from alongside.law.mental_capacity_act.record import Record

SAFEGUARDS_BEGAN: Final = date(2009, 4, 1)
RE_D: Final = date(2019, 9, 26)  # [2019] UKSC 42
REFERENCE_2026: Final = date(2026, 6, 2)  # [2026] UKSC 16
LONGEST_STANDARD, LONGEST_URGENT = timedelta(days=366), timedelta(days=14)
REQUIREMENTS = ("age", "mental_health", "capacity", "best_interests", "eligibility", "no_refusals")
POSITIVE = frozenset({"express", "conduct"})


@rule(
    "DOL-screen",
    "block",
    "s64(5); Art 5; [2026] UKSC 16",
    "These restrictions may deprive them of liberty. Answer the three questions and give your reasons.",
)
def screen(record: Record, law: Law) -> Where:
    """Art 5: where there are restrictions, is there confinement on all the facts, is there consent, is it the State's?

    From 2 June 2026 the person's own attitude is asked for too.
    """
    if not said(record.restrictions):
        return SILENT
    dol = record.dol
    wanted = list(blank(record, "dol.answer", "dol.factors", "dol.state"))
    is_unasked = dol.answer == "no" and law.day >= REFERENCE_2026
    if is_unasked and not said(dol.persons_attitude) and not said(dol.consent_basis):
        wanted += ["dol.persons_attitude", "dol.consent_basis"]
    if dol.answer == "unsure" and not is_authority(record.authority) and not is_court_asked(record):
        wanted += ["authority", "court.status"]
    return tuple(wanted)


@rule(
    "DOL-acid-test-outdated",
    "warn",
    "[2026] UKSC 16 overruling the majority in Cheshire West [2014] UKSC 19",
    "The 'acid test' was overruled on 2 June 2026. Look at all the facts, and at what the person wants.",
    since=REFERENCE_2026,
)
def acid_test_outdated(record: Record, law: Law) -> Where:
    """[2026] UKSC 16: continuous supervision and control, and not being free to leave, decide the matter no more."""
    return ("dol.test_used",) if record.dol.test_used == "acid_test" else SILENT


@rule(
    "DOL-valid-consent",
    "block",
    "[2026] UKSC 16 (MEG: 'tacit positive indication of wishes and feelings showing contentment')",
    "They object or resist, or there is no positive sign they are content. You cannot treat this as consent: look "
    "for other authority.",
)
def valid_consent(record: Record, law: Law) -> Where:
    """[2026] UKSC 16: consent of somebody who lacks capacity rests on positive signs, never on silence or objection.

    Before 2 June 2026 there was no such consent.
    """
    if record.dol.claims_valid_consent is not True or has(record):
        return SILENT
    if law.day < REFERENCE_2026 and lacks(record):
        return ("dol.claims_valid_consent",)
    basis = record.dol.consent_basis
    is_positive = any(said(one.what) and one.kind in POSITIVE for one in basis.positive_evidence)
    found = {
        "dol.consent_basis.objection": said(basis.objection),
        "person_objects": record.person_objects is True,
        "dol.consent_basis.positive_evidence": not is_positive,
    }
    return tuple(name for name, holds in found.items() if holds)


@rule(
    "MCA-4A-dol",
    "block",
    "s4A; s4B; s16A; s64(5)",
    "This deprives them of liberty and you have no authority recorded. Section 5 does not allow it. Ask for an "
    "authorisation or a court order, or lift the restrictions.",
)
def authority(record: Record, law: Law) -> Where:
    """s4A: a deprivation of liberty is lawful under the Act by court order, by an authorisation, or under s4B only."""
    if record.dol.answer != "yes" or record.dol.state is False:
        return SILENT
    given = record.authority
    is_under_the_act = given.type in DOLS | {"court_order_s16"} and runs(given, law.day)
    if given.type == "4B" or is_under_the_act or is_outside_the_act(given, law.day):
        return SILENT
    return blank(record, "authority.type", "authority.status") or ("authority",)


@rule(
    "MCA-4B-emergency",
    "warn",
    "s4B",
    "Emergency power only lasts while you seek a court decision. Record the application.",
    since=SAFEGUARDS_BEGAN,
)
def emergency_power(record: Record, law: Law) -> Where:
    """s4B: only for life-sustaining treatment or a vital act, and only while the court is asked."""
    is_alone = record.authority.type == "4B" and not is_court_asked(record)
    return ("court.status",) if is_alone else SILENT


@rule(
    "DOLS-A1-requirements",
    "block",
    "Sch A1 paras 12-20, 33-50",
    "A DoLS authorisation needs all six requirements. Ask the supervisory body about what is missing.",
    since=SAFEGUARDS_BEGAN,
)
def requirements(record: Record, law: Law) -> Where:
    """Sch A1 paras 12-20: age, mental health, mental capacity, best interests, eligibility, no refusals; all six."""
    if record.authority.type != "standard" or record.authority.status not in RUNNING:
        return SILENT
    met = record.dols.requirements
    return tuple(f"dols.requirements.{name}" for name in REQUIREMENTS if getattr(met, name) is not True)


@rule(
    "DOLS-1A-eligibility",
    "block",
    "s16A; Sch A1 para 17; Sch 1A",
    "The Mental Health Act may be the right law here, not DoLS. Check eligibility.",
    since=SAFEGUARDS_BEGAN,
)
def eligibility(record: Record, law: Law) -> Where:
    """Sch 1A: whom the Mental Health Act regime covers cannot be deprived of liberty under this Act."""
    if record.dols.requirements.eligibility is False:
        return ("dols.requirements.eligibility",)
    if not is_in_hospital(record):
        return SILENT
    kind = record.authority.type
    is_detained = record.person.mha_status in DETAINED
    if is_detained and (kind in DOLS or (kind == "court_order_s16" and record.dol.answer == "yes")):
        return ("person.mha_status", "authority.type")
    is_refused = record.decision.category == "treatment_for_mental_disorder" and objects(record)
    return ("decision.category", "person_objects") if is_refused and kind in DOLS else SILENT


@rule(
    "DOLS-A1-validity",
    "block",
    "Sch A1 paras 42, 51, 78, 84-85",
    "The authorisation has run out, or is longer than the Act allows. Ask for a new one now: until then nothing "
    "allows it.",
    since=SAFEGUARDS_BEGAN,
)
def validity(record: Record, law: Law) -> Where:
    """Sch A1 paras 42, 78, 84: a standard authorisation lasts a year at most, an urgent one 7 days and 7 more."""
    given = record.authority
    if given.type not in DOLS:
        return SILENT
    longest = LONGEST_STANDARD if given.type == "standard" else LONGEST_URGENT
    found = {
        "authority.status": given.status == "expired",
        "authority.to": is_past(given, law.day)
        or (isinstance(given.from_, date) and isinstance(given.to, date) and given.to - given.from_ > longest),
    }
    return tuple(name for name, holds in found.items() if holds)


@rule(
    "DOLS-A1-rpr",
    "warn",
    "Sch A1 paras 139-140; ss39A-39D; AJ v A LA [2015] EWCOP 5",
    "Who will stand up for them, including going to court if they object?",
    since=SAFEGUARDS_BEGAN,
)
def representative(record: Record, law: Law) -> Where:
    """Sch A1 paras 139-140: a representative keeps in touch, represents and supports, and helps to challenge."""
    if record.authority.type != "standard" or record.authority.status not in RUNNING:
        return SILENT
    support = record.dols.rpr.will_support_challenge
    is_unsure = support is False or (support is UNANSWERED and objects(record))
    return (*blank(record, "dols.rpr.who"), *(("dols.rpr.will_support_challenge",) if is_unsure else ()))


@rule(
    "DOL-21A-challenge",
    "warn",
    "s21A; Art 5(4); Neary; AJ v A LA",
    "They object. They have a right to go to court. What is being done, by whom, by when?",
)
def challenge(record: Record, law: Law) -> Where:
    """s21A, Art 5(4): whoever objects is helped to go to court, promptly."""
    is_kept = record.dol.answer == "yes" or record.authority.type in DOLS
    if not is_kept or not objects(record) or is_court_asked(record):
        return SILENT
    return blank(record, "challenge.steps", "challenge.by", "challenge.when")


@rule(
    "DOL-community-court",
    "block",
    "s4A(3); s16(2)(a); Re X [2014] EWCOP 25; Staffordshire CC v SRK [2016] EWCA Civ 1317",
    "DoLS cannot be used here. Apply to the Court of Protection.",
)
def community(record: Record, law: Law) -> Where:
    """s4A(3), s16(2)(a): outside a hospital or care home only the court can authorise a deprivation of liberty."""
    setting, given = record.decision.setting, record.authority
    if setting is UNANSWERED or setting in DOLS_PLACES or is_outside_the_act(given, law.day):
        return SILENT
    if given.type in DOLS:
        return ("authority.type",)
    is_kept = record.dol.answer == "yes" and record.dol.state is not False
    return ("authority",) if is_kept and not is_court_authority(given, law.day) else SILENT


@rule(
    "DOL-16-17",
    "block",
    "Sch A1 para 13; Re D [2019] UKSC 42",
    "They are under 18. DoLS does not apply and a parent cannot agree to it. Seek a court order.",
)
def young_people(record: Record, law: Law) -> Where:
    """Sch A1 para 13: no safeguards under 18; [2019] UKSC 42, from 26 September 2019: nor can a parent agree to it."""
    given = record.authority
    if record.person.age not in {16, 17} or is_outside_the_act(given, law.day):
        return SILENT
    if given.type in DOLS or (given.type == "parental_consent" and law.day >= RE_D):
        return ("authority.type",)
    is_kept = record.dol.answer == "yes" and law.day >= RE_D
    return ("authority",) if is_kept and not is_court_authority(given, law.day) else SILENT
