"""The words of the spine, without Django."""

from enum import StrEnum


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


CHALLENGE_ANSWER_DAYS = 28
DRAFT_DAYS = 30
