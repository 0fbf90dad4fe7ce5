"""What the mapping makes, as plain values, and what a loader must be able to do with them."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import UUID, uuid5

NAMESPACE = UUID("c2f3a0de-5b0e-5d0c-9a57-6f1d2e6f4a11")

# Whose words: the id of a voice of the circle, the subject's own, or "it came with the record".
WordsOf = UUID | Literal["self", "imported"]
How = Literal["wrote", "said", "best_understanding"]


def stable_id(key: str) -> UUID:
    """The id the same thing gets every time it comes in; `key` is "system|Type/id", then "#part" or "@whose"."""
    return uuid5(NAMESPACE, key)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something came from: file, place in it, "Goal/example", and the element inside, "" for the whole."""

    file: str
    where: str
    resource: str
    element: str = ""

    @property
    def source(self) -> str:
        """The words kept beside the entry: "FHIR Goal/example"."""
        return f"FHIR {self.resource}"


@dataclass(frozen=True, slots=True)
class SubjectIn:
    """A person to whom a record belongs. `died` is the day, where known; `dead` says so even without a day."""

    id: UUID
    name: str
    known_as: str
    born: date | None
    nhs_number: str
    dead: bool
    died: date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class VoiceIn:
    """A member of the circle; `relationship` is one of the codes of `people.Voice`."""

    id: UUID
    subject: UUID
    name: str
    relationship: str
    since: date | None
    until: date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class EntryIn:
    """One entry: a goal or a step. `fields` holds the kind's own fields, by the names of the record's kinds."""

    kind: Literal["goal", "step"]
    id: UUID
    subject: UUID
    words_of: WordsOf
    how: How
    fields: Mapping[str, Any]
    at: datetime | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record.

    `differs`: it is here already and says something else; what is here was kept. `refused`: it cannot be here, and
    nothing that hangs on it either. Both carry `why`, a sentence.
    """

    result: Literal["made", "unchanged", "differs", "refused"]
    why: str = ""


class Loader(Protocol):
    """What writes. Every method may be called again with the same value and then answers `unchanged`."""

    def known(self, kind: Literal["subject", "goal"], one: UUID, subject: UUID) -> bool:
        """Is this subject, or this goal of the subject, here already?"""
        ...

    def group(self, subject: UUID) -> AbstractContextManager[Any]:
        """All that belongs to one subject, kept whole or not at all."""
        ...

    def subject(self, one: SubjectIn) -> Outcome:
        """Keep a subject, with the voice that is the subject's own."""
        ...

    def voice(self, one: VoiceIn) -> Outcome:
        """Keep a circle member."""
        ...

    def entry(self, one: EntryIn) -> Outcome:
        """Keep an entry, not yet confirmed by anybody."""
        ...
