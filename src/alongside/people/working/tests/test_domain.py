"""The rules of staying in touch, in plain Python."""

from datetime import date, timedelta

import pytest

from alongside.people.working.domain import EVERY, NAMED_WITHIN_DAYS, is_forgotten, not_in_touch_since

TODAY = date(2026, 12, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize("every", EVERY)
def test_one_day_longer_than_agreed_is_too_long_and_says_since_when(every: int) -> None:
    assert not_in_touch_since(ago(every), every, None, TODAY) is None
    assert not_in_touch_since(ago(every + 1), every, None, TODAY) == ago(every + 1)


def test_who_was_never_met_counts_from_the_day_the_work_began() -> None:
    assert not_in_touch_since(None, 14, ago(15), TODAY) == ago(15)
    assert not_in_touch_since(None, 14, ago(14), TODAY) is None


def test_a_new_worker_does_not_begin_the_count_anew() -> None:
    assert not_in_touch_since(ago(40), 14, ago(2), TODAY) == ago(40)


def test_where_nothing_is_agreed_or_nothing_began_nothing_is_late() -> None:
    assert not_in_touch_since(ago(400), None, ago(500), TODAY) is None
    assert not_in_touch_since(None, 14, None, TODAY) is None


def test_a_contact_still_to_come_is_not_late() -> None:
    assert not_in_touch_since(TODAY + timedelta(days=3), 7, None, TODAY) is None


def test_who_came_lately_has_not_been_forgotten() -> None:
    assert not is_forgotten(ago(NAMED_WITHIN_DAYS), TODAY)
    assert is_forgotten(ago(NAMED_WITHIN_DAYS + 1), TODAY)
