"""Where we measure: databases of the embedded server, one for each size. No Django here."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import psycopg

from alongside.config import databases, roles

REFERENCE = 1000  # subjects; growth is measured against this many
PACKAGE = Path(__file__).resolve().parents[2]
Connection = psycopg.Connection[tuple[Any, ...]]


def database(subjects: int) -> str:
    """Give the name of the database that holds this many subjects."""
    return f"{roles.DATABASE}_bench_{subjects}"


def superuser(subjects: int) -> Connection:
    """Sign in to that database as the embedded server's superuser; each statement stands alone."""
    return roles.connect(databases.server(), database(subjects))


def fingerprint() -> str:
    """Say which tables and which filling a database was made by: a hash of the migrations and of the filling."""
    files = [
        *PACKAGE.glob("*/migrations/0*.py"),
        *(Path(__file__).parent / name for name in ("filling.py", "derived.py", "lives.py")),
    ]
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def exists(subjects: int) -> bool:
    """Is there a database for this many subjects, filled or not?"""
    with roles.connect(databases.server()) as db:
        return bool(db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database(subjects)]).fetchone())


def is_filled(subjects: int) -> bool:
    """Is there a database of this size, filled to the end, of the shape the code has now?"""
    if not exists(subjects):
        return False
    with superuser(subjects) as db:
        if db.execute("SELECT to_regclass('bench.about')").fetchone() == (None,):
            return False
        return db.execute("SELECT fingerprint FROM bench.about").fetchone() == (fingerprint(),)


def make_anew(subjects: int) -> None:
    """Drop the database of this size, if there is one, and make it again, empty."""
    with roles.connect(databases.server()) as db:
        db.execute(f"DROP DATABASE IF EXISTS {database(subjects)} WITH (FORCE)")
    roles.ensure(databases.server(), (database(subjects),), for_tests=databases.under_test())
