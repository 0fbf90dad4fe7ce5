"""Jobs: kept on the owner's connection, given ids alone, tried again, taken up after a kill, out of the app's reach."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from procrastinate.contrib.django import app

from alongside.access import doors, jobs
from alongside.access.actions import do_again, jobs_now
from alongside.access.domain import Refused
from alongside.access.jobs import Later
from alongside.base.ids import uuid7
from alongside.conftest import World

OWNER = pytest.mark.django_db(databases=["default", "owner"])
TABLES = ("jobs", "events", "workers", "periodic_defers")


def owner(sql: str, *values: Any) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def asked() -> Iterator[list[Any]]:
    """A job of the tests' own: it fails when it is given 13."""
    done: list[Any] = []

    @jobs.job("test", why="touches nothing", tries=1)
    def run(*, ended: Any, number: int) -> None:
        if number == 13:
            raise ValueError("salma@example.org cannot be reached")
        done.append(number)

    yield done
    jobs._jobs.pop("test")
    app.tasks.pop("test")


def test_every_job_has_a_door() -> None:
    assert [one.name for one in jobs.all_jobs().values() if doors.of(one) is None] == []


@OWNER
def test_a_job_is_given_ids_and_nothing_else(asked: list[Any]) -> None:
    assert jobs.defer("test", number=1, whose=uuid7())
    for words in ("salma@example.org", ["a"], {"words": "x"}, True):
        with pytest.raises(TypeError):
            jobs.defer("test", number=words)  # type: ignore[arg-type]


@OWNER
def test_one_that_waits_is_not_asked_for_twice(asked: list[Any]) -> None:
    assert jobs.defer("test", once=True, number=1)
    assert not jobs.defer("test", once=True, number=1)
    assert owner("SELECT count(*) FROM procrastinate_jobs") == [(1,)], "and the transaction goes on"


@OWNER
def test_it_is_kept_with_what_asked_for_it(asked: list[Any]) -> None:
    with transaction.atomic(using="owner"):
        jobs.defer("test", number=1)
        transaction.set_rollback(True, using="owner")
    assert owner("SELECT count(*) FROM procrastinate_jobs") == [(0,)]


@pytest.mark.parametrize(
    "sql",
    [
        *(f"SELECT * FROM procrastinate_{name}" for name in TABLES),
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'post')",
        "SELECT procrastinate_defer_jobs_v1('{}')",
        "SELECT * FROM procrastinate_fetch_job_v2(NULL, 1)",
        "SELECT procrastinate_retry_job_v2(1, now(), NULL, NULL, NULL)",
        "SELECT last_value FROM procrastinate_jobs_id_seq",
        "SELECT alongside.jobs_rescue('1 second')",
        "SELECT alongside.jobs_purge('1 second')",
        "SELECT alongside.job_fault(1, 'x')",
        "SELECT alongside.chore_ran('mail', now(), '')",
    ],
)
@pytest.mark.parametrize("who", ["worker", "operator"])
def test_the_application_has_no_right_to_them(world: World, who: str, sql: str) -> None:
    with world.as_(who, narrowed=False), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("call", ["job_counts()", "job_faults(5)", "job_again(1)", "job_away(1)", "chore_runs()"])
@pytest.mark.parametrize("who", ["person", "worker", "manager", "privacy_lead"])
def test_only_whoever_keeps_the_machine_reads_how_they_stand(world: World, who: str, call: str) -> None:
    with world.as_(who, narrowed=False), pytest.raises(DatabaseError, match="keeps the machine"), transaction.atomic():
        connection.cursor().execute(f"SELECT * FROM alongside.{call}")


def test_it_is_tried_again_later_and_later_but_not_for_ever() -> None:
    def wait(attempts: int, **how: Any) -> Any:
        kept = jobs.Kept(
            id=1, status="doing", queue="default", priority=0, lock=None, queueing_lock=None, task_name="test",
            task_kwargs={}, attempts=attempts, scheduled_at=None,
        )  # fmt: skip
        return Later(**how).get_retry_decision(exception=ValueError(), job=kept)

    first, third, late = (wait(n, tries=None).retry_at for n in (0, 2, 400))
    assert timedelta(seconds=14) < third - first < timedelta(seconds=16)
    assert late - first < timedelta(minutes=10)
    assert wait(6, tries=8)
    assert wait(7, tries=8) is None


@pytest.mark.django_db(databases=["default", "owner"])
def test_those_of_a_process_that_is_gone_wait_again(asked: list[Any]) -> None:
    jobs.defer("test", number=1)
    owner("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes'), (now())")
    owner("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT min(id) FROM procrastinate_workers)")
    assert jobs.rescue() == "jobs taken up again: 1"
    assert owner("SELECT status::text, attempts FROM procrastinate_jobs") == [("todo", 1)]
    owner("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)")
    assert jobs.rescue() == "jobs taken up again: 0", "a process that lives keeps its own"


@pytest.mark.django_db(databases=["default", "owner"])
def test_one_that_waits_anew_stands_for_the_lost_one(asked: list[Any]) -> None:
    jobs.defer("test", once=True, number=1)
    owner("UPDATE procrastinate_jobs SET status = 'doing'")
    jobs.defer("test", once=True, number=1)
    jobs.rescue()
    assert owner("SELECT status::text FROM procrastinate_jobs ORDER BY id") == [("cancelled",), ("todo",)]


@pytest.mark.django_db(databases=["default", "owner"])
def test_what_was_done_a_week_ago_is_thrown_away(asked: list[Any]) -> None:
    for number in range(3):
        jobs.defer("test", number=number)
    owner("UPDATE procrastinate_jobs SET status = 'doing'")
    owner("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE args->>'number' IN ('0', '1')")
    owner("UPDATE procrastinate_jobs SET status = 'failed' WHERE args->>'number' = '2'")
    owner("UPDATE procrastinate_events SET at = now() - interval '8 days' WHERE job_id <> "
          "(SELECT id FROM procrastinate_jobs WHERE args->>'number' = '1')")  # fmt: skip
    assert jobs.purge() == "jobs thrown away: 1"
    assert owner("SELECT args->>'number' FROM procrastinate_jobs ORDER BY id") == [("1",), ("2",)], "failed ones stay"


def test_a_worker_does_them_and_keeps_the_kind_of_error_alone(
    apart: str, asked: list[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    jobs.defer("test", number=7)
    jobs.defer("test", number=13)
    assert jobs.work(wait=False) == 0
    assert asked == [7]
    counts, ((failed, name, status, attempts, error),) = jobs_now()
    assert counts == [("test", "failed", 1), ("test", "succeeded", 1)]
    assert (name, status, attempts, error) == ("test", "failed", 1, "ValueError")
    assert "salma" not in "".join(capfd.readouterr())
    do_again(job=failed)
    with pytest.raises(Refused, match="no failed job"):
        do_again(job=failed)
    assert jobs_now()[0] == [("test", "succeeded", 1), ("test", "todo", 1)]


def test_the_process_ends_with_whoever_started_it(apart: str) -> None:
    run = subprocess.Popen(
        [sys.executable, "-m", "alongside.config", "jobs", "run", "--tied"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "ALONGSIDE_TEST_DATABASE": apart},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stderr
        assert "jobs begin" in run.stderr.readline()
        assert run.stdin
        run.stdin.close()
        try:
            assert run.wait(20) == 0
        finally:
            run.kill()
