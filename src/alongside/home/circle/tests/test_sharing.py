"""The person gives, narrows and takes back, part by part, and nobody is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.design import dates
from alongside.people.domain import Right, Section
from alongside.people.models import Grant, Voice

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ALIKE = "If somebody with this address has an account here"


def signed_in(world: World, who: str) -> Client:
    """Give a browser signed in as one of the world's people."""
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def address(world: World, rest: str) -> str:
    """Give an address in the world's record."""
    return f"/p/{world.subject.pk}/{rest}"


def shared(world: World, who: str) -> list[Grant]:
    """Give what the person shares with somebody now."""
    with as_keeper():
        found = Grant.objects.filter(subject=world.subject, account=getattr(world, who), basis="consent")
        return [one for one in found if one.ends is None or one.ends > now()]


def share(world: World, client: Client, **told: Any) -> Any:
    """Send the form that says what the sister sees."""
    return client.post(address(world, f"circle/{world.voices['sister'].pk}/share/"), told, follow=True)


def test_the_person_shares_narrows_and_takes_back(world: World) -> None:
    client = signed_in(world, "person")
    answer = share(world, client, sections=["about", "goals"], may_write="on")
    assert "Nobody has been told" in answer.content.decode()
    (grant,) = shared(world, "sister")
    assert grant.mask == Section.ABOUT.bit | Section.GOALS.bit | Right.VOICE.bit | Right.OWN.bit
    share(world, client, sections=["about"])
    (grant,) = shared(world, "sister")
    assert grant.mask == Section.ABOUT.bit
    client.post(address(world, f"circle/{world.voices['sister'].pk}/take-back/"))
    assert shared(world, "sister") == []
    assert signed_in(world, "sister").get(address(world, "circle/")).status_code == 404


def test_sharing_until_a_day_holds_through_that_day(world: World) -> None:
    day = (now() + timedelta(days=3)).date()
    told = {"until_day": day.day, "until_month": day.month, "until_year": day.year}
    share(world, signed_in(world, "person"), sections=["about"], **told)
    (grant,) = shared(world, "sister")
    assert grant.ends is not None
    assert now() + timedelta(days=2) < grant.ends < now() + timedelta(days=5)
    assert f"until {dates.day(day)}" in signed_in(world, "person").get(address(world, "circle/")).content.decode()


def test_a_day_gone_by_is_refused_where_it_stands(world: World) -> None:
    told = {"until_day": 1, "until_month": 1, "until_year": 2020}
    answer = share(world, signed_in(world, "person"), sections=["about"], **told)
    assert answer.status_code == 422
    assert "too early" in answer.content.decode()


@pytest.mark.parametrize("who", ["sister", "worker", "manager"])
def test_nobody_else_shares(who: str, world: World) -> None:
    answer = share(world, signed_in(world, who), sections=["about"])
    assert answer.status_code == 403
    assert "Only the person decides what is shared" in answer.content.decode()


def test_an_address_is_answered_alike_with_and_without_an_account(world: World) -> None:
    client = signed_in(world, "person")
    told = {"sections": ["about"], "relationship": "friend"}
    there = client.post(address(world, "circle/share/"), told | {"email": "COLLEAGUE@example.org"}, follow=True)
    nobody = client.post(address(world, "circle/share/"), told | {"email": "nobody@example.org"}, follow=True)
    assert ALIKE in there.content.decode()
    assert ALIKE in nobody.content.decode()
    (grant,) = shared(world, "colleague")
    assert grant.mask == Section.ABOUT.bit


def test_twenty_addresses_in_an_hour_are_enough(world: World) -> None:
    client = signed_in(world, "person")
    answers = [
        client.post(
            address(world, "circle/share/"),
            {"sections": ["about"], "relationship": "friend", "email": f"a{n}@example.org"},
        )
        for n in range(21)
    ]
    assert [answer.status_code for answer in answers] == [302] * 20 + [403]


def test_somebody_known_by_name_becomes_the_account(world: World) -> None:
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, name="Jo from the choir", relationship="friend")
    told = {"sections": ["about"], "relationship": "friend", "email": "colleague@example.org"}
    signed_in(world, "person").post(address(world, f"circle/{voice.pk}/share/"), told)
    with as_keeper():
        assert list(Voice.objects.filter(subject=world.subject, account=world.colleague)) == [voice]


def test_ones_own_address_is_not_taken(world: World) -> None:
    told = {"sections": ["about"], "relationship": "friend", "email": "person@example.org"}
    assert signed_in(world, "person").post(address(world, "circle/share/"), told).status_code == 422


def test_the_circle_says_what_each_sees(world: World) -> None:
    world.give("sister", [Section.ABOUT, Section.GOALS])
    page = signed_in(world, "person").get(address(world, "circle/")).content.decode()
    assert "What matters to me, My goals and plan" in page
    assert "North" in page
    theirs = signed_in(world, "sister").get(address(world, "circle/")).content.decode()
    assert "What has been shared with you" in theirs
    assert "My details" not in theirs
    assert "Take everything back" not in theirs


def test_the_circle_takes_as_many_queries_as_ever(world: World) -> None:
    client = signed_in(world, "person")
    client.get(address(world, "circle/"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world, "circle/"))
    with as_keeper():
        Voice.objects.bulk_create(Voice(subject=world.subject, name=f"Friend {n}") for n in range(30))
    with CaptureQueriesContext(connection) as many:
        client.get(address(world, "circle/"))
    assert len(many) == len(few)


def test_the_same_form_twice_adds_somebody_once(world: World) -> None:
    client = signed_in(world, "worker")
    told = {"name": "Aunt Bo", "relationship": "family", "new_id": str(uuid4())}
    for _time in range(2):
        assert client.post(address(world, "circle/add/"), told).status_code == 302
    with as_keeper():
        assert Voice.objects.filter(subject=world.subject, name="Aunt Bo").count() == 1


def test_who_looked_is_for_the_person_alone_by_day(world: World) -> None:
    signed_in(world, "worker").get(address(world, "circle/"))
    page = signed_in(world, "person").get(address(world, "looked/")).content.decode()
    assert "Worker Test, Social worker" in page
    assert "Looked at: the circle" in page
    for who in ("sister", "worker", "manager"):
        assert signed_in(world, who).get(address(world, "looked/")).status_code == 403


def test_who_looked_takes_as_many_queries_as_ever(world: World) -> None:
    client = signed_in(world, "person")
    client.get(address(world, "looked/"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world, "looked/"))
    for _time in range(5):
        world.add("strength")
    with CaptureQueriesContext(connection) as many:
        client.get(address(world, "looked/"))
    assert len(many) == len(few)


def test_only_a_lead_says_who_works_with_somebody(world: World) -> None:
    told = {"account": str(world.manager.pk), "role": "named_worker", "relationship": "social_worker"}
    assert signed_in(world, "worker").post(address(world, "circle/allocate/"), told).status_code == 403
    assert signed_in(world, "manager").post(address(world, "circle/allocate/"), told).status_code == 302
    again = signed_in(world, "manager").post(address(world, "circle/allocate/"), told)
    assert again.status_code == 422
    stranger = signed_in(world, "manager").post(
        address(world, "circle/allocate/"), told | {"account": str(world.colleague.pk)}
    )
    assert stranger.status_code == 422
