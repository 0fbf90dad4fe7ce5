"""What this room declares to the registry: one closed kind."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.record.registry import Kind, register
from alongside.safeguarding.due import of_concerns
from alongside.safeguarding.models import Concern

CONCERN = register(
    Kind(
        name="concern",
        model=Concern,
        section=Section.SAFEGUARDING,
        label=_("concern about safety"),
        plural=_("concerns about safety"),
        own_words=("words", "wishes"),
        form="alongside.safeguarding.web.forms.ConcernForm",
        demo=lambda: {
            "words": "The roofer was back, and wanted the rest of the money in notes.",
            "danger": "no",
            "asked": "yes",
            "wishes": "My money back, and nobody to call me silly.",
            "consent": "yes",
            "abuse": ["financial"],
        },
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=of_concerns,
        fhir=None,
        added_on="concern_new",
        page="safety",
    )
)
