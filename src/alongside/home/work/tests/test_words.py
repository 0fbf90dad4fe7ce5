"""How far away a day is, and in which group something stands: without a database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from alongside.design.near import away
from alongside.home.work.domain import Group, group_of, is_mine

TODAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (2, "in two days"),
        (-5, "five days ago"),
        (13, "in 13 days"),
        (-14, "about two weeks ago"),
        (60, "in about nine weeks"),
        (-60, "about nine weeks ago"),
        (61, "in about two months"),
        (-400, "about 13 months ago"),
        (-729, "about 24 months ago"),
        (730, "in about two years"),
        (-3650, "about ten years ago"),
    ],
)
def test_how_far_away_a_day_is(days: int, said: str) -> None:
    assert away(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("sort", "days", "group"),
    [
        ("step", -1, Group.LATE),
        ("task", 0, Group.TODAY),
        ("task", 1, Group.PROMISED),
        ("step", 28, Group.PROMISED),
        ("task", None, Group.PROMISED),
        ("review", -1, Group.LATE),
        ("review", 0, Group.TODAY),
        ("review", 7, Group.ASKED),
        ("review", 8, Group.LATER),
        ("returned", None, Group.ASKED),
        ("yes", -400, Group.ASKED),
        ("authorise", -4, Group.ASKED),
    ],
)
def test_groups_by_day(sort: str, days: int | None, group: Group) -> None:
    assert group_of(sort, None if days is None else TODAY + timedelta(days=days), TODAY) is group


@pytest.mark.parametrize("works_here", [True, False])
def test_what_names_somebody_is_theirs_alone(works_here: bool) -> None:
    me, other = uuid4(), uuid4()
    for sort in ("step", "task", "yes", "right"):
        assert is_mine(sort, me, voices={me}, works_here=works_here)
        assert not is_mine(sort, other, voices={me}, works_here=works_here)


def test_what_names_nobody_is_for_those_who_work_there_and_the_person() -> None:
    me, other = uuid4(), uuid4()
    for sort, who in (
        ("review", None),
        ("interim", None),
        ("appeal", None),
        ("right", None),
        ("ask_again", other),
        ("ask_again", me),
    ):
        assert is_mine(sort, who, voices={me}, works_here=True)
        assert not is_mine(sort, who, voices={me}, works_here=False)
