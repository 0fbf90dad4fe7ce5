"""What this room asks of somebody by a day, told to the registry."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from alongside.base.clock import now
from alongside.contact.domain import VisitStatus
from alongside.contact.models import Task, Visit
from alongside.people.domain import Viewer
from alongside.record.domain import Standing
from alongside.record.dues import nearest
from alongside.record.registry import Due
from alongside.record.times import local


def of_visits(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give visits that somebody else asked for and that have no time yet, and those over that nobody wrote up.

    A visit is written up by whoever came; where nobody was named, by those who work with the person.
    """
    rows = Visit.objects.filter(subject_id__mine=True, standing=Standing.CURRENT)
    asked = rows.filter(status=VisitStatus.ASKED).exclude(words_of_id__in=voices)
    for one in asked.order_by("at", "id"):
        yield Due(one.pk, one.subject_id, "visit_asked", one.words, None, "", None)
    over = rows.filter(Q(who__touches=voices) | Q(who=[]), status=VisitStatus.PLANNED, ends__lt=now())
    for one in over.order_by("starts", "id"):
        by = local(one.starts).date() if one.starts else None
        yield Due(one.pk, one.subject_id, "visit_write_up", one.words, None, "", by)


def of_tasks(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every open task that one of these voices is responsible for; those without a day last."""
    rows = Task.objects.filter(responsible_id__among=voices, standing=Standing.CURRENT, outcome="")
    near = nearest(rows, "by_when")
    for pk, subject_id, words, who_id, by in near.values_list("id", "subject_id", "words", "responsible_id", "by_when"):
        yield Due(pk, subject_id, "task", words, who_id, "", by)
