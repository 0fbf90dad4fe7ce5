"""The chore that seals: rows of the trail that wait get their place, then the head over all of them is signed.

First the database commits, then the book is written. A crash in between leaves rows without a head, which the next
round signs; it never leaves a head without its rows. The cost of a round does not grow with the trail.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from alongside.access.actions import OWNER_ALIAS, at_the_machine
from alongside.access.trail import leaves
from alongside.access.trail.heads import Book, Broken
from alongside.base.clock import now
from alongside.base.merkle import Frontier

BATCH = 5_000
HEARTBEAT = timedelta(hours=1)  # a quiet trail gets a head as often, so that little can be slipped in behind the last


def book() -> Book:
    """Give the book of heads of this database."""
    return Book(Path(settings.HEADS) / str(connections[OWNER_ALIAS].settings_dict["NAME"]))


def seal(kept: Book | None = None) -> str:
    """Seal all that waits. Raises Broken when the trail is shorter than its head: nothing goes over that."""
    kept = kept or book()
    sealed = 0
    with kept.alone():
        with at_the_machine(), connections[OWNER_ALIAS].cursor() as cursor:
            prepare(cursor, kept)
        while True:
            with at_the_machine(), connections[OWNER_ALIAS].cursor() as cursor:
                taken = take(cursor)
            sealed += taken
            if taken < BATCH:
                break
        with at_the_machine(), connections[OWNER_ALIAS].cursor() as cursor:
            sign(cursor, kept)
    return f"rows sealed: {sealed}"


def prepare(cursor: Any, kept: Book) -> None:
    """Begin the book with the trail, and see that neither has lost anything. Raises Broken."""
    size = _size(cursor)
    if not kept.exists:
        if size:
            raise Broken(f"{size} rows of the audit trail were sealed, and the book of heads is not in {kept.folder}.")
        kept.begin()
    kept.mend_tail()
    if (newest := kept.newest()).size > size:
        raise Broken(f"The audit trail holds {size} sealed rows; the head of {newest.time} says {newest.size}.")


def take(cursor: Any, most: int = BATCH) -> int:
    """Give at most `most` waiting rows their places, oldest first; gives how many. Call in a transaction, as keeper."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('alongside.audit.seal'))")
    cursor.execute(leaves.SETTINGS)
    cursor.execute(
        "DELETE FROM alongside.audit_waiting "
        "WHERE ctid = ANY (ARRAY(SELECT ctid FROM alongside.audit_waiting LIMIT %s)) RETURNING event_id",
        [most],
    )
    waited = list({event_id for (event_id,) in cursor.fetchall()})
    if not waited:
        return 0
    cursor.execute(
        f"SELECT {leaves.SELECT} FROM public.access_auditevent e WHERE e.id = ANY (%s) "  # noqa: S608 our own columns
        "AND NOT EXISTS (SELECT 1 FROM alongside.audit_seal s WHERE s.event_id = e.id) ORDER BY e.at, e.id",
        [waited],
    )
    rows = [dict(zip(leaves.COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    place = _size(cursor)
    cursor.executemany(
        "INSERT INTO alongside.audit_seal (position, event_id, leaf) VALUES (%s, %s, %s)",
        [(place + number, row["id"], leaves.leaf(row)) for number, row in enumerate(rows)],
    )
    # A row that waited and is gone must not be forgotten: it goes on waiting, and `verify` tells.
    cursor.execute(
        "INSERT INTO alongside.audit_waiting SELECT w FROM unnest(%s::uuid[]) w "
        "WHERE NOT EXISTS (SELECT 1 FROM public.access_auditevent e WHERE e.id = w)",
        [waited],
    )
    return len(rows)


def sign(cursor: Any, kept: Book) -> None:
    """Sign the head over all rows that have a place: when there are new ones, and once an hour."""
    newest, size = kept.newest(), _size(cursor)
    if size == newest.size and now() - newest.time < HEARTBEAT:
        return
    edge = kept.frontier()
    if edge is None:
        edge = Frontier()
        grow(cursor, edge, newest.size)
        if edge.root() != newest.root:
            raise Broken(f"The first {newest.size} sealed rows are not those that the head of {newest.time} was over.")
    grow(cursor, edge, size)
    kept.append(edge)


def grow(cursor: Any, edge: Frontier, size: int) -> None:
    """Add the leaves that have a place to the edge of the tree, up to `size` of them. Raises Broken where one lacks."""
    while edge.size < size:
        cursor.execute(
            "SELECT leaf FROM alongside.audit_seal WHERE position >= %s AND position < %s ORDER BY position LIMIT %s",
            [edge.size, size, BATCH],
        )
        found = cursor.fetchall()
        if not found:
            raise Broken(f"Of {size} sealed rows only {edge.size} are there.")
        for (leaf,) in found:
            edge.add(bytes(leaf))


def _size(cursor: Any) -> int:
    cursor.execute("SELECT coalesce(max(position) + 1, 0) FROM alongside.audit_seal")
    return int(cursor.fetchone()[0])
