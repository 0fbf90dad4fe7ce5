"""pg_dump and pg_restore of the embedded PostgreSQL, run as the owner of the tables; real servers take them too.

The dump is made in the keeper's role, whom row-level security lets pass, so that nothing is missing. It leaves out the
rights of roles and the key of the viewer: both are laid anew after a restore.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from alongside.access.locks import KEEPER
from alongside.config import machine
from alongside.config.embedded import ServerError

# What set-up makes, and a restore must find there: not ours to make as the owner.
NOT_OURS = (" EXTENSION ", " SCHEMA ", " DATABASE ", " COMMENT ")
LEFT_OUT = ("alongside.viewer_key",)
COUNTED = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'alongside') ORDER BY 1
"""


def command(program: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Give the command line and the environment; the password is in neither a file nor the command line."""
    here = connections["owner"].settings_dict
    told = {
        "PGHOST": str(here["HOST"]),
        "PGPORT": str(here["PORT"] or "5432"),
        "PGUSER": str(here["USER"]),
        "PGPASSWORD": str(here["PASSWORD"]),
        "PGDATABASE": str(here["NAME"]),
    }
    for option in ("sslmode", "sslrootcert"):
        if found := here["OPTIONS"].get(option):
            told[f"PG{option.upper()}"] = str(found)
    path = machine.wheel() / "pginstall" / "bin" / program
    return [str(path), *arguments], {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/", **told}


@contextmanager
def dumping(snapshot: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run pg_dump over this snapshot; read its `stdout`. Raises ServerError when it fails."""
    line, environment = command(
        "pg_dump",
        *("--format=custom", "--no-privileges", "--no-owner", f"--role={KEEPER}", f"--snapshot={snapshot}"),
        *("--schema=public", "--schema=alongside", *(f"--exclude-table-data={name}" for name in LEFT_OUT)),
        *(() if _keeper_passes() else ("--enable-row-security",)),
    )
    run = subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    with run:
        try:
            yield run
        except BaseException:
            run.kill()
            raise
        words = run.stderr.read().decode(errors="replace") if run.stderr else ""
        if run.wait():
            raise ServerError(f"The database could not be dumped: {words.strip()[-500:]}")


def _keeper_passes() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT rolbypassrls FROM pg_roles WHERE rolname = %s", [KEEPER])
        return bool(cursor.fetchone()[0])


@contextmanager
def snapshot() -> Iterator[tuple[Any, str]]:
    """Hold one state of the database: a cursor that reads it as the keeper, and its name for pg_dump."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {KEEPER}")
        yield cursor, name


def counts(cursor: Any) -> dict[str, int]:
    """Give how many rows each table holds, as the cursor sees it."""
    found = {}
    cursor.execute(COUNTED)
    for (name,) in cursor.fetchall():
        if name not in LEFT_OUT:
            cursor.execute("SELECT count(*) FROM " + '"' + name.replace(".", '"."') + '"')  # noqa: S608 from the catalog
            found[name] = int(cursor.fetchone()[0])
    return found


def contents(dump: Path | None = None, *, head: bytes = b"") -> list[str]:
    """Give the lines of `pg_restore --list`, of a dump or of its first bytes. Raises ServerError."""
    line, environment = command("pg_restore", "--list", *([str(dump)] if dump else []))
    done = subprocess.run(line, env=environment, input=head, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise ServerError(f"The dump of the database cannot be read: {done.stderr.decode().strip()[-500:]}")
    return [entry for entry in done.stdout.decode().splitlines() if entry and not entry.startswith(";")]


def load(dump: Path) -> None:
    """Load the dump into the empty database, all or nothing: data before locks. Raises ServerError."""
    wanted = [entry for entry in contents(dump) if not any(word in entry for word in NOT_OURS)]
    listing = dump.with_suffix(".list")
    listing.write_text("\n".join(wanted) + "\n")
    line, environment = command(
        "pg_restore",
        *("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--use-list={listing}"),
        *("--dbname", str(connections["owner"].settings_dict["NAME"]), str(dump)),
    )
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ServerError(f"The database could not be loaded; it is as empty as before: {done.stderr.strip()[-500:]}")
    _hand_over()


def _hand_over() -> None:
    """Give what is in the schema `alongside` to the keeper, as it was."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"GRANT ALL ON SCHEMA alongside TO {KEEPER}")
        cursor.execute(
            "SELECT format('ALTER TABLE %%s OWNER TO %%I', c.oid::regclass, %s) FROM pg_class c "
            "WHERE c.relnamespace = 'alongside'::regnamespace AND c.relkind = 'r' UNION ALL "
            "SELECT format('ALTER ROUTINE %%s OWNER TO %%I', p.oid::regprocedure, %s) FROM pg_proc p "
            "WHERE p.pronamespace = 'alongside'::regnamespace",
            [KEEPER, KEEPER],
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


def is_empty() -> bool:
    """Say whether the database holds nobody: no tables, or tables of a fresh set-up without an account and a trail."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.access_account'), to_regclass('public.access_auditevent')")
        if cursor.fetchone() == (None, None):
            return True
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {KEEPER}")
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM access_account) AND NOT EXISTS (SELECT FROM access_auditevent) "
            "AND NOT EXISTS (SELECT FROM people_subject)"
        )
        return bool(cursor.fetchone()[0])


def clear() -> None:
    """Take away the tables and functions of a fresh set-up, in which nobody is."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS alongside CASCADE")
        cursor.execute(
            "SELECT format('DROP TABLE IF EXISTS %s CASCADE', c.oid::regclass) FROM pg_class c "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' UNION ALL "
            "SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p "
            "WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = current_user"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        cursor.execute(f"CREATE SCHEMA alongside; GRANT ALL ON SCHEMA alongside TO {KEEPER}")
