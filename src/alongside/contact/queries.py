"""Every read of this room. `viewer` says for whom; the database narrows again."""

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.http import Http404

from alongside.base.clock import now
from alongside.contact.domain import VisitStatus
from alongside.contact.models import HandOver, Message, Task, Visit
from alongside.people.domain import SubjectState, Viewer
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.times import moment

# When somebody was really in touch last: a meeting, a visit or a call that was written down, or a visit that was held.
# For statements read as the app's role, so that what is kept from the viewer counts for nothing; `{subject}` is whose.
LAST_CONTACT = """greatest(
    (SELECT c.at FROM record_contribution c WHERE c.subject_id = {subject} AND c.standing = 'current'
        AND c.sort IN ('meeting', 'visit', 'call') AND c.at <= statement_timestamp() ORDER BY c.at DESC LIMIT 1),
    (SELECT max(v.starts) FROM contact_visit v WHERE v.subject_id = {subject} AND v.status = 'held'
        AND v.standing = 'current' AND v.starts <= statement_timestamp()))"""


def messages(subject_id: UUID, *, viewer: Viewer) -> list[Message]:
    """Give the messages that this viewer reads, newest first."""
    return list(record.entries(registry.of_model(Message), subject_id, viewer=viewer).order_by("-written_at", "-id"))


def hand_overs(subject_id: UUID, *, viewer: Viewer) -> list[HandOver]:
    """Give the hand-overs of a record, newest first."""
    found = record.entries(registry.of_model(HandOver), subject_id, viewer=viewer)
    return list(found.select_related("going", "coming").order_by("-written_at", "-id"))


# Tasks by hand

LATELY = timedelta(days=28)
MOST_DONE = 8


def open_tasks(subject_id: UUID, *, viewer: Viewer) -> list[Task]:
    """Give the open tasks of a record, the nearest day first, those without a day last."""
    found = record.entries(registry.of_model(Task), subject_id, viewer=viewer).filter(outcome="")
    return list(found.select_related("responsible").order_by(F("by_when").asc(nulls_last=True), "at", "id"))


def tasks_done_lately(subject_id: UUID, *, viewer: Viewer) -> list[Task]:
    """Give what was done, or no longer needed, in the last four weeks, newest first."""
    found = record.entries(registry.of_model(Task), subject_id, viewer=viewer).exclude(outcome="")
    lately = found.filter(done_at__gt=now() - LATELY).select_related("responsible")
    return list(lately.order_by("-done_at", "-id")[:MOST_DONE])


def task(task_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Task:
    """Give one task that stands; raises Http404 alike when it is not there and when it may not be seen.

    Whoever sees to it sees it, whatever is shared with them.
    """
    found = Task.objects.filter(pk=task_id, subject_id=subject_id, standing=Standing.CURRENT)
    one = found.select_related("responsible", "words_of", "written_by").first()
    if one is None:
        raise Http404
    return one


def tasks_of(voices: Collection[UUID], subject_id: UUID, *, viewer: Viewer) -> list[Task]:
    """Give the open tasks of a record that one of these voices sees to, whatever else is shared with them."""
    found = Task.objects.filter(responsible_id__in=voices, subject_id=subject_id, standing=Standing.CURRENT, outcome="")
    return list(found.select_related("responsible", "words_of", "written_by").order_by("by_when", "at", "id"))


def seen_to_before(tasks: Iterable[Task]) -> dict[UUID, list[UUID]]:
    """Give, by task, the voices that saw to it before its present one, the last first; from its history."""
    ids = {one.pk: one.responsible_id for one in tasks}
    found: dict[UUID, list[UUID]] = {pk: [] for pk in ids}
    if not ids:
        return found
    events = registry.of_model(Task).event_model.objects.filter(pgh_obj_id__in=list(ids)).order_by("-pgh_id")
    for pk, voice in events.values_list("pgh_obj_id", "responsible_id"):
        if voice and voice != ids[pk] and voice not in found[pk]:
            found[pk].append(voice)
    return found


def asked_of_others(own: Collection[UUID], *, viewer: Viewer, most: int) -> list[Task]:
    """Give the open tasks that this viewer, whose voices are `own`, wrote down for others, the nearest day first."""
    found = Task.objects.filter(written_by_id=viewer.account_id, standing=Standing.CURRENT, outcome="")
    found = found.filter(subject_id__mine=True).exclude(responsible=None).exclude(responsible_id__among=own)
    return list(found.select_related("responsible").order_by(F("by_when").asc(nulls_last=True), "id")[:most])


# Visits, as the page of work shows them


def visits_on(day: date, *, voices: Collection[UUID], own: Collection[UUID], viewer: Viewer) -> list[Visit]:
    """Give the visits and calls of a day to which one of these voices comes, or in the viewer's own records."""
    begin = moment(day, time.min)
    end = moment(day + timedelta(days=1), time.min)
    found = Visit.objects.filter(starts__gte=begin, starts__lt=end, status=VisitStatus.PLANNED)
    theirs = Q(who__touches=voices) | Q(subject_id__among=own)
    rows = found.filter(theirs, standing=Standing.CURRENT, subject__state=SubjectState.OPEN)
    return list(rows.order_by("starts", "id"))


def visits_asked_by(voices: Collection[UUID], *, viewer: Viewer, most: int) -> list[Visit]:
    """Give the visits that one of these voices would like and that have no time yet, the longest asked first."""
    found = Visit.objects.filter(words_of_id__among=voices, status=VisitStatus.ASKED, standing=Standing.CURRENT)
    return list(found.order_by("at", "id")[:most])
