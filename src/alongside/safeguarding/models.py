"""The concern, and what stands below it. Who sees a concern is `record.Audience`, written by keeper functions alone."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.record.models import AnswerToItem, Entry, codes
from alongside.safeguarding.domain import (
    Abuse,
    Answer,
    Asked,
    AtRisk,
    Consent,
    Danger,
    Ground,
    Keep,
    Outcome,
    Sort,
    Tell,
    Whom,
)


@tracked
class Concern(Entry):
    """What was seen or said (`words`), what was done at once, and what the person wants. A closed kind.

    `sources` are voices of this circle that may be the source of harm: whoever they are never sees it.
    """

    words = models.TextField()
    danger = models.CharField(max_length=10, choices=codes(Danger))
    done_now = models.TextField(blank=True)
    when = models.CharField(max_length=200, blank=True)
    at_risk = models.CharField(max_length=10, choices=codes(AtRisk), default=AtRisk.PERSON)
    abuse = ArrayField(models.CharField(max_length=20, choices=codes(Abuse)), default=list, blank=True)
    sources = ArrayField(models.UUIDField(), default=list, blank=True)
    source_words = models.CharField(max_length=300, blank=True)
    asked = models.CharField(max_length=10, choices=codes(Asked), default=Asked.NOT_YET)
    wishes = models.TextField(blank=True)
    consent = models.CharField(max_length=10, choices=codes(Consent), default=Consent.NOT_ASKED)
    grounds = ArrayField(models.CharField(max_length=20, choices=codes(Ground)), default=list, blank=True)
    grounds_words = models.TextField(blank=True)
    tell = models.CharField(max_length=10, choices=codes(Tell), default=Tell.YES)
    keep_ground = models.CharField(max_length=10, choices=codes(Keep), blank=True)
    keep_words = models.TextField(blank=True)
    keep_review = models.DateField(null=True)

    class Meta(Entry.Meta):
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(tell="not_now") | (~Q(keep_ground="") & ~Q(keep_words="") & ~Q(keep_review=None)),
                name="concern_kept_with_reason",
            ),
        ]


class Part(AnswerToItem):
    """One thing below a concern: who was told, what was decided, a step, how it ended. Added, never changed."""

    sort = models.CharField(max_length=12, choices=codes(Sort))
    words = models.TextField(blank=True)
    whom = models.CharField(max_length=10, choices=codes(Whom), blank=True)
    name = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    by_when = models.DateField(null=True)
    outcome = models.CharField(max_length=15, choices=codes(Outcome), blank=True)
    grounds = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    needs = models.CharField(max_length=10, choices=codes(Answer), blank=True)
    abused = models.CharField(max_length=10, choices=codes(Answer), blank=True)
    unable = models.CharField(max_length=10, choices=codes(Answer), blank=True)
    of = models.UUIDField(null=True)

    class Meta(AnswerToItem.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(sort="decision")
                | (~Q(outcome="") & ~Q(words="") & ~Q(needs="") & ~Q(abused="") & ~Q(unable="")),
                name="part_decided_whole",
            ),
            models.CheckConstraint(condition=~Q(sort="told") | (~Q(whom="") & ~Q(on=None)), name="part_told_whom"),
            models.CheckConstraint(
                condition=~Q(sort="closed") | (~Q(outcome="") & (Q(outcome="not_said") | ~Q(words=""))),
                name="part_closed_with_view",
            ),
        ]
