"""Drafts: what somebody has typed on one page, kept until it is used or for 30 days. Seen by its author alone."""

import re
from datetime import datetime
from uuid import UUID

from alongside.access import keeper
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.record.models import Draft

_IDS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_CHARACTERS = 5 * 1024 * 1024  # as much as one request may bring: nothing that arrives is cut
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "login"}


def keep(*, by: Account, page: str, words: dict[str, list[str]], subject_id: UUID | None = None) -> Draft:
    """Keep what is typed on `page` (an address), in place of what was kept before. Gives the draft with its time."""
    kept = {name: values for name, values in words.items() if name not in NEVER_KEPT}
    while sum(len(value) for values in kept.values() for value in values) > MOST_CHARACTERS:
        kept.pop(max(kept, key=lambda name: sum(map(len, kept[name]))))
    clean = {_plain(name): [_plain(value) for value in values] for name, values in kept.items()}
    moment = now()
    try:
        with keeper.readable_refusals():
            return _put(by, _plain(page)[:300], clean, moment, subject_id)
    except Refused:
        # The record is no longer open to them; their words are theirs all the same.
        with keeper.readable_refusals():
            return _put(by, _plain(page)[:300], clean, moment, None)


def _plain(text: str) -> str:
    """Leave out the one letter that PostgreSQL cannot keep."""
    return text.replace("\0", "")


def _put(by: Account, page: str, words: dict[str, list[str]], moment: datetime, subject_id: UUID | None) -> Draft:
    draft = Draft(id=uuid7(), author=by, page=page, words=words, saved_at=moment, saved_by=by.pk, subject_id=subject_id)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["author", "page"],
        update_fields=["words", "saved_at", "saved_by", "subject_id"],
    )
    return draft


def of(page: str, *, by: Account) -> Draft | None:
    """Give what `by` has typed on this page and not yet used."""
    return Draft.objects.filter(author=by, page=_plain(page)[:300]).first()


def waiting(*, by: Account, subject_id: UUID | None = None, most: int = 50) -> list[Draft]:
    """Give every draft of `by`, newest first; of one record when `subject_id` is given."""
    drafts = Draft.objects.filter(author=by)
    found = drafts.filter(subject_id=subject_id) if subject_id else drafts
    kept = list(found.defer("words").order_by("-saved_at")[:most])
    about = {draft.pk: set(_IDS.findall(draft.page)[1:]) for draft in kept}
    unseen = _unseen({pk for ids in about.values() for pk in ids})
    return [draft for draft in kept if not about[draft.pk] & unseen]


def _unseen(ids: set[str]) -> set[str]:
    """Give those of these that are entries `by` can no longer see: a draft on one would say that it is still there."""
    return {str(one) for one in keeper.call("unseen_of", list(ids))} if ids else set()


def drop(page: str, *, by: Account) -> None:
    """Throw away what was typed on this page: it has been used, or its author says so."""
    Draft.objects.filter(author=by, page=_plain(page)[:300]).delete()


def purge() -> int:
    """Throw away drafts that nobody has touched for 30 days. Gives how many."""
    return int(keeper.call("purge_drafts"))
