"""Goals, steps, what was achieved, and what the plan's rules are answered by."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.people.models import Voice
from alongside.planning.domain.codes import GoalStatus, Horizon, StepOutcome, Would
from alongside.record.models import Entry, both_or_neither, codes


@tracked
class Goal(Entry):
    """What somebody wants, in their words: "I will … because …"."""

    words = models.TextField()
    because = models.TextField(blank=True)
    no_words_because = models.CharField(max_length=500, blank=True)
    grows_from = models.UUIDField(null=True)
    importance = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    confidence = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    success = models.TextField(blank=True)
    baseline = models.TextField(blank=True)
    horizon = models.CharField(max_length=10, choices=codes(Horizon), default=Horizon.NOW)
    status = models.CharField(max_length=10, choices=codes(GoalStatus), default=GoalStatus.NOW)
    status_reason = models.CharField(max_length=500, blank=True)
    changed_into = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(importance=None) | Q(importance__lte=10)) & (Q(confidence=None) | Q(confidence__lte=10)),
                name="goal_zero_to_ten",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["now", "achieved"]) | ~Q(status_reason="") | Q(standing="moved"),
                name="goal_leaves_with_reason",
            ),
        ]


@tracked
class Step(Entry):
    """One thing to do: one responsible member, a date, and how it went."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="steps")
    words = models.TextField()
    responsible = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    by_when = models.DateField(null=True)
    done_when = models.TextField(blank=True)
    uses = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, choices=codes(StepOutcome), blank=True)
    how_it_went = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=["goal"], name="step_of_goal"),
            models.Index(fields=["responsible"], condition=Q(outcome=""), name="step_open_responsible"),
        ]
        constraints = [*Entry.Meta.constraints, both_or_neither("done", "step")]


@tracked
class PractitionerAnswer(Entry):
    """A practitioner's answer before a plan is agreed: would I want this (B7); what I can and cannot do (B5)."""

    would = models.CharField(max_length=10, choices=codes(Would))
    words = models.TextField()
    follows = models.TextField(blank=True)
    can = models.TextField(blank=True)
    cannot = models.TextField(blank=True)


@tracked
class NotYet(Entry):
    """ "Not yet, because …": the honest answer to a rule that cannot be met today."""

    rule = models.CharField(max_length=10, default="B2")
    words = models.TextField()


@tracked
class Achievement(Entry):
    """Something that was achieved, small or big, in somebody's words; kept."""

    words = models.TextField()
    goal = models.UUIDField(null=True)
    achieved_on = models.DateField(null=True)
