"""Guessing is slowed, from one place and from many; no owner is kept out by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from alongside.access import guessing
from alongside.access.models import Guess
from alongside.access.tests.softkey import SoftKey
from alongside.access.tests.test_guarding import signs_in
from alongside.access.tests.test_how_i_sign_in import (
    PASSWORD,
    add_app,
    add_passkey,
    browser,
    code_for,
    is_in,
    password,  # noqa: F401 (a fixture)
    sign_in_by,
)
from alongside.conftest import World


def waited() -> None:
    """Let an hour go by."""
    Guess.objects.update(last=guessing.now() - timedelta(hours=1), until=guessing.now() - timedelta(minutes=1))


def attack(address: str, *, places: int, tries: int = 2, network: str = "198.51.{}.7") -> list[int]:
    return [
        signs_in(address, f"guess {number}", place=network.format(number % 250)).status_code
        for number in range(places)
        for _time in range(tries)
    ]


def test_waits_grow_and_end(world: World) -> None:
    from django.test import RequestFactory

    guess = guessing.Guess(RequestFactory().get("/"), "a@example.org", "password", "203.0.113.7")
    waits = []
    for _time in range(14):
        guess.missed()
        waits.append(guess.wait())
    assert waits[:5] == [0] * 5
    assert 28 <= waits[5] <= 31
    assert waits[5:] == sorted(waits[5:])
    assert 890 <= waits[-1] <= 901
    waited()
    assert guess.wait() == 0


def test_an_attacker_from_many_places_is_slowed_and_keeps_the_owner_out_nowhere(world: World) -> None:
    address, key = world.sister.email, SoftKey()
    home = browser(world.sister, REMOTE_ADDR="192.0.2.10")
    add_passkey(home, key)
    home.post("/accounts/logout/")
    answers = attack(address, places=60)
    assert 429 in answers[-10:]
    assert answers.count(200) <= guessing.EVERYWHERE.free + 3
    # A place never seen before waits too, even with the right password …
    assert signs_in(address, PASSWORD, place="192.0.2.77").status_code == 429
    # … but the passkey, and the browser that was signed in before, do not.
    elsewhere = browser(REMOTE_ADDR="192.0.2.78")
    assert sign_in_by(elsewhere, key)["Location"] == "/start/"
    assert is_in(elsewhere)
    assert home.post("/accounts/login/", {"login": address, "password": PASSWORD})["Location"] == "/accounts/second/"


def test_a_new_password_by_mail_lets_the_owner_in(world: World) -> None:
    address = world.sister.email
    attack(address, places=60)
    client = Client(REMOTE_ADDR="192.0.2.77")
    client.post("/accounts/password/reset/", {"email": address})
    way = next(line for line in mail.outbox[0].body.split() if "/accounts/password/reset/key/" in line)
    page = client.get("/" + way.split("/", 3)[3], follow=True)
    told = {"password1": "three small green boats", "password2": "three small green boats"}
    client.post(page.redirect_chain[-1][0], told)
    right = client.post("/accounts/login/", {"login": address, "password": "three small green boats"})
    assert right["Location"] == "/start/"


def test_many_addresses_from_one_network_are_slowed(world: World) -> None:
    answers = [
        signs_in(f"nobody{number}@example.org", "guess", place=f"203.0.113.{number}").status_code
        for number in range(50)
    ]
    assert answers[:40] == [200] * 40
    assert answers[-1] == 429
    assert signs_in(world.sister.email, PASSWORD, place="192.0.2.10").status_code == 302


def test_under_an_attack_on_the_whole_site_each_place_has_fewer_tries(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(guessing, "SITE_MOST", 20)
    for number in range(21):
        signs_in(f"nobody{number}@example.org", "guess", place=f"198.51.{number}.7")
    answers = [signs_in(world.person.email, "guess", place="192.0.2.10").status_code for _time in range(3)]
    assert answers == [200, 200, 429]
    assert signs_in(world.sister.email, PASSWORD, place="192.0.2.11").status_code == 302


def test_nobody_makes_their_browser_known(world: World) -> None:
    attack(world.sister.email, places=60)
    client = Client(REMOTE_ADDR="192.0.2.10")
    other = browser(world.person)
    for forged in ("x", other.cookies[guessing.COOKIE].value):
        client.cookies[guessing.COOKIE] = forged
        told = {"login": world.sister.email, "password": PASSWORD}
        assert client.post("/accounts/login/", told).status_code == 429


def test_codes_cannot_be_guessed_and_a_passkey_still_opens(world: World) -> None:
    owner, key = browser(world.sister), SoftKey()
    secret = add_app(owner)
    add_passkey(owner, key)
    client = browser(world.sister)
    for number in range(7):
        page = client.post("/accounts/second/", {"code": f"00000{number}"}).content.decode()
    assert "many wrong answers" in page
    assert "many wrong answers" in client.post("/accounts/second/", {"code": code_for(secret)}).content.decode()
    assert not is_in(client)
    assert sign_in_by(browser(), key)["Location"] == "/start/"


@pytest.mark.parametrize("page", ["sure", "still-there"])
def test_a_password_cannot_be_guessed_in_an_open_session(page: str, world: World) -> None:
    client = browser(world.sister)
    for _time in range(7):
        said = client.post(f"/accounts/{page}/", {"way": "password", "password": "guess"}).content.decode()
    assert "many wrong answers" in said


def test_what_is_counted_tells_nobody_whose_it_is_and_goes(world: World) -> None:
    signs_in(world.sister.email, "guess", place="203.0.113.7")
    assert world.sister.email not in str(list(Guess.objects.values()))
    hours_ago = guessing.now() - timedelta(hours=3)
    Guess.objects.update(last=hours_ago, until=hours_ago)
    assert guessing.purge() == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_guess")
        assert cursor.fetchone() == (0,)


def test_new_passwords_cannot_be_asked_for_without_end(world: World) -> None:
    for _time in range(6):
        answer = Client().post("/accounts/password/reset/", {"email": world.sister.email})
    assert len(mail.outbox) == 3
    nobody = [Client().post("/accounts/password/reset/", {"email": "nobody@example.org"}) for _time in range(6)]
    assert nobody[-1].status_code == answer.status_code
