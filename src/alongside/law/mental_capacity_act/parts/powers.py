"""Attorneys, deputies, advance decisions, advocates, the court."""

from typing import Literal

from alongside.law.answers import UNANSWERED, Day, Flag, Part, Text, Texts, Unanswered, Whole
from alongside.law.mental_capacity_act.parts.shared import PowerDecision, PowerKind, part


@part
class LastingPower(Part):
    """A lasting power of attorney, and what the attorney decided."""

    exists: Flag = UNANSWERED
    registered: Flag = UNANSWERED
    seen: Flag = UNANSWERED
    kind: PowerKind = UNANSWERED
    scope: Text = UNANSWERED
    covers_this_decision: Flag = UNANSWERED
    lst_authority: Flag = UNANSWERED
    decision: PowerDecision = UNANSWERED
    conflicts: Flag = UNANSWERED
    concerns: Texts = ()


@part
class Deputy(Part):
    """A deputy of the court, and what they decided."""

    exists: Flag = UNANSWERED
    kind: PowerKind = UNANSWERED
    scope: Text = UNANSWERED
    covers_this_decision: Flag = UNANSWERED
    decision: PowerDecision = UNANSWERED
    conflicts: Flag = UNANSWERED
    effects: tuple[Literal["stops_named_contact", "changes_clinician", "overrides_attorney"], ...] = ()


@part
class AdvanceDecision(Part):
    """An advance decision to refuse treatment (sections 24 to 26); `age_then` in years."""

    exists: Flag = UNANSWERED
    written: Flag = UNANSWERED
    signed: Flag = UNANSWERED
    signed_by_other_in_presence: Flag = UNANSWERED
    witnessed: Flag = UNANSWERED
    life_at_risk_statement: Flag = UNANSWERED
    text: Text = UNANSWERED
    treatment: Text = UNANSWERED
    covers_this_decision: Flag = UNANSWERED
    changed_circumstances: Text = UNANSWERED
    age_then: Whole = UNANSWERED
    capacity_then: Text = UNANSWERED
    capacity_then_doubted: Flag = UNANSWERED
    withdrawn: Flag = UNANSWERED
    later_lpa: Flag = UNANSWERED
    inconsistent_acts: Texts = ()
    doubt: Text = UNANSWERED
    treated_as: Literal["binding", "wish"] | Unanswered = UNANSWERED
    report: Text = UNANSWERED


@part
class Advocate(Part):
    """An independent mental capacity advocate."""

    instructed: Flag = UNANSWERED
    type: Literal["37", "38", "39", "39A", "39C", "39D", "safeguarding"] | Unanswered = UNANSWERED
    date: Day = UNANSWERED
    report: Text = UNANSWERED


@part
class Disagreement(Part):
    """A disagreement; it stands unless `resolved` is true."""

    who: Text = UNANSWERED
    steps: Text = UNANSWERED
    resolved: Flag = UNANSWERED


@part
class Court(Part):
    """How it stands with the Court of Protection."""

    status: (
        Literal["none", "considering", "applied", "listed", "granted", "decided", "refused", "assumed_granted"]
        | Unanswered
    ) = UNANSWERED


@part
class CodeDeparture(Part):
    """A departure from the Code of Practice, and why."""

    departed: Flag = UNANSWERED
    reason: Text = UNANSWERED
