"""What must not be found out is found nowhere but on its own page; where it is not safe to write, nobody writes."""

import io
import logging
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import Error, connection, transaction
from django.test import Client, override_settings

from alongside.access.domain import Refused
from alongside.access.models import AuditEvent
from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, signed_in
from alongside.people import actions, contact
from alongside.people.circle_models import ProtectedContact
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, ContactSort, Section
from alongside.people.models import ContactPoint, Grant
from alongside.record.models import Draft

SECRET = "14 Wrenfield Passage, Nethercombe"


def hide(world: World, by: str = "person", value: str = SECRET) -> Any:
    """Keep an address hidden, through the page."""
    told = {"sort": "address", "value": value, "note": "Not even to my mother", "new_id": str(uuid4())}
    return signed_in(world, by).post(address(world, "details/hidden/add/"), told)


def test_the_person_and_who_works_with_them_see_what_is_hidden_and_each_look_is_kept(world: World) -> None:
    assert hide(world).status_code == 302
    for who in ("person", "worker"):
        assert SECRET in signed_in(world, who).get(address(world, "details/hidden/")).content.decode()
    with as_keeper():
        looks = AuditEvent.objects.filter(action="protected.opened", subject_id=world.subject.pk)
        assert set(looks.values_list("by", flat=True)) == {world.person.pk, world.worker.pk}
    assert "kept hidden" in signed_in(world, "person").get(address(world, "looked/")).content.decode()


def test_nobody_of_the_circle_sees_it_nor_whether_there_is_any(world: World) -> None:
    world.give("sister", list(Section))
    pages = ["details/", "circle/", "", "details/hidden/", "details/hidden/add/"]
    before = [signed_in(world, "sister").get(address(world, page)) for page in pages]
    hide(world)
    after = [signed_in(world, "sister").get(address(world, page)) for page in pages]
    assert [one.status_code for one in after] == [200, 200, 200, 403, 403]
    assert [len(one.content) for one in before] == [len(one.content) for one in after]
    assert hide(world, by="sister").status_code == 403
    assert hide(world, by="colleague").status_code == 404


@pytest.mark.parametrize("who", ["person", "worker", "sister", "manager"])
def test_the_database_gives_it_to_nobody_by_the_table(world: World, who: str) -> None:
    hide(world)
    with world.as_(who, narrowed=False), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_protectedcontact")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("who", ["sister", "colleague", "privacy_lead"])
def test_the_door_of_the_database_is_shut_to_others(world: World, who: str) -> None:
    hide(world)
    world.give("sister", list(Section))
    with world.as_(who, narrowed=False) as account, pytest.raises(Refused):
        actions.open_protected(by=account, subject_id=world.subject.pk)
    with world.as_(who, narrowed=False), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_protectedcontact (id) VALUES (gen_random_uuid())")


def test_an_emergency_look_and_a_proxy_do_not_open_it(world: World) -> None:
    hide(world)
    with as_keeper():
        for basis in ("break_glass", "proxy"):
            Grant.objects.create(
                subject=world.subject, account=world.colleague, mask=ALL_SECTIONS | CIRCLE_RIGHTS, basis=basis
            )
    assert signed_in(world, "colleague").get(address(world, "details/hidden/")).status_code == 403
    with world.as_("colleague") as account, pytest.raises(Refused):
        actions.open_protected(by=account, subject_id=world.subject.pk)


def test_hiding_what_stood_among_the_ordinary_ways_takes_it_off_that_list(world: World) -> None:
    with world.as_("person") as person:
        point = {"sort": "address", "value": SECRET.upper(), "safe": "yes"}
        actions.add_contact_point(by=person, subject_id=world.subject.pk, **point)
    hide(world)
    assert SECRET.upper() not in signed_in(world, "worker").get(address(world, "details/")).content.decode()
    with as_keeper():
        assert ContactPoint.objects.get(subject=world.subject).ended_by == world.person.pk


def test_a_hidden_one_that_no_longer_holds_is_gone_from_the_page(world: World) -> None:
    hide(world)
    with as_keeper():
        point = ProtectedContact.objects.get(subject=world.subject)
    assert signed_in(world, "sister").post(address(world, f"details/hidden/{point.pk}/end/")).status_code == 403
    assert signed_in(world, "worker").post(address(world, f"details/hidden/{point.pk}/end/")).status_code == 302
    assert SECRET not in signed_in(world, "person").get(address(world, "details/hidden/")).content.decode()


