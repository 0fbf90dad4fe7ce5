"""Somebody is no longer in the circle: the page that asks once, what it says, and the circle afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, shared, signed_in
from alongside.people.domain import ALL_SECTIONS, Section
from alongside.people.models import Grant, Voice
from alongside.record.times import today

WAS = "Who was in"
EVERY = [section for section in Section if section.bit & ALL_SECTIONS]


def told(days_ago: int = 0) -> dict[str, int]:
    """Give a day as the form sends it."""
    day = today() - timedelta(days=days_ago)
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year}


def page(world: World, who: str, rest: str) -> str:
    answer = signed_in(world, who).get(address(world, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def left(world: World, whose: str = "sister") -> str:
    return f"circle/{world.voices[whose].pk}/left/"


def leave(world: World, who: str, whose: str = "sister", **more: Any) -> Any:
    return signed_in(world, who).post(address(world, left(world, whose)), told() | more, follow=True)


def test_the_person_lets_somebody_go_and_nobody_is_told(world: World) -> None:
    world.give("sister", EVERY)
    asked = page(world, "person", left(world))
    assert "Is Sister Test no longer in your circle?" in asked
    assert "What you share with them ends now." in asked
    shown = leave(world, "person").content.decode()
    assert "Sister Test is no longer in your circle. Nobody has been told." in shown
    assert shown.index("Who was in my circle") < shown.rindex("Sister Test")
    assert shared(world, "sister") == []
    assert signed_in(world, "sister").get(address(world, "circle/")).status_code == 404


def test_the_circle_says_until_when_and_brings_back(world: World) -> None:
    client = signed_in(world, "person")
    assert WAS not in client.get(address(world, "circle/")).content.decode()
    leave(world, "person", **told(3))
    day = today() - timedelta(days=3)
    shown = client.get(address(world, "circle/")).content.decode()
    was = shown[shown.index(WAS) :]
    assert f"until {day.day} {day:%B %Y}" in was
    assert "Sister Test" not in shown[: shown.index(WAS)]
    assert "Share something with them" not in was
    again = client.post(address(world, f"circle/{world.voices['sister'].pk}/back/"), follow=True).content.decode()
    assert "Sister Test is in the circle again." in again
    assert WAS not in again


def test_who_works_with_the_person_says_it_and_shares_nothing_by_it(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    asked = page(world, "worker", left(world))
    assert "Is Sister Test no longer in the circle of Pet?" in asked
    assert "only Pet can change that" in asked
    assert "ends now" not in asked
    leave(world, "worker")
    assert len(shared(world, "sister")) == 1
    assert "Who was in the circle" in page(world, "sister", "circle/")


def test_that_work_with_the_person_goes_on_is_said_too(world: World) -> None:
    said = "They can still open this record while it is their work."
    assert said in page(world, "person", left(world, "worker"))
    with as_keeper():
        Grant.objects.filter(account=world.worker).update(ends=now())
    assert said in page(world, "person", left(world, "worker"))
    assert said not in page(world, "person", left(world))


def test_somebody_known_by_name_alone_leaves_too(world: World) -> None:
    with as_keeper():
        world.voices["aunt"] = Voice.objects.create(subject=world.subject, name="Aunt Bo", relationship="family")
    asked = page(world, "person", left(world, "aunt"))
    assert "ends now" not in asked
    assert "while it is their work" not in asked
    assert "Aunt Bo is no longer in your circle" in leave(world, "person", "aunt").content.decode()


def test_a_member_leaves_by_themself_and_does_not_come_back_by_themself(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    shown = page(world, "sister", "circle/")
    assert "I am no longer in this circle" in shown
    assert "No longer in the circle" not in shown
    assert "Thank you for it." in page(world, "sister", left(world))
    answer = leave(world, "sister").content.decode()
    assert "You are no longer in this circle." in answer
    assert "Back in the circle" not in answer
    back = address(world, f"circle/{world.voices['sister'].pk}/back/")
    assert signed_in(world, "sister").post(back).status_code == 403


def test_the_page_names_what_leans_on_them(world: World) -> None:
    sister = world.voices["sister"].pk
    goal = world.add("goal")
    by = today() + timedelta(days=5)
    world.add("step", goal=goal, words="Walk with her to the choir", responsible_id=sister, by_when=by)
    world.add("step", goal=goal, words="Sing the first song", responsible_id=world.voices["person"].pk)
    world.add("step", goal=goal, words="Was done long ago", responsible_id=sister, outcome="done")
    need = world.add("need")
    world.add("met_by", need=need, sort="network", words="She rings each evening", leans_on_id=sister)
    for who in ("person", "worker"):
        shown = page(world, who, left(world))
        assert "Walk with her to the choir" in shown
        assert "She rings each evening" in shown
        assert "Sing the first song" not in shown
        assert "Was done long ago" not in shown
    leave(world, "worker")
    assert "Sister Test is no longer in the circle" in page(world, "worker", "plan/")


def test_a_sister_with_nothing_shared_reads_what_leans_on_her_and_no_more(world: World) -> None:
    sister = world.voices["sister"].pk
    world.add("step", goal=world.add("goal"), words="Walk with her to the choir", responsible_id=sister)
    world.add("met_by", need=world.add("need"), sort="network", words="She rings each evening", leans_on_id=sister)
    shown = page(world, "sister", left(world))
    assert "She rings each evening" in shown
    assert "Walk with her" not in shown
    assert "No step in the plan is yours" not in shown


def test_nothing_leans_on_them_is_said_too(world: World) -> None:
    assert "nothing in it leans on them" in page(world, "person", left(world))


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [("sister", "worker", 403), ("colleague", "sister", 404), ("worker", "person", 404), ("person", "person", 404)],
)
def test_nobody_else_and_never_the_person(world: World, who: str, whose: str, status: int) -> None:
    for method in ("get", "post"):
        answer = getattr(signed_in(world, who), method)(address(world, left(world, whose)), told())
        assert answer.status_code == status
    with as_keeper():
        assert Voice.objects.get(pk=world.voices[whose].pk).until is None


def test_a_day_that_cannot_be_is_said_beside_it(world: World) -> None:
    for wrong in ({"day_day": 31, "day_month": 2, "day_year": 2026}, told(-9), {"day_day": ""}):
        answer = leave(world, "person", **wrong)
        assert answer.status_code == 422
        assert "What you wrote is still here." in answer.content.decode()
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(since=today())
    assert "before the day on which they came" in leave(world, "person", **told(2)).content.decode()


def test_a_closed_record_lets_nobody_go(world: World) -> None:
    with as_keeper():
        type(world.subject).objects.filter(pk=world.subject.pk).update(state="died", died_on=today())
    assert leave(world, "worker").status_code == 403
    assert "No longer in the circle" not in page(world, "worker", "circle/")


def test_who_looked_says_what_was_done(world: World) -> None:
    leave(world, "worker")
    assert "said that they left or came back" in page(world, "person", "looked/")


def test_the_page_takes_as_many_queries_as_ever(world: World) -> None:
    client = signed_in(world, "person")
    client.get(address(world, left(world)))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world, left(world)))
    goal = world.add("goal")
    for number in range(12):
        world.add("step", goal=goal, words=f"Step {number}", responsible_id=world.voices["sister"].pk)
    with CaptureQueriesContext(connection) as many:
        client.get(address(world, left(world)))
    assert len(many) == len(few)
