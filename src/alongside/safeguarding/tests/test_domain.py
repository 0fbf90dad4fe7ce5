"""The rules, without a database."""

from datetime import date

import pytest

from alongside.safeguarding.domain import (
    LAW,
    Ground,
    PartView,
    Sort,
    State,
    concern_findings,
    decide_by,
    decision_findings,
    on_front,
    state,
)

FRIDAY = date(2026, 11, 27)


def test_where_a_concern_stands_follows_from_what_was_done() -> None:
    seen = []
    parts: list[PartView] = []
    for sort in (Sort.TOLD, Sort.DECISION, Sort.STEP, Sort.CLOSED, Sort.REOPENED, Sort.DECISION):
        parts.append(PartView(sort))
        seen.append(state(parts))
    assert state([]) is State.TO_DECIDE
    assert seen == [
        State.TO_DECIDE,
        State.BEING_DONE,
        State.BEING_DONE,
        State.CLOSED,
        State.TO_DECIDE,
        State.BEING_DONE,
    ]


@pytest.mark.parametrize(
    ("danger", "day"), [("yes", FRIDAY), ("not_sure", FRIDAY), ("no", date(2026, 12, 1))], ids=["yes", "not sure", "no"]
)
def test_it_is_decided_the_same_day_in_danger_and_within_two_working_days_else(danger: str, day: date) -> None:
    assert decide_by(FRIDAY, danger) == day


def test_all_three_parts_make_a_duty_to_enquire() -> None:
    for outcome in ("other_enquiry", "other_help", "nothing_more"):
        assert decision_findings("yes", "yes", "yes", outcome)[0].kind == "block"
    assert decision_findings("yes", "yes", "yes", "enquiry") == ()
    assert decision_findings("yes", "yes", "no", "other_help") == ()


def test_what_is_not_clear_is_no_reason_to_stop() -> None:
    assert decision_findings("yes", "not_sure", "yes", "nothing_more")
    assert decision_findings("yes", "not_sure", "yes", "enquiry") == ()


def test_the_front_page_is_never_the_first_answer() -> None:
    assert not on_front([PartView(Sort.DECISION)])
    assert on_front([PartView(Sort.FRONT_ON)])
    assert not on_front([PartView(Sort.FRONT_ON), PartView(Sort.FRONT_OFF)])


def test_nothing_a_concern_lacks_is_a_block() -> None:
    found = concern_findings(
        asked="not_yet", consent="no", grounds=[], tell="not_now", has_advocate=False, is_decided=True
    )
    assert [one.rule for one in found] == ["MSP", "consent", "tell", "s68"]
    assert {one.kind for one in found} == {"prompt", "warn"}


def test_each_ground_names_its_law() -> None:
    assert set(LAW) == set(Ground)