def test_what_is_typed_is_kept_nowhere_else_even_when_it_is_refused(world: World) -> None:
    told = {"sort": "nonsense", "value": SECRET, "new_id": str(uuid4())}
    answer = signed_in(world, "person").post(address(world, "details/hidden/add/"), told)
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()
    assert "data-draft" not in answer.content.decode()
    with as_keeper():
        assert not Draft.objects.filter(words__icontains="Wrenfield").exists()


def every_text_of_the_database() -> dict[str, str]:
    """Give all rows of every table as text, as the keeper, but for the table it belongs in."""
    found = {}
    with as_keeper(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in {"people_protectedcontact", "django_session", "django_migrations"}:
                continue
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM \"{table}\" t")
            found[table] = cursor.fetchone()[0]
    return found


def test_it_stands_in_no_other_table_and_in_no_log(world: World) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    try:
        hide(world)
        signed_in(world, "worker").get(address(world, "details/hidden/"))
    finally:
        logging.getLogger().removeHandler(handler)
    texts = every_text_of_the_database()
    assert "Person Test" in texts["people_subject"]
    assert [name for name, text in texts.items() if "Wrenfield" in text] == []
    assert "Wrenfield" not in heard.getvalue()


def test_a_new_way_is_kept_only_with_an_answer_whether_it_is_safe(world: World) -> None:
    told = {"sort": "phone", "value": "07700 900321"}
    client = signed_in(world, "person")
    answer = client.post(address(world, "details/contact/"), told)
    assert answer.status_code == 422
    assert "If you are not sure" in answer.content.decode()
    assert client.post(address(world, "details/contact/"), told | {"safe": "no"}).status_code == 302
    assert "Not safe: do not use it" in signed_in(world, "worker").get(address(world, "details/")).content.decode()
    assert mail.outbox == []


def add(world: World, **told: str) -> None:
    with world.as_("person") as person:
        actions.add_contact_point(by=person, subject_id=world.subject.pk, **told)  # type: ignore[arg-type]


def test_a_message_gets_an_address_only_where_it_is_safe(world: World) -> None:
    def ask(who: str = "worker") -> str:
        with world.as_(who) as account:
            return contact.addressed_to(by=account, subject_id=world.subject.pk, how=ContactSort.EMAIL)

    add(world, sort="email", value="old@example.org", safe="ask")
    with pytest.raises(Refused, match="known to be safe"):
        ask()
    add(world, sort="email", value="pet@example.org", safe="yes")
    assert ask() == "pet@example.org"
    with pytest.raises(Refused, match="who work with them"):
        ask("sister")
    add(world, sort="email", value="PET@example.org", safe="no")
    with pytest.raises(Refused, match="known to be safe"):
        ask()


def test_a_hidden_address_is_never_given_for_a_message(world: World) -> None:
    add(world, sort="address", value=SECRET, safe="yes")
    hide(world)
    add(world, sort="address", value=SECRET, safe="yes")
    with world.as_("worker") as account, pytest.raises(Refused):
        contact.addressed_to(by=account, subject_id=world.subject.pk, how=ContactSort.ADDRESS)


@pytest.mark.parametrize("how", ["no", "ask", "hidden"])
def test_no_mail_goes_where_the_person_said_it_is_not_safe(world: World, how: str) -> None:
    def due() -> bool:
        with as_keeper(), connection.cursor() as cursor:
            cursor.execute("SELECT alongside.may_mail(%s, %s)", [world.person.pk, world.person.email])
            return bool(cursor.fetchone()[0])

    assert due()
    if how == "hidden":
        hide(world, value=world.person.email)
    else:
        add(world, sort="email", value=world.person.email, safe=how)
    assert not due()


def test_the_application_cannot_ask_past_the_check(world: World) -> None:
    with world.as_("worker"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.may_mail(%s, 'x@example.org')", [world.person.pk])


def test_the_page_without_a_record_opens_for_nobody(world: World) -> None:
    assert Client().get(address(world, "details/hidden/")).status_code == 302
    assert signed_in(world, "colleague").get(address(world, "details/hidden/")).status_code == 404


def test_it_is_asked_once_more_who_is_there_before_it_opens(world: World) -> None:
    hide(world)
    client = signed_in(world, "person")
    with override_settings(RECHECK_SECONDS=-1):
        answer = client.get(address(world, "details/hidden/"))
    assert answer.status_code == 302
    assert "sure" in answer.headers["Location"]
