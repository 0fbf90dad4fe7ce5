"""What has to be done again and again beside the pages: one process does it for `serve` and `demo`.

A room hangs a chore here by naming its function; the function opens its own transaction, as the keeper where it must
(`access.actions.at_the_machine`). What can fail on the outside world, or takes long, it hands on as a job
(`access.jobs`), so that nothing waits for it. Of all processes at a database one watches the clock; the others wait
for its end.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from types import FrameType
from typing import Any

import structlog
from django.db import DatabaseError, Error, connections

from alongside.access.doors import Door, Who
from alongside.base.clock import now

logger = structlog.get_logger("alongside")

MINUTE, DAY = 60, 24 * 60 * 60
WATCHING, DOING = "alongside.chores.watching", "alongside.chores.doing"
MOST_PATIENCE = 300  # seconds that a chore which fails again and again waits at most
TICK = 0.5


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done every `every` seconds, for the first time `first` seconds after the start.

    `do` is `module:function`, called without arguments. What it gives is said by `--once`, if it is anything. `why` is
    its door (`access.doors`): it runs for nobody; say what of records it touches, and that it shows none.
    """

    name: str
    every: float
    do: str
    first: float = 0
    why: str = ""

    @property
    def door(self) -> Door:
        """Give its declared policy: the clock alone runs it."""
        return Door(Who.CLOCK, why=self.why)

    def run(self) -> Any:
        """Do it once."""
        module, _, function = self.do.partition(":")
        return getattr(import_module(module), function)()


CHORES: tuple[Chore, ...] = (
    Chore("mail", 15, "alongside.people.posting.actions:queue", why="keeps whom to write to; an account, no address"),
    Chore(
        "remind",
        15 * MINUTE,
        "alongside.contact.reminders:remind",
        why="tells of tomorrow's visits and calls; a day, and neither who nor where",
    ),
    Chore(
        "guesses",
        10 * MINUTE,
        "alongside.access.guessing:purge",
        first=MINUTE,
        why="throws away counts of guesses and sessions that have ended; touches no record",
    ),
    Chore("seal", 5, "alongside.access.trail.sealing:seal", why="hashes rows of the audit trail; shows none"),
    Chore(
        "concerns",
        5 * MINUTE,
        "alongside.safeguarding.actions:escalate",
        first=MINUTE,
        why="reads where concerns stand, tells their leads of what is overdue; shows none",
    ),
    Chore(
        "supervise",
        5 * MINUTE,
        "alongside.people.working.chores:supervise",
        why="gives leads what their workers were given by name, ends what they no longer lead; reads no entries",
    ),
    Chore(
        "escalate",
        10 * MINUTE,
        "alongside.people.working.chores:escalate",
        why="says to who looks after privacy what is overdue; a reference, and no word of it",
    ),
    Chore(
        "unusual",
        6 * 60 * MINUTE,
        "alongside.people.working.chores:look_for_unusual",
        first=MINUTE,
        why="counts looks by worker, record and day; reads no entries",
    ),
    Chore(
        "overdue",
        15 * MINUTE,
        "alongside.record.overdue:escalate",
        why="tells of days that went by in withholdings and challenges; no word of either",
    ),
    Chore(
        "stand_ins",
        5 * MINUTE,
        "alongside.contact.messaging.actions:begin_covers",
        why="lets who stands in read what waits for somebody who is away; shows none",
    ),
    Chore(
        "waiting_messages",
        10 * MINUTE,
        "alongside.contact.messaging.actions:say_who_waits",
        first=MINUTE,
        why="says to leads that a message waits for somebody who is away; no word of it, nor in whose record",
    ),
    Chore(
        "jobs", 30, "alongside.access.jobs:rescue", why="lets jobs of a killed process wait again; touches no record"
    ),
    Chore("tidy", DAY, "alongside.config.chores:tidy", first=MINUTE, why="throws away old drafts unread"),
)


def tidy() -> str:
    """Throw away drafts that nobody has touched for 30 days, sign-ins that have ended, and jobs done a week ago."""
    from django.core.management import call_command

    from alongside.access import jobs
    from alongside.people.posting import actions as posting
    from alongside.record import drafts

    gone = drafts.purge()
    posting.purge()
    call_command("clearsessions")
    return f"drafts thrown away: {gone}, {jobs.purge()}"


def once() -> dict[str, Any]:
    """Do each chore once, now. Gives what each said; a failure is given as the exception, and stops no other."""
    said: dict[str, Any] = {}
    for chore in CHORES:
        try:
            with _locked(DOING, wait=True):
                said[chore.name] = _kept(chore)
        except Exception as error:  # noqa: BLE001 one failing chore must not keep the others from being done
            said[chore.name] = error
    return said


def _kept(chore: Chore) -> Any:
    """Do a chore; keep when, and how it ended, for whoever keeps the machine."""
    began, error = now(), ""
    try:
        return chore.run()
    except Exception as wrong:
        error = type(wrong).__name__
        raise
    finally:
        line = connections["owner"].copy()
        with suppress(Error), closing(line), line.cursor() as cursor:
            cursor.execute("SELECT alongside.chore_ran(%s, %s, %s)", [chore.name, began, error])


class Watch:
    """The clock of the chores. Ends when told to (SIGTERM), or when whoever started it is gone (its stdin ends)."""

    def __init__(self, chores: tuple[Chore, ...] = CHORES, *, tied: bool = False) -> None:
        self.chores, self.tied, self.ended = chores, tied, False
        start = time.monotonic()
        self.due = {chore.name: start + chore.first for chore in chores}
        self.waits = {chore.name: chore.every for chore in chores}

    def run(self) -> None:
        """Do what is due until the end; while the database is away, or another process watches, wait."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        logger.info("chores begin", names=" ".join(chore.name for chore in self.chores))
        while not self.ended:
            with suppress(DatabaseError), _locked(WATCHING, wait=False) as mine:
                while mine and not self.ended:
                    mine.execute("SELECT 1")  # raises when the connection, and with it the lock, is gone
                    self.look()
                    self._pause(TICK)
            connections.close_all()
            self._pause(2)

    def look(self) -> None:
        """Do every chore whose time has come."""
        for chore in self.chores:
            if self.ended or time.monotonic() < self.due[chore.name]:
                continue
            self._do(chore)
            self.due[chore.name] = time.monotonic() + self.waits[chore.name]

    def _do(self, chore: Chore) -> None:
        try:
            with _locked(DOING, wait=True):
                _kept(chore)
            self.waits[chore.name] = chore.every
        except Exception as error:  # noqa: BLE001 whatever is wrong with one chore, the others go on
            # Only the kind of error: its words may hold values of a row.
            logger.error("chore failed", chore=chore.name, error=type(error).__name__)
            self.waits[chore.name] = max(chore.every, min(self.waits[chore.name] * 2, MOST_PATIENCE))
            connections.close_all()

    def _pause(self, seconds: float) -> None:
        if self.ended:
            return
        if not self.tied:
            time.sleep(seconds)
        elif select.select([sys.stdin], [], [], seconds)[0] and not os.read(sys.stdin.fileno(), 1):
            self.ended = True

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ended = True


@contextmanager
def _locked(name: str, *, wait: bool) -> Iterator[Any]:
    """Hold the advisory lock of this name on a connection of its own; without `wait` gives None when another has it."""
    line = connections["owner"].copy()
    try:
        with line.cursor() as cursor:
            call = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
            cursor.execute(f"SELECT {call}(hashtext(%s))", [name])
            yield cursor if wait or cursor.fetchone()[0] else None
    finally:
        line.close()
