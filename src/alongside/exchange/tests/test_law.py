"""Another program asks the law about a record: JSON in, JSON out, limits, nothing kept, no trace."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.access import limiting
from alongside.exchange.web import law
from alongside.law.mental_capacity_act.reading import MOST_BYTES
from alongside.law.tests.lawful import lacks
from alongside.law.tests.test_changes import DOL

pytestmark = pytest.mark.django_db
WHERE = "/api/law/check"


def ask(body: Any, *, where: str = WHERE, client: Client | None = None, **headers: Any) -> Any:
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    return (client or Client(enforce_csrf_checks=True)).post(
        where, data, content_type="application/json", headers=headers
    )


def test_a_record_gets_what_the_command_says() -> None:
    answer = ask(lacks(support=[]))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["id"], told["as_at"], told["outcome"]) == ("", "2026-11-21", "blocked")
    assert {"rule", "kind", "message", "source", "where"} == set(told["findings"][0])
    assert ask({"id": "S1", "record": lacks()}).json()["id"] == "S1"


def test_a_day_can_be_asked_for() -> None:
    record = lacks(dol=DOL, law_as_at="2026-06-01")
    assert ask(record).json()["as_at"] == "2026-06-01"
    told = ask(record, where=f"{WHERE}?as_at=2026-06-02").json()
    assert told["as_at"] == date(2026, 6, 2).isoformat()
    assert "DOL-acid-test-outdated" in {one["rule"] for one in told["findings"]}
    odd = ask(record, where=f"{WHERE}?as_at=soon")
    assert odd.status_code == 422
    assert odd.json()["faults"][0]["field"] == "as_at"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "the whole"),
        (b"{", "the whole"),
        (b"\xff\xfe", "the whole"),
        (b"[" * 99_999, "the whole"),
        ([lacks()], "the whole"),
        ({}, "format"),
        (lacks(decision={"question": 1}), "decision.question"),
        (lacks(more=1), "more"),
    ],
)
def test_what_is_no_record_is_named(body: Any, field: str) -> None:
    answer = ask(body)
    assert answer.status_code == 422
    (fault,) = answer.json()["faults"]
    assert fault["field"] == field
    assert fault["expected"]


def test_a_body_that_is_too_large_is_refused() -> None:
    answer = ask(b" " * (MOST_BYTES + 1))
    assert answer.status_code == 422
    assert "at most 5,000,000 bytes" in answer.json()["faults"][0]["expected"]


def test_it_is_asked_by_post_alone() -> None:
    assert Client().get(WHERE).status_code == 405


def test_one_network_asks_so_often_and_another_still_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "MOST", 2)
    near, far = Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="198.51.100.7")
    assert [ask(lacks(), client=near).status_code for _ in range(3)] == [200, 200, 429]
    again = ask(lacks(), client=Client(REMOTE_ADDR="192.0.2.8"))
    assert again.status_code == 429
    assert 0 < int(again.headers["Retry-After"]) <= law.SECONDS
    assert "ask again in" in again.json()["faults"][0]["expected"]
    assert ask(lacks(), client=far).status_code == 200


def test_the_count_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(law, "MOST", 1)
    client = Client(REMOTE_ADDR="192.0.2.7")
    monkeypatch.setattr(limiting.time, "time", lambda: 120.0)
    assert [ask(lacks(), client=client).status_code for _ in range(2)] == [200, 429]
    monkeypatch.setattr(limiting.time, "time", lambda: 180.0)
    assert ask(lacks(), client=client).status_code == 200


def test_nothing_of_it_is_kept() -> None:
    def rows() -> list[tuple[str, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables WHERE n_tup_ins > 0")
            return [(str(name), int(many)) for name, many in cursor.fetchall()]

    before = dict(rows())
    ask(lacks(real_world_evidence="the pans on the stove"))
    assert {name for name, many in rows() if many != before.get(name, 0)} <= {"access_guess"}
