"""Jobs: what can fail on the outside world, or takes long. Kept in PostgreSQL until done, by procrastinate.

The clock (`config.chores`) stays the clock: a chore finds what is due and defers a job; one process beside it does
the jobs. A job runs for nobody, so it carries a door like a chore. It is given ids, never words or addresses, and may
be run again after a kill: what it has done by then must not be done twice.
"""

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType
from typing import Any
from uuid import UUID

import structlog
from django.db import connections, transaction
from procrastinate import App, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job as Kept
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.retry import BaseRetryStrategy

from alongside.access.doors import Door, Who
from alongside.base.clock import now

logger = structlog.get_logger("alongside")

OWNER_ALIAS = "owner"
DEAD_AFTER = 30.0  # seconds without a heartbeat after which the process that held a job is taken for gone
BEAT = 5.0
KEPT_DAYS = 7
LAST_BREATH = 5  # seconds a job may take to end when whoever started us is gone
AT_ONCE = 2  # jobs that one process does side by side
Ended = Callable[[], bool]


class Failed(Exception):
    """A job did not end well. Says the kind of error alone: its words may hold values of a row."""


@dataclass(frozen=True, slots=True)
class Job:
    """A sort of job. `why` is its door: say what of records it touches, and that it shows none."""

    name: str
    why: str
    do: Callable[..., Any]

    @property
    def door(self) -> Door:
        """Give its declared policy: it runs for nobody."""
        return Door(Who.CLOCK, why=self.why)


_jobs: dict[str, Job] = {}


class Later(BaseRetryStrategy):
    """Tries again after 5 s, 10 s, 20 s … but never later than `most`; `tries` times, or without end where None."""

    def __init__(self, *, tries: int | None, most: timedelta = timedelta(minutes=10)) -> None:
        self.tries, self.most = tries, most

    def get_retry_decision(self, *, exception: BaseException, job: Kept) -> RetryDecision | None:
        """Say when it is tried again; None: no more."""
        if self.tries is not None and job.attempts + 1 >= self.tries:
            return None
        return RetryDecision(retry_at=now() + min(timedelta(seconds=5 * 2 ** min(job.attempts, 20)), self.most))


def job(name: str, *, why: str, tries: int | None = 8) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function the job of this name. It is called with `ended` (asks whether to stop now) and the ids given."""

    def mark(function: Callable[..., Any]) -> Callable[..., Any]:
        _jobs[name] = Job(name, why, function)

        def run(context: JobContext, **ids: Any) -> None:
            try:
                function(ended=context.should_abort, **ids)
            except Exception as error:  # noqa: BLE001 whatever went wrong: its kind is kept, its words are not
                _note_fault(context.job.id or 0, name, error)
                raise Failed(type(error).__name__) from None

        app.task(name=name, pass_context=True, retry=Later(tries=tries))(run)
        return function

    return mark


def all_jobs() -> Mapping[str, Job]:
    """Give every sort of job."""
    return _jobs


def defer(name: str, *, once: bool = False, **ids: UUID | int) -> bool:
    """Have a job done soon, kept in the transaction one is in on the owner's connection.

    With `once`, nothing is added while one of this name waits; gives False then. Raises `TypeError` for an argument
    that is no id: jobs are read by whoever keeps the machine.
    """
    for key, value in ids.items():
        if not isinstance(value, UUID | int) or isinstance(value, bool):
            raise TypeError(f"a job is given ids alone, and {key} is none")
    told = {key: str(value) if isinstance(value, UUID) else value for key, value in ids.items()}
    try:
        with transaction.atomic(using=OWNER_ALIAS):
            app.configure_task(name, queueing_lock=name if once else None).defer(**told)
    except AlreadyEnqueued:
        return False
    return True


def work(*, wait: bool = True, tied: bool = False) -> int:
    """Do what waits, until told to end (SIGTERM) or, without `wait`, until nothing waits. Gives the exit code.

    `tied`: ends too when whoever started it is gone (its stdin ends). Raises nothing; a lost database is code 1, and
    whoever watches starts it again.
    """
    before = signal.signal(signal.SIGTERM, _end)  # until the library minds the signal itself
    if tied:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    connector = PsycopgConnector(kwargs=connector_params(OWNER_ALIAS), min_size=1, max_size=4, timeout=10)
    logger.info("jobs begin", names=" ".join(_jobs))
    with app.replace_connector(connector) as working:
        try:
            rescue()
            connections[OWNER_ALIAS].close()
            asyncio.run(_work(working, wait))
        except Exception as error:  # noqa: BLE001 said by its kind alone, as everywhere
            logger.error("jobs ended", error=type(error).__name__)
            return 1
        finally:
            signal.signal(signal.SIGTERM, before)
    return 0


def _end(number: int, frame: FrameType | None) -> None:
    os._exit(0)


async def _work(working: App, wait: bool) -> None:
    async with working.open_async():
        await working.run_worker_async(
            wait=wait,
            concurrency=AT_ONCE,
            update_heartbeat_interval=BEAT,
            stalled_worker_timeout=DEAD_AFTER,
            # Told to end, a job is asked to end soon; with nothing more waiting, it may take its time.
            shutdown_graceful_timeout=0.5 if wait else 24 * 60 * 60,
            abort_job_polling_interval=2,
            fetch_job_polling_interval=2,
        )


def rescue() -> str:
    """Let jobs of processes that are gone wait again. A chore."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.jobs_rescue(make_interval(secs => %s))", [DEAD_AFTER])
        return f"jobs taken up again: {cursor.fetchone()[0]}"


def purge() -> str:
    """Throw away jobs that ended well more than a week ago, and what was kept of their faults. A chore."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.jobs_purge(make_interval(days => %s))", [KEPT_DAYS])
        return f"jobs thrown away: {cursor.fetchone()[0]}"


def _note_fault(job_id: int, name: str, error: Exception) -> None:
    logger.error("job failed", job=name, id=job_id, error=type(error).__name__)
    with suppress(Exception), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.job_fault(%s, %s)", [job_id, type(error).__name__])


def _end_with_parent() -> None:
    while True:
        if select.select([sys.stdin], [], [])[0] and not os.read(sys.stdin.fileno(), 1024):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(LAST_BREATH)
            os._exit(0)  # a job bears being cut off
