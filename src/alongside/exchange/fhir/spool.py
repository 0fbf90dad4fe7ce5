"""What was read, kept on disk until all files are through: references point anywhere, files outgrow memory.

The disk part is SQLite's own private temporary database: it has no name and is gone when closed. No place for it is
kept in the project's database, as most of it will never belong there.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from .elements import HELPERS, RESOURCES
from .problems import Problem, plain
from .reading import Found
from .sheet import Row

# What an activity of a plan may point at and we can put in words; medicines are not among them.
ACTIVITIES = ("Appointment", "CommunicationRequest", "ServiceRequest", "Task")
KEPT = (*RESOURCES, *HELPERS, *ACTIVITIES)

PART = 5000

_ADDRESS = re.compile(r"(https?://\S+?)/([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/\S*)?")
_RELATIVE = re.compile(r"([A-Z][A-Za-z]+)/([A-Za-z0-9\-.]{1,64})(?:/_history/\S*)?")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")

_TABLES = """
CREATE TABLE row (n INTEGER PRIMARY KEY, key TEXT UNIQUE, system TEXT, kind TEXT, id TEXT, label TEXT, file TEXT,
    place TEXT, body TEXT, refused TEXT, print TEXT, about TEXT, subject TEXT);
CREATE INDEX row_id ON row (kind, id);
CREATE INDEX row_subject ON row (subject, kind, n);
CREATE TABLE address (url TEXT PRIMARY KEY, key TEXT);
CREATE TABLE problem (n INTEGER PRIMARY KEY, file TEXT, place TEXT, resource TEXT, element TEXT, why TEXT);
"""
_SELECT = "SELECT key, system, kind, label, file, place, body, refused FROM row"


class Spool:
    """Resources by key ("system|Type/id"), by subject and by type; and the list of problems. Close it by `with`."""

    def __init__(self, system: str = "") -> None:
        """`system` names the sender of resources that do not say where they live."""
        self.system = system
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def problem(self, one: Problem) -> None:
        """Keep a problem for the list."""
        values = (one.file, one.where, one.resource, one.element, one.why)
        self._db.execute("INSERT INTO problem (file, place, resource, element, why) VALUES (?,?,?,?,?)", values)

    def problems(self) -> Iterator[Problem]:
        """The list so far, in the order it grew."""
        for values in self._db.execute("SELECT file, place, resource, element, why FROM problem ORDER BY n"):
            yield Problem(*values)

    def count_problems(self) -> int:
        """How long the list is."""
        return int(self._db.execute("SELECT count(*) FROM problem").fetchone()[0])

    def grouped(self) -> Iterator[tuple[str, str, str, int, str]]:
        """The list folded: (type, element without its numbers, why, how many, an example)."""
        self._db.create_function("bare", 1, lambda text: re.sub(r"\[\d+\]", "", text), deterministic=True)
        yield from self._db.execute(
            "SELECT substr(resource, 1, instr(resource || '/', '/') - 1) AS kind, bare(element) AS path, why, count(*),"
            " min(CASE resource WHEN '' THEN file || ' ' || place ELSE resource END) FROM problem"
            " GROUP BY 1, 2, 3 ORDER BY min(n)"
        )

    def add(self, found: Found) -> bool:
        """Keep one resource. False where the very same was kept before; another one under the same name is listed."""
        row, ident, url = self._row(found)
        if row.kind not in KEPT:
            self.problem(row.problem(_no_kind(row.kind)))
            return True
        body = json.dumps(row.resource, sort_keys=True)
        marks = json.dumps([[list(path), why] for path, why in row.refused.items()])
        digest = hashlib.sha256((body + marks).encode()).hexdigest()
        about = _about(row.kind, row.resource)
        values = (row.key, row.system, row.kind, ident, row.label, row.file, row.where, body, marks, digest, about)
        done = self._db.execute(
            "INSERT INTO row (key, system, kind, id, label, file, place, body, refused, print, about)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO NOTHING",
            values,
        )
        if url:
            self._db.execute("INSERT INTO address VALUES (?, ?) ON CONFLICT DO NOTHING", (url, row.key))
        if done.rowcount:
            return True
        first = self._db.execute("SELECT file, place, print FROM row WHERE key = ?", (row.key,)).fetchone()
        if first[2] == digest:
            return False
        place = ", ".join(filter(None, first[:2]))
        self.problem(row.problem(f"it came before with other content ({place}); the first one was used"))
        return True

    def _row(self, found: Found) -> tuple[Row, str, str]:
        kind = str(found.resource.get("resourceType") or "Unknown")
        url = found.full_url if found.full_url.isprintable() else ""
        ident = found.resource.get("id")
        address = _ADDRESS.fullmatch(url)
        system = self.system
        if address and address[2] == kind:
            system, ident = address[1], address[3]
            url = f"{system}/{kind}/{ident}"
        elif not isinstance(ident, str) or not _ID.fullmatch(ident):
            ident = url or "~" + hashlib.sha256(json.dumps(found.resource, sort_keys=True).encode()).hexdigest()[:12]
        label = f"{plain(kind, 60)}/{plain(ident, 80)}"
        key = f"{system}|{kind}/{ident}"
        row = Row(key, system, kind, label, found.file, found.where, found.resource, found.refused)
        return row, ident, url

    def settle(self) -> None:
        """Once all is read: find whose each resource is, so that `subjects` and `of` can answer."""
        self._db.execute("UPDATE row SET subject = key WHERE kind = 'Patient'")
        last = 0
        asked = "SELECT n, about, system FROM row WHERE n > ? AND about <> '' ORDER BY n LIMIT ?"
        while part := self._db.execute(asked, (last, PART)).fetchall():
            found = [(self.find(about, system), n) for n, about, system in part]
            self._db.executemany("UPDATE row SET subject = ? WHERE n = ?", found)
            last = part[-1][0]

    def find(self, reference: str, system: str) -> str:
        """The key a reference points to, there or not; "" where it is no reference to one resource."""
        known = self._db.execute("SELECT key FROM address WHERE url = ?", (reference,)).fetchone()
        if known:
            return str(known[0])
        if address := _ADDRESS.fullmatch(reference):
            return f"{address[1]}|{address[2]}/{address[3]}"
        if not (near := _RELATIVE.fullmatch(reference)):
            return ""
        key = f"{system}|{near[1]}/{near[2]}"
        here = self._db.execute("SELECT key FROM row WHERE kind = ? AND id = ? LIMIT 2", near.groups()).fetchall()
        return str(here[0][0]) if len(here) == 1 and not self.get(key) else key

    def get(self, key: str) -> Row | None:
        """The resource under a key."""
        values = self._db.execute(_SELECT + " WHERE key = ?", (key,)).fetchone()
        return _made(values) if values else None

    def subjects(self) -> list[str]:
        """The keys of everybody some resource is about, there or not, in the order they came."""
        asked = "SELECT subject FROM row WHERE subject <> '' GROUP BY subject ORDER BY min(n)"
        return [str(key) for (key,) in self._db.execute(asked).fetchall()]

    def of(self, subject: str, kind: str) -> Iterator[Row]:
        """All resources of one type about one subject, in the order they came."""
        asked = _SELECT + " WHERE subject = ? AND kind = ? ORDER BY n"
        for values in self._db.execute(asked, (subject, kind)).fetchall():
            yield _made(values)

    def loose(self) -> Iterator[Row]:
        """Resources about nobody that can be found, and those read only for names and activities."""
        asked = _SELECT + " WHERE subject IS NULL OR subject = '' ORDER BY n"
        for values in self._db.execute(asked):
            yield _made(values)


def _about(kind: str, resource: dict[str, Any]) -> str:
    if kind not in RESOURCES or kind == "Patient":
        return ""
    whose = resource.get("patient" if kind == "RelatedPerson" else "subject")
    reference = whose.get("reference") if isinstance(whose, dict) else None
    return reference if isinstance(reference, str) else ""


def _no_kind(kind: str) -> str:
    if kind.startswith("Medication"):
        return "medicines are kept elsewhere; this is not a medicines list"
    return "the record has no place for this type yet"


def _made(values: tuple[Any, ...]) -> Row:
    key, system, kind, label, file, place, body, refused = values
    marks = {tuple(path): why for path, why in json.loads(refused)}
    return Row(key, system, kind, label, file, place, json.loads(body), marks)
