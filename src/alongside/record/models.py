"""The spine's tables: the abstract entry, the contribution, and what is said to entries."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from alongside.access.history import tracked
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.people.models import Subject, Voice
from alongside.record.domain import (
    ChallengeKind,
    Chooser,
    ContributionSort,
    Decided,
    Grounds,
    How,
    Outcome,
    ResponseKind,
    Standing,
    Whom,
)


def codes(enum: Any) -> list[tuple[str, str]]:
    """Give (value, value) pairs of an enum, as a field's choices; labels belong to forms."""
    return [(code.value, code.value) for code in enum]


def both_or_neither(stem: str, prefix: str) -> models.CheckConstraint:
    """Give the constraint that `<stem>_at` and `<stem>_by` are both set or both empty."""
    at, by = f"{stem}_at", f"{stem}_by"
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=f"{prefix}_{stem}_at_by",
    )


class Entry(models.Model):
    """Something somebody said or wrote about a subject. Never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    words_of = models.ForeignKey(Voice, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    how = models.CharField(max_length=20, choices=codes(How), default=How.WROTE)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    written_at = models.DateTimeField(default=now)
    at = models.DateTimeField(default=now)
    contribution = models.ForeignKey(
        "record.Contribution",
        null=True,
        on_delete=models.PROTECT,
        db_index=False,
        db_constraint=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1)
    standing = models.CharField(max_length=12, choices=codes(Standing), default=Standing.CURRENT)
    standing_reason = models.CharField(max_length=500, blank=True)
    standing_at = models.DateTimeField(null=True)
    standing_by = models.UUIDField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["subject", "-at"], name="%(class)s_subject_at")]
        constraints = [
            models.UniqueConstraint(fields=["id", "subject"], name="%(class)s_id_subject"),
            both_or_neither("confirmed", "%(class)s"),
            both_or_neither("standing", "%(class)s"),
        ]


@tracked
class Contribution(Entry):
    """The meeting or moment words came from: when, where, who was there, who chose place, time and agenda."""

    words = models.TextField(blank=True)
    sort = models.CharField(max_length=15, choices=codes(ContributionSort), default=ContributionSort.MEETING)
    place = models.CharField(max_length=300, blank=True)
    present = ArrayField(models.UUIDField(), default=list, blank=True)
    also_present = models.CharField(max_length=500, blank=True)
    chose_place = models.CharField(max_length=15, choices=codes(Chooser), blank=True)
    chose_time = models.CharField(max_length=15, choices=codes(Chooser), blank=True)
    chose_agenda = models.CharField(max_length=15, choices=codes(Chooser), blank=True)
    support = models.TextField(blank=True)
    took_part = models.TextField(blank=True)
    paper_author = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        constraints = [*Entry.Meta.constraints, both_or_neither("finished", "contribution")]


class Item(models.Model):
    """One slim row an entry, filled by trigger: the timeline, and what links, responses and challenges point at."""

    id = models.UUIDField(primary_key=True)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=40)
    bit = models.BigIntegerField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    facet = models.CharField(max_length=40, blank=True)
    words_of = models.ForeignKey(Voice, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    how = models.CharField(max_length=20)
    at = models.DateTimeField()
    written_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    written_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    standing = models.CharField(max_length=12)
    contribution_id = models.UUIDField(null=True)

    class Meta:
        db_table = "record_item"
        indexes = [
            models.Index(fields=["subject", "-at"], name="item_subject_at"),
            models.Index(fields=["contribution_id"], name="item_contribution", condition=~Q(contribution_id=None)),
            models.Index(fields=["subject", "-written_at"], name="item_subject_written"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "subject", "bit", "written_by"], name="item_key"),
            models.UniqueConstraint(fields=["id", "subject"], name="item_id_subject"),
            both_or_neither("confirmed", "item"),
        ]


class AnswerToItem(models.Model):
    """What stands beside an entry. Its section and writer are in the key, so that nobody can lie about them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    bit = models.BigIntegerField()
    item_by = models.UUIDField()
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    written_at = models.DateTimeField(default=now)
    shut = models.BooleanField(default=False)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["subject", "item"], name="%(class)s_subject_item")]


class Response(AnswerToItem):
    """Agree, agree in part, see it differently, or a comment; kept and shown beside the entry."""

    kind = models.CharField(max_length=15, choices=codes(ResponseKind))
    words = models.TextField(blank=True)


