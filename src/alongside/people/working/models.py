"""Objections, transfers, emergencies, alerts and what a person wishes to hear. Written by keeper functions (`sql/`)."""

from typing import Any

from django.db import models
from django.db.models import Q

from alongside.base.clock import now
from alongside.base.ids import uuid7

ACCOUNT, TEAM, SUBJECT = "access.Account", "access.Team", "people.Subject"


def _link(to: str, **more: Any) -> Any:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **more)


def _both(at: str, by: str, label: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{at: None, by: None}) | (~Q(**{at: None}) & ~Q(**{by: None})), name=label
    )


class Objection(models.Model):
    """The person does not want a worker or a team to see the record, or parts of it; a lead answers with reasons.

    Neither account nor team: somebody whom the person named in words, and whom we could not find by them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = _link(SUBJECT)
    account = _link(ACCOUNT, null=True)
    team = _link(TEAM, null=True)
    who = models.CharField(max_length=200, blank=True)
    mask = models.BigIntegerField()
    words = models.TextField()
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField()
    answer_by = models.DateField()
    outcome = models.CharField(max_length=12, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    escalated_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["answer_by"], condition=Q(answered_at=None), name="objection_open")]
        constraints = [
            _both("answered_at", "answered_by", "objection_answered_at_by"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(outcome="")), name="objection_answered_in_words"
            ),
        ]


class Transfer(models.Model):
    """One team asks another to go on working with somebody. Until the yes nothing changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = _link(SUBJECT)
    from_team = _link(TEAM)
    to_team = _link(TEAM)
    summary = models.TextField()
    moves_on = models.DateField()
    asked_at = models.DateTimeField(default=now)
    asked_by = models.UUIDField()
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    # The person has read the summary, or was told it: then by whom, and how.
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)
    read_how = models.CharField(max_length=500, blank=True, db_default="")

    class Meta:
        constraints = [
            _both("answered_at", "answered_by", "transfer_answered_at_by"),
            _both("read_at", "read_by", "transfer_read_at_by"),
            models.UniqueConstraint(
                fields=["subject", "from_team"], condition=Q(answered_at=None), name="transfer_one_open"
            ),
        ]


class Glass(models.Model):
    """Somebody opened a record in an emergency, or tried to. Who looks after privacy looks into each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    subject = _link(SUBJECT)
    grant_id = models.UUIDField(null=True)
    why = models.CharField(max_length=30)
    words = models.TextField()
    opened = models.BooleanField()
    broken_at = models.DateTimeField(default=now)
    broken_by = models.UUIDField()
    review_by = models.DateField()
    verdict = models.CharField(max_length=15, blank=True)
    verdict_words = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    untold_words = models.TextField(blank=True)
    untold_until = models.DateField(null=True)
    untold_by = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.UUIDField(null=True)
    escalated_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="glass_of_subject"),
            models.Index(fields=["review_by"], condition=Q(reviewed_at=None), name="glass_open"),
        ]
        constraints = [
            _both("reviewed_at", "reviewed_by", "glass_reviewed_at_by"),
            _both("told_at", "told_by", "glass_told_at_by"),
        ]


class Alert(models.Model):
    """A way of looking that is unusual, and why it seems so. It says nothing of what was read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=12, unique=True)
    account = _link(ACCOUNT)
    subject = _link(SUBJECT)
    kind = models.CharField(max_length=20)
    first_on = models.DateField()
    last_on = models.DateField()
    looks = models.IntegerField()
    found_on = models.DateField()
    verdict = models.CharField(max_length=15, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            _both("answered_at", "answered_by", "alert_answered_at_by"),
            models.UniqueConstraint(
                fields=["account", "subject", "kind"], condition=Q(answered_at=None), name="alert_one_open"
            ),
        ]


class TellMe(models.Model):
    """What the person wishes to hear of besides emergencies, of which they always hear."""

    subject = models.OneToOneField(SUBJECT, primary_key=True, on_delete=models.PROTECT, related_name="+")
    first_look = models.BooleanField(default=False)
    allocation = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=now)
    changed_by = models.UUIDField()


class Absence(models.Model):
    """Somebody who works here is away, from one moment until another, and who stands in. Why is kept nowhere.

    `cover` is nobody as long as a lead has not said who; a later day of return is a new absence, in place of this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = _link(ACCOUNT)
    cover = _link(ACCOUNT, null=True)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["account", "ends"], condition=Q(ended_at=None), name="absence_of_account")]
        constraints = [
            _both("ended_at", "ended_by", "absence_ended_at_by"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="absence_ends_later"),
            models.CheckConstraint(
                condition=Q(cover=None) | ~Q(cover=models.F("account")), name="absence_covered_by_another"
            ),
        ]


class Arrangement(models.Model):
    """How often the person and those who work with them agreed to be in touch, and how much work it is. One a record.

    `every` is in days; `how` in words the person reads ("a visit, or a call if that suits better"); `weight` 1 to 4.
    """

    subject = models.OneToOneField(SUBJECT, primary_key=True, on_delete=models.PROTECT, related_name="+")
    every = models.PositiveSmallIntegerField(null=True)
    how = models.CharField(max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(null=True)
    changed_at = models.DateTimeField(default=now)
    changed_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(every=None) | Q(every__range=(1, 366)), name="arrangement_every_days"),
            models.CheckConstraint(condition=Q(weight=None) | Q(weight__range=(1, 4)), name="arrangement_weight_range"),
        ]


class Portrait(models.Model):
    """The face of somebody who works here, so that people know who is coming. They put it up, and take it down."""

    account = models.OneToOneField(ACCOUNT, primary_key=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    put_at = models.DateTimeField(default=now)
    put_by = models.UUIDField()
