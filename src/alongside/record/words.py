"""How this room's codes are said: grounds, from whom, steps, outcomes; and how its notices read."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.design import dates
from alongside.people import notices
from alongside.record.domain import ChallengeKind, Decided, Grounds, Outcome, Whom

# Grounds with what they say more closely, as one choice: `code` or `code:particular`.
GROUNDS: dict[str, Promise] = {
    "serious_harm:person": later("Knowing it would be likely to seriously harm the person's own health"),
    "serious_harm:another": later("Knowing it would be likely to lead to serious harm to the health of somebody else"),
    "third_party": later("Somebody else told us in confidence, and it is about them"),
    "legal:court_order": later("A court has ordered it"),
    "legal:crime": later("It would get in the way of preventing or finding a crime"),
    "legal:privilege": later("It is legal advice, or made for a court"),
    "legal:other_law": later("Another law forbids it: name the law below"),
}
OUTCOMES: dict[str, Promise] = {
    Outcome.CORRECTED: later("It is corrected"),
    Outcome.ADDED: later("What was said now stands beside it"),
    Outcome.PUT_RIGHT: later("We have put it right, or will"),
    Outcome.NOT_CHANGED: later("It is not changed, because of the grounds below"),
}
DECIDED: dict[str, Promise] = {
    Decided.MADE: later("Kept, and why"),
    Decided.AGREED: later("A second professional agrees"),
    Decided.DISAGREED: later("A second professional does not agree"),
    Decided.OPINION: later("A health professional's opinion was written down"),
    Decided.UPHELD: later("A third professional decided: it stays kept"),
    Decided.RENEWED: later("Looked at again: it stays kept"),
    Decided.NARROWED: later("Looked at again: less is kept"),
    Decided.LIFTED: later("Shown again"),
}
WAITS: dict[str, Promise] = {
    "second": later("A second professional answers"),
    "opinion": later("A health professional's opinion, not older than six months"),
    "decision": later("A third professional decides"),
    "review": later("Looked at again"),
}
CHALLENGES: dict[str, Promise] = {
    ChallengeKind.WRONG: later("Something is said to be wrong"),
    ChallengeKind.COMPLAINT: later("A complaint"),
    ChallengeKind.HARM: later("Something is said to have harmed somebody"),
}


def grounds(code: str, particular: str) -> str:
    """Give the words of grounds."""
    return str(GROUNDS.get(f"{code}:{particular}" if particular else code, code))


def split_grounds(choice: str) -> tuple[Grounds, str]:
    """Give the code and what it says more closely, from one choice of a form."""
    code, _colon, particular = choice.partition(":")
    return Grounds(code), particular


def from_whom(whom: str, account_name: str, person: str) -> str:
    """Give from whom something is kept, in words."""
    if whom == Whom.ACCOUNT:
        return account_name
    return person if whom == Whom.PERSON else _("everybody in the circle of %(name)s") % {"name": person}


def kept_mark(withholding: Any, person: str) -> str:
    """Give the calm line that stands, for those who work here, on what is kept from somebody."""
    told = {
        "whom": from_whom(withholding.whom, withholding.account.name if withholding.account else "", person),
        "day": dates.day(withholding.review_by),
        "grounds": grounds(withholding.grounds, withholding.particular),
    }
    return _("Not shown to %(whom)s. To be looked at again by %(day)s. Why: %(grounds)s.") % told


def is_late(day: date, today: date) -> bool:
    """Say whether a day has gone by."""
    return day < today


NOTICES: dict[str, tuple[Promise, str | None]] = {
    "withheld.second": (
        later("A second look is asked of you in the record of {name}, within three working days"),
        "withheld",
    ),
    "withheld.disputed": (
        later("A colleague sees it differently what you kept from somebody in the record of {name}"),
        "withheld",
    ),
    "withheld.decide": (
        later("Two colleagues see it differently, in the record of {name}. You were named to decide"),
        "withheld",
    ),
    "withheld.upheld": (
        later("What is kept from somebody in the record of {name} stays kept: a third colleague decided"),
        "withheld",
    ),
    "withheld.late_second": (
        later("Record of {name}: the second look at what is kept from somebody is late"),
        "withheld",
    ),
    "withheld.late_opinion": (
        later("Record of {name}: the health professional's opinion is missing, or older than six months"),
        "withheld",
    ),
    "withheld.late_decision": (
        later("Record of {name}: two professionals disagree, and nobody has decided"),
        "withheld",
    ),
    "withheld.late_review": (
        later("Record of {name}: what is kept from somebody has not been looked at again"),
        "withheld",
    ),
    "withheld.no_second": (
        later("Something is kept from somebody in the record of {name}, and no second professional was there to ask"),
        "withheld_everywhere",
    ),
    "withheld.no_decider": (
        later("Two professionals disagree in the record of {name}, and nobody was there to be named to decide"),
        "withheld_everywhere",
    ),
    "withheld.late_privacy": (
        later("Something kept from somebody in the record of {name} is long overdue"),
        "withheld_everywhere",
    ),
    "withheld.lifted": (
        later("You can read something in the record of {name} that you could not before. Ask {who} about it"),
        "timeline",
    ),
    "challenge.yours": (later("Somebody asks for an answer from you in the record of {name}"), "challenges"),
    "challenge.heard": (
        later("What you said in the record of {name} has been heard. You can read what comes next"),
        "challenges",
    ),
    "challenge.answered": (later("There is an answer for you in the record of {name}"), "challenges"),
    "challenge.late": (later("An answer is overdue in the record of {name}"), "challenges"),
    "challenge.late_sorry": (
        later("The answer you asked for in the record of {name} is late. We are sorry. A manager has been told"),
        "challenges",
    ),
    "challenge.late_privacy": (later("An answer in the record of {name} is long overdue"), "withheld_everywhere"),
}


def declare_notices() -> None:
    """Say how this room's notices read, and where each leads."""
    for kind, (says, route) in NOTICES.items():
        notices.declare(kind, says, route)
