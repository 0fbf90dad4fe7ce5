"""What this room declares to the registry."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import words
from alongside.planning.domain import rules
from alongside.planning.due import of_steps
from alongside.planning.models import Aspiration, Barrier, Goal, Need, NotYet, PractitionerAnswer, Step
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
        own_words=("words",),
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
        own_words=("words", "cause"),
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
        page="hopes",
    )
)
GOAL = register(
    Kind(
        name="goal",
        model=Goal,
        section=Section.GOALS,
        label=_("goal"),
        plural=_("goals"),
        own_words=("words", "because", "success", "baseline"),
        form=FORMS + "GoalForm",
        demo=lambda: {"words": "I will sing at the summer concert.", "importance": 9, "confidence": 5},
        front=Front(_("What I want"), 60, most=6, facets=("now",)),
        banner=False,
        in_plan=True,
        plan_rules=rules.a7_1_goals_in_own_words,
        due=None,
        fhir="Goal",
        facet="status",
        facets=words.GOAL_STATUS,
        links=("grows_from", "changed_into"),
        page="plan",
    )
)
STEP = register(
    Kind(
        name="step",
        model=Step,
        section=Section.GOALS,
        label=_("step"),
        plural=_("steps"),
        own_words=("words", "done_when"),
        form=FORMS + "StepForm",
        demo=lambda: {"words": "Ring the choir and ask when they meet."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.a7_3_steps_have_who_and_when,
        due=of_steps,
        fhir="CarePlan",
        facet="outcome",
        facets=words.OUTCOMES,
        links=("goal_id", "uses"),
        mend_also="responsible_id",
        page="plan",
    )
)
PRACTITIONER_ANSWER = register(
    Kind(
        name="practitioner_answer",
        model=PractitionerAnswer,
        section=Section.GOALS,
        label=_("if it were me or my family"),
        plural=_("if it were me or my family"),
        own_words=("words", "follows", "can", "cannot"),
        form=FORMS + "PractitionerAnswerForm",
        demo=lambda: {"would": "yes", "words": "It starts from what she loves."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.b7_would_you_want_this,
        due=None,
        fhir=None,
        facet="would",
        facets=words.WOULD,
        page="plan",
    )
)
NOT_YET = register(
    Kind(
        name="not_yet",
        model=NotYet,
        section=Section.GOALS,
        label=_("not yet, because"),
        plural=_("not yet, because"),
        own_words=("words",),
        form=FORMS + "NotYetForm",
        demo=lambda: {"rule": "B2", "words": "We have met once, for ten minutes, in a corridor."},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=rules.b2_strengths_beside_needs,
        due=None,
        fhir=None,
        facet="rule",
        page="plan",
    )
)
