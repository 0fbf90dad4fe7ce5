"""The tables of this room; take the names from here."""

from .agreement import Frozen, PlanAnswer, PlanEvent, PlanVersion
from .council import Aftercare, Eligibility, PersonalBudget
from .goals import Achievement, Goal, NotYet, PractitionerAnswer, Step
from .needs import Aspiration, Barrier, MetBy, Need, Willing
from .reviewing import GoalRating, Review, Story
from .support import Means, Support
from .tensions import Tension, TensionView

__all__ = [
    "Achievement",
    "Aftercare",
    "Aspiration",
    "Barrier",
    "Eligibility",
    "Frozen",
    "Goal",
    "GoalRating",
    "Means",
    "MetBy",
    "Need",
    "NotYet",
    "PersonalBudget",
    "PlanAnswer",
    "PlanEvent",
    "PlanVersion",
    "PractitionerAnswer",
    "Review",
    "Step",
    "Story",
    "Support",
    "Tension",
    "TensionView",
    "Willing",
]
