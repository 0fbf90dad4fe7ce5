"""Dates as people write and read them: 3 March 2026, 14:03."""

import calendar
import datetime
import re
from typing import Any

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.design.language import month_name

FIRST_YEAR = 1880
LAST_YEAR = 2200
MONTH_NAMES = tuple(name.lower() for name in calendar.month_name)
SHORTEST_NAME = 3


class UnreadableDateError(ValueError):
    """What was typed is no date: `part` (day, month, year, date), `message` to the person and its `params`."""

    def __init__(self, part: str, message: str | Promise, **params: Any) -> None:
        """Keep which part is wrong and what to say about it."""
        super().__init__(part)
        self.part, self.message, self.params = part, message, params


def read(day_text: str, month_text: str, year_text: str) -> datetime.date:
    """Give the date of three boxes, or of the first box alone when it holds a whole date.

    Raises UnreadableDateError, which says which box, why, and what would be right.
    """
    if day_text and not month_text and not year_text:
        day_text, month_text, year_text = _parts(day_text)
    for part, text, message in (
        ("day", day_text, _("The day is missing. For example 3.")),
        ("month", month_text, _("The month is missing. For example 3, or March.")),
        ("year", year_text, _("The year is missing. For example 2026.")),
    ):
        if not text:
            raise UnreadableDateError(part, message)
    year, month, day_number = _year(year_text), _month(month_text), _day(day_text)
    last = calendar.monthrange(year, month)[1]
    if day_number > last:
        message = _("%(month)s %(year)s has %(last)s days. Check the day.")
        raise UnreadableDateError("day", message, month=MONTHS[month], year=year, last=last)
    return datetime.date(year, month, day_number)


def _parts(text: str) -> tuple[str, str, str]:
    """Part a whole date written in one box; what cannot be parted stays the day."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if iso:
        return iso[3], iso[2], iso[1]
    whole = re.fullmatch(r"(\d{1,2}(?:st|nd|rd|th)?)[\s./,-]+([^\W\d_]+\.?|\d{1,2})[\s./,-]+(\d+)", text, re.IGNORECASE)
    return (whole[1], whole[2], whole[3]) if whole else (text, "", "")


def _day(text: str) -> int:
    """Give the day, 1 to 31."""
    bare = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", text.lower())
    if bare.isdecimal() and len(bare) <= 2 and 1 <= int(bare) <= 31:
        return int(bare)
    raise UnreadableDateError(
        "day", _("The day must be a number from 1 to 31. You wrote “%(typed)s”."), typed=_short(text)
    )


def _month(text: str) -> int:
    """Give the month, 1 to 12, from a number or from (the beginning of) its English name or its name here."""
    bare = text.lower().rstrip(".")
    if bare.isdecimal() and len(bare) <= 2 and 1 <= int(bare) <= 12:
        return int(bare)
    here = ("", *(str(MONTHS[number]).lower() for number in range(1, 13)))
    for names in (MONTH_NAMES, here):
        found = [number for number in range(1, 13) if len(bare) >= SHORTEST_NAME and names[number].startswith(bare)]
        if len(found) == 1:
            return found[0]
    if bare == "sept":
        return 9
    message = _("The month must be a number from 1 to 12, or its name. You wrote “%(typed)s”.")
    raise UnreadableDateError("month", message, typed=_short(text))


def _year(text: str) -> int:
    """Give the year, in full."""
    if text.isdecimal() and len(text) == 2:
        raise UnreadableDateError(
            "year", _("Write the year in full, for example 1958. You wrote “%(typed)s”."), typed=text
        )
    if text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    message = _("The year must have four numbers, for example 2026. You wrote “%(typed)s”.")
    raise UnreadableDateError("year", message, typed=_short(text))


def _short(text: str) -> str:
    """Give the beginning of what was typed, enough to know it again."""
    return text if len(text) <= 20 else f"{text[:20]}…"


def _local(value: Any) -> Any:
    """Give a point in time by the clock on the wall here; anything else as it is."""
    return timezone.localtime(value) if isinstance(value, datetime.datetime) and timezone.is_aware(value) else value


def zone_name(name: str) -> str:
    """Say a zone by its city: Europe/London is London, America/New_York New York."""
    return name.rpartition("/")[2].replace("_", " ")


def elsewhere() -> str:
    """Say by which city's clock times are shown here; nothing where it is the service's own."""
    here = timezone.get_current_timezone_name()
    return "" if here == timezone.get_default_timezone_name() else zone_name(here)


def day(value: Any) -> str:
    """Say a date or a point in time as a day: 3 March 2026. Text stays as it is; None gives nothing."""
    value = _local(value)
    if isinstance(value, datetime.date):
        return f"{value.day} {month_name(value.month)} {value.year}"
    return "" if value is None else str(value)


def clock(value: Any) -> str:
    """Say a point in time as the clock shows it: 14:03. Text stays as it is; None gives nothing."""
    value = _local(value)
    if isinstance(value, (datetime.datetime, datetime.time)):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def until(value: Any) -> str:
    """Say how long something holds that ends at this moment: at midnight here, with the day before; else in full.

    Who goes by another clock reads the same day: it is a day of the service, not an hour of theirs.
    """
    is_aware = isinstance(value, datetime.datetime) and timezone.is_aware(value)
    ends = timezone.localtime(value, timezone.get_default_timezone()) if is_aware else value
    if isinstance(ends, datetime.datetime) and ends.time() == datetime.time.min:
        return day(ends.date() - datetime.timedelta(days=1))
    return moment(value)


def moment(value: Any) -> str:
    """Say a point in time in full: 3 March 2026 at 14:03. A date, which has no time, is said as a day."""
    if isinstance(value, datetime.datetime):
        return gettext("%(day)s at %(clock)s") % {"day": day(value), "clock": clock(value)}
    return day(value)
