"""That somebody has read their list of work is kept, with the records it showed something of."""

from collections.abc import Iterable
from uuid import UUID

from alongside.access import audit
from alongside.access.models import Account


def note_opened(*, by: Account, subject_ids: Iterable[UUID]) -> None:
    """Keep that `by` has read what is asked of them, and in which records."""
    shown = sorted({str(one) for one in subject_ids})
    if shown:
        audit.note(by=by, action="work.opened", records=" ".join(shown))
