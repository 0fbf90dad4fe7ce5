"""The front page and the sections: own words first, whose each is, what waits for a "yes", what is not shared."""

from django.urls import reverse

from alongside.conftest import World
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import Section

WAITING = "Are these your words?"
NOT_SHARED = "This part has not been shared with you. You can still add words of your own."


def page(world: World, who: str, name: str) -> str:
    answer = client_of(world, who).get(reverse(name, args=[world.subject.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_front_page_has_their_own_hopes_first(world: World) -> None:
    world.add("aspiration", words="To sing again.")
    for number in range(3):
        world.add("aspiration", by="sister", words_of="sister", how="wrote", words=f"That we laugh {number}.")
    shown = page(world, "worker", "front")
    assert shown.index("To sing again.") < shown.index("That we laugh 2.")


def test_each_goal_on_the_front_page_says_whose_words_it_is_in(world: World) -> None:
    world.add("goal", words="I will sing in summer.")
    shown = page(world, "worker", "front")
    said = shown[shown.index("I will sing in summer.") :]
    assert "Person Test" in said
    assert "Written down by Worker Test, not yet confirmed" in said


def test_words_that_wait_ask_only_whose_they_are(world: World) -> None:
    world.add("aspiration", words="To sing again.")
    assert WAITING in page(world, "person", "hopes")
    assert WAITING not in page(world, "worker", "hopes")
    world.add("aspiration", by="person", how="wrote", words="To dance.")
    assert page(world, "person", "hopes").count(WAITING) == 1


def test_what_is_not_shared_is_not_said_to_be_empty(world: World) -> None:
    world.give("sister", [Section.HOPES])
    shown = page(world, "sister", "hopes")
    assert shown.count(NOT_SHARED) == 2
    assert NOT_SHARED not in page(world, "worker", "hopes")
