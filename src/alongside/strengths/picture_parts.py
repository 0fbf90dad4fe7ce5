"""The parts of the network picture: what goes in, and what stands where. Lengths are SVG units."""

from dataclasses import dataclass

TENSES = ("present", "past", "wanted")
UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """Somebody in the person's life. ``tense``: past, present, wanted; ``closeness`` 1 (closest) to 5, or None."""

    id: str
    name: str
    tense: str = "present"
    closeness: int | None = None
    sort: str = "other"
    note: str = ""


@dataclass(frozen=True, slots=True)
class TieView:
    """A place, group, service or activity. ``tense``: past, present, wanted."""

    id: str
    name: str
    tense: str = "present"
    note: str = ""


@dataclass(frozen=True, slots=True)
class StrengthView:
    """A strength, in the person's words."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Say whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Node:
    """One person drawn: the mark's middle, its shape, and the lines of the name under it."""

    id: str
    name: str
    x: float
    y: float
    shape: str
    tense: str
    level: int
    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Ring:
    """One circle of closeness, drawn as an ellipse around the middle."""

    level: int
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class Chip:
    """A strength or a place: a rounded box with a mark and one or two lines."""

    id: str
    name: str
    mark: str
    tense: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of text over a group of chips."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: the whole name, and what the picture says of it in words."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the list."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture with every place worked out, and the same as a list in ``groups``."""

    width: float
    height: float
    title: str
    reading: str
    middle_y: float
    person_lines: tuple[str, ...]
    person_size: float
    nodes: tuple[Node, ...]
    rings: tuple[Ring, ...]
    chips: tuple[Chip, ...]
    headings: tuple[Heading, ...]
    legend: tuple[Chip, ...]
    groups: tuple[Group, ...]
    left_out: int


def level_of(one: ConnectionView) -> int:
    """Give the circle somebody stands on, 1 to 5, or UNKNOWN where nobody said how close."""
    return one.closeness if one.closeness is not None and 1 <= one.closeness <= 5 else UNKNOWN
