"""Which kinds stand on which page of a record, under which heading, in which order."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Group:
    """One heading of a page: the entries of a kind (of one facet, where given), and how to add one.

    With `whole`, the page where all of it stands, only those picked for it are shown here, with the way to that page,
    which is called `whole_text`.
    """

    heading: str | Promise
    kind: str
    facets: tuple[str, ...] = ()
    hint: str | Promise = ""
    whole: str = ""
    whole_text: str | Promise = ""


ABOUT = (
    Group(
        _("How to talk with me, and what I need to take part"),
        "communication_need",
        hint=_("What helps us to understand each other?"),
    ),
    Group(
        _("What matters to me"),
        "way_of_life",
        ("what_matters",),
        _("People, things, habits, beliefs: what would you not want to be without?"),
    ),
    Group(_("A good day"), "way_of_life", ("good_day",), _("What does it begin with? Who is in it?")),
    Group(_("A bad day"), "way_of_life", ("bad_day",), _("What is it like, and what makes it better?")),
    Group(
        _("How I like to be spoken with"), "way_of_life", ("spoken_with",), _("What puts you at ease? What does not?")
    ),
    Group(
        _("Things to know about me"), "way_of_life", ("things_to_know",), _("Anything you would like people to know.")
    ),
    Group(_("Who I am"), "identity", hint=_("As much as you want to say. Nothing here has to be told.")),
    Group(
        _("Must-knows"),
        "must_know",
        hint=_("What must anybody near you know at once? An allergy, what to do, where a paper is kept."),
    ),
    Group(
        _("Staying well"),
        "staying_well",
        hint=_("What helps, what you can do, whom to call. This opens from “I need help now”."),
        whole="staying_well",
        whole_text=_("The whole staying-well plan"),
    ),
    Group(
        _("Rights"),
        "right_explained",
        hint=_("What anybody may ask for, in plain words, and what has been talked about."),
        whole="rights",
        whole_text=_("Read the rights"),
    ),
)
STRENGTHS = (
    Group(
        _("What I am good at, know and have come through"),
        "strength",
        hint=_("What would your best friend say you are good at?"),
    ),
    Group(_("My people"), "connection", ("present",), _("Who is in your life now?")),
    Group(_("People I have lost touch with"), "connection", ("past",), _("Is there somebody you miss?")),
    Group(_("People I would like in my life"), "connection", ("wanted",), _("Who would you like to have around you?")),
    Group(_("My places and groups"), "community_tie", ("present",), _("Where do you go? Where do you belong?")),
    Group(_("Places and groups I used to go to"), "community_tie", ("past",), _("Is there one you would like back?")),
    Group(_("Places and groups I would like"), "community_tie", ("wanted",), _("Where would you like to go?")),
    Group(_("Who I am to others"), "role", hint=_("A friend, a grandmother, a keeper of bees: had, have, would like.")),
)
HOPES = (
    Group(
        _("What I hope for, and what my family hopes for"),
        "aspiration",
        hint=_(
            "If things went well, what would your life be like? "
            "Family and friends add their own hopes in their own voice."
        ),
    ),
    Group(_("What I need"), "need", hint=_("What is hard, and what does it get in the way of?")),
    Group(
        _("What gets in the way"), "barrier", hint=_("Something outside you: money, buses, what people think, rules.")
    ),
)
