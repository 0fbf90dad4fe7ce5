"""Looking in an emergency, who looked, and unusual looking: through the pages, and past them in SQL."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alongside.access.domain import Refused
from alongside.access.models import Account, AuditEvent, Membership
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.home.circle.tests.test_sharing import address, signed_in
from alongside.home.staff.tests.test_staff import rights, text, told
from alongside.people.domain import ALL_SECTIONS, Right
from alongside.people.models import Grant, Notice
from alongside.people.working import actions, chores, queries
from alongside.people.working.models import Alert, Glass
from alongside.record.models import Withholding
from alongside.record.times import today

NUMBER = "9991234561"
WHY = {"why": "overriding_interest", "words": "She was found outside and cannot say what she takes."}
NOTHING = "There is no record you can open"


@pytest.fixture
def numbered(world: World) -> World:
    """The world, with an NHS number that is right to its last digit."""
    from alongside.base.nhs_number import is_valid
    from alongside.people.models import Details

    number = next(str(n) for n in range(9_991_234_560, 9_991_234_680) if is_valid(str(n)))
    with as_keeper():
        Details.objects.update(nhs_number=number)
    world.number = number  # type: ignore[attr-defined]
    return world


def find(client: Client, world: World) -> str:
    """Look for the person by their number, as somebody in a hurry does."""
    answer = client.post("/emergency/", {"nhs_number": world.number})  # type: ignore[attr-defined]
    return str(answer.content.decode())


def broken(world: World, who: str = "colleague", **more: Any) -> Glass:
    """Let somebody open the record in an emergency, through the pages; give the row of it."""
    client = signed_in(world, who)
    find(client, world)
    answer = client.post("/emergency/1/", WHY | more)
    assert answer.status_code == 302
    with as_keeper():
        return Glass.objects.latest("broken_at")


def test_an_emergency_opens_for_an_hour_tells_and_is_read_by_the_person(numbered: World) -> None:
    world = numbered
    client = signed_in(world, "colleague")
    found = find(client, world)
    assert "PT</b>, born 1980" in found
    assert world.subject.name not in found
    assert "The person is told" in client.get("/emergency/1/").content.decode()
    assert client.post("/emergency/1/", {"why": "consent", "words": "123"}).status_code == 422
    assert rights(world, "colleague") == 0
    answer = client.post("/emergency/1/", WHY, follow=True)
    assert "It closes by itself on" in answer.content.decode()
    assert "It closes by itself on" in client.get(address(world, "about/")).content.decode()
    assert "It closes by itself on" not in text(world, "worker", "about/")
    assert rights(world, "colleague") == ALL_SECTIONS | Right.VOICE.bit
    assert told(world, "privacy_lead") == ["glass.broken"]
    assert told(world, "person") == ["glass.person"]
    with as_keeper():
        notice = Notice.objects.get(account=world.privacy_lead)
    assert notice.subject_id is None
    assert set(notice.detail) == {"ref"}
    page = text(world, "person", "looked/")
    assert "Looked in an emergency: Somebody is in danger" in page
    assert "cannot say what she takes" in page
    with as_keeper():
        Grant.objects.filter(basis="break_glass").update(
            starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1)
        )
    assert client.get(address(world, "")).status_code == 404


def test_each_page_of_an_emergency_is_kept_and_shown_to_who_looks_into_it(numbered: World) -> None:
    one = broken(numbered)
    client = signed_in(numbered, "colleague")
    for rest in ("about/", "staying-well/"):
        client.get(address(numbered, rest))
    lead = signed_in(numbered, "privacy_lead")
    page = lead.get(f"/privacy/emergencies/{one.pk}/").content.decode()
    assert "about, staying_well" in page
    assert "cannot say what she takes" in page
    assert numbered.subject.name not in page
    sent = {"form": "verdict", "verdict": "in_order", "words": "The ward rang and confirmed it."}
    assert lead.post(f"/privacy/emergencies/{one.pk}/", sent).status_code == 302
    assert told(numbered, "colleague") == ["glass.reviewed"]
    again = lead.post(f"/privacy/emergencies/{one.pk}/", sent)
    assert again.status_code == 422
    for who in ("colleague", "worker", "manager", "person"):
        assert signed_in(numbered, who).get("/privacy/emergencies/").status_code == 404
        with numbered.as_(who), pytest.raises(Refused):
            queries.glass_looks()


def test_a_deny_is_not_opened_and_looks_like_no_record(numbered: World) -> None:
    world = numbered
    client = signed_in(world, "colleague")
    find(client, world)
    with as_keeper():
        Grant.objects.create(
            subject=world.subject, account=world.colleague, mask=ALL_SECTIONS, deny=True, basis="consent"
        )
    answer = client.post("/emergency/1/", WHY, follow=True)
    assert NOTHING in answer.content.decode()
    assert rights(world, "colleague") == 0
    assert client.get(address(world, "")).status_code == 404
    assert told(world, "person") == []
    assert told(world, "privacy_lead") == ["glass.broken"]
    assert "emergency" not in text(world, "person", "looked/").split("<main")[1].split("What stands here")[0].lower()
    nobody = client.post("/emergency/", {"name": "Nobody Atall", "born_day": 1, "born_month": 5, "born_year": 1980})
    assert NOTHING in nobody.content.decode()
    assert NOTHING in find(client, world)


def test_what_is_withheld_from_that_very_account_stays_so(numbered: World) -> None:
    entry = numbered.add("strength")
    with as_keeper():
        Withholding.objects.create(
            subject=numbered.subject,
            item_id=entry.pk,
            bit=0,
            whom="account",
            account=numbered.colleague,
            grounds="legal",
            words="x",
            made_by=numbered.worker.pk,
            review_by=today(),
        )
    broken(numbered)
    assert str(entry.pk) not in signed_in(numbered, "colleague").get(address(numbered, "strengths/")).content.decode()


def test_a_restricted_record_is_found_without_name_or_dates(numbered: World) -> None:
    with as_keeper():
        Grant.objects.create(subject=numbered.subject, mask=ALL_SECTIONS, deny=True, basis="consent")
    client = signed_in(numbered, "colleague")
    found = find(client, numbered)
    assert "A restricted record" in found
    assert "PT</b>" not in found
    assert "1980" not in found
    assert str(numbered.subject.pk) not in found
    client.post("/emergency/1/", WHY)
    assert rights(numbered, "colleague") & ALL_SECTIONS


def test_an_emergency_can_be_kept_from_the_person_until_somebody_named_decides(numbered: World) -> None:
    world = numbered
    one = broken(world, keep="on", untold="Her husband reads her telephone and has threatened her.")
    assert rights(world, "colleague") == ALL_SECTIONS
    assert told(world, "person") == []
    assert "Colleague" not in text(world, "person", "looked/")
    assert "Colleague" not in text(world, "person", "who/")
    assert "Colleague" not in text(world, "person", "circle/")
    with world.as_("person"):
        assert not Grant.objects.filter(basis="break_glass").exists()
    with as_keeper(), connection.cursor() as cursor:
        Glass.objects.update(review_by=today() - timedelta(days=1), broken_at=now() - timedelta(days=9))
        cursor.execute("SELECT alongside.escalate_access()")
    assert told(world, "privacy_lead") == ["glass.broken", "glass.overdue"]
    assert told(world, "person") == []
    lead = signed_in(world, "privacy_lead")
    far = today() + timedelta(days=200)
    sent = {"form": "telling", "choice": "keep", "words": "He still lives there and reads it."}
    day = {"until_day": far.day, "until_month": far.month, "until_year": far.year}
    assert lead.post(f"/privacy/emergencies/{one.pk}/", sent).status_code == 422
    assert lead.post(f"/privacy/emergencies/{one.pk}/", sent | day).status_code == 422
    near = today() + timedelta(days=60)
    day = {"until_day": near.day, "until_month": near.month, "until_year": near.year}
    assert lead.post(f"/privacy/emergencies/{one.pk}/", sent | day).status_code == 302
    assert told(world, "person") == []
    assert lead.post(f"/privacy/emergencies/{one.pk}/", {"form": "telling", "choice": "tell"}).status_code == 302
    assert told(world, "person") == ["glass.person"]
    assert "Colleague" in text(world, "person", "looked/")


def test_nobody_looks_into_their_own(numbered: World) -> None:
    with as_keeper():
        Membership.objects.create(account=numbered.privacy_lead, team=numbered.other_team)
    one = broken(numbered, "privacy_lead")
    for act in (
        lambda: actions.review_glass(
            by=numbered.privacy_lead, glass_id=one.pk, verdict="in_order", words="It was quite fine."
        ),
        lambda: actions.decide_telling(by=numbered.privacy_lead, glass_id=one.pk),
    ):
        with numbered.as_("privacy_lead", narrowed=False), pytest.raises(Refused):
            act()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM people_glass HAVING count(*) > 0",
        "SELECT count(*) FROM people_alert HAVING count(*) > 0",
        "UPDATE people_glass SET verdict = 'in_order'",
        "INSERT INTO people_grant (id, subject_id, account_id, mask, deny, starts, basis, reason) "
        "SELECT gen_random_uuid(), subject_id, account_id, mask, false, now(), 'break_glass', '' FROM people_grant",
        "UPDATE people_grant SET ends = NULL",
        "SELECT alongside.keep_alert(gen_random_uuid(), gen_random_uuid(), 'x', now()::date, now()::date, 1)",
        "SELECT alongside.tell_person(gen_random_uuid(), 'x', NULL, '{}')",
    ],
)
def test_the_application_cannot_get_round_it(numbered: World, sql: str) -> None:
    broken(numbered)
    for who in ("colleague", "worker", "privacy_lead"):
        with numbered.as_(who), transaction.atomic(), connection.cursor() as cursor:
            if "HAVING" in sql:
                cursor.execute(sql)
                assert cursor.fetchall() == []
            else:
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(sql)


def test_a_place_that_was_not_found_is_no_page(numbered: World) -> None:
    client = signed_in(numbered, "colleague")
    assert client.get("/emergency/1/").status_code == 404
    find(client, numbered)
    assert client.get("/emergency/2/").status_code == 404
    for who in ("sister", "person"):
        assert signed_in(numbered, who).get("/emergency/").status_code == 403


def test_who_looked_keeps_why_as_it_was(world: World) -> None:
    text(world, "worker", "about/")
    for _time in range(2):
        text(world, "manager", "about/")
    with as_keeper():
        Grant.objects.filter(account=world.worker).update(ends=now())
    page = text(world, "person", "looked/")
    assert "Works with you" in page
    assert "Leads the team that works with you: North" in page
    assert "opened 2 times" in page
    only = signed_in(world, "person").get(address(world, f"looked/?who={world.manager.pk}")).content.decode()
    assert "Manager Test" in only
    assert "Worker Test" not in only
    assert (
        "Nothing older"
        in signed_in(world, "person").get(address(world, "looked/?before=2001-01-01T00:00:00%2B00:00")).content.decode()
    )
    assert signed_in(world, "person").get(address(world, "looked/?before=x&who=y")).status_code == 200


def test_older_looks_can_be_reached(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.home.staff.web import looking

    monkeypatch.setattr(looking, "MOST", 3)
    with as_keeper():
        for n in range(5):
            AuditEvent.objects.create(
                at=now() - timedelta(days=n + 1),
                by=world.worker.pk,
                action="record.opened",
                subject_id=world.subject.pk,
                detail={"page": "plan" if n else "about"},
            )
    client = signed_in(world, "person")
    page = client.get(address(world, "looked/")).content.decode()
    assert "Show what is older" in page
    older = page.split("?before=")[1].split('"')[0]
    assert client.get(address(world, f"looked/?before={older}")).content.decode().count('id="day-') == 2


def test_the_person_hears_of_first_looks_if_they_wish(world: World) -> None:
    text(world, "worker", "about/")
    assert told(world, "person") == []
    assert signed_in(world, "person").post(address(world, "looked/tell-me/"), {"first_look": "on"}).status_code == 302
    for _time in range(2):
        text(world, "worker", "about/")
        text(world, "manager", "about/")
    assert told(world, "person") == ["record.first_look"]
    for who in ("worker", "sister"):
        assert signed_in(world, who).get(address(world, "looked/tell-me/")).status_code == 403


@pytest.fixture
def found(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world in which the worker looked at the record of somebody of their own surname, and the chore ran."""
    monkeypatch.setattr(chores, "connections", {"owner": connection})
    with as_keeper():
        Grant.objects.filter(account=world.worker).delete()
        Account.objects.filter(pk=world.worker.pk).update(name="Sam Test")
    text(world, "worker", "about/")
    with as_keeper():
        assert chores.look_for_unusual() == "found: 1"
        assert chores.look_for_unusual() == "found: 0"
    return world


