"""What this room asks of whom by when, told to the registry. As many queries for one record as for two hundred."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import F

from alongside.about_me import words
from alongside.about_me.models import RightExplained
from alongside.people.domain import Viewer
from alongside.record.domain import Standing
from alongside.record.registry import Due
from alongside.record.times import today

WHICH = ("subject_id", "right", "other")


def of_rights(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every right to be talked about again, in records of these voices; what was said last of a right counts.

    It is asked of whoever explained it; where that is nobody any more, of whoever works with the person.
    """
    rows = RightExplained.objects.filter(standing=Standing.CURRENT, subject_id__mine=True)
    last = rows.order_by(*WHICH, F("explained_on").desc(nulls_last=True), "-at", "-id").distinct(*WHICH)
    names = dict(words.RIGHTS)
    for one in last.select_related("explained_by"):
        voice = one.explained_by
        if voice is not None and voice.has_left(today()):
            voice = None
        if one.again_on is None or (voice is not None and voice.pk not in voices):
            continue
        what = one.other or str(names[one.right])
        who_id, who = (voice.pk, voice.name) if voice else (None, "")
        yield Due(one.pk, one.subject_id, "right", what, who_id, who, one.again_on)
