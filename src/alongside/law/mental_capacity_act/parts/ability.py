"""The four abilities, what affects them, and what others found."""

from dataclasses import field
from typing import Literal, TypeAlias

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Texts, Unanswered
from alongside.law.mental_capacity_act.parts.shared import EVIDENCE, AbilityName, Conclusion, part

EvidenceKind: TypeAlias = (
    Literal[
        "observation",
        "quote",
        "test_score",
        "diagnosis",
        "age",
        "appearance",
        "refusal",
        "tick",
        "same_as:understand",
        "same_as:retain",
        "same_as:use_weigh",
        "same_as:communicate",
    ]
    | Unanswered
)
Detail: TypeAlias = Literal["salient", "beyond_salient"] | Unanswered


@part
class Ability(Part):
    """One of the four abilities of section 3(1): can they, how is it known, and was too much asked."""

    able: Flag = UNANSWERED
    evidence: Text = field(default=UNANSWERED, metadata=EVIDENCE)
    evidence_kind: EvidenceKind = UNANSWERED
    detail_demanded: Detail = UNANSWERED


@part
class Retaining(Part):
    """The ability to retain; `long_enough_to_decide` is all that section 3(3) asks."""

    able: Flag = UNANSWERED
    evidence: Text = field(default=UNANSWERED, metadata=EVIDENCE)
    evidence_kind: EvidenceKind = UNANSWERED
    detail_demanded: Detail = UNANSWERED
    long_enough_to_decide: Flag = UNANSWERED


@part
class Functional(Part):
    """The four abilities."""

    understand: Ability = Ability()
    retain: Retaining = Retaining()
    use_weigh: Ability = Ability()
    communicate: Ability = Ability()


@part
class Impairment(Part):
    """What affects the working of mind or brain. No diagnosis is needed."""

    present: Flag = UNANSWERED
    description: Text = UNANSWERED


@part
class CausalLink(Part):
    """How the impairment causes which inability."""

    ability: tuple[AbilityName, ...] = ()
    mechanism: Text = UNANSWERED
    strength: Literal["because_of", "related", "unsure"] | Unanswered = UNANSWERED
    self_evident: Flag = UNANSWERED


@part
class Fluctuates(Part):
    """Whether capacity comes and goes, and what was done about it."""

    present: Flag = UNANSWERED
    can_wait: Flag = UNANSWERED
    best_time_tried: Flag = UNANSWERED
    longer_view: Flag = UNANSWERED


@part
class Coercion(Part):
    """Pressure by somebody."""

    present: Flag = UNANSWERED
    by: Text = UNANSWERED
    evidence: Text = UNANSWERED


@part
class Refused(Part):
    """The person would not be assessed: what was tried, and what else is known."""

    attempts: Texts = ()
    other_evidence: Text = UNANSWERED


@part
class Opinion(Part):
    """Somebody else's view of capacity, and the answer to it."""

    who: Text = UNANSWERED
    view: Text = UNANSWERED
    conclusion: Literal["has_capacity", "lacks_capacity", "agrees", "disagrees"] | Unanswered = UNANSWERED
    answer: Text = UNANSWERED


@part
class OtherAssessment(Part):
    """A recent finding on a linked decision, and how both can be right."""

    decision: Text = UNANSWERED
    date: Day = UNANSWERED
    conclusion: Conclusion = UNANSWERED
    explanation: Text = UNANSWERED
