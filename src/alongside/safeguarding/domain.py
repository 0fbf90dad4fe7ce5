"""The words and rules of safeguarding, without Django. Care Act 2014, sections 42 to 45 and 68; its statutory guidance,
chapter 14 (Making Safeguarding Personal: what the person wants to happen comes first, and is asked again at the end).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from alongside.base.findings import Finding

CARE_ACT = "Care Act 2014, section 42"
WORKING_DAYS_TO_DECIDE = 2
DAYS_UNTIL_ASKED_AGAIN = 7
MOST_DAYS_KEPT = 183
SATURDAY = 5


class Danger(StrEnum):
    """Is somebody in danger now?"""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"


class AtRisk(StrEnum):
    """Who may be harmed."""

    PERSON = "person"
    OTHERS = "others"
    BOTH = "both"
    NOT_SURE = "not_sure"


class Abuse(StrEnum):
    """The kinds of abuse and neglect of the statutory guidance, paragraph 14.17. A concern may be of several."""

    PHYSICAL = "physical"
    DOMESTIC = "domestic"
    SEXUAL = "sexual"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial"
    SLAVERY = "slavery"
    DISCRIMINATORY = "discriminatory"
    ORGANISATIONAL = "organisational"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self_neglect"


class Asked(StrEnum):
    """Was the person asked what they want to happen?"""

    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


class Consent(StrEnum):
    """Does the person want this to be passed on?"""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"
    CANNOT = "cannot"


class Ground(StrEnum):
    """Why something is passed on without the person's yes."""

    OTHERS_AT_RISK = "others_at_risk"
    LIFE = "life"
    COERCION = "coercion"
    CRIME = "crime"
    CAPACITY = "capacity"
    STAFF = "staff"
    LAW = "law"


# Where each ground stands in law.
LAW: dict[Ground, str] = {
    Ground.OTHERS_AT_RISK: "Data Protection Act 2018, Schedule 1, paragraph 18; Care Act 2014, section 42",
    Ground.LIFE: "UK GDPR, Articles 6(1)(d) and 9(2)(c): somebody's life is at stake",
    Ground.COERCION: "Data Protection Act 2018, Schedule 1, paragraph 18; Serious Crime Act 2015, section 76",
    Ground.CRIME: "Data Protection Act 2018, Schedule 1, paragraph 10, and Schedule 2, paragraph 2",
    Ground.CAPACITY: "Mental Capacity Act 2005, sections 2 to 4: for this decision, in their best interests",
    Ground.STAFF: "Care Act 2014, section 42; Regulated Activities Regulations 2014, regulation 13",
    Ground.LAW: "UK GDPR, Article 6(1)(c): a law or a court asks for it; Care Act 2014, section 45",
}


class Keep(StrEnum):
    """Why telling the person has to wait."""

    DANGER = "danger"
    WATCHED = "watched"
    EVIDENCE = "evidence"
    HEALTH = "health"


class Tell(StrEnum):
    """Does the person read the concern from now on?"""

    YES = "yes"
    NOT_NOW = "not_now"


class Sort(StrEnum):
    """What stands below a concern, in the order in which it happened."""

    TOLD = "told"
    WISHES = "wishes"
    ADVOCATE = "advocate"
    DECISION = "decision"
    STEP = "step"
    STEP_DONE = "step_done"
    REVIEW = "review"
    CLOSED = "closed"
    REOPENED = "reopened"
    NAMED = "named"
    KEPT = "kept"
    PERSON_TOLD = "person_told"
    FRONT_ON = "front_on"
    FRONT_OFF = "front_off"


# What the keeper's functions write, as it changes who sees the concern.
KEEPERS = frozenset({Sort.NAMED, Sort.KEPT, Sort.PERSON_TOLD})
PERSONS = frozenset({Sort.FRONT_ON, Sort.FRONT_OFF})
ANYBODYS = frozenset({Sort.WISHES, Sort.REOPENED})
WORKERS = frozenset(Sort) - KEEPERS - PERSONS - ANYBODYS


class Whom(StrEnum):
    """Who was told."""

    COUNCIL = "council"
    POLICE = "police"
    CQC = "cqc"
    AMBULANCE = "ambulance"
    GP = "gp"
    NHS = "nhs"
    PROVIDER = "provider"
    FAMILY = "family"
    ADVOCATE = "advocate"
    BOARD = "board"
    OTHER = "other"


