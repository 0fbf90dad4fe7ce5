"""What was put to everybody, and what each voice said to it. Inserted, never changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.models import Subject, Voice
from alongside.planning.domain import Answer
from alongside.planning.domain.codes import PlanEventKind
from alongside.record.models import AnswerToItem, codes


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
        indexes = [models.Index(fields=["put_forward_by", "put_forward_at"], name="plan_put_forward")]
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
    """What happens to a plan besides answers, with the reason.

    Help starts before agreement (interim); the plan is in use though not everybody agrees; a manager authorises or
    returns it; somebody (`voice`) is to be asked again on a day (`until`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    version = models.ForeignKey(
        PlanVersion, null=True, on_delete=models.PROTECT, related_name="events", db_constraint=False
    )
    kind = models.CharField(max_length=20, choices=codes(PlanEventKind))
    voice = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    reason = models.TextField()
    until = models.DateField(null=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject", "version"], name="plan_event_version")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["authorised", "returned"]) | ~Q(until=None), name="plan_event_has_day"
            ),
            models.CheckConstraint(
                condition=(Q(kind="ask_again") & ~Q(voice=None)) | (~Q(kind="ask_again") & Q(voice=None)),
                name="plan_event_names_whom",
            ),
        ]
