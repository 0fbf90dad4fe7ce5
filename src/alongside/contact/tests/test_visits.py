"""Visits: asked for, planned, changed, called off, written up; who may; clocks that go forward and back."""

from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import Account, Preference
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact.domain import Deed, UnreadableClock, VisitStatus, deeds, moments, read_clock
from alongside.contact.models import Visit
from alongside.design import near
from alongside.people.domain import Section
from alongside.people.models import Notice
from alongside.record.models import Contribution, Withholding
from alongside.record.times import local, today

LONDON = ZoneInfo("Europe/London")
WORDS = "The damp in the bedroom."


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(world: World, more: str = "") -> str:
    return f"/p/{world.subject.pk}/{more}"


def in_touch(world: World, who: str) -> str:
    return client_of(getattr(world, who)).get(address(world, "in-touch/")).content.decode()


def day_of(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def planned(world: World, **more: str) -> dict[str, Any]:
    """Give the form of a planned visit as the worker fills it in."""
    return {
        "entry_id": str(uuid7()),
        "words": WORDS,
        "sort": "visit",
        "clock": "2 pm",
        "minutes": "60",
        "place": "At home",
        "who": [str(world.voices["worker"].pk)],
        "words_of": str(world.voices["worker"].pk),
        "how": "wrote",
        **day_of("on", today() + timedelta(days=6)),
        **more,
    }


def plan(world: World, **more: Any) -> Visit:
    answer = client_of(world.worker).post(address(world, "visits/new/"), planned(world, **more))
    assert answer.status_code == 302, answer.content.decode()
    with world.as_("worker"):
        return Visit.objects.latest("written_at")


def begun(world: World, visit: Visit) -> Visit:
    """Let the visit have been yesterday."""
    with as_keeper():
        starts = now() - timedelta(days=1)
        Visit.objects.filter(pk=visit.pk).update(starts=starts, ends=starts + timedelta(hours=1))
        return Visit.objects.get(pk=visit.pk)


def stands(world: World, visit: Visit) -> Visit:
    with world.as_("person"):
        return Visit.objects.get(pk=visit.pk)


# --- clocks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("14:30", time(14, 30)), ("2 pm", time(14)), ("2.30pm", time(14, 30)), ("0930", time(9, 30)), ("noon", time(12))],
)
def test_a_time_of_day_is_read_as_people_write_it(typed: str, clock: time) -> None:
    assert read_clock(typed) == clock


@pytest.mark.parametrize(
    ("typed", "code"), [("2:30", "which_half"), ("25:00", "unread"), ("soon", "unread"), ("13 pm", "unread")]
)
def test_what_is_no_time_or_two_is_asked_about(typed: str, code: str) -> None:
    with pytest.raises(UnreadableClock) as unread:
        read_clock(typed)
    assert unread.value.code == code


@pytest.mark.parametrize(
    ("day", "clock", "hours"),
    [
        (date(2027, 3, 27), time(14), [14]),
        (date(2027, 3, 28), time(14), [13]),
        (date(2027, 3, 28), time(1, 30), []),
        (date(2027, 10, 31), time(1, 30), [0, 1]),
        (date(2027, 11, 1), time(14), [14]),
    ],
)
def test_the_moments_a_clock_shows_when_clocks_change(day: date, clock: time, hours: list[int]) -> None:
    assert [one.hour for one in moments(day, clock, LONDON)] == hours


@pytest.mark.parametrize(
    ("status", "ahead", "can"),
    [
        (VisitStatus.ASKED, None, {Deed.AGREE, Deed.CANCEL}),
        (VisitStatus.PLANNED, 1, {Deed.CHANGE, Deed.CANCEL}),
        (VisitStatus.PLANNED, -1, {Deed.CHANGE, Deed.WRITE_UP, Deed.NOT_HELD}),
        (VisitStatus.HELD, -1, set()),
        (VisitStatus.CANCELLED, 1, set()),
    ],
)
def test_what_can_be_done_with_a_visit(status: VisitStatus, ahead: int | None, can: set[Deed]) -> None:
    starts = now() + timedelta(hours=ahead) if ahead is not None else None
    assert deeds(status, starts, now()) == can


# --- the pages ------------------------------------------------------------------------------------------------


def test_the_person_sees_who_comes_and_when(world: World) -> None:
    visit = plan(world)
    shown = in_touch(world, "person")
    for words in ("Who is coming", "Worker Test", "2 pm", "in six days", WORDS, "At home"):
        assert words in shown
    assert visit.starts is not None
    assert local(visit.starts).hour == 14
    assert "Worker Test" in client_of(world.person).get(address(world)).content.decode()
    with viewing(world.person.pk):
        assert Notice.objects.filter(kind="visit.planned", about=visit.pk).exists()


