"""Subjects, their details, their voices, grants, contact points. Written by keeper functions alone (`sql/`)."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.access.history import tracked
from alongside.access.models import Account, Team
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.domain import Basis, ContactSort, Relationship, Safe, SubjectKind, SubjectState, VoiceKind


def _codes(enum: Any) -> list[tuple[str, str]]:
    return [(code.value, code.value) for code in enum]


@tracked
class Subject(models.Model):
    """Whose record this is. Holds only what anybody who may open the record may read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=_codes(SubjectKind), default=SubjectKind.PERSON)
    name = models.CharField(_("name"), max_length=200)
    known_as = models.CharField(_("name they like"), max_length=100, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=50, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    about = models.CharField(_("what it is about"), max_length=500, blank=True)
    state = models.CharField(max_length=12, choices=_codes(SubjectState), default=SubjectState.OPEN)
    died_on = models.DateField(null=True)
    redirected_to = models.UUIDField(null=True)
    cares_for = models.UUIDField(null=True)
    source = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(default=now)
    added_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["redirected_to"], name="subject_redirected", condition=~Q(redirected_to=None))]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="redirected") & ~Q(redirected_to=None))
                | (~Q(state="redirected") & Q(redirected_to=None)),
                name="subject_redirected_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.known_as or self.name

    @property
    def liked_name(self) -> str:
        """Give the name they like, else the whole name."""
        return self.known_as or self.name

    @property
    def is_open(self) -> bool:
        """Say whether the record is in use."""
        return self.state == SubjectState.OPEN


@tracked
class Details(models.Model):
    """Date of birth and NHS number: a section of its own, so that a sister with nothing shared does not see them."""

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.PROTECT, related_name="details")
    born = models.DateField(null=True)
    nhs_number = models.CharField(max_length=10, blank=True, db_index=True)
    nhs_number_status = models.CharField(max_length=2, blank=True)


class ContactPoint(models.Model):
    """A way to reach somebody, and whether it is safe to use. One to be kept hidden is a `ProtectedContact` instead."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False)
    sort = models.CharField(max_length=10, choices=_codes(ContactSort))
    value = models.CharField(max_length=500)
    safe = models.CharField(max_length=5, choices=_codes(Safe), default=Safe.ASK)
    safe_how = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject"], name="contact_of_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | (~Q(ended_at=None) & ~Q(ended_by=None)),
                name="contact_ended_at_by",
            )
        ]


@tracked
class Voice(models.Model):
    """One whose words can stand in this record. A circle member is a voice of kind self or member."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="voices", db_index=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="voices", db_index=False)
    kind = models.CharField(max_length=10, choices=_codes(VoiceKind), default=VoiceKind.MEMBER)
    name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=30, choices=_codes(Relationship), default=Relationship.OTHER)
    of = ArrayField(models.UUIDField(), default=list, blank=True)
    contact_wish = models.CharField(max_length=300, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(default=now)
    added_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject"], name="voice_of_subject"),
            models.Index(fields=["account"], name="voice_of_account", condition=~Q(account=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "subject"], name="voice_id_subject"),
            models.UniqueConstraint(fields=["subject"], condition=Q(kind="self"), name="voice_one_self"),
            models.UniqueConstraint(
                fields=["subject", "account"], condition=~Q(account=None), name="voice_one_an_account"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_self(self) -> bool:
        """Say whether this is the person's own voice."""
        return self.kind == VoiceKind.SELF

    def has_left(self, on: date) -> bool:
        """Say whether they are no longer in the circle on this day."""
        return self.until is not None and self.until <= on


class Notice(models.Model):
    """Something an account should know: what happened, in which record. Holds ids, names and days, never care text.

    `mailed_at`: from then on no mail is due about it: one was sent, may have been, or may not be (`posting`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.ForeignKey(Subject, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    about = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-made_at"], name="notice_of_account"),
            models.Index(fields=["made_at"], name="notice_to_mail", condition=Q(mailed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | (~Q(read_at=None) & ~Q(read_by=None)),
                name="notice_read_at_by",
            )
        ]


class Grant(models.Model):
    """What an account or a team may see and do in a record, from when until when, and why. A deny wins.

    A deny that names nobody makes a restricted record: it takes away what comes through teams.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    mask = models.BigIntegerField()
    deny = models.BooleanField(default=False)
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True)
    basis = models.CharField(max_length=20, choices=_codes(Basis))
    reason = models.CharField(max_length=500, blank=True)
    # As what somebody works here, or their duty in law (`working.domain`). Untold: an emergency kept from the person.
    role = models.CharField(max_length=20, blank=True, default="", db_default="")
    untold = models.BooleanField(default=False, db_default=False)
    given_by = models.UUIDField(null=True)
    ended_by = models.UUIDField(null=True)
    # Whoever stands in for somebody who is away has this for as long as they are away.
    absence = models.ForeignKey("people.Absence", null=True, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        indexes = [
            models.Index(
                fields=["account", "subject"],
                include=["mask", "deny", "basis", "starts", "ends"],
                condition=~Q(account=None),
                name="grant_of_account",
            ),
            models.Index(
                fields=["team", "subject"],
                include=["mask", "deny", "starts", "ends"],
                condition=~Q(team=None),
                name="grant_of_team",
            ),
            models.Index(
                fields=["subject"],
                include=["mask", "starts", "ends"],
                condition=Q(account=None, team=None),
                name="grant_restricts",
            ),
            models.Index(
                fields=["account", "basis"],
                include=["subject"],
                condition=Q(basis__in=["own", "consent", "proxy"], deny=False),
                name="grant_of_circle",
            ),
            models.Index(fields=["subject"], condition=Q(deny=True), name="grant_denies"),
            models.Index(fields=["subject", "starts"], name="grant_of_subject"),
            models.Index(fields=["absence"], condition=~Q(absence=None), name="grant_of_absence"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(account=None) & Q(team=None))
                | (Q(account=None) & ~Q(team=None))
                | Q(account=None, team=None, deny=True),
                name="grant_names_one",
            ),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="grant_ends_later"),
        ]


from alongside.people import circle_models as _circle_models  # noqa: E402, F401 (more tables of this room)
from alongside.people.posting import models as _posting_models  # noqa: E402, F401 (more tables of this room)
from alongside.people.working import models as _working_models  # noqa: E402, F401 (more tables of this room)
