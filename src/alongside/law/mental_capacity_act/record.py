"""A decision record: what was done about one decision at one time. The shape is that of `decision-record/1`.

Every type is frozen. A field nobody has answered holds `UNANSWERED`; a part with nothing in it holds nothing but those.
A name that Python keeps for itself has a line under it here (`for_`, `from_`), and none in JSON.
"""

from typing import Final, Literal

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Texts, Unanswered
from alongside.law.mental_capacity_act.parts.ability import (
    CausalLink,
    Coercion,
    Fluctuates,
    Functional,
    Impairment,
    Opinion,
    OtherAssessment,
    Refused,
)
from alongside.law.mental_capacity_act.parts.deciding import (
    Act,
    BestInterests,
    Consultee,
    LessRestrictive,
    Restraint,
    Safeguarding,
)
from alongside.law.mental_capacity_act.parts.liberty import Authority, Challenge, DeprivationOfLiberty, Safeguards
from alongside.law.mental_capacity_act.parts.matter import (
    Assessor,
    CommunicationNeed,
    Decision,
    Emergency,
    Person,
    Reason,
    RelevantInformation,
    Step,
)
from alongside.law.mental_capacity_act.parts.powers import (
    AdvanceDecision,
    Advocate,
    CodeDeparture,
    Court,
    Deputy,
    Disagreement,
    LastingPower,
)
from alongside.law.mental_capacity_act.parts.shared import Conclusion, part

FORMAT: Final = "decision-record/1"


@part
class Record(Part):
    """One decision record, whole."""

    law_as_at: Day = UNANSWERED
    decision: Decision = Decision()
    person: Person = Person()
    assessor: Assessor = Assessor()
    assessment_order: Literal["functional_first", "impairment_first"] | Unanswered = UNANSWERED
    standard: (
        Literal["balance_of_probabilities", "possibility", "certainty", "beyond_reasonable_doubt", "other"] | Unanswered
    ) = UNANSWERED
    reason_to_doubt: Reason = Reason()
    support: tuple[Step, ...] = ()
    support_not_practicable_reason: Text = UNANSWERED
    emergency: Emergency = Emergency()
    communication_means_tried: Texts = ()
    communication_needs: tuple[CommunicationNeed, ...] = ()
    options_presented: Texts = ()
    relevant_information: RelevantInformation = RelevantInformation()
    functional: Functional = Functional()
    impairment: Impairment = Impairment()
    causal_link: CausalLink = CausalLink()
    conclusion: Conclusion = UNANSWERED
    conclusion_reasons: tuple[Reason, ...] = ()
    unwise_basis: Flag = UNANSWERED
    changes_since: Text = UNANSWERED
    fluctuates: Fluctuates = Fluctuates()
    coercion: Coercion = Coercion()
    refused: Refused = Refused()
    other_opinions: tuple[Opinion, ...] = ()
    other_assessments: tuple[OtherAssessment, ...] = ()
    reports_conflict: Flag = UNANSWERED
    real_world_evidence: Text = UNANSWERED
    person_objects: Flag = UNANSWERED
    safeguarding: Safeguarding = Safeguarding()
    stated_aim: (
        Literal[
            "care",
            "treatment",
            "comfort",
            "protection",
            "not_to_prolong",
            "cause_death",
            "assist_suicide",
            "other",
        ]
        | Unanswered
    ) = UNANSWERED
    best_interests: BestInterests = BestInterests()
    consultees: tuple[Consultee, ...] = ()
    less_restrictive: tuple[LessRestrictive, ...] = ()
    restrictions: Texts = ()
    restraint: tuple[Restraint, ...] = ()
    act: Act = Act()
    dol: DeprivationOfLiberty = DeprivationOfLiberty()
    dols: Safeguards = Safeguards()
    authority: Authority = Authority()
    challenge: Challenge = Challenge()
    lpa: LastingPower = LastingPower()
    deputy: Deputy = Deputy()
    adrt: AdvanceDecision = AdvanceDecision()
    adrt_checked: Flag = UNANSWERED
    lpa_checked: Flag = UNANSWERED
    deputy_checked: Flag = UNANSWERED
    document_seen: Flag = UNANSWERED
    imca: Advocate = Advocate()
    disagreement: Disagreement = Disagreement()
    court: Court = Court()
    code_departure: CodeDeparture = CodeDeparture()
    review_on: Day = UNANSWERED
    shared_with_person: Flag = UNANSWERED
