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
    AUTHORISED = "authorised"
    RETURNED = "returned"
    ASK_AGAIN = "ask_again"


class MetByKind(StrEnum):
    """By what a need is met, in the order in which it is asked (B6)."""

    OWN_STRENGTH = "own_strength"
    NETWORK = "network"
    COMMUNITY = "community"
    UNIVERSAL = "universal"
    PAID = "paid"


class Extent(StrEnum):
    """How far a line meets its need."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT_YET = "not_yet"


class WillingAnswer(StrEnum):
    """What somebody says whom a line leans on. The last answer counts."""

    YES = "yes"
    NO = "no"
    TAKEN_BACK = "taken_back"
    ENDED = "ended"


class MeansSort(StrEnum):
    """What kind of thing it takes (A7.2)."""

    MONEY = "money"
    DIRECT_PAYMENT = "direct_payment"
    EQUIPMENT = "equipment"
    ADAPTATION = "adaptation"
    TIME = "time"
    ACCESS = "access"
    TRANSPORT = "transport"
    OTHER = "other"


class MeansAnswer(StrEnum):
    """What whoever was asked for means, or hears an appeal, has said."""

    WAITING = "waiting"
    YES = "yes"
    IN_PART = "in_part"
    NO = "no"


class SupportStatus(StrEnum):
    """Where a support stands (A8.1)."""

    TALKED_ABOUT = "talked_about"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WAITING = "waiting"
    STARTED = "started"
    ENDED = "ended"


class Evidence(StrEnum):
    """How strong the evidence for a support is."""

    STRONG = "strong"
    SOME = "some"
    LITTLE = "little"
    EXPERIENCE = "experience"
    NONE = "none"


class TensionStands(StrEnum):
    """How a tension stands (A1.2)."""

    OPEN = "open"
    EASING = "easing"
    LIVING_WITH = "living_with"
    SETTLED = "settled"


class Advocacy(StrEnum):
    """Whether advocacy was offered, and what was said to it."""

    NOT_YET = "not_yet"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class CarerOutcome(StrEnum):
    """A carer's outcomes: Care and Support (Eligibility Criteria) Regulations 2015, reg. 3(2).

    HEALTH is the other way to be eligible: health is, or is at risk of, deteriorating (reg. 3).
    """

    HEALTH = "carer_health"
    CHILD = "carer_child"
    OTHERS = "carer_others"
    HOME_HABITABLE = "home_habitable"
    NUTRITION = "nutrition"
    RELATIONSHIPS = "relationships"
    WORK_LEARNING = "work_learning"
    COMMUNITY = "community"
    RECREATION = "recreation"


class Wellbeing(StrEnum):
    """The parts of individual well-being: Care Act 2014, s. 1(2)(a) to (i)."""

    DIGNITY = "dignity"
    HEALTH = "health"
    PROTECTION = "protection"
    CONTROL = "control"
    PARTICIPATION = "participation"
    ECONOMIC = "economic"
    RELATIONSHIPS = "relationships"
    ACCOMMODATION = "accommodation"
    CONTRIBUTION = "contribution"


class EligibilityDecision(StrEnum):
    """What somebody decided about eligibility: Care Act 2014, ss. 13, 18 to 20, 24. The software never decides."""

    COUNCIL = "council"
    OTHERS = "others"
    NOT_ELIGIBLE = "not_eligible"


class Frequency(StrEnum):
    """How often an amount is due."""

    ONCE = "once"
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    YEAR = "year"


class ManagedBy(StrEnum):
    """Who manages a personal budget or direct payment: Care Act 2014, ss. 31 and 32, and the guidance, ch. 11, 12."""

    ME = "me"
    NOMINATED = "nominated"
    AUTHORISED = "authorised"
    THIRD_PARTY = "third_party"
    COUNCIL = "council"
