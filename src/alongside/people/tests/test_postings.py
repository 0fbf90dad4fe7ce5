"""The outbox: a mail says only that there is something, leaves at most once, and not at all once it may not."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from alongside.access.models import Duty
from alongside.base.clock import now
from alongside.conftest import World, as_keeper, no_hour_is_quiet
from alongside.people import contact
from alongside.people.models import ContactPoint, Grant, Notice, Subject, Voice
from alongside.people.posting import actions
from alongside.people.posting.domain import MOST_TRIES, next_wait
from alongside.people.posting.models import Posting
from alongside.people.posting.smtp import MayHaveLeft

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """The world is in this test's own transaction: the outbox is filled and emptied there, as the keeper."""
    monkeypatch.setattr(actions, "connections", {"owner": connection})
    with as_keeper():
        no_hour_is_quiet()


def tell(world: World, to: str, *, about: Any = None, subject: bool = True, who: str = "Asha") -> None:
    told = [getattr(world, to).pk, world.subject.pk if subject else None, about, who]
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.tell(%s, 'test.said', %s, %s, jsonb_build_object('who', %s::text))", told)


def send() -> list[str]:
    """Queue what is due and send it; give the addresses written to."""
    before = len(mail.outbox)
    with as_keeper():
        actions.queue()
        actions.post()
    return sorted(to for one in mail.outbox[before:] for to in one.to)


def states() -> list[str]:
    with as_keeper():
        return list(Posting.objects.order_by("made", "id").values_list("state", flat=True))


def test_a_mail_says_only_that_there_is_something(world: World) -> None:
    tell(world, "person")
    tell(world, "person", who="Salma")
    assert send() == [world.person.email]
    assert send() == []
    (sent,) = mail.outbox
    for secret in ("Pet", "Asha", "Salma", world.subject.name, str(world.subject.pk), str(world.person.pk)):
        assert secret not in sent.message().as_string()
    assert states() == ["sent"]


def test_no_address_and_no_words_are_kept(world: World) -> None:
    tell(world, "person")
    with as_keeper():
        actions.queue()
        kept = str(list(Posting.objects.values()))
    assert "@" not in kept
    assert "Asha" not in kept


def test_what_comes_later_is_written_about_again(world: World) -> None:
    tell(world, "person")
    assert send() == [world.person.email]
    tell(world, "person", who="Salma")
    assert send() == [world.person.email]
    assert states() == ["sent", "sent"]


def read_it(world: World) -> None:
    Notice.objects.update(read_at=now(), read_by=world.sister.pk)


def turn_off_account(world: World) -> None:
    type(world.sister).objects.filter(pk=world.sister.pk).update(is_active=False)


STOPS: dict[str, Callable[[World], Any]] = {
    "they read it": read_it,
    "the person died": lambda world: Subject.objects.update(state="died", died_on=now().date()),
    "the record was closed": lambda world: Subject.objects.update(state="closed"),
    "the grant ended": lambda world: Grant.objects.filter(account=world.sister).update(
        starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1)
    ),
    "they left the circle": lambda world: Voice.objects.filter(account=world.sister).update(until=now().date()),
    "the account is off": turn_off_account,
    "they are denied": lambda world: Grant.objects.create(
        subject=world.subject, account=world.sister, mask=2**62 - 1, deny=True, basis="consent"
    ),
}


@pytest.mark.parametrize("why", STOPS)
def test_it_stops_at_once_when(world: World, why: str) -> None:
    tell(world, "sister")
    with as_keeper():
        actions.queue()
        STOPS[why](world)
    assert send() == []
    assert send() == []
    assert states() == ["stopped"]


def test_it_stops_when_the_address_is_no_longer_safe(world: World) -> None:
    tell(world, "person")
    with as_keeper():
        actions.queue()
        ContactPoint.objects.create(
            subject=world.subject, sort="email", value=world.person.email, safe="no", written_by=world.worker
        )
    assert send() == []
    assert states() == ["stopped"]


def test_it_stops_when_the_entry_is_kept_from_them(world: World) -> None:
    entry = world.add("strength")
    tell(world, "sister", about=entry.pk)
    assert send() == [], "nothing was shared with her"
    tell(world, "person", about=entry.pk)
    assert send() == [world.person.email]


def test_whoever_holds_a_duty_is_told_of_a_closed_record_too(world: World) -> None:
    tell(world, "safeguarding_lead")
    with as_keeper():
        Subject.objects.update(state="died", died_on=now().date())
    assert send() == [world.safeguarding_lead.email]
    with as_keeper():
        Duty.objects.all().update(ends=now())
    tell(world, "privacy_lead")
    assert send() == []


