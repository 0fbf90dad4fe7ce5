"""A worker with five hundred people costs no more questions to the database than one with five."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, Right
from alongside.people.models import Grant, Subject

PAGES = ("/people/", "/people/?words=Number", "/work/", "/start/", "/p/{subject}/", "/p/{subject}/plan/")


def more_people(world: World, number: int) -> None:
    """Put more records into the worker's hands, by name."""
    with as_keeper():
        made = Subject.objects.bulk_create(Subject(name=f"Number {one:04} Test") for one in range(number))
        Grant.objects.bulk_create(
            Grant(subject=one, account=world.worker, mask=ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit, basis="care")
            for one in made
        )


def asked(client: Client, path: str) -> int:
    """How many questions the page asks, the second time it is opened."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code in (200, 302)
    return len(caught)


@pytest.mark.slow
def test_five_hundred_people_cost_no_more_questions_than_five(client: Client, world: World) -> None:
    world.add("strength")
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    pages = [path.format(subject=world.subject.pk) for path in PAGES]
    more_people(world, 60)  # more than one page of the list
    few = {path: asked(client, path) for path in pages}
    more_people(world, 440)
    many = {path: asked(client, path) for path in pages}
    assert {path: (few[path], many[path]) for path in pages if many[path] > few[path]} == {}
    assert max(many.values()) < 80


@pytest.mark.slow
def test_a_page_of_five_people_asks_as_much_as_one_of_fifty(client: Client, world: World) -> None:
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    more_people(world, 4)
    few = {path: asked(client, path) for path in PAGES[:3]}
    more_people(world, 45)
    assert {path: asked(client, path) for path in PAGES[:3]} == few
