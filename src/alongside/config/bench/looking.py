"""What is looked at besides the clock: questions to the database, bytes over the wire, cold opens, what writes left."""

from __future__ import annotations

import http.client
import os
import re
from collections.abc import Sequence
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.test import Client

from alongside.config import databases
from alongside.config.bench import place, preparing
from alongside.config.bench.clients import Crowd
from alongside.config.bench.operations import Operation
from alongside.config.bench.stage import Seat

LONG, SHORT = "a record of 400 entries", "a record of 20"


def questions(subjects: int, operations: Sequence[Operation], seat: Seat, made: list[str]) -> dict[str, dict[str, int]]:
    """Give how many questions each operation asks the database; pages of a record in a long and in an ordinary one.

    Ids of what is written meanwhile are added to `made`.
    """
    found: dict[str, dict[str, int]] = {}
    with preparing.at(subjects):
        browser = Client(raise_request_exception=False)
        for one in operations:
            asking, new = one.ours[0], str(uuid4())
            browser.cookies[settings.SESSION_COOKIE_NAME] = _session(asking.headers) or seat.session
            form = (
                {name: text.replace("{new}", new) for name, text in asking.forms[0].items()} if asking.forms else None
            )
            long = asking.paths[0]
            found[one.name] = {LONG if one.is_record else "once": _asked(browser, long, form)}
            if one.is_record:
                short = long.replace(str(seat.subject_id), str(seat.others[0]))
                found[one.name][SHORT] = _asked(browser, short, None)
            if one.writes == "entry":
                made.append(new)
    return found


def _session(headers: dict[str, str]) -> str:
    """Give the session that a browser of this measurement has."""
    found = re.search(rf"{settings.SESSION_COOKIE_NAME}=([^;]+)", headers.get("Cookie", ""))
    return found[1] if found else ""


def _asked(browser: Client, path: str, form: dict[str, str] | None) -> int:
    """Count the questions of one opening or post; a page is opened once before, so that caches are warm."""
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    if form is None:
        browser.get(path)
    with connection.execute_wrapper(note):
        _ = browser.get(path) if form is None else browser.post(path, form)
    return len(asked)


def first_page(port: int) -> dict[str, int]:
    """Give the bytes over the wire of the site's first page with its style and script, by address, heads included."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sizes: dict[str, int] = {}
    todo, page = ["/"], b""
    while todo:
        where = todo.pop(0)
        line.request("GET", where, headers={"Accept-Encoding": "identity" if not sizes and not page else "br, gzip"})
        response = line.getresponse()
        body = response.read()
        if where == "/" and not page and response.status == 200:
            page = body  # once readable, to find what it wants; then once more as a browser gets it
            wanted = re.findall(r'(?:<link[^>]+href|<script[^>]+src|<img[^>]+src)="(/[^"]+)"', body.decode())
            todo = ["/", *dict.fromkeys(wanted)]
            continue
        sizes[where] = len(body) + sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    line.close()
    return sizes


def cold(subjects: int, crowd: Crowd, operations: Sequence[Operation], times: int = 5) -> dict[str, dict[str, float]]:
    """Give p50 of opening with nothing of the database in memory, ours and bare, each time another record."""
    found: dict[str, dict[str, float]] = {}
    for one in operations:
        if one.writes:
            continue
        for site, askings in (("ours", one.ours), ("bare", one.bare)):
            took = []
            for turn in range(min(times, len(askings))):
                forget(subjects)
                took += crowd.ask(askings[turn : turn + 1], 0, 1).took
            found.setdefault(one.name, {})[site] = median(took)
    return found


def forget(subjects: int) -> None:
    """Put this database out of memory: PostgreSQL's, and the system's where we may ask it to."""
    with place.superuser(subjects) as db:
        db.execute("CREATE EXTENSION IF NOT EXISTS pg_buffercache SCHEMA bench")
        db.execute("CHECKPOINT")
        ((oid,),) = db.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchall()
        db.execute(
            "SELECT count(bench.pg_buffercache_evict(bufferid)) FROM bench.pg_buffercache WHERE reldatabase = %s", [oid]
        )
    if hasattr(os, "posix_fadvise"):
        for file in (databases.server().cluster / "base" / str(oid)).iterdir():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def left(subjects: int, seat_ids: Sequence[UUID], made: Sequence[str], drafts: Sequence[str]) -> list[str]:
    """Check that every entry that was added is there, with slim row, history and audit, and drafts with their words.

    Gives what is missing, in words.
    """
    ids, wanted = list(made), len(made)
    checks = {
        "rows": ("SELECT count(*) FROM strengths_strength WHERE id = ANY (%s::uuid[])", [ids]),
        "slim rows": ("SELECT count(*) FROM record_item WHERE id = ANY (%s::uuid[])", [ids]),
        "rows of history by who wrote": (
            "SELECT count(*) FROM strengths_strengthevent"
            " WHERE pgh_by = written_by_id AND pgh_obj_id = ANY (%s::uuid[])",
            [ids],
        ),
        "rows in the audit trail": (
            "SELECT count(*) FROM access_auditevent WHERE action = 'strength.added' AND detail->>'entry' = ANY (%s)",
            [ids],
        ),
    }
    wrong = []
    with place.superuser(subjects) as db:
        for what, (question, values) in checks.items():
            there = (db.execute(question, values).fetchone() or (0,))[0]
            if there != wanted:
                wrong.append(f"{wanted} strengths were added; there are {there} {what}")
        if drafts:
            question = "SELECT count(*) FROM record_draft WHERE author_id = ANY (%s) AND words::text ~ '[0-9a-f]{8}-'"
            kept = (db.execute(question, [list(seat_ids)]).fetchone() or (0,))[0]
            if not kept:
                wrong.append("drafts were saved, and none is there")
        used = "SELECT count(*) FROM record_draft WHERE author_id = ANY (%s) AND page LIKE '%%/add/strength/'"
        if over := (db.execute(used, [list(seat_ids)]).fetchone() or (0,))[0]:
            wrong.append(f"{over} drafts of added strengths were not used up")
    return wrong
