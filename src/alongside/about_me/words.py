"""How this room's codes are said on a page: (code, words) pairs, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

TOPICS = (
    ("what_matters", _("What matters to me")),
    ("good_day", _("A good day")),
    ("bad_day", _("A bad day")),
    ("spoken_with", _("How I like to be spoken with")),
    ("things_to_know", _("Things to know about me")),
)
IDENTITY = (
    ("age_group", _("My age")),
    ("ethnicity", _("My ethnic background")),
    ("religion", _("My faith or beliefs")),
    ("language", _("My languages")),
    ("gender_identity", _("My gender")),
    ("sexual_orientation", _("Who I love")),
    ("disability", _("Disability")),
    ("caring_role", _("People I care for")),
    ("veteran", _("Time in the armed forces")),
    ("other", _("Something else about who I am")),
)
NEEDS = (
    ("contact_method", _("How to contact me")),
    ("information_format", _("How I need things written or shown")),
    ("professional", _("An interpreter or another communication professional")),
    ("support", _("Help with communicating")),
    ("adjustment", _("A change in how things are done (a reasonable adjustment)")),
    ("language", _("The language I speak")),
)
SHARE = (
    ("yes", _("Yes, tell others who support me")),
    ("ask", _("Ask me each time")),
    ("no", _("No, keep it in this record")),
)
MUST_KNOWS = (
    ("allergy", _("An allergy")),
    ("choking", _("Eating, drinking, choking")),
    ("seizures", _("Seizures")),
    ("medicine_place", _("Where something I need is kept")),
    ("touch", _("Touch and closeness")),
    ("document", _("Where a paper is kept")),
    ("other", _("Something else")),
)
STAYING_WELL = (
    ("signs", _("Early signs that things are getting harder")),
    ("triggers", _("What makes it harder")),
    ("helps", _("What helps")),
    ("i_can_do", _("What I can do myself")),
    ("who_to_call", _("Whom to call")),
    ("must_not", _("What must not happen")),
    ("home", _("Who looks after home, children, animals")),
)
