"""Liberty, and what allows it to be limited."""

from typing import Literal

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Texts, Unanswered
from alongside.law.mental_capacity_act.parts.shared import part


@part
class PositiveEvidence(Part):
    """A sign that the person is content."""

    what: Text = UNANSWERED
    kind: Literal["express", "conduct", "absence_of_objection"] | Unanswered = UNANSWERED


@part
class ConsentBasis(Part):
    """What a claim of consent to confinement rests on, and what speaks against it."""

    positive_evidence: tuple[PositiveEvidence, ...] = ()
    objection: Texts = ()


@part
class DeprivationOfLiberty(Part):
    """The three questions: confinement on all factors, consent, the State."""

    answer: Literal["yes", "no", "unsure"] | Unanswered = UNANSWERED
    test_used: Literal["multifactorial", "acid_test", "consent"] | Unanswered = UNANSWERED
    factors: Text = UNANSWERED
    persons_attitude: Text = UNANSWERED
    state: Flag = UNANSWERED
    claims_valid_consent: Flag = UNANSWERED
    consent_basis: ConsentBasis = ConsentBasis()


@part
class Requirements(Part):
    """The six requirements of a standard authorisation (Schedule A1); true: met."""

    age: Flag = UNANSWERED
    mental_health: Flag = UNANSWERED
    capacity: Flag = UNANSWERED
    best_interests: Flag = UNANSWERED
    eligibility: Flag = UNANSWERED
    no_refusals: Flag = UNANSWERED


@part
class Representative(Part):
    """The relevant person's representative."""

    who: Text = UNANSWERED
    will_support_challenge: Flag = UNANSWERED


@part
class Safeguards(Part):
    """The deprivation of liberty safeguards."""

    requirements: Requirements = Requirements()
    rpr: Representative = Representative()


@part
class Authority(Part):
    """What allows a deprivation of liberty, how it stands, from when until when (both days count)."""

    type: Literal["court_order_s16", "standard", "urgent", "4B", "parental_consent", "other"] | Unanswered = UNANSWERED
    status: Literal["applied", "granted", "in_force", "expired", "refused"] | Unanswered = UNANSWERED
    from_: Day = UNANSWERED
    to: Day = UNANSWERED


@part
class Challenge(Part):
    """How the person is helped to go to court, by whom, by when."""

    steps: Text = UNANSWERED
    by: Text = UNANSWERED
    when: Day = UNANSWERED
