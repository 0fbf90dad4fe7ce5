"""More tables of this room: hidden ways to reach somebody. Written and read by keeper functions alone (`sql/`)."""

from typing import Any

from django.db import models
from django.db.models import Q

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import ContactSort


def _codes(enum: Any) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in enum]


def both_or_neither(word: str, name: str) -> models.CheckConstraint:
    """Give the constraint that `<word>_at` and `<word>_by` are set together or not at all."""
    neither = Q(**{f"{word}_at": None, f"{word}_by": None})
    both = ~Q(**{f"{word}_at": None}) & ~Q(**{f"{word}_by": None})
    return models.CheckConstraint(condition=neither | both, name=f"{name}_{word}_at_by")


class ProtectedContact(models.Model):
    """An address or number that must not be found out. No role of the application reads it but by the keeper's door.

    It is in no history, letter, paper, search or other's export, and the audit trail holds only that it was opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, db_index=False, related_name="+")
    sort = models.CharField(max_length=10, choices=_codes(ContactSort))
    value = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="protected_of_subject")]
        constraints = [both_or_neither("ended", "protected")]
