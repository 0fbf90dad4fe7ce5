"""The calendar feed: times alone, at an address that can be ended, and nothing once there is no right to it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from icalendar import Calendar

from alongside.access.models import Account, AuditEvent, Membership
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact import feeds
from alongside.contact.models import CalendarFeed, Visit
from alongside.people.domain import Right, Section
from alongside.people.models import Grant, Subject, Voice
from alongside.record import actions as entries
from alongside.record import registry
from alongside.record.models import Withholding
from alongside.record.times import today

WORDS, PLACE = "The damp in the bedroom.", "14 Tanner Street"


def visit(world: World, *, starts: datetime | None = None, status: str = "planned", **more: object) -> Visit:
    at = starts or now() + timedelta(days=3)
    told = {"ends": at + timedelta(hours=1), "place": PLACE, "words": WORDS, "who": [world.voices["worker"].pk], **more}
    made: Visit = world.add("visit", status=status, starts=at, **told)
    return made


def address(account: Account) -> str:
    with viewing(account.pk):
        return f"/calendar/{feeds.make(by=account, id=uuid7())}.ics"


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def read(where: str) -> list[dict[str, object]]:
    """Give the events at an address, as a calendar that signs in nowhere reads them."""
    answer = Client().get(where)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return [dict(one) for one in Calendar.from_ical(answer.content).walk("VEVENT")]


@pytest.mark.parametrize("who", ["person", "worker"])
def test_the_person_and_whoever_comes_find_the_time(world: World, who: str) -> None:
    made = visit(world)
    (event,) = read(address(getattr(world, who)))
    assert event["DTSTART"].dt == made.starts.replace(microsecond=0)  # type: ignore[attr-defined, union-attr]
    assert str(event["SUMMARY"]) == "Visit"
    assert str(event["STATUS"]) == "CONFIRMED"


def test_nothing_else_of_it_leaves(world: World) -> None:
    made = visit(world, needs="Not before eleven", also="Ines Calder")
    said = Client().get(address(world.person)).content.decode()
    for secret in (WORDS, PLACE, "Pet", "Test", "eleven", "Ines", str(made.pk), str(world.subject.pk), "@"):
        assert secret not in said, secret


def test_a_call_is_a_call_and_a_cancelled_one_is_cancelled(world: World) -> None:
    visit(world, sort="call")
    visit(world, status="cancelled", why="A cold.")
    events = read(address(world.person))
    assert sorted(str(one["SUMMARY"]) for one in events) == ["Call", "Visit"]
    assert sorted(str(one["STATUS"]) for one in events) == ["CANCELLED", "CONFIRMED"]


def next_change() -> date:
    """Give the next last Sunday of March: the day on which clocks here go forward."""
    for year in (today().year, today().year + 1):
        last = date(year, 3, 31)
        last -= timedelta(days=(last.weekday() + 1) % 7)
        if last > today() + timedelta(days=1):
            return last
    raise AssertionError


@pytest.mark.parametrize(("days", "hour"), [(-1, 14), (1, 13)])
def test_two_in_the_afternoon_is_said_in_utc_on_both_sides_of_a_change(world: World, days: int, hour: int) -> None:
    day = next_change() + timedelta(days=days)
    visit(world, starts=datetime.combine(day, time(14), ZoneInfo("Europe/London")))
    where = address(world.person)
    assert f"DTSTART:{day:%Y%m%d}T{hour}0000Z".encode() in Client().get(where).content
    (event,) = read(where)
    assert event["DTEND"].dt.hour == hour + 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("local", "said"),
    [
        (datetime(2027, 3, 27, 14), b"DTSTART:20270327T140000Z"),  # noqa: DTZ001 (as a clock shows it)
        (datetime(2027, 3, 29, 14), b"DTSTART:20270329T130000Z"),  # noqa: DTZ001 (as a clock shows it)
        (datetime(2027, 10, 31, 1, 30), b"DTSTART:20271031T003000Z"),  # noqa: DTZ001 (as a clock shows it)
        (datetime(2027, 10, 31, 1, 30, fold=1), b"DTSTART:20271031T013000Z"),  # noqa: DTZ001 (as a clock shows it)
    ],
)
def test_no_zone_is_left_to_the_calendar_to_guess(local: datetime, said: bytes) -> None:
    starts = local.replace(tzinfo=ZoneInfo("Europe/London"))
    made = feeds.as_calendar([feeds.Busy("u", False, False, starts, None, 1, starts)])
    assert said in made
    assert b"TZID" not in made


def test_an_empty_calendar_is_a_calendar(world: World) -> None:
    assert read(address(world.sister)) == []


def test_one_who_does_not_come_finds_nothing_of_it(world: World) -> None:
    visit(world)
    world.give("sister", [Section.VISITS])
    assert read(address(world.sister)) == []


def closed(world: World) -> None:
    Account.objects.filter(pk=world.person.pk).update(is_active=False)


def died(world: World) -> None:
    Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=today())


def ended(world: World) -> None:
    Grant.objects.filter(account=world.person).update(
        ends=now() - timedelta(seconds=1), starts=now() - timedelta(days=9)
    )


def narrowed(world: World) -> None:
    Grant.objects.filter(account=world.person).update(mask=Section.GOALS.bit | Right.OWN.bit)


def left(world: World) -> None:
    Voice.objects.filter(account=world.person).update(until=today())


def kept(world: World) -> None:
    Withholding.objects.create(
        subject=world.subject,
        item_id=Visit.objects.get().pk,
        bit=Section.VISITS.bit,
        whom="person",
        grounds="third_party",
        made_by=world.worker.pk,
        review_by=today() + timedelta(days=30),
    )


@pytest.mark.parametrize("stop", [died, ended, narrowed, left, kept])
def test_it_stops_at_once_when(world: World, stop: Callable[[World], None]) -> None:
    visit(world)
    where = address(world.person)
    assert len(read(where)) == 1
    with as_keeper():
        stop(world)
    assert read(where) == []


def test_a_closed_account_has_no_calendar(world: World) -> None:
    where = address(world.person)
    with as_keeper():
        closed(world)
    assert Client().get(where).status_code == 404


def test_a_new_address_ends_the_one_before(world: World) -> None:
    first, second = address(world.person), address(world.person)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_the_secret_is_kept_nowhere_and_shown_once(world: World) -> None:
    client = client_of(world.person)
    told = {"new_id": str(uuid7())}
    shown = client.post("/calendar/", told).content.decode()
    found = re.search(r"https?://testserver(/calendar/([\w-]+)\.ics)", shown)
    assert found
    assert len(found[2]) >= 43
    assert Client().get(found[1]).status_code == 200
    with as_keeper():
        kept_as = CalendarFeed.objects.get(ended_at=None).secret
        trail = str(list(AuditEvent.objects.values()))
    assert kept_as not in shown
    for place in (kept_as, trail, str(dict(client.session)), client.get("/calendar/").content.decode()):
        assert found[2] not in place
    again = client.post("/calendar/", told, follow=True).content.decode()
    assert "made before" in again
    assert ".ics" not in again
    assert Client().get(found[1]).status_code == 200
    with as_keeper():
        assert CalendarFeed.objects.count() == 1


def test_an_open_screen_is_not_enough_to_make_one(world: World, settings: Any) -> None:
    client, where = client_of(world.person), address(world.person)
    settings.RECHECK_SECONDS = 0
    asked = client.post("/calendar/", {"new_id": str(uuid7())})
    assert asked["Location"].startswith("/accounts/sure/")
    assert Client().get(where).status_code == 200
    client.post("/calendar/", {"end": "yes"})
    assert Client().get(where).status_code == 404


def test_nobody_ends_anothers_address(world: World) -> None:
    where = address(world.person)
    client_of(world.colleague).post("/calendar/", {"end": "yes"})
    assert Client().get(where).status_code == 200


def test_it_stays_the_same_event_and_says_when_it_changed(world: World) -> None:
    made = visit(world)
    where = address(world.person)
    (before,) = read(where)
    with world.as_("worker"):
        kind = registry.get("visit")
        at = made.starts + timedelta(hours=2)  # type: ignore[operator]
        entries.mend(by=world.worker, kind=kind, entry=made, version=1, starts=at, ends=at + timedelta(hours=1))
    (after,) = read(where)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt <= now()  # type: ignore[attr-defined]
    assert after["DTSTART"].dt == before["DTSTART"].dt + timedelta(hours=2)  # type: ignore[attr-defined]
    whole = Calendar.from_ical(Client().get(where).content)
    assert {"PRODID", "VERSION", "REFRESH-INTERVAL"} <= set(whole)
    assert not {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "CATEGORIES"} & set(after)


def test_another_address_calls_the_same_visit_otherwise(world: World) -> None:
    visit(world)
    first = read(address(world.person))[0]["UID"]
    assert first not in {read(address(world.person))[0]["UID"], read(address(world.worker))[0]["UID"]}


@pytest.mark.parametrize(("days", "is_there"), [(-29, True), (-31, False), (360, True), (370, False)])
def test_it_reaches_a_month_back_and_a_year_ahead(world: World, days: int, is_there: bool) -> None:
    visit(world, starts=now() + timedelta(days=days))
    assert len(read(address(world.person))) == is_there


@pytest.mark.parametrize(("days", "is_there"), [(13, True), (15, False)])
def test_one_that_is_off_is_said_for_two_weeks(world: World, days: int, is_there: bool) -> None:
    made = visit(world, status="cancelled", why="A cold.", starts=now() + timedelta(days=20))
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contact_visitevent SET pgh_created_at = %s WHERE pgh_obj_id = %s",
            [now() - timedelta(days=days), made.pk],
        )
    assert len(read(address(world.person))) == is_there


def test_one_that_is_only_asked_for_is_not_in_a_calendar(world: World) -> None:
    visit(world, status="asked")
    assert read(address(world.person)) == []


def test_what_one_wrote_oneself_stays_ones_own(world: World) -> None:
    """A right of its own beside the section, in the record and so in the calendar."""
    visit(world, by="sister", words_of="sister", how="wrote", who=[world.voices["sister"].pk])
    visit(world, who=[world.voices["sister"].pk])
    assert len(read(address(world.sister))) == 1
    world.give("sister", [Section.VISITS])
    assert len(read(address(world.sister))) == 2


def test_a_worker_who_is_gone_or_no_longer_comes_finds_nothing(world: World) -> None:
    made = visit(world)
    where = address(world.worker)
    assert len(read(where)) == 1
    with as_keeper():
        Grant.objects.filter(account=world.worker).update(ends=now(), starts=now() - timedelta(days=9))
        assert len(read(where)) == 1, "the team still works with the person"
        Membership.objects.filter(account=world.worker).update(ends=now(), starts=now() - timedelta(days=9))
        assert read(where) == []
        Membership.objects.filter(account=world.worker).update(ends=None)
        Visit.objects.filter(pk=made.pk).update(who=[])
    assert read(where) == []


def test_it_answers_calendars_that_ask_whether_anything_changed(world: World) -> None:
    visit(world)
    where = address(world.person)
    whole = Client().get(where)
    assert whole["Content-Type"] == "text/calendar; charset=utf-8"
    head = Client().head(where)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert Client().get(where, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    visit(world, starts=now() + timedelta(days=4))
    assert Client().get(where, headers={"If-None-Match": whole["ETag"]}).status_code == 200
    assert Client().post(where).status_code == 405


def test_the_trail_keeps_the_first_reading_of_a_day_and_the_page_the_last(world: World) -> None:
    where = address(world.person)
    assert "No calendar has read it yet" in client_of(world.person).get("/calendar/").content.decode()
    read(where)
    read(where)
    with as_keeper():
        (kept,) = AuditEvent.objects.filter(action="calendar.read")
    assert (kept.by, kept.subject_id, kept.detail) == (None, None, {"account": str(world.person.pk)})
    assert "A calendar read it last" in client_of(world.person).get("/calendar/").content.decode()


@pytest.mark.parametrize("secret", ["nothing", "x" * 43, "x" * 5000, "a.b", "%00", "é", "' OR 1=1"])
def test_what_is_no_address_looks_like_one_that_ended(world: World, secret: str) -> None:
    where = address(world.person)
    with viewing(world.person.pk):
        feeds.end(by=world.person)
    ended_, odd = Client().get(where), Client().get(f"/calendar/{secret}.ics")
    assert (odd.status_code, odd["Content-Type"]) == (404, ended_["Content-Type"])
    said = {re.sub(rb'(nonce|value)="[^"]*"', b"", one.content) for one in (odd, ended_)}
    assert len(said) == 1
