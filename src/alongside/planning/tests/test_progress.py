"""Ticking steps, and what becomes of goals: in the database, as the application's role."""

import pytest

from alongside.access.domain import Conflict, Refused
from alongside.base.ids import uuid7
from alongside.planning import progress, queries


def test_the_sister_ticks_her_step_and_the_worker_sees_how_it_went(planned) -> None:
    world = planned.world
    with world.as_("sister") as sister:
        step = queries.step(planned.step.pk, subject_id=world.subject.pk, viewer=world.viewer("sister"))
        progress.tick_step(
            by=sister, step=step, version=step.version, outcome="done", how_it_went="They meet on Tuesdays."
        )
    with world.as_("worker"):
        step = queries.step(planned.step.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
        assert (step.outcome, step.how_it_went, step.done_by) == ("done", "They meet on Tuesdays.", world.sister.pk)
        assert queries.next_steps(world.subject.pk, viewer=world.viewer("worker")) == []
        brief = queries.goals_in_brief(world.subject.pk, viewer=world.viewer("worker"))
        assert [goal.is_now for goal in brief] == ["They meet on Tuesdays."]


def test_the_front_page_says_what_was_said_of_a_goal_last(planned) -> None:
    world = planned.world
    for words, whose, found in (
        ("I sang once.", "person", "I sang once."),
        ("", "person", "I sang once."),
        ("She sounds well.", "sister", "I sang once."),
        ("I sing each week.", "person", "I sing each week."),
    ):
        world.add("goal_rating", goal=planned.goal, words=words, words_of=whose, score=5)
        with world.as_("worker"):
            (goal,) = queries.goals_in_brief(world.subject.pk, viewer=world.viewer("worker"))
            assert goal.is_now == found
    with world.as_("worker") as worker:
        progress.tick_step(by=worker, step=planned.step, version=1, outcome="done", how_it_went="They meet.")
        (goal,) = queries.goals_in_brief(world.subject.pk, viewer=world.viewer("worker"))
        assert goal.is_now == "They meet."


def test_two_who_tick_at_once_see_each_other(planned) -> None:
    world = planned.world
    with world.as_("worker") as worker:
        progress.tick_step(by=worker, step=planned.step, version=1, outcome="not_done", how_it_went="No answer.")
    with world.as_("sister") as sister, pytest.raises(Conflict):
        progress.tick_step(by=sister, step=planned.step, version=1, outcome="done")


def test_a_goal_is_let_go_with_its_reason_and_can_come_back(planned) -> None:
    world = planned.world
    with world.as_("person") as person:
        with pytest.raises(Refused, match="why"):
            progress.set_goal_status(by=person, goal=planned.goal, version=1, status="let_go")
        goal = progress.set_goal_status(
            by=person, goal=planned.goal, version=1, status="let_go", reason="My voice is gone."
        )
        assert queries.goals_in_brief(world.subject.pk, viewer=world.viewer("person")) == []
        again = progress.set_goal_status(by=person, goal=goal, version=goal.version, status="now")
    assert again.status == "now"


def test_a_goal_changed_into_another_points_at_it(planned) -> None:
    world, made_id = planned.world, uuid7()
    with world.as_("person") as person:
        new = progress.set_goal_status(
            by=person,
            goal=planned.goal,
            version=1,
            status="changed",
            reason="I would rather listen.",
            into={"words": "I will go to a concert.", "how": "wrote"},
            id=made_id,
        )
        old = queries.goal(planned.goal.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
    assert (old.status, old.changed_into, new.pk) == ("changed", made_id, made_id)
    assert new.grows_from == old.grows_from
    assert new.words_of_id == old.words_of_id