class Answer(StrEnum):
    """An answer to one of the three parts of section 42(1)."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Outcome(StrEnum):
    """What was decided; then, at the end, whether what the person wanted came about; what became of the advocate."""

    ENQUIRY = "enquiry"
    OTHER_ENQUIRY = "other_enquiry"
    OTHER_HELP = "other_help"
    NOTHING_MORE = "nothing_more"
    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_SAID = "not_said"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SOMEBODY_ELSE = "somebody_else"
    NOT_NEEDED = "not_needed"


DECISIONS = (Outcome.ENQUIRY, Outcome.OTHER_ENQUIRY, Outcome.OTHER_HELP, Outcome.NOTHING_MORE)
ENDS = (Outcome.MET, Outcome.PARTLY, Outcome.NOT_MET, Outcome.NOT_SAID)
ADVOCATES = (Outcome.OFFERED, Outcome.ACCEPTED, Outcome.DECLINED, Outcome.SOMEBODY_ELSE, Outcome.NOT_NEEDED)


class State(StrEnum):
    """Where a concern stands: worked out from what stands below it, never stored."""

    TO_DECIDE = "to_decide"
    BEING_DONE = "being_done"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PartView:
    """One thing below a concern, as the rules read it."""

    sort: str
    outcome: str = ""


def state(parts: Iterable[PartView]) -> State:
    """Say where a concern stands, from what stands below it, oldest first. Opened again, it is to be decided again."""
    found = State.TO_DECIDE
    for part in parts:
        if part.sort == Sort.DECISION and found is State.TO_DECIDE:
            found = State.BEING_DONE
        elif part.sort == Sort.CLOSED:
            found = State.CLOSED
        elif part.sort == Sort.REOPENED and found is State.CLOSED:
            found = State.TO_DECIDE
    return found


def on_front(parts: Iterable[PartView]) -> bool:
    """Say whether the person wants it on the front page: what they said last counts, and silence is no."""
    said = [part.sort for part in parts if part.sort in PERSONS]
    return bool(said) and said[-1] == Sort.FRONT_ON


def decide_by(written_on: date, danger: str) -> date:
    """Give the day by which somebody decides what is done: the same day where somebody may be in danger.

    The law gives no number of days (guidance: without delay); two working days are ours.
    """
    day = written_on
    left = 0 if danger in {Danger.YES, Danger.NOT_SURE} else WORKING_DAYS_TO_DECIDE
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def has_duty_to_enquire(needs: str, abuse: str, unable: str) -> bool:
    """Say whether the council must enquire: all three parts of section 42(1) are met (section 42(2))."""
    return needs == abuse == unable == Answer.YES


def decision_findings(needs: str, abuse: str, unable: str, outcome: str) -> tuple[Finding, ...]:
    """Say what a decision under section 42 lacks. Not sure is no "no": then one finds out."""
    answers = (needs, abuse, unable)
    if has_duty_to_enquire(*answers) and outcome != Outcome.ENQUIRY:
        message = (
            "All three parts are met, so the council must make enquiries, or have them made. "
            "Choose that, or look at the three answers again."
        )
        return (Finding("s42", "block", message, f"{CARE_ACT}(1) and (2)", "outcome"),)
    if Answer.NOT_SURE in answers and outcome == Outcome.NOTHING_MORE:
        message = (
            "One part is not clear yet. It takes reasonable cause to suspect, not proof: "
            "find out before nothing more is done."
        )
        return (Finding("s42", "block", message, f"{CARE_ACT}(1)", "outcome"),)
    return ()


def concern_findings(
    *, asked: str, consent: str, grounds: Iterable[str], tell: str, has_advocate: bool, is_decided: bool
) -> tuple[Finding, ...]:
    """Say what a concern still asks for. None of it ever stops the keeping of a fact, or the start of help."""
    made = []
    if asked == Asked.NOT_YET:
        message = "Nobody has asked yet what the person wants to happen. Ask, as soon as it is safe."
        made.append(Finding("MSP", "prompt", message, "Care and support statutory guidance, chapter 14", "wishes"))
    if consent in {Consent.NO, Consent.CANNOT} and not list(grounds):
        message = "If this is passed on without their yes, say on which ground. Without one, it is theirs to decide."
        made.append(
            Finding("consent", "warn", message, "Data Protection Act 2018, Schedule 1, paragraph 18", "grounds")
        )
    if tell == Tell.NOT_NOW:
        message = "The person does not know of this yet. Look at it again by the day that was set."
        made.append(Finding("tell", "prompt", message, "Care and support statutory guidance, chapter 14", "tell"))
    if is_decided and not has_advocate:
        message = (
            "Has an advocate been offered? Somebody who would have great difficulty in taking part, and has nobody "
            "suitable to help, has a right to one."
        )
        made.append(Finding("s68", "prompt", message, "Care Act 2014, section 68", "advocate"))
    return tuple(made)
