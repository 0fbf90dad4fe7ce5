"""The words of the spine, without Django."""

from datetime import date
from enum import StrEnum

from alongside.base.working_days import month_after, working_days_after


class How(StrEnum):
    """How we know whose words these are."""

    WROTE = "wrote"
    SAID = "said"
    SIGNED = "signed"
    INTERPRETER = "interpreter"
    BEHAVIOUR = "behaviour"
    BEST_UNDERSTANDING = "best_understanding"


class Standing(StrEnum):
    """Where an entry stands. Only current ones are shown; the others are kept."""

    CURRENT = "current"
    IN_ERROR = "in_error"
    TAKEN_BACK = "taken_back"
    MOVED = "moved"


class ResponseKind(StrEnum):
    """What one may say to an entry."""

    AGREE = "agree"
    IN_PART = "in_part"
    DIFFERENTLY = "differently"
    COMMENT = "comment"


class ChallengeKind(StrEnum):
    """What asks for an answer by a day."""

    WRONG = "wrong"
    COMPLAINT = "complaint"
    HARM = "harm"


class Outcome(StrEnum):
    """What became of a challenge. A correction keeps both texts."""

    CORRECTED = "corrected"
    ADDED = "added"
    PUT_RIGHT = "put_right"
    NOT_CHANGED = "not_changed"


class Grounds(StrEnum):
    """Why something may be kept from somebody. Upset, embarrassment or a likely complaint are none.

    Serious harm: DPA 2018 Sch. 3 Pt 2 para. 5 (health), Pt 3 para. 11 (social work). Third party: Sch. 2 Pt 3 para. 16.
    """

    SERIOUS_HARM = "serious_harm"
    THIRD_PARTY = "third_party"
    LEGAL = "legal"


# What the grounds say more closely: whose health, or which law.
PARTICULARS: dict[Grounds, tuple[str, ...]] = {
    Grounds.SERIOUS_HARM: ("person", "another"),
    Grounds.THIRD_PARTY: (),
    Grounds.LEGAL: ("court_order", "crime", "privilege", "other_law"),
}


class Whom(StrEnum):
    """From whom something is kept."""

    PERSON = "person"
    CIRCLE = "circle"
    ACCOUNT = "account"


class Decided(StrEnum):
    """The steps of a withholding; each is kept."""

    MADE = "made"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    OPINION = "opinion"
    UPHELD = "upheld"
    RENEWED = "renewed"
    NARROWED = "narrowed"
    LIFTED = "lifted"


class Chooser(StrEnum):
    """Who chose the place, the time, the agenda of a meeting."""

    PERSON = "person"
    WORKER = "worker"
    TOGETHER = "together"
    SOMEBODY_ELSE = "somebody_else"
    NOT_ASKED = "not_asked"


class ContributionSort(StrEnum):
    """What kind of moment the words came from."""

    MEETING = "meeting"
    VISIT = "visit"
    CALL = "call"
    CONVERSATION = "conversation"
    MOMENT = "moment"
    IMPORT = "import"


SECOND_WORKING_DAYS = 3
OPINION_WORKING_DAYS = 3
DECISION_WORKING_DAYS = 5
REVIEW_DAYS = 183
OPINION_DAYS = 183
DRAFT_DAYS = 30


def challenge_days(kind: ChallengeKind, day: date) -> tuple[date | None, date]:
    """Give by when a challenge of `day` is acknowledged (None: no need) and answered.

    Wrong: one month (UK GDPR Art. 12(3)). A complaint: three working days, then one month unless another day is agreed
    (SI 2009/309 reg. 13(3), 13(7)). Harm is sooner by our own rule: the next working day, then ten.
    """
    if kind == ChallengeKind.HARM:
        return working_days_after(day, 1), working_days_after(day, 10)
    acknowledged = working_days_after(day, 3) if kind == ChallengeKind.COMPLAINT else None
    return acknowledged, month_after(day)
