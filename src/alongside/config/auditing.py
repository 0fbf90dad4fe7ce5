"""`alongside audit`: what the command line says about the sealed trail."""

from __future__ import annotations

import json
import sys
from uuid import UUID

from django.db import DatabaseError

from alongside.access.trail import reading, sealing
from alongside.access.trail.heads import Broken


def verify(against: tuple[str, ...]) -> int:
    """Read the whole trail again and say what is wrong with it. Gives 1 when anything is."""
    try:
        verdict = reading.check(figures=against)
    except DatabaseError as error:
        _say(f"The trail cannot be read ({type(error).__name__}): its tables are not as we made them.")
        return 1
    _say(
        f"{verdict.sealed} sealed rows, {verdict.heads} heads in {sealing.book().folder}, {verdict.waiting} rows wait."
    )
    for words in verdict.notes:
        _say(f"• {words}")
    for words in verdict.faults:
        _say(f"✗ {words}")
    if not verdict.faults:
        _say("The trail is as it was sealed.")
    return 1 if verdict.faults else 0


def head() -> int:
    """Say the newest head, to be put on paper."""
    book = sealing.book()
    try:
        found, key = book.newest(), book.fingerprint()
    except Broken as error:
        _say(str(error))
        return 1
    _say(f"{found.figure}\n{found.time:%Y-%m-%d %H:%M:%S} UTC, signed with the key {key}")
    _say("Write the first line on paper. Years later: alongside audit verify --against FIGURE")
    return 0


def prove(event_id: UUID) -> int:
    """Print what shows that one row stands in the trail, as JSON."""
    found = reading.prove(event_id)
    told = {
        "row": found.row,
        "position": found.position,
        "path": [step.hex() for step in found.path],
        "size": found.head.size,
        "root": found.head.root.hex(),
    }
    _say(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


def change_key() -> int:
    """Sign with a new key from now on."""
    book = sealing.book()
    with book.alone():
        book.change_key()
    _say(f"Heads are signed with the key {book.fingerprint()} from now on; the book says so, signed by both.")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
