"""Looking at the plan again, and the story of it."""

from django.utils.translation import gettext_lazy as _

from alongside.people.domain import Section
from alongside.planning import due
from alongside.planning.models import GoalRating, Review, Story
from alongside.record.registry import Kind, register

FORMS = "alongside.planning.web.forms."

REVIEW = register(
    Kind(
        name="review",
        model=Review,
        section=Section.GOALS,
        label=_("review"),
        plural=_("reviews"),
        own_words=("words", "helped", "not_helped", "changed", "next"),
        form=FORMS + "ReviewForm",
        demo=lambda: {"words": "She laughed on the stairs."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=due.of_plans,
        fhir=None,
        shared_work=("present", "of_version", "finished_at", "finished_by"),
        added_on="plan_review_start",
        page="plan",
    )
)
GOAL_RATING = register(
    Kind(
        name="goal_rating",
        model=GoalRating,
        section=Section.GOALS,
        label=_("where a goal is"),
        plural=_("where goals are"),
        own_words=("words",),
        form=FORMS + "GoalRatingForm",
        demo=lambda: {"score": 4, "words": "Halfway up the hill."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        links=("goal_id", "review"),
        page="plan",
    )
)
STORY = register(
    Kind(
        name="story",
        model=Story,
        section=Section.GOALS,
        label=_("story of progress"),
        plural=_("stories of progress"),
        own_words=("words",),
        form=FORMS + "StoryForm",
        demo=lambda: {"words": "This is how I got from the kitchen to the choir."},
        front=None,
        banner=False,
        in_plan=False,
        plan_rules=None,
        due=None,
        fhir=None,
        links=("left_out",),
        added_on="story",
        page="story",
    )
)
