"""Looking at a plan again: the review, where each goal is, and the story somebody makes of it."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.planning.models.goals import Goal
from alongside.record.models import Entry, both_or_neither


@tracked
class Review(Entry):
    """A review of the plan: what went well first (`words`), what helped, what did not, what comes next (A7.4)."""

    words = models.TextField(blank=True)
    helped = models.TextField(blank=True)
    not_helped = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    next = models.TextField(blank=True)
    present = ArrayField(models.UUIDField(), default=list, blank=True)
    of_version = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        constraints = [*Entry.Meta.constraints, both_or_neither("finished", "review")]


@tracked
class GoalRating(Entry):
    """Where a goal is, 0 to 10 (10: there), with words; `review` is the review at which it was asked (A7.4)."""

    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="ratings"
    )
    score = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    words = models.TextField(blank=True)
    review = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, models.Index(fields=["goal"], name="rating_of_goal")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=10) | Q(standing="moved"), name="rating_zero_to_ten"
            ),
        ]


@tracked
class Story(Entry):
    """The person's story of progress: words of their own to begin with, and what they leave out of it."""

    words = models.TextField(blank=True)
    left_out = ArrayField(models.UUIDField(), default=list, blank=True)
