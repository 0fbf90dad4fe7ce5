"""Working days in England and Wales: no Saturday, Sunday or bank holiday. And a month, as the law counts it."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY, MONDAY = 5, 6, 0
# Days moved or added by proclamation (Banking and Financial Dealings Act 1971 s. 1(2)-(3)): taken away, put in.
PROCLAIMED: dict[int, tuple[tuple[date, ...], tuple[date, ...]]] = {
    2020: ((date(2020, 5, 4),), (date(2020, 5, 8),)),
    2022: ((date(2022, 5, 30),), (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19))),
    2023: ((), (date(2023, 5, 8),)),
}


def easter(year: int) -> date:
    """Give Easter Sunday in the Gregorian calendar, by its cycles of 19 years and of centuries."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - MONDAY) % 7)


def _in_lieu(day: date, taken: set[date]) -> date:
    while day.weekday() in (SATURDAY, SUNDAY) or day in taken:
        day += ONE_DAY
    return day


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Give the bank and public holidays of England and Wales; one at a weekend moves to the next working day.

    Banking and Financial Dealings Act 1971 Sch. 1; New Year's Day, Good Friday and Christmas Day by custom.
    """
    sunday = easter(year)
    days = {
        _in_lieu(date(year, 1, 1), set()),
        sunday - timedelta(days=2),
        sunday + ONE_DAY,
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    moved = {day for day in (christmas, boxing) if day.weekday() not in (SATURDAY, SUNDAY)}
    for day in (christmas, boxing):
        if day not in moved:
            moved.add(_in_lieu(day, moved))
    gone, added = PROCLAIMED.get(year, ((), ()))
    return frozenset((days | moved | set(added)) - set(gone))


def is_working_day(day: date) -> bool:
    """Say whether work is done on this day in most offices."""
    return day.weekday() not in (SATURDAY, SUNDAY) and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """Give the day that is `count` working days after `day`, which itself does not count."""
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def month_after(day: date, months: int = 1) -> date:
    """Give the same day of a later month; its last day where there is none such; the next working day if it is none.

    So "one month" in UK GDPR Art. 12(3) is counted.
    """
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    found = date(year, month, min(day.day, monthrange(year, month)[1]))
    while not is_working_day(found):
        found += ONE_DAY
    return found
