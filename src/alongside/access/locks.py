"""The locks on tables: which role may do what, and the row-level security of each table.

Rooms declare (`declare`) what stands on their tables; `apply` lays everything anew on the owner's connection after each
migrate, in one transaction, and `faults` tells what a catalog check finds wrong. Roles are those of set-up:
owner (migrations), keeper (owns the definer functions), app, report.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

KEEPER, OWNER, APP, REPORT = "alongside_keeper", "alongside_owner", "alongside_app", "alongside_report"
ME = "(SELECT alongside.viewer())"
# These ask nothing about who is looking: only the keeper's other functions, which have asked, may call them.
INNER = (
    "alongside.note(text, uuid, jsonb)",
    "alongside.put_voice(uuid, uuid, text)",
    "alongside.blank_entry(text, uuid, text[], timestamptz)",
    "alongside.end_yeses(uuid)",
    "alongside.duty_holders(text, uuid)",
    "alongside.tell(uuid, text, uuid, uuid, jsonb)",
    "alongside.audit_begin()",
    "alongside.may_mail(uuid, text)",
    "alongside.concern_sources(uuid)",
    "alongside.concern_bring_in(uuid, uuid, text)",
    "alongside.concern_take_out(uuid, uuid)",
    "alongside.concern_leads(uuid)",
    "alongside.any_deny(uuid, uuid)",
    "alongside.concern_part(uuid, text, text, text, date)",
    "alongside.tell_person(uuid, text, uuid, jsonb)",
    "alongside.leads_of(uuid)",
    "alongside.leads_over(uuid)",
    "alongside.is_shut(uuid, uuid)",
    "alongside.is_shut_by_name(uuid)",
    "alongside.minds_privacy(uuid)",
    "alongside.sees_alert(uuid, uuid)",
    "alongside.put_deny(uuid, uuid, uuid, bigint, text, text, uuid)",
    "alongside.rights_of(uuid, uuid)",
    "alongside.can_stand_in(uuid, uuid)",
    "alongside.check_open_hands(uuid, uuid)",
    "alongside.is_whom(uuid, uuid, text)",
    "alongside.item_seen_by(uuid, uuid)",
    "alongside.workers(uuid)",
    "alongside.leads_above(uuid, uuid)",
    "alongside.may_hear(uuid, public.record_withholding)",
    "alongside.withholding_for_me(uuid)",
    "alongside.tell_privacy(text, public.record_withholding)",
    "alongside.withholding_step(public.record_withholding, text, text, date)",
    "alongside.check_keepable(public.record_item, text, uuid)",
    "alongside.dispute(public.record_withholding, uuid, date)",
    "alongside.challenge_seen_by(uuid, public.record_challenge)",
    "alongside.is_complained_about(uuid, text, uuid)",
    "alongside.challenge_owner(text, uuid, uuid)",
    "alongside.challenge_for_me(uuid)",
    "alongside.put_consent(uuid, uuid, bigint, timestamptz, text, text, uuid)",
    "alongside.drop_invitations(uuid, uuid)",
    "alongside.check_word(uuid, text, text)",
    "alongside.owners(uuid)",
    "alongside.is_unsafe(uuid, text)",
    "alongside.plain_way(text)",
    "alongside.told_at(uuid)",
    "alongside.live_invitation(text)",
    "alongside.is_invited(text)",
    "alongside.accept_own(uuid, uuid)",
    "alongside.put_proxy_grants(uuid, uuid)",
    "alongside.kept_from_person(uuid)",
    "alongside.is_of_circle(uuid, uuid)",
    "alongside.message_over(uuid)",
    "alongside.notice_stands(uuid, text, uuid)",
    "alongside.message_tell(uuid, uuid)",
    "alongside.cover_message(uuid, uuid, uuid, timestamptz)",
    "alongside.messages_unopened(uuid)",
    "alongside.begin_cover(uuid)",
    "alongside.clock_of(uuid, timestamptz)",
    "alongside.is_quiet_at(uuid, timestamptz)",
    "alongside.mail_is_wanted(uuid, text, uuid)",
    "alongside.put_allocation(uuid, uuid, uuid, bigint, text, timestamptz, timestamptz, text, text, uuid)",
    "alongside.works_with(uuid, uuid, timestamptz, timestamptz)",
    "alongside.given_by_name(uuid)",
    "alongside.let_stand_in(public.people_absence)",
    "alongside.end_standing_in(uuid, timestamptz)",
    "alongside.is_away(uuid, timestamptz, timestamptz)",
    "alongside.hand_over_read(uuid)",
    "alongside.check_operator()",
    "alongside.practice_readers(public.learning_practicenotice, uuid)",
    "alongside.is_quiet(uuid)",
    "alongside.may_post(public.people_notice)",
    "alongside.posting_settle(public.people_posting)",
    "alongside.visit_reminder_stands(uuid, uuid, date)",
)
# These need nobody signed in, as a chore has no viewer: the owner's connection alone may call them.
CHORES = (
    "alongside.postings_make()",
    "alongside.postings_due()",
    "alongside.posting_take()",
    "alongside.posting_ended(uuid, text, text)",
    "alongside.posting_later(uuid, interval, text)",
    "alongside.postings_cut_off()",
    "alongside.postings_purge(interval)",
    "alongside.remind_of_visits(timestamptz)",
    "alongside.concerns_overdue(uuid[], uuid[])",
    "alongside.keep_supervision(uuid)",
    "alongside.escalate_access()",
    "alongside.looks_by_day(date)",
    "alongside.ties(date)",
    "alongside.keep_alert(uuid, uuid, text, date, date, int)",
    "alongside.escalate_withholdings()",
    "alongside.escalate_challenges()",
    "alongside.begin_covers()",
    "alongside.messages_nobody_reads()",
    "alongside.message_waits(uuid, uuid)",
    "alongside.job_fault(bigint, text)",
    "alongside.jobs_rescue(interval)",
    "alongside.jobs_purge(interval)",
    "alongside.chore_ran(text, timestamptz, text)",
)


@dataclass(frozen=True, slots=True)
class Lock:
    """What stands on one table. `rights` are the app's; `see`, `add`, `mend`, `remove` are policy expressions."""

    table: str
    rights: str
    see: str
    add: str | None = None
    mend: str | None = None
    remove: str | None = None
    history: bool = False
    sql: tuple[str, ...] = field(default=())


