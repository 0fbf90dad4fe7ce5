"""What an operator asks at the machine: is the trail whole, what is its newest head, where does a row stand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from alongside.access.actions import OWNER_ALIAS
from alongside.access.domain import Refused
from alongside.access.locks import KEEPER
from alongside.access.trail import leaves, sealing
from alongside.access.trail.heads import Book, Head
from alongside.access.trail.verifying import Verdict, verify
from alongside.base import merkle


@dataclass(frozen=True, slots=True)
class Proof:
    """That a row stands in the trail: `path` leads from its leaf to the root of `head` (RFC 9162, 2.1.3)."""

    row: str
    position: int
    path: list[bytes]
    head: Head


@dataclass(frozen=True, slots=True)
class State:
    """How sealing goes. `head` is None before the first; `oldest` is the time of the row that has waited longest."""

    head: Head | None
    waiting: int
    oldest: datetime | None


@contextmanager
def _one_state() -> Iterator[Any]:
    """Read as the keeper, everything as it stands at one moment."""
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(f"SET LOCAL ROLE {KEEPER}")
        yield cursor


def check(*, figures: tuple[str, ...] = (), kept: Book | None = None) -> Verdict:
    """Read the whole trail again beside the book of heads; `figures` are heads that were put on paper."""
    with _one_state() as cursor:
        return verify(cursor, kept or sealing.book(), figures)


def state() -> State:
    """Say how sealing goes. Raises Broken when the book cannot be read."""
    kept = sealing.book()
    head = kept.newest() if kept.exists else None
    with _one_state() as cursor:
        cursor.execute(
            "SELECT count(*), min(e.at) FROM alongside.audit_waiting w "
            "LEFT JOIN public.access_auditevent e ON e.id = w.event_id"
        )
        waiting, oldest = cursor.fetchone()
    return State(head, waiting, oldest)


def prove(event_id: UUID) -> Proof:
    """Show that this row stands in the trail as it was sealed. Raises `Refused` when it does not, or not yet."""
    head = sealing.book().newest()
    with _one_state() as cursor:
        cursor.execute(leaves.SETTINGS)
        cursor.execute(
            f"SELECT s.position, {leaves.SELECT} FROM alongside.audit_seal s "  # noqa: S608 our own columns
            "JOIN public.access_auditevent e ON e.id = s.event_id WHERE s.event_id = %s",
            [event_id],
        )
        found = cursor.fetchone()
        if found is None or found[0] >= head.size:
            raise Refused(f"There is no row {event_id} under the newest head. A new row is sealed within seconds.")
        position, row = found[0], dict(zip(leaves.COLUMNS, found[1:], strict=True))
        cursor.execute("SELECT leaf FROM alongside.audit_seal WHERE position < %s ORDER BY position", [head.size])
        all_leaves = [bytes(leaf) for (leaf,) in cursor.fetchall()]
    path = merkle.inclusion_proof(all_leaves, position)
    if not merkle.verify_inclusion(leaves.leaf(row), position, head.size, path, head.root):
        raise Refused(f"Row {event_id} is not as it was sealed. Run: alongside audit verify")
    return Proof(leaves.canonical(row).decode(), position, path, head)
