"""The place of a drill: its server, its few people, the web server over them, and who can be killed."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from alongside.config import databases, machine, serving
from alongside.config.embedded import ServerError

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Person:
    """Somebody with a record of their own, signed in; `sister` is whom they share with."""

    account: Any
    subject_id: Any
    sister: Any
    cookies: dict[str, str]
    sister_cookies: dict[str, str]


def prepare() -> None:
    """Make the server, tables and locks, and load Django over them."""
    command = [sys.executable, "-m", "alongside.config", "db", "setup"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)  # noqa: S603
    if done.returncode:
        raise ServerError(f"The place of the drill could not be made: {done.stderr.decode()[-500:]}")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def clear_away() -> None:
    """Stop the server of the drill."""
    with suppress(ServerError, OSError, subprocess.SubprocessError):
        databases.server().stop()


def people(number: int) -> list[Person]:
    """Open records for so many people, each with a sister, and sign all of them in."""
    from django.db import connections

    from alongside.access.actions import at_the_machine
    from alongside.access.models import Account
    from alongside.people.domain import ALL_SECTIONS, Right
    from alongside.people.models import Grant, Subject, Voice

    made = []
    mask = ALL_SECTIONS | Right.VOICE.bit | Right.OWN.bit | Right.SELF.bit
    with at_the_machine():

        def put(row: Any) -> Any:
            row.save(using="owner", force_insert=True)
            return row

        for one in range(number):
            both = []
            for who in ("person", "sister"):
                account = Account(email=f"{who}{one}@example.org", name=f"{who.title()} Drill")
                account.set_unusable_password()
                both.append(put(account))
            subject = put(Subject(name=f"Person Drill {one}"))
            for account, kind, is_what in zip(both, ("self", "member"), ("person", "family"), strict=True):
                put(Voice(subject=subject, account=account, name=account.name, kind=kind, relationship=is_what))
            put(Grant(subject=subject, account=both[0], mask=mask, basis="own"))
            made.append((both[0], subject.pk, both[1]))
    connections["owner"].close()
    return [Person(person, subject, sister, _session(person), _session(sister)) for person, subject, sister in made]


def _session(account: Any) -> dict[str, str]:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}"}


@dataclass(frozen=True)
class Served:
    """The site while it is served. `process` is `alongside serve`."""

    port: int
    process: subprocess.Popen[bytes]

    def kill(self, what: str, chance: random.Random) -> bool:
        """Kill -9 the database, a web worker or the process of the chores; False when there was none."""
        if what == "database":
            found = machine.working_in(databases.server().cluster)
        else:
            found = self.workers() if what == "web worker" else self._children("alongside.config chores")
            found = [chance.choice(found)] if found else []
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return bool(found)

    def workers(self) -> list[int]:
        """Give the web processes that answer."""
        masters = self._children("-m granian")
        return [pid for master in masters for pid in _children_of(master) if "resource_tracker" not in _told(pid)]

    def _children(self, words: str) -> list[int]:
        return [pid for pid in _children_of(self.process.pid) if words in _told(pid)]


def _children_of(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _told(pid: int) -> str:
    return " ".join(machine.command_of(pid))


@contextmanager
def served(log: Path) -> Iterator[Served]:
    """Serve as `alongside serve` does, until the block ends."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "alongside.config", "serve", "--port", str(port), "--workers", "2"]
    with log.open("ab") as words:
        process = subprocess.Popen(command, stdout=words, stderr=words, start_new_session=True)  # noqa: S603
    try:
        if not serving._answers(process, serving.address(HOST, port)):
            raise ServerError(f"The site of the drill did not begin: {log.read_text()[-500:]}")
        yield Served(port, process)
    finally:
        process.terminate()
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for_database(seconds: float = 90) -> None:
    """Wait until the database answers again. Raises ServerError."""
    until = time.monotonic() + seconds
    while not databases.server().ready():
        if time.monotonic() > until:
            raise ServerError("The database of the drill did not come back.")
        time.sleep(0.1)
