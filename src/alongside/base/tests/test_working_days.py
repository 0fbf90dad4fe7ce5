"""Working days, against dates known from the calendar."""

from datetime import date, timedelta

import pytest

from alongside.base.working_days import bank_holidays, easter, is_working_day, month_after, working_days_after


@pytest.mark.parametrize(
    "sunday",
    [
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ],
)
def test_easter_is_when_it_is(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_the_bank_holidays_of_some_years() -> None:
    assert sorted(bank_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    ]
    assert {date(2027, 12, 27), date(2027, 12, 28)} <= bank_holidays(2027), "Christmas on a Saturday"
    assert {date(2022, 12, 26), date(2022, 12, 27)} <= bank_holidays(2022), "Christmas on a Sunday"
    assert date(2023, 1, 2) in bank_holidays(2023), "New Year's Day on a Sunday"
    assert date(2022, 6, 3) in bank_holidays(2022)
    assert date(2022, 5, 30) not in bank_holidays(2022)


@pytest.mark.parametrize(
    ("day", "third"),
    [
        (date(2026, 6, 1), date(2026, 6, 4)),
        (date(2026, 6, 4), date(2026, 6, 9)),
        (date(2026, 4, 2), date(2026, 4, 9)),
        (date(2026, 12, 24), date(2026, 12, 31)),
        (date(2026, 6, 6), date(2026, 6, 10)),
    ],
    ids=["monday", "over a weekend", "before Easter", "Christmas Eve", "begun on a Saturday"],
)
def test_three_working_days(day: date, third: date) -> None:
    assert working_days_after(day, 3) == third


def test_no_working_day_is_a_day_off_and_three_never_take_more_than_nine_days() -> None:
    """The database bounds the day by which a second professional answers; this is why that bound is enough."""
    day, longest = date(2020, 1, 1), 0
    while day < date(2060, 1, 1):
        found = working_days_after(day, 3)
        assert is_working_day(found)
        longest = max(longest, (found - day).days)
        day += timedelta(days=1)
    assert longest <= 9


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 6, 3), date(2026, 7, 3)),
        (date(2026, 1, 30), date(2026, 3, 2)),
        (date(2026, 11, 25), date(2026, 12, 29)),
        (date(2028, 1, 31), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_next_working_day(day: date, later: date) -> None:
    assert month_after(day) == later
