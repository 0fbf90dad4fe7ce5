"""Visits and calls: every read for a viewer, every write in one transaction with its audit row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.contact.domain import OPEN_VISITS, Deed, VisitStatus, deeds
from alongside.contact.models import Visit
from alongside.people.domain import Viewer
from alongside.record import actions as entries
from alongside.record import queries as record
from alongside.record import registry
from alongside.record.models import Contribution, Item

MOST_AHEAD, MOST_PAST = 20, 5
_ARRANGED = ("sort", "starts", "ends", "place", "who")
_OFF = (VisitStatus.CANCELLED, VisitStatus.NOT_HELD)


def _all(subject_id: UUID, *, viewer: Viewer) -> Any:
    return record.entries(registry.of_model(Visit), subject_id, viewer=viewer)


def visit(visit_id: UUID, *, subject_id: UUID, viewer: Viewer) -> Visit:
    """Give one visit; raises Http404 alike when it is not there and when it may not be seen."""
    found: Visit | None = _all(subject_id, viewer=viewer).filter(pk=visit_id).first()
    if found is None:
        raise Http404
    return found


def visits_ahead(subject_id: UUID, *, viewer: Viewer, most: int = MOST_AHEAD, with_off: bool = True) -> list[Visit]:
    """Give the visits that are not over, the nearest first; `with_off`: also those that were cancelled."""
    there = [VisitStatus.PLANNED, *([VisitStatus.CANCELLED] if with_off else [])]
    found = _all(subject_id, viewer=viewer).filter(status__in=there, ends__gt=now())
    return list(found.order_by("starts", "id")[:most])


def visits_asked(subject_id: UUID, *, viewer: Viewer) -> list[Visit]:
    """Give the visits that somebody would like and that have no time yet, the oldest first."""
    return list(_all(subject_id, viewer=viewer).filter(status=VisitStatus.ASKED)[:MOST_AHEAD])


def visits_past(subject_id: UUID, *, viewer: Viewer) -> list[Visit]:
    """Give the last visits that are over, held before their time, or called off before they had one; newest first."""
    over = Q(ends__lte=now()) | Q(status=VisitStatus.HELD) | Q(status__in=_OFF, starts=None)
    found = _all(subject_id, viewer=viewer).filter(over).exclude(status=VisitStatus.ASKED)
    return list(found.order_by(Coalesce("starts", "written_at").desc(), "-id")[:MOST_PAST])


@dataclass(frozen=True, slots=True)
class Before:
    """When and where a visit was to be before it was changed."""

    starts: datetime
    place: str


def visits_before(found: Iterable[Visit]) -> dict[UUID, Before]:
    """Give, for visits that were moved, the last time and place that they had before; one query for all."""
    now_at = {one.pk: one for one in found if one.starts}
    events = (
        registry.of_model(Visit).event_model._default_manager.filter(pgh_obj_id__in=list(now_at)).exclude(starts=None)
    )
    states: dict[UUID, list[Before]] = defaultdict(list)
    for pk, starts, place in events.order_by("pgh_id").values_list("pgh_obj_id", "starts", "place"):
        states[pk].append(Before(starts, place))
    before = {}
    for pk, had in states.items():
        stands = Before(now_at[pk].starts, now_at[pk].place)  # type: ignore[arg-type]  # none without a time is asked for
        if earlier := [one for one in had if one != stands]:
            before[pk] = earlier[-1]
    return before


def visits_became(subject_id: UUID, found: Iterable[Visit], *, viewer: Viewer) -> frozenset[UUID]:
    """Give which of the meetings that these visits became this viewer may read; one query for all."""
    ids = [one.became_id for one in found if one.became_id]
    if not ids:
        return frozenset()
    return frozenset(record.items(subject_id, viewer=viewer).filter(pk__in=ids).values_list("pk", flat=True))


def ways_to_talk(subject_id: UUID, *, viewer: Viewer) -> list[Item]:
    """Give what is written of how to talk with the person, as far as this viewer sees it."""
    return list(record.items(subject_id, viewer=viewer, kinds=["communication_need"]).order_by("at", "id"))


@transaction.atomic
def visit_add(
    *,
    by: Account,
    subject_id: UUID,
    words_of: UUID,
    how: str,
    id: UUID,
    contribution_id: UUID | None = None,
    **fields: Any,
) -> Visit:
    """Ask for a visit or a call, or plan one (with `starts` and `ends`). The same form twice is one visit.

    Raises `Refused` to whoever may not, and when the form was saved before with another time, place or people.
    """
    status = VisitStatus.PLANNED if fields.get("starts") else VisitStatus.ASKED
    made: Any = entries.add(
        by=by,
        kind=registry.of_model(Visit),
        subject_id=subject_id,
        words_of=words_of,
        how=how,
        id=id,
        status=status,
        **fields,
    )
    if any(getattr(made, name) != fields[name] for name in _ARRANGED if name in fields):
        raise Refused(
            _("You saved this a moment ago, with other times, places or people. Open it and change it there.")
        )
    return made


def _check(found: Visit, deed: Deed) -> None:
    if deed in deeds(found.status, found.starts, now()):
        return
    if found.status in OPEN_VISITS:
        raise Refused(_("This can be done once the visit has begun; before that it can be changed or cancelled."))
    raise Refused(_("This visit is over, or was cancelled. You can plan another."))


@transaction.atomic
def visit_arrange(*, by: Account, visit: Visit, version: int, why: str = "", **fields: Any) -> Visit:
    """Agree on a time for a visit that was asked for, or change time, place or people of one that is planned.

    Changing needs the reason, which the person reads. Raises `Refused`, and `Conflict` with what stands now.
    """
    asked = visit.status == VisitStatus.ASKED
    _check(visit, Deed.AGREE if asked else Deed.CHANGE)
    if not asked and not why.strip():
        raise Refused(_("Please say why it changes: the person reads it."))
    return _mended(by, visit, version, status=VisitStatus.PLANNED, why=why, **fields)


@transaction.atomic
def visit_cancel(*, by: Account, visit: Visit, version: int, why: str) -> Visit:
    """Cancel a visit, or no longer ask for it, with the reason that everybody concerned reads. Raises `Refused`."""
    _check(visit, Deed.CANCEL)
    return _mended(by, visit, version, status=VisitStatus.CANCELLED, why=why)


@transaction.atomic
def visit_not_held(*, by: Account, visit: Visit, version: int, why: str) -> Visit:
    """Keep that a visit did not take place, with the reason. Raises `Refused`."""
    _check(visit, Deed.NOT_HELD)
    return _mended(by, visit, version, status=VisitStatus.NOT_HELD, why=why)


def _mended(by: Account, visit: Visit, version: int, **fields: Any) -> Visit:
    if fields["status"] in _OFF and not fields["why"].strip():
        raise Refused(_("Please say why: the person reads it."))
    made: Any = entries.mend(by=by, kind=registry.of_model(Visit), entry=visit, version=version, **fields)
    return made


@transaction.atomic
def visit_write_up(
    *, by: Account, visit: Visit, id: UUID, words_of: UUID, how: str, at: datetime, **fields: Any
) -> UUID:
    """Write down how a visit was: the meeting it became, and that it took place, together. Gives the meeting's id.

    The same form twice is one meeting. Raises `Refused` when somebody else wrote it up before, or `by` may not.
    """
    stands = Visit.objects.select_for_update().filter(pk=visit.pk, subject_id=visit.subject_id).first()
    if stands is None:
        raise Refused(_("Only the person, whoever comes, and those who work with the person can change this."))
    if stands.became_id is not None:
        if stands.became_id == id:
            return id
        raise Refused(_("Somebody wrote down how this visit was before you. Your words are kept on this page."))
    _check(stands, Deed.WRITE_UP)
    made = entries.add(
        by=by,
        kind=registry.of_model(Contribution),
        subject_id=visit.subject_id,
        words_of=words_of,
        how=how,
        at=at,
        id=id,
        **fields,
    )
    held = {"status": VisitStatus.HELD, "became_id": made.pk}
    entries.mend(by=by, kind=registry.of_model(Visit), entry=stands, version=stands.version, **held)
    return made.pk
