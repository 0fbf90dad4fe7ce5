"""Dates are read as people write them, and said as people say them."""

import contextlib
import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.design import dates

THIRD_OF_MARCH = datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    "typed",
    [
        ("3", "3", "2026"),
        ("03", "03", "2026"),
        ("3rd", "March", "2026"),
        ("3", "mar", "2026"),
        ("3", "Mar.", "2026"),
        ("٣", "٣", "٢٠٢٦"),
        ("3 March 2026", "", ""),
        ("3rd March, 2026", "", ""),
        ("3/3/2026", "", ""),
        ("2026-03-03", "", ""),
    ],
)
def test_ways_of_writing_one_day(typed: tuple[str, str, str]) -> None:
    assert dates.read(*typed) == THIRD_OF_MARCH


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (("", "3", "2026"), "day"),
        (("3", "", "2026"), "month"),
        (("3", "3", ""), "year"),
        (("32", "3", "2026"), "day"),
        (("²", "3", "2026"), "day"),
        (("31", "Feb", "2026"), "day"),
        (("29", "2", "2025"), "day"),
        (("3", "13", "2026"), "month"),
        (("3", "ma", "2026"), "month"),
        (("3", "Brumaire", "2026"), "month"),
        (("3", "3", "26"), "year"),
        (("3", "3", "0026"), "year"),
        (("3", "3", "99999999999999999999"), "year"),
        (("tomorrow", "", ""), "month"),
    ],
)
def test_what_is_no_date_names_the_box(typed: tuple[str, str, str], part: str) -> None:
    with pytest.raises(dates.UnreadableDateError) as unread:
        dates.read(*typed)
    assert unread.value.part == part
    assert str(unread.value.message) % unread.value.params


@given(st.dates(min_value=datetime.date(dates.FIRST_YEAR, 1, 1), max_value=datetime.date(dates.LAST_YEAR, 12, 31)))
def test_what_is_said_can_be_read_again(day: datetime.date) -> None:
    assert dates.read(dates.day(day), "", "") == day


@given(st.text(), st.text(), st.text())
def test_any_text_is_a_date_or_is_refused_in_words(day: str, month: str, year: str) -> None:
    with contextlib.suppress(dates.UnreadableDateError):
        assert isinstance(dates.read(day, month, year), datetime.date)


def test_saying_times() -> None:
    summer = datetime.datetime(2026, 7, 3, 13, 3, tzinfo=datetime.UTC)
    with timezone.override("Europe/London"):
        assert dates.clock(summer) == "14:03"
        assert dates.moment(summer) == "3 July 2026 at 14:03"
        assert dates.until(summer) == "3 July 2026 at 14:03"
        assert dates.until(datetime.datetime(2026, 7, 3, 23, 0, tzinfo=datetime.UTC)) == "3 July 2026"
    assert dates.moment(THIRD_OF_MARCH) == dates.day(THIRD_OF_MARCH) == "3 March 2026"
    assert dates.day("last spring") == dates.clock("last spring") == "last spring"
    assert dates.day(None) == dates.clock(None) == ""