_sources: list[Callable[[], Iterable[Lock]]] = []


def declare(source: Callable[[], Iterable[Lock]]) -> None:
    """Name a function that gives a room's locks; called when they are laid, with all models loaded."""
    if source not in _sources:
        _sources.append(source)


def all_locks() -> list[Lock]:
    """Give every declared lock, one a table."""
    return [lock for source in _sources for lock in source()]


def prepare(cursor: Any) -> None:
    """Make the schema, the key and `alongside.viewer()`: what the first migration needs."""
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS alongside; GRANT ALL ON SCHEMA alongside TO {KEEPER};")
    _as_keeper(cursor, [Path(__file__).parent / "sql" / "10_viewer.sql"])
    _write_key(cursor)
    cursor.execute(f"GRANT USAGE ON SCHEMA alongside TO {OWNER}, {APP}")


def apply(using: str = "owner") -> None:
    """Lay all locks anew; what was there before is replaced. Takes about half a second."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning")
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('alongside.locks'))")
        prepare(cursor)
        _grant_tables(cursor)
        _as_keeper(cursor, _sql_files())
        for lock in all_locks():
            _lay(cursor, lock)
        _harden_history(cursor)
        _close_jobs(cursor)
        _close_functions(cursor)


def _sql_files() -> list[Path]:
    rooms = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("alongside.")]
    return [file for room in rooms for file in sorted((room / "sql").glob("*.sql"))]


def _as_keeper(cursor: Any, files: list[Path]) -> None:
    cursor.execute(f"SET LOCAL ROLE {KEEPER}; SET LOCAL check_function_bodies = off")
    for file in files:
        cursor.execute(expand(file.read_text()))
    cursor.execute("RESET ROLE")


def expand(sql: str) -> str:
    """Put the values of `{{NAME}}` into a room's SQL: bits of sections and rights, fragments declared by `constant`."""
    return re.sub(r"\{\{(\w+)\}\}", lambda found: expand(_constants[found.group(1)]), sql)


