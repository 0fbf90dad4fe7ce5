"""Papers: what can be held in the hand. A plan, the same in the order of the Care Act, pages about somebody, forms.

Each is a tagged PDF in normal and large print, made afresh for its reader from a frozen description of what it shows.
"""

from alongside.home.papers.care_plan_data import CarePart, CarePlanPaper
from alongside.home.papers.data import (
    UNCONFIRMED,
    AboutMePaper,
    AnswerLine,
    Call,
    Card,
    Fact,
    FormPaper,
    Line,
    MustKnow,
    Said,
    StayingWellPaper,
    TensionCard,
    Topic,
    ViewLine,
)
from alongside.home.papers.documents import about_me, care_plan, conversation_form, plan, staying_well
from alongside.home.papers.plan_data import GoalLine, Network, PlanPaper, PractitionerLine, StepLine
from alongside.home.papers.press import render
from alongside.home.papers.topics import TOPICS

__all__ = [
    "TOPICS",
    "UNCONFIRMED",
    "AboutMePaper",
    "AnswerLine",
    "Call",
    "Card",
    "CarePart",
    "CarePlanPaper",
    "Fact",
    "FormPaper",
    "GoalLine",
    "Line",
    "MustKnow",
    "Network",
    "PlanPaper",
    "PractitionerLine",
    "Said",
    "StayingWellPaper",
    "StepLine",
    "TensionCard",
    "Topic",
    "ViewLine",
    "about_me",
    "care_plan",
    "conversation_form",
    "plan",
    "render",
    "staying_well",
]
