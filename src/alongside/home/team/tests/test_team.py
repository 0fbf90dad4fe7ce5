"""How a lead's team stands: nobody is forgotten, nobody else looks, and it costs no more with more people."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import Account, AuditEvent, Membership
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.home.team.domain import Agreed, Away, Given, Standing, stands
from alongside.people.domain import ALL_SECTIONS, Right
from alongside.people.models import Grant, Subject, Voice
from alongside.people.working.models import Absence, Arrangement
from alongside.record.times import today

CARE = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
LONG_AGO = now() - timedelta(days=60)
TEAM, ANA, BEN = uuid4(), uuid4(), uuid4()
DAY = date(2026, 12, 1)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(world: World, who: str = "manager", address: str = "/team/") -> str:
    return client_of(getattr(world, who)).get(address).content.decode()


def give(world: World, name: str, *, named: Account | None = None, starts: datetime = LONG_AGO, **more: Any) -> Subject:
    """Give somebody to the team, and to a worker by name, since then."""
    with as_keeper():
        subject = Subject.objects.create(name=name)
        Voice.objects.create(subject=subject, name=name, kind="self", relationship="person")
        Grant.objects.create(subject=subject, team=world.team, mask=CARE, basis="care", starts=starts)
        if named:
            role = {"role": "named_worker", "basis": "care", "mask": CARE}
            Grant.objects.create(subject=subject, account=named, starts=starts, **role)
        if more:
            Arrangement.objects.create(subject=subject, changed_by=world.manager.pk, **more)
    return subject


def away(world: World, who: str, cover: str | None = None) -> Absence:
    with as_keeper():
        return Absence.objects.create(
            account=getattr(world, who),
            cover=getattr(world, cover) if cover else None,
            starts=now() - timedelta(hours=1),
            ends=now() + timedelta(days=6),
            made_by=world.manager.pk,
        )


# --- worked out from plain rows -------------------------------------------------------------------------------


def worked_out(
    given: list[Given],
    agreed: dict[Any, Agreed] | None = None,
    gone: list[Away] | None = None,
    late: Any = None,
    was_named: Any = None,
) -> Standing:
    absences = {one.account: one for one in gone or []}
    return stands(TEAM, [ANA, BEN], given, agreed or {}, absences, late or {}, was_named or {}, DAY)


def with_team(subject: Any, days: int) -> Given:
    return Given(subject, None, TEAM, "", DAY - timedelta(days=days))


def with_worker(subject: Any, account: Any, days: int, role: str = "named_worker") -> Given:
    return Given(subject, account, None, role, DAY - timedelta(days=days))


@pytest.mark.parametrize(("days", "forgotten"), [(0, False), (7, False), (8, True), (90, True)])
def test_who_has_nobody_named_for_a_week_has_been_forgotten(days: int, forgotten: bool) -> None:
    subject = uuid4()
    found = worked_out([with_team(subject, days)])
    assert [one.subject for one in found.unnamed] == [subject]
    assert bool(found.forgotten) is forgotten


def test_a_co_worker_is_no_named_worker() -> None:
    subject = uuid4()
    found = worked_out([with_worker(subject, ANA, 30, "co_worker")])
    assert [one.subject for one in found.forgotten] == [subject]


def test_somebody_named_in_another_team_has_somebody() -> None:
    subject = uuid4()
    found = worked_out([with_team(subject, 90), with_worker(subject, uuid4(), 30)])
    assert found.unnamed == []


def test_whose_worker_left_yesterday_has_not_been_forgotten_yet() -> None:
    subject = uuid4()
    found = worked_out([with_team(subject, 90)], was_named={subject: DAY - timedelta(days=1)})
    assert [one.since for one in found.unnamed] == [DAY - timedelta(days=1)]
    assert found.forgotten == []


def test_what_belongs_to_other_teams_is_left_out() -> None:
    found = worked_out([Given(uuid4(), uuid4(), None, "named_worker", DAY), Given(uuid4(), None, uuid4(), "", DAY)])
    assert found.unnamed == []
    assert [one.people for one in found.workers] == [0, 0]


@pytest.mark.parametrize(
    ("last", "begun", "silent"),
    [(14, 60, False), (15, 60, True), (None, 60, True), (None, 10, False)],
)
def test_not_in_touch_for_longer_than_agreed(last: int | None, begun: int, silent: bool) -> None:
    subject = uuid4()
    told = Agreed(14, 2, DAY - timedelta(days=last) if last is not None else None)
    found = worked_out([with_worker(subject, ANA, begun)], {subject: told})
    assert bool(found.silent) is silent


def test_a_worker_has_people_weight_and_what_is_late() -> None:
    light, heavy, unsaid = uuid4(), uuid4(), uuid4()
    given = [with_worker(one, ANA, 5) for one in (light, heavy, unsaid)]
    ana, ben = worked_out(given, {light: Agreed(None, 1), heavy: Agreed(None, 4)}, late={ANA: 2}).workers
    assert (ana.people, ana.weight, ana.unweighed, ana.late) == (3, 5, 1, 2)
    assert (ben.people, ben.weight, ben.late) == (0, 0, 0)


@pytest.mark.parametrize(("cover", "uncovered"), [(None, True), (BEN, False)])
def test_somebody_away_whom_nobody_stands_in_for(cover: Any, uncovered: bool) -> None:
    gone = Away(uuid4(), ANA, datetime(2026, 12, 9, tzinfo=UTC), cover)
    found = worked_out([with_worker(uuid4(), ANA, 5)], gone=[gone])
    assert bool(found.uncovered) is uncovered


# --- the page -------------------------------------------------------------------------------------------------


def test_a_lead_finds_who_has_been_forgotten(world: World) -> None:
    give(world, "Nobody Named")
    give(world, "Long Silent", named=world.worker, every=14, weight=3)
    shown = page(world)
    assert "Nobody Named" in shown
    assert "Nobody is their named worker" in shown
    assert "Long Silent" in shown
    assert "about every 14 days, with Worker Test" in shown
    assert "1 person by name" in shown
    assert "weight of the work: 3" in shown


def test_a_meeting_ends_the_silence(world: World) -> None:
    subject = give(world, "Long Silent", named=world.worker, every=14)
    with as_keeper():
        voice = Voice.objects.get(subject=subject)
    from alongside.access.viewer import viewing
    from alongside.record import actions, registry

    with viewing(world.worker.pk, subject_id=subject.pk):
        kind = registry.get("contribution")
        actions.add(by=world.worker, kind=kind, subject_id=subject.pk, words_of=voice.pk, how="said", sort="call")
    assert "Long Silent" not in page(world)


def test_somebody_new_waits_without_being_forgotten(world: World) -> None:
    give(world, "Came Today", starts=now() - timedelta(hours=2))
    shown = page(world)
    assert "New, and without a named worker yet" in shown
    assert "Came Today" in shown


def test_a_worker_who_is_away_shows_with_who_stands_in(world: World) -> None:
    give(world, "With Worker", named=world.worker)
    away(world, "worker")
    assert "nobody stands in" in page(world)


@pytest.mark.parametrize("who", ["worker", "colleague", "person", "sister", "privacy_lead", "operator"])
@pytest.mark.parametrize("address", ["/team/", "/team/away/"])
def test_nobody_else_finds_such_a_page(world: World, who: str, address: str) -> None:
    give(world, "Nobody Named")
    answer = client_of(getattr(world, who)).get(address)
    assert answer.status_code in {403, 404}
    assert "Nobody Named" not in answer.content.decode()


def test_a_lead_elsewhere_sees_nobody_of_this_team(world: World) -> None:
    with as_keeper():
        Membership.objects.filter(account=world.colleague).update(role="lead")
    give(world, "Nobody Named")
    assert "Nobody Named" not in page(world, "colleague")


def test_a_restricted_record_stays_out_of_sight(world: World) -> None:
    subject = give(world, "Nobody Named")
    with as_keeper():
        Grant.objects.create(subject=subject, mask=CARE, deny=True, basis="consent")
    assert "Nobody Named" not in page(world)


@pytest.mark.parametrize("how", ["shut", "closed"])
def test_a_named_worker_who_cannot_open_it_is_none(world: World, how: str) -> None:
    subject = give(world, "Has Nobody", named=world.worker)
    assert "Has Nobody" not in page(world)
    with as_keeper():
        if how == "shut":
            Grant.objects.create(subject=subject, account=world.worker, mask=CARE, deny=True, basis="consent")
        else:
            Account.objects.filter(pk=world.worker.pk).update(is_active=False)
    assert "Has Nobody" in page(world)


def test_who_is_to_stand_in_later_and_cannot_open_it_is_said(world: World) -> None:
    subject = give(world, "With Worker", named=world.worker)
    with as_keeper():
        Grant.objects.filter(subject=subject, team=world.team).delete()
        Grant.objects.create(subject=subject, account=world.manager, mask=CARE, basis="care", starts=LONG_AGO)
        second = Account.objects.create(email="later@example.org", name="Later Test")
        Membership.objects.create(account=second, team=world.team, role="member")
        starts = now() + timedelta(days=2)
        Absence.objects.create(
            account=world.worker, cover=second, starts=starts, ends=starts + timedelta(days=3), made_by=world.manager.pk
        )
    assert "Later Test stands in for Worker Test, and cannot open this record" in page(world)


def test_a_lead_says_of_themself_on_the_teams_page(world: World) -> None:
    assert client_of(world.manager).get("/me/away/")["Location"] == "/team/away/"


def test_a_closed_record_is_nobodys_work(world: World) -> None:
    subject = give(world, "Nobody Named")
    with as_keeper():
        Subject.objects.filter(pk=subject.pk).update(state="died", died_on=today())
    assert "Nobody Named" not in page(world)


def test_the_look_is_kept_with_the_records_it_showed(world: World) -> None:
    subject = give(world, "Nobody Named")
    page(world)
    with as_keeper():
        kept = AuditEvent.objects.filter(by=world.manager.pk, action="work.opened").order_by("-at").first()
    assert kept is not None
    assert str(subject.pk) in kept.detail["records"]


def test_more_people_ask_no_more_of_the_database(world: World) -> None:
    client = client_of(world.manager)
    give(world, "One", named=world.worker, every=7)
    client.get("/team/")
    with CaptureQueriesContext(connection) as few:
        client.get("/team/")
    for number in range(40):
        give(world, f"Somebody {number}", named=world.worker if number % 2 else None, every=7, weight=1)
    with CaptureQueriesContext(connection) as many:
        client.get("/team/")
    assert len(many) == len(few)


# --- being away -----------------------------------------------------------------------------------------------


def days(begins: date, back: date, **more: str) -> dict[str, str]:
    told = {"new_id": str(uuid7()), **more}
    for name, day in (("begins", begins), ("back", back)):
        told |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return told


@pytest.fixture
def second(world: World) -> Account:
    with as_keeper():
        account = Account.objects.create(email="second@example.org", name="Second Test", title="Social worker")
        Membership.objects.create(account=account, team=world.team, role="member")
    return account


def test_a_lead_says_who_is_away_and_who_stands_in(world: World, second: Account) -> None:
    told = days(today(), today() + timedelta(days=5), who=str(world.worker.pk), cover=str(second.pk))
    client = client_of(world.manager)
    assert client.post("/team/away/", told).status_code == 302
    assert client.post("/team/away/", told).status_code == 302
    with as_keeper():
        absence = Absence.objects.get()
    assert absence.cover == second
    shown = page(world, "person", f"/p/{world.subject.pk}/in-touch/")
    assert "Worker Test is away until about" in shown
    assert "Second Test is there for you meanwhile." in shown
    assert "Second Test stands in" in page(world, "worker", "/me/away/")
    assert client.post(f"/team/away/{absence.pk}/back/").status_code == 302
    assert "is away until" not in page(world, "person", f"/p/{world.subject.pk}/in-touch/")


def test_a_worker_says_so_for_themself_and_the_lead_is_told(world: World) -> None:
    told = days(today(), today() + timedelta(days=3))
    assert client_of(world.worker).post("/me/away/", told).status_code == 302
    assert "Nobody stands in yet" in page(world, "worker", "/me/away/")
    assert "say who stands in" in page(world, "manager", "/notices/")


@pytest.mark.parametrize("who", ["colleague", "worker", "person"])
def test_nobody_else_says_that_somebody_is_away_or_back(world: World, second: Account, who: str) -> None:
    told = days(today(), today() + timedelta(days=5), who=str(second.pk))
    assert client_of(getattr(world, who)).post("/team/away/", told).status_code in {403, 404}
    absence = away(world, "manager")
    answer = client_of(getattr(world, who)).post(f"/team/away/{absence.pk}/back/")
    assert answer.status_code in {403, 404}
    with as_keeper():
        assert Absence.objects.get(pk=absence.pk).ended_at is None


def test_days_in_the_wrong_order_are_said_and_kept(world: World, second: Account) -> None:
    told = days(today() + timedelta(days=5), today(), who=str(world.worker.pk), cover=str(second.pk))
    answer = client_of(world.manager).post("/team/away/", told)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "comes before the first day away" in shown
    assert f'value="{today().day}"' in shown


def test_nobody_stands_in_for_themself(world: World) -> None:
    told = days(today(), today() + timedelta(days=5), who=str(world.worker.pk), cover=str(world.worker.pk))
    answer = client_of(world.manager).post("/team/away/", told)
    assert "Nobody stands in for themself" in answer.content.decode()


def test_no_page_asks_why(world: World) -> None:
    for who, address in (("manager", "/team/away/"), ("worker", "/me/away/")):
        assert "<textarea" not in page(world, who, address)
