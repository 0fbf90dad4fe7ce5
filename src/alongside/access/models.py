"""Accounts, teams, who belongs to them, and the audit trail."""

import uuid
from datetime import time

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.access.domain import HOME_ZONE, WORKING_WEEK, DutyKind, TeamRole
from alongside.base.clock import now
from alongside.base.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by e-mail, whatever the capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Give the account with this e-mail; raises `Account.DoesNotExist`."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A human (or a service) that can sign in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("what they do"), max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=now)
    opened_by = models.UUIDField(null=True)

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_username(self) -> str:
        """Give the e-mail, which is what one signs in with."""
        return self.email


class Organisation(models.Model):
    """A council, a trust, a charity. `local_help` is a list of `{"name", "number", "note"}` for "I need help now".

    `asks_authorisation`: a manager authorises or returns each plan, with words that the person sees.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200, unique=True)
    local_help = models.JSONField(default=list, blank=True)
    asks_authorisation = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People who work together in one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An account belongs to a team from one moment until another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=TeamRole.choices(), default=TeamRole.MEMBER)
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account"], include=["team", "role", "starts", "ends"], name="membership_of_account")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gt=models.F("starts")), name="membership_ends_later"
            )
        ]


class Duty(models.Model):
    """Somebody looks after privacy, or safeguarding, for an organisation. It opens no record by itself."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="duties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=20, choices=DutyKind.choices())
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=models.F("starts")), name="duty_ends_later")
        ]


class Guess(models.Model):
    """How often something was guessed wrong; `key` tells nobody whose it is. See `guessing`."""

    key = models.CharField(primary_key=True, max_length=64)
    missed = models.PositiveIntegerField(default=0)
    last = models.DateTimeField()
    until = models.DateTimeField()


class Lately(models.Model):
    """Django's cache, shared by all processes: which codes are used up, how often something was asked for."""

    cache_key = models.CharField(primary_key=True, max_length=255)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)


class JobFault(models.Model):
    """What went wrong last with a job (`jobs`): the kind of error, never its words."""

    job = models.BigIntegerField(primary_key=True)
    error = models.CharField(max_length=100)
    last = models.DateTimeField()


class ChoreRun(models.Model):
    """When a chore (`config.chores`) was done last, when it last went well, and the kind of error where it did not."""

    name = models.CharField(primary_key=True, max_length=60)
    last = models.DateTimeField()
    took = models.DurationField()
    error = models.CharField(max_length=100, blank=True)
    well = models.DateTimeField(null=True)


class AuditEvent(models.Model):
    """One thing somebody did or looked at. Names subject and entry by id, without a foreign key, so that it stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=now)
    by = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-at"], name="audit_of_subject")]

    @staticmethod
    def new_id() -> uuid.UUID:
        """Give an id for a row written by hand."""
        return uuid7()


class Preference(models.Model):
    """How somebody likes to use this: when they read messages, when no mail may come, prompts about words, their zone.

    `reads_days` is a mask of weekdays, Monday first. All times of day are in `zone`. `mobile`: the number, in figures
    with its country first (ITU-T E.164), to which a text goes in place of an e-mail. No row: what `domain` says.
    """

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.PROTECT, related_name="+")
    reads_days = models.PositiveSmallIntegerField(default=WORKING_WEEK)
    reads_from = models.TimeField(default=time(9))
    reads_until = models.TimeField(default=time(17))
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(8))
    zone = models.CharField(max_length=60, default=HOME_ZONE)
    reminders = models.BooleanField(default=True)
    mobile = models.CharField(max_length=15, blank=True)
    word_prompts = models.BooleanField(default=True)
    changed_at = models.DateTimeField(default=now)
    changed_by = models.UUIDField()
