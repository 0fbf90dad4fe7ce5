"""The codes of this room, without Django."""

from enum import StrEnum


class NeedDomain(StrEnum):
    """The outcomes of the Care and Support (Eligibility Criteria) Regulations 2015, reg. 2(2), and "other"."""

    NUTRITION = "nutrition"
    HYGIENE = "hygiene"
    TOILET = "toilet"
    CLOTHED = "clothed"
    HOME_SAFE = "home_safe"
    HOME_HABITABLE = "home_habitable"
    RELATIONSHIPS = "relationships"
    WORK_LEARNING = "work_learning"
    COMMUNITY = "community"
    CARING = "caring"
    OTHER = "other"


class BarrierSort(StrEnum):
    """What kind of thing gets in the way."""

    STIGMA = "stigma"
    DISCRIMINATION = "discrimination"
    POVERTY = "poverty"
    HOUSING = "housing"
    DIGITAL = "digital"
    ACCESS = "access"
    LANGUAGE = "language"
    LAW_POLICY = "law_policy"
    OTHER = "other"


class Horizon(StrEnum):
    """Now, or later."""

    NOW = "now"
    LATER = "later"


class GoalStatus(StrEnum):
    """Where a goal stands. It is never deleted."""

    NOW = "now"
    ACHIEVED = "achieved"
    LET_GO = "let_go"
    CHANGED = "changed"


class StepOutcome(StrEnum):
    """What became of a step."""

    DONE = "done"
    NOT_DONE = "not_done"


class Would(StrEnum):
    """Would the practitioner want this for themselves or their family? (B7)"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class PlanEventKind(StrEnum):
    """What happens to a plan besides being put forward and answered."""

    INTERIM = "interim"
    IN_USE_NOT_AGREED = "in_use_not_agreed"
