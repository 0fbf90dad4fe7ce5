"""More tables of this room: hidden contacts, invitations, proxies. Written by keeper functions alone (`sql/`)."""

from typing import Any

from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import ContactSort, InvitedBy, ProxyGround, ProxyKind, Relationship


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


class Invitation(models.Model):
    """Somebody is invited into the circle, or (`own`) the person to their own record. The secret is kept as its digest.

    `said` and `present`: how the person agreed, and who was there, when a worker invites together with them; for `own`,
    how the worker made sure who they are. `link`: the digest of a second way in, to the e-mail a code's holder named.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, db_index=False, related_name="+")
    voice = models.ForeignKey("people.Voice", null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    own = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    how = models.CharField(max_length=5, choices=_codes(InvitedBy))
    email = models.CharField(max_length=254, blank=True)
    secret = models.CharField(max_length=64, unique=True)
    link = models.CharField(max_length=64, blank=True)
    mails = models.PositiveSmallIntegerField(default=0)
    relationship = models.CharField(max_length=30, choices=_codes(Relationship), default=Relationship.OTHER)
    mask = models.BigIntegerField()
    until = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)
    present = models.CharField(max_length=300, blank=True)
    ends = models.DateTimeField()
    declined = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField()
    used_at = models.DateTimeField(null=True)
    used_by = models.UUIDField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="invitation_of_subject"),
            models.Index(fields=["link"], name="invitation_link", condition=~Q(link="")),
        ]
        constraints = [both_or_neither("used", "invitation"), both_or_neither("taken_back", "invitation")]


class CodeTry(models.Model):
    """A code that fitted nothing, tried from somewhere (its digest). Kept a day, to slow down whoever guesses."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.CharField(max_length=64)
    tried = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["source", "tried"], name="codetry_source")]


@tracked
class Proxy(models.Model):
    """Somebody acts for the person by law. That opens nothing: the person's yes does, or a finding for one decision.

    Mental Capacity Act 2005 ss 9, 11(7), 16; a benefits appointee acts under the Social Security (Claims and Payments)
    Regulations 1987 reg 33. `number`: as registered with the Office of the Public Guardian, looked up on `checked_on`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, db_index=False, related_name="+")
    voice = models.ForeignKey("people.Voice", on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=20, choices=_codes(ProxyKind))
    number = models.CharField(max_length=40, blank=True)
    checked_on = models.DateField(null=True)
    seen_by = models.CharField(max_length=200)
    seen_on = models.DateField()
    ground = models.CharField(max_length=10, choices=_codes(ProxyGround))
    found_on = models.DateField()
    found_by = models.CharField(max_length=200)
    mask = models.BigIntegerField()
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField()
    added_at = models.DateTimeField(default=now)
    added_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_why = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="proxy_of_subject")]
        constraints = [
            both_or_neither("ended", "proxy"),
            models.CheckConstraint(condition=Q(ends__gt=models.F("starts")), name="proxy_ends_later"),
        ]


class ProxyWord(models.Model):
    """What is said about a proxy, for the person, those who work with them, and the proxy: the decision, an objection.

    Apart from the proxy's own row, which everybody of the circle sees.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey("people.Subject", on_delete=models.PROTECT, db_index=False, related_name="+")
    proxy = models.ForeignKey(Proxy, on_delete=models.PROTECT, related_name="words")
    sort = models.CharField(max_length=10, choices=[(c, c) for c in ("because", "objection", "answer")])
    words = models.CharField(max_length=1000)
    said_at = models.DateTimeField(default=now)
    said_by = models.UUIDField()
