"""Days and times as people say them: Tuesday 1 December, 2 pm, in six days."""

import datetime

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.design.language import month_name

NUMBERS = (
    "",
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)
TWO_WEEKS, TWO_MONTHS, TWO_YEARS = 14, 61, 730


def away(day: datetime.date, today: datetime.date) -> str:
    """Say how far a day is from today: "tomorrow", "in three days", "five days ago", "about two months ago"."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if abs(days) == 1:
        return _("tomorrow") if days > 0 else _("yesterday")
    return _ahead(days) if days > 0 else _gone(-days)


def _ahead(days: int) -> str:
    if days < TWO_WEEKS:
        return _said(ngettext("in %(n)s day", "in %(n)s days", days), days)
    if days < TWO_MONTHS:
        return _said(ngettext("in about %(n)s week", "in about %(n)s weeks", round(days / 7)), round(days / 7))
    if days < TWO_YEARS:
        return _said(ngettext("in about %(n)s month", "in about %(n)s months", round(days / 30)), round(days / 30))
    return _said(ngettext("in about %(n)s year", "in about %(n)s years", round(days / 365)), round(days / 365))


def _gone(days: int) -> str:
    if days < TWO_WEEKS:
        return _said(ngettext("%(n)s day ago", "%(n)s days ago", days), days)
    if days < TWO_MONTHS:
        return _said(ngettext("about %(n)s week ago", "about %(n)s weeks ago", round(days / 7)), round(days / 7))
    if days < TWO_YEARS:
        return _said(ngettext("about %(n)s month ago", "about %(n)s months ago", round(days / 30)), round(days / 30))
    return _said(ngettext("about %(n)s year ago", "about %(n)s years ago", round(days / 365)), round(days / 365))


def _said(words: str, number: int) -> str:
    return words % {"n": NUMBERS[number] if number < len(NUMBERS) else number}


def weekday(day: datetime.date, today: datetime.date) -> str:
    """Say a day with its name: Tuesday 1 December; with the year, where it is another than this one."""
    told = {"name": WEEKDAYS[day.weekday()], "day": day.day, "month": month_name(day.month), "year": day.year}
    if day.year == today.year:
        return _("%(name)s %(day)s %(month)s") % told
    return _("%(name)s %(day)s %(month)s %(year)s") % told


def hour(clock: datetime.time) -> str:
    """Say a time of day: 2 pm, 10:30 am, midday, midnight."""
    if clock.minute == 0 and clock.hour in {0, 12}:
        return _("midday") if clock.hour else _("midnight")
    told = {"hour": clock.hour % 12 or 12, "minute": f":{clock.minute:02d}" if clock.minute else ""}
    return (_("%(hour)s%(minute)s pm") if clock.hour >= 12 else _("%(hour)s%(minute)s am")) % told
