"""The front page: one's own steps first, with the way to tick them; what is asked of one; a review that is due."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.conftest import World, as_keeper
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import ALL_SECTIONS, Section
from alongside.planning import actions
from alongside.planning.models import Step
from alongside.record.times import today

EVERY = [section for section in Section if section.bit & ALL_SECTIONS]
ASKS = "asks something of you."
LATE = "That happens. Say how it is, or agree on another day."


def front(world: World, who: str) -> str:
    answer = client_of(world, who).get(reverse("front", args=[world.subject.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def step(world: World, whose: str | None, days: int, words: str, **more: Any) -> Any:
    goal = more.pop("goal", None) or world.add("goal")
    voice = world.voices[whose].pk if whose else None
    by = today() + timedelta(days=days)
    return world.add("step", goal=goal, words=words, responsible_id=voice, by_when=by, **more)


@pytest.fixture
def steps(world: World) -> World:
    """Give everybody a step; the ones of others come sooner."""
    world.give("sister", EVERY)
    goal = world.add("goal")
    for days, whose in ((1, None), (2, "worker"), (3, "sister"), (4, "person")):
        step(world, whose, days, f"Step of {whose or 'nobody'}", goal=goal)
    return world


@pytest.mark.parametrize("who", ["person", "sister", "worker"])
def test_ones_own_steps_come_first_and_only_they_can_be_ticked(steps: World, who: str) -> None:
    shown = front(steps, who)
    shown = shown[shown.index("What happens next") :]
    assert shown.index("Yours") < shown.index(f"Step of {who}") < shown.index("Others") < shown.index("Step of nobody")
    assert shown.count('value="done"') == 1
    assert ("All that I have said I will do" in shown) is (who != "worker")


def test_whoever_has_no_step_sees_those_of_others_alone(steps: World) -> None:
    shown = front(steps, "manager")
    assert "Step of nobody" in shown
    assert "Yours" not in shown
    assert 'value="done"' not in shown


def test_ones_own_step_is_not_crowded_out(steps: World) -> None:
    goal = steps.add("goal")
    for number in range(12):
        step(steps, "worker", 1, f"Sooner {number}", goal=goal)
    assert "Step of person" in front(steps, "person")


def test_a_step_is_done_in_one_tap(steps: World) -> None:
    with as_keeper():
        made = Step.objects.get(words="Step of sister")
    address = reverse("plan_step", args=[steps.subject.pk, made.pk])
    assert f'action="{address}"' in front(steps, "sister")
    answer = client_of(steps, "sister").post(address, {"outcome": "done", "version": made.version})
    assert answer.status_code == 302
    assert "Step of sister" not in front(steps, "sister")


def test_late_is_said_kindly_to_whose_it_is(world: World) -> None:
    step(world, "worker", -3, "Ring the choir")
    assert LATE in front(world, "worker")
    assert LATE not in front(world, "person")
    step(world, "person", 0, "Sing today")
    assert LATE not in front(world, "person")


@pytest.mark.parametrize("shared", [EVERY, []], ids=["everything shared", "nothing shared"])
def test_a_yes_that_is_asked_says_so(world: World, shared: list[Section]) -> None:
    world.give("sister", shared)
    assert ASKS not in front(world, "sister")
    world.add("met_by", need=world.add("need"), sort="network", leans_on_id=world.voices["sister"].pk)
    shown = front(world, "sister")
    assert f"The plan of Pet {ASKS}" in shown
    assert f'href="/p/{world.subject.pk}/plan/asked/"' in shown
    for who in ("person", "worker", "manager"):
        assert ASKS not in front(world, who)


def test_a_review_that_is_near_is_for_the_person_and_who_works_with_them(world: World) -> None:
    world.give("sister", EVERY)
    world.add("goal")

    def put(days: int) -> None:
        with world.as_("worker") as by:
            on = today() + timedelta(days=days)
            actions.put_forward(by=by, subject=world.subject, viewer=world.viewer("worker"), review_on=on)

    put(60)
    assert "looked at again" not in front(world, "worker")
    put(10)
    for who in ("person", "worker", "manager"):
        assert "The plan is to be looked at again on" in front(world, who)
    assert "looked at again" not in front(world, "sister")
    put(0)
    assert "Today the plan is to be looked at again." in front(world, "person")
    put(-10)
    assert "It is not too late." in front(world, "worker")


def test_a_closed_record_asks_nothing_of_anybody(steps: World) -> None:
    steps.add("met_by", need=steps.add("need"), sort="network", leans_on_id=steps.voices["sister"].pk)
    with as_keeper():
        type(steps.subject).objects.filter(pk=steps.subject.pk).update(state="died", died_on=today())
    for who in ("sister", "worker"):
        shown = front(steps, who)
        assert "What happens next" not in shown
        assert ASKS not in shown


@pytest.mark.parametrize("who", ["person", "sister", "worker"])
def test_it_takes_as_many_queries_however_much_there_is(steps: World, who: str) -> None:
    """One for the yeses, one for the review, one for who is away; none for each step."""
    steps.add("connection")
    client, address = client_of(steps, who), reverse("front", args=[steps.subject.pk])

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    few = count()
    goal, need = steps.add("goal"), steps.add("need")
    for number in range(9):
        step(steps, who, number, f"More {number}", goal=goal)
        steps.add("met_by", need=need, sort="network", words=f"Line {number}", leans_on_id=steps.voices[who].pk)
    assert count() == few
    assert few <= 24
