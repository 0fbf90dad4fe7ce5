"""Hopes, needs and how they are met, and what gets in the way."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.models import Subject, Voice
from alongside.planning.domain.codes import BarrierSort, Extent, MetByKind, NeedDomain, WillingAnswer
from alongside.record.models import Entry, codes


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
    impact = models.TextField(blank=True)
    what_else = models.TextField(blank=True)


@tracked
class MetBy(Entry):
    """One line of how a need is met: by what, how far, through which entry, and whom it leans on (B6)."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="met_by")
    words = models.TextField()
    sort = models.CharField(max_length=15, choices=codes(MetByKind))
    extent = models.CharField(max_length=10, choices=codes(Extent), default=Extent.NOT_YET)
    through = models.UUIDField(null=True)
    leans_on = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )

    class Meta(Entry.Meta):
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=["leans_on"], name="metby_leans_on", condition=~Q(leans_on=None)),
        ]


class Willing(models.Model):
    """What somebody a line leans on says: yes, no, or yes taken back; with how it was given. The last one counts.

    `said_to` holds the words they said it to: when these change, a yes does not carry over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    met_by = models.ForeignKey(
        MetBy, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="willing"
    )
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    answer = models.CharField(max_length=10, choices=codes(WillingAnswer))
    said_to = models.TextField()
    words = models.TextField(blank=True)
    how = models.CharField(max_length=20, blank=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["subject", "met_by"], name="willing_of_line")]


@tracked
class Barrier(Entry):
    """What in the world around gets in the way: cause, consequence, who can change it, what came of it (A4.1)."""

    words = models.TextField()
    sort = models.CharField(max_length=20, choices=codes(BarrierSort), default=BarrierSort.OTHER)
    cause = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    who_can_change = models.TextField(blank=True)
    action_person = models.TextField(blank=True)
    action_service = models.TextField(blank=True)
    action_community = models.TextField(blank=True)
    result = models.TextField(blank=True)