def test_one_of_several_that_may_still_be_written_about_is_enough(world: World) -> None:
    tell(world, "sister", about=world.add("strength").pk)
    tell(world, "sister", who="Salma")
    assert send() == [world.sister.email]


def test_quiet_hours_put_it_off(world: World) -> None:
    tell(world, "person")
    quiet = (
        "CREATE OR REPLACE FUNCTION alongside.is_quiet(account uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT {}'"
    )
    with as_keeper():
        connection.cursor().execute(quiet.format("true"))
    assert send() == []
    assert states() == ["waiting"]
    with as_keeper():
        assert Posting.objects.get().due > now() + timedelta(minutes=9)
        connection.cursor().execute(quiet.format("false"))
        Posting.objects.update(due=now())
    assert send() == [world.person.email]


def test_one_cut_off_is_unknown_and_never_sent_again(world: World) -> None:
    tell(world, "person")
    with as_keeper():
        actions.queue()
        connection.cursor().execute("SELECT alongside.posting_take()")
    assert states() == ["sending"]
    assert send() == []
    assert send() == []
    assert states() == ["unknown"]
    with as_keeper():
        assert Notice.objects.get().read_at is None, "they still find it inside"
    tell(world, "person", who="Salma")
    assert send() == [world.person.email]


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Errors that handing over a mail raises, the last first, before it goes well."""
    errors: list[Exception] = []
    real = contact.put

    def put(*args: Any, **kwargs: Any) -> None:
        if errors:
            raise errors.pop()
        real(*args, **kwargs)

    monkeypatch.setattr(contact, "put", put)
    return errors


def again() -> list[str]:
    with as_keeper():
        Posting.objects.filter(state="waiting").update(due=now())
    return send()


def test_one_that_did_not_leave_is_tried_again(world: World, wrong: list[Exception]) -> None:
    wrong += [smtplib.SMTPServerDisconnected("x@example.org"), smtplib.SMTPDataError(451, b"x@example.org later")]
    tell(world, "person")
    assert send() == []
    with as_keeper():
        kept = Posting.objects.get()
        assert (kept.state, kept.attempts, kept.error) == ("waiting", 1, "SMTPDataError 451")
        assert kept.due > now() + timedelta(seconds=50)
    assert send() == [], "not before its time"
    assert again() == []
    assert again() == [world.person.email]


def test_one_that_never_leaves_is_given_up(world: World, wrong: list[Exception]) -> None:
    wrong += [smtplib.SMTPDataError(451, b"later")] * 30
    tell(world, "person")
    for _try in range(MOST_TRIES + 2):
        assert again() == []
    with as_keeper():
        assert list(Posting.objects.values_list("state", "attempts")) == [("failed", MOST_TRIES)]


def test_one_of_which_nobody_knows_is_not_tried_again(world: World, wrong: list[Exception]) -> None:
    wrong.append(MayHaveLeft())
    tell(world, "person")
    assert send() == []
    assert again() == []
    assert states() == ["unknown"]


def test_an_address_that_cannot_be_written_stops_no_other(world: World, wrong: list[Exception]) -> None:
    wrong.append(ValueError("no header"))
    tell(world, "person")
    tell(world, "worker")
    assert len(send()) == 1
    assert sorted(states()) == ["failed", "sent"]


def test_waits_grow_and_end() -> None:
    waits = [next_wait(tries, refused=False) for tries in range(1, MOST_TRIES)]
    assert all(waits)
    assert waits == sorted(waits, key=lambda wait: wait or timedelta())
    assert next_wait(MOST_TRIES, refused=False) is None
    assert next_wait(3, refused=True) is None


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT alongside.posting_take()",
        "SELECT alongside.postings_make()",
        "SELECT alongside.postings_cut_off()",
        "SELECT alongside.posting_ended(gen_random_uuid(), 'sent', '')",
        "SELECT alongside.posting_later(gen_random_uuid(), '1 hour', '')",
        "SELECT alongside.remind_of_visits(now())",
        "SELECT alongside.is_quiet(gen_random_uuid())",
        "INSERT INTO people_posting (id) VALUES (gen_random_uuid())",
        "UPDATE people_posting SET state = 'waiting'",
    ],
)
def test_the_app_neither_fills_nor_empties_it(world: World, attack: str) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with world.as_("operator", narrowed=False), refused, transaction.atomic():
        connection.cursor().execute(attack)


@pytest.mark.parametrize("who", ["person", "worker", "operator"])
def test_nobody_sees_whom_it_writes_to(world: World, who: str) -> None:
    tell(world, who)
    with as_keeper():
        actions.queue()
    with world.as_(who, narrowed=False):
        assert not Posting.objects.exists()
