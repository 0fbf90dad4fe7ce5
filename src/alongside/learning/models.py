"""Notices of change, and that somebody has read one. Written by keeper functions (`sql/85_practice.sql`)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.access.models import Account, Organisation
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.learning.domain import ChangeSort
from alongside.record.models import both_or_neither, codes


class PracticeNotice(models.Model):
    """What changed, in plain words, from when, and whom it concerns; without an organisation: all who work here.

    `titles` and `teams` narrow who must read it; empty means everybody. `pages` are those of a record where it is
    shown. `reference` is the name of one that came from a file, so that the same file twice is one notice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField()
    sort = models.CharField(max_length=10, choices=codes(ChangeSort))
    effective_on = models.DateField()
    source = models.CharField(max_length=500, blank=True)
    link = models.CharField(max_length=500, blank=True)
    titles = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    teams = ArrayField(models.UUIDField(), default=list, blank=True)
    pages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    reference = models.CharField(max_length=60, null=True, unique=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            both_or_neither("withdrawn", "practice"),
            models.CheckConstraint(condition=~Q(sort="local") | ~Q(organisation=None), name="practice_local_somewhere"),
            models.CheckConstraint(condition=Q(teams=[]) | ~Q(organisation=None), name="practice_teams_somewhere"),
        ]


class Acknowledgement(models.Model):
    """Somebody said of a notice: I have read this, and know what it means for my work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notice = models.ForeignKey(PracticeNotice, on_delete=models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    said = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "notice"], name="acknowledgement_once")]
