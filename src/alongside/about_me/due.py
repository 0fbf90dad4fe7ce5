"""What this room asks of whom by when, told to the registry."""

from collections.abc import Collection, Iterable
from uuid import UUID

from alongside.about_me.models import RightExplained
from alongside.people.domain import Viewer
from alongside.record.domain import Standing
from alongside.record.registry import Due


def of_rights(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give every right that one of these voices is to talk about again; what was said last of a right counts."""
    rows = RightExplained.objects.filter(standing=Standing.CURRENT, subject__voices__in=voices)
    last = {
        (one.subject_id, one.right, one.other): one
        for one in rows.select_related("explained_by").order_by("explained_on", "at").distinct()
    }
    for one in last.values():
        if one.again_on is not None and one.explained_by_id in voices:
            yield Due(
                one.pk,
                one.subject_id,
                "right",
                one.other or one.right,
                one.explained_by_id,
                one.explained_by.name if one.explained_by else "",
                one.again_on,
            )
