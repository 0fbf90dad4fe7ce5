"""Serving: the web server as a child of ours, and a watch over the embedded database. No Django here."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from types import FrameType

from alongside.config import databases
from alongside.config.embedded import ServerError

LOOK_EVERY = 0.25  # seconds between two looks at the database and the web server
FIRST_ANSWER = 60  # seconds the web server may take until it answers
LAST_BREATH = 15  # seconds it may take to end
OURS = (sys.executable, "-m", "alongside.config")
# What runs beside the pages: the clock, and what does the jobs. Each is tied to us by its stdin.
BESIDE = ((*OURS, "chores", "--tied"), (*OURS, "jobs", "run", "--tied"))
AT_ONCE, MOST_QUICK = 10, 5  # a web server that lived less seconds than this, so often in a row, is let go
REST = 5  # seconds between two starts of a process beside the pages, should it die


def workers_wanted() -> int:
    """Give the number of web processes for this machine: one for each core we may use, at least two."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(2, cores)


def address(host: str, port: int) -> str:
    """Give the address to open in a browser."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 compared, not bound
    return f"http://{shown}:{port}/"


def check_port(host: str, port: int) -> None:
    """Raise ServerError when `port` is taken; better said now than after the set-up."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServerError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another, for example PORT={port + 1}."
            ) from error


def command(host: str, port: int, workers: int | None) -> list[str]:
    """Give the web server's command line: one thread a worker, so that each keeps one connection; no access log."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers or workers_wanted()), "--blocking-threads", "1"),
        # A thread that ends takes its database connection with it.
        *("--blocking-threads-idle-timeout", "600", "--http", "1", "--no-ws", "--no-access-log"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"),
        *("--log-level", "warning", "alongside.config.wsgi:application"),
    ]


class Web:
    """The web server as a child of ours, started again when it ends by itself: it gives up after a few lost workers."""

    def __init__(self, line: list[str]) -> None:
        self.line = line
        self.quick = 0
        self.start()

    def start(self) -> None:
        """Start it."""
        self.began = time.monotonic()
        self.child = subprocess.Popen(self.line, start_new_session=True)  # noqa: S603

    def runs(self) -> bool:
        """Say whether it runs, perhaps anew. One that ends at once again and again is let go."""
        if self.child.poll() is None:
            return True
        self.quick = self.quick + 1 if time.monotonic() - self.began < AT_ONCE else 0
        if self.quick >= MOST_QUICK:
            return False
        sys.stderr.write("The web server has ended; starting it again.\n")
        time.sleep(self.quick)
        self.start()
        return True


class Beside:
    """A process beside the pages, started again when it ends, but not at once."""

    def __init__(self, line: tuple[str, ...]) -> None:
        self.line = line
        self.child: subprocess.Popen[bytes] | None = None
        self.again_at = 0.0

    def keep(self) -> None:
        """Start it, or start it again."""
        if (self.child is None or self.child.poll() is not None) and time.monotonic() > self.again_at:
            # Its stdin is ours: when we are gone, even by a kill, it ends by itself.
            self.child = subprocess.Popen(self.line, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603
            self.again_at = time.monotonic() + REST

    def end(self) -> None:
        """Have it end."""
        if self.child:
            _end(self.child)


def run(host: str, port: int, workers: int | None = None, say: Iterable[str] = ()) -> int:
    """Serve until told to end (Ctrl+C, SIGTERM); print the lines of `say` once it answers. Give the exit code."""
    web = Web(command(host, port, workers))
    asked: list[int] = []

    def end(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        web.child.terminate()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        if _answers(web.child, address(host, port)):
            sys.stdout.write("\n".join(say) + "\n")
            sys.stdout.flush()
            _watch(web, asked)
    finally:
        if web.child.poll() is None:
            _end(web.child)
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0 if asked else web.child.returncode or 0


def _watch(web: Web, asked: list[int]) -> None:
    """Until told to end: start web server and database again whenever one is gone; have chores and jobs done."""
    server = databases.server() if databases.is_embedded() else None
    pause = LOOK_EVERY
    beside = [Beside(line) for line in BESIDE]
    try:
        while not asked and web.runs():
            if server and not server.ready():
                sys.stderr.write("The database has ended; starting it again.\n")
                try:
                    server.ensure_running()
                    pause = LOOK_EVERY
                except (ServerError, OSError, subprocess.SubprocessError) as error:
                    sys.stderr.write(f"{error}\n")
                    pause = min(pause * 2, 30)
            for one in beside:
                one.keep()
            time.sleep(pause)
    finally:
        for one in beside:
            one.end()


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(LAST_BREATH)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.stdin:
        child.stdin.close()


def _answers(web: subprocess.Popen[bytes], where: str) -> bool:
    """Wait until anything is answered at /healthz; False when the web server ended first."""
    host, port = where.removeprefix("http://").rstrip("/").rsplit(":", 1)
    until = time.monotonic() + FIRST_ANSWER
    while web.poll() is None and time.monotonic() < until:
        asking = http.client.HTTPConnection(host.strip("[]"), int(port), timeout=5)
        try:
            asking.request("GET", "/healthz")
            asking.getresponse().read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            asking.close()
    return web.poll() is None
