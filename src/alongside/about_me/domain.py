"""The words of this room, without Django."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

MOST_CALLS = 100
T = TypeVar("T")


class Topic(StrEnum):
    """What a way-of-life entry speaks of."""

    WHAT_MATTERS = "what_matters"
    GOOD_DAY = "good_day"
    BAD_DAY = "bad_day"
    SPOKEN_WITH = "spoken_with"
    THINGS_TO_KNOW = "things_to_know"


class IdentityCategory(StrEnum):
    """What may be told of oneself; all of it optional."""

    AGE_GROUP = "age_group"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    LANGUAGE = "language"
    GENDER_IDENTITY = "gender_identity"
    SEXUAL_ORIENTATION = "sexual_orientation"
    DISABILITY = "disability"
    CARING_ROLE = "caring_role"
    VETERAN = "veteran"
    OTHER = "other"


class NeedCategory(StrEnum):
    """The groups of DAPB1605 (1-4), reasonable adjustments, and language, which the standard keeps apart."""

    CONTACT_METHOD = "contact_method"
    INFORMATION_FORMAT = "information_format"
    PROFESSIONAL = "professional"
    SUPPORT = "support"
    ADJUSTMENT = "adjustment"
    LANGUAGE = "language"


class Share(StrEnum):
    """Whether a communication need may be told to others who support the person."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


class MustKnow(StrEnum):
    """What a must-know is about."""

    ALLERGY = "allergy"
    CHOKING = "choking"
    SEIZURES = "seizures"
    MEDICINE_PLACE = "medicine_place"
    TOUCH = "touch"
    DOCUMENT = "document"
    OTHER = "other"


class StayingWellPart(StrEnum):
    """The parts of a staying-well plan, in the order in which they are read."""

    SIGNS = "signs"
    TRIGGERS = "triggers"
    HELPS = "helps"
    I_CAN_DO = "i_can_do"
    WHO_TO_CALL = "who_to_call"
    MUST_NOT = "must_not"
    HOME = "home"
    ADVANCE = "advance"


class LegalRight(StrEnum):
    """Rights that are explained to everybody, in the order in which they are offered (A3.1)."""

    SEE_RECORD = "see_record"
    SOMEBODY_WITH_ME = "somebody_with_me"
    ADVOCATE = "advocate"
    SAY_NO = "say_no"
    CORRECT = "correct"
    SECOND_OPINION = "second_opinion"
    COMPLAIN = "complain"
    CARER_ASSESSMENT = "carer_assessment"
    ADVANCE_WISHES = "advance_wishes"
    OTHER = "other"


class ExplainedBy(StrEnum):
    """In what form a right was explained."""

    TALKED = "talked"
    EASY_READ = "easy_read"
    WRITTEN = "written"
    PICTURES = "pictures"
    SIGNED = "signed"
    INTERPRETER = "interpreter"
    AUDIO = "audio"
    OTHER = "other"


class Understood(StrEnum):
    """Whether what was explained was understood, as the person and whoever explained it see it."""

    YES = "yes"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_SURE = "not_sure"


def place_of(position: int) -> int:
    """Give the place of a call in its order; who was given none (0) comes after those who were."""
    return position or MOST_CALLS


def moved(order: Sequence[T], one: T, *, up: bool) -> list[T]:
    """Give the same order with `one` a place sooner (`up`) or later; at the end of the line it stays where it is."""
    made = list(order)
    here = made.index(one)
    there = here - 1 if up else here + 1
    if 0 <= there < len(made):
        made[here], made[there] = made[there], made[here]
    return made
