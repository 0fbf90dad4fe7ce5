"""When a message is read, in plain Python: hours, being away, standing in."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.people.working.domain import Hours

MOST_ABSENCES = 20
USUAL = Hours()


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, and who stands in: `may_read` says whether they can read in this record, `hours` when they do."""

    starts: datetime
    ends: datetime
    cover: str = ""
    cover_id: UUID | None = None
    may_read: bool = False
    hours: Hours = USUAL

    def is_on(self, at: datetime) -> bool:
        """Say whether they are away at this moment."""
        return self.starts <= at < self.ends


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a message may go to. `hours` is None for who does not read at hours; `away` holds what is to come."""

    name: str
    hours: Hours | None = None
    away: tuple[Away, ...] = ()

    def away_at(self, at: datetime) -> Away | None:
        """Give the absence they are in; the longest, where there are several."""
        return max((one for one in self.away if one.is_on(at)), key=lambda one: one.ends, default=None)


def first_read(reader: Reader, at: datetime) -> datetime | None:
    """Give the moment from which somebody reads what is sent at `at`: the one it is for, or who stands in by then.

    None where nobody has said when they read.
    """
    if reader.hours is None:
        return None
    moment: datetime | None = at
    for _time in range(MOST_ABSENCES):
        moment = reader.hours.next_read(moment) if moment else None
        away = reader.away_at(moment) if moment else None
        if moment is None or away is None:
            return moment
        if away.may_read:
            return _stood_in(reader.hours, away, max(at, away.starts))
        moment = away.ends
    return None


def _stood_in(own: Hours, away: Away, at: datetime) -> datetime | None:
    """Give whichever comes first: who stands in, while they do, or the one it is for, when they are back."""
    found = [away.hours.next_read(at), own.next_read(away.ends)]
    if found[0] is not None and found[0] >= away.ends:
        found = found[1:]
    return min((one for one in found if one is not None), default=None)


def unread_after(hours: Hours, sent: datetime) -> datetime | None:
    """Give the end of the hours in which what was sent then would have been read; None where nobody named any."""
    begins = hours.next_read(sent)
    if begins is None:
        return None
    zone = ZoneInfo(hours.zone)
    ends = datetime.combine(begins.astimezone(zone).date(), hours.until, zone).astimezone(UTC)
    return ends if hours.until > time.min else ends + timedelta(days=1)
