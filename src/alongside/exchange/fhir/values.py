"""FHIR's data types in the record's words: names, days, codings, amounts. Each takes what it uses off the sheet."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from .sheet import Cursor

_NAME_ORDER = ("official", "usual", "", "temp", "nickname", "anonymous")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Names:
    """A name to be found by, and the one somebody likes to be called, "" where that is the same or not said."""

    full: str
    known_as: str


def names(cursors: list[Cursor]) -> Names:
    """The name (official, else usual, else any that is not old) and the name somebody likes (usual or nickname)."""
    usable = [one for one in cursors if one.peek("use") in _NAME_ORDER and _has_name(one)]
    usable.sort(key=lambda one: _NAME_ORDER.index(one.peek("use")))
    if not usable:
        return Names("", "")
    full = _take_name(usable[0])
    liked = next((one for one in usable[1:] if one.peek("use") in {"nickname", "usual"}), None)
    known_as = (_take_name(liked, short=True) if liked else "") or ""
    return Names(full, "" if known_as == full else known_as)


def _has_name(one: Cursor) -> bool:
    given = one.tree.get("given")
    has_given = isinstance(given, list) and any(isinstance(part, str) and part.strip() for part in given)
    return bool(one.peek("text").strip() or one.peek("family").strip() or has_given)


def _take_name(one: Cursor, *, short: bool = False) -> str:
    one.text("use")
    given, text = one.texts("given"), one.text("text")
    family = "" if short and given else one.text("family")
    return " ".join([*given, family]).strip() or text


def day(text: str) -> date | None:
    """The day a FHIR date or dateTime names; None where it is partial or no day of any calendar."""
    if not _DAY.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """The moment a FHIR date or dateTime names, in UTC; a day alone becomes its noon, so that no zone moves it."""
    found = day(text)
    if not found:
        return None
    try:
        exact = datetime.fromisoformat(text)
        return exact.astimezone(UTC) if exact.tzinfo else datetime.combine(found, time(12), UTC)
    except (ValueError, OverflowError):
        return datetime.combine(found, time(12), UTC)


def concept(cursor: Cursor | None) -> str:
    """The words of a CodeableConcept: its text, else the first display of its codings; "" where it has codes alone."""
    if cursor is None:
        return ""
    if text := cursor.text("text"):
        for coding in cursor.all("coding"):
            if coding.peek("display").strip().casefold() == text.casefold():
                coding.use("display")
        return text
    return next((words for coding in cursor.all("coding") if (words := coding.text("display"))), "")


def quantity(cursor: Cursor | None) -> str:
    """An amount: "160 lbs", "< 8 %"; "" where it has no number."""
    if cursor is None:
        return ""
    value = cursor.number("value")
    if not value:
        return ""
    comparator, unit = cursor.text("comparator"), cursor.text("unit")
    if unit:
        if cursor.peek("code") == unit:
            cursor.use("code")
    else:
        unit = cursor.text("code")
    return " ".join(filter(None, [comparator, value, "" if unit == "1" else unit]))


def span(cursor: Cursor | None) -> str:
    """A range: "160 lbs to 180 lbs", "at least 160 lbs"."""
    if cursor is None:
        return ""
    low, high = quantity(cursor.one("low")), quantity(cursor.one("high"))
    if low and high:
        return f"{low} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else ""


def ratio(cursor: Cursor | None) -> str:
    """A ratio: "1 per 7 d"; "" unless both halves are there."""
    if cursor is None:
        return ""
    top, bottom = quantity(cursor.one("numerator")), quantity(cursor.one("denominator"))
    return f"{top} per {bottom}" if top and bottom else top


def written_day(found: date) -> str:
    """A day as people write it: 5 April 2016."""
    return f"{found.day} {found:%B %Y}"
