"""Visits, messages, tasks, hand-overs, and that somebody has seen one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.access.history import tracked
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.contact.domain import TaskOutcome, VisitSort, VisitStatus
from alongside.people.models import Voice
from alongside.record.models import AnswerToItem, Contribution, Entry, Item, both_or_neither, codes


@tracked
class Visit(Entry):
    """A visit or a call: who comes, when, where or how; `words` are what one wants to talk about.

    `who` are voices of the circle, `also` names others. `suits` says when it would suit whoever asks. `why` is the
    reason of the last change, or of cancelling it. `became` is the meeting that was written down afterwards.
    """

    words = models.TextField(blank=True)
    sort = models.CharField(max_length=10, choices=codes(VisitSort), default=VisitSort.VISIT)
    status = models.CharField(max_length=10, choices=codes(VisitStatus), default=VisitStatus.PLANNED)
    starts = models.DateTimeField(null=True)
    ends = models.DateTimeField(null=True)
    place = models.CharField(max_length=300, blank=True)
    who = ArrayField(models.UUIDField(), default=list, blank=True)
    also = models.CharField(max_length=300, blank=True)
    interpreter = models.CharField(max_length=300, blank=True)
    needs = models.TextField(blank=True)
    suits = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=500, blank=True)
    became = models.ForeignKey(
        Contribution, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )

    class Meta(Entry.Meta):
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=["starts"], condition=Q(status="planned"), name="visit_planned_starts"),
            models.Index(fields=["subject"], condition=Q(status__in=["asked", "planned"]), name="visit_open_subject"),
            models.Index(fields=["words_of"], condition=Q(status="asked"), name="visit_asked_words_of"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gt=F("starts")), name="visit_ends_later"),
            # What was asked for can be cancelled before it had a time; what moved away is a line without content.
            models.CheckConstraint(
                condition=Q(status__in=["asked", "cancelled"]) | ~Q(starts=None) | Q(standing="moved"),
                name="visit_planned_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["cancelled", "not_held"]) | ~Q(why=""), name="visit_cancelled_why"
            ),
        ]


@tracked
class Message(Entry):
    """Words to somebody of the circle. A closed kind: `record.Audience` says who reads it, made by a trigger.

    `sent_to` are voices; `thread` is the first message of what it answers.
    """

    words = models.TextField()
    sent_to = ArrayField(models.UUIDField())
    thread = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )

    class Meta(Entry.Meta):
        indexes = [*Entry.Meta.indexes, models.Index(fields=["thread"], name="message_of_thread")]


@tracked
class Task(Entry):
    """Something to be done, by one responsible member, by a day; done with a word. `about` is what it is about."""

    words = models.TextField()
    responsible = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    by_when = models.DateField(null=True)
    about = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    outcome = models.CharField(max_length=10, choices=codes(TaskOutcome), blank=True)
    how_it_went = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        indexes = [
            *Entry.Meta.indexes,
            models.Index(fields=["responsible"], condition=Q(outcome=""), name="task_open_responsible"),
            models.Index(fields=["written_by"], condition=Q(outcome=""), name="task_open_written_by"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            both_or_neither("done", "task"),
            models.CheckConstraint(condition=Q(outcome="") | ~Q(done_at=None), name="task_done_when"),
        ]


@tracked
class HandOver(Entry):
    """What whoever goes wants whoever comes to know, in words that the person reads first.

    `going` and `coming` are accounts of the viewer's own teams. `not_waited` says why it could not wait for the person.
    """

    words = models.TextField()
    going = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    coming = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    on = models.DateField()
    not_waited = models.CharField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta(Entry.Meta):
        constraints = [*Entry.Meta.constraints, both_or_neither("done", "handover")]


class Seen(AnswerToItem):
    """That somebody opened a message, or has read a hand-over. `of`: their voice; `words`: how, if another says so."""

    of = models.ForeignKey(
        Voice, null=True, on_delete=models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    words = models.CharField(max_length=500, blank=True)

    class Meta(AnswerToItem.Meta):
        constraints = [models.UniqueConstraint(fields=["item", "written_by"], name="seen_once")]


class CalendarFeed(models.Model):
    """A secret address at which a calendar fetches one's own visits, without names or places. Kept as its digest."""

    id = models.UUIDField(primary_key=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now)
    made_by = models.UUIDField()
    fetched = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            both_or_neither("ended", "calendarfeed"),
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at=None), name="calendarfeed_one"),
        ]
