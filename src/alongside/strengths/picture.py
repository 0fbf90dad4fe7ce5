"""The network picture: a person in the middle, their people in circles of closeness, strengths and places around.

Pure and deterministic: the same entries always give the same picture. Lengths are SVG units on a canvas 360 wide, so
that one unit is about one pixel on a phone. What is now is filled, what was lost is dashed, what is wanted is dotted:
shape and line carry the meaning, never colour alone. The same content is given as a list by ``as_list``.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alongside.strengths.lettering import fit, shorten, width_of
from alongside.strengths.picture_parts import (
    TENSES,
    UNKNOWN,
    Box,
    Chip,
    ConnectionView,
    Group,
    Heading,
    Item,
    Layout,
    Node,
    Ring,
    StrengthView,
    TieView,
    level_of,
)
from alongside.strengths.picture_words import groups, reading

__all__ = [
    "TENSES",
    "Box",
    "ConnectionView",
    "Group",
    "Item",
    "Layout",
    "StrengthView",
    "TieView",
    "as_list",
    "layout",
    "svg",
]

WIDTH = 360.0
FONT = 13.0
LINE = 15.0
LABEL_WIDTH = 76.0
NODE = 8.0
PERSON = 29.0
MARGIN = 3.0
MOST_PEOPLE = 40
MOST_CHIPS = 20
RING_WIDTHS = {1: 60.0, 2: 79.0, 3: 98.0, 4: 117.0, 5: 136.0, UNKNOWN: 139.0}
RING_GAP = 19.0
STRETCH = 8.0
ANGLES = 96
SHAPES = {"professional": "square", "colleague": "square", "animal": "diamond"}


MIDDLE = Box(-PERSON - 2, -PERSON - 2, PERSON + 2, PERSON + 2)


def layout(
    person_name: str,
    connections: Sequence[ConnectionView],
    ties: Sequence[TieView],
    strengths: Sequence[StrengthView],
    *,
    width: float = WIDTH,
) -> Layout:
    """Work out the picture. Up to 40 people and 20 each of strengths and places are drawn; the list names them all.

    ``width`` in units: 360 suits a phone and large print, about 520 a sheet of A4. Wider is lower with many people.
    """
    people = sorted(connections, key=lambda one: (level_of(one), _rank(one.tense), one.name.casefold(), one.id))
    places = sorted(ties, key=lambda one: (_rank(one.tense), one.name.casefold(), one.id))
    drawn = people[:MOST_PEOPLE]
    nodes, rings = _place_people(drawn, width / WIDTH)
    reach = max([ring.ry for ring in rings] + [-node.box.top for node in nodes] + [PERSON])
    depth = max([ring.ry for ring in rings] + [node.box.bottom for node in nodes] + [PERSON])
    y = MARGIN
    headings, chips = [], []
    if strengths:
        headings.append(Heading("What I am good at", y + FONT))
        above, y = _flow([(s.id, s.words, "star", "present") for s in strengths[:MOST_CHIPS]], y + FONT + 8, width)
        chips += above
    middle = y + reach + 10
    y = middle + depth + 10
    if places:
        headings.append(Heading("My places and groups", y + FONT))
        below, y = _flow([(t.id, t.name, "place", t.tense) for t in places[:MOST_CHIPS]], y + FONT + 8, width)
        chips += below
    legend, y = _flow(_legend(drawn, places[:MOST_CHIPS]), y + 8, width)
    left_out = max(0, len(people) - MOST_PEOPLE) + sum(max(0, len(some) - MOST_CHIPS) for some in (places, strengths))
    size = _size_of_middle(person_name)
    return Layout(
        width=width,
        height=round(y + MARGIN, 1),
        title=f"{shorten(person_name)}: my people, my places and what I am good at",
        reading=reading(shorten(person_name), people, places, strengths, left_out),
        middle_y=round(middle, 1),
        person_lines=fit(person_name, PERSON * 2 - 4, size * 1.1, most_lines=2),
        person_size=size,
        nodes=tuple(_shifted(node, width / 2, middle) for node in nodes),
        rings=rings,
        chips=tuple(chips),
        headings=tuple(headings),
        legend=tuple(legend),
        groups=groups(people, places, strengths),
        left_out=left_out,
    )


def as_list(picture: Layout) -> tuple[Group, ...]:
    """Give the same picture as a list: every name whole, with how close, and whether it is now, past or wanted."""
    return picture.groups


def svg(picture: Layout, *, font: str = "system-ui, sans-serif", key: str = "network") -> Markup:
    """Draw the picture as SVG, safe to put in a page: names are escaped, no scripts, no inline style.

    ``font`` is a list of font families; ``key`` makes the ids in the drawing unique on its page.
    """
    template = _environment().get_template("strengths/network.svg.jinja")
    return Markup(template.render(picture=picture, font=font, key=key, line=LINE, size=FONT))  # noqa: S704 escaped there


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("alongside.strengths", "jinja2"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _size_of_middle(name: str) -> float:
    """Choose the largest lettering in which the longest word of the name stays whole in the middle circle."""
    words = shorten(name).replace("-", "- ").split() or [""]
    return next((s for s in (FONT, 11.0) if all(width_of(word, s * 1.1) <= PERSON * 2 - 4 for word in words)), 9.5)


def _rank(tense: str) -> int:
    return TENSES.index(tense) if tense in TENSES else len(TENSES)


def _place_people(people: Sequence[ConnectionView], share: float) -> tuple[tuple[Node, ...], tuple[Ring, ...]]:
    """Set each person on their circle so that no two marks or names touch. A full circle is stretched downwards."""
    placed: list[Node] = []
    rings: list[Ring] = []
    ry = RING_WIDTHS[1] - RING_GAP
    for level, narrow in RING_WIDTHS.items():
        rx = narrow * share
        here = [_unplaced(one, level) for one in people if level_of(one) == level]
        tallest = max((node.box.bottom - node.box.top for node in here), default=0.0)
        ry = max(ry + RING_GAP, len(here) * tallest / 6, rx * 0.8)
        while True:
            spots = _spots(rx, ry, level)
            found = _on_ring(here, spots, placed, roomy=True) or _on_ring(here, spots, placed, roomy=False)
            if found is not None:
                break
            ry = ry * 1.04 + STRETCH
        placed += found
        if level != UNKNOWN:
            rings.append(Ring(level, rx, round(ry, 1)))
    return tuple(placed), tuple(rings)


def _unplaced(one: ConnectionView, level: int) -> Node:
    lines = fit(one.name, LABEL_WIDTH, FONT, most_lines=2)
    half = max([NODE + 3, *(width_of(line, FONT) / 2 + 2 for line in lines)])
    box = Box(-half, -NODE - 2, half, NODE + 4 + LINE * len(lines))
    return Node(one.id, one.name, 0, 0, SHAPES.get(one.sort, "circle"), one.tense, level, lines, box)


def _spots(rx: float, ry: float, level: int) -> list[tuple[float, float]]:
    """Give the places on an ellipse where a mark may stand; each ring begins elsewhere, so that ties do not pile up."""
    start = math.radians(-90 + 137.5 * level)
    angles = [start + step * math.tau / ANGLES for step in range(ANGLES)]
    return [(round(rx * math.cos(angle), 1), round(ry * math.sin(angle), 1)) for angle in angles]


def _on_ring(
    waiting: list[Node], spots: list[tuple[float, float]], taken: list[Node], *, roomy: bool
) -> list[Node] | None:
    """Find each a free spot: farthest from the others if ``roomy``, else the first; None if one has none."""
    done: list[Node] = []
    for node in waiting:
        others = taken + done
        free = []
        for x, y in spots:
            box = _moved(node.box, x, y)
            if box.touches(MIDDLE) or any(box.touches(other.box) for other in others):
                continue
            free.append(replace(node, x=x, y=y, box=box))
            if not roomy:
                break
        if not free:
            return None
        done.append(max(free, key=lambda one: _room(one, others)))
    return done


def _room(node: Node, others: list[Node]) -> float:
    return min((math.hypot(node.x - other.x, node.y - other.y) for other in others), default=math.inf)


def _moved(box: Box, x: float, y: float) -> Box:
    return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)


def _shifted(node: Node, x: float, y: float) -> Node:
    return replace(node, x=round(node.x + x, 1), y=round(node.y + y, 1), box=_moved(node.box, x, y))


def _flow(chips: Sequence[tuple[str, str, str, str]], top: float, canvas: float) -> tuple[list[Chip], float]:
    """Set (id, name, mark, tense) as boxes in rows from ``top`` down; give them and where the next thing may start."""
    rows: list[list[Chip]] = [[]]
    x = MARGIN
    for key, name, mark, tense in chips:
        lines = fit(name, canvas - 2 * MARGIN - 34, FONT, most_lines=2)
        width = round(max((width_of(line, FONT) for line in lines), default=0.0) + 34, 1)
        if rows[-1] and x + width > canvas - MARGIN:
            rows.append([])
            x = MARGIN
        rows[-1].append(Chip(key, name, mark, tense, round(x, 1), 0, width, 11 + LINE * max(1, len(lines)), lines))
        x += width + 6
    done = []
    for row in rows:
        tall = max((chip.height for chip in row), default=0.0)
        done += [replace(chip, y=round(top, 1)) for chip in row]
        top += tall + 6 if row else 0
    return done, top


def _legend(people: Sequence[ConnectionView], places: Sequence[TieView]) -> list[tuple[str, str, str, str]]:
    """Explain only what occurs: lines first, then shapes."""
    tenses = {one.tense for one in people} | {one.tense for one in places}
    shapes = {SHAPES.get(one.sort, "circle") for one in people}
    rows = [
        ("present" in tenses, "now", "line", "present"),
        ("past" in tenses, "was, now lost", "line", "past"),
        ("wanted" in tenses, "wished for", "line", "wanted"),
        ("square" in shapes, "work or service", "square", "present"),
        ("diamond" in shapes, "animal", "diamond", "present"),
    ]
    return [(f"legend-{text}", text, mark, tense) for shown, text, mark, tense in rows if shown]
