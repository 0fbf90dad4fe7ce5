"""Notices of change: who writes one, whom it concerns, who reads it; nobody but staff ever sees one."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from alongside.access.actions import at_the_machine
from alongside.access.domain import Refused
from alongside.access.models import AuditEvent, Duty, Membership, Organisation, Team
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.learning import loading, queries
from alongside.learning.models import Acknowledgement, PracticeNotice
from alongside.learning.words import PAGES
from alongside.record.web import page as record_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TITLE = "Ask before you book"
STAFF = ["worker", "manager", "colleague", "privacy_lead", "safeguarding_lead", "operator"]
OTHERS = ["person", "sister"]
AUTHORS = ["manager", "privacy_lead"]


def sign_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=BACKEND)
    return client


def notice(world: World, **fields: Any) -> PracticeNotice:
    told = {
        "organisation": world.team.organisation,
        "title": TITLE,
        "words": "Ask how they want to hear of it.",
        "sort": "local",
        "effective_on": localdate(),
        "pages": ["plan"],
        "made_by": world.manager.pk,
    }
    with as_keeper():
        return PracticeNotice.objects.create(**(told | fields))


def at(one: PracticeNotice) -> str:
    return f"/practice/{one.pk}/"


def unread(world: World, who: str) -> int:
    with world.as_(who, narrowed=False):
        return queries.unread_count(viewer=world.viewer(who))


@pytest.mark.parametrize("who", OTHERS)
def test_the_person_and_her_sister_never_see_one(world: World, who: str) -> None:
    one = notice(world)
    notice(world, organisation=None, sort="law")
    client = sign_in(world, who)
    for address in ("/practice/", "/practice/new/", at(one)):
        assert client.get(address).status_code == 404
    assert client.post(at(one)).status_code == 404
    assert client.post("/practice/new/", {"title": "x"}).status_code == 404
    assert TITLE not in client.get(f"/p/{world.subject.pk}/plan/").content.decode()
    assert unread(world, who) == 0
    with world.as_(who, narrowed=False):
        assert not PracticeNotice.objects.exists()
        with pytest.raises(DatabaseError, match="does not stand"), transaction.atomic():
            connection.cursor().execute("SELECT alongside.acknowledge_practice(%s)", [one.pk])
    with as_keeper():
        assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("who", STAFF)
def test_whoever_works_here_reads_it_and_says_so_once(world: World, who: str) -> None:
    one = notice(world)
    client = sign_in(world, who)
    assert TITLE in client.get("/practice/").content.decode()
    assert "I have read this and know what it means for my work" in client.get(at(one)).content.decode()
    assert unread(world, who) == 1
    for _time in range(2):
        assert client.post(at(one)).status_code == 302
    assert unread(world, who) == 0
    page = client.get("/practice/").content.decode()
    assert "Nothing new to read" in page
    assert "What you have read" in page
    assert "You said on" in client.get(at(one)).content.decode()
    with as_keeper():
        assert Acknowledgement.objects.filter(account=getattr(world, who)).count() == 1
        assert AuditEvent.objects.filter(action="practice.acknowledged", by=getattr(world, who).pk).count() == 1


def elsewhere() -> tuple[Organisation, Team]:
    with as_keeper():
        other = Organisation.objects.create(name="Elsewhere")
        return other, Team.objects.create(organisation=other, name="Far")


def test_another_organisations_practice_is_not_found(world: World) -> None:
    other, _team = elsewhere()
    one = notice(world, organisation=other)
    client = sign_in(world, "worker")
    assert client.get(at(one)).status_code == 404
    assert client.post(at(one)).status_code == 404
    assert TITLE not in client.get("/practice/").content.decode()
    assert unread(world, "worker") == 0


@pytest.mark.parametrize(
    ("narrowed", "readers"),
    [
        ({}, {"worker", "manager", "colleague", "privacy_lead", "safeguarding_lead", "operator"}),
        ({"titles": ["social WORKER"]}, {"worker"}),
        ({"titles": ["Social worker", "Privacy lead"]}, {"worker", "privacy_lead"}),
        ({"teams": "team"}, {"worker", "manager"}),
        ({"teams": "other_team"}, {"colleague"}),
        ({"teams": "other_team", "titles": ["Social worker"]}, set()),
    ],
)
def test_it_concerns_those_it_names(world: World, narrowed: dict[str, Any], readers: set[str]) -> None:
    fields = narrowed | ({"teams": [getattr(world, narrowed["teams"]).pk]} if "teams" in narrowed else {})
    notice(world, **fields)
    assert {who for who in [*STAFF, *OTHERS] if unread(world, who)} == readers


def test_whoever_no_longer_works_here_no_longer_finds_it(world: World) -> None:
    one = notice(world)
    with as_keeper():
        Membership.objects.filter(account=world.worker).update(
            starts=now() - timedelta(days=2), ends=now() - timedelta(days=1)
        )
        Duty.objects.filter(account=world.operator).update(
            starts=now() - timedelta(days=2), ends=now() - timedelta(days=1)
        )
    for who in ("worker", "operator"):
        assert sign_in(world, who).get(at(one)).status_code == 404
        assert unread(world, who) == 0


def form(world: World, **changed: Any) -> dict[str, Any]:
    day = localdate()
    return {
        "notice_id": str(uuid7()),
        "place": str(world.team.organisation_id),
        "title": TITLE,
        "words": "Ask how they want to hear of it.",
        "effective_on_day": day.day,
        "effective_on_month": day.month,
        "effective_on_year": day.year,
        "pages": ["plan"],
    } | changed


@pytest.mark.parametrize("who", AUTHORS)
def test_leads_and_who_looks_after_privacy_write_one(world: World, who: str) -> None:
    client = sign_in(world, who)
    assert "Say what is new" in client.get("/practice/").content.decode()
    sent = form(world, titles="Social worker, Nurse", teams=[str(world.team.pk)], link="https://example.org/x")
    assert client.get("/practice/new/").status_code == 200
    for _time in range(2):
        answer = client.post("/practice/new/", sent)
        assert answer.status_code == 302, answer.content.decode()
    with as_keeper():
        one = PracticeNotice.objects.get()
        assert (one.sort, one.titles, one.teams, one.pages) == (
            "local",
            ["Social worker", "Nurse"],
            [world.team.pk],
            ["plan"],
        )
        assert one.made_by == getattr(world, who).pk
        assert AuditEvent.objects.filter(action="practice.added").count() == 1
    assert unread(world, "worker") == 1


@pytest.mark.parametrize("who", [who for who in STAFF if who not in AUTHORS])
def test_nobody_else_writes_one(world: World, who: str) -> None:
    client = sign_in(world, who)
    assert "Say what is new" not in client.get("/practice/").content.decode()
    assert client.get("/practice/new/").status_code == 403
    assert client.post("/practice/new/", form(world)).status_code == 403
    with as_keeper():
        assert not PracticeNotice.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World) -> None:
    client = sign_in(world, "manager")
    answer = client.post("/practice/new/", form(world, title="", link="http://example.org"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ask how they want to hear of it." in page
    assert "The link should begin with https://" in page
    with as_keeper():
        assert not PracticeNotice.objects.exists()


def test_a_lead_writes_for_their_own_organisation_alone(world: World) -> None:
    other, far = elsewhere()
    client = sign_in(world, "manager")
    assert client.post("/practice/new/", form(world)).status_code == 302, (
        "so that what follows fails for its own reason"
    )
    assert client.post("/practice/new/", form(world, place=str(other.pk))).status_code == 422
    assert client.post("/practice/new/", form(world, teams=[str(far.pk)])).status_code == 422
    call = (
        "SELECT alongside.add_practice(gen_random_uuid(), %s, 'x', 'x', current_date, '', '', '{}', %s::uuid[], '{}')"
    )
    for place, teams in ((other.pk, []), (world.team.organisation_id, [far.pk])):
        with world.as_("manager", narrowed=False), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(call, [uuid7(), place, teams])


@pytest.mark.parametrize(
    ("who", "may"), [("manager", True), ("privacy_lead", True), ("worker", False), ("colleague", False)]
)
def test_it_is_taken_back_by_those_who_may_write_it(world: World, who: str, may: bool) -> None:
    one = notice(world)
    sign_in(world, "worker").post(at(one))
    client = sign_in(world, who)
    assert ("Take it back" in client.get(at(one)).content.decode()) is may
    assert client.post(at(one), {"act": "withdraw"}).status_code == (302 if may else 403)
    assert unread(world, "colleague") == (0 if may else 1)
    assert TITLE in sign_in(world, "worker").get("/practice/").content.decode(), "what was read stays with its reader"


def test_law_is_not_taken_back_by_a_lead(world: World) -> None:
    one = notice(world, organisation=None, sort="law")
    client = sign_in(world, "manager")
    assert "Take it back" not in client.get(at(one)).content.decode()
    assert client.post(at(one), {"act": "withdraw"}).status_code == 403


def test_a_lead_sees_who_in_their_own_teams_has_yet_to_read_it(world: World) -> None:
    one = notice(world)
    page = sign_in(world, "manager").get(at(one)).content.decode()
    assert "Yet to read it in your teams" in page
    assert "Worker Test · North" in page
    assert "Colleague Test" not in page, "another team"
    assert "Yet to read it" not in sign_in(world, "worker").get(at(one)).content.decode()
    assert "Yet to read it" not in sign_in(world, "privacy_lead").get(at(one)).content.decode()
    sign_in(world, "worker").post(at(one))
    assert "Worker Test · North" not in sign_in(world, "manager").get(at(one)).content.decode()


PLAN = "/p/{}/plan/"


def shown(world: World, who: str, path: str = PLAN) -> bool:
    return TITLE in sign_in(world, who).get(path.format(world.subject.pk)).content.decode()


def test_it_stands_where_it_matters_until_it_is_read(world: World) -> None:
    one = notice(world)
    assert shown(world, "worker")
    assert not shown(world, "person")
    assert not shown(world, "worker", "/p/{}/")
    sign_in(world, "worker").post(at(one))
    assert not shown(world, "worker")


@pytest.mark.parametrize(("days", "is_there"), [(15, False), (14, True), (0, True), (-400, True)])
def test_it_stands_there_from_two_weeks_before_its_day(world: World, days: int, is_there: bool) -> None:
    notice(world, effective_on=localdate() + timedelta(days=days))
    assert shown(world, "worker") is is_there


def test_one_that_was_taken_back_or_is_not_for_them_does_not_stand_there(world: World) -> None:
    notice(world, withdrawn_at=now(), withdrawn_by=world.manager.pk)
    notice(world, titles=["Nurse"])
    assert not shown(world, "worker")


def test_somebody_who_works_here_does_not_meet_it_in_their_own_record(world: World) -> None:
    with as_keeper():
        Membership.objects.create(account=world.person, team=world.other_team)
    notice(world)
    assert not shown(world, "person")
    assert TITLE in sign_in(world, "person").get("/practice/").content.decode()


def test_a_page_asks_once_however_many_there_are(world: World) -> None:
    client = sign_in(world, "worker")

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(PLAN.format(world.subject.pk))
        return sum("practice" in query["sql"] for query in caught)

    notice(world)
    client.get(PLAN.format(world.subject.pk))
    assert count() == 1
    for _one in range(5):
        notice(world)
    assert count() == 1


def test_the_person_costs_no_query(world: World) -> None:
    notice(world)
    client = sign_in(world, "person")
    with CaptureQueriesContext(connection) as caught:
        client.get(PLAN.format(world.subject.pk))
    assert not [query for query in caught if "practice" in query["sql"]]


def test_the_list_does_not_cost_more_with_more(world: World) -> None:
    client = sign_in(world, "worker")

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/practice/")
        return len(caught)

    notice(world)
    count()
    few = count()
    for _one in range(6):
        notice(world)
    assert count() == few


def test_the_pages_named_are_pages_of_a_record() -> None:
    there = {key for key, _name, _label in record_page._pages()} | {"safety"}
    assert {code for code, _label in PAGES} <= there


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO learning_practicenotice (id) VALUES (gen_random_uuid())",
        "UPDATE learning_practicenotice SET title = 'x'",
        "DELETE FROM learning_acknowledgement",
        "INSERT INTO learning_acknowledgement (id, notice_id, account_id, said) "
        "SELECT gen_random_uuid(), id, made_by, now() FROM learning_practicenotice",
        "SELECT * FROM alongside.practice_readers(NULL, NULL)",
    ],
)
def test_the_app_writes_none_by_itself(world: World, attack: str) -> None:
    notice(world)
    refused = pytest.raises(DatabaseError, match="permission denied")
    with world.as_("manager", narrowed=False), refused, transaction.atomic():
        connection.cursor().execute(attack)


FILE = """
reference: new-judgment-2026
title: The test has changed
what_changed: |
  The court said that.
sort: law
effective_on: 2026-06-02
source: A made-up case
pages: [plan]
"""


def test_an_operator_adds_law_from_a_file_once(apart: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.yaml"
    file.write_text(FILE)
    assert loading.add(file)
    assert not loading.add(file)
    with at_the_machine():
        one = PracticeNotice.objects.using("owner").get()
        assert (one.sort, one.organisation_id, one.effective_on, one.pages) == ("law", None, date(2026, 6, 2), ["plan"])
        assert AuditEvent.objects.using("owner").filter(action="practice.loaded").count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "cannot be read as YAML"),
        ("title: x", "sort: should be one of"),
        (FILE.replace("sort: law", "sort: local\norganisation: Nowhere"), "there is none called “Nowhere”"),
    ],
)
def test_a_file_that_is_wrong_is_said_in_words_and_adds_nothing(
    apart: str, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "notice.yaml"
    file.write_text(text)
    with pytest.raises(Refused, match=said):
        loading.add(file)
    with at_the_machine():
        assert not PracticeNotice.objects.using("owner").exists()
