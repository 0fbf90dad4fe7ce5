"""My people, and where one lands after signing in."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, Right, Section
from alongside.people.models import Details, Grant, Subject

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sign_in(world: World) -> Any:
    """Give a browser signed in as one of the world's people."""

    def as_(who: str) -> Client:
        client = Client()
        client.force_login(getattr(world, who), backend=BACKEND)
        return client

    return as_


def _more(world: World, count: int) -> None:
    with as_keeper():
        subjects = Subject.objects.bulk_create(Subject(name=f"Zed Number{place:03}") for place in range(count))
        Details.objects.bulk_create(Details(subject=one) for one in subjects)
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.bulk_create(Grant(subject=one, team=world.team, mask=mask, basis="care") for one in subjects)


def test_somebody_with_one_record_lands_on_it(world: World, sign_in: Any) -> None:
    assert sign_in("person").get("/start/").headers["Location"] == f"/p/{world.subject.pk}/"


@pytest.mark.parametrize("who", ["worker", "colleague"])
def test_whoever_works_here_lands_on_the_list(who: str, sign_in: Any) -> None:
    assert sign_in(who).get("/start/").headers["Location"] == "/people/"


def test_the_list_holds_mine_and_nobody_elses(world: World, sign_in: Any) -> None:
    for who in ("person", "worker", "manager"):
        assert "Person Test" in sign_in(who).get("/people/").content.decode()
    assert "Person Test" not in sign_in("colleague").get("/people/").content.decode()


def test_the_list_says_why_each_is_on_it(world: World, sign_in: Any) -> None:
    assert "Your own record" in sign_in("person").get("/people/").content.decode()
    assert "Shared with you · family" in sign_in("sister").get("/people/").content.decode()
    assert "North" in sign_in("worker").get("/people/").content.decode()


def test_the_sister_does_not_see_when_the_person_was_born(world: World, sign_in: Any) -> None:
    world.give("sister", [Section.ABOUT], rights=CIRCLE_RIGHTS)
    page = sign_in("sister").get("/people/").content.decode()
    assert "1980" not in page
    assert "1 May 1980" in sign_in("worker").get("/people/").content.decode()


@pytest.mark.parametrize("words", ["pers", "PET", "999 123 4567"])
def test_people_are_found_by_name_liked_name_or_number(words: str, world: World, sign_in: Any) -> None:
    _more(world, 3)
    page = sign_in("worker").get("/people/", {"words": words}).content.decode()
    assert "Person Test" in page
    assert "Zed" not in page


@pytest.mark.parametrize("words", ["%", "' OR 1=1", "\0", "x" * 5000, "🙂", "<script>"])
def test_odd_words_find_nobody_and_break_nothing(words: str, sign_in: Any) -> None:
    answer = sign_in("worker").get("/people/", {"words": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_list_comes_in_sheets_by_as_many_queries_as_ever(world: World, sign_in: Any) -> None:
    client = sign_in("worker")
    client.get("/people/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/people/")
    _more(world, 120)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/people/").content.decode()
    assert len(many) == len(few)
    assert page.count('class="al-entry') == 50
    assert "Page 1 of 3" in page
    assert client.get("/people/?page=99").status_code == 200
