"""The network picture in words: one sentence, and the same as a list."""

from collections.abc import Sequence

from alongside.strengths.lettering import shorten
from alongside.strengths.picture_parts import UNKNOWN, ConnectionView, Group, Item, StrengthView, TieView, level_of

CLOSENESS = {
    1: "closest to me",
    2: "very close",
    3: "close",
    4: "not so close",
    5: "further away",
    UNKNOWN: "how close is not said",
}


def reading(
    name: str,
    people: Sequence[ConnectionView],
    places: Sequence[TieView],
    strengths: Sequence[StrengthView],
    left_out: int,
) -> str:
    """Say the picture in one sentence."""
    if not people and not places and not strengths:
        return f"{name} is in the middle; nobody and nothing has been added yet."
    parts = [
        _count(sum(one.tense == "present" for one in people), "person now", "people now"),
        _count(sum(one.tense == "past" for one in people), "lost person", "lost people"),
        _count(sum(one.tense == "wanted" for one in people), "person wished for", "people wished for"),
        _count(len(places), "place or group", "places and groups"),
        _count(len(strengths), "strength", "strengths"),
    ]
    text = f"{name} is in the middle, with {_joined([part for part in parts if part])}"
    closest = [shorten(one.name, 40) for one in people if one.tense == "present" and one.closeness == 1][:3]
    text += f"; closest: {_joined(closest)}" if closest else ""
    text += f"; {left_out} more are in the list" if left_out else ""
    return text + "."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def groups(
    people: Sequence[ConnectionView], places: Sequence[TieView], strengths: Sequence[StrengthView]
) -> tuple[Group, ...]:
    """Give every name whole, in the order of the picture; groups with nothing in them are left out."""
    said = {
        "present": "My people now",
        "past": "People I have lost touch with or lost",
        "wanted": "People I would like",
    }
    found = [
        Group(
            heading,
            tuple(Item(one.name, _note(CLOSENESS[level_of(one)], one.note)) for one in people if one.tense == tense),
        )
        for tense, heading in said.items()
    ]
    where = {"present": "", "past": "in the past", "wanted": "I would like this"}
    found.append(
        Group(
            "My places and groups", tuple(Item(one.name, _note(where.get(one.tense, ""), one.note)) for one in places)
        )
    )
    found.append(Group("What I am good at", tuple(Item(one.words) for one in strengths)))
    return tuple(group for group in found if group.items)


def _note(*parts: str) -> str:
    return "; ".join(part for part in parts if part)
