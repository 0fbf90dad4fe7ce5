"""What a first conversation asks, in which order, and where it stands. Without Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from alongside.people.domain import YES, Decision, Right, Viewer

Words = object  # text, or text to be translated when it is shown


class Mark(StrEnum):
    """What was decided about a question that nobody wrote an answer to."""

    SKIPPED = "skipped"
    NOT_FOR_US = "not_for_us"


class Standing(StrEnum):
    """Where one question stands in one conversation."""

    SAID = "said"
    SKIPPED = "skipped"
    NOT_FOR_US = "not_for_us"
    OPEN = "open"


class Whose(StrEnum):
    """Whose voice a question asks for, where it asks for one."""

    ANYBODY = ""
    PERSON = "person"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Part:
    """One question on a page of its own.

    `facets` narrow the kind to some of its codes (the first is chosen at first; a single one is not asked for);
    `leaves_out` names fields of the kind's form that this question does not need; `near` those asked at once, though
    they may stay empty. The rest waits behind "say more about it".
    """

    code: str
    kind: str
    ask: Words
    why: Words
    examples: tuple[Words, ...] = ()
    facets: tuple[str, ...] = ()
    whose: Whose = Whose.ANYBODY
    leaves_out: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    label: Words = ""
    tab: Words = ""
    needs_kind: str = ""

    def holds(self, kind: str, facet: str, voice_kind: str) -> bool:
        """Say whether an entry of this kind, facet and voice is an answer to this question."""
        if kind != self.kind or (self.facets and facet not in self.facets):
            return False
        own = voice_kind in {"self", "together"}
        return self.whose == Whose.ANYBODY or own == (self.whose == Whose.PERSON)


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the conversation: its name in the list, and its questions."""

    code: str
    title: Words
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where each question stands, by its code, and how many answers it has."""

    standing: Mapping[str, Standing]
    counts: Mapping[str, int] = field(default_factory=dict)

    def is_begun(self) -> bool:
        """Say whether anything has been said or decided."""
        return any(one != Standing.OPEN for one in self.standing.values())


def progress(parts: Iterable[Part], said: Mapping[str, int], marks: Mapping[str, str]) -> Progress:
    """Work out where every question stands, from how many answers each has here and what was last decided about it."""
    standing = {}
    for part in parts:
        if said.get(part.code):
            standing[part.code] = Standing.SAID
        else:
            standing[part.code] = Standing(marks[part.code]) if part.code in marks else Standing.OPEN
    return Progress(standing, dict(said))


def next_open(parts: Sequence[Part], where: Progress) -> Part | None:
    """Give the first question nobody has come to yet, or None when all have been."""
    return next((part for part in parts if where.standing[part.code] == Standing.OPEN), None)


def after(parts: Sequence[Part], code: str) -> Part | None:
    """Give the question that follows the one of this code, or None after the last."""
    codes = [part.code for part in parts]
    place = codes.index(code) + 1
    return parts[place] if place < len(parts) else None


def may_hold(viewer: Viewer, *, subject_open: bool = True) -> Decision:
    """Decide whether this viewer may hold a first conversation: the person, or somebody who works with them."""
    if not viewer.sight.is_anything:
        return Decision(False, "Nothing in this record has been shared with you.")
    if not (viewer.sight.has(Right.SELF) or viewer.sight.has(Right.CARE)):
        return Decision(
            False,
            "A first conversation is held by the person, or by somebody who works with them. "
            "You can add your own words on the other pages.",
        )
    if not viewer.sight.has(Right.VOICE):
        return Decision(False, "You can read and answer here, but not add or change.")
    return YES if subject_open else Decision(False, "This record is closed.")


def counted(rows: Iterable[tuple[str, str, str]], parts: Sequence[Part]) -> dict[str, int]:
    """Count answers by question; each row is (kind, facet, kind of voice)."""
    counts = dict.fromkeys((part.code for part in parts), 0)
    for row in rows:
        for part in parts:
            if part.holds(*row):
                counts[part.code] += 1
                break
    return counts
