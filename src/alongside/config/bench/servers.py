"""The web servers that are measured: started as `serving` starts them, ended whatever happens. No Django here."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alongside.config import serving
from alongside.config.embedded import ServerError

HOST = "127.0.0.1"
OURS, BARE = "alongside.config.wsgi:application", "alongside.config.bench.bare:application"


@dataclass(frozen=True, slots=True)
class Site:
    """One running web server."""

    name: str
    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> list[float]:
        """Give the resident memory of each worker in megabytes; empty where the system does not tell."""
        return [_resident(pid) for pid in _workers(self.process.pid)]


@contextmanager
def site(name: str, application: str, subjects: int, static: Path, log: Path) -> Iterator[Site]:
    """Serve `application` on the database of that size until the block ends; what it says goes to `log`.

    Raises ServerError when it does not answer.
    """
    port = free_port()
    ours = application == OURS
    environment = os.environ | {
        "ALONGSIDE_BENCH": "1",
        "ALONGSIDE_BENCH_SUBJECTS": str(subjects),
        "ALONGSIDE_BENCH_STATIC": str(static),
        "DJANGO_SETTINGS_MODULE": "alongside.config.bench.settings" if ours else "",
    }
    command = [application if part == OURS else part for part in serving.command(HOST, port, None)]
    with log.open("ab") as words:
        process = subprocess.Popen(  # noqa: S603 the command is made here
            command, env=environment, start_new_session=True, stdout=words, stderr=words
        )
    try:
        if not serving._answers(process, serving.address(HOST, port)):
            raise ServerError(f"The web server to be measured ({name}) ended at once; see {log}.")
        yield Site(name, port, process)
    finally:
        serving._end(process)


def free_port() -> int:
    """Give a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _workers(pid: int) -> list[int]:
    """Give the worker processes of a web server: its children that are not Python's own tracker."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(one) for one in children if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]


def _resident(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
