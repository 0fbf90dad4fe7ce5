"""Reading the whole trail again beside the book of heads, and saying where it is not as it was sealed. No Django.

It trusts the book alone. Whoever has all rights in the database may have changed a row, taken one away, slipped one in,
and rewritten the seals to match; the signed roots still tell between which two heads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alongside.access.trail import leaves
from alongside.access.trail.heads import LONG_AGO, Book, Broken, Head
from alongside.base import merkle

AT_ONCE = 5_000
ALLOWED = timedelta(hours=1)  # how much older than the head before it a row may say it is (15 minutes can happen)
MOST = 50  # faults that are told one by one

_ROWS = (
    f"SELECT s.position, s.event_id, s.leaf, {leaves.SELECT} FROM alongside.audit_seal s "  # noqa: S608 our own columns
    "LEFT JOIN public.access_auditevent e ON e.id = s.event_id ORDER BY s.position, s.event_id"
)
_NEVER_SEALED = """
SELECT e.id, e.at::text FROM public.access_auditevent e
WHERE NOT EXISTS (SELECT 1 FROM alongside.audit_seal s WHERE s.event_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM alongside.audit_waiting w WHERE w.event_id = e.id) ORDER BY e.at, e.id LIMIT %s
"""
_WAITING_SINCE = """
SELECT e.id, e.at::text FROM alongside.audit_waiting w JOIN public.access_auditevent e ON e.id = w.event_id
WHERE e.at < %s AND NOT EXISTS (SELECT 1 FROM alongside.audit_seal s WHERE s.event_id = e.id) LIMIT %s
"""
_GONE_WAITING = """
SELECT w.event_id FROM alongside.audit_waiting w
WHERE NOT EXISTS (SELECT 1 FROM public.access_auditevent e WHERE e.id = w.event_id) LIMIT %s
"""


@dataclass(slots=True)
class Verdict:
    """What was found. `faults` is empty when all stands; `notes` are worth knowing and no fault."""

    sealed: int = 0
    waiting: int = 0
    heads: int = 0
    newest: Head | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        """Keep one thing that is wrong, unless there are too many to tell."""
        if len(self.faults) < MOST:
            self.faults.append(words)


def verify(cursor: Any, kept: Book, figures: tuple[str, ...] = ()) -> Verdict:
    """Read the book, then the trail; give what is wrong. `figures` are heads that were put on paper (`size:root`).

    The cursor reads as the keeper or a superuser, in a transaction that sees one state (REPEATABLE READ): then what is
    sealed meanwhile does no harm.
    """
    verdict = Verdict()
    signed = _signed(kept, verdict, figures)
    cursor.execute(leaves.SETTINGS)
    _Walk(signed, verdict).over(_rows(cursor))
    for event_id, at in _all(cursor, _NEVER_SEALED, [MOST]):
        verdict.fault(f"Row {event_id} of {at} was put in past the seals: it has none, and does not wait for one.")
    for (event_id,) in _all(cursor, _GONE_WAITING, [MOST]):
        verdict.fault(f"Row {event_id} waited to be sealed and is gone.")
    if verdict.newest and verdict.newest.size:
        for event_id, at in _all(cursor, _WAITING_SINCE, [verdict.newest.time - ALLOWED, MOST]):
            verdict.fault(f"Row {event_id} says {at} and came in after the newest head: it was slipped in.")
    ((verdict.waiting,),) = _all(cursor, "SELECT count(*) FROM alongside.audit_waiting", [])
    return verdict


def _signed(kept: Book, verdict: Verdict, figures: tuple[str, ...]) -> list[Head]:
    """Give one head for each size, as the book tells them until it breaks, and those on paper among them."""
    found: list[Head] = []
    try:
        for head in kept.heads():
            verdict.heads, verdict.newest = head.number, head
            if head.goes_on:
                verdict.notes.append(
                    f"At {head.time:%Y-%m-%d %H:%M:%S} UTC the book went on with a key that the one before did not "
                    "sign, as after a restore without keys. Was there one? Compare with a figure on paper."
                )
            if found and head.size == found[-1].size:
                found.pop()  # the same trail, seen later on
            found.append(head)
    except Broken as error:
        verdict.fault(str(error))
    for figure in figures:
        size, _, root = figure.strip().partition(":")
        try:
            found.append(Head(0, int(size), bytes.fromhex(root), LONG_AGO))
        except ValueError:
            verdict.fault(f"“{figure}” is not the figure of a head: one reads like 1234:9f86d0….")
    return sorted(found, key=lambda head: (head.size, -head.number))


class _Walk:
    """Builds the tree anew, row by row. At the size of each head its root must be the one that was signed."""

    def __init__(self, signed: list[Head], verdict: Verdict) -> None:
        self.left, self.verdict = iter(signed), verdict
        self.edge = merkle.Frontier()
        self.head: Head | None = next(self.left, None)
        self.last: Head | None = None
        self.stands = True

    def over(self, rows: Iterator[tuple[Any, ...]]) -> None:
        """Go over all sealed rows, in order."""
        self._pass_heads()
        for position, event_id, leaf, *columns in rows:
            if position != self.edge.size and self.stands:
                self._fallen(
                    f"Of the seals, position {self.edge.size} is missing or not in its place{self._between()}."
                )
            self._look_at(position, event_id, bytes(leaf or b""), columns)
            self.edge.add(bytes(leaf or b""))
            self._pass_heads()
        self.verdict.sealed = self.edge.size
        if self.head is not None:
            told = f"{self._name(self.head)} says {self.head.size}"
            self.verdict.fault(f"The trail was cut off: it holds {self.edge.size} sealed rows, and {told}.")

    def _pass_heads(self) -> None:
        while self.head is not None and self.head.size == self.edge.size:
            if self.stands and self.edge.root() != self.head.root:
                self._fallen(f"The seals were rewritten{self._between()}: they do not give the root that was signed.")
            if self.head.number:
                self.last = self.head
            self.head = next(self.left, None)

    def _fallen(self, words: str) -> None:
        """Keep the first place where the tree is another one; the roots of all later heads differ by that alone."""
        self.stands = False
        self.verdict.fault(words)

    def _look_at(self, position: int, event_id: object, leaf: bytes, columns: list[str | None]) -> None:
        row = dict(zip(leaves.COLUMNS, columns, strict=True))
        if row["id"] is None:
            self.verdict.fault(f"Row {event_id}, sealed at position {position}, is gone.")
            return
        if leaves.leaf(row) != leaf:
            self.verdict.fault(f"Row {event_id}, sealed at position {position}, is not as it was sealed.")
        elif self.last is not None and self.last.size and _is_before(row["at"] or "", self.last.time - ALLOWED):
            self.verdict.fault(
                f"Row {event_id} says {row['at']} and came in after {self._name(self.last)}: it was slipped in."
            )

    def _between(self) -> str:
        start = self.last.size if self.last else 0
        since = self._name(self.last) if self.last else "the beginning"
        if self.head is None:
            return f" from position {start} on (after {since})"
        return f" among positions {start} to {self.head.size - 1} (between {since} and {self._name(self.head)})"

    def _name(self, head: Head) -> str:
        return f"the head of {head.time:%Y-%m-%d %H:%M:%S} UTC" if head.number else "the figure on paper"


def _is_before(at: str, moment: datetime) -> bool:
    try:
        return datetime.fromisoformat(at) < moment
    except ValueError:
        return True


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    """Read row after row without holding all of them: the database's cursor is moved on in steps."""
    cursor.execute(f"DECLARE trail NO SCROLL CURSOR FOR {_ROWS}")
    while True:
        cursor.execute(f"FETCH {AT_ONCE} FROM trail")
        found = cursor.fetchall()
        yield from found
        if len(found) < AT_ONCE:
            break
    cursor.execute("CLOSE trail")


def _all(cursor: Any, question: str, values: list[Any]) -> list[tuple[Any, ...]]:
    cursor.execute(question, values)
    return list(cursor.fetchall())
