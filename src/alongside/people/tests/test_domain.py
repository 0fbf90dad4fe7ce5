"""Who may do what, decided without a database: every branch, and the reason in words."""

from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.domain import (
    ALL_SECTIONS,
    CIRCLE_RIGHTS,
    YES,
    Act,
    Decision,
    Right,
    Section,
    Sight,
    Viewer,
    age_on,
    check_adult,
    may,
)

ME, SOMEBODY = uuid4(), uuid4()
MY_VOICE, OTHER_VOICE = uuid4(), uuid4()
GOALS = Section.GOALS
RECORD_ACTS = {Act.WITHHOLD, Act.SHARE, Act.SEE_WHO_LOOKED, Act.ALLOCATE, Act.AMEND_SUBJECT}
ENTRY_ACTS = set(Act) - RECORD_ACTS


def viewer(mask: int) -> Viewer:
    return Viewer(ME, uuid4(), Sight(mask), frozenset({MY_VOICE}))


WRITER = {"section": GOALS, "written_by": ME, "words_of": OTHER_VOICE}
VOICE = {"section": GOALS, "written_by": SOMEBODY, "words_of": MY_VOICE}
NEITHER = {"section": GOALS, "written_by": SOMEBODY, "words_of": OTHER_VOICE}
SEES = GOALS.bit | Right.VOICE.bit


@pytest.mark.parametrize("act", Act)
def test_who_has_nothing_may_nothing(act: Act) -> None:
    assert may(viewer(0), act) == Decision(False, "Nothing in this record has been shared with you.")


@pytest.mark.parametrize(
    ("act", "right"),
    [
        (Act.SHARE, Right.SELF),
        (Act.SEE_WHO_LOOKED, Right.SELF),
        (Act.ALLOCATE, Right.CARE),
        (Act.WITHHOLD, Right.CARE),
        (Act.AMEND_SUBJECT, Right.SELF),
        (Act.AMEND_SUBJECT, Right.CARE),
    ],
)
def test_acts_on_the_record_need_their_right(act: Act, right: Right) -> None:
    assert may(viewer(right.bit), act) is YES
    said = may(viewer(ALL_SECTIONS | CIRCLE_RIGHTS), act)
    assert not said
    assert said.reason


@pytest.mark.parametrize("act", sorted(ENTRY_ACTS - {Act.ADD}))
def test_what_is_not_shared_cannot_be_touched(act: Act) -> None:
    said = may(viewer(Section.ABOUT.bit | Right.VOICE.bit), act, **NEITHER)
    assert said == Decision(False, "This part of the record has not been shared with you.")


def test_a_carer_with_nothing_shared_sees_what_she_wrote_and_adds_more() -> None:
    carer = viewer(CIRCLE_RIGHTS)
    assert may(carer, Act.SEE, **WRITER)
    assert may(carer, Act.ADD, section=GOALS)
    assert may(carer, Act.MEND, **WRITER)
    assert not may(carer, Act.SEE, **NEITHER)
    assert not may(viewer(Right.VOICE.bit), Act.SEE, **WRITER), "staff see by section alone"


def test_seeing_is_enough_to_answer_but_not_to_add_or_change() -> None:
    reader = viewer(GOALS.bit)
    assert may(reader, Act.SEE, **NEITHER)
    assert may(reader, Act.RESPOND, **NEITHER)
    for act in (Act.ADD, Act.MEND, Act.CONFIRM, Act.TAKE_BACK, Act.MARK_IN_ERROR, Act.MOVE):
        assert may(reader, act, **WRITER) == Decision(False, "You can read and answer here, but not add or change.")


def test_a_closed_record_takes_no_new_entries() -> None:
    assert may(viewer(SEES), Act.ADD, section=GOALS)
    assert may(viewer(SEES), Act.ADD, section=GOALS, subject_open=False) == Decision(False, "This record is closed.")


@pytest.mark.parametrize(
    ("act", "as_writer", "as_voice", "as_neither"),
    [
        (Act.CONFIRM, False, True, False),
        (Act.TAKE_BACK, False, True, False),
        (Act.MOVE, True, False, False),
        (Act.MEND, True, True, False),
        (Act.MARK_IN_ERROR, True, True, False),
    ],
)
def test_whose_entry_it_is_decides(act: Act, as_writer: bool, as_voice: bool, as_neither: bool) -> None:
    decided = [bool(may(viewer(SEES), act, **who)) for who in (WRITER, VOICE, NEITHER)]
    assert decided == [as_writer, as_voice, as_neither]


def test_words_are_confirmed_once() -> None:
    assert may(viewer(SEES), Act.CONFIRM, confirmed=True, **VOICE).reason == "These words are confirmed already."


@given(mask=st.integers(0, (1 << 60) - 1), act=st.sampled_from(Act), who=st.sampled_from([WRITER, VOICE, NEITHER]))
def test_every_no_has_a_reason_and_every_yes_has_none(mask: int, act: Act, who: dict) -> None:  # type: ignore[type-arg]
    said = may(viewer(mask), act, **who)
    assert bool(said.reason) is not bool(said)


@given(mask=st.integers(0, (1 << 60) - 1), more=st.sampled_from([*Section, *Right]), act=st.sampled_from(Act))
def test_more_rights_never_take_anything_away(mask: int, more: Section | Right, act: Act) -> None:
    for who in (WRITER, VOICE, NEITHER):
        assert not may(viewer(mask), act, **who) or may(viewer(mask | more.bit), act, **who)


def test_a_sight_tells_its_sections_in_order() -> None:
    sight = Sight(Section.GOALS.bit | Section.ABOUT.bit | Right.SELF.bit)
    assert sight.sections == (Section.ABOUT, Section.GOALS)
    assert Viewer(ME, None, sight).is_person
    assert not Sight().is_anything
    assert Section.MUST_KNOWS.code == "must_knows"


def test_no_bit_is_used_twice() -> None:
    bits = [one.bit for one in (*Section, *Right)]
    assert all(not a & b for (i, a), (j, b) in product(enumerate(bits), repeat=2) if i != j)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 11, 24), date(2026, 11, 23), 17),
    ],
)
def test_a_birthday_is_the_day_one_grows_older(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age
    assert bool(check_adult(born, day)) is (age >= 18)


def test_a_child_is_sent_where_help_is() -> None:
    assert "children's services" in check_adult(date(2020, 1, 1), date(2026, 1, 1)).reason
    assert check_adult(None, date(2026, 1, 1))
