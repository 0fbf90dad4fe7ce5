"""Goals, steps, achievements, and what the plan's rules are answered by."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import due, words
from alongside.planning.domain import rules
from alongside.planning.models import Achievement, Goal, NotYet, PractitionerAnswer, Step
from alongside.record.registry import Front, Kind, register

FORMS = "alongside.planning.web.forms."

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
        due=due.of_steps,
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
        by_staff=True,
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
ACHIEVEMENT = register(
    Kind(
        name="achievement",
        model=Achievement,
        section=Section.GOALS,
        label=_("achievement"),
        plural=_("achievements"),
        own_words=("words",),
        form=FORMS + "AchievementForm",
        demo=lambda: {"words": "I sang the low part, on my own, twice."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        links=("goal",),
        page="story",
    )
)
