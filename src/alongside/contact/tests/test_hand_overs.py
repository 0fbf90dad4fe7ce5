"""Hand-overs: the person reads first, a lead carries out, once; and how often one agreed to be in touch."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.domain import Refused
from alongside.access.models import Account, Membership
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact import handing_over
from alongside.contact.models import HandOver, Seen, Visit
from alongside.people.domain import Section
from alongside.people.models import Grant, Notice, Voice
from alongside.people.working import actions as working
from alongside.people.working import queries as work
from alongside.record import actions as entries
from alongside.record import registry
from alongside.record.times import today

WORDS = "Pet likes to be rung before anybody comes. The housing letter waits for an answer."


@pytest.fixture
def coming(world: World) -> Account:
    """Give a colleague of the worker's team, who comes."""
    with as_keeper():
        account = Account.objects.create(email="coming@example.org", name="Coming Test", title="Social worker")
        Membership.objects.create(account=account, team=world.team, role="member")
        Grant.objects.filter(subject=world.subject, team=world.team).delete()
        Grant.objects.create(
            subject=world.subject,
            account=world.manager,
            mask=Grant.objects.get(account=world.worker).mask,
            basis="care",
        )
    return account


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(world: World, more: str = "") -> str:
    return f"/p/{world.subject.pk}/in-touch/{more}"


def sent(world: World, coming: Account, **more: str) -> dict[str, str]:
    day = today()
    return {
        "entry_id": str(uuid7()),
        "going": str(world.worker.pk),
        "coming": str(coming.pk),
        "on_day": str(day.day),
        "on_month": str(day.month),
        "on_year": str(day.year),
        "words": WORDS,
        **more,
    }


@pytest.fixture
def written(world: World, coming: Account) -> HandOver:
    """Give a hand-over as the worker writes it on the page."""
    answer = client_of(world.worker).post(address(world, "hand-over/"), sent(world, coming))
    assert answer.status_code == 302, answer.content.decode()
    with world.as_("worker"):
        return HandOver.objects.get()


def carry_out(world: World, one: HandOver, *, by: str = "manager", why: str = "") -> Any:
    told = {"why": why} if why else {}
    return client_of(getattr(world, by)).post(address(world, f"hand-over/{one.pk}/carry-out/"), told)


def read(world: World, one: HandOver) -> None:
    answer = client_of(world.person).post(address(world, f"hand-over/{one.pk}/read/"))
    assert answer.status_code == 302


def works(world: World, account: Account) -> bool:
    """Say whether this account can open the record now."""
    return client_of(account).get(address(world)).status_code == 200


