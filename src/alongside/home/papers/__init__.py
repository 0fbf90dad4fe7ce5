"""Papers: what can be held in the hand. A plan, one page about me, a blank form for a first conversation.

Each is a tagged PDF in normal and large print, made afresh for its reader from a frozen description of what it shows.
"""

from alongside.home.papers.data import (
    UNCONFIRMED,
    AboutMePaper,
    AnswerLine,
    Call,
    FormPaper,
    GoalLine,
    MustKnow,
    NeedLine,
    Network,
    PlanPaper,
    PractitionerLine,
    Said,
    StepLine,
    Topic,
)
from alongside.home.papers.documents import about_me, conversation_form, plan
from alongside.home.papers.press import render
from alongside.home.papers.topics import TOPICS

__all__ = [
    "TOPICS",
    "UNCONFIRMED",
    "AboutMePaper",
    "AnswerLine",
    "Call",
    "FormPaper",
    "GoalLine",
    "MustKnow",
    "NeedLine",
    "Network",
    "PlanPaper",
    "PractitionerLine",
    "Said",
    "StepLine",
    "Topic",
    "about_me",
    "conversation_form",
    "plan",
    "render",
]
