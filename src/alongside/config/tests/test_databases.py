"""Which database, as whom; and the roles themselves, asked on the server."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured

from alongside.config import databases, roles
from alongside.config.embedded import Server

APP = "postgresql://alongside_app:p%40ss@db.example:6432/record?sslmode=require"
OWNER = "postgresql://alongside_owner:other@db.example:6432/record"


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Outside tests and demonstration, with both addresses of a real server."""
    for key in ("ALONGSIDE_TEST", "ALONGSIDE_DEMO", "ALONGSIDE_BENCH"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("DATABASE_URL", APP)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)
    return monkeypatch


def test_two_addresses_make_two_aliases(real: pytest.MonkeyPatch) -> None:
    found = databases.databases()
    default = {key: found["default"][key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert default == {
        "NAME": "record",
        "USER": "alongside_app",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }
    assert found["owner"]["USER"] == "alongside_owner"


def test_workers_keep_their_connection_and_look_whether_it_lives(real: pytest.MonkeyPatch) -> None:
    default = databases.databases()["default"]
    assert default["CONN_MAX_AGE"] is None
    assert default["CONN_HEALTH_CHECKS"] is True
    assert "pool" not in default["OPTIONS"]
    assert "TIME_ZONE" not in default


@pytest.mark.parametrize("missing", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_one_address_alone_is_refused(real: pytest.MonkeyPatch, missing: str) -> None:
    real.delenv(missing)
    with pytest.raises(ImproperlyConfigured, match=f"{missing} is missing"):
        databases.databases()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (APP.replace("record", "other"), "two different databases"),
        (APP, "must not own"),
        ("mysql://owner:pass-phrase@host/record", "should look like"),
        ("postgresql://owner:pass-phrase@host:notaport/record", "cannot be read"),
        ("postgresql://owner:pass-phrase@host", "should look like"),
    ],
)
def test_an_address_that_will_not_do_is_refused_without_its_password(
    real: pytest.MonkeyPatch, address: str, says: str
) -> None:
    owner = address if "owner" in address or says == "must not own" else address.replace("_app", "_owner")
    real.setenv("DATABASE_OWNER_URL", owner)
    with pytest.raises(ImproperlyConfigured, match=says) as refused:
        databases.databases()
    assert "pass-phrase" not in str(refused.value)


@pytest.mark.parametrize("key", ["ALONGSIDE_TEST", "ALONGSIDE_DEMO", "ALONGSIDE_BENCH"])
def test_tests_demonstration_and_measuring_never_meet_the_real_server(real: pytest.MonkeyPatch, key: str) -> None:
    real.setenv(key, "1")
    assert databases.is_embedded()


def test_the_demonstration_has_a_database_of_its_own(real: pytest.MonkeyPatch) -> None:
    real.setenv("ALONGSIDE_DEMO", "1")
    assert databases.name() == "alongside_demo"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server of the tests, set up."""
    monkeypatch.setenv("ALONGSIDE_TEST", "1")
    databases.server.cache_clear()
    running = databases.prepare()
    assert running
    yield running
    databases.server.cache_clear()


def rows(server: Server, user: str, question: str, options: str = "") -> list[tuple[Any, ...]]:
    with psycopg.connect(
        host=server.host,
        port=server.port,
        user=user,
        password=server.password(user),
        dbname=roles.DATABASE,
        options=options,
    ) as db:
        return db.execute(question).fetchall()


def test_roles_are_as_they_must_be(server: Server) -> None:
    question = (
        "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles"
        " WHERE rolname LIKE 'alongside\\_%' AND rolname <> 'alongside_admin' ORDER BY 1"
    )
    assert rows(server, roles.APP, question) == [
        (roles.APP, True, False, False, False),
        (roles.KEEPER, False, False, True, False),
        (roles.OWNER, True, False, False, False),
        (roles.REPORT, True, False, False, False),
        (roles.TEST, True, False, False, False),
    ]


def test_the_application_owns_nothing_and_is_member_of_nothing(server: Server) -> None:
    question = "SELECT count(*) FROM pg_auth_members WHERE member = 'alongside_app'::regrole"
    assert rows(server, roles.APP, question) == [(0,)]
    for forbidden in (f"SET ROLE {roles.KEEPER}", "CREATE TABLE public.mine (a int)", "CREATE TEMP TABLE mine (a int)"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(server, roles.APP, forbidden)


def test_the_owner_is_keeper_only_when_it_says_so(server: Server) -> None:
    assert rows(server, roles.OWNER, "SELECT pg_has_role('alongside_keeper', 'USAGE')") == [(False,)]
    assert rows(server, roles.OWNER, "SELECT current_user", f"-c role={roles.KEEPER}") == [(roles.KEEPER,)]


def test_tests_sign_in_as_their_own_role_and_act_as_the_application(server: Server) -> None:
    default = databases.databases()["default"]
    assert default["USER"] == roles.TEST
    found = rows(server, default["USER"], "SELECT session_user, current_user", default["OPTIONS"]["options"])
    assert found == [(roles.TEST, roles.APP)]


def test_extensions_are_there_and_come_with_new_databases(server: Server) -> None:
    for database in (roles.DATABASE, "template1"):
        with roles.connect(server, database) as db:
            found = {name for (name,) in db.execute("SELECT extname FROM pg_extension")}
        assert set(roles.EXTENSIONS) <= found


def test_set_up_again_makes_nothing_new(server: Server) -> None:
    assert roles.ensure(server, for_tests=True) == []


def test_a_role_that_was_changed_by_hand_is_mended(server: Server) -> None:
    with roles.connect(server) as db:
        db.execute(f"ALTER ROLE {roles.REPORT} BYPASSRLS")
    roles.ensure(server, for_tests=True)
    assert rows(server, roles.APP, f"SELECT rolbypassrls FROM pg_roles WHERE rolname = '{roles.REPORT}'") == [(False,)]


def test_the_administrators_script_has_no_test_role_and_no_password() -> None:
    script = roles.sql()
    assert roles.TEST not in script
    assert "PASSWORD '" not in script
    assert "CREATEDB;" not in script.replace("NOCREATEDB;", "")
    assert roles.TEST in roles.sql(for_tests=True)
