"""`alongside doctor`: what is configured, what is wrong, and how to mend it."""

from __future__ import annotations

import os
import platform
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from alongside.config import databases, machine, roles
from alongside.config.embedded import ServerError

SEALED_WITHIN = timedelta(minutes=10)  # a row of the trail that waits longer is a sign that nobody seals
SHOWN = 3  # faults of one sort that are spelled out


@dataclass(frozen=True)
class Sign:
    """One thing looked at. `mend` says what to do, and is empty when all is well."""

    what: str
    found: str
    mend: str = ""


def run() -> int:
    """Look at everything, print a table, give 1 when something is wrong and 0 when not."""
    from rich.console import Console
    from rich.table import Table

    signs = list(look())
    table = Table("", "What", "Found", title="Alongside", title_justify="left", show_edge=False)
    for sign in signs:
        table.add_row("[red]✗[/]" if sign.mend else "[green]✓[/]", sign.what, sign.found)
    console = Console()
    console.print(table)
    wrong = [sign for sign in signs if sign.mend]
    for sign in wrong:
        console.print(f"\n[bold]{sign.what}[/]: {sign.found}\n  → {sign.mend}", highlight=False)
    console.print("\nAll is well." if not wrong else f"\n{len(wrong)} to mend.")
    return 1 if wrong else 0


def look() -> Iterator[Sign]:
    """Give every sign, in the order in which one would mend."""
    yield Sign("Python", platform.python_version())
    yield Sign("Data", str(machine.data_home()))
    yield from _secrets()
    try:
        yield from _server()
        yield from _django()
    except ServerError as error:
        yield Sign("Database", str(error), "Mend that first, then ask the doctor again.")
        return
    yield from _front_end()


def _secrets() -> Iterator[Sign]:
    """Files that only their owner may read."""
    home = machine.data_home()
    for path in (home / "secret_key", databases.server().root / "passwords.json"):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Sign("Secrets", f"others may read {path}", f"Run: chmod 600 '{path}'")


def _server() -> Iterator[Sign]:
    if not databases.is_embedded():
        yield Sign("Database server", "a real one (DATABASE_URL, DATABASE_OWNER_URL)")
        return
    server = databases.server()
    if not server.exists:
        raise ServerError(f"no embedded server was set up in {server.root}. Run: make setup")
    databases.prepare()
    owner = machine.user_of(server.cluster).name
    yield Sign("Database server", f"embedded {machine.engine_version()}, port {server.port}, runs as {owner}")
    yield Sign("Its folder", str(server.root))


