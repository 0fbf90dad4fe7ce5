"""Reads a plan once for one copy of a paper: as it was put forward, or as it is written now, with what is around."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.home import papers
from alongside.home.printing.correcting import Corrections
from alongside.home.printing.domain import Copy, may_see
from alongside.home.printing.voices import Names
from alongside.people import queries as people
from alongside.people.domain import Viewer
from alongside.people.models import Subject, Voice
from alongside.planning import domain, queries, versions, viewing
from alongside.planning.queries import ids_in
from alongside.planning.versions import FrozenEntry, Version
from alongside.record import queries as record
from alongside.record.domain import Standing
from alongside.record.whose import Known, bare

NOW = "now"
LONGEST_NUMBER = 5
SHORT = 120
Rows = dict[str, list[FrozenEntry]]


@dataclass(slots=True)
class Reading:
    """A plan as one copy shows it. `shown` is the version that was asked for; None: as the plan is written now.

    `rows` holds its entries by kind; `around` what the rules look at besides, with every yes as it stands today;
    `linked` the words of what entries point at.
    """

    subject: Subject
    copy: Copy
    circle: list[Voice]
    names: Names
    found: list[Version]
    shown: Version | None
    rows: Rows
    around: viewing.Around
    linked: dict[UUID, str]

    @property
    def standing(self) -> Version:
        """Give the version shown, or the draft; with where it stands."""
        draft = next((one for one in self.found if one.version is None), None)
        return self.shown or draft or Version(None, domain.state(None, [], [], []))

    def of(self, kind: str) -> list[FrozenEntry]:
        """Give the entries of a kind."""
        return self.rows.get(kind, [])

    def link(self, pk: UUID | None) -> str:
        """Give the words of what an entry points at; nothing when this copy does not show it."""
        return self.linked.get(pk, "") if pk else ""

    def links(self, ids: Iterable[UUID]) -> tuple[str, ...]:
        """Give the words of each thing an entry points at, as far as this copy shows it."""
        return tuple(words for pk in ids if (words := self.link(pk)))

    def said(self, one: FrozenEntry) -> dict[str, Any]:
        """Give an entry's words, whose they are, and whether they are confirmed."""
        return {
            "words": one.row.words,
            "voice": self.names.line(one.row),
            "confirmed": one.row.confirmed_at is not None,
        }


def read(subject: Subject, *, copy: Copy, viewer: Viewer, which: str = "") -> Reading:
    """Read the newest version, the version of a number, or ("now") the plan as it is written now.

    `copy` says what it may show; `viewer` is who prints it, for the plan's state and each yes. A constant number of
    queries. Raises Http404 for a version there is none of.
    """
    circle = people.circle(subject.pk, viewer=viewer)
    found = versions.versions(subject, viewer=viewer, circle=circle)
    shown = _shown(found, which)
    rows = _rows(subject, copy, shown)
    linked = _linked(subject, copy, rows)
    Corrections(subject.pk).frozen(one for some in rows.values() for one in some)
    known = Known(circle)
    known.written([one.item for some in rows.values() for one in some])
    return Reading(
        subject,
        copy,
        circle,
        Names(circle, known.accounts),
        found,
        shown,
        rows,
        queries.around(subject, circle, viewer=viewer, willing=queries.willing(subject.pk)),
        linked,
    )


def _shown(found: list[Version], which: str) -> Version | None:
    if which == NOW:
        return None
    if which.isascii() and which.isdigit() and len(which) <= LONGEST_NUMBER:
        for one in found:
            if one.version and one.version.number == int(which):
                return one
        raise Http404
    return next((one for one in found if one.version), None)


def _rows(subject: Subject, copy: Copy, shown: Version | None) -> Rows:
    if shown and shown.version:
        entries: Iterable[FrozenEntry] = versions.frozen(shown.version, viewer=copy.viewer)
    else:
        entries = versions.now(subject.pk, viewer=copy.viewer)
    rows: Rows = defaultdict(list)
    for one in entries:
        is_here = one.row is not None and one.kind.name not in copy.left_out
        if is_here and may_see(copy, one.kind.section, one.item.written_by_id):
            rows[one.kind.name].append(one)
    return dict(rows)


def _linked(subject: Subject, copy: Copy, rows: Rows) -> dict[UUID, str]:
    """Give the words of all that rows point at: as they stand on this paper, else as they are in the record now."""
    whole = {one.item.pk: one for some in rows.values() for one in some}
    wanted = {pk for one in whole.values() for name in one.kind.links for pk in ids_in(one.row, name)}
    beside = bare(record.pointed_at(subject.pk, viewer=copy.viewer)).filter(pk__in=wanted - whole.keys())
    words = {item.pk: _item_words(item) for item in beside if item.kind not in copy.left_out}
    return words | {pk: short(_title(one) or one.row.words) for pk, one in whole.items() if pk in wanted}


def _title(one: FrozenEntry) -> str:
    return getattr(one.row, one.kind.title) if one.kind.title else ""


def _item_words(item: Any) -> str:
    if item.standing != Standing.CURRENT:
        return _("Something that has been taken back since")
    return short(item.title or item.text)


def short(text: str) -> str:
    """Give the beginning of a text, enough to know what is meant."""
    return text if len(text) <= SHORT else text[: SHORT - 1].rsplit(" ", 1)[0] + " …"


def listed(texts: Iterable[str]) -> str:
    """Give several texts in one line: "The library; Salma"."""
    return "; ".join(text.rstrip(". ") for text in texts)


def day(moment: datetime) -> date:
    """Give the day of a moment, as the calendar on the wall here has it."""
    return timezone.localtime(moment).date()


def facts(row: Any, labels: dict[str, str | Promise]) -> tuple[papers.Fact, ...]:
    """Give what an entry says in these fields, each under its label; days as they are said; blanks are left out."""
    made = []
    for name, label in labels.items():
        value = getattr(row, name)
        text = dates.day(value) if hasattr(value, "isoformat") else str(value or "")
        if text.strip():
            made.append(papers.Fact(str(label), text))
    return tuple(made)


def fact(label: str, words: str = "", items: Iterable[str] = ()) -> tuple[papers.Fact, ...]:
    """Give one thing said about an entry, or nothing where there is nothing to say."""
    things = tuple(items)
    return (papers.Fact(label, words, things),) if words.strip() or things else ()
