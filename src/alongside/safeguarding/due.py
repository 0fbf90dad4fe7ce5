"""What this room asks of those who look after a concern by when, told to the registry. It says nothing of its words."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.domain import Viewer
from alongside.record.registry import Due
from alongside.safeguarding import queries
from alongside.safeguarding.domain import State


def of_concerns(*, viewer: Viewer, voices: Collection[UUID]) -> Iterable[Due]:
    """Give each concern that is to be decided, and each the person is not told of yet, to those at work with them."""
    if not viewer.is_staff:
        return
    for known in queries.everywhere(viewer=viewer):
        concern = known.concern
        if known.state is State.TO_DECIDE:
            yield Due(concern.pk, concern.subject_id, "concern", _("A concern"), None, "", known.decide_by)
        if known.kept_until is not None and known.state is not State.CLOSED:
            yield Due(concern.pk, concern.subject_id, "concern_kept", _("A concern"), None, "", known.kept_until)
