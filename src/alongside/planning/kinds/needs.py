"""Hopes, needs and how they are met, and what gets in the way."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import due, words
from alongside.planning.domain import rules
from alongside.planning.models import Aspiration, Barrier, MetBy, Need
from alongside.record.registry import Front, Kind, register

FORMS = "alongside.planning.web.forms."

ASPIRATION = register(
    Kind(
        name="aspiration",
        model=Aspiration,
        section=Section.HOPES,
        label=_("hope"),
        plural=_("hopes"),
        own_words=("words", "why"),
        form=FORMS + "AspirationForm",
        demo=lambda: {"words": "To sing with other people again."},
        front=Front(_("What I hope for"), 50),
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        page="hopes",
    )
)
NEED = register(
    Kind(
        name="need",
        model=Need,
        section=Section.NEEDS,
        label=_("need"),
        plural=_("needs"),
        own_words=("words", "impact", "what_else"),
        form=FORMS + "NeedForm",
        demo=lambda: {
            "words": "Somebody with me the first few times.",
            "domain": "community",
            "helped_by_not_yet": "we have not asked",
        },
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.a6_1_needs_in_their_place,
        due=None,
        fhir=None,
        facet="domain",
        facets=words.NEED_DOMAINS,
        links=("gets_in_way_of", "helped_by"),
        page="hopes",
    )
)
BARRIER = register(
    Kind(
        name="barrier",
        model=Barrier,
        section=Section.NEEDS,
        label=_("what gets in the way"),
        plural=_("what gets in the way"),
        own_words=("words", "cause", "consequence"),
        form=FORMS + "BarrierForm",
        demo=lambda: {"words": "The last bus goes at six.", "sort": "access"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="sort",
        facets=words.BARRIERS,
        shared_work=("who_can_change", "action_person", "action_service", "action_community", "result"),
        page="hopes",
    )
)
MET_BY = register(
    Kind(
        name="met_by",
        model=MetBy,
        section=Section.NEEDS,
        label=_("how a need is met"),
        plural=_("how needs are met"),
        own_words=("words",),
        form=FORMS + "MetByForm",
        demo=lambda: {"sort": "own_strength", "words": "I write it on the calendar.", "extent": "partly"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.b6_how_needs_are_met,
        due=due.of_yeses,
        fhir=None,
        facet="sort",
        facets=words.MET_BY,
        links=("need_id", "through"),
        see_also="leans_on_id",
        shared_work=("extent",),
        page="plan_needs",
    )
)
