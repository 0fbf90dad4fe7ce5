"""Who has left the circle is offered in no form any more, except where they stand already."""

from typing import Any

import pytest
from django.test import Client

from alongside.conftest import World, as_keeper
from alongside.people.models import Voice
from alongside.record.times import today

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def form_of(world: World, who: str, rest: str) -> str:
    """Give the page with a form, as this person sees it."""
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    answer = client.get(f"/p/{world.subject.pk}/{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


def option(world: World, whose: str) -> str:
    """Give how this voice stands in a list."""
    return f'value="{world.voices[whose].pk}"'


@pytest.fixture
def gone(world: World) -> Any:
    """Give the world after the sister and the worker have left the circle; the worker still works with the person."""

    def leave(*names: str) -> None:
        with as_keeper():
            Voice.objects.filter(pk__in=[world.voices[name].pk for name in names]).update(until=today())

    return leave


@pytest.mark.parametrize("rest", ["add/strength/", "add/contribution/", "add/right_explained/"])
def test_who_has_left_is_not_offered(world: World, gone: Any, rest: str) -> None:
    assert option(world, "sister") in form_of(world, "worker", rest)
    gone("sister")
    page = form_of(world, "worker", rest)
    assert option(world, "sister") not in page
    assert option(world, "person") in page


def test_where_they_stand_already_they_stay(world: World, gone: Any) -> None:
    sister = world.voices["sister"].pk
    goal = world.add("goal")
    step = world.add("step", goal=goal, responsible_id=sister)
    held = world.add("contribution", present=[sister], words_of="worker", how="wrote")
    gone("sister")
    for entry in (step, held):
        assert option(world, "sister") in form_of(world, "worker", f"entry/{entry.pk}/change/")
    other = world.add("step", goal=goal)
    assert option(world, "sister") not in form_of(world, "worker", f"entry/{other.pk}/change/")


def test_whoever_writes_can_still_say_that_words_are_their_own(world: World, gone: Any) -> None:
    gone("worker", "sister")
    page = form_of(world, "worker", "add/strength/")
    assert option(world, "worker") in page
    assert option(world, "sister") not in page
