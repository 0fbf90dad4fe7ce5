"""What this room declares: the contribution is an entry too, so that a meeting can be shared, answered and withheld."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.record.models import Contribution
from alongside.record.registry import Kind, register

CONTRIBUTION = register(
    Kind(
        name="contribution",
        model=Contribution,
        section=Section.MEETINGS,
        label=_("meeting or moment"),
        plural=_("meetings and moments"),
        own_words=("words",),
        form="alongside.record.web.forms.ContributionForm",
        demo=lambda: {"words": "How things are going", "sort": "visit", "place": "My kitchen", "chose_place": "person"},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="sort",
        facets=(
            ("meeting", _("meeting")),
            ("visit", _("visit")),
            ("call", _("call")),
            ("conversation", _("first conversation")),
            ("moment", _("a moment alone")),
            ("import", _("brought in from another system")),
        ),
    )
)
