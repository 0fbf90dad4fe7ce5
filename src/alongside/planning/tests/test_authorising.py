"""A manager's word on a plan, and when somebody is asked again: beside agreement, never in its place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import Error, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.models import Organisation
from alongside.conftest import as_keeper
from alongside.planning import versions
from alongside.planning.domain import (
    AnswerView,
    EventView,
    HolderView,
    Mark,
    PlanRefusedError,
    State,
    VersionView,
    can_authorise,
    check_ask_again,
    check_authorise,
    state,
)
from alongside.planning.models import PlanEvent

T0 = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RUTH = HolderView("ruth", "Ruth Okafor", is_person=True)
GRACE = HolderView("grace", "Grace Okafor")
FORWARD = VersionView(1, T0)


def said(kind: str, after: int, words: str = "", **more: object) -> EventView:
    return EventView(kind, T0 + timedelta(hours=after), words, **more)


def agrees(who: HolderView) -> AnswerView:
    return AnswerView(who.voice, who.name, "agree", T0 + timedelta(hours=1))


def test_the_last_word_of_a_manager_counts_and_says_whose_it_is() -> None:
    events = [said("returned", 2, "Who covers August?", who="Maya"), said("authorised", 5, "", who="Bronwen")]
    found = state(FORWARD, [], list(reversed(events)), [RUTH]).authorisation
    assert found is not None
    assert (found.authorised, found.who, found.at) == (True, "Bronwen", T0 + timedelta(hours=5))


@given(st.lists(st.sampled_from(["authorised", "returned"]), max_size=4), st.booleans())
def test_agreement_never_hangs_on_a_manager(words: list[str], both: bool) -> None:
    events = [said(kind, after) for after, kind in enumerate(words)]
    answers = [agrees(RUTH), *([agrees(GRACE)] if both else [])]
    mark = state(FORWARD, answers, events, [RUTH, GRACE]).mark
    assert mark is (Mark.AGREED if both else Mark.PUT_FORWARD)


def test_a_draft_has_no_managers_word() -> None:
    assert state(None, [], [said("authorised", 1)], []).authorisation is None


@pytest.mark.parametrize("mark", list(Mark))
def test_the_button_and_the_door_say_the_same_of_a_manager(mark: Mark) -> None:
    try:
        check_authorise(State(mark), authorised=True, words="")
    except PlanRefusedError:
        assert not can_authorise(State(mark))
    else:
        assert can_authorise(State(mark))


def test_a_return_has_words() -> None:
    with pytest.raises(PlanRefusedError) as refused:
        check_authorise(State(Mark.AGREED), authorised=False, words="  ")
    assert refused.value.where == "words"


def test_the_day_of_one_voice_stands_before_the_day_for_all() -> None:
    events = [
        said("in_use_not_agreed", 2, "It must", until=date(2026, 12, 1)),
        said("ask_again", 3, until=date(2027, 1, 9), voice="grace"),
        said("ask_again", 4, until=date(2027, 2, 2), voice="grace"),
    ]
    found = state(FORWARD, [], events, [RUTH, GRACE])
    assert [(one.voice, one.ask_again_on) for one in found.missing] == [
        ("ruth", date(2026, 12, 1)),
        ("grace", date(2027, 2, 2)),
    ]


def test_whoever_sees_it_differently_without_being_needed_can_be_asked_again_too() -> None:
    other = AnswerView("tom", "Tom Reed", "differently", T0, "Not by bus")
    events = [said("ask_again", 3, until=date(2027, 1, 9), voice="tom")]
    found = state(FORWARD, [agrees(RUTH), other], events, [RUTH])
    assert [(one.name, one.ask_again_on) for one in found.differently] == [("Tom Reed", date(2027, 1, 9))]
    check_ask_again(found, "tom", until=TODAY, on=TODAY)


@pytest.mark.parametrize(
    ("voice", "until", "where"),
    [("ruth", TODAY, None), ("grace", None, "until"), ("grace", date(2026, 11, 1), "until")],
)
def test_days_to_ask_again_that_are_refused(voice: str, until: date | None, where: str | None) -> None:
    standing = state(FORWARD, [agrees(RUTH)], [], [RUTH, GRACE])
    with pytest.raises(PlanRefusedError) as refused:
        check_ask_again(standing, voice, until=until, on=TODAY)
    assert refused.value.where == where


def test_the_database_takes_a_managers_word_from_a_lead_alone(planned) -> None:  # type: ignore[no-untyped-def]
    world, version = planned.world, planned.put_forward()

    def write(who: str) -> None:
        with world.as_(who) as by, transaction.atomic():
            PlanEvent(subject=world.subject, version=version, kind="authorised", reason="Yes", written_by=by).save(
                force_insert=True
            )

    for who in ("manager", "worker", "person"):
        with pytest.raises(Error):
            write(who)
    with as_keeper():
        Organisation.objects.filter(teams=world.team).update(asks_authorisation=True)
    for who in ("worker", "person", "sister", "colleague"):
        with pytest.raises(Error):
            write(who)
    write("manager")
    with world.as_("colleague"):
        assert versions.authorising(world.subject.pk) == versions.Authorising(asked=False, may=False)
    with world.as_("person"):
        assert versions.authorising(world.subject.pk) == versions.Authorising(asked=True, may=False)
