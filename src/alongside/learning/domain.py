"""Notices of change, without Django: their sorts, when one begins to be shown, and what a file of one must hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

SHOWN_BEFORE = timedelta(days=14)
MOST_WORDS = 5000
REFERENCE = re.compile(r"[a-z0-9][a-z0-9-]{2,59}")


class ChangeSort(StrEnum):
    """Where a change comes from."""

    LAW = "law"
    GUIDANCE = "guidance"
    LOCAL = "local"


class NotANotice(Exception):
    """A file does not hold a notice. `str(error)` says each fault, one a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as it is told to us: in a file, or by a form."""

    title: str
    words: str
    sort: ChangeSort
    effective_on: date
    source: str = ""
    link: str = ""
    titles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    organisation: str = ""
    reference: str = field(default="")


def is_shown(effective_on: date, on: date) -> bool:
    """Say whether a notice stands on the pages where it matters: from two weeks before its day."""
    return on >= effective_on - SHOWN_BEFORE


def read_told(raw: Any, *, pages: Collection[str]) -> Told:
    """Give the notice of a file; raises `NotANotice` with every fault in it. `pages` are those a record has."""
    if not isinstance(raw, Mapping):
        raise NotANotice("The file should hold names and values, as “title: …”.")
    faults = [f"“{name}” is not known here. There are: {', '.join(_KNOWN)}." for name in raw if name not in _KNOWN]
    values: dict[str, Any] = {}
    for name, check in _KNOWN.items():
        try:
            values[name] = check(raw.get(name), name)
        except NotANotice as fault:
            faults.append(str(fault))
    for page in values.get("pages", ()):
        if page not in pages:
            faults.append(f"pages: a record has no page “{page}”. There are: {', '.join(pages)}.")
    if values.get("sort") in (ChangeSort.LAW, ChangeSort.GUIDANCE) and not values.get("source"):
        faults.append("source: say where law or guidance can be read (the Act, the case, the page).")
    if values.get("teams") and not values.get("organisation"):
        faults.append("organisation: name it, since teams are named.")
    if values.get("sort") is ChangeSort.LOCAL and not values.get("organisation"):
        faults.append("organisation: name whose local practice it is.")
    if faults:
        raise NotANotice("\n".join(faults))
    return Told(**{"words" if name == "what_changed" else name: value for name, value in values.items()})


def _text(most: int, *, needed: bool) -> Any:
    def check(value: Any, name: str) -> str:
        """Give the text without blanks around it; raises `NotANotice`, naming the field."""
        if value in (None, "") and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise NotANotice(f"{name}: is missing, or is not text.")
        if len(value.strip()) > most:
            raise NotANotice(f"{name}: is longer than {most} letters.")
        return value.strip()

    return check


def _day(value: Any, name: str) -> date:
    if type(value) is not date:
        raise NotANotice(f"{name}: should be a day, as 2026-06-02.")
    return value


def _sort(value: Any, name: str) -> ChangeSort:
    if not isinstance(value, str) or value not in set(ChangeSort):
        raise NotANotice(f"{name}: should be one of {', '.join(ChangeSort)}.")
    return ChangeSort(value)


def _list(value: Any, name: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise NotANotice(f"{name}: should be a list of words, as [plan, front].")
    return tuple(one.strip() for one in value)


def _link(value: Any, name: str) -> str:
    told: str = _text(500, needed=False)(value, name)
    if told and not told.startswith("https://"):
        raise NotANotice(f"{name}: should begin with https://")
    return told


def _reference(value: Any, name: str) -> str:
    if not isinstance(value, str) or not REFERENCE.fullmatch(value):
        raise NotANotice(f"{name}: give it a short name of its own, in small letters and dashes, as new-judgment-2026.")
    return value


_KNOWN: dict[str, Any] = {
    "reference": _reference,
    "title": _text(200, needed=True),
    "what_changed": _text(MOST_WORDS, needed=True),
    "sort": _sort,
    "effective_on": _day,
    "source": _text(500, needed=False),
    "link": _link,
    "organisation": _text(200, needed=False),
    "titles": _list,
    "teams": _list,
    "pages": _list,
}
