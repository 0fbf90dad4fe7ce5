"""How this room's codes are said on a page: (code, words) pairs, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

STRENGTHS = (
    ("ability", _("Something I can do")),
    ("knowledge", _("Something I know about")),
    ("quality", _("What I am like")),
    ("resource", _("Something I have")),
    ("potential", _("Something I could grow into")),
    ("come_through", _("Something I have come through")),
)
CONNECTIONS = (
    ("family", _("Family")),
    ("partner", _("Partner")),
    ("friend", _("Friend")),
    ("neighbour", _("Neighbour")),
    ("colleague", _("Somebody from work or learning")),
    ("professional", _("Somebody whose job it is")),
    ("animal", _("An animal")),
    ("other", _("Somebody else")),
)
TENSES = (
    ("present", _("Now")),
    ("past", _("In the past")),
    ("wanted", _("I would like this")),
)
CLOSENESS = (
    ("1", _("1: as close as can be")),
    ("2", _("2: close")),
    ("3", _("3: in between")),
    ("4", _("4: not so close")),
    ("5", _("5: at the edge")),
)
WANT_BACK = (
    ("yes", _("Yes")),
    ("unsure", _("Not sure")),
    ("no", _("No")),
)
TIES = (
    ("place", _("A place")),
    ("group", _("A group or club")),
    ("service", _("A service")),
    ("activity", _("Something I do")),
    ("faith", _("A place of faith")),
    ("work", _("Work or volunteering")),
    ("online", _("Online")),
)
ROLE_TENSES = (
    ("has", _("I am this now")),
    ("had", _("I was this")),
    ("wants", _("I would like to be this")),
)