@pytest.mark.django_db(databases=["default", "owner"])
def test_unusual_looking_reaches_leads_and_privacy_without_names(found: World) -> None:
    assert told(found, "manager") == ["alert.found"]
    assert told(found, "privacy_lead") == ["alert.found"]
    assert told(found, "worker") == []
    with as_keeper():
        one = Alert.objects.get()
    assert one.kind == "surname"
    lead = signed_in(found, "privacy_lead")
    page = lead.get("/looking/").content.decode()
    assert one.reference in page
    assert "Sam Test" in page
    assert "Person Test" not in page
    assert "Pet" not in page
    named = lead.post(f"/looking/{one.pk}/", {"form": "name"}).content.decode()
    assert "PT, 1980" in named
    assert "Person Test" not in named
    with as_keeper():
        assert AuditEvent.objects.filter(action="alert.named", by=found.privacy_lead.pk).count() == 1
    for who in ("worker", "colleague", "person"):
        assert one.reference not in signed_in(found, who).get("/looking/").content.decode()
        assert signed_in(found, who).get(f"/looking/{one.pk}/").status_code == 404
    with found.as_("manager", narrowed=False), pytest.raises(Refused):
        actions.name_of_alert(by=found.manager, alert_id=one.pk)
    sent = {"verdict": "in_order", "words": "She was on duty that day."}
    assert signed_in(found, "manager").post(f"/looking/{one.pk}/", sent).status_code == 302
    assert "She was on duty that day." in lead.get(f"/looking/{one.pk}/").content.decode()


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_lead_who_is_kept_out_hears_of_no_alert(found: World) -> None:
    with as_keeper():
        Grant.objects.create(
            subject=found.subject, account=found.manager, mask=ALL_SECTIONS, deny=True, basis="consent"
        )
    assert "L-" not in signed_in(found, "manager").get("/looking/").content.decode().split("<main")[1]