def test_times_are_shown_and_read_by_the_clock_of_who_looks(world: World) -> None:
    """The person is in Karachi for a while; whoever works with them is not."""
    visit = plan(world)
    assert visit.starts is not None
    client = client_of(world.person)
    with as_keeper():
        Preference.objects.create(account=world.person, zone="Asia/Karachi", changed_by=world.person.pk)
    there = visit.starts.astimezone(ZoneInfo("Asia/Karachi"))
    seen = client.get(address(world)).content.decode()
    assert f"{near.hour(there.time())} by the clock of Karachi" in seen
    assert "Times are shown by the clock of Karachi" in seen
    assert "2 pm" not in seen
    theirs = in_touch(world, "worker")
    assert "2 pm" in theirs
    assert "clock of" not in theirs
    form = client.get(address(world, f"visits/{visit.pk}/when/")).content.decode()
    assert f'value="{near.hour(there.time())}"' in form
    assert "by the clock of Karachi." in form
    sent = planned(world) | {"version": "1", "clock": "11 pm", "why": "I fly later."}
    assert client.post(address(world, f"visits/{visit.pk}/when/"), sent).status_code == 302
    changed = stands(world, visit).starts
    assert changed is not None
    assert changed.astimezone(ZoneInfo("Asia/Karachi")).hour == 23


def test_a_clock_that_is_not_known_goes_like_ours(world: World) -> None:
    plan(world)
    with as_keeper():
        Preference.objects.create(account=world.person, zone="Mars/North", changed_by=world.person.pk)
    seen = in_touch(world, "person")
    assert "2 pm" in seen
    assert "clock of" not in seen


def test_the_person_asks_and_a_worker_agrees_on_a_time(world: World) -> None:
    asked = {"entry_id": str(uuid7()), "words": WORDS, "sort": "call", "suits": "A Thursday", "who": []}
    told = asked | {"words_of": str(world.voices["person"].pk), "how": "wrote"}
    assert client_of(world.person).post(address(world, "visits/ask/"), told).status_code == 302
    assert "A Thursday" in in_touch(world, "worker")
    with world.as_("worker"):
        visit = Visit.objects.get()
    assert visit.status == VisitStatus.ASKED
    agreed = {
        "version": "1",
        "sort": "call",
        "clock": "11 am",
        "minutes": "30",
        "who": [str(world.voices["worker"].pk)],
    }
    agreed |= day_of("on", today() + timedelta(days=3))
    answer = client_of(world.worker).post(address(world, f"visits/{visit.pk}/when/"), agreed)
    assert answer.status_code == 302, answer.content.decode()
    assert stands(world, visit).status == VisitStatus.PLANNED


def test_a_change_says_why_and_what_stood_before(world: World) -> None:
    visit = plan(world)
    changed = {"version": "1", "sort": "visit", "clock": "4 pm", "minutes": "60", "place": "The library", "why": ""}
    changed |= day_of("on", today() + timedelta(days=6)) | {"who": [str(world.voices["worker"].pk)]}
    client, where = client_of(world.worker), address(world, f"visits/{visit.pk}/when/")
    assert client.post(where, changed).status_code == 422
    assert client.post(where, changed | {"why": "The lift is out."}).status_code == 302
    shown = in_touch(world, "person")
    for words in ("The lift is out.", "The library", "At home", "2 pm"):
        assert words in shown


def test_two_who_change_it_at_once_see_what_stands(world: World) -> None:
    visit = plan(world)
    changed = {"version": "1", "sort": "visit", "clock": "4 pm", "minutes": "60", "why": "The lift is out."}
    changed |= day_of("on", today() + timedelta(days=6)) | {"who": []}
    where = address(world, f"visits/{visit.pk}/when/")
    assert client_of(world.worker).post(where, changed).status_code == 302
    answer = client_of(world.person).post(where, changed | {"clock": "5 pm", "why": "Too early."})
    assert answer.status_code == 409
    assert "Somebody changed this while you were writing" in answer.content.decode()


def test_cancelling_needs_a_reason_that_all_read(world: World) -> None:
    visit = plan(world)
    where = address(world, f"visits/{visit.pk}/cancel/")
    assert client_of(world.person).post(where, {"version": "1", "why": " "}).status_code == 422
    assert client_of(world.person).post(where, {"version": "1", "why": "I am at my aunt's."}).status_code == 302
    assert "I am at my aunt&#39;s." in in_touch(world, "worker")
    assert stands(world, visit).status == VisitStatus.CANCELLED


