"""That the person has read what is handed over to another team: said by them, or by who went through it with them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from alongside.access.models import Account, Membership
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.working import actions
from alongside.people.working.models import Transfer
from alongside.record.times import today

SUMMARY = "Pet likes to be rung before anybody comes, and the housing letter waits for an answer."


@pytest.fixture
def asked(world: World) -> UUID:
    """Give a transfer that the lead asks the other team for."""
    new_id = uuid7()
    with world.as_("manager"):
        actions.ask_transfer(
            by=world.manager,
            id=new_id,
            subject_id=world.subject.pk,
            sender=world.team.pk,
            receiver=world.other_team.pk,
            summary=SUMMARY,
            day=today() + timedelta(days=5),
        )
    return new_id


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(world: World, who: str) -> str:
    return client_of(getattr(world, who)).get(f"/p/{world.subject.pk}/transfer/").content.decode()


def address(world: World, asked: UUID) -> str:
    return f"/p/{world.subject.pk}/transfer/{asked}/read/"


def kept(asked: UUID) -> Transfer:
    with as_keeper():
        return Transfer.objects.get(pk=asked)


def test_the_person_says_so_and_the_lead_sees_it(world: World, asked: UUID) -> None:
    assert "I have read this" in page(world, "person")
    assert "Not read yet by Pet" in page(world, "manager")
    assert client_of(world.person).post(address(world, asked)).status_code == 302
    assert "You have read this" in page(world, "person")
    assert "Pet has read this" in page(world, "manager")
    assert kept(asked).read_by == world.person.pk


def test_who_went_through_it_with_them_says_how(world: World, asked: UUID) -> None:
    client = client_of(world.worker)
    assert client.post(address(world, asked), {"words": " "}).status_code == 422
    assert client.post(address(world, asked), {"words": "Read aloud on Tuesday."}).status_code == 302
    assert "Read aloud on Tuesday." in page(world, "person")


def test_what_was_said_first_stays(world: World, asked: UUID) -> None:
    client_of(world.person).post(address(world, asked))
    client_of(world.worker).post(address(world, asked), {"words": "Read aloud on Tuesday."})
    assert kept(asked).read_how == ""


@pytest.mark.parametrize(("who", "status"), [("sister", 403), ("colleague", 404)])
def test_nobody_else_says_so(world: World, asked: UUID, who: str, status: int) -> None:
    answer = client_of(getattr(world, who)).post(address(world, asked), {"words": "Read aloud on Tuesday."})
    assert answer.status_code == status
    assert kept(asked).read_at is None


def test_the_team_that_is_asked_reads_whether_they_have(world: World, asked: UUID) -> None:
    with as_keeper():
        Membership.objects.filter(account=world.colleague).update(role="lead")
    client = client_of(world.colleague)
    assert "Pet has not read this yet" in client.get(f"/transfers/{asked}/").content.decode()
    client_of(world.person).post(address(world, asked))
    assert "Pet has read this" in client.get(f"/transfers/{asked}/").content.decode()
