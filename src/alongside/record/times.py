"""Days and moments as pages give them: local in, aware out."""

from datetime import date, datetime, time

from django.utils import timezone

NOON = time(12, 0)


def today() -> date:
    """Give today's date where we are."""
    return timezone.localdate()


def moment(day: date, clock: time | None) -> datetime:
    """Give the aware moment of a day and a time of day; noon when nobody remembers the time."""
    return timezone.make_aware(datetime.combine(day, clock or NOON))


def local(at: datetime) -> datetime:
    """Give a moment as clocks here show it."""
    return timezone.localtime(at)
