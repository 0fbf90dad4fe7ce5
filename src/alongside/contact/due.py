"""What this room asks of somebody by a day, told to the registry."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import F, Q

from alongside.base.clock import now
from alongside.contact.domain import VisitStatus
from alongside.contact.models import Task, Visit
from alongside.people.domain import Viewer
from alongside.people.models import Voice
from alongside.record.domain import Standing
from alongside.record.registry import Due
from alongside.record.times import local


def of_visits(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give visits that somebody else asked for and that have no time yet, and those over that nobody wrote up.

    A visit is written up by whoever came; where nobody was named, by those who work with the person.
    """
    records = Voice.objects.filter(pk__in=voices).values_list("subject_id", flat=True)
    rows = Visit.objects.filter(subject_id__in=list(records), standing=Standing.CURRENT)
    asked = rows.filter(status=VisitStatus.ASKED).exclude(words_of_id__in=voices)
    for one in asked.order_by("at", "id"):
        yield Due(one.pk, one.subject_id, "visit_asked", one.words, None, "", None)
    over = rows.filter(Q(who__overlap=list(voices)) | Q(who=[]), status=VisitStatus.PLANNED, ends__lt=now())
    for one in over.order_by("starts", "id"):
        by = local(one.starts).date() if one.starts else None
        yield Due(one.pk, one.subject_id, "visit_write_up", one.words, None, "", by)


def of_tasks(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open task that one of these voices is responsible for; those without a day last."""
    rows = Task.objects.filter(responsible_id__in=voices, standing=Standing.CURRENT, outcome="")
    for one in rows.select_related("responsible").order_by(F("by_when").asc(nulls_last=True), "at", "id"):
        name = one.responsible.name if one.responsible else ""
        yield Due(one.pk, one.subject_id, "task", one.words, one.responsible_id, name, one.by_when)
