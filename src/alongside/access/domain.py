"""The words of this room, without Django."""

from enum import StrEnum

HOME_ZONE = "Europe/London"
# Monday to Friday, as a mask of weekdays.
WORKING_WEEK = 0b0011111


class TeamRole(StrEnum):
    """What somebody is in a team. A lead may allocate, and see the team's figures."""

    MEMBER = "member"
    LEAD = "lead"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give (value, label) pairs as Django fields want them."""
        return [(role.value, role.value) for role in cls]


class DutyKind(StrEnum):
    """What somebody looks after for a whole organisation. A duty opens no record by itself."""

    PRIVACY_LEAD = "privacy_lead"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    OPERATOR = "operator"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give (value, label) pairs as Django fields want them."""
        return [(kind.value, kind.value) for kind in cls]


class Refused(Exception):
    """The record says no. `str(error)` says what and why, in words the person who asked can read."""


class AskFirst(Exception):
    """Before this is shown, whoever is signed in shows once more that it is them."""


class Conflict(Exception):
    """Somebody changed it in the meantime. `theirs` is what stands in the record now."""

    def __init__(self, theirs: object) -> None:
        super().__init__("changed in the meantime")
        self.theirs = theirs
