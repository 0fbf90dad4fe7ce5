"""The words of this room, without Django."""

from enum import StrEnum


class StrengthSort(StrEnum):
    """What kind of strength it is."""

    RESOURCE = "resource"
    ABILITY = "ability"
    KNOWLEDGE = "knowledge"
    QUALITY = "quality"
    POTENTIAL = "potential"
    COME_THROUGH = "come_through"


class Tense(StrEnum):
    """Past, present or wanted."""

    PAST = "past"
    PRESENT = "present"
    WANTED = "wanted"


class ConnectionSort(StrEnum):
    """Who somebody is to the person."""

    FAMILY = "family"
    PARTNER = "partner"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    PROFESSIONAL = "professional"
    ANIMAL = "animal"
    OTHER = "other"


class WantBack(StrEnum):
    """Would the person like a lost tie back?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class TieSort(StrEnum):
    """What kind of community tie it is."""

    PLACE = "place"
    GROUP = "group"
    SERVICE = "service"
    ACTIVITY = "activity"
    FAITH = "faith"
    WORK = "work"
    ONLINE = "online"


class RoleTense(StrEnum):
    """A role the person had, has or wants."""

    HAD = "had"
    HAS = "has"
    WANTS = "wants"


CLOSEST, FURTHEST = 1, 5