def later(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    """Let the day of the change be over: what ends then has ended."""
    with as_keeper():
        Grant.objects.filter(subject=world.subject, account=world.worker, basis="care").update(
            starts=now() - timedelta(days=9), ends=now() - timedelta(seconds=1)
        )


def test_the_person_reads_it_first_and_a_lead_carries_it_out(world: World, coming: Account, written: HandOver) -> None:
    page = client_of(world.person).get(address(world)).content.decode()
    assert "Waits for you to read it" in page
    page = client_of(world.person).get(address(world, f"hand-over/{written.pk}/")).content.decode()
    assert WORDS in page
    assert "I have read this" in page
    read(world, written)
    assert carry_out(world, written).status_code == 302
    with world.as_("manager"):
        grant = Grant.objects.get(account=coming, basis="care", deny=False)
        assert grant.role == "named_worker"
        gone = Grant.objects.get(account=world.worker, basis="care")
        assert gone.ends is not None
        assert gone.ends <= now() + timedelta(days=1, hours=2)
        assert HandOver.objects.get().done_by == world.manager.pk
    assert works(world, coming)


def test_whoever_went_finds_nothing_once_the_day_is_over(
    world: World, written: HandOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(world, written)
    carry_out(world, written)
    assert works(world, world.worker)
    later(monkeypatch, world)
    assert not works(world, world.worker)


def test_it_waits_for_the_person(world: World, coming: Account, written: HandOver) -> None:
    answer = carry_out(world, written)
    assert answer.status_code == 422
    assert "has not read this yet" in answer.content.decode()
    with world.as_("manager"):
        assert not Grant.objects.filter(account=coming).exists()


def test_where_it_cannot_wait_the_person_reads_why(world: World, coming: Account, written: HandOver) -> None:
    why = "The worker is in hospital, and the visit is tomorrow."
    assert carry_out(world, written, why=why).status_code == 302
    page = client_of(world.person).get(address(world, f"hand-over/{written.pk}/")).content.decode()
    assert why in page
    with viewing(world.person.pk):
        assert Notice.objects.filter(kind="hand_over.not_waited", about=written.pk).exists()


def test_somebody_who_went_through_it_with_them_says_how(world: World, written: HandOver) -> None:
    client, where = client_of(world.worker), address(world, f"hand-over/{written.pk}/read/")
    assert client.post(where, {"words": ""}).status_code == 422
    assert client.post(where, {"words": "Read aloud on Tuesday, and talked about."}).status_code == 302
    assert (
        "Read aloud on Tuesday"
        in client_of(world.person).get(address(world, f"hand-over/{written.pk}/")).content.decode()
    )
    assert carry_out(world, written).status_code == 302


def test_nobody_else_says_that_it_was_read(world: World, written: HandOver) -> None:
    world.give("sister", [Section.MEETINGS])
    answer = client_of(world.sister).post(address(world, f"hand-over/{written.pk}/read/"), {"words": "I told her."})
    assert answer.status_code == 403
    with world.as_("person"):
        assert not Seen.objects.exists()


def test_reading_it_twice_is_once(world: World, written: HandOver) -> None:
    read(world, written)
    client_of(world.person).post(address(world, f"hand-over/{written.pk}/read/"))
    with world.as_("person"):
        assert Seen.objects.count() == 1


def test_what_was_read_stays_as_it_was_read(world: World, written: HandOver) -> None:
    read(world, written)
    kind = registry.of_model(HandOver)
    with world.as_("worker"), pytest.raises(Refused, match="has read this already"):
        entries.mend(by=world.worker, kind=kind, entry=written, version=1, words="Something else altogether.")


def test_the_same_form_twice_is_one_hand_over(world: World, coming: Account) -> None:
    told = sent(world, coming)
    client = client_of(world.worker)
    client.post(address(world, "hand-over/"), told)
    client.post(address(world, "hand-over/"), told)
    with world.as_("worker"):
        assert HandOver.objects.count() == 1


def test_carried_out_twice_is_once(world: World, coming: Account, written: HandOver) -> None:
    read(world, written)
    carry_out(world, written)
    with world.as_("manager"):
        handing_over.carry_out(by=world.manager, subject_id=world.subject.pk, hand_over_id=written.pk)
        assert Grant.objects.filter(account=coming, basis="care").count() == 1


@pytest.mark.parametrize("who", ["worker", "person", "sister", "colleague", "privacy_lead"])
def test_only_a_lead_who_works_with_the_person_carries_it_out(world: World, written: HandOver, who: str) -> None:
    read(world, written)
    assert carry_out(world, written, by=who, why="It cannot wait any longer.").status_code in {403, 404}
    with viewing(getattr(world, who).pk), pytest.raises(Refused):
        handing_over.carry_out(
            by=getattr(world, who), subject_id=world.subject.pk, hand_over_id=written.pk, why="It cannot wait at all."
        )


@pytest.mark.parametrize("who", ["person", "sister"])
def test_only_those_who_work_with_the_person_write_one(world: World, coming: Account, who: str) -> None:
    answer = client_of(getattr(world, who)).post(address(world, "hand-over/"), sent(world, coming))
    assert answer.status_code == 403


def test_the_colleague_finds_none_of_its_pages(world: World, written: HandOver) -> None:
    client = client_of(world.colleague)
    for more in ("hand-over/", f"hand-over/{written.pk}/", f"hand-over/{written.pk}/carry-out/", "agreed/"):
        assert client.get(address(world, more)).status_code == 404


def test_a_sister_with_nothing_shared_sees_none_of_it(world: World, written: HandOver) -> None:
    client = client_of(world.sister)
    assert "Hand-overs" not in client.get(address(world)).content.decode()
    assert client.get(address(world, f"hand-over/{written.pk}/")).status_code == 404


def test_visits_to_come_are_with_whoever_comes(world: World, coming: Account, written: HandOver) -> None:
    visit = world.add("visit", status="planned", starts=now() + timedelta(days=9), who=[world.voices["worker"].pk])
    read(world, written)
    carry_out(world, written)
    with world.as_("person"):
        here = Voice.objects.get(account=coming)
        assert Visit.objects.get(pk=visit.pk).who == [here.pk]


@pytest.mark.parametrize("wrong", [{"going": ""}, {"coming": ""}, {"words": " "}, {"on_year": "1999"}])
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    world: World, coming: Account, wrong: dict[str, str]
) -> None:
    answer = client_of(world.worker).post(address(world, "hand-over/"), sent(world, coming) | wrong)
    assert answer.status_code == 422
    if "words" not in wrong:
        assert WORDS in answer.content.decode()


def test_nobody_hands_over_to_themself(world: World, coming: Account) -> None:
    told = sent(world, coming) | {"coming": str(world.worker.pk)}
    answer = client_of(world.worker).post(address(world, "hand-over/"), told)
    assert "somebody else than who goes" in answer.content.decode()


def test_no_notice_holds_a_word_of_it(world: World, written: HandOver) -> None:
    read(world, written)
    carry_out(world, written)
    with as_keeper():
        assert "rung before" not in str(list(Notice.objects.values_list("kind", "detail")))


def test_more_hand_overs_ask_no_more_of_the_database(world: World, written: HandOver) -> None:
    client = client_of(world.person)
    client.get(address(world))
    with CaptureQueriesContext(connection) as few:
        client.get(address(world))
    for _each in range(6):
        world.add("hand_over", words_of="worker", how="wrote", going=world.worker, coming=world.manager)
    with CaptureQueriesContext(connection) as many:
        client.get(address(world))
    assert len(many) == len(few)


# --- how often to be in touch ----------------------------------------------------------------------------------


def agree(world: World, who: str, **told: str) -> Any:
    return client_of(getattr(world, who)).post(address(world, "agreed/"), {"often": "14", "how": "A visit", **told})


def test_both_read_what_was_agreed(world: World) -> None:
    assert agree(world, "worker", weight="3").status_code == 302
    for who in ("worker", "person"):
        assert "about every two weeks: A visit" in client_of(getattr(world, who)).get(address(world)).content.decode()
    assert "much" in client_of(world.person).get(address(world, "agreed/")).content.decode()


def test_the_person_changes_it_and_the_weight_stays(world: World) -> None:
    agree(world, "worker", weight="3")
    assert agree(world, "person", often="other", days="10").status_code == 302
    with world.as_("worker"):
        known = work.arrangement(world.subject.pk, viewer=world.viewer("worker"))
    assert known is not None
    assert (known.every, known.weight) == (10, 3)


@pytest.mark.parametrize("days", ["", "0", "400", "often"])
def test_a_number_of_days_is_asked_for(world: World, days: str) -> None:
    answer = agree(world, "worker", often="other", days=days)
    assert answer.status_code == 422


@pytest.mark.parametrize(("who", "status"), [("sister", 403), ("colleague", 404)])
def test_nobody_else_agrees_for_them(world: World, who: str, status: int) -> None:
    assert agree(world, who).status_code == status
    with viewing(getattr(world, who).pk), pytest.raises(Refused):
        working.arrange(by=getattr(world, who), subject_id=world.subject.pk, every=7)


def test_the_sister_does_not_read_it(world: World) -> None:
    agree(world, "worker")
    world.give("sister", list(Section)[:17])
    assert "We agreed" not in client_of(world.sister).get(address(world)).content.decode()
