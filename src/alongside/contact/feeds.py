"""The calendar feed: a secret address at which a calendar reads when one has visits, without names, places or words."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from alongside.access import keeper
from alongside.access.models import Account
from alongside.contact.models import CalendarFeed

MAKER = "-//Alongside//Visits and calls//EN"
ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Busy:
    """One visit as a calendar may know it."""

    uid: str
    is_call: bool
    is_off: bool
    starts: datetime
    ends: datetime | None
    version: int
    changed: datetime


def _digest(secret: str) -> str:
    return salted_hmac("alongside.calendar", secret, algorithm="sha256").hexdigest()


def own_feed(*, account: Account) -> CalendarFeed | None:
    """Give the address this account has now, without its secret: when it was made and last read."""
    return CalendarFeed.objects.filter(account=account, ended_at=None).defer("secret").first()


def make(*, by: Account, id: UUID) -> str:
    """Make a secret address of 256 random bits in place of the one before; gives the secret, shown once and not kept.

    "" when this form was sent before. Raises `Refused`.
    """
    secret = secrets.token_urlsafe(32)
    return secret if keeper.call("calendar_make", id, _digest(secret)) else ""


def end(*, by: Account) -> None:
    """Let the address open nothing any more."""
    keeper.call("calendar_end")


def read(secret: str) -> list[Busy] | None:
    """Give what a calendar reads at this secret, and keep that it did; None for an unknown or ended address."""
    found = keeper.rows("calendar_read", _digest(secret))
    if not found:
        return None
    return [Busy(**one) for one in found if one["uid"]]


def as_calendar(found: list[Busy]) -> bytes:
    """Give visits as an iCalendar object (RFC 5545, 7986), times in UTC; the same visits give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for one in found:
        calendar.add_component(_event(one))
    return calendar.to_ical()


def _event(one: Busy) -> Event:
    event = Event()
    said: dict[str, Any] = {
        "uid": one.uid,
        "dtstamp": one.changed,
        "last-modified": one.changed,
        "dtstart": one.starts.astimezone(UTC),
        "summary": _("Call") if one.is_call else _("Visit"),
        "status": "CANCELLED" if one.is_off else "CONFIRMED",
        "sequence": one.version - 1,
        "class": "PRIVATE",
    }
    if one.ends:
        said["dtend"] = one.ends.astimezone(UTC)
    for name, value in said.items():
        event.add(name, value)
    return event
