"""Notices: an account reads its own, only keeper functions write one, and mail says nothing of what it is."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from alongside.conftest import World, as_keeper
from alongside.people import notices
from alongside.people.models import Notice

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def said() -> None:
    notices.declare("test.said", "In the record of {name}: {who} waved.{absent}", "front")


def tell(world: World, to: str, who: str) -> None:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT alongside.tell(%s, 'test.said', %s, NULL, jsonb_build_object('who', %s::text))",
            [getattr(world, to).pk, world.subject.pk, who],
        )


def page(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def test_a_notice_is_read_by_its_own_account_alone(world: World) -> None:
    tell(world, "person", who="Asha")
    mine = page(world, "person").get(reverse("notices")).content.decode()
    assert "In the record of Pet: Asha waved." in mine
    assert reverse("front", args=[world.subject.pk]) in mine
    assert "waved" not in page(world, "worker").get(reverse("notices")).content.decode()


def test_an_unread_one_is_not_said_twice_and_a_read_one_may_be_said_again(world: World) -> None:
    tell(world, "person", who="Asha")
    tell(world, "person", who="Asha")
    tell(world, "person", who="Salma")
    with as_keeper():
        assert Notice.objects.count() == 2
        one = Notice.objects.get(detail={"who": "Asha"})
    page(world, "person").post(reverse("notices"), {"notice": str(one.pk)})
    tell(world, "person", who="Asha")
    with as_keeper():
        assert Notice.objects.filter(detail={"who": "Asha"}, read_at=None).count() == 1


def test_nobody_marks_anothers_as_read(world: World) -> None:
    tell(world, "person", who="Asha")
    with as_keeper():
        one = Notice.objects.get()
    page(world, "sister").post(reverse("notices"), {"notice": [str(one.pk), "not an id"]})
    with as_keeper():
        assert Notice.objects.get().read_at is None


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT alongside.tell('{sister}', 'x', NULL, NULL, '{{}}')",
        "SELECT alongside.postings_make()",
        "SELECT alongside.posting_take()",
        "SELECT alongside.duty_holders('privacy_lead', '{subject}')",
        "INSERT INTO people_notice (id, account_id, kind) VALUES (gen_random_uuid(), '{sister}', 'x')",
        "DELETE FROM people_notice",
        "UPDATE people_notice SET kind = 'x'",
    ],
)
def test_the_app_makes_none_and_changes_none(world: World, attack: str) -> None:
    sql = attack.format(sister=world.sister.pk, subject=world.subject.pk)
    with world.as_("person"), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_list_of_people_says_how_many_are_new(world: World) -> None:
    tell(world, "worker", who="Asha")
    assert "1 thing for you to know" in page(world, "worker").get(reverse("people")).content.decode()


def test_holders_of_a_duty_are_those_of_the_organisation_that_works_with_the_person(world: World) -> None:
    from alongside.access.models import Account, Duty, Organisation

    with as_keeper(), connection.cursor() as cursor:
        elsewhere = Organisation.objects.create(name="Elsewhere")
        other = Account.objects.create(email="other.lead@example.org", name="Other Lead")
        Duty.objects.create(account=other, organisation=elsewhere, kind="privacy_lead")
        cursor.execute("SELECT alongside.duty_holders('privacy_lead', %s)", [world.subject.pk])
        assert cursor.fetchone()[0] == [world.privacy_lead.pk]
        Duty.objects.filter(account=world.privacy_lead).delete()
        cursor.execute("SELECT alongside.duty_holders('privacy_lead', %s)", [world.subject.pk])
        assert cursor.fetchone()[0] == [other.pk]
