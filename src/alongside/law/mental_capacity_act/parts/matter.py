"""The decision, the person, what was done to help them, and what they needed to know."""

from dataclasses import field
from typing import Literal

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Texts, Unanswered, Whole
from alongside.law.mental_capacity_act.parts.shared import WORD, About, part


@part
class Decision(Part):
    """One decision; `stay_days` in days."""

    question: Text = UNANSWERED
    needed_by: Day = UNANSWERED
    category: (
        Literal[
            "residence",
            "care",
            "contact",
            "finance",
            "treatment",
            "serious_medical_treatment",
            "sterilisation",
            "donation",
            "experimental_treatment",
            "treatment_for_mental_disorder",
            "sexual_relations",
            "marriage",
            "civil_partnership",
            "divorce_consent",
            "dissolution_consent",
            "adoption",
            "parental_responsibility",
            "fertility_treatment",
            "voting",
            "research",
            "other",
        ]
        | Unanswered
    ) = UNANSWERED
    life_sustaining: Flag = UNANSWERED
    setting: (
        Literal[
            "hospital",
            "hospital_icu",
            "hospice",
            "care_home",
            "supported_living",
            "shared_lives",
            "residential_unit",
            "residential_school",
            "own_home",
            "family_home",
            "prison",
            "other",
        ]
        | Unanswered
    ) = UNANSWERED
    stay_days: Whole = UNANSWERED
    arranged_by: Literal["nhs", "local_authority", "private", "family", "other"] | Unanswered = UNANSWERED


@part
class Person(Part):
    """The person; `age` in years; `befriended`: somebody other than paid carers can fitly be consulted."""

    age: Whole = UNANSWERED
    mha_status: (
        Literal[
            "none",
            "informal",
            "section_2",
            "section_3",
            "section_37",
            "section_47",
            "other_detained_part4",
            "short_holding_power",
            "cto",
            "guardianship",
            "conditional_discharge",
        ]
        | Unanswered
    ) = UNANSWERED
    befriended: Flag = UNANSWERED


@part
class Assessor(Part):
    """Who assessed, when, where, and who else was there."""

    role: Text = UNANSWERED
    date: Day = UNANSWERED
    place: Text = UNANSWERED
    present: Texts = ()


@part
class Reason(Part):
    """A reason for doubt or for a conclusion, and what it rests on."""

    text: Text = UNANSWERED
    about: About = UNANSWERED


@part
class Step(Part):
    """A step to help the person decide, and what happened."""

    what: Text = UNANSWERED
    kind: (
        Literal["explanation", "aid", "time", "place", "person", "treatment", "attempt", "none_practicable"]
        | Unanswered
    ) = UNANSWERED
    result: Text = field(default=UNANSWERED, metadata=WORD)


@part
class Emergency(Part):
    """Act now, complete after. Set only where both are answered."""

    reason: Text = UNANSWERED
    complete_by: Day = UNANSWERED


@part
class CommunicationNeed(Part):
    """What the person needs to communicate, and whether it was there."""

    need: Text = UNANSWERED
    met: Flag = UNANSWERED


@part
class RelevantInformation(Part):
    """What the person needed to know (section 3(4)), and which points were gone through."""

    facts: Texts = ()
    if_yes: Text = UNANSWERED
    if_no: Text = UNANSWERED
    if_undecided: Text = UNANSWERED
    covers: tuple[
        Literal[
            "nature",
            "purpose",
            "effects",
            "alternatives",
            "others_consent",
            "mechanics",
            "pregnancy",
            "infection",
            "can_refuse",
            "restrictions",
            "kind_of_place",
            "area",
            "who_lives_there",
            "living_or_visiting",
            "contact",
            "activities",
            "cost",
            "care_there",
            "care_needs",
            "without_care",
            "risk_from_person",
            "relationship",
        ],
        ...,
    ] = ()
