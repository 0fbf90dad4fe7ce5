"""The page of whoever keeps the machine: how jobs, mails and chores stand, and nothing of anybody's record."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import ChoreRun, JobFault
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people.models import Notice
from alongside.people.posting.models import Posting

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADDRESS = "/operator/"


def sign_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def run(sql: str, *values: Any) -> Any:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


def failed_job() -> int:
    ((job,),) = run(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
        "VALUES ('default', 'post', '{\"who\": \"secret\"}') RETURNING id"
    )
    run("UPDATE procrastinate_jobs SET status = 'failed', attempts = 3 WHERE id = %s", job)
    with as_keeper():
        JobFault.objects.create(job=job, error="ConnectionRefusedError", last=now())
    return int(job)


def posting(world: World, who: str, state: str, **fields: Any) -> None:
    ended = None if state in ("waiting", "sending") else now()
    with as_keeper():
        Notice.objects.create(account=getattr(world, who), kind="x", subject=world.subject, detail={"who": "Asha"})
        Posting.objects.create(account=getattr(world, who), sort="notice", state=state, ended=ended, **fields)


@pytest.mark.parametrize(
    "who", ["person", "sister", "worker", "manager", "colleague", "privacy_lead", "safeguarding_lead"]
)
def test_nobody_else_finds_it(world: World, who: str) -> None:
    job = failed_job()
    client = sign_in(world, who)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"act": "away", "job": job}).status_code == 404
    assert run("SELECT status::text FROM procrastinate_jobs") == [("failed",)]
    assert ADDRESS not in client.get("/people/").content.decode()


def test_whoever_keeps_the_machine_is_led_to_it_and_sees_no_record(world: World) -> None:
    world.add("strength", words="Sews by hand")
    for who, state in (("person", "waiting"), ("sister", "sent"), ("worker", "unknown"), ("manager", "failed")):
        posting(world, who, state)
    failed_job()
    client = sign_in(world, "operator")
    assert ADDRESS in client.get("/people/").content.decode()
    page = client.get(ADDRESS).content.decode()
    for secret in (
        "Pet",
        world.subject.name,
        "Asha",
        "Sews",
        "secret",
        "@example.org",
        "Sister Test",
        str(world.person.pk),
    ):
        assert secret not in page, secret
    for said in ("1 mail may or may not have arrived", "1 mail was given up", "1 job failed", "ConnectionRefusedError"):
        assert said in page
    assert "1 of 2 sent" in page
    assert client.get(f"/p/{world.subject.pk}/").status_code == 404


def test_a_failed_job_is_done_again_or_thrown_away_and_that_is_noted(world: World) -> None:
    client, one, other = sign_in(world, "operator"), failed_job(), failed_job()
    assert client.post(ADDRESS, {"act": "again", "job": one}).status_code == 302
    assert client.post(ADDRESS, {"act": "away", "job": other}).status_code == 302
    assert run("SELECT id, status::text FROM procrastinate_jobs") == [(one, "todo")]
    assert run("SELECT job FROM access_jobfault") == [(one,)]
    noted = run(
        "SELECT action, (detail->>'job')::bigint FROM access_auditevent WHERE by = %s ORDER BY action",
        world.operator.pk,
    )
    assert ("job.again", one) in noted
    assert ("job.thrown_away", other) in noted
    assert client.post(ADDRESS, {"act": "away", "job": one}).status_code == 403, "it no longer stands as failed"


NONSENSE = [
    {},
    {"act": "again"},
    {"act": "x", "job": "1"},
    {"act": "away", "job": "1; DROP"},
    {"act": "away", "job": "²"},
]


@pytest.mark.parametrize("sent", NONSENSE)
def test_nonsense_is_refused_in_words(world: World, sent: dict[str, str]) -> None:
    answer = sign_in(world, "operator").post(ADDRESS, sent)
    assert answer.status_code == 403
    assert "not one of the jobs" in answer.content.decode()


def test_a_clock_that_stands_still_is_said_and_one_that_goes_is_not(world: World) -> None:
    client = sign_in(world, "operator")
    assert "The clock stands still" in client.get(ADDRESS).content.decode()
    with as_keeper():
        ChoreRun.objects.create(name="seal", last=now(), took=timedelta(seconds=1), well=now())
    page = client.get(ADDRESS).content.decode()
    assert "All is well" in page
    assert "Seal the audit trail" in page
    with as_keeper():
        ChoreRun.objects.create(name="tidy", last=now(), took=timedelta(0), error="OSError")
    page = client.get(ADDRESS).content.decode()
    assert "1 chore went wrong last time" in page
    assert "has never gone well" in page


def test_its_queries_do_not_grow(world: World) -> None:
    client = sign_in(world, "operator")

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(ADDRESS)
        return len(caught)

    queries()
    few = queries()
    for who in ("person", "sister", "worker", "manager"):
        posting(world, who, "waiting")
        failed_job()
    assert queries() == few
