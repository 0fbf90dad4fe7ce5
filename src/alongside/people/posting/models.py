"""The outbox: that an account is to be written to, and how that went. No address and no word of it is kept."""

from django.db import models
from django.db.models import Q

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.posting.domain import OPEN, Sort, State


class Posting(models.Model):
    """One mail to one account, about whatever it has not read. Written by keeper functions (`sql/36_postings.sql`).

    `due`: not before; `began`: when it was last handed over; `ended`: when it was known how it went; `error`: the kind.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    sort = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Sort])
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in State], default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField(default=now)
    due = models.DateTimeField(default=now)
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    error = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due", "id"], condition=Q(state="waiting"), name="posting_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state__in=[one.value for one in OPEN]), name="posting_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in OPEN], ended=None)
                | (~Q(state__in=[one.value for one in OPEN]) & ~Q(ended=None)),
                name="posting_ended_when",
            ),
        ]