def test_a_visit_is_written_up_in_one_step_and_once(world: World) -> None:
    visit = begun(world, plan(world))
    client, where = client_of(world.worker), address(world, f"visits/{visit.pk}/write/")
    form = client.get(where).content.decode()
    assert WORDS in form
    assert "At home" in form
    told = {"entry_id": str(uuid7()), "words": "We looked at the wall.", "words_of": str(world.voices["worker"].pk)}
    told |= {"how": "wrote", **day_of("on", today() - timedelta(days=1))}
    assert client.post(where, told).status_code == 302
    assert client.post(where, told).status_code == 302
    with world.as_("person"):
        meeting = Contribution.objects.get(words="We looked at the wall.")
        assert Visit.objects.get(pk=visit.pk).became_id == meeting.pk
    assert "We looked at the wall." in client_of(world.person).get(address(world, "timeline/")).content.decode()
    other = told | {"entry_id": str(uuid7()), "words": "Other words."}
    assert client.post(where, other).status_code in {403, 422}


def test_a_visit_that_did_not_take_place_says_why(world: World) -> None:
    visit = begun(world, plan(world))
    told = {"version": "1", "why": "Nobody opened; I rang and left a note."}
    assert client_of(world.worker).post(address(world, f"visits/{visit.pk}/not-held/"), told).status_code == 302
    assert stands(world, visit).status == VisitStatus.NOT_HELD


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"clock": "2:30"}, "in the morning or later in the day"),
        ({"clock": "soon"}, "We cannot read"),
        ({"clock": ""}, ""),
        ({"on_year": "1999"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world: World, wrong: dict[str, str], said: str) -> None:
    answer = client_of(world.worker).post(address(world, "visits/new/"), planned(world, **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert WORDS in answer.content.decode()


def test_the_same_form_twice_is_one_visit(world: World) -> None:
    told = planned(world)
    client = client_of(world.worker)
    client.post(address(world, "visits/new/"), told)
    client.post(address(world, "visits/new/"), told)
    with world.as_("worker"):
        assert Visit.objects.count() == 1


# --- who may --------------------------------------------------------------------------------------------------


def test_the_colleague_finds_none_of_it(world: World) -> None:
    visit = plan(world)
    client = client_of(world.colleague)
    for more in ("in-touch/", "visits/new/", "visits/ask/", f"visits/{visit.pk}/when/", f"visits/{visit.pk}/cancel/"):
        assert client.get(address(world, more)).status_code == 404


def test_a_sister_with_nothing_shared_sees_no_visit(world: World) -> None:
    visit = plan(world)
    shown = in_touch(world, "sister")
    assert WORDS not in shown
    assert "2 pm" not in shown
    assert client_of(world.sister).get(address(world, f"visits/{visit.pk}/cancel/")).status_code == 404


def test_a_sister_who_sees_visits_changes_only_where_she_comes(world: World) -> None:
    visit, hers = plan(world), plan(world, who=[str(world.voices["sister"].pk)])
    world.give("sister", [Section.VISITS])
    assert WORDS in in_touch(world, "sister")
    client = client_of(world.sister)
    assert client.get(address(world, f"visits/{visit.pk}/cancel/")).status_code == 403
    told = {"version": "1", "why": "My shift moved."}
    assert client.post(address(world, f"visits/{hers.pk}/cancel/"), told).status_code == 302


def test_a_withheld_visit_is_nowhere(world: World) -> None:
    visit = plan(world)
    with as_keeper():
        Notice.objects.all().delete()
        Withholding.objects.create(
            subject=world.subject,
            item_id=visit.pk,
            bit=Section.VISITS.bit,
            whom="person",
            grounds="third_party",
            made_by=world.worker.pk,
            review_by=today() + timedelta(days=30),
        )
    assert WORDS not in in_touch(world, "person")
    assert WORDS not in client_of(world.person).get(address(world)).content.decode()
    assert client_of(world.person).get(address(world, f"visits/{visit.pk}/cancel/")).status_code == 404


@pytest.mark.parametrize("where", ["in-touch/", ""])
def test_more_visits_ask_no_more_of_the_database(world: World, where: str) -> None:
    client = client_of(world.person)
    plan(world)
    client.get(address(world, where))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world, where))
    starts = now() + timedelta(days=9)
    for number in range(12):
        at = starts + timedelta(days=number)
        who = [world.voices["worker"].pk]
        world.add("visit", status="planned", starts=at, ends=at + timedelta(hours=1), who=who)
    with CaptureQueriesContext(connection) as many:
        client.get(address(world, where))
    assert len(many) == len(few)
