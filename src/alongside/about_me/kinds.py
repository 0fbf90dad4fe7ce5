"""What this room declares to the registry."""

from django.utils.translation import gettext_lazy as _

from alongside.about_me import words
from alongside.about_me.due import of_rights
from alongside.about_me.models import (
    CommunicationNeed,
    Hope,
    Identity,
    MustKnow,
    RightExplained,
    StayingWell,
    WayOfLife,
)
from alongside.people.domain import Section
from alongside.record.registry import Front, Kind, register
from alongside.record.times import today

FORMS = "alongside.about_me.web.forms."

WAY_OF_LIFE = register(
    Kind(
        name="way_of_life",
        model=WayOfLife,
        section=Section.ABOUT,
        label=_("what matters"),
        plural=_("what matters and good days"),
        own_words=("words",),
        form=FORMS + "WayOfLifeForm",
        demo=lambda: {"topic": "what_matters", "words": "Being asked first."},
        front=Front(_("What matters to me"), 10, facets=("what_matters", "good_day")),
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="topic",
        facets=words.TOPICS,
        page="about",
    )
)
IDENTITY = register(
    Kind(
        name="identity",
        model=Identity,
        section=Section.IDENTITY,
        label=_("who I am"),
        plural=_("who I am"),
        own_words=("words",),
        form=FORMS + "IdentityForm",
        demo=lambda: {"category": "language", "words": "Bengali at home, English everywhere else."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="category",
        facets=words.IDENTITY,
        page="about",
    )
)
COMMUNICATION_NEED = register(
    Kind(
        name="communication_need",
        model=CommunicationNeed,
        section=Section.COMMUNICATION,
        label=_("how to talk with me"),
        plural=_("how to talk with me"),
        own_words=("words",),
        form=FORMS + "CommunicationNeedForm",
        demo=lambda: {"category": "support", "words": "One question at a time, and wait.", "share": "yes"},
        front=None,
        banner=True,
        in_plan=True,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="category",
        facets=words.NEEDS,
        page="about",
    )
)
MUST_KNOW = register(
    Kind(
        name="must_know",
        model=MustKnow,
        section=Section.MUST_KNOWS,
        label=_("must-know"),
        plural=_("must-knows"),
        own_words=("words",),
        form=FORMS + "MustKnowForm",
        demo=lambda: {"about": "allergy", "words": "Peanuts: my throat closes.", "from_whom": "me"},
        front=None,
        banner=True,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        facet="about",
        facets=words.MUST_KNOWS,
        page="about",
    )
)
STAYING_WELL = register(
    Kind(
        name="staying_well",
        model=StayingWell,
        section=Section.STAYING_WELL,
        label=_("staying well"),
        plural=_("my staying-well plan"),
        own_words=("words", "phone"),
        form=FORMS + "StayingWellForm",
        demo=lambda: {"part": "helps", "words": "Walking by the canal."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        title="name",
        facet="part",
        facets=words.STAYING_WELL,
        shared_work=("position",),
        page="staying_well",
    )
)
RIGHT_EXPLAINED = register(
    Kind(
        name="right_explained",
        model=RightExplained,
        section=Section.RIGHTS,
        label=_("right explained"),
        plural=_("rights explained"),
        own_words=("words",),
        form=FORMS + "RightExplainedForm",
        demo=lambda: {
            "right": "complain",
            "understood": "yes",
            "words": "Good. I will keep that one in my pocket.",
            "explained_on": today(),
        },
        front=None,
        banner=False,
        in_plan=True,
        plan_rules=None,
        due=of_rights,
        fhir=None,
        facet="right",
        facets=words.RIGHTS,
        page="rights",
    )
)
HOPE = register(
    Kind(
        name="hope",
        model=Hope,
        section=Section.STAYING_WELL,
        label=_("how hopeful I feel"),
        plural=_("how hopeful I feel"),
        own_words=("words",),
        form=FORMS + "HopeForm",
        demo=lambda: {"score": 6, "words": "The mornings are lighter."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        links=("review",),
        page="staying_well",
    )
)
