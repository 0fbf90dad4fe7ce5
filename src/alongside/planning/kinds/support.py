"""What it takes, support, and where people want different things."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import due, words
from alongside.planning.domain import rules
from alongside.planning.models import Means, Support, Tension, TensionView
from alongside.record.registry import Kind, register

FORMS = "alongside.planning.web.forms."

MEANS = register(
    Kind(
        name="means",
        model=Means,
        section=Section.GOALS,
        label=_("what it takes"),
        plural=_("what it takes"),
        own_words=("words",),
        form=FORMS + "MeansForm",
        demo=lambda: {"words": "A bus pass that works before half past nine.", "sort": "transport"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=due.of_means,
        fhir=None,
        facet="sort",
        facets=words.MEANS,
        links=("meets",),
        shared_work=(
            "asked_of",
            "asked_on",
            "answer",
            "answered_on",
            "reason",
            "appeal_by",
            "appeal",
            "appealed_on",
            "appeal_answer",
            "appeal_answered_on",
            "appeal_reason",
        ),
        page="plan_support",
    )
)
SUPPORT = register(
    Kind(
        name="support",
        model=Support,
        section=Section.GOALS,
        label=_("support"),
        plural=_("support"),
        own_words=("words", "means_to_me", "good", "hard"),
        form=FORMS + "SupportForm",
        demo=lambda: {"words": "A singing group for people whose voice has changed.", "status": "talked_about"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.a8_1_support_is_well_founded,
        due=None,
        fhir=None,
        facet="status",
        facets=words.SUPPORT_STATUS,
        links=("meets",),
        shared_work=("status", "status_on", "evidence", "evidence_strength", "evidence_link", "evidence_checked_on"),
        page="plan_support",
    )
)
TENSION = register(
    Kind(
        name="tension",
        model=Tension,
        section=Section.TENSIONS,
        label=_("where we want different things"),
        plural=_("where we want different things"),
        own_words=("words",),
        form=FORMS + "TensionForm",
        demo=lambda: {"words": "Whether the front door is locked at night."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="stands",
        facets=words.TENSION_STANDS,
        links=("about",),
        shared_work=("stands", "advocacy"),
        page="tensions",
    )
)
TENSION_VIEW = register(
    Kind(
        name="tension_view",
        model=TensionView,
        section=Section.TENSIONS,
        label=_("what one of us wants"),
        plural=_("what each of us wants"),
        own_words=("words", "why"),
        form=FORMS + "TensionViewForm",
        demo=lambda: {"words": "I want to go out when I wake.", "why": "It is my door."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        links=("tension_id",),
        page="tensions",
    )
)
