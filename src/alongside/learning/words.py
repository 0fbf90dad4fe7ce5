"""How the codes of this room read."""

from django.utils.translation import gettext_lazy as _

SORTS = (("law", _("Law")), ("guidance", _("Guidance")), ("local", _("How we work here")))
# The pages of a record on which a notice can stand.
PAGES = (
    ("front", _("Front page")),
    ("about", _("About me")),
    ("strengths", _("Strengths and people")),
    ("hopes", _("Hopes and needs")),
    ("plan", _("Plan")),
    ("in_touch", _("In touch")),
    ("circle", _("My circle")),
    ("safety", _("Safety")),
)
