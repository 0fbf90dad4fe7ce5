"""What this room asks of somebody by a day, told to the registry."""

from collections.abc import Collection, Iterable
from uuid import UUID

from alongside.contact.domain import VisitStatus
from alongside.contact.models import Task, Visit
from alongside.people.domain import Viewer
from alongside.record.domain import Standing
from alongside.record.dues import nearest
from alongside.record.registry import Due
from alongside.record.times import local, today


def of_visits(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give visits that somebody asked for and that have no time yet, and those gone by that nobody wrote up."""
    rows = Visit.objects.filter(subject_id__mine=True, standing=Standing.CURRENT)
    for one in rows.filter(status=VisitStatus.ASKED).order_by("at", "id"):
        yield Due(one.pk, one.subject_id, "visit_asked", one.words, None, "", None)
    gone = rows.filter(status=VisitStatus.PLANNED, starts__date__lt=today(), who__touches=voices)
    for one in gone.order_by("starts", "id"):
        by = local(one.starts).date() if one.starts else None
        yield Due(one.pk, one.subject_id, "visit_write_up", one.words, None, "", by)


def of_tasks(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open task that one of these voices is responsible for; those without a day last."""
    rows = Task.objects.filter(responsible_id__among=voices, standing=Standing.CURRENT, outcome="")
    near = nearest(rows, "by_when")
    for pk, subject_id, words, who_id, by in near.values_list("id", "subject_id", "words", "responsible_id", "by_when"):
        yield Due(pk, subject_id, "task", words, who_id, "", by)
