"""A finding names each field that made it fire, and no other."""

from typing import Any

import pytest

from alongside.law.mental_capacity_act import check
from alongside.law.tests.cases import DOL, LST, ONE, POWER, STANDARD, grab, reasons, shows
from alongside.law.tests.lawful import deciding, has, lacks, unassessed

ACTING = {"what": "washing"}
CONTENT = {"positive_evidence": [{"what": "smiles", "kind": "conduct"}]}


@pytest.mark.parametrize(
    ("rule", "document", "where"),
    [
        (
            "MCA-2-1-time",
            lacks(assessor={"date": None}, decision={"needed_by": None}),
            "assessor.date, decision.needed_by",
        ),
        (
            "MCA-2-1-stale",
            lacks(changes_since="moved", assessor={"date": "2026-01-01"}),
            "changes_since, assessor.date",
        ),
        ("MCA-2-5-age", lacks(person={"age": 17}, authority=STANDARD), "person.age, authority.type"),
        (
            "MCA-1-4-unwise",
            lacks(unwise_basis=True, conclusion_reasons=reasons("unwise"), **shows(evidence_kind="refusal")),
            "unwise_basis, conclusion_reasons, functional.understand.evidence_kind",
        ),
        ("MCA-1-5-capacity-first", unassessed(best_interests={"regain": "soon"}), "conclusion"),
        (
            "MCA-1-5-capacity-first",
            unassessed(best_interests={"regain": "soon"}, conclusion="not_assessed"),
            "best_interests, act.steps_to_establish",
        ),
        (
            "MCA-1-5-capacity-first",
            has(best_interests={"regain": "soon"}, restraint=grab()),
            "best_interests, restraint",
        ),
        (
            "MCA-3-1-functional",
            lacks(functional={"retain": {"able": None}, **shows(evidence_kind="tick")["functional"]}),
            "functional.retain.able, functional.understand.evidence",
        ),
        (
            "MCA-3-2-explanation",
            lacks(support=[], communication_needs=[{"met": False}]),
            "support, communication_needs[0].met",
        ),
        ("MCA-2-1-impairment", lacks(impairment=None), "impairment.present, impairment.description"),
        ("MCA-2-1-causal", lacks(causal_link=None), "causal_link.mechanism, causal_link.strength"),
        (
            "MCA-2-3-appearance",
            lacks(**shows(evidence_kind="age"), conclusion_reasons=reasons("age")),
            "functional.understand.evidence_kind, conclusion_reasons",
        ),
        (
            "DOL-screen",
            lacks(restrictions=["doors locked"], dol={"answer": "no"}),
            "dol.factors, dol.state, dol.persons_attitude, dol.consent_basis",
        ),
        (
            "DOL-screen",
            lacks(restrictions=["doors locked"], dol={"answer": "unsure", "state": True}),
            "dol.factors, authority, court.status",
        ),
        (
            "DOL-valid-consent",
            lacks(dol={"claims_valid_consent": True, "consent_basis": CONTENT}, person_objects=True),
            "person_objects",
        ),
        ("MCA-4A-dol", lacks(dol=DOL), "authority.type, authority.status"),
        ("MCA-4A-dol", lacks(dol=DOL, authority={"status": "in_force"}), "authority.type"),
        ("MCA-4A-dol", lacks(dol=DOL, authority={"type": "urgent"}), "authority.status"),
        ("MCA-4A-dol", lacks(dol=DOL, authority=STANDARD | {"status": "refused"}), "authority"),
        ("DOL-21A-challenge", lacks(dol=DOL, person_objects=True), "challenge.steps, challenge.by, challenge.when"),
        ("LPA-9-valid", lacks(lpa={"decision": "consent"}), "lpa.registered, lpa.kind"),
        (
            "AUTH-search",
            lacks(adrt_checked=False, document_seen=False, lpa=POWER | {"seen": False}),
            "adrt_checked, document_seen, lpa.seen",
        ),
        ("COURT-15-serious", deciding(decision=LST, disagreement={"who": "her sons"}), "court.status, disagreement"),
        (
            "ADRT-25-4-applicable",
            lacks(adrt=ONE | {"text": None, "changed_circumstances": "a cure"}),
            "adrt.text, adrt.changed_circumstances",
        ),
        ("MCA-42-code", lacks(code_departure={"departed": True}), "code_departure.reason"),
        ("MCA-5-1-belief", lacks(act=ACTING), "act.steps_to_establish"),
    ],
)
def test_it_names_the_fields_to_mend(rule: str, document: dict[str, Any], where: str) -> None:
    assert [one.where for one in check(document).found if one.rule == rule] == [where]


@pytest.mark.parametrize("name", sorted(set(deciding()) - {"format", "law_as_at", "conclusion"}))
def test_what_is_left_out_of_a_whole_record_is_what_is_asked_for(name: str) -> None:
    less = {key: value for key, value in deciding().items() if key != name}
    for one in check(less).found:
        assert all(path.startswith(name) for path in (one.where or "").split(", ")), one


def test_nobody_objects_who_says_that_they_do_not() -> None:
    told = lacks(dol={"claims_valid_consent": True, "consent_basis": CONTENT}, person_objects=False)
    assert "DOL-valid-consent" not in {one.rule for one in check(told).found}
