"""What somebody outside tries at the door: odd bytes, guessed passwords, links on other people's sites."""

from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client

from alongside.conftest import World

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]
PASSWORD = "four old red kites"


@pytest.fixture
def password(world: World) -> str:
    """Let the sister sign in with a password."""
    world.sister.set_password(PASSWORD)
    world.sister.save(update_fields=["password"])
    return PASSWORD


def signs_in(address: str, password: str, *, place: str) -> Any:
    client = Client(REMOTE_ADDR=place, raise_request_exception=False)
    return client.post("/accounts/login/", {"login": address, "password": password})


def test_guessing_stops_whoever_guesses_and_keeps_nobody_out(world: World, password: str) -> None:
    address = world.sister.email
    for number in range(12):
        wrong = signs_in(address.upper() if number % 2 else address, "wrong", place="203.0.113.7")
    assert wrong.status_code == 429
    assert signs_in(address, password, place="203.0.113.7").status_code == 429
    assert signs_in(address, password, place="198.51.100.4").status_code == 302


@pytest.mark.parametrize("cookie", ['"aaaaaaaaaa\\000aaaa"', "a" * 5000, '"\\303\\251aaaaaaaaa"', ""])
def test_a_session_that_cannot_be_is_no_session(cookie: str, db: None) -> None:
    name = settings.SESSION_COOKIE_NAME
    answer = Client(raise_request_exception=False).get("/people/", headers={"cookie": f"{name}={cookie}"})
    assert answer.status_code == 302


def test_a_link_elsewhere_signs_nobody_out(world: World) -> None:
    client = Client()
    client.force_login(world.worker, backend=BACKEND)
    answer = client.get("/leave/", headers={"sec-fetch-site": "cross-site"})
    assert "Clear-Site-Data" not in answer
    assert client.get("/people/").status_code == 200


@pytest.mark.parametrize("page", ["/p/\0", "/p/" + "x" * 4000, "//elsewhere.example"])
def test_an_odd_page_breaks_no_draft(page: str, world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.worker, backend=BACKEND)
    assert client.post(f"/draft/?page={quote(page)}", {"a\0b": "x\0"}).status_code in {200, 400}
    answer = client.post("/draft/drop/", {"page": page})
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/p/", "/people/"))
