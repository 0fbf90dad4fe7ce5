"""The network picture: where things stand, what it says in words, what reaches the page."""

import random
import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.strengths import picture
from alongside.strengths.picture import Box, ConnectionView, Item, StrengthView, TieView

SVG = "{http://www.w3.org/2000/svg}"
RUTH = "Ruth Okafor"
FEW = (
    ConnectionView("1", "Grace Okafor", "present", 1, "family", "my sister"),
    ConnectionView("2", "Tom Reed", "past", 2, "friend"),
    ConnectionView("3", "Someone to walk with", "wanted", None, "friend"),
)
NAMES = ("Grace Okafor", "Dr Priya Raman-Featherstonehaugh", "Sŵn", "محمد عبد الله", "陳大文", "Biscuit", "Ludmiła W")
SORTS = ("family", "friend", "professional", "animal", "colleague")


def many(number):
    return [
        ConnectionView(
            str(i), f"{NAMES[i % 7]} {i}", picture.TENSES[i % 7 % 3], (i % 5) + 1 if i % 9 else None, SORTS[i % 5]
        )
        for i in range(number)
    ]


def some_ties(number):
    return [TieView(str(i), f"Place {i} with a name", picture.TENSES[i % 3]) for i in range(number)]


def some_strengths(number):
    return [StrengthView(str(i), f"I am good at thing number {i}, and I can show you") for i in range(number)]


def chip_box(chip):
    return Box(chip.x, chip.y, chip.x + chip.width, chip.y + chip.height)


def assert_nothing_touches(made):
    half = made.width / 2
    middle = Box(half - 29, made.middle_y - 29, half + 29, made.middle_y + 29)
    boxes = [middle] + [node.box for node in made.nodes] + [chip_box(chip) for chip in (*made.chips, *made.legend)]
    for one, other in combinations(boxes, 2):
        assert not one.touches(other)
    for box in boxes:
        assert box.left >= 0
        assert box.right <= made.width
        assert box.top >= 0
        assert box.bottom <= made.height


@pytest.mark.parametrize(
    ("people", "ties", "strengths"), [(0, 0, 0), (3, 1, 1), (12, 4, 5), (40, 20, 20), (70, 30, 30)]
)
def test_nothing_touches_and_all_is_on_the_canvas(people, ties, strengths):
    made = picture.layout(RUTH, many(people), some_ties(ties), some_strengths(strengths))
    assert_nothing_touches(made)
    assert len(made.nodes) == min(people, picture.MOST_PEOPLE)


def test_a_wider_sheet_is_lower():
    narrow, wide = (picture.layout(RUTH, many(40), some_ties(9), some_strengths(9), width=w) for w in (360, 520))
    assert_nothing_touches(wide)
    assert wide.height < narrow.height


def test_all_forty_closest_still_fit():
    people = [ConnectionView(str(i), f"Wide Name Wide Name {i}", "present", 1) for i in range(40)]
    assert_nothing_touches(picture.layout(RUTH, people, [], []))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            ConnectionView,
            id=st.uuids().map(str),
            name=st.text(max_size=40),
            tense=st.sampled_from([*picture.TENSES, "odd"]),
            closeness=st.none() | st.integers(0, 6),
            sort=st.sampled_from([*SORTS, "odd"]),
        ),
        max_size=14,
    ),
    st.lists(st.builds(TieView, id=st.uuids().map(str), name=st.text(max_size=80)), max_size=4),
    st.lists(st.builds(StrengthView, id=st.uuids().map(str), words=st.text(max_size=80)), max_size=4),
)
def test_any_network_is_drawn_as_sound_xml_with_nothing_touching(people, ties, strengths):
    made = picture.layout("\x00" + RUTH, people, ties, strengths)
    assert_nothing_touches(made)
    ElementTree.fromstring(picture.svg(made))


def test_the_same_entries_give_the_same_picture_in_any_order():
    people, ties = many(20), some_ties(5)
    first = picture.layout(RUTH, people, ties, [])
    shuffled = random.Random(7).sample(people, len(people))
    assert picture.layout(RUTH, shuffled, list(reversed(ties)), []) == first


def test_closer_people_stand_on_smaller_circles():
    made = picture.layout(RUTH, many(12), [], [])
    rings = {ring.level: ring for ring in made.rings}
    assert list(rings) == [1, 2, 3, 4, 5]
    for node in made.nodes:
        if node.level in rings:
            ring = rings[node.level]
            share = ((node.x - 180) / ring.rx) ** 2 + ((node.y - made.middle_y) / ring.ry) ** 2
            assert share == pytest.approx(1, abs=0.02)
    assert [ring.rx for ring in made.rings] == sorted(ring.rx for ring in made.rings)


