"""The calendar feed: times alone, at an address that can be ended, and nothing once there is no right to it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact import feeds
from alongside.contact.models import CalendarFeed, Visit
from alongside.people.domain import Right, Section
from alongside.people.models import Grant, Subject, Voice
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


@pytest.mark.parametrize(
    ("day", "hour"), [(datetime(2027, 3, 27, 14, tzinfo=UTC), 14), (datetime(2027, 3, 29, 13, tzinfo=UTC), 13)]
)
def test_times_are_said_in_utc_on_both_sides_of_a_change(
    world: World, day: datetime, hour: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(world, starts=day)
    (event,) = read(address(world.person))
    assert event["DTSTART"].dt.hour == hour  # type: ignore[attr-defined]


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


def test_unknown_and_ended_addresses_answer_alike(world: World) -> None:
    where = address(world.person)
    with viewing(world.person.pk):
        feeds.end(by=world.person)
    answers = [Client().get(one) for one in (where, "/calendar/nothing.ics", f"/calendar/{'x' * 43}.ics")]
    assert {one.status_code for one in answers} == {404}


def test_a_new_address_ends_the_one_before(world: World) -> None:
    first, second = address(world.person), address(world.person)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_the_secret_is_kept_nowhere_and_shown_once(world: World) -> None:
    client = Client()
    client.force_login(world.person)
    told = {"new_id": str(uuid7())}
    client.post("/calendar/", told)
    shown = client.get("/calendar/").content.decode()
    secret = shown.partition("/calendar/")[2]
    assert ".ics" in shown
    assert ".ics" not in client.get("/calendar/").content.decode()
    with as_keeper():
        kept_as = CalendarFeed.objects.get(ended_at=None).secret
    assert kept_as not in shown
    assert secret
    client.post("/calendar/", told)
    with as_keeper():
        assert CalendarFeed.objects.count() == 1


def test_nobody_ends_anothers_address(world: World) -> None:
    where = address(world.person)
    client = Client()
    client.force_login(world.colleague)
    client.post("/calendar/", {"end": "yes"})
    assert Client().get(where).status_code == 200
