"""Has the database of a size filled and ready; one that is there and of today's shape is used again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from rich.progress import Progress

from alongside.access import locks
from alongside.config import shape
from alongside.config.bench import place
from alongside.config.bench.filling import Filler
from alongside.config.embedded import ServerError


@contextmanager
def at(subjects: int) -> Iterator[None]:
    """Turn Django of this process to the database of that size until the block ends."""
    before = {alias: settings.DATABASES[alias]["NAME"] for alias in settings.DATABASES}
    _turn(dict.fromkeys(before, place.database(subjects)))
    try:
        yield
    finally:
        _turn(before)


def _turn(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name


def ensure(subjects: int) -> bool:
    """Have the database of this size filled, its locks laid as the code has them now.

    Gives whether it was there already. Raises ServerError when a lock is missing.
    """
    there = place.is_filled(subjects)
    if not there:
        place.make_anew(subjects)
    with at(subjects):
        shape.bring_up()
        if not there:
            _fill(subjects)
        locks.apply()
        if wrong := locks.faults():
            raise ServerError("The database is not safe to use: " + "; ".join(wrong[:5]))
    return there


def _fill(subjects: int) -> None:
    with Progress(transient=True) as progress, place.superuser(subjects) as db:
        bar = progress.add_task(f"Filling {subjects:,} records …", total=1.0)
        Filler(subjects, db, lambda what, done: progress.update(bar, completed=done)).fill()
        db.execute(
            "CREATE TABLE bench.about AS SELECT %s::text AS fingerprint, now() AS filled_at", [place.fingerprint()]
        )