def test_read_in_one_sentence():
    made = picture.layout(RUTH, FEW, some_ties(1), some_strengths(2))
    assert made.reading == (
        "Ruth Okafor is in the middle, with 1 person now, 1 lost person, 1 person wished for, 1 place or group and "
        "2 strengths; closest: Grace Okafor."
    )
    assert picture.layout(RUTH, [], [], []).reading.endswith("nobody and nothing has been added yet.")
    assert picture.layout(RUTH, many(45), [], []).reading.endswith("; 5 more are in the list.")


def test_the_list_says_the_same_with_whole_names():
    long = "Bartholomew Featherstonehaugh-Llewellyn-Jones the younger"
    made = picture.layout(RUTH, [*FEW, ConnectionView("9", long, "present", 4)], some_ties(2), some_strengths(1))
    groups = {group.heading: group.items for group in picture.as_list(made)}
    assert groups["My people now"] == (Item("Grace Okafor", "closest to me; my sister"), Item(long, "not so close"))
    assert groups["People I have lost touch with or lost"] == (Item("Tom Reed", "very close"),)
    assert groups["People I would like"] == (Item("Someone to walk with", "how close is not said"),)
    assert groups["My places and groups"][1].note == "in the past"
    assert len(groups["What I am good at"]) == 1
    assert picture.as_list(picture.layout(RUTH, [], [], [])) == ()


def test_more_than_is_drawn_is_all_in_the_list():
    made = picture.layout(RUTH, many(60), some_ties(25), some_strengths(30))
    assert made.left_out == 20 + 5 + 10
    assert sum(len(group.items) for group in made.groups) == 60 + 25 + 30


def test_lost_is_dashed_wanted_is_dotted_now_is_filled():
    root = ElementTree.fromstring(picture.svg(picture.layout(RUTH, FEW, [], [])))
    ties = {line.get("class").split("--")[1]: line for line in root.iter(f"{SVG}line") if line.get("class")}
    assert ties["present"].get("stroke-dasharray") is None
    assert ties["past"].get("stroke-dasharray") == "5 4"
    assert ties["wanted"].get("stroke-dasharray") == "0.1 4.5"
    marks = {
        g.get("class").split("--")[1]: g.find(f"{SVG}circle")
        for g in root.iter(f"{SVG}g")
        if "person" in g.get("class", "")
    }
    assert marks["present"].get("fill") != "#ffffff"
    assert marks["past"].get("fill") == marks["wanted"].get("fill") == "#ffffff"


def test_a_picture_for_everybody():
    drawn = picture.svg(picture.layout(RUTH, FEW, some_ties(1), some_strengths(1)), key="front")
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "front-title front-desc"
    assert root.find(f"{SVG}title").text == "Ruth Okafor: my people, my places and what I am good at"
    assert root.find(f"{SVG}desc").text.startswith("Ruth Okafor is in the middle")
    assert root.get("viewBox").startswith("0 0 360")


def test_a_script_in_a_name_is_only_a_name():
    bad = '"><script>alert(1)</script>'
    made = picture.layout(bad, [ConnectionView("1", bad, note=bad)], [TieView("2", bad)], [StrengthView("3", bad)])
    drawn = picture.svg(made)
    root = ElementTree.fromstring(drawn)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert "script" not in names
    assert not re.search(r"<[^>]*\s(style|on\w+|href)=", drawn)
    assert all(not key.startswith("on") and key != "style" for element in root.iter() for key in element.attrib)


def test_what_was_drawn_before_is_not_drawn_again():
    picture.drawn.cache_clear()
    people, ties, strengths = tuple(many(5)), tuple(some_ties(2)), tuple(some_strengths(2))
    made, on_page = picture.drawn(RUTH, people, ties, strengths, key="front")
    assert made == picture.layout(RUTH, people, ties, strengths)
    assert on_page == picture.svg(made, key="front")
    assert picture.drawn(RUTH, tuple(many(5)), ties, strengths, key="front")[1] is on_page
    assert picture.drawn(RUTH, people[:4], ties, strengths, key="front")[1] != on_page
    assert picture.drawn.cache_info().hits == 1
