"""Hopes, needs, goals, steps, and the plan that is put to everybody."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.models import Subject, Voice
from alongside.planning.domain import Answer
from alongside.planning.domain.codes import (
    BarrierSort,
    GoalStatus,
    Horizon,
    NeedDomain,
    PlanEventKind,
    StepOutcome,
    Would,
)
from alongside.record.models import AnswerToItem, Entry, both_or_neither, codes


@tracked
class Aspiration(Entry):
    """A hope: the person's, or for their own part a carer's, a friend's. Whose it is, the voice says."""

    words = models.TextField()
    why = models.TextField(blank=True)


@tracked
class Need(Entry):
    """What is needed, what it gets in the way of, and which strengths help already (A6.1)."""

    words = models.TextField()
    domain = models.CharField(max_length=20, choices=codes(NeedDomain), default=NeedDomain.OTHER)
    gets_in_way_of = models.UUIDField(null=True)
    gets_in_way_not_yet = models.CharField(max_length=500, blank=True)
    helped_by = ArrayField(models.UUIDField(), default=list, blank=True)
    helped_by_not_yet = models.CharField(max_length=500, blank=True)


@tracked
class Barrier(Entry):
    """What in the world around gets in the way."""

    words = models.TextField()
    sort = models.CharField(max_length=20, choices=codes(BarrierSort), default=BarrierSort.OTHER)
    cause = models.TextField(blank=True)


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
        indexes = [*Entry.Meta.indexes, models.Index(fields=["goal"], name="step_of_goal")]
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


class PlanVersion(models.Model):
    """The plan as it was when put to everybody for agreement. Never changed, never erased."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    number = models.PositiveIntegerField()
    put_forward_at = models.DateTimeField(default=now)
    put_forward_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    blocked = models.BooleanField()
    holders = ArrayField(models.UUIDField(), default=list)
    review_on = models.DateField(null=True)

    class Meta:
        db_table = "planning_version"
        constraints = [
            models.UniqueConstraint(fields=["subject", "number"], name="plan_number_once"),
            models.UniqueConstraint(fields=["id", "subject"], name="plan_id_subject"),
        ]


class Frozen(AnswerToItem):
    """One entry as it stood in a version: its text is read from the kind's history, under that history's own lock."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="frozen", db_constraint=False)
    kind = models.CharField(max_length=40)
    event_id = models.BigIntegerField()

    class Meta(AnswerToItem.Meta):
        db_table = "planning_frozen"


class PlanAnswer(models.Model):
    """What one voice says to one version, in their own words. A later answer stands before an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="answers", db_constraint=False)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    answer = models.CharField(max_length=15, choices=codes(Answer))
    words = models.TextField(blank=True)
    why = models.CharField(max_length=500, blank=True)
    how = models.CharField(max_length=20, blank=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject", "version"], name="plan_answer_version")]
        constraints = [
            models.CheckConstraint(condition=~Q(answer="could_not") | ~Q(why=""), name="could_not_answer_says_why"),
        ]


class PlanEvent(models.Model):
    """Help starts before agreement (interim), or the plan is in use though not everybody agrees; with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    version = models.ForeignKey(
        PlanVersion, null=True, on_delete=models.PROTECT, related_name="events", db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=codes(PlanEventKind))
    reason = models.TextField()
    until = models.DateField()
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject", "version"], name="plan_event_version")]
