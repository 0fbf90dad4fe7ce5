"""Every write of this room: one transaction, with its audit row, which names the concern."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connections

from alongside.access import audit, keeper
from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.record.models import Item
from alongside.record.once import insert_once
from alongside.safeguarding import queries
from alongside.safeguarding.domain import Sort, decision_findings
from alongside.safeguarding.models import Concern, Part


def note_opened(*, by: Account, concern: Concern) -> None:
    """Keep that `by` has read this concern; told to whoever sees it."""
    audit.note(by=by, action="concern.opened", subject_id=concern.subject_id, entry=str(concern.pk))


def add_part(*, by: Account, item: Item, sort: Sort, id: UUID | None = None, **fields: Any) -> Part:
    """Add something below a concern: who was told, what was decided, a step … Raises `Refused` when `by` may not."""
    if sort is Sort.DECISION:
        told = [str(fields.get(name, "")) for name in ("needs", "abused", "unable", "outcome")]
        if found := decision_findings(*told):
            raise Refused(found[0].message)
    part = Part(
        id=id or uuid7(),
        item=item,
        subject_id=item.subject_id,
        bit=item.bit,
        item_by=item.written_by_id,
        written_by=by,
        sort=sort,
        **fields,
    )
    if insert_once(part):
        audit.note(by=by, action=f"concern.{sort}", subject_id=item.subject_id, entry=str(item.pk))
    return part


def invite(*, by: Account, concern_id: UUID, account_id: UUID) -> None:
    """Bring somebody in; raises `Refused`, with one word for whoever cannot be: named, denied, or not there."""
    keeper.call("concern_invite", concern_id, account_id)


def end(*, by: Account, concern_id: UUID, account_id: UUID) -> None:
    """End what somebody sees of a concern, or leave it oneself; raises `Refused`."""
    keeper.call("concern_end", concern_id, account_id)


def keep(*, by: Account, concern_id: UUID, ground: str, words: str, review: date) -> None:
    """Say that telling the person has to wait: why, and when it is looked at again. Raises `Refused`."""
    keeper.call("concern_keep", concern_id, ground, words, review)


def tell(*, by: Account, concern_id: UUID, words: str) -> None:
    """Let the person read it from now on; raises `Refused`."""
    keeper.call("concern_tell", concern_id, words)


def name(*, by: Account, concern_id: UUID, voice_id: UUID, words: str) -> None:
    """Name somebody of the circle as a possible source of harm: they see it no more. Raises `Refused`."""
    keeper.call("concern_name", concern_id, voice_id, words)


def escalate() -> str:
    """Tell those who look after safeguarding what is overdue, once each. A chore; opens nothing. Gives how many."""
    with at_the_machine():
        late, kept = queries.overdue(using=OWNER_ALIAS)
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.concerns_overdue(%s, %s)", [late, kept])
        return f"overdue concerns told: {cursor.fetchone()[0]}"
