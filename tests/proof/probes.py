"""What catches a hole: short questions to the real thing, each giving what is wrong; nothing when all stands.

They are the proof in small: the matrix on few addresses, what raw SQL gives as the application's role, the rules.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error, connection, transaction

from alongside.access import locks
from alongside.access.viewer import sign, viewing
from alongside.base.ids import uuid7
from alongside.conftest import as_keeper
from alongside.people import queries as people
from alongside.record import queries as record
from alongside.record import registry

from .asking import Asker
from .cast import A, B
from .doors import ours, undeclared
from .matrix import Sweep
from .stage import Stage

Probe = Callable[[Stage], list[str]]
BESIDE_TABLES = {"answer": "record_response", "challenge": "record_challenge", "file": "record_attachment"}


@contextmanager
def undone() -> Iterator[None]:
    """Try something and undo it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _ids(query: str, *args: Any) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(query, args)
        return {row[0] for row in cursor.fetchall()}


def raw(role: str) -> Probe:
    """Read whole tables in SQL as one of the cast, narrowed to their record and not, and compare with the oracle."""

    def probe(stage: Stage) -> list[str]:
        account = stage.accounts[role]
        home = stage.subjects[stage.roles[role].home].pk
        found: list[str] = []
        for only in (None, home):
            with viewing(account.pk, subject_id=only):
                found += _entries(stage, account.pk, only) + _beside(stage, account.pk, only)
        return found

    return probe


def _entries(stage: Stage, account: UUID, only: UUID | None) -> list[str]:
    entries = [one for one in stage.facts.entries if only is None or one.subject == only]
    found = []
    for kind in registry.all_kinds():
        wanted = {one.id for one in entries if one.kind == kind.name and stage.facts.sees(account, one)}
        for table, column in ((kind.table, "id"), (f"{kind.table}event", "pgh_obj_id")):
            got = _ids(f'SELECT {column} FROM "{table}"')
            found += _differ(table, got, wanted)
    wanted = {one.id for one in entries if stage.facts.sees_line(account, one)}
    return found + _differ("record_item", _ids("SELECT id FROM record_item") & set(stage.known), wanted)


def _beside(stage: Stage, account: UUID, only: UUID | None) -> list[str]:
    found = []
    for what, table in BESIDE_TABLES.items():
        rows = stage.beside[what].values()
        wanted = {
            row.pk
            for row in rows
            if (only is None or row.subject_id == only) and stage.facts.sees_beside(account, stage.known[row.item_id])
        }
        found += _differ(table, _ids(f"SELECT id FROM {table}"), wanted)
    return found


def _differ(table: str, got: set[UUID], wanted: set[UUID]) -> list[str]:
    more, less = len(got - wanted), len(wanted - got)
    return [f"{table}: {more} too many, {less} too few"] if more or less else []


def asks(role: str, *names: str) -> Probe:
    """Walk a few addresses as one of the cast, as the matrix does."""

    def probe(stage: Stage) -> list[str]:
        sweep = Sweep(stage, role, {}, {})
        sweep.routes = [route for route in sweep.routes if route.name in names]
        assert len(sweep.routes) == len(names)
        sweep.read_home()
        sweep.read_swapped()
        sweep.read_strange()
        return sweep.row.leaks + sweep.row.faults

    return probe


def stands(_stage: Stage) -> list[str]:
    """Ask the catalog what is wrong with the locks."""
    return locks.faults()


def rights(_stage: Stage) -> list[str]:
    """Compare what the application's role may do with each table with what its lock says."""
    found = []
    with connection.cursor() as cursor:
        for lock in locks.all_locks():
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [locks.APP, lock.table, right])
                if cursor.fetchone()[0] and right not in lock.rights:
                    found.append(f"{lock.table}: {right}")
    return found


def inner(_stage: Stage) -> list[str]:
    """Functions that ask nothing are the keeper's alone, none is open to everybody, each has its own search path."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f FROM unnest(%s::text[]) f WHERE has_function_privilege(%s, f, 'EXECUTE')",
            [list(locks.INNER), locks.APP],
        )
        found = [f"{name} open to the application" for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT p.proname, has_function_privilege('alongside_report', p.oid, 'EXECUTE'), p.prosecdef AND "
            "NOT coalesce(array_to_string(p.proconfig, ' ') LIKE '%search_path%', false) FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'alongside'"
        )
        for name, is_open, is_loose in cursor.fetchall():
            found += [f"{name} open to everybody"] * is_open + [f"{name} without a search path"] * is_loose
    return found


def unsigned(stage: Stage) -> list[str]:
    """Nobody becomes a viewer by writing a name: not unsigned, not from another backend, not from an hour ago."""
    account = stage.accounts["worker"].pk
    pid = connection.connection.info.backend_pid
    tries = {
        "unsigned": f"{account}|{pid}|{int(time.time())}|{'0' * 64}",
        "another backend's": sign(account, pid + 1, int(time.time())),
        "old": sign(account, pid, int(time.time()) - 3600),
        "another key's": f"{account}|{pid}|{int(time.time())}|"
        + hmac.new(b"x" * 32, f"{account}|{pid}|{int(time.time())}".encode(), hashlib.sha256).hexdigest(),
    }
    assert settings.VIEWER_KEY
    found = []
    for name, value in tries.items():
        with undone():
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT set_config('alongside.viewer', %s, true)", [value])
                    cursor.execute("SELECT count(*) FROM record_item")
                    found += [f"{name} viewer: {count} items" for (count,) in cursor.fetchall()]
            except Error:
                pass
    return found


def kept_whole(stage: Stage) -> list[str]:
    """The list of what is hidden is whole whatever record is open, and is no list at all where nobody looks."""
    found = []
    for role in ("person", "all_shared", "kept_entry"):
        account = stage.accounts[role].pk
        wanted = {one.id for one in stage.facts.entries if stage.facts.is_kept(account, one)}
        with viewing(account, subject_id=stage.subjects[B].pk):
            got = _ids("SELECT unnest(alongside.hidden())")
        found += _differ(f"hidden() of {role}", got, wanted)
    with undone(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.viewer', '', true)")
        cursor.execute("SELECT alongside.hidden() IS NULL")
        if not cursor.fetchone()[0]:
            found.append("hidden() of nobody is a list")
    return found


def refused(role: str, said: str, query: str, *names: str) -> Probe:
    """Try what has to be refused; the query's %s are filled from ids of the stage by name."""

    def probe(stage: Stage) -> list[str]:
        given = [_given(stage, name) for name in names]
        try:
            with (
                undone(),
                viewing(stage.accounts[role].pk, subject_id=stage.subjects[A].pk),
                connection.cursor() as cursor,
            ):
                cursor.execute(query, given)
                if cursor.rowcount == 0:
                    return []
        except Error:
            return []
        return [f"{role}: {said}"]

    return probe


