"""For each rule: records at which it fires, at which it is silent, and what an unanswered field does."""

from dataclasses import dataclass
from typing import Any

from alongside.law.tests.lawful import changed, deciding, has, lacks, unassessed

Document = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Records by what the rule does. `open_fires` and `open_silent`: what an unanswered field does."""

    fires: tuple[Document, ...]
    silent: tuple[Document, ...]
    open_fires: tuple[Document, ...] = ()
    open_silent: tuple[Document, ...] = ()


def ability(name: str, **change: Any) -> Document:
    return {"functional": {name: change}}


def shows(**change: Any) -> Document:
    """What `understand` is found absent by."""
    return {"functional": {"understand": {"able": False, "evidence": "eighteen of thirty"} | change}}


def reasons(*about: str | None) -> list[Document]:
    return [{"text": "as I see it", "about": one} for one in about]


def best(**change: Any) -> Document:
    return deciding(best_interests=change)


def grab(**change: Any) -> list[Document]:
    whole = {
        "what": "a hand on her arm",
        "harm_to": "person",
        "harm_to_person": "the road",
        "likelihood": "each day",
        "seriousness": "grave",
        "least_force": "one hand",
    }
    return [whole | change]


ONE = {"text": "no more machines", "capacity_then": "her doctor saw her that day", "covers_this_decision": True}
FORM = {"written": True, "signed": True, "witnessed": True, "life_at_risk_statement": True}
POWER = {"exists": True, "registered": True, "seen": True, "kind": "welfare", "covers_this_decision": True}
LST = {"life_sustaining": True, "category": "treatment"}
MET = dict.fromkeys(("age", "mental_health", "capacity", "best_interests", "eligibility", "no_refusals"), True)
DOL = {"answer": "yes", "factors": "never alone, doors locked", "state": True, "test_used": "multifactorial"}
STANDARD = {"type": "standard", "status": "in_force", "from": "2026-06-01", "to": "2027-05-31"}
URGENT = {"type": "urgent", "status": "in_force", "from": "2026-11-18", "to": "2026-11-25"}
ORDER = {"type": "court_order_s16", "status": "granted"}
OUTSIDE = {"type": "other", "status": "in_force"}
ACT = {"what": "washing", "steps_to_establish": "asked her, twice"}


def adrt(_lst: bool = False, **change: Any) -> Document:
    found = lacks(adrt=ONE | FORM | change)
    return changed(found, {"decision": LST}) if _lst else found


def question(words: str | None) -> Document:
    return lacks(decision={"question": words})


CASES: dict[str, Case] = {
    "MCA-2-1-matter": Case(
        fires=tuple(
            map(
                question,
                (
                    "Treatment",
                    "Capacity to make decisions about residence, care and contact",
                    "“Residence” [see note]",
                    "whether to consent to sexual relations",
                    "health and welfare / property & affairs".replace("&", "and"),
                    "where to live in general",
                    "in general",
                    "care,in general",
                    "In general,",
                    "care,",
                    "care, & contact",
                    "care, and contact",
                    "(residence)",
                    "lacks capacity",
                    "residence & care.",
                    "n/a",
                    "Decisions about finances",
                ),
            )
        ),
        silent=tuple(
            map(
                question,
                (
                    "Where to live (residence)",
                    "whether to have a leg amputation",
                    "care at Hill House",
                    "treatment of the leg",
                    "carefree",
                    "in general practice",
                    "residence and consent to treatment",
                    "care and",
                ),
            )
        ),
        open_fires=(question(None), question("  ")),
    ),
    "MCA-2-1-time": Case(
        fires=(lacks(decision={"needed_by": None}), lacks(assessor={"date": ""}), has(assessor={"date": None})),
        silent=(has(decision={"needed_by": None}), unassessed(), unassessed(conclusion="not_assessed")),
    ),
    "MCA-2-1-stale": Case(
        fires=(lacks(changes_since="home from hospital"), lacks(assessor={"date": "2026-05-28"})),
        silent=(lacks(changes_since="no change"), lacks(assessor={"date": "2026-05-29"})),
        open_fires=(lacks(assessor={"date": "2026-05-01"}, decision={"needed_by": None}),),
        open_silent=(
            lacks(assessor={"date": None}),
            lacks(assessor={"date": "2026-05-25"}, decision={"needed_by": None}),
        ),
    ),
    "MCA-2-5-age": Case(
        fires=(
            lacks(person={"age": 15}, decision={"category": "care"}),
            lacks(person={"age": 15}, decision={"category": None}),
            lacks(person={"age": 17}, authority=STANDARD),
            lacks(person={"age": 16}, authority=URGENT),
            lacks(person={"age": 17}, lpa=POWER | {"decision": "consent"}),
            lacks(person={"age": 17}, adrt={"treated_as": "binding"}),
        ),
        silent=(
            lacks(person={"age": 15}, decision={"category": "finance"}),
            lacks(person={"age": 16}),
            lacks(person={"age": 18}, authority=STANDARD),
            lacks(person={"age": 17}, adrt={"treated_as": "binding", "exists": False}),
            lacks(person={"age": 17}, adrt={"treated_as": "wish"}),
        ),
        open_silent=(lacks(person={"age": None}, authority=STANDARD),),
    ),
    "MCA-2-1-consistency": Case(
        fires=(
            lacks(other_assessments=[{"decision": "care", "conclusion": "has_capacity"}]),
            has(other_assessments=[{"conclusion": "lacks_capacity", "explanation": "nil"}]),
        ),
        silent=(
            lacks(other_assessments=[{"conclusion": "has_capacity", "explanation": "care is easier to see"}]),
            lacks(other_assessments=[{"conclusion": "lacks_capacity"}]),
            unassessed(other_assessments=[{"conclusion": "has_capacity"}]),
            lacks(other_assessments=[{"conclusion": "not_assessed"}]),
        ),
        open_silent=(lacks(other_assessments=[{"decision": "care"}]), lacks()),
    ),
    "MCA-1-2-presumption": Case(
        fires=(
            lacks(**shows(evidence_kind="diagnosis")),
            lacks(**shows(evidence_kind="same_as:retain")),
            lacks(**shows(evidence="see notes", evidence_kind="quote")),
            lacks(functional={"understand": {"able": True}}),
        ),
        silent=(lacks(), lacks(**shows(evidence_kind="test_score")), has()),
        open_fires=(lacks(**shows(evidence=None, evidence_kind="quote")), lacks(**shows(evidence_kind=None))),
    ),
    "MCA-1-2-not-a-shield": Case(
        fires=(
            unassessed(reason_to_doubt={"text": "left the gas on", "about": "behaviour"}),
            unassessed(reason_to_doubt={"text": "left the gas on"}, conclusion="not_assessed"),
        ),
        silent=(
            unassessed(reason_to_doubt={"text": "he is 90", "about": "age"}),
            unassessed(reason_to_doubt={"text": "buys too much", "about": "unwise"}),
            lacks(reason_to_doubt={"text": "left the gas on"}),
            has(reason_to_doubt={"text": "left the gas on"}),
            unassessed(reason_to_doubt={"text": "left the gas on"}, act=ACT),
            unassessed(reason_to_doubt={"text": "left the gas on"}, restraint=grab()),
            unassessed(reason_to_doubt={"text": "left the gas on"}, best_interests={"regain": "soon"}),
        ),
        open_silent=(unassessed(reason_to_doubt={"about": "behaviour"}), unassessed()),
    ),
    "MCA-1-3-support": Case(
        fires=(
            lacks(support=[]),
            lacks(support=[{"what": "n/a", "result": "none"}]),
            lacks(support=[{"what": "pictures"}]),
            lacks(support=[{"result": "did not follow"}], support_not_practicable_reason="-"),
            lacks(support=[], emergency={"reason": "bleeding"}),
            lacks(support=[], emergency={"complete_by": "2026-11-22"}),
        ),
        silent=(
            lacks(support=[{"what": "pictures", "result": "none"}]),
            lacks(support=[], support_not_practicable_reason="asleep under medicine"),
            lacks(support=[], emergency={"reason": "bleeding", "complete_by": "2026-11-22"}),
            has(support=[]),
        ),
        open_fires=(lacks(support=None),),
    ),
    "MCA-1-4-unwise": Case(
        fires=(
            lacks(unwise_basis=True),
            unassessed(unwise_basis=True),
            lacks(conclusion_reasons=reasons("unwise", "unwise")),
            lacks(**shows(evidence_kind="refusal")),
        ),
        silent=(
            has(unwise_basis=True, conclusion_reasons=reasons("unwise")),
            lacks(conclusion_reasons=reasons("unwise", "ability")),
            lacks(unwise_basis=False),
            unassessed(conclusion_reasons=reasons("unwise")),
            lacks(functional={**shows(evidence_kind="refusal")["functional"], "retain": {"able": False}}),
        ),
        open_silent=(lacks(unwise_basis=None, conclusion_reasons=reasons(None)),),
    ),
    "MCA-1-5-best-interests": Case(
        fires=(
            lacks(act=ACT),
            lacks(restraint=grab()),
            lacks(restrictions=["doors locked"]),
            unassessed(lpa=POWER | {"decision": "consent"}),
            unassessed(deputy={"decision": "refuse"}),
            lacks(decision={"arranged_by": "nhs", "stay_days": 0}),
        ),
        silent=(
            lacks(),
            deciding(act=ACT),
            has(act=ACT),
            lacks(restrictions=["none"]),
            unassessed(decision={"arranged_by": "nhs", "stay_days": 30}),
        ),
        open_silent=(
            lacks(decision={"arranged_by": "nhs"}),
            lacks(decision={"stay_days": 30}),
            lacks(best_interests={"regain": "soon"}, act=ACT),
        ),
    ),
    "MCA-1-5-capacity-first": Case(
        fires=(
            has(best_interests={"regain": "soon"}),
            has(restraint=grab()),
            unassessed(best_interests={"regain": "soon"}),
            unassessed(best_interests={"regain": "soon"}, conclusion="not_assessed", act={"what": "washing"}),
        ),
        silent=(deciding(), unassessed(best_interests={"regain": "soon"}, act=ACT), has(), has(best_interests={})),
        open_silent=(unassessed(restraint=grab()),),
    ),
    "MCA-1-6-less-restrictive": Case(
        fires=(
            deciding(less_restrictive=[]),
            deciding(less_restrictive=[{"option": "a sensor"}]),
            deciding(less_restrictive=[{"why_not": "tried"}]),
            deciding(less_restrictive=[{"option": "none", "why_not": "n/a"}]),
            unassessed(act=ACT),
            lacks(restraint=grab()),
            lacks(restrictions=["doors locked"]),
        ),
        silent=(deciding(), lacks(), has(act=ACT), deciding(less_restrictive=[{"option": "none", "why_not": "asked"}])),
        open_fires=(deciding(less_restrictive=None),),
    ),
    "MCA-2-1-order": Case(
        fires=(lacks(assessment_order="impairment_first"),),
        silent=(lacks(),),
        open_silent=(lacks(assessment_order=None),),
    ),
    "MCA-3-1-functional": Case(
        fires=(
            lacks(functional={"understand": {"able": True}}),
            lacks(**ability("retain", able=None)),
            lacks(**shows(evidence_kind="test_score")),
            lacks(**ability("retain", able=False)),
            lacks(**ability("retain", able=False, evidence_kind="same_as:communicate")),
            lacks(**ability("understand", able=False, evidence="", evidence_kind="same_as:understand")),
        ),
        silent=(
            lacks(),
            lacks(**ability("retain", able=False, evidence_kind="same_as:understand")),
            has(),
            unassessed(),
        ),
        open_fires=(lacks(functional=None), lacks(**shows(evidence_kind=None)), lacks(**shows(evidence="tick"))),
    ),
    "MCA-3-1d-communicate": Case(
        fires=(
            lacks(**ability("communicate", able=False), communication_means_tried=["-"]),
            lacks(**ability("communicate", able=False)),
        ),
        silent=(
            lacks(**ability("communicate", able=False), communication_means_tried=["picture board"]),
            lacks(**ability("communicate", able=False), causal_link={"self_evident": True}),
            lacks(**ability("communicate", able=False), support_not_practicable_reason="in a coma"),
            lacks(),
            has(**ability("communicate", able=False)),
        ),
        open_silent=(lacks(**ability("communicate", able=None)),),
    ),
    "MCA-3-2-explanation": Case(
        fires=(
            lacks(support=[{"kind": "explanation", "result": "did not follow"}]),
            lacks(support=[{"kind": "aid", "what": "hearing aid", "result": "heard"}]),
            lacks(communication_needs=[{"need": "Welsh", "met": False}]),
        ),
        silent=(
            lacks(support=[{"kind": "explanation", "what": "pictures"}]),
            lacks(support=[{"kind": "none_practicable"}]),
            lacks(support=[], **ability("understand", able=True)),
            lacks(support=[], causal_link={"self_evident": True}),
            lacks(support=[], support_not_practicable_reason="in a coma"),
            lacks(communication_needs=[{"need": "Welsh", "met": True}]),
            has(support=[], **ability("understand", able=False)),
        ),
        open_fires=(lacks(support=[{"what": "pictures", "result": "looked"}]), lacks(support=None)),
        open_silent=(lacks(communication_needs=[{"need": "Welsh"}]),),
    ),
    "MCA-3-3-retention": Case(
        fires=(lacks(**ability("retain", able=False, long_enough_to_decide=True)),),
        silent=(
            lacks(**ability("retain", able=False, long_enough_to_decide=False)),
            lacks(**ability("retain", able=False), causal_link={"self_evident": True}),
            lacks(),
            has(**ability("retain", able=False)),
        ),
        open_fires=(lacks(**ability("retain", able=False)),),
    ),
    "MCA-3-4-relevant-info": Case(
        fires=(
            lacks(relevant_information={"facts": ["none"]}),
            has(relevant_information={"if_no": None}),
            lacks(decision={"category": "sexual_relations"}, relevant_information={"covers": ["nature"]}),
            has(restrictions=["doors locked"]),
            lacks(dol={"test_used": "consent"}),
        ),
        silent=(
            lacks(),
            unassessed(),
            lacks(decision={"category": "sexual_relations"}, relevant_information={"covers": ["others_consent"]}),
            has(restrictions=["doors locked"], relevant_information={"covers": ["restrictions"]}),
            lacks(restrictions=["doors locked"]),
            lacks(relevant_information=None, causal_link={"self_evident": True}),
        ),
        open_fires=(lacks(relevant_information=None), lacks(relevant_information={"if_undecided": ""})),
    ),
    "MCA-3-4-options": Case(
        fires=(lacks(options_presented=["none"]), has(options_presented=[])),
        silent=(lacks(), unassessed(), lacks(options_presented=[], causal_link={"self_evident": True})),
        open_fires=(lacks(options_presented=None),),
    ),
    "MCA-3-4-threshold": Case(
        fires=(lacks(**ability("understand", detail_demanded="beyond_salient")),),
        silent=(
            lacks(**ability("understand", detail_demanded="salient")),
            lacks(**ability("retain", detail_demanded="beyond_salient")),
            has(**ability("understand", able=False, detail_demanded="beyond_salient")),
        ),
        open_silent=(lacks(),),
    ),
    "MCA-2-1-impairment": Case(
        fires=(lacks(impairment={"present": False}), lacks(impairment={"description": "n/a"})),
        silent=(lacks(), has(impairment=None), unassessed()),
        open_fires=(lacks(impairment={"present": None}), lacks(impairment=None)),
    ),
    "MCA-2-1-causal": Case(
        fires=(
            lacks(causal_link={"mechanism": " A  Stroke. "}),
            lacks(causal_link={"strength": "related"}),
            lacks(causal_link={"mechanism": "nil"}),
        ),
        silent=(lacks(), lacks(causal_link={"self_evident": True, "mechanism": None}), has(causal_link=None)),
        open_fires=(
            lacks(causal_link=None),
            lacks(causal_link={"strength": None}),
            lacks(causal_link={"mechanism": ""}),
        ),
    ),
    "MCA-2-3-appearance": Case(
        fires=(
            lacks(**shows(evidence_kind="diagnosis")),
            lacks(**shows(evidence_kind="test_score"), conclusion_reasons=reasons("diagnosis", "behaviour")),
            lacks(**ability("understand", able=True), conclusion_reasons=reasons("age")),
        ),
        silent=(
            lacks(conclusion_reasons=reasons("diagnosis")),
            lacks(**shows(evidence_kind="test_score"), conclusion_reasons=reasons("diagnosis", "ability")),
            lacks(**shows(evidence_kind="test_score")),
            has(conclusion_reasons=reasons("age")),
        ),
        open_silent=(lacks(**shows(evidence_kind=None)), lacks(**shows(evidence=None, evidence_kind="age"))),
    ),
    "MCA-2-4-standard": Case(
        fires=(lacks(standard="possibility"), unassessed(standard="certainty"), has(standard="other")),
        silent=(lacks(), has()),
        open_fires=(lacks(standard=None),),
        open_silent=(unassessed(conclusion="not_assessed"), has(standard=None)),
    ),
    "MCA-2-2-fluctuating": Case(
        fires=(
            lacks(fluctuates={"present": True}),
            lacks(fluctuates={"present": True, "can_wait": True, "best_time_tried": False}),
            lacks(fluctuates={"present": True, "can_wait": False, "longer_view": False}),
        ),
        silent=(
            lacks(fluctuates={"present": True, "best_time_tried": True}),
            lacks(fluctuates={"present": True, "can_wait": False}),
            lacks(fluctuates={"present": True, "longer_view": True}),
            lacks(fluctuates={"present": False, "longer_view": False}),
        ),
        open_silent=(lacks(fluctuates={"longer_view": False}),),
    ),
    "MCA-2-1-coercion": Case(
        fires=(lacks(coercion={"present": True}), has(coercion={"present": True})),
        silent=(lacks(coercion={"present": False}),),
        open_silent=(lacks(coercion={"by": "her son"}),),
    ),
    "MCA-PRAC-refusal": Case(
        fires=(
            lacks(refused={"attempts": ["visited twice"]}),
            unassessed(refused={"other_evidence": "her diary"}),
            lacks(refused={"attempts": ["none"], "other_evidence": "her diary"}),
        ),
        silent=(
            lacks(refused={"attempts": ["visited twice"], "other_evidence": "her diary"}),
            has(refused={"attempts": ["visited twice"]}),
        ),
        open_silent=(lacks(refused=None), lacks(refused={"attempts": []})),
    ),
    "MCA-4-1-equal": Case(
        fires=(best(reasons=reasons("age", "diagnosis")),),
        silent=(
            best(reasons=reasons("age", "benefit")),
            has(best_interests={"reasons": reasons("age")}),
            best(reasons=reasons("age", None)),
        ),
        open_silent=(best(reasons=[]), best(reasons=None)),
    ),
    "MCA-4-2-balance": Case(
        fires=(
            best(options=[{"option": "stay", "for": "her kitchen", "against": "falls"}]),
            best(options=[{"option": "stay", "for": "her kitchen"}, {"option": "go", "against": "far"}]),
            best(options=[{"option": "stay", "for": "a", "against": "b"}, {"option": "go", "for": "n/a"}]),
        ),
        silent=(best(), lacks(), best(options=[{"for": "a", "against": "b"}, {"against": "far"}])),
        open_fires=(best(options=None),),
    ),
    "MCA-4-2-available-options": Case(
        fires=(best(options=[{"option": "go", "chosen": True, "available": False}]),),
        silent=(
            best(options=[{"option": "go", "chosen": True, "available": True}]),
            best(options=[{"option": "go", "chosen": False, "available": False}]),
            has(best_interests={"options": [{"chosen": True, "available": False}]}),
        ),
        open_silent=(best(options=[{"chosen": True}]), best(options=[{"available": False}])),
    ),
    "MCA-4-3-regain": Case(
        fires=(best(regain="n/a"),),
        silent=(best(regain="not likely"), lacks(), has(best_interests={"participation": "chose"})),
        open_fires=(best(regain=None),),
    ),
    "MCA-4-4-participate": Case(
        fires=(best(participation="-"),),
        silent=(best(participation="not possible: unconscious"), lacks(), has(best_interests={"regain": "soon"})),
        open_fires=(best(participation=None),),
    ),
    "MCA-4-5-life-sustaining": Case(
        fires=(
            deciding(decision=LST),
            deciding(decision=LST, best_interests={"lst_motive": "comfort"}, stated_aim="cause_death"),
            deciding(decision=LST, best_interests={"lst_motive": "comfort"}, stated_aim="assist_suicide"),
        ),
        silent=(
            deciding(decision=LST, best_interests={"lst_motive": "to spare him a painful death"}),
            deciding(decision={"life_sustaining": False}),
            lacks(decision=LST),
            has(decision=LST, best_interests={"regain": "soon"}),
        ),
        open_silent=(deciding(decision={"life_sustaining": None}),),
    ),
    "MCA-4-6-wishes": Case(
        fires=(best(wishes={"present": "nil"}), best(beliefs_values="none")),
        silent=(best(), best(wishes={"present": None, "written": "her letter"}), lacks()),
        open_fires=(best(wishes=None), best(beliefs_values=None)),
    ),
    "MCA-4-6-depart": Case(
        fires=(
            best(departs_from_wishes=True),
            best(departs_from_wishes=True, reasons_for_departure=reasons("illness", "incapacity")),
            best(departs_from_wishes=True, reasons_for_departure=[{"about": "harm"}]),
        ),
        silent=(
            best(departs_from_wishes=True, reasons_for_departure=reasons("illness", "harm")),
            best(departs_from_wishes=True, reasons_for_departure=reasons(None)),
            best(departs_from_wishes=False),
            has(best_interests={"departs_from_wishes": True}),
        ),
        open_silent=(best(departs_from_wishes=None),),
    ),
    "MCA-4-6-would-have": Case(
        fires=(best(would_have_decided="nil"),),
        silent=(best(would_have_decided="not known; asked his brother"), lacks()),
        open_fires=(best(would_have_decided=None),),
    ),
    "MCA-4-7-consult": Case(
        fires=(
            deciding(consultees=[]),
            deciding(consultees=[{"who": "her sister"}]),
            deciding(consultees=[{"who": "her sister", "view": "none"}]),
            deciding(consultees=[], person={"befriended": False}),
            deciding(consultees=[], person={"befriended": True}, imca={"instructed": True}),
            deciding(consultees=[{"who": "Jo"}], person={"befriended": False}, imca={"instructed": True}),
        ),
        silent=(
            deciding(),
            lacks(),
            deciding(consultees=[{"who": "her son", "not_consulted_reason": "she asked us not to"}]),
            deciding(consultees=[], person={"befriended": False}, imca={"instructed": True}),
        ),
        open_fires=(
            deciding(consultees=None),
            deciding(consultees=[], person={"befriended": None}, imca={"instructed": True}),
        ),
    ),
    "MCA-4-9-reasonable-belief": Case(
        fires=(best(belief_confirmed=False),),
        silent=(best(), lacks(), has(best_interests={"regain": "soon"})),
        open_fires=(best(belief_confirmed=None),),
    ),
    "MCA-5-1-belief": Case(
        fires=(
            lacks(act={"what": "washing"}),
            unassessed(act={"what": "washing"}),
            unassessed(best_interests={"regain": "soon"}),
            unassessed(restraint=grab(), conclusion="not_assessed"),
        ),
        silent=(lacks(act=ACT), deciding(), lacks(restraint=grab()), has(act={"what": "washing"}), unassessed()),
        open_fires=(lacks(act={"what": "washing", "steps_to_establish": "-"}),),
    ),
    "MCA-6-2-necessary": Case(
        fires=(
            lacks(restraint=grab(harm_to="others")),
            lacks(restraint=grab(harm_to="property")),
            has(restraint=grab(harm_to_person="nil")),
        ),
        silent=(lacks(restraint=grab()), lacks(), lacks(restraint=[{"what": "none"}])),
        open_fires=(lacks(restraint=grab(harm_to=None)), lacks(restraint=grab(harm_to_person=None))),
    ),
    "MCA-6-3-proportionate": Case(
        fires=tuple(lacks(restraint=grab(**{name: "n/a"})) for name in ("likelihood", "seriousness", "least_force")),
        silent=(lacks(restraint=grab()), lacks(), lacks(restraint=[{"what": "none"}])),
        open_fires=(lacks(restraint=grab(likelihood=None)),),
    ),
    "MCA-6-6-attorney-conflict": Case(
        fires=(
            lacks(act=ACT, lpa=POWER | {"decision": "refuse"}),
            deciding(lpa=POWER | {"decision": "consent", "conflicts": True}),
            deciding(deputy={"decision": "other", "conflicts": True}),
            deciding(deputy={"decision": "refuse"}),
            lacks(act=ACT, lpa=POWER | {"decision": "refuse"}, court={"status": "applied"}),
            lacks(
                act=ACT,
                lpa=POWER | {"decision": "refuse"},
                emergency={"reason": "bleeding", "complete_by": "2026-11-22"},
                court={"status": "considering"},
            ),
        ),
        silent=(
            lacks(lpa=POWER | {"decision": "refuse"}),
            lacks(act=ACT, lpa=POWER | {"decision": "refuse", "conflicts": False}),
            lacks(act=ACT, lpa=POWER | {"decision": "refuse", "registered": False}),
            lacks(act=ACT, lpa=POWER | {"decision": "refuse"}, decision=LST),
            lacks(act=ACT, deputy={"decision": "refuse"}, decision=LST),
            lacks(act=ACT, lpa=POWER | {"decision": "refuse"}, court={"status": "decided"}),
            lacks(
                act=ACT,
                lpa=POWER | {"decision": "refuse"},
                emergency={"reason": "bleeding", "complete_by": "2026-11-22"},
                court={"status": "applied"},
            ),
            lacks(
                act=ACT,
                lpa=POWER | {"decision": "refuse", "lst_authority": True},
                decision=LST,
                court={"status": "listed"},
            ),
            has(act=ACT, lpa=POWER | {"decision": "refuse"}),
        ),
        open_silent=(deciding(lpa=POWER | {"decision": "consent"}), deciding(lpa=POWER | {"conflicts": True})),
    ),
    "DOL-screen": Case(
        fires=(
            lacks(restrictions=["doors locked"], dol={"answer": "no", "factors": "own flat", "state": True}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "no"}, law_as_at="2026-06-02"),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}),
            lacks(restrictions=["doors locked"], dol=DOL | {"factors": "none"}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority={"type": "urgent"}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority={"status": "in_force"}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority={"to": "2027-01-01"}),
            lacks(
                restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority=URGENT | {"status": "refused"}
            ),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, court={"status": "considering"}),
        ),
        silent=(
            lacks(restrictions=["doors locked"], dol=DOL),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "no", "persons_attitude": "content"}),
            lacks(
                restrictions=["doors locked"], dol=DOL | {"answer": "no", "consent_basis": {"objection": ["shouts"]}}
            ),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "no"}, law_as_at="2026-06-01"),
            lacks(
                restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority=URGENT | {"status": "applied"}
            ),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority={"type": "4B"}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, authority=ORDER),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": "unsure"}, court={"status": "applied"}),
            lacks(restrictions=["none"]),
            lacks(),
        ),
        open_fires=(
            lacks(restrictions=["doors locked"]),
            lacks(restrictions=["doors locked"], dol=DOL | {"state": None}),
            lacks(restrictions=["doors locked"], dol=DOL | {"answer": None}),
        ),
    ),
    "DOL-acid-test-outdated": Case(
        fires=(lacks(dol={"test_used": "acid_test"}), lacks(dol={"test_used": "acid_test"}, law_as_at="2026-06-02")),
        silent=(
            lacks(dol={"test_used": "acid_test"}, law_as_at="2026-06-01"),
            lacks(dol={"test_used": "multifactorial"}),
            lacks(dol={"test_used": "consent"}),
        ),
        open_silent=(lacks(dol={"answer": "no"}),),
    ),
    "DOL-valid-consent": Case(
        fires=(
            lacks(dol={"claims_valid_consent": True, "consent_basis": {"objection": ["pulls at the door"]}}),
            lacks(
                dol={
                    "claims_valid_consent": True,
                    "consent_basis": {
                        "positive_evidence": [{"what": "smiles", "kind": "conduct"}],
                        "objection": ["no"],
                    },
                },
                person_objects=True,
            ),
            lacks(
                dol={
                    "claims_valid_consent": True,
                    "consent_basis": {"positive_evidence": [{"what": "quiet", "kind": "absence_of_objection"}]},
                }
            ),
            lacks(
                dol={
                    "claims_valid_consent": True,
                    "consent_basis": {"positive_evidence": [{"what": "smiles", "kind": "conduct"}]},
                },
                law_as_at="2026-06-01",
            ),
        ),
        silent=(
            lacks(
                dol={
                    "claims_valid_consent": True,
                    "consent_basis": {"positive_evidence": [{"what": "smiles", "kind": "conduct"}]},
                }
            ),
            unassessed(
                law_as_at="2026-06-01",
                dol={
                    "claims_valid_consent": True,
                    "consent_basis": {"positive_evidence": [{"what": "says yes", "kind": "express"}]},
                },
            ),
            lacks(dol={"claims_valid_consent": False, "consent_basis": {"objection": ["pulls at the door"]}}),
            has(dol={"claims_valid_consent": True}),
        ),
        open_fires=(
            lacks(dol={"claims_valid_consent": True}),
            lacks(dol={"claims_valid_consent": True, "consent_basis": {"positive_evidence": [{"kind": "conduct"}]}}),
        ),
        open_silent=(lacks(dol={"consent_basis": {"objection": ["pulls at the door"]}}),),
    ),
    "MCA-4A-dol": Case(
        fires=(
            lacks(dol=DOL),
            lacks(dol=DOL, authority=STANDARD | {"to": "2026-11-20"}),
            lacks(dol=DOL, authority=STANDARD | {"status": "applied"}),
            lacks(dol=DOL, authority=OUTSIDE | {"status": "granted"}),
            lacks(dol=DOL, authority=OUTSIDE | {"to": "2026-11-20"}),
            lacks(dol=DOL, authority={"type": "parental_consent", "status": "in_force"}),
        ),
        silent=(
            lacks(dol=DOL, authority=STANDARD | {"to": "2026-11-21"}),
            lacks(dol=DOL, authority=ORDER),
            lacks(dol=DOL, authority=URGENT),
            lacks(dol=DOL, authority={"type": "4B"}),
            lacks(dol=DOL, authority=OUTSIDE),
            lacks(dol=DOL | {"state": False}),
            lacks(dol=DOL | {"answer": "no"}),
            lacks(dol=DOL | {"answer": "unsure"}),
        ),
        open_fires=(
            lacks(dol=DOL, authority={"type": "standard"}),
            lacks(dol=DOL | {"state": None}),
            lacks(dol=DOL, authority={"status": "in_force"}),
        ),
        open_silent=(lacks(dol=DOL | {"answer": None}),),
    ),
    "MCA-4B-emergency": Case(
        fires=(lacks(authority={"type": "4B"}, court={"status": "considering"}),),
        silent=(
            lacks(authority={"type": "4B"}, court={"status": "applied"}),
            lacks(authority=ORDER),
            lacks(authority={"type": "4B"}, law_as_at="2009-03-31"),
        ),
        open_fires=(lacks(authority={"type": "4B"}),),
    ),
    "DOLS-A1-requirements": Case(
        fires=tuple(lacks(authority=STANDARD, dols={"requirements": MET | {name: False}}) for name in MET),
        silent=(
            lacks(authority=STANDARD, dols={"requirements": MET}),
            lacks(authority=URGENT),
            lacks(authority=STANDARD | {"status": "expired"}),
            lacks(authority=STANDARD, law_as_at="2009-03-31"),
        ),
        open_fires=(
            lacks(authority=STANDARD),
            lacks(authority=STANDARD | {"status": "granted"}, dols={"requirements": MET | {"age": None}}),
        ),
        open_silent=(lacks(authority={"type": "standard"}),),
    ),
    "DOLS-1A-eligibility": Case(
        fires=(
            lacks(dols={"requirements": {"eligibility": False}}),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "section_3"}, authority=STANDARD),
            lacks(decision={"setting": "hospital_icu"}, person={"mha_status": "section_2"}, authority=URGENT),
            lacks(decision={"setting": "hospice"}, person={"mha_status": "section_37"}, authority=ORDER, dol=DOL),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "section_47"}, authority=URGENT),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "other_detained_part4"}, authority=URGENT),
            lacks(
                decision={"setting": "hospital", "category": "treatment_for_mental_disorder"},
                authority=STANDARD,
                person_objects=True,
            ),
        ),
        silent=(
            lacks(decision={"setting": "care_home"}, person={"mha_status": "section_3"}, authority=STANDARD),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "section_3"}, authority=ORDER),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "informal"}, authority=STANDARD),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "short_holding_power"}, authority=STANDARD),
            lacks(decision={"setting": "hospital"}, person={"mha_status": "section_3"}),
            lacks(
                decision={"setting": "hospital", "category": "treatment_for_mental_disorder"},
                authority=ORDER,
                person_objects=True,
            ),
            lacks(decision={"setting": "hospital", "category": "treatment"}, authority=STANDARD, person_objects=True),
        ),
        open_silent=(
            lacks(decision={"setting": "hospital"}, authority=STANDARD),
            lacks(decision={"setting": "hospital", "category": "treatment_for_mental_disorder"}, authority=STANDARD),
        ),
    ),
    "DOLS-A1-validity": Case(
        fires=(
            lacks(authority=URGENT | {"from": "2026-11-10", "to": "2026-11-30"}),
            lacks(authority=STANDARD | {"status": "expired"}),
            lacks(authority=STANDARD | {"to": "2026-11-20"}),
            lacks(authority=STANDARD | {"from": "2026-01-01", "to": "2027-01-03"}),
        ),
        silent=(
            lacks(authority=URGENT),
            lacks(authority=URGENT | {"from": "2026-11-18", "to": "2026-12-02"}),
            lacks(authority=STANDARD | {"from": "2026-01-01", "to": "2027-01-02"}),
            lacks(authority=ORDER | {"status": "expired", "to": "2026-11-20"}),
        ),
        open_silent=(
            lacks(authority={"type": "standard"}),
            lacks(authority=URGENT | {"from": None, "to": "2027-01-01"}),
        ),
    ),
    "DOLS-A1-rpr": Case(
        fires=(
            lacks(authority=STANDARD, dols={"rpr": {"who": "her son", "will_support_challenge": False}}),
            lacks(authority=STANDARD, dols={"rpr": {"who": "her son"}}, person_objects=True),
            lacks(authority=STANDARD, dols={"rpr": {"who": "n/a", "will_support_challenge": True}}),
        ),
        silent=(
            lacks(
                authority=STANDARD,
                dols={"rpr": {"who": "her son", "will_support_challenge": True}},
                person_objects=True,
            ),
            lacks(authority=URGENT),
            lacks(authority=STANDARD | {"status": "applied"}),
        ),
        open_fires=(lacks(authority=STANDARD),),
        open_silent=(lacks(authority=STANDARD, dols={"rpr": {"who": "her son"}}),),
    ),
    "DOL-21A-challenge": Case(
        fires=(
            lacks(person_objects=True, dol=DOL),
            lacks(dol=DOL | {"consent_basis": {"objection": ["pulls at the door"]}}),
            lacks(person_objects=True, authority=URGENT),
            lacks(person_objects=True, dol=DOL, challenge={"steps": "told her", "by": "Jo"}),
            lacks(person_objects=True, dol=DOL, challenge={"steps": "told her", "when": "2026-11-22"}),
            lacks(person_objects=True, dol=DOL, challenge={"by": "Jo", "when": "2026-11-22"}),
        ),
        silent=(
            lacks(person_objects=True, dol=DOL, challenge={"steps": "told her", "by": "Jo", "when": "2026-11-22"}),
            lacks(person_objects=True, dol=DOL, court={"status": "listed"}),
            lacks(person_objects=True),
            lacks(person_objects=False, dol=DOL),
            lacks(person_objects=True, authority=ORDER),
        ),
        open_silent=(lacks(dol=DOL),),
    ),
    "DOL-community-court": Case(
        fires=(
            lacks(decision={"setting": "supported_living"}, authority=STANDARD),
            lacks(decision={"setting": "own_home"}, dol=DOL),
            lacks(decision={"setting": "own_home"}, dol=DOL, authority=ORDER | {"to": "2026-11-20"}),
            lacks(decision={"setting": "shared_lives"}, dol=DOL, authority=OUTSIDE | {"status": "granted"}),
            lacks(decision={"setting": "shared_lives"}, dol=DOL, authority=OUTSIDE | {"to": "2026-11-20"}),
        ),
        silent=(
            lacks(decision={"setting": "care_home"}, authority=STANDARD),
            lacks(decision={"setting": "hospice"}, dol=DOL),
            lacks(decision={"setting": "own_home"}, dol=DOL, authority=ORDER),
            lacks(decision={"setting": "own_home"}, dol=DOL, authority={"type": "4B"}),
            lacks(decision={"setting": "own_home"}, dol=DOL, authority=OUTSIDE | {"to": "2026-11-21"}),
            lacks(decision={"setting": "own_home"}, dol=DOL | {"state": False}),
            lacks(decision={"setting": "own_home"}, dol=DOL | {"answer": "no"}),
        ),
        open_silent=(lacks(dol=DOL, authority=STANDARD),),
    ),
    "DOL-16-17": Case(
        fires=(
            lacks(person={"age": 16}, authority=STANDARD),
            lacks(person={"age": 17}, authority={"type": "parental_consent"}),
            lacks(person={"age": 16}, authority={"type": "parental_consent"}, law_as_at="2019-09-26"),
            lacks(person={"age": 17}, dol=DOL, authority=OUTSIDE | {"to": "2026-11-20"}),
            lacks(person={"age": 17}, dol=DOL, law_as_at="2019-09-26"),
            lacks(person={"age": 16}, dol=DOL, authority={"type": "court_order_s16"}),
            lacks(person={"age": 16}, dol=DOL, authority=ORDER | {"to": "2026-11-20"}),
            lacks(person={"age": 17}, authority=URGENT, law_as_at="2015-01-01"),
        ),
        silent=(
            lacks(person={"age": 18}, authority=STANDARD),
            lacks(person={"age": 15}, authority=STANDARD),
            lacks(person={"age": 17}, dol=DOL, authority=ORDER),
            lacks(person={"age": 17}, dol=DOL, authority={"type": "4B"}),
            lacks(person={"age": 17}, dol=DOL, authority=OUTSIDE | {"to": "2026-11-21"}),
            lacks(person={"age": 17}, dol=DOL, law_as_at="2019-09-25"),
            lacks(person={"age": 17}, authority={"type": "parental_consent"}, law_as_at="2019-09-25"),
            lacks(person={"age": 17}),
        ),
        open_silent=(lacks(person={"age": None}, dol=DOL),),
    ),
    "AUTH-search": Case(
        fires=(
            lacks(adrt_checked=False),
            unassessed(lpa_checked=False),
            lacks(deputy_checked=False),
            lacks(document_seen=False, lpa={"exists": True}),
            lacks(document_seen=False, deputy={"kind": "welfare"}),
            lacks(document_seen=False, adrt={"text": "no more machines"}),
            lacks(lpa={"exists": True, "seen": False}),
        ),
        silent=(
            lacks(adrt_checked=True, lpa_checked=True, deputy_checked=True),
            lacks(document_seen=False),
            lacks(document_seen=False, lpa={"seen": True}),
            lacks(document_seen=False, adrt={"exists": False, "text": "no more machines"}),
            lacks(document_seen=False, lpa={"exists": False, "kind": "welfare"}),
            lacks(lpa={"seen": False}),
            has(adrt_checked=False),
        ),
        open_silent=(lacks(lpa={"exists": True}),),
    ),
    "LPA-9-valid": Case(
        fires=(
            lacks(lpa=POWER | {"decision": "consent", "registered": False}),
            lacks(lpa=POWER | {"decision": "consent", "covers_this_decision": False}),
            lacks(lpa=POWER | {"decision": "consent", "kind": "property"}, decision={"category": "care"}),
            lacks(lpa=POWER | {"decision": "consent"}, decision={"category": "finance"}),
        ),
        silent=(
            lacks(lpa=POWER | {"decision": "consent"}),
            lacks(lpa=POWER | {"decision": "consent", "kind": "property"}),
            lacks(lpa=POWER | {"decision": "consent", "kind": "property"}, decision={"category": "finance"}),
            lacks(lpa=POWER | {"decision": "consent"}, decision={"category": "care"}),
            lacks(lpa=POWER | {"kind": "property"}, decision={"category": "care"}),
        ),
        open_fires=(
            lacks(lpa=POWER | {"decision": "consent", "registered": None}),
            lacks(lpa=POWER | {"decision": "consent", "kind": None}),
        ),
        open_silent=(
            lacks(lpa=POWER | {"decision": "consent", "kind": "property"}, decision={"category": None}),
            lacks(lpa=POWER | {"decision": "consent", "covers_this_decision": None}),
        ),
    ),
    "LPA-11-7-capacity": Case(
        fires=(
            has(lpa=POWER | {"decision": "consent"}),
            has(lpa=POWER | {"decision": "consent"}, act=ACT),
            unassessed(lpa=POWER | {"decision": "consent"}),
        ),
        silent=(
            has(lpa=POWER | {"decision": "consent", "kind": "property"}),
            lacks(lpa=POWER | {"decision": "consent"}),
            unassessed(lpa=POWER | {"decision": "consent"}, act=ACT),
            has(lpa=POWER),
        ),
        open_fires=(has(lpa=POWER | {"decision": "consent", "kind": None}),),
    ),
    "LPA-11-8-lst": Case(
        fires=(lacks(lpa=POWER | {"decision": "refuse", "lst_authority": False}, decision=LST),),
        silent=(
            lacks(lpa=POWER | {"decision": "refuse", "lst_authority": True}, decision=LST),
            lacks(lpa=POWER | {"decision": "refuse"}),
            lacks(lpa=POWER, decision=LST),
        ),
        open_fires=(lacks(lpa=POWER | {"decision": "consent"}, decision=LST),),
        open_silent=(lacks(lpa=POWER | {"decision": "consent"}, decision={"life_sustaining": None}),),
    ),
    "LPA-22-conduct": Case(
        fires=(lacks(lpa={"concerns": ["her money is gone"]}), has(lpa={"concerns": ["her money is gone"]})),
        silent=(lacks(lpa={"concerns": ["none"]}), lacks()),
        open_silent=(lacks(lpa={"concerns": None}),),
    ),
    "DEP-20-limits": Case(
        fires=(
            has(deputy={"decision": "consent"}),
            lacks(deputy={"decision": "refuse"}, decision=LST),
            lacks(deputy={"decision": "other", "effects": ["stops_named_contact"]}),
            lacks(deputy={"decision": "consent", "covers_this_decision": False}),
            lacks(deputy={"decision": "consent", "kind": "property"}, decision={"category": "care"}),
            lacks(deputy={"decision": "consent", "kind": "welfare"}, decision={"category": "finance"}),
        ),
        silent=(
            lacks(deputy={"decision": "consent"}, decision=LST),
            lacks(deputy={"effects": ["stops_named_contact"]}),
            lacks(deputy={"decision": "refuse", "covers_this_decision": True, "kind": "welfare"}),
            has(deputy={"kind": "welfare"}),
        ),
        open_silent=(lacks(deputy={"decision": "consent"}, decision={"category": "finance"}),),
    ),
    "COURT-15-serious": Case(
        fires=(
            deciding(decision={"category": "sterilisation"}),
            lacks(decision={"category": "donation"}, act=ACT),
            unassessed(decision={"category": "experimental_treatment"}, lpa=POWER | {"decision": "consent"}),
            lacks(decision=LST, deputy={"decision": "consent"}, disagreement={"who": "her sons"}),
            deciding(decision=LST, best_interests={"finely_balanced": True}),
            deciding(decision={"category": "sterilisation"}, court={"status": "applied"}),
        ),
        silent=(
            lacks(decision={"category": "sterilisation"}),
            deciding(decision={"category": "sterilisation"}, court={"status": "granted"}),
            deciding(decision=LST, disagreement={"who": "her sons", "resolved": True}),
            deciding(decision=LST, best_interests={"finely_balanced": False}),
            deciding(disagreement={"who": "her sons"}),
            has(decision={"category": "donation"}, act=ACT),
        ),
        open_fires=(deciding(decision=LST, disagreement={"resolved": False}),),
        open_silent=(deciding(decision=LST), deciding(decision=LST, disagreement={})),
    ),
    "COURT-16-dispute": Case(
        fires=(lacks(disagreement={"who": "her sons"}), unassessed(disagreement={"resolved": False})),
        silent=(
            lacks(disagreement={"who": "her sons", "resolved": True}),
            lacks(disagreement={"who": "her sons"}, court={"status": "applied"}),
            has(disagreement={"who": "her sons"}),
        ),
        open_silent=(lacks(disagreement=None),),
    ),
    "ADRT-24-maker": Case(
        fires=(
            adrt(age_then=17),
            adrt(age_then=17, text=None),
            adrt(age_then=17, text=None, report="her niece says so", treated_as="binding"),
            lacks(adrt={"age_then": 17}, decision={"category": "treatment"}),
            lacks(adrt=ONE | {"age_then": 17}, decision={"category": "residence"}),
            adrt(_lst=True, capacity_then="n/a"),
            adrt(capacity_then_doubted=True),
            lacks(adrt=ONE | {"capacity_then_doubted": True, "covers_this_decision": None}),
            has(adrt=ONE | {"treated_as": "binding", "age_then": 17}),
        ),
        silent=(
            adrt(_lst=True, age_then=18),
            adrt(age_then=17, exists=False),
            adrt(age_then=17, treated_as="wish"),
            adrt(age_then=17, covers_this_decision=False),
            has(adrt=ONE | {"age_then": 17}),
            adrt(age_then=17, text=None, report="her niece says so"),
            lacks(adrt={"age_then": 17}, decision={"category": "residence"}),
            lacks(adrt={"age_then": 17}, decision={"category": "care"}),
            lacks(adrt={"age_then": 17}, decision={"category": "contact"}),
            lacks(adrt={"age_then": 17}, decision={"category": "finance"}),
        ),
        open_fires=(adrt(_lst=True, capacity_then=None),),
        open_silent=(adrt(capacity_then=None), adrt(age_then=None), lacks(adrt={})),
    ),
    "ADRT-25-2-valid": Case(
        fires=(adrt(withdrawn=True), adrt(later_lpa=True), adrt(inconsistent_acts=["asked for the machine"])),
        silent=(
            adrt(),
            adrt(withdrawn=False, later_lpa=False, inconsistent_acts=["none"]),
            adrt(withdrawn=True, treated_as="wish"),
            adrt(withdrawn=True, exists=False),
            has(adrt=ONE | {"withdrawn": True}),
        ),
        open_silent=(adrt(withdrawn=None),),
    ),
    "ADRT-25-4-applicable": Case(
        fires=(
            adrt(text="nil"),
            adrt(text=None, report="her niece says so"),
            adrt(covers_this_decision=False, treated_as="binding"),
            adrt(changed_circumstances="a new medicine"),
            has(adrt=ONE | {"treated_as": "binding"}),
        ),
        silent=(adrt(), adrt(text=None, treated_as="wish"), adrt(text=None, exists=False), adrt(treated_as="binding")),
        open_fires=(adrt(text=None), adrt(covers_this_decision=None, treated_as="binding")),
        open_silent=(adrt(covers_this_decision=None), adrt(changed_circumstances=None)),
    ),
    "ADRT-25-5-lst": Case(
        fires=tuple(adrt(_lst=True, **{name: False}) for name in FORM),
        silent=(
            adrt(_lst=True),
            adrt(_lst=True, signed=False, signed_by_other_in_presence=True),
            adrt(written=False),
            adrt(_lst=True, written=False, treated_as="wish"),
            adrt(_lst=True, written=False, exists=False),
            adrt(_lst=True, written=False, text=None, report="her niece says so"),
        ),
        open_fires=(
            *(adrt(_lst=True, **{name: None}) for name in FORM),
            adrt(_lst=True, text=None, report="her niece", treated_as="binding", witnessed=None),
        ),
    ),
    "ADRT-26-effect": Case(
        fires=(
            adrt(treated_as="wish"),
            adrt(treated_as="wish", doubt="nil"),
            deciding(adrt=ONE | FORM),
            lacks(adrt=ONE | FORM, act=ACT),
            deciding(adrt=ONE | FORM | {"treated_as": "binding"}, best_interests={"departs_from_wishes": True}),
        ),
        silent=(
            adrt(),
            adrt(treated_as="binding"),
            adrt(treated_as="wish", doubt="the date is unclear"),
            adrt(treated_as="wish", exists=False),
            adrt(treated_as="wish", age_then=17),
            adrt(treated_as="wish", withdrawn=True),
            adrt(treated_as="wish", text=None),
            adrt(_lst=True, treated_as="wish", witnessed=False),
            deciding(adrt=ONE | FORM | {"treated_as": "binding"}, best_interests={"departs_from_wishes": False}),
            has(adrt=ONE | FORM | {"treated_as": "wish"}),
        ),
        open_silent=(adrt(treated_as="wish", covers_this_decision=None),),
    ),
    "ADRT-26-5-doubt": Case(
        fires=(
            adrt(doubt="the date is unclear"),
            adrt(doubt="the date is unclear", treated_as="wish"),
            has(adrt={"doubt": "the date is unclear", "treated_as": "binding"}),
        ),
        silent=(
            adrt(doubt="n/a"),
            adrt(doubt="the date is unclear", exists=False),
            changed(adrt(doubt="the date is unclear"), {"court": {"status": "applied"}}),
            has(adrt={"doubt": "the date is unclear"}),
        ),
        open_silent=(adrt(),),
    ),
    "IMCA-37-smt": Case(
        fires=(
            lacks(person={"befriended": False}, decision={"category": "serious_medical_treatment"}),
            lacks(person={"befriended": False}, decision={"category": "sterilisation"}),
            unassessed(person={"befriended": False}, decision=LST),
            lacks(person={"befriended": False}, decision=LST, imca={"instructed": False}),
            lacks(person={"befriended": False}, decision=LST, lpa=POWER),
            lacks(person={"befriended": False}, decision=LST, deputy={"covers_this_decision": True, "exists": False}),
            lacks(
                person={"befriended": False},
                decision={"category": "serious_medical_treatment"},
                lpa=POWER | {"registered": None},
            ),
        ),
        silent=(
            lacks(person={"befriended": True}, decision=LST),
            lacks(person={"befriended": False}, decision=LST, imca={"instructed": True}),
            lacks(person={"befriended": False}, decision={"category": "treatment"}),
            lacks(person={"befriended": False}, decision={"category": "serious_medical_treatment"}, lpa=POWER),
            lacks(person={"befriended": False}, decision=LST, lpa=POWER | {"lst_authority": True}),
            lacks(person={"befriended": False}, decision=LST, deputy={"covers_this_decision": True}),
            has(person={"befriended": False}, decision=LST),
        ),
        open_silent=(lacks(person={"befriended": None}, decision=LST),),
    ),
    "IMCA-38-39-accommodation": Case(
        fires=(
            lacks(person={"befriended": False}, decision={"setting": "hospital", "stay_days": 29}),
            lacks(person={"befriended": False}, decision={"setting": "care_home", "stay_days": 57}),
            lacks(person={"befriended": False}, decision={"stay_days": 57, "arranged_by": "local_authority"}),
        ),
        silent=(
            lacks(person={"befriended": False}, decision={"setting": "hospital", "stay_days": 28}),
            lacks(person={"befriended": False}, decision={"setting": "care_home", "stay_days": 56}),
            lacks(
                person={"befriended": False},
                decision={"setting": "hospital", "stay_days": 40, "arranged_by": "local_authority"},
            ),
            *(
                lacks(person={"befriended": False}, decision={"setting": place, "stay_days": 90})
                for place in ("own_home", "family_home", "prison")
            ),
            *(
                lacks(person={"befriended": False}, decision={"stay_days": 90, "arranged_by": who})
                for who in ("private", "family")
            ),
            lacks(person={"befriended": True}, decision={"stay_days": 90}),
            lacks(person={"befriended": False}, decision={"stay_days": 90}, imca={"instructed": True}),
            has(person={"befriended": False}, decision={"stay_days": 90}),
        ),
        open_silent=(
            lacks(person={"befriended": False}, decision={"setting": "hospital"}),
            lacks(person={"befriended": None}, decision={"stay_days": 90}),
        ),
    ),
    "IMCA-39A-D-dols": Case(
        fires=(
            lacks(authority=URGENT, person={"befriended": False}),
            lacks(authority=STANDARD),
            lacks(authority=STANDARD, dols={"rpr": {"who": "her son", "will_support_challenge": False}}),
            lacks(authority=STANDARD, dols={"rpr": {"who": "her son"}}, person_objects=True),
            lacks(authority=URGENT, person={"befriended": False}, dols={"rpr": {"who": "her son"}}),
            lacks(authority=URGENT, person={"befriended": False}, dols={"rpr": {"will_support_challenge": True}}),
        ),
        silent=(
            lacks(authority=URGENT),
            lacks(authority=STANDARD, imca={"instructed": True}),
            lacks(authority=STANDARD | {"status": "applied"}),
            lacks(authority=STANDARD, dols={"rpr": {"who": "her son"}}),
            lacks(
                authority=STANDARD,
                person={"befriended": False},
                dols={"rpr": {"who": "Jo, paid", "will_support_challenge": True}},
                person_objects=True,
            ),
            lacks(authority=ORDER, person={"befriended": False}),
            lacks(authority=STANDARD, law_as_at="2009-03-31"),
        ),
    ),
    "IMCA-safeguarding": Case(
        fires=(lacks(safeguarding={"concern": True}), has(coercion={"present": True}, imca={"instructed": False})),
        silent=(
            lacks(safeguarding={"concern": True}, imca={"instructed": True}),
            lacks(safeguarding={"concern": False}),
        ),
        open_silent=(lacks(safeguarding={"text": "bruises"}),),
    ),
    "EXC-27-family": Case(
        fires=(
            *(
                deciding(decision={"category": kind})
                for kind in (
                    "sexual_relations",
                    "marriage",
                    "civil_partnership",
                    "divorce_consent",
                    "dissolution_consent",
                    "adoption",
                    "parental_responsibility",
                    "fertility_treatment",
                )
            ),
            has(decision={"category": "marriage"}, lpa={"decision": "consent"}),
            lacks(decision={"category": "marriage"}, deputy={"decision": "refuse"}),
        ),
        silent=(lacks(decision={"category": "marriage"}), deciding(decision={"category": "contact"})),
        open_silent=(deciding(decision={"category": None}),),
    ),
    "EXC-28-mha": Case(
        fires=tuple(
            lacks(decision={"category": "treatment_for_mental_disorder"}, person={"mha_status": "section_3"}, **acting)
            for acting in (
                {"act": ACT},
                {"restraint": grab()},
                {"best_interests": {"regain": "soon"}},
                {"lpa": {"decision": "consent"}},
                {"deputy": {"decision": "consent"}},
            )
        ),
        silent=(
            lacks(decision={"category": "treatment_for_mental_disorder"}, person={"mha_status": "section_3"}),
            lacks(decision={"category": "treatment"}, person={"mha_status": "section_3"}, act=ACT),
            lacks(decision={"category": "treatment_for_mental_disorder"}, person={"mha_status": "informal"}, act=ACT),
        ),
        open_silent=(lacks(decision={"category": "treatment_for_mental_disorder"}, act=ACT),),
    ),
    "EXC-29-voting": Case(
        fires=(
            deciding(decision={"category": "voting"}),
            lacks(decision={"category": "voting"}, lpa={"decision": "consent"}),
        ),
        silent=(lacks(decision={"category": "voting"}), deciding()),
        open_silent=(deciding(decision={"category": None}),),
    ),
    "EXC-62-homicide": Case(
        fires=(lacks(stated_aim="assist_suicide"), has(stated_aim="cause_death")),
        silent=(lacks(stated_aim="comfort"), lacks(stated_aim="not_to_prolong")),
        open_silent=(lacks(stated_aim=None),),
    ),
    "MCA-30-research": Case(
        fires=(lacks(decision={"category": "research"}),),
        silent=(lacks(decision={"category": "care"}),),
        open_silent=(lacks(decision={"category": None}),),
    ),
    "MCA-44-illtreatment": Case(
        fires=(lacks(safeguarding={"ill_treatment": True}), unassessed(safeguarding={"ill_treatment": True})),
        silent=(
            lacks(safeguarding={"ill_treatment": True, "raised_on": "2026-11-20"}),
            lacks(safeguarding={"concern": True}),
            has(safeguarding={"ill_treatment": True}),
        ),
        open_silent=(lacks(safeguarding={"ill_treatment": None}),),
    ),
    "MCA-42-code": Case(
        fires=(lacks(code_departure={"departed": True}),),
        silent=(lacks(), lacks(code_departure={"departed": True, "reason": "JB came later"}), has(code_departure=None)),
        open_fires=(lacks(code_departure=None), lacks(code_departure={"departed": None, "reason": "JB came later"})),
    ),
    "REC-assessor": Case(
        fires=(has(assessor={"role": "-"}), lacks(assessor={"date": None})),
        silent=(lacks(), unassessed(conclusion="not_assessed")),
        open_fires=(lacks(assessor=None),),
    ),
    "REC-person-words": Case(
        fires=(lacks(**shows(evidence_kind="test_score")),),
        silent=(
            lacks(),
            lacks(
                functional={
                    **shows(evidence_kind="test_score")["functional"],
                    "retain": {"able": False, "evidence": "I forgot", "evidence_kind": "quote"},
                }
            ),
            lacks(**ability("understand", able=True)),
            has(**shows(evidence_kind="test_score")),
        ),
        open_fires=(lacks(**shows(evidence_kind=None)),),
    ),
    "REC-disagreement": Case(
        fires=(
            lacks(other_opinions=[{"who": "Dr Lee", "conclusion": "has_capacity"}]),
            lacks(other_opinions=[{"who": "Dr Lee", "conclusion": "disagrees", "answer": "nil"}]),
            unassessed(other_opinions=[{"conclusion": "lacks_capacity"}]),
        ),
        silent=(
            lacks(other_opinions=[{"conclusion": "has_capacity", "answer": "she saw her before the stroke"}]),
            lacks(other_opinions=[{"conclusion": "lacks_capacity"}]),
            lacks(other_opinions=[{"conclusion": "agrees"}]),
        ),
        open_silent=(lacks(other_opinions=[{"who": "her son", "view": "home"}]), lacks()),
    ),
    "REC-executive": Case(
        fires=(lacks(reports_conflict=True), has(reports_conflict=True, real_world_evidence="none")),
        silent=(lacks(reports_conflict=True, real_world_evidence="the pans"), lacks(reports_conflict=False)),
        open_silent=(lacks(reports_conflict=None),),
    ),
    "REC-protection-imperative": Case(
        fires=(
            lacks(conclusion_reasons=reasons("ability", "risk_or_protection")),
            unassessed(conclusion_reasons=reasons("outcome")),
        ),
        silent=(lacks(conclusion_reasons=reasons("ability")), has(conclusion_reasons=reasons("outcome"))),
        open_silent=(lacks(conclusion_reasons=reasons(None)),),
    ),
    "REC-review": Case(
        fires=(
            lacks(restrictions=["doors locked"]),
            lacks(restraint=grab()),
            has(fluctuates={"present": True}),
        ),
        silent=(
            lacks(restrictions=["doors locked"], review_on="2027-01-01"),
            lacks(),
            lacks(fluctuates={"present": False}),
        ),
    ),
    "REC-share": Case(
        fires=(lacks(shared_with_person=False), has(shared_with_person=False)),
        silent=(lacks(), unassessed()),
        open_fires=(lacks(shared_with_person=None),),
    ),
}