_constants: dict[str, str] = {}


def constant(name: str, value: object) -> None:
    """Make `{{NAME}}` usable in the SQL files."""
    _constants[name] = str(value)


def _write_key(cursor: Any) -> None:
    key = settings.VIEWER_KEY.ljust(64, b"\0")
    pads = [bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C)]
    cursor.execute(f"SET LOCAL ROLE {KEEPER}")
    cursor.execute("DELETE FROM alongside.viewer_key WHERE (ipad, opad) <> (%s, %s)", pads)
    cursor.execute(
        "INSERT INTO alongside.viewer_key SELECT %s, %s WHERE NOT EXISTS (SELECT 1 FROM alongside.viewer_key)", pads
    )
    cursor.execute("RESET ROLE")


def _grant_tables(cursor: Any) -> None:
    locked = {lock.table for lock in all_locks()}
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP}, {KEEPER}, {REPORT}")
    cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {APP}, {REPORT}")
    cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {KEEPER}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {KEEPER}, {APP}")
    there = set(connections["owner"].introspection.table_names(cursor))
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table in there - locked and model._meta.app_label not in _NOT_FOR_THE_APP:
            rights = "SELECT" if model._meta.app_label in _READ_ONLY else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f'GRANT {rights} ON "{table}" TO {APP}')
    cursor.execute(f"GRANT SELECT ON django_migrations TO {APP}")
    cursor.execute(f"REVOKE ALL ON access_organisation, access_team FROM {APP}")
    cursor.execute(f"GRANT SELECT ON access_organisation, access_team TO {APP}")
    cursor.execute(f"REVOKE ALL ON access_account FROM {APP}; GRANT SELECT ON access_account TO {APP}")
    cursor.execute(f"GRANT UPDATE (password, last_login) ON access_account TO {APP}")


_READ_ONLY = {"contenttypes", "auth", "pghistory"}
# Jobs are deferred and done on the owner's connection, and looked at through the keeper's functions.
_NOT_FOR_THE_APP = {"procrastinate"}