def _given(stage: Stage, name: str) -> Any:
    sort, _, what = name.partition(":")
    if sort == "account":
        return stage.accounts[what].pk
    if sort == "subject":
        return stage.subjects[what].pk
    if sort == "voice":
        return stage.voices[A, what].pk
    if sort == "entry":
        kind, _, relation = what.partition(".")
        return stage.entries[A, kind, relation].pk
    return uuid7()


def empty(role: str, query: str, *names: str) -> Probe:
    """Read what has to be nothing for one of the cast."""

    def probe(stage: Stage) -> list[str]:
        try:
            with undone(), viewing(stage.accounts[role].pk), connection.cursor() as cursor:
                cursor.execute(query, [_given(stage, name) for name in names])
                rows = cursor.fetchall()
        except Error:
            return []
        return [f"{role}: {len(rows)} rows of {query}"] if rows else []

    return probe


def queries_alone(stage: Stage) -> list[str]:
    """What our own queries give without the database's locks: they narrow to the shared sections by themselves."""
    found = []
    for role in ("friend", "sister", "sister_goals"):
        account, subject = stage.accounts[role], stage.subjects[A].pk
        with viewing(account.pk, subject_id=subject):
            viewer = people.viewer(account=account, subject_id=subject)
            shared = {section.code for section in viewer.sight.sections}
            with as_keeper():
                got = {one.pk for one in record.items(subject, viewer=viewer)}
                got |= {one.pk for kind in registry.all_kinds() for one in record.entries(kind, subject, viewer=viewer)}
        known = [stage.known[one] for one in got if one in stage.known]
        known = [one for one in known if one.section not in stage.facts.closed]  # by audience, in the database alone
        wrong = [one for one in known if one.section not in shared and one.writer != account.pk]
        found += [f"{role}: queries give {len(wrong)} beyond what is shared"] if wrong else []
    return found


def headers(stage: Stage) -> list[str]:
    """Answers of a record are not stored, not framed, and run no script of others."""
    answer = Asker(stage, "person").sign_in().client.get(f"/p/{stage.subjects[A].pk}/")
    wanted = {"Cache-Control": "no-store", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff"}
    found = [name for name, value in wanted.items() if value not in answer.headers.get(name, "")]
    policy = answer.headers.get("Content-Security-Policy", "")
    return found + (["Content-Security-Policy"] if "default-src" not in policy and "script-src" not in policy else [])


def forged(stage: Stage) -> list[str]:
    """A form sent from elsewhere, without our token, does nothing."""
    asker = Asker(stage, "person")
    asker.client.handler.enforce_csrf_checks = True
    asker.sign_in()
    with undone():
        where = f"/p/{stage.subjects[A].pk}/entry/{stage.entries[A, 'strength', 'plain'].pk}/agree/"
        answer = asker.client.post(where)
    return [] if answer.status_code == 403 else [f"posted without a token: {answer.status_code}"]


def doors_hold(stage: Stage) -> list[str]:
    """Pages for those who decide open to nobody who does not."""
    found = []
    for role, names in (("all_shared", ("share_new", "allocate", "looked")), ("worker", ("share_new", "looked"))):
        asker = Asker(stage, role).sign_in()
        for route in ours():
            if route.name in names:
                answer = asker.client.get(f"/{route.pattern}".replace("<uuid:subject_id>", str(stage.subjects[A].pk)))
                found += [f"{role}: {route.name} opens"] if answer.status_code == 200 else []
    return found


def declared(_stage: Stage) -> list[str]:
    """Every address and kind has its policy."""
    return undeclared()


def history_kept(stage: Stage) -> list[str]:
    """Nobody switches history off for what they write."""
    with undone(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{insert_insert,update_update}', true)")
        cursor.execute("SELECT public._pgtrigger_should_ignore('insert_insert')")
        return ["history can be switched off"] if cursor.fetchone()[0] else []


def untold(stage: Stage) -> list[str]:
    """Who has looked says nothing of what is kept from the person."""
    with undone():
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO access_auditevent (id, at, by, action, subject_id, detail) "
                "VALUES (gen_random_uuid(), now(), %s, 'withheld.made', %s, '{}')",
                [stage.accounts["teammate"].pk, stage.subjects[A].pk],
            )
        with viewing(stage.accounts["person"].pk), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM alongside.who_looked(%s, 50)", [stage.subjects[A].pk])
            return ["who looked tells of a withholding"] if "withheld" in str(cursor.fetchall()) else []
