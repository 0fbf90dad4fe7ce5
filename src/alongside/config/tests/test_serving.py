"""Serving for real: it answers, the killed database comes back under it, it ends when told to."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.config import serving
from alongside.config.bench.servers import free_port
from alongside.config.embedded import Server, ServerError

SITE = """
import psycopg
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]
"""
RUN = """
import sys
from alongside.config import serving
real = serving.command
serving.command = lambda *a: [part.replace("alongside.config.wsgi", "tiny_site") for part in real(*a)]
sys.exit(serving.run("127.0.0.1", int(sys.argv[1]), 1, say=["Ready."]))
"""


@pytest.fixture
def server() -> Iterator[Server]:
    """A database of its own: killing the one of the tests would disturb the tests beside this one."""
    home = Path(tempfile.mkdtemp(prefix="alongside-serving-"))
    home.chmod(0o755)
    running = Server.at(home / "postgres-test", memory_share=0.01)
    running.ensure_running()
    yield running
    running.stop()
    shutil.rmtree(home)


@pytest.fixture
def site(tmp_path: Path, server: Server) -> Iterator[tuple[subprocess.Popen[str], int]]:
    (tmp_path / "tiny_site.py").write_text(SITE)
    port = free_port()
    paths = os.pathsep.join([str(tmp_path), *filter(None, sys.path)])
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(port)],
        env={**os.environ, "PYTHONPATH": paths, "ALONGSIDE_DATA": str(server.root.parent)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        yield run, port
        run.kill()


def test_it_answers_minds_the_database_and_ends_when_told(
    site: tuple[subprocess.Popen[str], int], server: Server
) -> None:
    run, port = site
    assert run.stdout
    assert run.stdout.readline() == "Ready.\n"
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
        assert answer.read() == b"here"

    before = server.running()
    assert before
    os.kill(before, signal.SIGKILL)
    until = time.monotonic() + 10
    while server.running() in {before, None} or not server.ready():
        assert time.monotonic() < until, "the database was not started again"
        time.sleep(0.02)

    children = (Path("/proc") / str(run.pid) / "task" / str(run.pid) / "children").read_text().split()
    (web,) = [int(pid) for pid in children if b"granian" in (Path("/proc") / pid / "cmdline").read_bytes()]
    os.killpg(web, signal.SIGKILL)
    until = time.monotonic() + 30
    while True:
        assert time.monotonic() < until, "the web server was not started again"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                assert answer.read() == b"here"
                break
        except OSError:
            time.sleep(0.1)

    run.send_signal(signal.SIGTERM)
    assert run.wait(15) == 0
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", port), timeout=2):
        pass


def test_a_taken_port_is_said_before_anything_else() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=f"PORT={port + 1}"):
            serving.check_port("127.0.0.1", port)


def test_the_address_is_one_a_browser_can_open() -> None:
    assert serving.address("0.0.0.0", 8000) == "http://127.0.0.1:8000/"


def test_each_worker_keeps_one_thread_and_writes_no_access_log() -> None:
    line = " ".join(serving.command("127.0.0.1", 8000, 3))
    assert "--workers 3 --blocking-threads 1 " in line
    assert "--no-access-log" in line
