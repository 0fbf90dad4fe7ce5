"""The locks would be missed: each is taken away in turn, and the catalog check has to say so."""

import pgtrigger
import pytest
from django.db import Error, connection, connections, transaction

from alongside.access import locks
from alongside.conftest import World
from alongside.record import registry
from alongside.record.models import Contribution

OWNER = pytest.mark.django_db(databases=["default", "owner"])
TABLES = [
    "people_subject",
    "people_details",
    "people_grant",
    "people_voice",
    "record_item",
    "record_draft",
    "record_response",
    "record_contribution",
    "record_contributionevent",
    "strengths_strength",
    "about_me_mustknow",
    "planning_goal",
    "planning_goalevent",
    "access_membership",
]
BREAKS = {
    "forced": 'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
    "on": 'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
    "with a policy": 'DROP POLICY see ON "{table}"; DROP POLICY IF EXISTS add ON "{table}"; '
    'DROP POLICY IF EXISTS mend ON "{table}"; DROP POLICY IF EXISTS remove ON "{table}"; '
    'DROP POLICY IF EXISTS keep ON "{table}"; DROP POLICY IF EXISTS hosted ON "{table}"',
}


@pytest.mark.django_db
def test_all_locks_stand() -> None:
    assert locks.faults() == []


@OWNER
@pytest.mark.parametrize("lacks", BREAKS)
@pytest.mark.parametrize("table", TABLES)
def test_a_missing_lock_is_found(table: str, lacks: str) -> None:
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
            cursor.execute(BREAKS[lacks].format(table=table))
        found = locks.faults(using="owner")
        transaction.set_rollback(True, using="owner")
    assert f"table {table} is open: run `alongside migrate`" in found


@OWNER
def test_a_history_trigger_that_is_no_longer_sealed_is_found() -> None:
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "SELECT p.oid::regprocedure::text FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE t.tgrelid = 'strengths_strength'::regclass AND p.proname LIKE 'pgtrigger\\_%' LIMIT 1"
            )
            cursor.execute(f"ALTER FUNCTION {cursor.fetchone()[0]} SECURITY INVOKER")
        found = locks.faults(using="owner")
        transaction.set_rollback(True, using="owner")
    assert any("is not sealed" in line for line in found)


@OWNER
def test_the_owner_of_the_tables_is_not_taken_for_the_application() -> None:
    assert any("may see everything" in line for line in locks.faults(using="owner"))


def _count(entry: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_contributionevent WHERE pgh_obj_id = %s", [entry.pk])  # type: ignore[attr-defined]
        return int(cursor.fetchone()[0])


def test_nobody_switches_history_off(world: World) -> None:
    entry = world.add("contribution")
    with world.as_("worker"):
        assert _count(entry) == 1
        with pgtrigger.ignore():
            Contribution.objects.filter(pk=entry.pk).update(place="Elsewhere")
        assert _count(entry) == 2
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL pgtrigger.ignore = '{record_contribution:update_update}'")
        Contribution.objects.filter(pk=entry.pk).update(place="Elsewhere again")
        assert _count(entry) == 3


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE record_contribution DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "TRUNCATE record_contributionevent",
        "DELETE FROM record_contributionevent",
        "UPDATE record_contributionevent SET words = 'other'",
        "DELETE FROM record_contribution",
        "DELETE FROM record_item",
        "DELETE FROM access_auditevent",
        "UPDATE access_auditevent SET action = 'other'",
        "CREATE TABLE mine (id int)",
        "SELECT * FROM alongside.viewer_key",
    ],
)
def test_the_application_cannot(world: World, sql: str) -> None:
    with world.as_("worker"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.django_db
def test_the_role_of_the_application_is_a_member_of_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole", [locks.APP])
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = %s", [locks.APP])
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db
@pytest.mark.parametrize("kind", registry.all_kinds(), ids=lambda kind: kind.name)
def test_every_kind_has_its_guards(kind: registry.Kind) -> None:
    wanted = {"item_new", "item_upd", "fixed", "own_words", "standing", "confirm_new", "confirm_upd", "voice_new"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'", [kind.table])
        there = {name for (name,) in cursor.fetchall()}
    assert wanted <= there
    assert any(name.startswith("pgtrigger_") for name in there)
