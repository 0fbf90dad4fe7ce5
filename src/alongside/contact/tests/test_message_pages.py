"""The pages of messages: what stands above the box, the thread, the box itself, the inbox, what one prefers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.models import AuditEvent, Preference
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper, make_world
from alongside.contact.models import Message, Seen
from alongside.contact.tests.test_messages import away, opens, send, works_too
from alongside.people.models import ContactPoint, Grant, Subject, Voice
from alongside.people.working.models import Absence
from alongside.record.models import Draft

IN_TOUCH = "in_touch"


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def url(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.subject.pk, *args])


def page(world: World, who: str, name: str, *args: Any) -> str:
    answer = client_of(world, who).get(url(world, name, *args), follow=True)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def post(world: World, who: str, to: list[str], words: str, **more: Any) -> Any:
    sent = {"entry_id": uuid7(), "sent_to": [world.voices[one].pk for one in to], "words": words} | more
    return client_of(world, who).post(url(world, "message_new"), sent, follow=True)


def test_a_message_is_sent_opened_and_answered(world: World) -> None:
    answer = post(world, "person", ["worker"], "Can it be eleven?")
    assert b"Not opened yet by Worker Test" in answer.content
    (message,) = _all()
    assert "1 not opened" in page(world, "worker", IN_TOUCH)
    thread = page(world, "worker", "message_thread", message.pk)
    assert "Can it be eleven?" in thread
    assert "Person Test" in thread
    assert "Opened by Worker Test today at" in page(world, "person", "message_thread", message.pk)
    client = client_of(world, "worker")
    sent = {"entry_id": uuid7(), "words": "Eleven it is."}
    client.post(url(world, "message_thread", message.pk), sent)
    client.post(url(world, "message_thread", message.pk), sent)
    assert [one.thread_id for one in _all()] == [None, message.pk]
    assert "Eleven it is." in page(world, "person", "message_thread", message.pk)


def _all() -> list[Message]:
    with as_keeper():
        return list(Message.objects.order_by("written_at", "pk"))


def test_above_the_box_stands_who_reads_it_when_and_where_help_is(world: World) -> None:
    for name, args in (("message_new", ()), ("message_thread", (send(world, "person", "worker").pk,))):
        shown = page(world, "person", name, *args)
        box = shown.index("<textarea")
        for words in ("Worker Test reads messages Monday to Friday, 9 am to 5 pm.", "If you need help now"):
            assert -1 < shown.find(words) < box, (name, words)
        assert url(world, "help_now") in shown[:box]


def test_who_stands_in_and_that_the_person_reads_is_said_before_sending(world: World) -> None:
    works_too(world)
    away(world, "colleague", "worker")
    shown = page(world, "person", "message_new")
    assert "Worker Test stands in, and reads messages to Colleague Test meanwhile." in shown
    assert "What you write to others who work with Pet, Pet can read too." in page(world, "worker", "message_new")
    assert "can read too" not in shown
    away(world, "worker")
    assert "Nobody stands in who can read this." in page(world, "person", "message_new")
    message = send(world, "worker", "colleague")
    assert "Pet can read this too." in page(world, "worker", "message_thread", message.pk)
    to_sister = send(world, "worker", "sister")
    assert "can read this too" not in page(world, "worker", "message_thread", to_sister.pk)


def test_whom_one_can_write_to_are_those_who_can_read_here(world: World) -> None:
    shown = page(world, "worker", "message_new")
    assert "Sister Test, family" in shown
    with as_keeper():
        Voice.objects.create(subject=world.subject, name="Aunt May", kind="member")
        Grant.objects.filter(account=world.sister).update(ends=now())
    shown = page(world, "worker", "message_new")
    assert "Aunt May" not in shown
    assert "Sister Test, family" not in shown


def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World) -> None:
    answer = post(world, "person", [], "Words I keep.")
    assert answer.status_code == 422
    assert b"Choose at least one person" in answer.content
    assert b"Words I keep." in answer.content
    assert _all() == []
    with as_keeper():
        assert Draft.objects.filter(author=world.person).exists()
    answer = post(world, "person", ["worker"], "")
    assert answer.status_code == 422
    post(world, "person", ["worker"], "Words I keep.")
    assert len(_all()) == 1
    with as_keeper():
        assert not Draft.objects.filter(author=world.person).exists()


def test_nobody_else_finds_a_thread_or_the_pages(world: World) -> None:
    message = send(world, "person", "worker")
    thread = url(world, "message_thread", message.pk)
    for who in ("sister", "manager", "colleague", "privacy_lead", "safeguarding_lead", "operator"):
        client = client_of(world, who)
        assert client.get(thread).status_code == 404, who
        assert client.post(thread, {"entry_id": uuid7(), "words": "x"}).status_code == 404, who
        assert "Can it be" not in client.get(reverse("messages")).content.decode()
    assert client_of(world, "colleague").get(url(world, "message_new")).status_code == 404
    assert len(_all()) == 1


def test_a_sister_with_nothing_shared_writes_and_reads_what_is_hers(world: World) -> None:
    message = send(world, "sister", "worker", words="About the bus.")
    other = send(world, "person", "worker", words="Not for her.")
    shown = page(world, "sister", IN_TOUCH)
    assert "About the bus." in shown
    assert "Not for her." not in shown
    assert "About the bus." in page(world, "sister", "message_thread", message.pk)
    assert client_of(world, "sister").get(url(world, "message_thread", other.pk)).status_code == 404


def test_words_stand_on_no_list_before_they_are_opened(world: World) -> None:
    """Else somebody would have read what the writer is told was not opened."""
    message = send(world, "person", "worker", words="Only when it is opened.")
    for name in ("timeline", "front"):
        assert "Only when it is opened." not in page(world, "worker", name)
    entry = client_of(world, "worker").get(url(world, "entry", message.pk))
    assert entry.headers["Location"] == url(world, "message_thread", message.pk)
    assert "Only when it is opened." in page(world, "person", "timeline")
    with as_keeper():
        assert not Seen.objects.exists()


def test_a_message_is_answered_by_a_message_and_not_beside_it(world: World) -> None:
    message = send(world, "person", "worker")
    client = client_of(world, "worker")
    assert client.post(url(world, "entry_agree", message.pk)).status_code == 403
    beside = {"answer_id": uuid7(), "words": "No."}
    assert client.post(url(world, "entry_respond", message.pk, "differently"), beside).status_code == 403


def test_a_changed_message_says_so_and_whether_it_was_opened_before(world: World) -> None:
    message = send(world, "person", "worker", words="At ten.")
    opens(world, "worker", message)
    with as_keeper():
        Seen.objects.update(written_at=now() - timedelta(hours=1))
    client = client_of(world, "person")
    form = client.get(url(world, "entry_mend", message.pk))
    assert b"To whom" not in form.content
    client.post(url(world, "entry_mend", message.pk), {"entry_id": message.pk, "version": 1, "words": "At eleven."})
    mine = page(world, "person", "message_thread", message.pk)
    assert "changed after it was opened" in mine
    theirs = page(world, "worker", "message_thread", message.pk)
    assert "At eleven." in theirs
    assert "after you opened it" in theirs
    assert "At ten." in theirs[theirs.index("How it was before") :]


def test_a_message_taken_back_leaves_a_line_without_words(world: World) -> None:
    first = send(world, "person", "worker", words="I did not mean it.")
    send(world, "person", "worker", words="Sorry.", thread_id=first.pk)
    client_of(world, "person").post(url(world, "entry_take_back", first.pk))
    for who in ("person", "worker"):
        shown = page(world, who, "message_thread", first.pk)
        assert "I did not mean it." not in shown
        assert "This message was taken back." in shown
        assert "Sorry." in shown


def test_a_closed_record_is_read_and_nothing_is_sent(world: World) -> None:
    message = send(world, "worker", "person")
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=now().date())
    shown = page(world, "worker", "message_thread", message.pk)
    assert "<textarea" not in shown
    client = client_of(world, "worker")
    again = client.post(url(world, "message_thread", message.pk), {"entry_id": uuid7(), "words": "x"})
    assert again.status_code == 403
    assert client.get(url(world, "message_new")).status_code == 403
    assert len(_all()) == 1


def test_the_writer_is_told_calmly_and_only_where_they_may_know(world: World) -> None:
    calm = "We do not write to Pet outside Alongside."
    world.give("sister", [])
    assert calm not in page(world, "worker", "message_new")
    with as_keeper():
        ContactPoint.objects.create(
            subject=world.subject, sort="email", value=world.person.email, safe="no", written_by=world.worker
        )
    assert calm in page(world, "worker", "message_new")
    assert calm not in page(world, "sister", "message_new")
    assert "Where that is safe" in page(world, "sister", "message_new")


def test_the_inbox_has_what_is_new_first_over_all_records(world: World) -> None:
    works_too(world)
    other = make_world("2")
    send(world, "person", "worker", words="In the first record.")
    with as_keeper():
        every = Grant.objects.get(subject=other.subject, account=other.worker)
        Grant.objects.create(subject=other.subject, account=world.worker, mask=every.mask, basis="care")
        other.voices["guest"] = Voice.objects.create(
            subject=other.subject, account=world.worker, name="Worker Test", kind="member"
        )
    send(other, "person", "guest", words="In the second record.")
    old = send(world, "sister", "worker", words="Read already.")
    opens(world, "worker", old)
    away(world, "colleague", "worker")
    send(world, "person", "colleague", words="For who is away.")
    shown = client_of(world, "worker").get(reverse("messages")).content.decode()
    order = [
        "Not opened yet",
        "In the second record.",
        "In the first record.",
        "For Colleague Test, who is away",
        "For who is away.",
        "Opened, and written by you",
        "Read already.",
    ]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert shown.count("In the record of Pet") == 4
    with as_keeper():
        event = AuditEvent.objects.get(action="messages.listed")
    assert set(event.detail["records"].split()) == {str(world.subject.pk), str(other.subject.pk)}


def test_who_stands_in_sees_for_whom_and_is_seen(world: World) -> None:
    works_too(world)
    message = send(world, "person", "worker")
    away(world, "worker", "colleague")
    shown = page(world, "colleague", "message_thread", message.pk)
    assert "You can read what stands here because Worker Test is away." in shown
    assert "and you stand in" in shown
    for who in ("person", "worker"):
        shown = page(world, who, "message_thread", message.pk)
        assert "Opened by Colleague Test (who stands in for Worker Test)" in shown, who


def queries_of(world: World, who: str, address: str) -> int:
    client = client_of(world, who)
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_pages_ask_no_more_for_many_than_for_few(world: World) -> None:
    works_too(world)
    first = send(world, "person", "worker", "colleague", "sister")
    addresses = [reverse("messages"), url(world, IN_TOUCH), url(world, "message_thread", first.pk)]
    addresses.append(url(world, "message_new"))
    few = [queries_of(world, "worker", one) for one in addresses]
    for number in range(8):
        send(world, "worker", "person", "sister", words=f"Answer {number}", thread_id=first.pk)
        send(world, "person", "worker", words=f"Another {number}")
        send(world, "sister", "worker", words=f"And {number}")
    many = [queries_of(world, "worker", one) for one in addresses]
    assert many == few


def test_preferences_are_kept_and_shown_to_who_writes(world: World) -> None:
    client = client_of(world, "worker")
    form = client.get(reverse("my_in_touch")).content.decode()
    assert "On which days do you read messages?" in form
    told = {"reads_days": [1, 2], "reads_from": "10:00", "reads_until": "12:30", "quiet_from": "21:30"}
    told |= {"quiet_until": "07:00", "zone": "Europe/London", "reminders": "on"}
    assert client.post(reverse("my_in_touch"), told).status_code == 302
    with as_keeper():
        kept = Preference.objects.get()
    assert (kept.account_id, kept.reads_days, kept.reminders, kept.word_prompts) == (world.worker.pk, 6, True, False)
    assert "Worker Test reads messages Tuesday and Wednesday, 10 am to 12:30 pm." in page(
        world, "person", "message_new"
    )
    wrong = client.post(reverse("my_in_touch"), told | {"reads_until": "10:00", "reads_days": []})
    assert wrong.status_code == 422
    for words in (b"Choose a time after the one above.", b"Choose at least one day."):
        assert words in wrong.content
    assert client.post(reverse("my_in_touch"), told | {"zone": "Mars/North"}).status_code == 422


@pytest.fixture
def texts(settings: Any) -> None:
    settings.TEXT_GATEWAY = "texts.example.org"


PREFERS = {"quiet_from": "22:00", "quiet_until": "07:00", "zone": "Europe/London", "reminders": "on"}


def test_a_mobile_number_is_asked_for_where_texts_can_be_sent(world: World, texts: None, settings: Any) -> None:
    client = client_of(world, "person")
    assert "Tell me by text" in client.get(reverse("my_in_touch")).content.decode()
    unread = client.post(reverse("my_in_touch"), PREFERS | {"mobile": "01632 960 001"})
    assert unread.status_code == 422
    assert "We cannot read “01632 960 001” as a mobile number" in unread.content.decode()
    assert client.post(reverse("my_in_touch"), PREFERS | {"mobile": "07700 900 123"}).status_code == 302
    with as_keeper():
        assert Preference.objects.get().mobile == "447700900123"
    assert 'value="+447700900123"' in client.get(reverse("my_in_touch")).content.decode()
    settings.TEXT_GATEWAY = ""
    assert client.post(reverse("my_in_touch"), PREFERS | {"mobile": ""}).status_code == 302
    with as_keeper():
        assert Preference.objects.get().mobile == ""
    assert "Tell me by text" not in client.get(reverse("my_in_touch")).content.decode()


def test_a_number_that_is_not_known_to_be_safe_is_not_taken(world: World, texts: None) -> None:
    with as_keeper():
        told = {"sort": "phone", "value": "+44 (0)7700 900123", "safe": "no", "written_by": world.person}
        ContactPoint.objects.create(subject=world.subject, **told)
    client = client_of(world, "person")
    answer = client.post(reverse("my_in_touch"), PREFERS | {"mobile": "07700900123"})
    assert answer.status_code == 422
    assert "not known to be safe" in answer.content.decode()
    assert client.post(reverse("my_in_touch"), PREFERS | {"mobile": "07700900124"}).status_code == 302


def test_who_does_not_work_here_is_asked_less_and_keeps_what_they_do_not_see(world: World) -> None:
    client = client_of(world, "person")
    assert "On which days" not in client.get(reverse("my_in_touch")).content.decode()
    told = {"quiet_from": "22:00", "quiet_until": "07:00", "zone": "Asia/Dhaka", "reads_days": [0], "word_prompts": ""}
    client.post(reverse("my_in_touch"), told)
    with as_keeper():
        kept = Preference.objects.get()
    assert (kept.account_id, kept.reads_days, kept.word_prompts, kept.reminders) == (
        world.person.pk,
        0b0011111,
        True,
        False,
    )


def test_leads_see_whom_a_message_waits_for(world: World) -> None:
    message = send(world, "person", "worker", words="The roof leaks.")
    away(world, "worker")
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.message_waits(%s, %s)", [message.pk, world.worker.pk])
    shown = client_of(world, "manager").get(reverse("messages")).content.decode()
    assert "Worker Test is away until" in shown
    assert "The roof leaks." not in shown
    assert "Pet" not in shown
    assert "is away until" not in client_of(world, "colleague").get(reverse("messages")).content.decode()


def test_an_absence_that_is_over_says_nothing(world: World) -> None:
    with as_keeper():
        Absence.objects.create(
            account=world.worker,
            starts=now() - timedelta(days=9),
            ends=now() - timedelta(days=2),
            made_by=world.manager.pk,
        )
    shown = page(world, "person", "message_new")
    assert "Worker Test is away" not in shown
    assert "Worker Test reads messages" in shown
