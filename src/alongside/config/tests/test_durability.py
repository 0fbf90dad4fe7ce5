"""Unsafe settings are really set, on a server of its own, and are found; then serving is refused."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alongside.config import durability, machine, roles
from alongside.config.bench.servers import free_port
from alongside.config.embedded import Server
from alongside.config.tests.test_cli import alongside


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="alongside-durable-"))
    home.chmod(0o755)
    running = Server.at(home / "postgres-test", memory_share=0.01).ensure_running()
    roles.ensure(running, ("alongside",), for_tests=True)
    yield running
    running.stop()
    shutil.rmtree(home)


def asked(server: Server, *before: str) -> list[str]:
    """What is found by somebody who signs in as the application after these statements."""
    with roles.connect(server, "alongside") as line:
        for statement in before:
            line.execute(statement)

        def ask(question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
            return line.execute(question, values).fetchall()  # type: ignore[arg-type]

        return [name for name, _found, mend in durability.faults(ask) if mend]


def test_a_server_as_we_make_it_is_safe(server: Server) -> None:
    assert asked(server) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "off"),
        ("full_page_writes", "off"),
        ("synchronous_commit", "off"),
        ("ignore_checksum_failure", "on"),
        ("zero_damaged_pages", "on"),
    ],
)
def test_an_unsafe_setting_of_the_server_is_found(server: Server, name: str, value: str) -> None:
    conf = server.cluster / "postgresql.auto.conf"
    before = conf.read_text()
    try:
        with roles.connect(server) as line:
            line.execute(f"ALTER SYSTEM SET {name} = {value}")
            line.execute("SELECT pg_reload_conf()")
        for _time in range(100):
            if found := asked(server):
                break
        assert found == [name]
    finally:
        conf.write_text(before)
        with roles.connect(server) as line:
            line.execute("SELECT pg_reload_conf(), pg_sleep(0.2)")
    assert asked(server) == []


def test_an_unsafe_setting_of_a_session_is_found(server: Server) -> None:
    assert asked(server, "SET synchronous_commit = off") == ["synchronous_commit"]


@pytest.mark.parametrize(
    "place", ["ROLE alongside_app", "DATABASE alongside", "ROLE alongside_app IN DATABASE alongside"]
)
def test_an_unsafe_setting_of_a_role_or_database_is_found(server: Server, place: str) -> None:
    try:
        with roles.connect(server) as line:
            line.execute(f"ALTER {place} SET synchronous_commit = off")
        assert set(asked(server)) == {"synchronous_commit"}
    finally:
        with roles.connect(server) as line:
            line.execute(f"ALTER {place} RESET synchronous_commit")


def test_an_unlogged_table_is_found(server: Server) -> None:
    assert asked(server, "CREATE UNLOGGED TABLE IF NOT EXISTS public.quick (id int)") == ["unlogged"]
    asked(server, "DROP TABLE public.quick")


def test_missing_checksums_are_found(server: Server) -> None:
    server.stop()
    try:
        assert server._run("pg_checksums", "--disable", "-D", str(server.cluster)).returncode == 0
        server.ensure_running()
        assert asked(server) == ["data_checksums"]
    finally:
        server.stop()
        server._run("pg_checksums", "--enable", "-D", str(server.cluster))
        server.ensure_running()


def test_the_lowest_level_of_the_log_is_found(server: Server) -> None:
    def ask(question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return [("wal_level", "minimal")] if "pg_settings" in question else []

    assert [name for name, _found, _mend in durability.faults(ask)] == ["wal_level"]


def test_the_doctor_says_so_and_nothing_is_served(server: Server) -> None:
    place = {"ALONGSIDE_DATA": str(server.root.parent), "COLUMNS": "200", "ALONGSIDE_TEST": "1"}
    assert machine.data_home()
    try:
        with roles.connect(server) as line:
            line.execute("ALTER ROLE alongside_app SET synchronous_commit = off")
            line.execute("ALTER ROLE alongside_test SET synchronous_commit = off")
        said = alongside("doctor", **place)
        assert said.returncode == 1
        assert "what people were told is saved can be lost" in said.stdout
        said = alongside("serve", **place, PORT=str(free_port()))
        assert said.returncode == 1
        assert "not safe to use" in said.stderr
    finally:
        with roles.connect(server) as line:
            line.execute("ALTER ROLE alongside_app RESET synchronous_commit")
            line.execute("ALTER ROLE alongside_test RESET synchronous_commit")
