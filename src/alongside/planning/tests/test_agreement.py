"""How far a plan has come, and what may be done in which state."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.planning.domain import (
    Answer,
    AnswerView,
    EventView,
    GoalView,
    HolderView,
    Interim,
    Mark,
    NotAgreed,
    PlanRefusedError,
    PlanView,
    State,
    StepView,
    VersionView,
    can_answer,
    can_put_forward,
    can_start_interim,
    can_use_without_agreement,
    check_answer,
    check_interim,
    check_put_forward,
    check_use_without_agreement,
    holders,
    in_words,
    state,
)

T0 = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RUTH = HolderView("ruth", "Ruth Okafor", is_person=True)
GRACE = HolderView("grace", "Grace Okafor")
FORWARD = VersionView(1, T0)
GOAL = GoalView("g1", "I will bake for the street again")


def says(who, answer, *, after=1, words="", why=""):
    return AnswerView(who.voice, who.name, answer, T0 + timedelta(hours=after), words, why)


def test_holders_are_the_person_and_who_holds_an_open_step_each_once():
    steps = (
        StepView("s1", "g1", "Buy flour", "ruth", TODAY, responsible_name="Ruth Okafor"),
        StepView("s2", "g1", "Mend the oven", "grace", TODAY, responsible_name="Grace Okafor"),
        StepView("s3", "g1", "Ask next door", "grace", TODAY, responsible_name="Grace Okafor"),
        StepView("s4", "g1", "Done long ago", "tom", TODAY, "done", "Tom Reed"),
        StepView("s5", "g1", "Nobody yet"),
    )
    assert holders(RUTH, PlanView((GOAL,), steps)) == (RUTH, GRACE)


def test_a_draft_is_a_draft_with_or_without_a_version():
    assert state(None, [], [], [RUTH]) == State(Mark.DRAFT)
    assert state(VersionView(1), [], [], [RUTH]) == State(Mark.DRAFT)


def test_interim_is_added_to_draft_and_put_forward():
    help_started = EventView("interim", T0, "she came home today", date(2026, 12, 1))
    later = replace(help_started, at=T0 + timedelta(days=1), reason="carers start on Monday")
    added = Interim("carers start on Monday", date(2026, 12, 1))
    assert state(None, [], [later, help_started], [RUTH]) == State(Mark.DRAFT, added)
    here = state(FORWARD, [], [help_started, later], [RUTH])
    assert (here.mark, here.interim) == (Mark.PUT_FORWARD, added)
    assert in_words(here) == "PUT FORWARD · INTERIM"
    assert state(FORWARD, [says(RUTH, "agree")], [help_started], [RUTH]).interim is None


def test_agreed_when_everybody_needed_agrees():
    here = state(FORWARD, [says(RUTH, "agree"), says(GRACE, "agree")], [], [RUTH, GRACE])
    assert here == State(Mark.AGREED)
    assert in_words(here) == "AGREED"


def test_put_forward_names_whose_agreement_is_missing_in_their_words():
    answers = [says(RUTH, "agree"), says(GRACE, "in_part", words="not on Sundays")]
    here = state(FORWARD, answers, [], [RUTH, GRACE])
    assert here == State(Mark.PUT_FORWARD, missing=(NotAgreed("grace", "Grace Okafor", "not on Sundays"),))
    silent = state(FORWARD, [says(RUTH, "agree")], [], [RUTH, GRACE])
    assert silent.missing[0].why == "has not answered yet"


def test_the_last_answer_of_a_voice_counts():
    answers = [says(RUTH, "agree", after=2), says(RUTH, "differently", after=1, words="no")]
    assert state(FORWARD, answers, [], [RUTH]).mark is Mark.AGREED
    changed = [*answers, says(RUTH, "differently", after=3, words="I changed my mind")]
    assert state(FORWARD, changed, [], [RUTH]).mark is Mark.PUT_FORWARD


def test_somebody_else_seeing_it_differently_stands_beside_the_agreement():
    brother = HolderView("sam", "Sam Okafor")
    here = state(FORWARD, [says(RUTH, "agree"), says(brother, "differently", words="too soon")], [], [RUTH])
    assert here == State(Mark.AGREED, differently=(NotAgreed("sam", "Sam Okafor", "too soon"),))


def test_a_block_keeps_it_from_being_agreed():
    here = state(replace(FORWARD, blocked=True), [says(RUTH, "agree")], [], [RUTH])
    assert here == State(Mark.PUT_FORWARD, blocked=True)


def test_nothing_is_agreed_without_the_person():
    assert state(FORWARD, [], [], []).mark is Mark.PUT_FORWARD
    assert state(FORWARD, [says(GRACE, "agree")], [], [GRACE]).mark is Mark.PUT_FORWARD


def test_in_use_names_who_has_not_agreed_why_and_when_to_ask_again():
    used = EventView("in_use_not_agreed", T0, "help cannot wait", date(2026, 12, 9))
    answers = [says(RUTH, "could_not", why="very poorly this week"), says(GRACE, "agree")]
    here = state(FORWARD, answers, [used], [RUTH, GRACE])
    lacking = NotAgreed("ruth", "Ruth Okafor", "very poorly this week", date(2026, 12, 9))
    assert here == State(Mark.IN_USE_NOT_AGREED, missing=(lacking,))
    assert in_words(here) == "IN USE, NOT AGREED BY Ruth Okafor"
    agreed = state(FORWARD, [*answers, says(RUTH, "agree", after=5)], [used], [RUTH, GRACE])
    assert agreed.mark is Mark.AGREED
    blocked = state(replace(FORWARD, blocked=True), [says(RUTH, "agree")], [used], [RUTH])
    assert in_words(blocked) == "IN USE, NOT AGREED"


def test_replaced_is_the_end():
    answers = [says(RUTH, "agree")]
    assert state(replace(FORWARD, replaced_by=2), answers, [], [RUTH]) == State(Mark.REPLACED)


answers_of_all = st.lists(
    st.builds(
        AnswerView,
        voice=st.sampled_from(["ruth", "grace", "sam"]),
        name=st.just("A Name"),
        answer=st.sampled_from([str(answer) for answer in Answer]),
        at=st.datetimes(timezones=st.just(UTC)),
        words=st.sampled_from(["", "my words"]),
        why=st.sampled_from(["", "asleep"]),
    ),
    max_size=8,
    unique_by=lambda answer: answer.at,
)
events_of_all = st.lists(
    st.builds(
        EventView, kind=st.sampled_from(["interim", "in_use_not_agreed"]), at=st.datetimes(timezones=st.just(UTC))
    ),
    max_size=3,
)


@given(answers_of_all, events_of_all, st.booleans())
def test_agreed_means_the_person_and_every_holder_said_agree_last_and_nothing_blocks(answers, events, blocked):
    here = state(replace(FORWARD, blocked=blocked), answers, events, [RUTH, GRACE])
    last = {a.voice: a.answer for a in sorted(answers, key=lambda a: a.at)}
    everybody = all(last.get(holder.voice) == "agree" for holder in (RUTH, GRACE))
    assert (here.mark is Mark.AGREED) == (everybody and not blocked)
    assert {line.voice for line in here.missing} == {h.voice for h in (RUTH, GRACE) if last.get(h.voice) != "agree"}


@given(answers_of_all, events_of_all)
def test_could_not_answer_for_the_person_never_makes_it_agreed(answers, events):
    last = says(RUTH, "could_not", why="could not be asked")
    late = replace(last, at=datetime.max.replace(tzinfo=UTC))
    assert state(FORWARD, [*answers, late], events, [RUTH]).mark is not Mark.AGREED


@given(answers_of_all, st.randoms())
def test_the_order_answers_arrive_in_does_not_matter(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)
    one, other = (state(FORWARD, some, [], [RUTH, GRACE]) for some in (answers, shuffled))
    assert (one.mark, one.missing, set(one.differently)) == (other.mark, other.missing, set(other.differently))


def refused(check, *args, **kwargs):
    with pytest.raises(PlanRefusedError) as caught:
        check(*args, **kwargs)
    assert str(caught.value) == caught.value.reason
    return caught.value.where


def test_put_forward_asks_for_one_goal_of_now():
    assert refused(check_put_forward, PlanView()) == "goals"
    assert refused(check_put_forward, PlanView((replace(GOAL, status="let_go"),))) == "goals"
    check_put_forward(PlanView((GOAL,)))
    assert can_put_forward(PlanView((GOAL,)))


def answer(what, **more):
    return {"where": State(Mark.PUT_FORWARD), "answer": what, "own": True, "has_account": True, "name": "Ruth", **more}


@pytest.mark.parametrize(
    ("given_answer", "where"),
    [
        (answer("agree", where=State(Mark.DRAFT)), None),
        (answer("agree", where=State(Mark.REPLACED)), None),
        (answer("maybe"), "answer"),
        (answer("agree", own=False), "answer"),
        (answer("in_part"), "words"),
        (answer("differently", words="  "), "words"),
        (answer("could_not", own=False), "why"),
    ],
)
def test_answers_that_are_refused(given_answer, where):
    assert refused(check_answer, **given_answer) == where


@pytest.mark.parametrize(
    "given_answer",
    [
        answer("agree"),
        answer("agree", own=False, has_account=False),
        answer("differently", words="I would start smaller"),
        answer("could_not", own=False, why="asleep both times I called"),
        answer("agree", where=State(Mark.IN_USE_NOT_AGREED)),
    ],
)
def test_answers_that_are_taken(given_answer):
    check_answer(**given_answer)


CHANGES = [(check_interim, can_start_interim), (check_use_without_agreement, can_use_without_agreement)]


@pytest.mark.parametrize(("check", "can"), CHANGES)
@pytest.mark.parametrize("mark", list(Mark))
def test_the_button_and_the_door_say_the_same(check, can, mark):
    where = State(mark)
    if can(where):
        check(where, reason="she came home today", until=TODAY, on=TODAY)
        assert refused(check, where, reason=" ", until=TODAY, on=TODAY) == "reason"
        assert refused(check, where, reason="r", until=None, on=TODAY) == "until"
        assert refused(check, where, reason="r", until=TODAY - timedelta(days=1), on=TODAY) == "until"
    else:
        assert refused(check, where, reason="r", until=TODAY, on=TODAY) is None


@pytest.mark.parametrize("mark", list(Mark))
def test_answers_are_taken_from_put_forward_until_replaced(mark):
    if can_answer(State(mark)):
        check_answer(State(mark), "agree", own=True, has_account=True, name="Ruth")
    else:
        assert refused(check_answer, State(mark), "agree", own=True, has_account=True, name="Ruth") is None
