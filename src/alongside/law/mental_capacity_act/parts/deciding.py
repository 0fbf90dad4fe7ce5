"""Deciding and acting for the person."""

from dataclasses import field
from typing import Literal

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Unanswered
from alongside.law.mental_capacity_act.parts.shared import WORD, part


@part
class Safeguarding(Part):
    """A concern; `ill_treatment`: by somebody responsible for care."""

    concern: Flag = UNANSWERED
    ill_treatment: Flag = UNANSWERED
    text: Text = UNANSWERED
    raised_on: Day = UNANSWERED


@part
class Option(Part):
    """One option with what speaks for and against it."""

    option: Text = field(default=UNANSWERED, metadata=WORD)
    for_: Text = UNANSWERED
    against: Text = UNANSWERED
    chosen: Flag = UNANSWERED
    available: Flag = UNANSWERED


@part
class Wishes(Part):
    """Wishes and feelings, past, present and written down."""

    past: Text = UNANSWERED
    present: Text = UNANSWERED
    written: Text = UNANSWERED


@part
class BestInterestsReason(Part):
    """Why this option, and what the reason is about."""

    text: Text = UNANSWERED
    about: (
        Literal[
            "person",
            "benefit",
            "harm",
            "risk_or_protection",
            "age",
            "appearance",
            "diagnosis",
            "behaviour",
            "other",
        ]
        | Unanswered
    ) = UNANSWERED


@part
class DepartureReason(Part):
    """Why somebody goes against what the person wants."""

    text: Text = UNANSWERED
    about: Literal["illness", "incapacity", "harm", "benefit", "other"] | Unanswered = UNANSWERED


@part
class BestInterests(Part):
    """The checklist of section 4. Nothing in it: nobody is deciding for the person."""

    options: tuple[Option, ...] = ()
    wishes: Wishes = Wishes()
    beliefs_values: Text = UNANSWERED
    would_have_decided: Text = UNANSWERED
    regain: Text = UNANSWERED
    participation: Text = UNANSWERED
    reasons: tuple[BestInterestsReason, ...] = ()
    departs_from_wishes: Flag = UNANSWERED
    reasons_for_departure: tuple[DepartureReason, ...] = ()
    lst_motive: Text = UNANSWERED
    finely_balanced: Flag = UNANSWERED
    belief_confirmed: Flag = UNANSWERED


@part
class Consultee(Part):
    """Somebody asked, with their view, or why they were not."""

    who: Text = UNANSWERED
    view: Text = UNANSWERED
    not_consulted_reason: Text = UNANSWERED


@part
class LessRestrictive(Part):
    """Another way with less limit on rights and freedom, and why it would not do."""

    option: Text = field(default=UNANSWERED, metadata=WORD)
    why_not: Text = UNANSWERED


@part
class Restraint(Part):
    """One restraint (section 6): what for, how likely and how serious the harm, and that it is the least."""

    what: Text = UNANSWERED
    harm_to: Literal["person", "others", "property"] | Unanswered = UNANSWERED
    harm_to_person: Text = UNANSWERED
    likelihood: Text = UNANSWERED
    seriousness: Text = UNANSWERED
    least_force: Text = UNANSWERED


@part
class Act(Part):
    """An act under section 5."""

    what: Text = UNANSWERED
    steps_to_establish: Text = UNANSWERED
