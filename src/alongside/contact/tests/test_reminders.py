"""The day before a visit: told once, to those whom it concerns, of nothing but the day; and not once it is off."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from alongside.access.models import Preference
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.contact import reminders
from alongside.contact.models import Visit
from alongside.people.domain import Section
from alongside.people.models import Grant, Notice, Subject, Voice
from alongside.people.posting import actions

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
HERE = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (actions, reminders):
        monkeypatch.setattr(module, "connections", {"owner": connection})


def tomorrow(hour: int = 10) -> datetime:
    day = now().astimezone(HERE).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, tzinfo=HERE)


def visit(world: World, *, starts: datetime | None = None, who: tuple[str, ...] = ("worker",), **more: Any) -> Visit:
    starts = starts or tomorrow()
    told = {"status": "planned", "starts": starts, "ends": starts + timedelta(hours=1), "place": "12 Quay Street"}
    voices = [world.voices[name].pk for name in who]
    made: Visit = world.add("visit", words="The damp.", who=voices, **(told | more))
    return made


def remind(at: datetime | None = None) -> list[str]:
    """Tell of tomorrow's visits; give who has a reminder now."""
    with as_keeper():
        reminders.remind(at)
        return sorted(Notice.objects.filter(kind="visit.tomorrow").values_list("account__email", flat=True))


def post() -> list[str]:
    before = len(mail.outbox)
    with as_keeper():
        # That a visit was planned or changed has notices of its own, which are not asked about here.
        Notice.objects.exclude(kind="visit.tomorrow").delete()
        actions.queue()
        actions.post()
    return sorted(to for one in mail.outbox[before:] for to in one.to)


def test_the_person_and_who_comes_are_told_once(world: World) -> None:
    visit(world)
    both = sorted([world.person.email, world.worker.email])
    assert remind() == both
    assert remind() == both
    with as_keeper():
        Notice.objects.update(read_at=now(), read_by=world.person.pk)
    assert remind() == both, "nor once it is read"


def test_tomorrow_is_tomorrow_by_the_clock_of_who_is_told(world: World) -> None:
    """Ten in the evening here is three or four in the morning of the day after in Karachi."""
    visit(world, starts=tomorrow(22))
    with as_keeper():
        Preference.objects.create(account=world.person, zone="Asia/Karachi", changed_by=world.person.pk)
    noon = tomorrow(12) - timedelta(days=1)
    assert remind(noon) == [world.worker.email]
    assert remind(noon + timedelta(hours=9)) == sorted([world.person.email, world.worker.email])
    with as_keeper():
        days = dict(Notice.objects.values_list("account__email", "detail__on"))
    assert days[world.person.email] == (tomorrow().date() + timedelta(days=1)).isoformat()
    assert days[world.worker.email] == tomorrow().date().isoformat()


def test_it_says_the_day_and_neither_who_nor_where(world: World) -> None:
    visit(world)
    remind()
    client = Client()
    client.force_login(world.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/notices/").content.decode()
    day = tomorrow().date()
    assert f"You have a visit or call tomorrow, {day.day} {day:%B %Y}." in page
    assert "Quay" not in page
    assert "damp" not in page
    assert len(post()) == 2
    for one in mail.outbox:
        assert "visit" not in one.message().as_string().lower()


def test_changed_within_the_day_it_is_not_told_again_and_moved_to_another_day_it_is(world: World) -> None:
    one = visit(world)
    remind()
    with as_keeper():
        Visit.objects.filter(pk=one.pk).update(starts=tomorrow(14), ends=tomorrow(15))
    assert len(remind()) == 2
    with as_keeper():
        later = tomorrow() + timedelta(days=3)
        Visit.objects.filter(pk=one.pk).update(starts=later, ends=later + timedelta(hours=1))
    assert len(remind(later - timedelta(days=1))) == 4


NOT: dict[str, dict[str, Any]] = {
    "asked for": {"status": "asked", "starts": None, "ends": None},
    "cancelled": {"status": "cancelled", "why": "ill"},
    "today": {"starts": tomorrow() - timedelta(days=1)},
    "in two days": {"starts": tomorrow() + timedelta(days=1)},
}


@pytest.mark.parametrize("what", NOT)
def test_nobody_is_told_of_one_that_is(world: World, what: str) -> None:
    fields = dict(NOT[what])
    if fields.get("starts"):
        fields["ends"] = fields["starts"] + timedelta(hours=1)
    visit(world, **fields)
    assert remind() == []


def test_whoever_does_not_see_it_is_not_told(world: World) -> None:
    visit(world, who=("worker", "sister"))
    assert world.sister.email not in remind(), "visits are not shared with her"
    world.give("sister", [Section.VISITS])
    assert world.sister.email in remind()


def test_reminders_turned_off(world: World) -> None:
    visit(world)
    with as_keeper():
        Preference.objects.create(account=world.person, reminders=False, changed_by=world.person.pk)
    assert remind() == [world.worker.email]


def off(world: World) -> None:
    for one in (world.person, world.worker):
        Preference.objects.create(account=one, reminders=False, changed_by=one.pk)


STOPS: dict[str, Callable[[World], Any]] = {
    "it was cancelled": lambda world: Visit.objects.update(status="cancelled", why="ill"),
    "it was moved": lambda world: Visit.objects.update(
        starts=tomorrow() + timedelta(days=2), ends=tomorrow() + timedelta(days=2, hours=1)
    ),
    "it was entered in error": lambda world: Visit.objects.update(standing="error"),
    "reminders were turned off": off,
    "the person died": lambda world: Subject.objects.update(state="died", died_on=now().date()),
    "the record was closed": lambda world: Subject.objects.update(state="closed"),
    "the grants ended": lambda world: Grant.objects.update(
        starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1)
    ),
    "they left": lambda world: Voice.objects.update(until=now().date()),
}


@pytest.mark.parametrize("why", STOPS)
def test_the_mail_stops_when(world: World, why: str) -> None:
    visit(world)
    assert len(remind()) == 2
    with as_keeper():
        actions.queue()
        STOPS[why](world)
    assert post() == []
    with as_keeper():
        Notice.objects.all().delete()
    assert remind() == [], "and it is not told anew"


def test_the_mail_leaves_when_nothing_stops_it(world: World) -> None:
    visit(world)
    remind()
    assert post() == sorted([world.person.email, world.worker.email])
    assert post() == []


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2027, 3, 28), "2027-03-28T00:00Z", "2027-03-28T22:59Z"),
        (date(2027, 10, 31), "2027-10-30T23:00Z", "2027-10-31T23:59Z"),
    ],
    ids=["the day of 23 hours", "the day of 25 hours"],
)
def test_tomorrow_is_the_day_as_it_is_here(world: World, day: date, first: str, last: str) -> None:
    """Clocks change: the day before, at noon, the whole of the day is tomorrow, and nothing else is."""
    noon_before = datetime(day.year, day.month, day.day, 12, tzinfo=HERE) - timedelta(days=1)
    begins, ends, minute = datetime.fromisoformat(first), datetime.fromisoformat(last), timedelta(minutes=1)
    for at, is_told in ((begins, True), (ends, True), (begins - minute, False), (ends + minute, False)):
        one = visit(world, starts=at)
        with as_keeper():
            reminders.remind(noon_before)
            assert Notice.objects.filter(about=one.pk, kind="visit.tomorrow").exists() == is_told, at
