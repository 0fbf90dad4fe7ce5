"""Where people stand in the network picture: each on their circle of closeness, no two marks or names touching.

The places on a circle are bits of one number, so that what a name already there rules out is found by looking up
ranges, not by trying every place against every name.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from alongside.strengths.lettering import fit, width_of
from alongside.strengths.picture_parts import UNKNOWN, Box, ConnectionView, Node, Ring, level_of

WIDTH = 360.0
FONT = 13.0
LINE = 15.0
LABEL_WIDTH = 76.0
NODE = 8.0
PERSON = 29.0
RING_WIDTHS = {1: 60.0, 2: 79.0, 3: 98.0, 4: 117.0, 5: 136.0, UNKNOWN: 139.0}
RING_GAP = 19.0
STRETCH = 8.0
ANGLES = 96
SHAPES = {"professional": "square", "colleague": "square", "animal": "diamond"}
MIDDLE = (-PERSON - 2, -PERSON - 2, PERSON + 2, PERSON + 2)
# Sums of tenths are not exact; a hair more room keeps names apart wherever the picture is moved to.
HAIR = 1e-6

Edges = tuple[float, float, float, float]
Placed = tuple[complex, Edges]


def place_people(people: Sequence[ConnectionView], share: float) -> tuple[tuple[Node, ...], tuple[Ring, ...]]:
    """Set each person on their circle so that no two marks or names touch. A full circle is stretched downwards.

    ``share``: how wide the picture is, as a share of 360 units. Places are counted from the middle of the picture.
    """
    placed: list[Node] = []
    taken: list[Placed] = []
    rings: list[Ring] = []
    ry = RING_WIDTHS[1] - RING_GAP
    for level, narrow in RING_WIDTHS.items():
        rx = narrow * share
        here = [_unplaced(one, level) for one in people if level_of(one) == level]
        tallest = max((node.box.bottom - node.box.top for node in here), default=0.0)
        ry = max(ry + RING_GAP, len(here) * tallest / 6, rx * 0.8)
        while here:
            spots = _Spots(rx, ry, level)
            found = _on_ring(here, spots, taken, roomy=True) or _on_ring(here, spots, taken, roomy=False)
            if found is not None:
                placed += [
                    replace(node, x=at.real, y=at.imag, box=Box(*box))
                    for node, (at, box) in zip(here, found, strict=True)
                ]
                taken += found
                break
            ry = ry * 1.04 + STRETCH
        if level != UNKNOWN:
            rings.append(Ring(level, rx, round(ry, 1)))
    return tuple(placed), tuple(rings)


def _unplaced(one: ConnectionView, level: int) -> Node:
    lines = fit(one.name, LABEL_WIDTH, FONT, most_lines=2)
    half = max([NODE + 3, *(width_of(line, FONT) / 2 + 2 for line in lines)])
    box = Box(-half, -NODE - 2, half, NODE + 4 + LINE * len(lines))
    return Node(one.id, one.name, 0, 0, SHAPES.get(one.sort, "circle"), one.tense, level, lines, box)


class _Spots:
    """The places on an ellipse where a mark may stand, as points and as bits: place number 3 is bit 1 << 3."""

    def __init__(self, rx: float, ry: float, level: int) -> None:
        self.points = [complex(round(rx * x, 1), round(ry * y, 1)) for x, y in _directions(level)]
        self.xs, self.up_to_x = _bits_by_size([point.real for point in self.points])
        self.ys, self.up_to_y = _bits_by_size([point.imag for point in self.points])

    def free(self, box: Box, taken: list[Placed]) -> int:
        """Give the places where this box, drawn around its mark, touches neither the middle nor what is taken."""
        xs, ys, up_to_x, up_to_y = self.xs, self.ys, self.up_to_x, self.up_to_y
        to_right, to_bottom = HAIR - box.left, HAIR - box.top
        to_left, to_top = -HAIR - box.right, -HAIR - box.bottom
        shut = 0
        for left, top, right, bottom in (MIDDLE, *(edges for _, edges in taken)):
            rows = up_to_y[bisect_right(ys, bottom + to_bottom)] ^ up_to_y[bisect_left(ys, top + to_top)]
            if rows:
                shut |= rows & (up_to_x[bisect_right(xs, right + to_right)] ^ up_to_x[bisect_left(xs, left + to_left)])
        return up_to_x[-1] & ~shut


@cache
def _directions(level: int) -> list[tuple[float, float]]:
    """Give the ways out from the middle; each ring begins elsewhere, so that ties do not pile up."""
    start = math.radians(-90 + 137.5 * level)
    angles = [start + step * math.tau / ANGLES for step in range(ANGLES)]
    return [(math.cos(angle), math.sin(angle)) for angle in angles]


def _bits_by_size(values: list[float]) -> tuple[list[float], list[int]]:
    """Sort values, and give beside them the bits of the first none, one, two, … of them."""
    order = sorted(range(len(values)), key=values.__getitem__)
    bits = [0]
    for place in order:
        bits.append(bits[-1] | 1 << place)
    return [values[place] for place in order], bits


def _on_ring(waiting: list[Node], spots: _Spots, taken: list[Placed], *, roomy: bool) -> list[Placed] | None:
    """Find each a free place: farthest from the others if ``roomy``, else the first; None if one has none."""
    others = list(taken)
    room = [math.inf] * ANGLES
    for at, _ in taken if roomy else ():
        room = _nearer(room, spots.points, at)
    for node in waiting:
        free = spots.free(node.box, others)
        if not free:
            return None
        if roomy:
            best = max((place for place in range(ANGLES) if free >> place & 1), key=room.__getitem__)
        else:
            best = (free & -free).bit_length() - 1
        at, box = spots.points[best], node.box
        x, y = at.real, at.imag
        others.append((at, (box.left + x, box.top + y, box.right + x, box.bottom + y)))
        if roomy:
            room = _nearer(room, spots.points, at)
    return others[len(taken) :]


def _nearer(room: list[float], points: list[complex], at: complex) -> list[float]:
    """Give how far each place is from the nearest mark, now that one more stands ``at``."""
    return [have if have < (away := abs(point - at)) else away for have, point in zip(room, points, strict=True)]