def _django() -> Iterator[Sign]:
    """Settings, both aliases, roles, migrations, locks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, connections

    try:
        django.setup()
    except ImproperlyConfigured as error:
        yield Sign("Settings", str(error), "Change the environment as it says.")
        return
    for alias in ("default", "owner"):
        here = connections[alias].settings_dict
        try:
            connections[alias].ensure_connection()
        except OperationalError as error:
            mend = "Is the server running, and are name, user and password right? See: alongside db roles"
            yield Sign(f"Database ({alias})", str(error).strip(), mend)
            return
        yield Sign(f"Database ({alias})", f"{here['NAME']} as {here['USER']}")
    yield from _durability()
    yield from _roles()
    yield from _shape()
    yield from _trail()
    yield from _mail()


def _durability() -> Iterator[Sign]:
    """What is said to be saved is on the disk."""
    from alongside.config import durability

    unsafe = list(durability.faults(rows))
    for name, found, mend in unsafe:
        yield Sign(f"Durability ({name})", found, mend)
    if not unsafe:
        yield Sign("Durability", "what is saved is on the disk, with checksums")


def _trail() -> Iterator[Sign]:
    """Is the audit trail being sealed? Whether it is whole, `alongside audit verify` says."""
    from django.db import DatabaseError

    from alongside.access.trail import reading
    from alongside.access.trail.heads import Broken
    from alongside.base.clock import now

    try:
        state = reading.state()
    except (Broken, DatabaseError) as error:
        yield Sign("Audit trail", str(error).strip(), "Run: alongside audit verify")
        return
    late = state.oldest is not None and now() - state.oldest > SEALED_WITHIN
    mend = "Is `alongside serve` or `alongside chores` running? Else run: alongside chores --once" if late else ""
    if state.head is None:
        yield Sign("Audit trail", f"no head yet, {state.waiting} rows wait to be sealed", mend)
        return
    age = int((now() - state.head.time).total_seconds())
    said = f"{state.head.size} rows sealed, newest head {age} s old, {state.waiting} rows wait"
    yield Sign("Audit trail", said, mend)


def _mail() -> Iterator[Sign]:
    """Does the mail server answer? Nothing is sent. And how mails stand: numbers, no address."""
    from django.conf import settings
    from django.db import DatabaseError

    from alongside.access.actions import at_the_machine
    from alongside.people import contact

    if not settings.SMTP:
        yield Sign("Mail", "written to the terminal: no ALONGSIDE_SMTP")
    else:
        try:
            with contact.line():
                yield Sign("Mail", f"{settings.SMTP} answers")
        except OSError as error:
            mend = "Are ALONGSIDE_SMTP, its user and password right, and can this machine reach it?"
            yield Sign("Mail", f"{settings.SMTP} cannot be used: {type(error).__name__}", mend)
    yield Sign(
        "Texts", f"by {settings.TEXT_GATEWAY}" if settings.TEXT_GATEWAY else "not offered: no ALONGSIDE_TEXT_GATEWAY"
    )
    try:
        with at_the_machine():
            stand = dict(rows(_POSTINGS, alias="owner"))
    except DatabaseError:  # no tables yet: said above
        return
    told = [f"{stand.get(state, 0)} {words}" for state, words in _STANDS if stand.get(state)]
    late = stand.get("late", 0)
    mend = "Is `alongside serve` or `alongside jobs run` running? See: alongside jobs list" if late else ""
    yield Sign("Mails", ", ".join(told) or "none wait, none failed", mend)


_POSTINGS = """
SELECT state, count(*) FROM people_posting WHERE state IN ('waiting', 'failed', 'unknown') GROUP BY 1
UNION ALL SELECT 'late', count(*) FROM people_posting WHERE state = 'waiting' AND due < now() - interval '10 minutes'
"""
_STANDS = (
    ("waiting", "wait"),
    ("late", "of them for more than ten minutes"),
    ("failed", "failed"),
    ("unknown", "may or may not have arrived"),
)


def _roles() -> Iterator[Sign]:
    """The application sees no more than its policies say; the owner may act as keeper; no test role beside people."""
    again = "Have the administrator run the SQL of: alongside db roles"
    app = _row("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    bypasses = app[1] or app[2]
    yield Sign(
        "Application's role",
        f"{app[0]}: {'passes by' if bypasses else 'is bound by'} row-level security",
        f"Sign in as {roles.APP}, which may not. {again}" if bypasses else "",
    )
    acts = _row("SELECT count(*) FROM pg_roles WHERE rolname IN (%s, %s) AND pg_has_role(oid, 'MEMBER')", OWNER_KEEPER)
    if acts[0]:
        yield Sign("Application's role", "may act as owner or keeper", f"REVOKE those roles from {app[0]}.")
    keeper_sql = "SELECT rolbypassrls, pg_has_role(oid, 'SET') FROM pg_roles WHERE rolname = %s"
    keeper = _row(keeper_sql, [roles.KEEPER], "owner")
    may = bool(keeper) and keeper[1]
    yield Sign("Keeper", _keeper_words(keeper), "" if may else again)
    if _row("SELECT 1 FROM pg_roles WHERE rolname = %s", [roles.TEST]) and not databases.under_test():
        yield Sign("Test role", f"{roles.TEST} exists on this server", f"DROP ROLE {roles.TEST}; it may act as keeper.")
    have = {name for (name,) in rows("SELECT extname FROM pg_extension")}
    lacking = [name for name in roles.EXTENSIONS if name not in have]
    yield Sign("Extensions", "all there" if not lacking else f"missing: {', '.join(lacking)}", again if lacking else "")


OWNER_KEEPER = [roles.OWNER, roles.KEEPER]


def _keeper_words(found: tuple[Any, ...]) -> str:
    if not found:
        return "does not exist"
    passes = "passes row-level security" if found[0] else "bound by row-level security (hosted server)"
    return passes if found[1] else f"{passes}; the owner may not act as it"


def _shape() -> Iterator[Sign]:
    """Are all migrations applied, and do all locks stand?"""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    mend = "Run: alongside migrate"
    yield Sign("Tables", f"{waiting} migrations wait" if waiting else "up to date", mend if waiting else "")
    if waiting:
        return
    from alongside.access import locks

    faults = locks.faults()
    more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    yield Sign("Locks", "; ".join([*faults[:SHOWN], *more]) or "all stand", mend if faults else "")


def _front_end() -> Iterator[Sign]:
    """Is what the browser is given built, and collected for serving?"""
    from alongside.design import build

    built = (build.OUTPUT / "alongside.css").is_file() and (build.OUTPUT / "alongside.js").is_file()
    yield Sign("Front end", "built" if built else "not built", "" if built else "Run: make setup")
    from django.conf import settings

    if not settings.configured:
        return
    collected = (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file()
    mend = "" if collected else "Run: make setup"
    yield Sign("Static files", str(settings.STATIC_ROOT) if collected else "not collected", mend)


def rows(sql: str, values: list[Any] | None = None, alias: str = "default") -> list[tuple[Any, ...]]:
    """Ask the database; gives all rows."""
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _row(sql: str, values: list[str] | None = None, alias: str = "default") -> tuple[Any, ...]:
    return next(iter(rows(sql, values, alias)), ())
