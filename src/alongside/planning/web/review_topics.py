"""What a review asks, in which order: the good news first, then each goal, then the rest."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from alongside.people.domain import Section
from alongside.planning.web import review_forms as forms
from alongside.record.web.page import Page

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a review with a page of its own: what is asked, why, with which form, kept in which fields."""

    code: str
    tab: Words
    ask: Words
    why: Words
    form: type[forms.ReviewPageForm]
    fields: tuple[str, ...] = ()


WELL = Topic(
    "well",
    gettext_lazy("What went well"),
    gettext_lazy("What went well?"),
    gettext_lazy("We begin with the good news. Small things count, and they are easily forgotten."),
    forms.WellForm,
    ("words",),
)
GOAL = Topic(
    "goals",
    gettext_lazy("Where each goal is now"),
    gettext_lazy("Where is this goal now?"),
    gettext_lazy("So that you can see how far you have come, and whether it is still what you want."),
    forms.WhereForm,
)
HELPED = Topic(
    "helped",
    gettext_lazy("What helped, and what did not"),
    gettext_lazy("What helped, and what did not?"),
    gettext_lazy("So that there can be more of what helps, and less of what does not."),
    forms.HelpedForm,
    ("helped", "not_helped"),
)
CHANGED = Topic(
    "changed",
    gettext_lazy("What has changed in your life"),
    gettext_lazy("What has changed in your life?"),
    gettext_lazy("A plan that fitted then may not fit now. People, places, health, money: anything that matters."),
    forms.ChangedForm,
    ("changed",),
)
HOPE = Topic(
    "hope",
    gettext_lazy("How hopeful you feel"),
    gettext_lazy("How hopeful do you feel?"),
    gettext_lazy("There is no right answer, and nobody is graded by it. It is for you to look back on."),
    forms.HopeAtReviewForm,
)
NEXT = Topic(
    "next",
    gettext_lazy("What comes next"),
    gettext_lazy("What comes next?"),
    gettext_lazy("One first thing is enough. Goals and steps themselves are changed on the plan, whenever you like."),
    forms.NextForm,
    ("next",),
)
PRESENT = Topic(
    "present",
    gettext_lazy("Who was here"),
    gettext_lazy("Who was here?"),
    gettext_lazy("So that one can see later who took part. Tick whoever was there, also for a part of it."),
    forms.PresentForm,
)
TOPICS = (WELL, GOAL, HELPED, CHANGED, HOPE, NEXT, PRESENT)
LABELS = {
    "words": gettext_lazy("What went well"),
    "helped": gettext_lazy("What helped"),
    "not_helped": gettext_lazy("What did not help, or got in the way"),
    "changed": gettext_lazy("What has changed"),
    "next": gettext_lazy("What comes next"),
}


def asked_of(page: Page) -> list[Topic]:
    """Give the topics of a review that this viewer may see."""
    return [one for one in TOPICS if one is not HOPE or page.viewer.sight.sees(Section.STAYING_WELL)]
