"""Writes of this room that are more than adding and changing an entry."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, F, Value, When

from alongside.about_me.domain import moved
from alongside.about_me.models import StayingWell
from alongside.access import audit, keeper
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.record.domain import Standing


def move_call(*, by: Account, calls: Sequence[StayingWell], call: StayingWell, up: bool) -> None:
    """Put somebody to call one place sooner (`up`) or later; `calls` are all of them in their order now.

    Whoever has had no place yet gets the one they stand in. Raises `Refused` when `by` may not.
    """
    order = moved([one.pk for one in calls], call.pk, up=up)
    places = {pk: place for place, pk in enumerate(order, 1)}
    changed = [one.pk for one in calls if one.position != places[one.pk]]
    if not changed:
        return
    with keeper.readable_refusals():
        made = _set_places({pk: places[pk] for pk in changed})
        if made != len(changed):
            raise Refused("Only the person, or somebody who works with them, puts these in order.")
    audit.note(by=by, action="staying_well.mended", subject_id=call.subject_id, entry=str(call.pk))


def _set_places(places: dict[UUID, int]) -> int:
    rows = StayingWell.objects.filter(pk__in=places, standing=Standing.CURRENT)
    place = Case(*(When(pk=pk, then=Value(at)) for pk, at in places.items()))
    return rows.update(position=place, version=F("version") + 1)