@tracked
class Challenge(AnswerToItem):
    """ "This is wrong", a complaint, "this harmed me": somebody owns it, and answers by a day. Keepers write it.

    `beside` says whether all who see the entry read it, or only whoever said it, the person, and who answers.
    """

    kind = models.CharField(max_length=15, choices=codes(ChallengeKind))
    words = models.TextField()
    beside = models.BooleanField(default=True, db_default=True)
    owner = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    acknowledge_due = models.DateField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    agreed = models.TextField(blank=True, db_default="")
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=15, choices=codes(Outcome), blank=True, db_default="")
    grounds = models.TextField(blank=True, db_default="")
    right_words = models.TextField(blank=True, db_default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta(AnswerToItem.Meta):
        indexes = [
            *AnswerToItem.Meta.indexes,
            models.Index(fields=["owner"], condition=Q(answered_at=None, shut=False), name="challenge_open"),
        ]
        constraints = [
            both_or_neither("answered", "challenge"),
            both_or_neither("acknowledged", "challenge"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(outcome="") & ~Q(grounds="")),
                name="challenge_closed_with_answer",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="corrected") | ~Q(right_words=""), name="challenge_corrected_how"
            ),
        ]


class Attachment(AnswerToItem):
    """A photo, sound or paper, kept outside the web root under its entry's lock."""

    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=200)


class Withholding(models.Model):
    """An entry or a section kept from somebody: grounds, a second professional, a review date. Overdue stays hidden.

    `along_with` is the one it was made together with: what hangs on a withheld entry shares its decisions. After
    disagreement (or an opinion against), `decision_due` says until when a third professional decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    bit = models.BigIntegerField()
    along_with = models.ForeignKey("self", null=True, on_delete=models.PROTECT, db_index=False, related_name="along")
    whom = models.CharField(max_length=10, choices=codes(Whom))
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    grounds = models.CharField(max_length=40, choices=codes(Grounds))
    particular = models.CharField(max_length=30, blank=True, db_default="")
    words = models.TextField(blank=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField()
    second_asked = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    second_due = models.DateField(null=True)
    second_at = models.DateTimeField(null=True)
    second_by = models.UUIDField(null=True)
    second_agrees = models.BooleanField(null=True)
    second_answer = models.CharField(max_length=500, blank=True)
    opinion_due = models.DateField(null=True)
    decider = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    decision_due = models.DateField(null=True)
    review_by = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account"],
                include=["item", "subject", "bit"],
                condition=Q(lifted_at=None, whom="account"),
                name="withheld_account",
            ),
            models.Index(
                fields=["subject"],
                include=["item", "bit", "whom"],
                condition=Q(lifted_at=None) & ~Q(whom="account"),
                name="withheld_circle",
            ),
            models.Index(fields=["subject"], condition=Q(lifted_at=None), name="withheld_live"),
        ]
        constraints = [
            both_or_neither("second", "withholding"),
            both_or_neither("lifted", "withholding"),
            models.CheckConstraint(
                condition=Q(second_by=None) | ~Q(second_by=models.F("made_by")), name="withholding_second_other"
            ),
            models.CheckConstraint(
                condition=(Q(whom="account") & ~Q(account=None)) | (~Q(whom="account") & Q(account=None)),
                name="withholding_from_whom",
            ),
        ]


class WithholdingStep(models.Model):
    """One step of a withholding: made, agreed to, disputed, an opinion, renewed, narrowed, lifted. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    withholding = models.ForeignKey(Withholding, on_delete=models.PROTECT, related_name="steps")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    sort = models.CharField(max_length=12, choices=codes(Decided))
    grounds = models.CharField(max_length=40, blank=True)
    particular = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    review_by = models.DateField(null=True)
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")


class HealthOpinion(models.Model):
    """What the appropriate health professional thinks of the test of serious harm (DPA 2018 Sch. 3 Pt 2 para. 2, 5)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    withholding = models.ForeignKey(Withholding, on_delete=models.PROTECT, related_name="opinions")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField(max_length=200)
    profession = models.CharField(max_length=200)
    registration = models.CharField(max_length=100)
    finds_harm = models.BooleanField()
    words = models.TextField()
    given_on = models.DateField()
    written_at = models.DateTimeField(default=now)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")


class Escalation(models.Model):
    """That somebody was told of something overdue: which day had passed, and how far up it went. Once a step."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about = models.UUIDField()
    what = models.CharField(max_length=20)
    due = models.DateField()
    step = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "what", "due", "step"], name="escalation_once")]


class Audience(models.Model):
    """Who sees one entry of a closed kind, besides the section's grant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, db_index=False, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    given_by = models.UUIDField()
    starts = models.DateTimeField(default=now)
    ends = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["account", "subject"], include=["entry_id", "starts", "ends"], name="audience_of_account"
            )
        ]


class Draft(models.Model):
    """What somebody has typed on one page and not yet put into the record. Its author's alone; purged after 30 days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    subject_id = models.UUIDField(null=True)
    page = models.CharField(max_length=300)
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=now)
    saved_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="draft_saved")]
        constraints = [models.UniqueConstraint(fields=["author", "page"], name="draft_one_a_page")]
