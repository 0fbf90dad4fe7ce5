"""The staying-well plan: its parts in order, whom to call first, hope, and how it opens from "I need help now"."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.about_me import actions, queries
from alongside.about_me.domain import moved, place_of
from alongside.about_me.models import StayingWell
from alongside.about_me.words import STAYING_WELL
from alongside.access.domain import Refused
from alongside.access.models import AuditEvent
from alongside.conftest import World, as_keeper
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import Section
from alongside.record.times import today

EVERY_PART = [code for code, _label in STAYING_WELL]


def page(world: World, who: str, name: str = "staying_well") -> str:
    answer = client_of(world, who).get(reverse(name, args=[world.subject.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def call(world: World, name: str, position: int = 0, **more: Any) -> Any:
    told = {"part": "who_to_call", "name": name, "phone": "07700 900100", "words": "", "position": position} | more
    return world.add("staying_well", **told)


def move(world: World, who: str, entry: Any, way: str, place: int) -> Any:
    address = reverse("staying_well_move", args=[world.subject.pk, entry.pk])
    return client_of(world, who).post(address, {"way": f"{way} {place}"})


def order(world: World, who: str = "person") -> list[str]:
    with world.as_(who):
        rows = queries.staying_well(world.subject.pk, viewer=world.viewer(who)).get("who_to_call", [])
        return [one.name for one in rows]


def in_turn(text: str, *words: str) -> None:
    places = [text.index(word) for word in words]
    assert places == sorted(places), list(zip(words, places, strict=True))


def test_who_was_given_no_place_comes_after_those_who_were() -> None:
    assert sorted([0, 2, 1, 0], key=place_of) == [1, 2, 0, 0]


@pytest.mark.parametrize(
    ("one", "up", "then"), [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")]
)
def test_moving_changes_places_with_the_next_one(one: str, up: bool, then: str) -> None:
    assert moved("abc", one, up=up) == list(then)


def test_the_parts_stand_in_their_order_each_with_a_way_to_add(world: World) -> None:
    for part in reversed(EVERY_PART):
        world.add("staying_well", part=part, words=f"About {part}")
    shown = page(world, "person")
    in_turn(shown, *(f"About {part}" for part in EVERY_PART))
    for part in EVERY_PART:
        assert f"add/staying_well/?part={part}" in shown
    assert "It is not a paper that binds anybody in law." in shown
    assert "staying-well.pdf" in shown


def test_an_empty_plan_says_what_could_be_here(world: World) -> None:
    shown = page(world, "person")
    assert "What can you do by yourself, at three in the morning?" in shown
    assert "Say how hopeful I feel" in shown
    assert "staying-well.pdf" not in shown


def test_the_plan_is_shared_or_kindly_is_not(world: World) -> None:
    world.add("staying_well", words="The canal")
    world.add("hope", score=3, words="Grey")
    shown = page(world, "sister")
    assert "has not been shared with you" in shown
    assert "The canal" not in shown
    assert "Grey" not in shown
    world.add("staying_well", by="sister", words_of="sister", how="wrote", words="She stops singing")
    own = page(world, "sister")
    assert "She stops singing" in own
    assert "The canal" not in own
    world.give("sister", [Section.STAYING_WELL])
    assert "The canal" in page(world, "sister")
    assert client_of(world, "colleague").get(reverse("staying_well", args=[world.subject.pk])).status_code == 404


@pytest.mark.parametrize("who", ["person", "worker", "manager"])
def test_calls_are_put_in_order_without_a_script(world: World, who: str) -> None:
    first, second, third = (call(world, name) for name in ("Ana", "Bo", "Cy"))
    shown = page(world, who)
    assert shown.count("Call sooner") == 2
    assert shown.count("Call later") == 2
    assert move(world, who, third, "up", 3).headers["Location"].endswith(f"#entry-{third.pk}")
    assert order(world) == ["Ana", "Cy", "Bo"]
    move(world, who, first, "down", 1)
    assert order(world) == ["Cy", "Ana", "Bo"]
    with as_keeper():
        last = AuditEvent.objects.filter(action="staying_well.mended").latest("at")
    assert (last.by, last.detail) == (getattr(world, who).pk, {"entry": str(first.pk)})
    assert order(world, "worker") == ["Cy", "Ana", "Bo"]
    assert second.name == "Bo"


def test_the_first_goes_no_further_up_and_nothing_is_written(world: World) -> None:
    first, _second = call(world, "Ana", 1), call(world, "Bo", 2)
    move(world, "person", first, "up", 1)
    assert order(world) == ["Ana", "Bo"]
    with as_keeper():
        assert StayingWell.objects.get(pk=first.pk).version == 1
        assert not AuditEvent.objects.filter(action="staying_well.mended").exists()


def test_the_same_button_sent_twice_moves_once(world: World) -> None:
    _first, _second, third = (call(world, name) for name in ("Ana", "Bo", "Cy"))
    move(world, "person", third, "up", 3)
    answer = move(world, "person", third, "up", 3)
    assert answer.status_code == 302
    assert order(world) == ["Ana", "Cy", "Bo"]


@pytest.mark.parametrize("bad", [{"way": "up x"}, {"way": "up"}, {"way": "sideways 1"}, {"way": "up 1 1"}, {}])
def test_odd_places_and_ways_do_no_harm(world: World, bad: dict[str, str]) -> None:
    first, _second = call(world, "Ana"), call(world, "Bo")
    address = reverse("staying_well_move", args=[world.subject.pk, first.pk])
    assert client_of(world, "person").post(address, bad).status_code == 302
    assert sorted(order(world)) == ["Ana", "Bo"]


def test_moving_keeps_the_words_and_their_confirmation(world: World) -> None:
    mine = call(world, "Ana", by="person", how="wrote")
    call(world, "Bo", by="sister", words_of="sister", how="wrote")
    assert move(world, "worker", mine, "down", 1).status_code == 302
    assert order(world) == ["Bo", "Ana"]
    with as_keeper():
        found = StayingWell.objects.get(pk=mine.pk)
    assert (found.name, found.version) == ("Ana", 2)
    assert found.confirmed_by == world.person.pk


def test_a_number_that_somebody_else_changes_waits_for_a_yes_again(world: World) -> None:
    mine = call(world, "Ana")
    with world.as_("person"):
        StayingWell.objects.filter(pk=mine.pk).update(confirmed_at=mine.at, confirmed_by=world.person.pk)
    with world.as_("worker"):
        StayingWell.objects.filter(pk=mine.pk).update(phone="07700 900999")
    with as_keeper():
        assert StayingWell.objects.get(pk=mine.pk).confirmed_by is None


def test_who_may_not_put_them_in_order_is_told_so(world: World) -> None:
    world.give("sister", [Section.STAYING_WELL])
    first, _second = call(world, "Ana"), call(world, "Bo")
    assert "Call later" not in page(world, "sister")
    assert move(world, "sister", first, "down", 1).status_code == 403
    assert move(world, "colleague", first, "down", 1).status_code == 404
    with world.as_("sister") as by:
        calls = queries.staying_well(world.subject.pk, viewer=world.viewer("sister"))["who_to_call"]
        with pytest.raises(Refused):
            actions.move_call(by=by, calls=calls, call=calls[0], up=False)
    assert order(world) == ["Ana", "Bo"]


def test_only_calls_of_this_record_move(world: World) -> None:
    call(world, "Ana")
    sign = world.add("staying_well", part="signs")
    assert move(world, "person", sign, "up", 1).status_code == 404


def test_a_closed_record_stays_as_it_is(world: World) -> None:
    first, _second = call(world, "Ana"), call(world, "Bo")
    with as_keeper():
        type(world.subject).objects.filter(pk=world.subject.pk).update(state="died", died_on=today())
    assert "Call later" not in page(world, "worker")
    assert move(world, "worker", first, "down", 1).status_code == 403


def test_hope_shows_the_last_answer_and_lists_the_earlier_ones(world: World) -> None:
    for score, words in ((2, "Dark"), (6, "Lighter")):
        world.add("hope", score=score, words=words)
    shown = page(world, "worker")
    in_turn(shown, "6 out of 10", "Lighter", "One earlier answer", "2 out of 10", "Dark")
    assert "Write down how hopeful Pet feels" in shown


def test_the_page_about_me_shows_a_few_and_the_way_to_the_whole(world: World) -> None:
    for part in EVERY_PART:
        world.add("staying_well", part=part, words=f"About {part}")
    call(world, "Last of all", 9)
    call(world, "First of all", 1)
    shown = page(world, "person", "about")
    assert "Last of all" not in shown
    in_turn(shown, "First of all", "About helps")
    in_turn(shown, "About helps", "About i_can_do", "About must_not", "The whole staying-well plan", "Read the rights")
    assert "About signs" not in shown


def test_help_opens_with_the_plan_and_calls_in_order(world: World) -> None:
    call(world, "Second", 2)
    call(world, "First", 1)
    for part in ("helps", "must_not", "home"):
        world.add("staying_well", part=part, words=f"About {part}")
    world.add("staying_well", by="sister", words_of="sister", how="wrote", part="helps", words="Her own tea")
    for who in ("person", "worker"):
        shown = page(world, who, "help_now")
        in_turn(shown, "call 999", "First", "Second", "About helps", "About must_not", "About home", "choose option 2")
        assert 'href="tel:07700900100"' in shown
        assert "In the words of" in shown[shown.index("Her own tea") :]
    assert "First" not in page(world, "sister", "help_now")


def test_both_pages_take_as_many_queries_however_much_there_is(world: World) -> None:
    client = client_of(world, "person")

    def count(name: str) -> int:
        address = reverse(name, args=[world.subject.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    def fill(times: int) -> None:
        for number in range(times):
            for part in EVERY_PART:
                world.add("staying_well", part=part, words=f"{part} {number}")
            world.add("staying_well", by="sister", words_of="sister", how="wrote", words=f"Hers {number}")
            world.add("hope", score=number)

    fill(1)
    few = count("staying_well"), count("help_now")
    fill(5)
    assert (count("staying_well"), count("help_now")) == few
    assert few[0] <= 15
    assert few[1] <= 11