def _close_jobs(cursor: Any) -> None:
    """Nobody but owner and keeper calls a function of procrastinate, or reads its counters."""
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'public' AND p.proname LIKE 'procrastinate\\_%%'"
    )
    functions = ", ".join(name for (name,) in cursor.fetchall())
    if functions:
        cursor.execute(f"REVOKE ALL ON FUNCTION {functions} FROM PUBLIC, {APP}, {REPORT}")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {functions} TO {KEEPER}")
    cursor.execute(
        "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'public' AND c.relkind = 'S' AND c.relname LIKE 'procrastinate\\_%%'"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON SEQUENCE {name} FROM {APP}")


def _lay(cursor: Any, lock: Lock) -> None:
    table = lock.table
    cursor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY; ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    cursor.execute("SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON "{table}"')
    cursor.execute(f'REVOKE ALL ON "{table}" FROM {APP}; GRANT {lock.rights} ON "{table}" TO {APP}')
    cursor.execute(f'CREATE POLICY see ON "{table}" FOR SELECT TO {APP} USING ({lock.see})')
    if lock.add:
        cursor.execute(f'CREATE POLICY add ON "{table}" FOR INSERT TO {APP} WITH CHECK ({lock.add})')
    if lock.mend:
        cursor.execute(
            f'CREATE POLICY mend ON "{table}" FOR UPDATE TO {APP} USING ({lock.mend}) WITH CHECK ({lock.mend})'
        )
    if lock.remove:
        cursor.execute(f'CREATE POLICY remove ON "{table}" FOR DELETE TO {APP} USING ({lock.remove})')
    if lock.history:
        cursor.execute(f'CREATE POLICY keep ON "{table}" FOR INSERT TO {OWNER} WITH CHECK (true)')
    if not _keeper_bypasses(cursor):
        cursor.execute(f'CREATE POLICY hosted ON "{table}" TO {KEEPER} USING (true) WITH CHECK (true)')
    for statement in lock.sql:
        cursor.execute(expand(statement))


def _keeper_bypasses(cursor: Any) -> bool:
    cursor.execute("SELECT rolbypassrls FROM pg_roles WHERE rolname = %s", [KEEPER])
    return bool(cursor.fetchone()[0])


def _harden_history(cursor: Any) -> None:
    """History triggers run as the owner with a fixed search path, and nobody can switch them off by a setting."""
    cursor.execute(
        "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.proname LIKE 'pgtrigger\\_%%' AND n.nspname = 'public'"
    )
    for (function,) in cursor.fetchall():
        cursor.execute(f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp")
    cursor.execute(
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean "
        "LANGUAGE sql IMMUTABLE AS 'SELECT false'"
    )


def _close_functions(cursor: Any) -> None:
    cursor.execute(f"SET LOCAL ROLE {KEEPER}")
    cursor.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA alongside FROM PUBLIC")
    cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA alongside TO {APP}, {OWNER}")
    cursor.execute(f"REVOKE ALL ON FUNCTION {', '.join(INNER)} FROM {APP}, {OWNER}")
    cursor.execute(f"REVOKE ALL ON FUNCTION {', '.join(CHORES)} FROM {APP}")
    cursor.execute("RESET ROLE")


def faults(using: str = "default") -> list[str]:
    """Give what is wrong with the locks, in words; empty when all stands. Reads the catalog only.

    The role of `using` must neither bypass nor own; each table that is declared, or has a subject, an
    account or an author, must have RLS, forced, with a policy; history triggers must be the owner's.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_ROLE_SQL)
        wrong = [
            f"the database role {name} may see everything: use one without that right" for (name,) in cursor.fetchall()
        ]
        cursor.execute(_TABLE_SQL, [[lock.table for lock in all_locks()]])
        wrong += [f"table {name} is open: run `alongside migrate`" for (name,) in cursor.fetchall()]
        cursor.execute(_HOSTED_SQL)
        wrong += [f"table {name} is shut to the keeper: run `alongside migrate`" for (name,) in cursor.fetchall()]
        cursor.execute(_TRIGGER_SQL)
        wrong += [f"history trigger {name} is not sealed: run `alongside migrate`" for (name,) in cursor.fetchall()]
        cursor.execute(_TRAIL_SQL)
        wrong += [f"the audit trail lacks its guard {name}: run `alongside migrate`" for (name,) in cursor.fetchall()]
        cursor.execute("SELECT to_regprocedure('alongside.seen(bigint)') IS NULL")
        if cursor.fetchone()[0]:
            wrong.append("the locks have not been laid: run `alongside migrate`")
    return wrong


_ROLE_SQL = """
SELECT rolname FROM pg_roles r WHERE rolname = current_user AND (rolsuper OR rolbypassrls
  OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relowner = r.oid))
"""
_TABLE_SQL = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND (c.relname = ANY (%s) OR EXISTS (
        SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped
        AND a.attname IN ('subject_id', 'account_id', 'author_id')))
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
"""
# Where nobody may bypass row-level security (a hosted server), the keeper needs a policy of its own on every table.
_HOSTED_SQL = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relforcerowsecurity
  AND NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = 'alongside_keeper')
  AND NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'hosted')
"""
_TRIGGER_SQL = """
SELECT DISTINCT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE p.proname LIKE 'pgtrigger\\_%' AND NOT p.prosecdef
"""
# The audit trail is only added to, and what is added waits to be sealed.
_TRAIL_SQL = """
SELECT wanted.name FROM (VALUES ('access_auditevent', 'stays'), ('access_auditevent', 'waits'), ('audit_seal', 'stays'))
  wanted (place, name)
WHERE NOT EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                  WHERE c.relname = wanted.place AND t.tgname = wanted.name AND t.tgenabled IN ('O', 'A'))
"""
