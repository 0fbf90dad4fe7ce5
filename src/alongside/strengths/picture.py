"""The network picture: a person in the middle, their people in circles of closeness, strengths and places around.

Pure and deterministic: the same entries always give the same picture. Lengths are SVG units on a canvas 360 wide, so
that one unit is about one pixel on a phone. What is now is filled, what was lost is dashed, what is wanted is dotted:
shape and line carry the meaning, never colour alone. The same content is given as a list by ``as_list``.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alongside.strengths.lettering import fit, shorten, width_of
from alongside.strengths.picture_parts import (
    TENSES,
    Box,
    Chip,
    ConnectionView,
    Group,
    Heading,
    Item,
    Layout,
    Node,
    StrengthView,
    TieView,
    level_of,
)
from alongside.strengths.picture_rings import FONT, LINE, PERSON, SHAPES, WIDTH, place_people
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
    "drawn",
    "layout",
    "svg",
]

MARGIN = 3.0
MOST_PEOPLE = 40
MOST_CHIPS = 20
FONTS = "system-ui, sans-serif"


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
    nodes, rings = place_people(drawn, width / WIDTH)
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


def svg(picture: Layout, *, font: str = FONTS, key: str = "network") -> Markup:
    """Draw the picture as SVG, safe to put in a page: names are escaped, no scripts, no inline style.

    ``font`` is a list of font families; ``key`` makes the ids in the drawing unique on its page.
    """
    template = _environment().get_template("strengths/network.svg.jinja")
    return Markup(template.render(picture=picture, font=font, key=key, line=LINE, size=FONT))  # noqa: S704 escaped there


@lru_cache(maxsize=256)
def drawn(
    name: str,
    connections: tuple[ConnectionView, ...],
    ties: tuple[TieView, ...],
    strengths: tuple[StrengthView, ...],
    *,
    width: float = WIDTH,
    font: str = FONTS,
    key: str = "network",
) -> tuple[Layout, Markup]:
    """Give the picture worked out and drawn. The same entries are drawn once, and kept: what is shown is the key."""
    made = layout(name, connections, ties, strengths, width=width)
    return made, svg(made, font=font, key=key)


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


def _shifted(node: Node, x: float, y: float) -> Node:
    box = node.box
    return replace(
        node,
        x=round(node.x + x, 1),
        y=round(node.y + y, 1),
        box=Box(box.left + x, box.top + y, box.right + x, box.bottom + y),
    )


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
