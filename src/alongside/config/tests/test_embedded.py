"""The embedded server for real: made, found, killed, mended, with more than one starter."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from alongside.config import machine
from alongside.config.embedded import SUPERUSER, Server, ServerError

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder the server's user may walk to, which pytest's own are not when we are root."""
    path = Path(tempfile.mkdtemp(prefix="alongside-server-"))
    path.chmod(0o755)
    yield path
    Server.at(path / "pg", 0.01).stop()
    shutil.rmtree(path)


@pytest.fixture
def server(folder: Path) -> Server:
    return Server.at(folder / "pg", memory_share=0.01).ensure_running()


def ask(server: Server, question: str, host: str | None = None) -> object:
    with psycopg.connect(
        host=host or server.host,
        port=server.port,
        user=SUPERUSER,
        password=server.password(SUPERUSER),
        dbname="postgres",
        autocommit=True,
    ) as db:
        row = db.execute(question).fetchone()
    return row[0] if row else None


def kill(server: Server) -> int:
    pid = server.running()
    assert pid
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 5
    while server.running() and time.monotonic() < until:
        time.sleep(0.01)
    return pid


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", "127.0.0.1"),
        ("password_encryption", "scram-sha-256"),
        ("shared_buffers", f"{machine.buffers_mb(0.01)}MB"),
    ],
)
def test_it_is_set_up_to_lose_nothing_and_to_be_reached_from_here_alone(server: Server, name: str, value: str) -> None:
    assert ask(server, f"SELECT current_setting('{name}')") == value


def test_it_knows_letters_beyond_english(server: Server) -> None:
    assert ask(server, "SELECT lower('ŶÉÀ')") == "ŷéà"


def test_it_answers_on_loopback_too(server: Server) -> None:
    assert ask(server, "SELECT 1", host="127.0.0.1") == 1


def test_a_wrong_password_is_refused_on_socket_and_loopback(server: Server) -> None:
    for host in (server.host, "127.0.0.1"):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=host, port=server.port, user=SUPERUSER, password="guess", dbname="postgres")


def test_it_never_runs_as_root(server: Server) -> None:
    pid = server.running()
    assert Path(f"/proc/{pid}").stat().st_uid != 0
    assert server.cluster.stat().st_uid != 0


def test_passwords_and_data_are_closed_to_others(server: Server) -> None:
    assert stat.S_IMODE((server.root / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700
    assert not (server.root / "run" / "password").exists()


def test_a_running_one_is_found_not_started_twice(server: Server) -> None:
    pid = server.running()
    assert Server.at(server.root).ensure_running().running() == pid


def test_after_a_kill_it_comes_back_with_what_was_written(server: Server) -> None:
    ask(server, "SELECT lo_from_bytea(4242, '\\x2a')")
    port, pid = server.port, kill(server)
    assert server.running() is None
    assert server.ensure_running().running() != pid
    assert server.port == port
    assert ask(server, "SELECT lo_get(4242)") == b"*"


def test_a_note_whose_number_a_stranger_has_is_not_believed(server: Server) -> None:
    kill(server)
    note = server.cluster / "postmaster.pid"
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        note.write_text(note.read_text().replace(note.read_text().split()[0], str(stranger.pid), 1))
        assert server.running() is None
        assert server.ensure_running().running() != stranger.pid
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_many_starters_at_once_make_one_server(server: Server) -> None:
    server.stop()
    line = (
        "from alongside.config.embedded import Server; "
        f"print(Server.at({str(server.root)!r}, 0.01).ensure_running().running())"
    )
    starters = [subprocess.Popen([sys.executable, "-c", line], stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({starter.communicate(timeout=60)[0] for starter in starters}) == 1


def test_a_taken_port_is_left_to_whoever_has_it(server: Server) -> None:
    server.stop()
    before = server.port
    with socket.create_server(("127.0.0.1", before)):
        assert server.ensure_running().port != before
        assert ask(server, "SELECT 1") == 1


def test_stopping_says_whether_there_was_one(server: Server) -> None:
    assert server.stop() is True
    assert server.stop() is False
    assert server.running() is None


def test_data_of_another_version_are_not_touched(server: Server) -> None:
    server.stop()
    mark = server.cluster / "PG_VERSION"
    before = mark.read_text()
    mark.write_text("17\n")
    try:
        with pytest.raises(ServerError, match="written by PostgreSQL 17"):
            server.ensure_running()
    finally:
        mark.write_text(before)


def test_a_half_finished_set_up_is_begun_anew(folder: Path) -> None:
    other = Server.at(folder / "half", 0.01)
    (other.root / "cluster.new").mkdir(parents=True)
    (other.root / "cluster.new" / "PG_VERSION").write_text("18")
    assert not other.exists
    try:
        assert ask(other.ensure_running(), "SELECT 1") == 1
    finally:
        other.stop()


def test_without_a_server_the_port_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="alongside db setup"):
        _ = Server(tmp_path).port
