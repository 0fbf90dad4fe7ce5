"""Whoever works here never gets past sign-in with a password alone; the person and the circle may."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import Duty, Membership
from alongside.access.tests.softkey import SoftKey
from alongside.access.tests.test_how_i_sign_in import (
    add_app,
    add_passkey,
    browser,
    code_for,
    is_in,
    options_on,
    password,  # noqa: F401 (a fixture)
    sign_in_by,
)
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.conftest import World, as_keeper

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_staff_with_a_password_alone_are_led_to_set_up_more_and_reach_nothing_else(world: World) -> None:
    client = browser(world.worker)
    front = f"/p/{world.subject.pk}/"
    for page in ("/people/", front, "/work/", "/accounts/mine/", "/accounts/password/change/"):
        assert client.get(page)["Location"].startswith("/accounts/second-step/"), page
    assert client.post(f"{front}add/strength/", {"words": "x"})["Location"].startswith("/accounts/second-step/")
    assert client.post("/draft/?page=/people/", {"a": "b"}, headers={"x-draft": "1"}).status_code == 401
    page = client.get("/accounts/second-step/").content.decode()
    assert "Set up a second step" in page
    assert "My work" not in page


@pytest.mark.parametrize("by", ["passkey", "app"])
def test_a_second_step_opens_the_door_now_and_at_the_next_sign_in(by: str, world: World) -> None:
    client, key = browser(world.worker), SoftKey()
    if by == "passkey":
        add_passkey(client, key)
        assert is_in(client)
        again = browser()
        sign_in_by(again, key)
        assert is_in(again)
        return
    secret = add_app(client)
    assert is_in(client)
    again = browser(world.worker)
    assert not is_in(again)
    again.post("/accounts/second/", {"code": code_for(secret)})
    assert is_in(again)


def test_the_person_and_the_circle_may_use_a_password_alone(world: World) -> None:
    for account in (world.person, world.sister):
        assert is_in(browser(account))


def test_who_begins_to_work_here_is_asked_from_the_next_page_on(world: World) -> None:
    client = browser(world.sister)
    assert is_in(client)
    with as_keeper():
        joined = Membership.objects.create(account=world.sister, team=world.team)
    assert client.get("/people/")["Location"].startswith("/accounts/second-step/")
    with as_keeper():
        Membership.objects.filter(pk=joined.pk).update(ends=now())
    assert is_in(client)


def test_a_duty_asks_for_it_too(world: World) -> None:
    client = browser(world.sister)
    with as_keeper():
        Duty.objects.create(account=world.sister, organisation=world.team.organisation, kind="privacy_lead")
    assert not is_in(client)


def test_a_password_alone_adds_nothing_where_a_second_step_is(world: World) -> None:
    """Somebody has the password, and signed in before the owner set up an app."""
    thief, owner = browser(world.worker), browser(world.worker)
    add_app(owner)
    for page in ("/accounts/mine/passkey/", "/accounts/mine/app/", "/accounts/second-step/"):
        assert thief.get(page)["Location"].startswith("/accounts/sure/"), page


def test_it_costs_no_question_more(world: World) -> None:
    def count(client: Client) -> int:
        client.get("/accounts/here/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/p/{world.subject.pk}/").status_code == 200
        return len(asked)

    strong = Client()
    strong.force_login(world.sister, backend=BACKEND)
    assert count(browser(world.sister)) == count(strong)


@pytest.mark.parametrize(("who", "works"), [("worker", True), ("sister", False), ("privacy_lead", True)])
def test_the_database_knows_who_works_here(who: str, works: bool, world: World) -> None:
    account: Any = getattr(world, who)
    with viewing(account.pk) as arrival:
        assert arrival.works_here is works
    with connection.cursor() as cursor:
        cursor.execute("SELECT works_here FROM alongside.arrive('')")
        assert cursor.fetchone() == (True,)


def test_after_the_password_a_passkey_is_a_second_step_too(world: World) -> None:
    key = SoftKey()
    add_passkey(browser(world.worker), key)
    client = browser(world.worker)
    page = client.get("/accounts/second/").content.decode()
    assert "Use a passkey" in page
    for odd in ("[1]", "{}", "no json"):
        assert client.post("/accounts/second/", {"credential": odd}).status_code == 200
    page = client.get("/accounts/second/").content.decode()
    assert client.post("/accounts/second/", {"credential": key.signed(options_on(page))})["Location"] == "/start/"
    assert is_in(client)
    with_app = browser(world.sister)
    add_app(with_app)
    assert "Use a passkey" not in browser(world.sister).get("/accounts/second/").content.decode()


def test_whoever_works_here_and_takes_the_last_one_away_sets_up_another(world: World) -> None:
    client = browser(world.worker)
    add_app(client)
    assert is_in(client)
    client.post("/accounts/mine/app/remove/")
    assert client.get("/people/")["Location"].startswith("/accounts/second-step/")
