"""The registry: each kind of entry, complete in one place. What a higher room knows reaches lower pages through here.

A room's `kinds.py` calls `kind(...)` on its model classes; timeline, front page, plan, sharing, locks and the test
matrices walk `all_kinds()`. Every offer is given on purpose: `None` says "not this kind".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from alongside.base.findings import Finding
from alongside.people.domain import Section, Viewer
from alongside.record.models import Entry

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Front:
    """A kind's block on the front page: its heading, its place from the top, how many rows, and which facets."""

    heading: Words
    order: int
    most: int = 3
    facets: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What an entry (or a plan) asks of somebody by a day.

    `sort` says what kind of asking it is ("step", "review" …); `what` is in words; `who_id` is the voice it is asked
    of, `who` its name where that has to be said; both are empty when it is asked of whoever works with the person. `by`
    is None where no day is said.
    """

    entry_id: UUID
    subject_id: UUID
    sort: str
    what: str
    who_id: UUID | None
    who: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry, whole.

    `due` is called with `viewer` and `voices` (the viewer's own, in all records, and those they see to things for) and
    gives what is asked by a day, the nearest first: no further than four weeks, no more than anybody reads (`dues`).
    `mend_also` and `see_also` name a column that holds a voice: whoever it is may change the entry (not its words), or
    see it, beyond what is shared; a `mend_also` that holds several voices lets each who sees the entry change it.
    `shared_work` names the columns that the person and all who work with them may
    change (how it stands, its days, what came of it); all others are for the one whose words they are, and the writer.
    `by_staff`: only those who work with the person write it; all who see it may answer. `added_on` names the page on
    which it is begun, where the general form will not do. `opened_on` names the page on which it is read and answered:
    that it was opened is kept there, so its words stand on no list and nothing is said beside it but there.
    """

    name: str
    model: type[Entry]
    section: Section
    label: Words
    plural: Words
    own_words: tuple[str, ...]
    form: str
    demo: Callable[[], dict[str, Any]]
    front: Front | None
    banner: bool
    in_plan: bool
    plan_rules: Callable[[Any], Iterable[Finding]] | None
    due: Callable[..., Iterable[Due]] | None
    fhir: str | None
    title: str | None = None
    facet: str | None = None
    facets: tuple[tuple[str, Words], ...] = ()
    links: tuple[str, ...] = ()
    mend_also: str | None = None
    see_also: str | None = None
    shared_work: tuple[str, ...] = ()
    by_staff: bool = False
    added_on: str | None = None
    opened_on: str | None = None
    page: str = "timeline"

    @property
    def table(self) -> str:
        """Give the name of the kind's table."""
        return self.model._meta.db_table

    @property
    def event_model(self) -> Any:
        """Give the model of the kind's history."""
        return self.model._meta.get_field("events").related_model  # type: ignore[misc]  # made by the tracker

    @property
    def fields(self) -> tuple[str, ...]:
        """Give the names of the kind's own fields, beyond those every entry has."""
        spine = {field.name for field in Entry._meta.get_fields()}
        return tuple(field.name for field in self.model._meta.concrete_fields if field.name not in spine)

    def form_class(self) -> Any:
        """Give the form, named by path so that this room imports no higher one."""
        return import_string(self.form)

    def facet_label(self, code: str) -> Words:
        """Give the words of a facet's code."""
        return dict(self.facets).get(code, code)


@dataclass(frozen=True, slots=True)
class PageNote:
    """A calm line at the top of a page of a record, for whoever works there: what it says, where it leads, how."""

    text: Words
    href: str
    way: Words


_notes: list[Callable[..., Iterable[PageNote]]] = []


def declare_page_note(ask: Callable[..., Iterable[PageNote]]) -> None:
    """Let a higher room say something at the top of a record's pages, to staff alone.

    `ask` is called with `page` (its name in the record's navigation) and `viewer`; it makes one cheap query at most.
    """
    if ask not in _notes:
        _notes.append(ask)


def page_notes(*, page: str, viewer: Viewer) -> list[PageNote]:
    """Give what is said at the top of this page; nothing to anybody but staff, and nothing on one's own record."""
    if not viewer.is_staff or viewer.is_person:
        return []
    return [note for ask in _notes for note in ask(page=page, viewer=viewer)]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; a name twice is a mistake of ours and raises `ValueError`."""
    if kind.name in _kinds and _kinds[kind.name] != kind:
        raise ValueError(f"two kinds are called {kind.name}")
    _kinds[kind.name] = kind
    return kind


def all_kinds() -> tuple[Kind, ...]:
    """Give every kind in the order in which rooms declared them."""
    return tuple(_kinds.values())


def get(name: str) -> Kind:
    """Give the kind of that name; raises `KeyError`."""
    return _kinds[name]


def of_model(model: type[Entry]) -> Kind:
    """Give the kind of a model."""
    return next(kind for kind in _kinds.values() if kind.model is model)
