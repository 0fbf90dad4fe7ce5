"""Every way in carries its declared policy, and the policy is the door: nothing comes in that was not declared."""

from collections.abc import Iterator
from typing import Any

import pytest
from cyclopts import App
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from alongside.access import doors
from alongside.access.doors import Door, Who
from alongside.access.middleware import ViewerMiddleware
from alongside.config.chores import CHORES
from alongside.config.cli import app
from alongside.conftest import World
from alongside.home.operator import words
from alongside.people.domain import Section
from alongside.record import registry
from alongside.record.web.page import record_page

from .test_routes import Route, address, as_, everywhere, ids, routes

assert ids  # the fixture of real ids
EVERY_ROUTE = list(routes())
IN_RECORD = [route for route in EVERY_ROUTE if route.in_record and route.name]


def commands(of: App = app) -> Iterator[tuple[str, Any]]:
    """Give every command of the command line with its function."""
    for name in of:
        if name.startswith("-"):
            continue
        one = of[name]
        if one.default_command:
            yield name, one.default_command
        yield from commands(one)


def test_every_page_has_a_door() -> None:
    assert [route.pattern for route in EVERY_ROUTE if doors.of(route.view, route.name) is None] == []


def test_every_command_has_a_door() -> None:
    found = dict(commands())
    assert len(found) > 10
    assert [name for name, command in found.items() if doors.of(command) is None] == []


def test_every_chore_has_a_door() -> None:
    assert CHORES
    assert [chore.name for chore in CHORES if doors.of(chore) is None] == []


def test_every_chore_is_named_in_words_to_the_operator() -> None:
    assert set(words.CHORES) == {chore.name for chore in CHORES}


def test_every_kind_has_a_section() -> None:
    assert [kind.name for kind in registry.all_kinds() if not isinstance(kind.section, Section)] == []


def test_pages_of_a_record_are_declared_as_such() -> None:
    """A page with a record in its address is opened by `record_page`, or says why another duty opens it."""
    wrong = []
    for route in EVERY_ROUTE:
        door = doors.of(route.view, route.name)
        inside = door is not None and door.who is Who.IN_RECORD
        if route.in_record and not (inside or (door and door.duty)):
            wrong.append(route.name)
        if inside and not route.in_record:
            wrong.append(route.name)
    assert wrong == []


def nobody_said(request: HttpRequest) -> HttpResponse:
    return HttpResponse("in")


nobody_said.__module__ = "alongside.somewhere"


def test_a_page_without_a_door_lets_nobody_in() -> None:
    asked = RequestFactory().get("/")
    asked.resolver_match = None
    with pytest.raises(ImproperlyConfigured):
        ViewerMiddleware(nobody_said).process_view(asked, nobody_said, (), {})
    unsaid = record_page("front")(nobody_said)
    assert doors.of(unsaid) is None
    with pytest.raises(ImproperlyConfigured):
        ViewerMiddleware(unsaid).process_view(asked, unsaid, (), {})
    assert doors.of(doors.signed_in("")(unsaid)) is None


def test_a_door_asks_for_staff_or_a_duty(world: World) -> None:
    from django.http import Http404

    from alongside.access import queries
    from alongside.access.domain import Refused

    staff, duty = Door(Who.SIGNED_IN, "why", is_staff=True), Door(Who.SIGNED_IN, "why", duty="privacy_lead")
    with world.as_("worker", narrowed=False):
        queries.check_door(staff)
        with pytest.raises(Http404):
            queries.check_door(duty)
    with world.as_("sister", narrowed=False), pytest.raises(Refused):
        queries.check_door(staff)
    with world.as_("privacy_lead", narrowed=False):
        queries.check_door(duty)


def test_what_takes_nothing_in_says_so(world: World, ids: dict[str, Any]) -> None:
    """A page without `write` answers a POST with 405 (or 404, 403), and one with it does not answer 405."""
    client = as_(world.person)

    def check(route: Route) -> None:
        door = doors.of(route.view, route.name)
        status = client.post(address(route, ids), {}).status_code
        if door is None or not door.write:
            assert status in (403, 404, 405)
        else:
            assert status != 405

    everywhere(IN_RECORD, check)
