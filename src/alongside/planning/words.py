"""How this room's codes are said on a page: (code, words) pairs, in the order in which they are offered."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEED_DOMAINS = (
    ("nutrition", _("Eating and drinking well")),
    ("hygiene", _("Keeping clean")),
    ("toilet", _("Using the toilet")),
    ("clothed", _("Being dressed as I like")),
    ("home_safe", _("Getting about my home safely")),
    ("home_habitable", _("Keeping my home liveable")),
    ("relationships", _("Family and friends")),
    ("work_learning", _("Work, learning, volunteering")),
    ("community", _("Getting to places and services near me")),
    ("caring", _("Looking after a child or somebody else")),
    ("other", _("Something else")),
)
BARRIERS = (
    ("stigma", _("What people think")),
    ("discrimination", _("Being treated unfairly")),
    ("poverty", _("Money")),
    ("housing", _("Housing")),
    ("digital", _("Things being online")),
    ("access", _("Getting there or getting in")),
    ("language", _("Language")),
    ("law_policy", _("Rules or law")),
    ("other", _("Something else")),
)
HORIZONS = (("now", _("Now")), ("later", _("Later")))
GOAL_STATUS = (
    ("now", _("A goal now")),
    ("achieved", _("Achieved")),
    ("let_go", _("Let go")),
    ("changed", _("Changed into another")),
)
OUTCOMES = (("done", _("Done")), ("not_done", _("Not done")))
WOULD = (
    ("yes", _("Yes, I would want this for me or my family")),
    ("no", _("No, I would not want this for me or my family")),
    ("unsure", _("I am not sure")),
)
ANSWERS = (
    ("agree", _("I agree")),
    ("in_part", _("I agree with part of it")),
    ("differently", _("I see it differently")),
    ("could_not", _("Could not answer")),
)
EVENTS = (
    ("interim", _("Help has started before the plan is agreed")),
    ("in_use_not_agreed", _("The plan is in use, though not everybody agrees")),
)
HOWS = (
    ("said", _("They said it")),
    ("signed", _("They signed it")),
    ("interpreter", _("Through an interpreter")),
    ("wrote", _("They wrote it on paper")),
    ("behaviour", _("They showed it by what they do")),
)
IMPORTANCE = (_("not at all"), _("a little"), _("somewhat"), _("a lot"), _("more than almost anything"))
CONFIDENCE = (_("not sure at all"), _("not very sure"), _("somewhat sure"), _("quite sure"), _("as sure as can be"))
UP_TO = (0, 3, 6, 8)


def of_ten(number: int, scale: tuple[str | Promise, ...]) -> str | Promise:
    """Say a number from 0 to 10 by the word of its part of the scale."""
    return scale[sum(number > limit for limit in UP_TO)]
