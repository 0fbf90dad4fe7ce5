"""Means and support: what it takes, whom we asked, what was offered, and what became of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.access.history import tracked
from alongside.planning.domain.codes import Evidence, MeansAnswer, MeansSort, SupportStatus
from alongside.record.models import Entry, codes


def in_order(first: str, second: str) -> Q:
    """Give the condition that the second day, where both are known, is not before the first."""
    return Q(**{f"{first}__isnull": True}) | Q(**{f"{second}__isnull": True}) | Q(**{f"{second}__gte": F(first)})


@tracked
class Means(Entry):
    """What it takes: asked of whom, when, the answer and its reason, the appeal and its days (A7.2)."""

    words = models.TextField()
    sort = models.CharField(max_length=15, choices=codes(MeansSort), default=MeansSort.OTHER)
    meets = models.UUIDField(null=True)
    asked_of = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=codes(MeansAnswer), blank=True)
    answered_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    appeal_by = models.DateField(null=True)
    appeal = models.TextField(blank=True)
    appealed_on = models.DateField(null=True)
    appeal_answer = models.CharField(max_length=10, choices=codes(MeansAnswer), blank=True)
    appeal_answered_on = models.DateField(null=True)
    appeal_reason = models.TextField(blank=True)

    class Meta(Entry.Meta):
        verbose_name_plural = "means"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=in_order("asked_on", "answered_on")
                & in_order("answered_on", "appealed_on")
                & in_order("appealed_on", "appeal_answered_on"),
                name="means_days_in_order",
            ),
        ]


@tracked
class Support(Entry):
    """Support talked about, offered or given: its evidence, what it means to the person, what came of it (A8.1)."""

    words = models.TextField()
    provider = models.CharField(max_length=200, blank=True)
    meets = ArrayField(models.UUIDField(), default=list, blank=True)
    status = models.CharField(max_length=12, choices=codes(SupportStatus), default=SupportStatus.TALKED_ABOUT)
    status_on = models.DateField(null=True)
    status_reason = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    evidence_strength = models.CharField(max_length=10, choices=codes(Evidence), blank=True)
    evidence_link = models.CharField(max_length=500, blank=True)
    evidence_checked_on = models.DateField(null=True)
    means_to_me = models.TextField(blank=True)
    adapted = models.TextField(blank=True)
    good = models.TextField(blank=True)
    hard = models.TextField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "ended"]) | ~Q(status_reason="") | Q(standing="moved"),
                name="support_leaves_with_reason",
            ),
        ]
