"""When nobody did anything for a while one is asked who is there; nothing typed is lost, and nobody else gets in."""

import time
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from alongside.access import standing
from alongside.access.tests.test_how_i_sign_in import PASSWORD, browser, password  # noqa: F401 (a fixture)
from alongside.conftest import World

ANSWER = {"way": "password", "password": PASSWORD}


def idle(client: Client, seconds: int, key: str = standing.SEEN) -> None:
    """Let time go by."""
    session = client.session
    session[key] = int(time.time()) - seconds
    session.save()


@pytest.mark.parametrize(("who", "minutes"), [("person", 30), ("sister", 30)])
def test_after_a_while_one_is_asked_and_goes_on_where_one_was(who: str, minutes: int, world: World) -> None:
    client = browser(getattr(world, who))
    idle(client, minutes * 60 - 5)
    assert client.get("/people/").status_code == 200
    idle(client, minutes * 60 + 5)
    sent = client.get("/people/?a=1")
    assert sent["Location"] == "/accounts/still-there/?next=%2Fpeople%2F%3Fa%3D1"
    page = client.get(sent["Location"]).content.decode()
    assert "Are you still there?" in page
    assert "<title>Are you still there?</title>" in page
    assert client.get("/work/").status_code == 302
    assert client.post(sent["Location"], ANSWER | {"next": "/people/?a=1"})["Location"] == "/people/?a=1"
    assert client.get("/people/").status_code == 200


def test_whoever_works_here_is_asked_sooner(world: World) -> None:
    client = Client()
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    idle(client, 15 * 60 + 5)
    assert client.get("/people/").status_code == 302


def test_what_was_sent_is_kept_as_a_draft_and_comes_back(world: World) -> None:
    client = browser(world.person)
    page = f"/p/{world.subject.pk}/add/strength/"
    assert client.get(page).status_code == 200
    idle(client, 3600)
    words = "I sing in the choir"
    sent = client.post(page, {"words": words, "sort": "ability"})
    assert sent["Location"].startswith("/accounts/still-there/")
    with world.as_("person", narrowed=False):
        assert apps.get_model("record", "Draft").objects.get(page=page).words["words"] == [words]
    back = client.post(sent["Location"], ANSWER | {"next": page})
    assert back["Location"] == page
    assert words in client.get(page).content.decode()


def test_a_page_without_drafts_offers_it_again(world: World) -> None:
    client = browser(world.person)
    idle(client, 3600)
    sent = client.post("/draft/drop/", {"page": "/people/add/"})
    page = client.post(sent["Location"], ANSWER | {"next": "/draft/drop/"}).content.decode()
    assert "It has not been done yet" in page
    assert 'value="/people/add/"' in page


def test_nobody_else_opens_it(world: World) -> None:
    client = browser(world.person)
    idle(client, 3600)
    for told in ({"way": "password", "password": "x"}, {"way": "demo"}, {"way": "x"}, {}):
        answer = client.post("/accounts/still-there/", told)
        assert answer.status_code in {200, 404}
    assert client.get("/people/").status_code == 302
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": world.sister.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(world.person.pk)
    assert client.get("/people/").status_code == 302


def test_asking_and_failing_does_not_count_as_being_there(world: World) -> None:
    client = browser(world.person)
    idle(client, 3600)
    client.post("/accounts/here/")
    client.get("/accounts/still-there/")
    assert client.get("/people/").status_code == 302


def test_a_draft_of_a_page_that_asks_waits_in_the_tab(world: World) -> None:
    client = browser(world.person)
    idle(client, 3600)
    answer = client.post("/draft/?page=/people/add/", {"a": "b"}, headers={"x-draft": "1"})
    assert answer.status_code == 401


def test_an_open_page_closes_itself_and_opens_again(world: World) -> None:
    client, lock = browser(world.person), {"x-lock": "1"}
    told = client.post("/accounts/still-there/", {"way": "lock"}, headers=lock).json()
    assert told | {"wrong": ""} == told
    assert (told["open"], told["password"], told["code"]) == (False, True, False)
    assert client.get("/people/").status_code == 302
    wrong = client.post("/accounts/still-there/", {"way": "password", "password": "x"}, headers=lock).json()
    assert wrong["wrong"]
    assert client.post("/accounts/still-there/", ANSWER, headers=lock).json() == {"open": True}
    assert client.get("/people/").status_code == 200


def test_being_there_counts_at_most_once_a_minute_and_half_a_day_is_the_end(world: World) -> None:
    client = browser(world.person)
    idle(client, 120)
    client.post("/accounts/here/")
    assert time.time() - client.session[standing.SEEN] < 5
    idle(client, 13 * 3600, standing.BEGAN)
    assert client.get("/people/").status_code == 302
    client.post("/accounts/still-there/", ANSWER)
    assert client.get("/people/").status_code == 200


def test_the_page_knows_when_to_hide_itself(world: World) -> None:
    page: Any = browser(world.person).get("/people/").content.decode()
    assert 'id="al-lock" data-after="1800"' in page
    assert "al-lock" not in Client().get("/accounts/login/").content.decode()
