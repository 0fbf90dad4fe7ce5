"""How hours, moments and being away are said: "Monday to Friday, 9 am to 5 pm", "Monday 30 November, 9 am"."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils.dates import WEEKDAYS
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _

from alongside.base.clock import now
from alongside.contact.messaging.reading import Away, Reader, first_read
from alongside.design import dates
from alongside.design.language import month_name
from alongside.people.working.domain import Hours
from alongside.record.times import local, today

EVERY_DAY = 0b1111111
NOON = 12
LATELY = timedelta(days=6)


def clock_words(at: time) -> str:
    """Say a time of day as people do: 9 am, 2:30 pm, noon, midnight."""
    if (at.hour, at.minute) in {(0, 0), (NOON, 0)}:
        return _("noon") if at.hour else _("midnight")
    hour = at.hour % NOON or NOON
    plain = f"{hour}:{at.minute:02d}" if at.minute else str(hour)
    return (_("%(hour)s pm") if at.hour >= NOON else _("%(hour)s am")) % {"hour": plain}


def days_words(mask: int) -> str:
    """Say on which days of the week: Monday to Friday; Monday, Tuesday and Friday; every day."""
    if mask & EVERY_DAY == EVERY_DAY:
        return _("every day")
    runs: list[list[int]] = []
    for day in (day for day in range(7) if mask >> day & 1):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(_("%(first)s to %(last)s") % {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]})
        else:
            parts += [str(WEEKDAYS[day]) for day in run]
    return and_list(parts)


def and_list(parts: list[str]) -> str:
    """Join words as people do: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(some)s and %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}


def when_words(at: datetime) -> str:
    """Say a moment to come, with its day of the week: Monday 30 November, 9 am. Today and tomorrow as such.

    Who goes by another clock than the service's is told that it is theirs: hours of others stand beside it.
    """
    here = local(at)
    day, clock = here.date(), clock_words(here.time())
    if dates.elsewhere():
        clock = _("%(clock)s by your clock") % {"clock": clock}
    if day == today():
        return _("%(clock)s today") % {"clock": clock}
    told = {"weekday": WEEKDAYS[day.weekday()], "day": day.day, "month": month_name(day.month), "clock": clock}
    return _("%(weekday)s %(day)s %(month)s, %(clock)s") % told


def ago_words(at: datetime) -> str:
    """Say a moment gone by: today at 3 pm, on Tuesday at 3 pm, on 3 March 2026 at 3 pm."""
    here = local(at)
    clock = clock_words(here.time().replace(second=0, microsecond=0))
    if here.date() == today():
        return _("today at %(clock)s") % {"clock": clock}
    day = str(WEEKDAYS[here.weekday()]) if now() - at < LATELY else dates.day(here)
    return _("on %(day)s at %(clock)s") % {"day": day, "clock": clock}


def hours_words(name: str, hours: Hours) -> str:
    """Say when somebody reads messages."""
    told = {
        "name": name,
        "days": days_words(hours.days),
        "since": clock_words(hours.since),
        "until": clock_words(hours.until),
        "zone": dates.zone_name(hours.zone),
    }
    if hours.zone == get_current_timezone_name():
        return _("%(name)s reads messages %(days)s, %(since)s to %(until)s.") % told
    return _("%(name)s reads messages %(days)s, %(since)s to %(until)s by the clock of %(zone)s.") % told


def reading_lines(reader: Reader, *, alone: bool, me: UUID | None = None) -> list[str]:
    """Say who reads what is sent to somebody now, and when. `alone`: it goes to them and nobody else.

    `me` is whoever writes: they may be the one who stands in.
    """
    if reader.hours is None:
        return [_("%(name)s reads messages after signing in. Nobody knows when that is.") % {"name": reader.name}]
    at = now()
    away = reader.away_at(at)
    if away and away.may_read and me is not None and away.cover_id == me:
        told = {"name": reader.name, "until": dates.until(away.ends)}
        return [_("%(name)s is away until %(until)s, and you stand in. They see it when they are back.") % told]
    lines = _away_lines(reader, away) if away else [hours_words(reader.name, reader.hours)]
    first = first_read(reader, at)
    if not away and (coming := _coming(reader, at)):
        told = {"name": reader.name, "since": dates.day(coming.starts), "until": dates.until(coming.ends)}
        lines.append(_("%(name)s is away from %(since)s until %(until)s.") % told)
    return [*lines, *_first_lines(first, at, alone=alone)]


def _first_lines(first: datetime | None, at: datetime, *, alone: bool) -> list[str]:
    if first is None:
        return []
    if first <= at:
        return [_("That is now. It can still take a while until it is opened.")]
    told = {"when": when_words(first)}
    return [_("Nobody reads this before %(when)s.") % told if alone else _("Not read before %(when)s.") % told]


def _coming(reader: Reader, at: datetime) -> Away | None:
    """Give the absence into which the next hours of reading fall, if they do."""
    then = reader.hours.next_read(at) if reader.hours else None
    return reader.away_at(then) if then else None


def _away_lines(reader: Reader, away: Away) -> list[str]:
    told = {"name": reader.name, "cover": away.cover, "until": dates.until(away.ends)}
    lines = [_("%(name)s is away until %(until)s.") % told]
    if away.may_read:
        lines.append(_("%(cover)s stands in, and reads messages to %(name)s meanwhile.") % told)
        return [*lines, hours_words(away.cover, away.hours)]
    lines.append(_("Nobody stands in who can read this."))
    lines.append(
        _("If nobody opens it in time, those who lead the team hear that a message waits, and can say who reads it.")
    )
    return lines
