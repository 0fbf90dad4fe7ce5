import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from alongside.base import ids


@pytest.fixture(autouse=True)
def fresh_state(monkeypatch):
    monkeypatch.setattr(ids, "_last_ms", 0)
    monkeypatch.setattr(ids, "_counter", 0)


def test_shape_is_version_7_of_rfc_9562():
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    after = time.time_ns() // 1_000_000
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert before <= made.int >> 80 <= after


def test_each_is_greater_than_the_one_before():
    made = [ids.uuid7() for _ in range(5000)]
    assert made == sorted(set(made))


def test_a_clock_set_back_does_not_bring_order_back(monkeypatch):
    monkeypatch.setattr(ids.time, "time_ns", lambda: 2_000_000_000_000)
    first = ids.uuid7()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000_000_000)
    assert ids.uuid7() > first


def test_a_full_counter_moves_the_time_on(monkeypatch):
    monkeypatch.setattr(ids.time, "time_ns", lambda: 2_000_000_000_000)
    first = ids.uuid7()
    monkeypatch.setattr(ids, "_counter", ids._COUNTER_TOP - 1)
    second = ids.uuid7()
    assert second > first
    assert second.int >> 80 == 2_000_001


def test_threads_never_share_one():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: ids.uuid7(), range(4000)))
    assert len(set(made)) == 4000
