"""The command line `alongside`. Django is loaded only inside the commands that need it, so that help comes at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from alongside import __version__
from alongside.access.doors import by_operator
from alongside.config.jobs import jobs
from alongside.config.law import law
from alongside.config.notices import notices
from alongside.config.renewing import renew

app = App(name="alongside", help="The record a person and the people around them write together.", version=__version__)
db = App(name="db", help="The database: set up, start, stop, roles.")
account = App(name="account", help="People who sign in.")
organisation = App(name="organisation", help="Councils, trusts and charities, and what they ask for.")
audit = App(name="audit", help="The sealed audit trail: who looked and who wrote, as it was at the time.")
imports = App(name="import", help="Bring in records from elsewhere.")
for part in (db, account, organisation, audit, imports, jobs, law, notices):
    app.command(part)
account.command(renew)

Port = Annotated[int, Parameter(env_var="PORT", help="Port to serve on.")]
Host = Annotated[str, Parameter(env_var="ALONGSIDE_BIND", help="Address to listen on; 0.0.0.0 for all.")]
Workers = Annotated[int | None, Parameter(help="Web processes; as many as cores when left out.")]


def main() -> None:
    """Run the command line. What goes wrong in a way we know is said in words, without a trace; exit code 1."""
    from django.core.exceptions import ImproperlyConfigured
    from psycopg import OperationalError

    from alongside.access.domain import Refused
    from alongside.access.trail.heads import Broken
    from alongside.config.backup.packing import Damaged
    from alongside.config.embedded import ServerError

    try:
        app()
    except (
        Refused,
        Broken,
        Damaged,
        ServerError,
        ImproperlyConfigured,
        FileNotFoundError,
        PermissionError,
        OperationalError,
    ) as error:
        print(f"alongside: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)


@app.command
@by_operator("fictional people in a database of their own")
def demo(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = None) -> int:
    """Show Alongside with fictional people: set up, load them, serve. It has a database of its own."""
    os.environ["ALONGSIDE_DEMO"] = "1"
    from alongside.config import demonstration, serving

    serving.check_port(host, port)
    _start_django()
    _migrate()
    demonstration.load()
    address = serving.address(host, port)
    return serving.run(
        host,
        port,
        workers,
        say=[
            f"Alongside is ready: {address}",
            f"Choose who to be: {address}demo/",
            *demonstration.who_to_be(),
            "Everybody here is fictional. Ctrl+C ends it; the next start finds everything as you left it.",
        ],
    )


@app.command
@by_operator("starts the web server; shows nothing by itself")
def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: Workers = None) -> int:
    """Serve Alongside. The embedded database is started, and started again should it die."""
    from alongside.config import serving

    serving.check_port(host, port)
    _start_django()
    _refuse_unsafe()
    return serving.run(host, port, workers, say=[f"Alongside is ready: {serving.address(host, port)}"])


@app.command
@by_operator("shape and locks; shows no row")
def migrate() -> int:
    """Bring the database to the shape this version needs, and lay the locks on its tables."""
    _start_django()
    _migrate(verbosity=1)
    return 0


@app.command
@by_operator("reads the catalog and settings, no record")
def doctor() -> int:
    """Say what is configured, what is wrong, and how to mend it. Exit code 1 when something is wrong."""
    from alongside.config import doctor as surgery

    return surgery.run()


@app.command
@by_operator("made-up people in a database of their own")
def bench(subjects: int = 1000, *, rounds: int = 6) -> int:
    """Measure pages and writes beside bare ones, with this many subjects, in a database of its own."""
    from alongside.config.bench import run

    return run(subjects, rounds=rounds)


@app.command
@by_operator("reads everything, and writes it encrypted to one file")
def backup(file: Path, *, to: tuple[str, ...] = ()) -> int:
    """Write everything to one encrypted file (database, attachments, heads of the trail) and read it again.

    Encrypted to the passphrase in ALONGSIDE_BACKUP_PASSPHRASE (else asked for), or to public age keys given by --to
    or in ALONGSIDE_BACKUP_RECIPIENTS. The secrets are not in it: see `alongside keys`.
    """
    _start_django()
    from alongside.config.backup import command

    return command.back_up(file, to)


@app.command
@by_operator("writes the secrets of this installation, encrypted, to one file")
def keys(file: Path, *, to: tuple[str, ...] = ()) -> int:
    """Write the secrets of this installation to one encrypted file, to be kept apart from backups."""
    _start_django()
    from alongside.config.backup import command

    return command.keep_keys(file, to)


@app.command
@by_operator("fills an empty place; shows numbers alone")
def restore(file: Path, *, keys: Path | None = None, identity: Path | None = None) -> int:
    """Put a backup into an empty place, lay the locks, read the audit trail again. Nothing is ever written over.

    --keys names the file of `alongside keys`. --identity names an age identity, for a backup made to a public key.
    """
    _start_django()
    from alongside.config.backup import command

    return command.restore(file, keys, identity)


@app.command
@by_operator("made-up people in a place of its own, thrown away afterwards")
def drill(*, kills: int = 20, control: int = 6, reads: int = 1000, writers: int = 4, seed: int = 4) -> int:
    """Kill database and web workers under people who write; see that nothing they were told is saved is lost.

    Then race reads against a take-back, and let a control without durability lose. Writes build/drill.json.
    """
    from alongside.config import drill as drilled

    return drilled.run(kills=kills, control=control, reads=reads, writers=writers, seed=seed)


@app.command
@by_operator("runs the chores, each with a door of its own")
def chores(*, once: bool = False, tied: Annotated[bool, Parameter(show=False)] = False) -> int:
    """Do what has to be done again and again, until told to end; `serve` does so by itself. --once: each once, now."""
    _start_django(database=once)
    from alongside.config import chores as housework

    if not once:
        housework.Watch(tied=tied).run()
        return 0
    said = housework.once()
    for name, words in said.items():
        _say(f"{name}: {f'failed, {words}' if isinstance(words, Exception) else words or 'done'}")
    return 1 if any(isinstance(words, Exception) for words in said.values()) else 0


@db.command(name="setup")
@by_operator("makes what is missing; shows no row")
def set_up() -> int:
    """Make what is missing: the embedded server, its roles, the database, its tables and locks."""
    from alongside.config import databases

    _start_django()
    _migrate()
    server = databases.prepare()
    _say(f"Database ready: {server.root if server else 'the server of DATABASE_URL'}")
    return 0


@db.command
@by_operator("prints SQL; opens no database")
def roles(*, tests: bool = False, database: str = "alongside") -> int:
    """Print the SQL that the administrator of a real server runs once. --tests adds what tests need."""
    from alongside.config.roles import sql

    sys.stdout.write(sql(database, for_tests=tests))
    return 0


@db.command
@by_operator("starts the server")
def start() -> int:
    """Start the embedded server."""
    from alongside.config import databases

    server = databases.prepare()
    _say(f"Running on port {server.port}: {server.root}" if server else "A real server is used; start it there.")
    return 0


@db.command
@by_operator("stops the server")
def stop() -> int:
    """Stop the embedded server of this installation."""
    from alongside.config import databases

    _say("Stopped." if databases.server().stop() else "It was not running.")
    return 0


@account.command
@by_operator("opens an account; touches no record")
def add(email: str, name: str, *, team: str, role: str = "practitioner") -> int:
    """Open an account for somebody who works here, in a team (made when there is none of that name)."""
    _start_django()
    from alongside.access.actions import open_account

    opened = open_account(email=email, name=name, team=team, role=role)
    _say(f"Opened for {name}. {opened if isinstance(opened, str) else ''}".strip())
    return 0


@account.command
@by_operator("gives a duty; opens no record by itself")
def duty(email: str, duty: str, *, organisation: str = "", off: bool = False) -> int:
    """Let somebody look after privacy (privacy_lead), safeguarding (safeguarding_lead) or the machine (operator).

    --off: no longer. The first organisation is meant where none is named. A duty opens no record by itself.
    """
    _start_django()
    from alongside.access.actions import give_duty

    give_duty(email=email, duty=duty, organisation=organisation, off=off)
    _say(f"{email} is {'no longer ' if off else ''}{duty.replace('_', ' ')}.")
    return 0


@organisation.command
@by_operator("sets what an organisation asks for; touches no record")
def authorisation(name: str, *, off: bool = False) -> int:
    """Ask a manager to authorise or return each plan of this organisation's people; --off: ask no more.

    Who agrees to a plan does not change by it.
    """
    _start_django()
    from alongside.access.actions import ask_authorisation

    ask_authorisation(organisation=name, asked=not off)
    _say(f"{name}: a manager is {'no longer ' if off else ''}asked to authorise or return each plan.")
    return 0


@audit.command(name="verify")
@by_operator("reads the trail; names rows by id and time")
def verify_audit(*, against: tuple[str, ...] = ()) -> int:
    """Read the whole trail beside its signed heads; say what was changed, removed or slipped in, and where.

    Exit code 1 when anything was. --against takes figures that `alongside audit head` gave earlier.
    """
    _start_django()
    from alongside.config import auditing

    return auditing.verify(against)


@audit.command
@by_operator("prints a size and a hash")
def head() -> int:
    """Print the newest signed head: a figure to put on paper each week."""
    _start_django()
    from alongside.config import auditing

    return auditing.head()


@audit.command
@by_operator("prints one row of the trail: ids, no care text")
def prove(event_id: UUID) -> int:
    """Print what shows that one row of the trail is as it was sealed (a path as RFC 9162 describes it)."""
    _start_django()
    from alongside.config import auditing

    return auditing.prove(event_id)


@audit.command
@by_operator("changes the key of the heads; shows nothing")
def key() -> int:
    """Sign the heads with a new key from now on."""
    _start_django()
    from alongside.config import auditing

    return auditing.change_key()


@imports.command
@by_operator("brings records in; says what found no place, as the one who runs it may see the files anyway")
def fhir(*files: Path, team: str | None = None, sender: str = "", listing: Path | None = None) -> int:
    """Bring in FHIR R4 files: single resources, Bundles or NDJSON. Run twice it changes nothing.

    New people go to the caseload of --team, the first team when left out. --sender names the system the files come
    from, where two systems use the same ids. --listing writes every element that found no place to a file.
    """
    if not files:
        _say("Name at least one file.")
        return 1
    if missing := [str(file) for file in files if not file.is_file()]:
        _say(f"Not found: {', '.join(missing)}")
        return 1
    _start_django()
    from alongside.exchange.fhir.command import run

    return int(run(list(files), team, sender=sender, listing=listing) or 0)


def _start_django(*, database: bool = True) -> None:
    """Have the database running (unless somebody else minds that) and the settings loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    from alongside.config import databases

    if database:
        databases.prepare()
    import django

    django.setup()


def _migrate(verbosity: int = 0) -> None:
    """Migrate as the owner; the locks are laid anew after it. Raises ServerError when a lock is missing then."""
    from alongside.access import locks
    from alongside.config import shape

    shape.bring_up(verbosity=verbosity)
    if locks.faults():
        locks.apply()
    _refuse_unsafe()


def _refuse_unsafe() -> None:
    """Raise ServerError when a lock is missing, our role passes it by, or what is saved could be lost.

    Nothing is served then. The demonstration, in which nobody is real, is not asked about the last.
    """
    from alongside.access import locks
    from alongside.config.embedded import ServerError

    wrong = locks.faults()
    if not os.environ.get("ALONGSIDE_DEMO"):
        from alongside.config import doctor, durability

        wrong += [found for _name, found, _mend in durability.faults(doctor.rows)]
    if wrong:
        raise ServerError("The database is not safe to use: " + "; ".join(wrong[:5]) + ". See: alongside doctor")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
