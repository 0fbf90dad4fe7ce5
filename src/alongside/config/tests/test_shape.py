"""A database made at once has the same shape as one that went through every migration."""

import hashlib
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from alongside.access.locks import KEEPER
from alongside.config import shape
from alongside.config.backup.database import command
from alongside.conftest import SOURCE, _owner, _point_at, drop, shape_files

ROOT = SOURCE.parent.parent
# What the two ways were last seen to give the same for; a change to it is proved again, which takes minutes.
PROVED = Path(__file__).with_name("shape.proved")
STATEMENT = re.compile(r";\n\n|\n\n\n")
NOISE = re.compile(r"^(--.*|\\(un)?restrict .*|SET .*|)$")


def shape_of(name: str, make: Callable[[], Any]) -> tuple[set[str], set[tuple[str, str]]]:
    """Make an empty database and its tables in one of the two ways; give all it is made of, and the steps."""
    before, name = settings.DATABASES["default"]["NAME"], f"alongside_test_{name}_{os.getpid()}"
    with _owner("postgres") as owner:
        drop(owner, name)
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE template1')
    try:
        _point_at(name)
        make()
        line, environment = command(
            "pg_dump", "--schema-only", f"--role={KEEPER}", "--schema=public", "--schema=alongside"
        )
        told = subprocess.run(line, env=environment, capture_output=True, text=True, check=True).stdout
        steps = set(MigrationRecorder(connections["owner"]).applied_migrations())
    finally:
        _point_at(before)
        with _owner("postgres") as owner:
            drop(owner, name)
    return {in_order(one) for one in STATEMENT.split(told)}, steps


def in_order(statement: str) -> str:
    """Give a statement without comments; a table with its columns in the order of their names."""
    lines = [line for line in statement.strip().splitlines() if not NOISE.match(line)]
    if lines and lines[0].startswith("CREATE TABLE"):
        return "\n".join([lines[0], *sorted(line.rstrip(",") for line in lines[1:])])
    return "\n".join(lines)


def made_of() -> str:
    """Give the fingerprint of all that tables and locks are made of: ours, and the libraries'."""
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for file in sorted(shape_files()):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


@pytest.mark.slow
def test_both_ways_give_the_same(django_db_blocker: Any, django_db_setup: None) -> None:
    if PROVED.read_text().strip() == (now := made_of()) and os.environ.get("ALONGSIDE_PROFILE") != "nightly":
        return
    with django_db_blocker.unblock():
        straight, said = shape_of("straight", shape.bring_up)
        by_steps, gone = shape_of("by_steps", lambda: call_command("migrate", database="owner", verbosity=0))
    assert len(straight) > 1000
    assert sorted(straight - by_steps) == []
    assert sorted(by_steps - straight) == []
    assert said == gone
    PROVED.write_text(f"{now}\n")
