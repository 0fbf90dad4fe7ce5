"""What a council has to decide and say."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import words
from alongside.planning.models import Aftercare, Eligibility, PersonalBudget
from alongside.record.registry import Kind, register
from alongside.record.times import today

FORMS = "alongside.planning.web.forms."

ELIGIBILITY = register(
    Kind(
        name="eligibility",
        model=Eligibility,
        section=Section.COUNCIL,
        label=_("decision about eligibility"),
        plural=_("decisions about eligibility"),
        own_words=("words",),
        form=FORMS + "EligibilityForm",
        demo=lambda: {
            "words": "Three outcomes are out of reach without help, and it tells on her.",
            "decision": "council",
            "decided_on": today(),
        },
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="decision",
        facets=words.ELIGIBILITY,
        links=("needs", "towards"),
        by_staff=True,
        page="council",
    )
)
PERSONAL_BUDGET = register(
    Kind(
        name="personal_budget",
        model=PersonalBudget,
        section=Section.COUNCIL,
        label=_("personal budget"),
        plural=_("personal budget"),
        own_words=("words",),
        form=FORMS + "PersonalBudgetForm",
        demo=lambda: {"words": "Somebody with her on Tuesdays and Fridays.", "managed_by": "me"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="managed_by",
        facets=tuple(one for one in words.MANAGED_BY if one[0]),
        links=("direct_for",),
        by_staff=True,
        page="council",
    )
)
AFTERCARE = register(
    Kind(
        name="aftercare",
        model=Aftercare,
        section=Section.COUNCIL,
        label=_("aftercare (section 117)"),
        plural=_("aftercare (section 117)"),
        own_words=("words",),
        form=FORMS + "AftercareForm",
        demo=lambda: {"words": "The flat, the nurse once a month, the garden.", "owed_by": "Saltmouth Council"},
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        by_staff=True,
        page="council",
    )
)
