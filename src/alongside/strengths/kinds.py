"""What this room declares to the registry."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.record.registry import Front, Kind, register
from alongside.strengths import words
from alongside.strengths.models import CommunityTie, Connection, Role, Strength

FORMS = "alongside.strengths.web.forms."

STRENGTH = register(
    Kind(
        name="strength",
        model=Strength,
        section=Section.STRENGTHS,
        label=_("strength"),
        plural=_("strengths"),
        own_words=("words", "example", "could_be_used_for"),
        form=FORMS + "StrengthForm",
        demo=lambda: {"sort": "ability", "words": "I can mend almost any bicycle."},
        front=Front(_("What I am good at"), 20),
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="sort",
        facets=words.STRENGTHS,
        page="strengths",
    )
)
CONNECTION = register(
    Kind(
        name="connection",
        model=Connection,
        section=Section.PEOPLE,
        label=_("somebody in my life"),
        plural=_("my people"),
        own_words=("words", "brings", "could_bring", "knows", "lapsed_because"),
        form=FORMS + "ConnectionForm",
        demo=lambda: {
            "name": "Nasreen",
            "sort": "family",
            "tense": "present",
            "closeness": 1,
            "words": "She rings on Sundays.",
        },
        front=Front(_("My people"), 30, facets=("present",)),
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        title="name",
        facet="tense",
        facets=words.TENSES,
        page="strengths",
    )
)
COMMUNITY_TIE = register(
    Kind(
        name="community_tie",
        model=CommunityTie,
        section=Section.PLACES,
        label=_("place or group"),
        plural=_("my places and groups"),
        own_words=("words",),
        form=FORMS + "CommunityTieForm",
        demo=lambda: {"name": "The library", "sort": "place", "tense": "present", "words": "Warm, quiet, nobody asks."},
        front=Front(_("My places"), 40, facets=("present",)),
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        title="name",
        facet="tense",
        facets=words.TENSES,
        page="strengths",
    )
)
ROLE = register(
    Kind(
        name="role",
        model=Role,
        section=Section.ROLES,
        label=_("role"),
        plural=_("who I am to others"),
        own_words=("words", "in_the_way"),
        form=FORMS + "RoleForm",
        demo=lambda: {"name": "Aunt", "tense": "has", "words": "Somebody waits for me."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        title="name",
        facet="tense",
        facets=words.ROLE_TENSES,
        page="strengths",
    )
)
