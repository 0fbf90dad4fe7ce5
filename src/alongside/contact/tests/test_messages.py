"""Who reads a message: its audience alone, in the database itself; standing in; opened; told outside."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from alongside.access.domain import Refused
from alongside.access.models import AuditEvent, Membership, Preference
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact.messaging import actions, queries
from alongside.contact.models import Message, Seen
from alongside.people import notices
from alongside.people.domain import ALL_SECTIONS, CLOSED, Right, Section
from alongside.people.models import ContactPoint, Grant, Subject, Voice
from alongside.people.working.models import Absence
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Audience, Item

EVERYBODY = ("person", "sister", "worker", "manager", "colleague", "privacy_lead", "safeguarding_lead", "operator")
EVERYWHERE = (
    "SELECT count(*) FROM contact_message WHERE id = %s",
    "SELECT count(*) FROM contact_messageevent WHERE pgh_obj_id = %s",
    "SELECT count(*) FROM record_item WHERE id = %s",
    "SELECT count(*) FROM record_audience WHERE entry_id = %s",
)


def send(world: World, by: str, *to: str, words: str = "See you on Tuesday.", **more: Any) -> Message:
    """Send a message as the pages do."""
    with world.as_(by) as account:
        return actions.send(
            by=account,
            viewer=world.viewer(by),
            subject_id=world.subject.pk,
            voice_id=world.voices[by].pk,
            to=[world.voices[one].pk for one in to],
            words=words,
            **more,
        )


def sees(world: World, who: str, message: Message) -> bool:
    """Say whether somebody reads a message, with the record open and without: all of its tables or none."""
    said = []
    for narrowed in (True, False):
        with world.as_(who, narrowed=narrowed), connection.cursor() as cursor:
            for sql in EVERYWHERE:
                cursor.execute(sql, [message.pk])
                said.append(cursor.fetchone()[0] > 0)
    assert len(set(said)) == 1, (who, said)
    return said[0]


def readers(world: World, message: Message) -> set[str]:
    return {who for who in EVERYBODY if sees(world, who, message)}


def opens(world: World, who: str, message: Message) -> int:
    with world.as_(who) as account:
        return actions.open_messages(by=account, subject_id=world.subject.pk, ids=[message.pk])


def away(world: World, who: str, cover: str | None = None, *, starts: datetime | None = None, days: int = 7) -> Absence:
    begins = starts or now() - timedelta(hours=1)
    with as_keeper():
        return Absence.objects.create(
            account=getattr(world, who),
            cover=getattr(world, cover) if cover else None,
            starts=begins,
            ends=begins + timedelta(days=days),
            made_by=world.manager.pk,
        )


def works_too(world: World, who: str = "colleague") -> None:
    """Let a second worker work with the person, with a voice of their own."""
    account = getattr(world, who)
    with as_keeper():
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.create(subject=world.subject, account=account, mask=mask, basis="care")
        world.voices[who] = Voice.objects.create(
            subject=world.subject, account=account, name=account.name, kind="member", relationship="nurse"
        )


def told(world: World, who: str) -> list[str]:
    with world.as_(who, narrowed=False) as account:
        return [one.words for one in notices.lines(account=account) if not one.is_read]


def mails(world: World) -> list[str]:
    """Give to whom a mail would leave now."""
    found = []
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT looking")
        cursor.execute("SELECT alongside.postings_make()")
        while True:
            cursor.execute("SELECT id, address FROM alongside.posting_take()")
            if (row := cursor.fetchone()) is None:
                break
            found += [row[1]] if row[0] else []
        cursor.execute("ROLLBACK TO looking")
    return found


# --- the audience ---


def test_a_message_is_read_by_writer_and_named_and_nobody_else(world: World) -> None:
    assert readers(world, send(world, "sister", "person")) == {"sister", "person"}
    assert readers(world, send(world, "sister", "worker")) == {"sister", "worker"}
    assert readers(world, send(world, "worker", "sister")) == {"sister", "worker"}


def test_what_workers_write_to_one_another_the_person_reads(world: World) -> None:
    works_too(world)
    assert readers(world, send(world, "worker", "colleague")) == {"worker", "colleague", "person"}
    assert readers(world, send(world, "worker", "colleague", "sister")) == {"worker", "colleague", "sister"}


def test_a_worker_who_is_kin_too_is_of_the_circle(world: World) -> None:
    """A sister who works in some team elsewhere does not become a worker of this record by that."""
    with as_keeper():
        Membership.objects.create(account=world.sister, team=world.other_team, role="member")
    assert readers(world, send(world, "sister", "worker")) == {"sister", "worker"}


def test_no_grant_and_no_emergency_opens_it(world: World) -> None:
    message = send(world, "person", "worker")
    world.give("sister", list(Section), rights=CLOSED | Right.VOICE.bit | Right.OWN.bit | Right.CARE.bit)
    with as_keeper():
        Grant.objects.create(
            subject=world.subject, account=world.colleague, mask=ALL_SECTIONS | CLOSED, basis="break_glass"
        )
    assert readers(world, message) == {"person", "worker"}


def test_a_later_worker_does_not_read_what_was_written_before(world: World) -> None:
    message = send(world, "person", "worker")
    works_too(world)
    assert not sees(world, "colleague", message)


@pytest.mark.parametrize("how", ["ended", "denied"])
def test_an_ended_grant_and_a_deny_end_reading_at_once(world: World, how: str) -> None:
    world.never_quiet("sister")
    message = send(world, "person", "sister")
    assert told(world, "sister")
    assert mails(world) == [world.sister.email]
    with as_keeper():
        if how == "ended":
            Grant.objects.filter(account=world.sister).update(ends=now())
        else:
            Grant.objects.create(
                subject=world.subject, account=world.sister, mask=ALL_SECTIONS, deny=True, basis="consent"
            )
    assert not sees(world, "sister", message)
    assert told(world, "sister") == []
    assert world.sister.email not in mails(world)


def test_a_message_goes_to_nobody_who_left_and_to_no_voice_without_an_account(world: World) -> None:
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=now().date() - timedelta(days=1))
        nobody = Voice.objects.create(subject=world.subject, name="Aunt May", kind="member")
    world.voices["aunt"] = nobody
    for one in ("sister", "aunt"):
        with pytest.raises(Refused):
            send(world, "worker", one)
    with pytest.raises(Refused):
        send(world, "worker")
    with pytest.raises(Refused):
        send(world, "worker", "worker")
    with as_keeper():
        assert not Message.objects.exists()


def test_it_stays_with_those_it_went_to(world: World) -> None:
    message = send(world, "person", "worker")
    with world.as_("person"), pytest.raises(Error), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(sent_to=[world.voices["sister"].pk])


def test_the_same_form_twice_is_one_message(world: World) -> None:
    form = uuid7()
    first, again = (send(world, "person", "worker", words="Ring me.", id=form) for _time in range(2))
    other = send(world, "person", "worker", words="Ring me after two.", id=form)
    assert first.pk == again.pk != other.pk
    with as_keeper():
        assert Message.objects.count() == 2
        assert Audience.objects.filter(entry_id=first.pk).count() == 2


def test_an_answer_stands_in_its_own_thread_alone(world: World) -> None:
    first = send(world, "person", "worker")
    answer = send(world, "worker", "person", thread_id=first.pk)
    with pytest.raises(Refused):
        send(world, "sister", "worker", thread_id=first.pk)
    with pytest.raises(Refused):
        send(world, "person", "worker", thread_id=answer.pk)
    with world.as_("worker"):
        thread, voices = queries.thread(answer.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
    assert [one.pk for one in thread.messages] == [answer.pk, first.pk]
    assert set(voices) == {world.voices["person"].pk, world.voices["worker"].pk}


# --- standing in ---


def test_whoever_stands_in_reads_what_was_not_opened_and_what_comes(world: World) -> None:
    works_too(world)
    opened, waits = send(world, "person", "worker"), send(world, "person", "worker", words="And the damp?")
    opens(world, "worker", opened)
    absence = away(world, "worker", "colleague")
    assert not sees(world, "colleague", opened)
    assert sees(world, "colleague", waits)
    comes = send(world, "person", "worker", words="It is worse.")
    assert readers(world, comes) == {"person", "worker", "colleague"}
    assert "There is a message for you in the record of Pet." in told(world, "colleague")
    with as_keeper():
        Absence.objects.filter(pk=absence.pk).update(ended_at=now(), ended_by=world.manager.pk)
    assert not sees(world, "colleague", waits)
    assert not sees(world, "colleague", comes)
    assert told(world, "colleague") == []


def test_another_who_stands_in_takes_the_place_of_the_first(world: World) -> None:
    works_too(world)
    message = send(world, "person", "worker")
    absence = away(world, "worker", "colleague")
    with as_keeper():
        Absence.objects.filter(pk=absence.pk).update(cover=world.manager)
    assert readers(world, message) == {"person", "worker", "manager"}


def test_an_absence_to_come_begins_by_the_clock(world: World) -> None:
    works_too(world)
    message = send(world, "person", "worker")
    absence = away(world, "worker", "colleague", starts=now() + timedelta(days=1))
    assert not sees(world, "colleague", message)
    with as_keeper(), connection.cursor() as cursor:
        Absence.objects.filter(pk=absence.pk).update(starts=now() - timedelta(hours=1))
        # As the hour alone has brought it: nobody changed the absence, so that nothing else gave them this.
        Audience.objects.filter(account=world.colleague).delete()
        cursor.execute("SELECT alongside.begin_covers()")
        assert cursor.fetchone()[0] == 1
        cursor.execute("SELECT alongside.begin_covers()")
        assert cursor.fetchone()[0] == 0
    assert sees(world, "colleague", message)


def test_standing_in_opens_nothing_without_a_place_in_the_record(world: World) -> None:
    message = send(world, "person", "worker")
    away(world, "worker", "colleague")
    assert not sees(world, "colleague", message)
    assert told(world, "colleague") == []
    works_too(world)
    assert sees(world, "colleague", message)


def test_who_stood_in_is_seen_by_writer_and_by_whoever_was_away(world: World) -> None:
    works_too(world)
    message = send(world, "person", "worker")
    away(world, "worker", "colleague")
    opens(world, "colleague", message)
    for who in ("person", "worker"):
        with world.as_(who):
            (one,) = [o for o in queries.openings([message.pk])[message.pk] if o.account_id == world.colleague.pk]
        assert (one.away_id, bool(one.opened)) == (world.worker.pk, True), who


def test_who_stands_in_answers_though_they_see_no_first_message(world: World) -> None:
    works_too(world)
    first = send(world, "person", "worker")
    opens(world, "worker", first)
    away(world, "worker", "colleague")
    second = send(world, "person", "worker", thread_id=first.pk, words="Are you there?")
    assert not sees(world, "colleague", first)
    with world.as_("colleague"):
        thread, voices = queries.thread(second.pk, subject_id=world.subject.pk, viewer=world.viewer("colleague"))
        covered = queries.covered()
    assert [one.pk for one in thread.messages] == [second.pk]
    assert covered == {second.pk: (world.worker.pk, world.worker.name)}
    answer = send(world, "colleague", "person", "worker", thread_id=thread.id, words="I am.")
    assert readers(world, answer) == {"person", "worker", "colleague"}
    assert len(voices) == 2


@pytest.mark.django_db(databases=["default", "owner"])
def test_leads_hear_that_a_message_waits_when_nobody_reads_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "connections", {"owner": connection})
    message = send(world, "person", "worker", words="The roof leaks.")
    with as_keeper():
        Message.objects.filter(pk=message.pk).update(written_at=now() - timedelta(days=14))
        assert actions.say_who_waits() == "messages that wait: 0"
    away(world, "worker")
    with as_keeper():
        assert actions.say_who_waits() == "messages that wait: 1"
        assert actions.say_who_waits() == "messages that wait: 0"
    (said,) = told(world, "manager")
    assert "Worker Test is away" in said
    assert "Pet" not in said
    with world.as_("manager", narrowed=False):
        assert [one["name"] for one in queries.waits_for()] == ["Worker Test"]
    assert not sees(world, "manager", message)
    with world.as_("colleague", narrowed=False):
        assert queries.waits_for() == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_nobody_is_alarmed_before_the_time_of_reading(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "connections", {"owner": connection})
    send(world, "person", "worker")
    away(world, "worker")
    with as_keeper():
        assert actions.say_who_waits() == "messages that wait: 0"


# --- opened ---


def test_opening_is_kept_once_and_named_to_nobody_outside(world: World) -> None:
    message = send(world, "sister", "worker")
    assert [opens(world, "worker", message) for _time in range(2)] == [1, 0]
    assert opens(world, "sister", message) == 0
    with as_keeper():
        (event,) = AuditEvent.objects.filter(action="message.opened")
    assert event.detail == {"entry": str(message.pk)}
    with world.as_("person"), connection.cursor() as cursor:
        cursor.execute("SELECT action FROM alongside.looks(%s, 'infinity', NULL, 100)", [world.subject.pk])
        assert not [action for (action,) in cursor.fetchall() if action.startswith("message.")]


def test_only_writer_and_opener_know_that_it_was_opened(world: World) -> None:
    message = send(world, "person", "sister", "worker")
    opens(world, "worker", message)
    seen = {}
    for who in ("person", "sister", "worker"):
        with world.as_(who):
            seen[who] = Seen.objects.count()
            seen[f"{who} openings"] = sum(one.opened is not None for one in queries.openings([message.pk])[message.pk])
    assert seen == {
        "person": 1,
        "person openings": 1,
        "worker": 1,
        "worker openings": 1,
        "sister": 0,
        "sister openings": 0,
    }


def test_nobody_opens_what_they_do_not_read(world: World) -> None:
    message = send(world, "sister", "worker")
    assert opens(world, "person", message) == 0
    with pytest.raises(Refused):
        opens(world, "colleague", message)


def test_nobody_writes_down_by_themself_when_they_opened_it(world: World) -> None:
    message = send(world, "person", "worker")
    with world.as_("worker"):
        item = Item.objects.get(pk=message.pk)
    seen = Seen(
        item=item,
        subject=world.subject,
        bit=item.bit,
        item_by=item.written_by_id,
        written_by=world.worker,
        written_at=now() - timedelta(days=3),
    )
    with world.as_("worker"), pytest.raises(Error, match="row-level security"), transaction.atomic():
        seen.save(force_insert=True)
    assert opens(world, "worker", message) == 1


def test_opening_reads_the_notice(world: World) -> None:
    message = send(world, "person", "worker")
    again = send(world, "person", "worker", thread_id=message.pk, words="One more thing.")
    assert len(told(world, "worker")) == 1
    opens(world, "worker", message)
    assert told(world, "worker") == []
    assert opens(world, "worker", again) == 1


def test_a_message_taken_back_says_nothing_more(world: World) -> None:
    world.never_quiet("worker")
    message = send(world, "person", "worker")
    assert mails(world) == [world.worker.email]
    with world.as_("person"):
        kind = registry.get("message")
        record.set_standing(by=world.person, kind=kind, entry=message, standing=Standing.TAKEN_BACK)
    assert told(world, "worker") == []
    assert world.worker.email not in mails(world)


# --- outside ---


@pytest.mark.parametrize("safe", ["no", "ask"])
def test_nothing_leaves_for_an_address_that_may_not_be_used(world: World, safe: str) -> None:
    world.never_quiet("person")
    send(world, "worker", "person")
    assert mails(world) == [world.person.email]
    with as_keeper():
        ContactPoint.objects.create(
            subject=world.subject, sort="email", value=world.person.email.upper(), safe=safe, written_by=world.worker
        )
    assert mails(world) == []
    known = {}
    for who in ("worker", "sister"):
        with world.as_(who):
            known[who] = queries.reached(world.subject.pk, viewer=world.viewer(who)).person_is_mailed
    assert known == {"worker": False, "sister": None}


def test_who_writes_is_told_of_the_number_where_a_text_goes_there(world: World) -> None:
    """What stands above the box and what leaves are one: by the number, not by the address that is not used."""

    def known() -> bool | None:
        with world.as_("worker"):
            return queries.reached(world.subject.pk, viewer=world.viewer("worker")).person_is_mailed

    def say(value: str) -> None:
        sort = "email" if "@" in value else "phone"
        told = {"sort": sort, "value": value, "safe": "no", "written_by": world.worker}
        ContactPoint.objects.create(subject=world.subject, **told)

    with as_keeper():
        say(world.person.email)
    assert known() is False
    with as_keeper():
        Preference.objects.create(account=world.person, mobile="447700900123", changed_by=world.person.pk)
    assert known() is True
    with as_keeper():
        say("07700 900 123")
    assert known() is False


def test_a_closed_record_and_a_death_stop_every_word_of_it(world: World) -> None:
    world.never_quiet("person")
    send(world, "worker", "person")
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died")
    assert told(world, "person") == []
    assert mails(world) == []
    with pytest.raises(Refused):
        send(world, "worker", "person", words="Another.")


def test_whoever_wants_no_mail_gets_none_of_messages(world: World) -> None:
    world.never_quiet("person")
    send(world, "worker", "person")
    with as_keeper():
        Preference.objects.update(reminders=False)
    assert mails(world) == []


def quiet(world: World, at: datetime) -> bool:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.is_quiet_at(%s, %s)", [world.person.pk, at])
        return bool(cursor.fetchone()[0])


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]  # year to minute


def test_quiet_hours_go_by_the_clock_on_the_wall(world: World) -> None:
    """The clocks go forward on 28 March 2027 and back on 31 October 2027."""
    assert quiet(world, utc(2027, 3, 27, 7, 30))  # 7:30
    assert not quiet(world, utc(2027, 3, 28, 7, 30))  # 8:30
    assert not quiet(world, utc(2027, 10, 30, 7, 30))  # 8:30
    assert quiet(world, utc(2027, 10, 31, 7, 30))  # 7:30
    assert not quiet(world, utc(2027, 7, 1, 18, 59))  # 19:59
    assert quiet(world, utc(2027, 7, 1, 19, 0))  # 20:00
    with as_keeper():
        Preference.objects.create(
            account=world.person,
            quiet_from=time(13),
            quiet_until=time(14),
            zone="Asia/Dhaka",
            changed_by=world.person.pk,
        )
    assert quiet(world, utc(2027, 7, 1, 7, 30))  # 13:30 in Dhaka
    assert not quiet(world, utc(2027, 7, 1, 8, 0))
    world.never_quiet("person")
    assert not quiet(world, utc(2027, 7, 1, 0, 0))
    with as_keeper():
        Preference.objects.update(zone="Mars/North", quiet_from=time(13), quiet_until=time(14))
    assert quiet(world, utc(2027, 7, 1, 12, 30))  # no zone there is: 13:30 in London


def test_no_mail_is_due_in_quiet_hours(world: World) -> None:
    world.never_quiet("person")
    send(world, "worker", "person")
    assert mails(world) == [world.person.email]
    with as_keeper():
        Preference.objects.update(quiet_from=time(0), quiet_until=time(23, 59, 59, 999999))
    assert mails(world) == []


# --- the keeper's own ---


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT alongside.cover_message('{message}', '{worker}', '{colleague}', 'infinity')",
        "SELECT alongside.message_tell('{colleague}', '{message}')",
        "SELECT alongside.begin_covers()",
        "SELECT * FROM alongside.messages_nobody_reads()",
        "SELECT alongside.is_quiet('{worker}')",
        "INSERT INTO record_audience (id, entry_id, subject_id, account_id, given_by, starts)"
        " VALUES (gen_random_uuid(), '{message}', '{subject}', '{colleague}', '{worker}', now())",
        "INSERT INTO people_absence (id, account_id, cover_id, starts, ends, made_at, made_by)"
        " VALUES (gen_random_uuid(), '{worker}', '{colleague}', now(), now() + interval '1 day', now(), '{worker}')",
    ],
)
def test_the_app_lets_nobody_in(world: World, attack: str) -> None:
    message = send(world, "person", "worker")
    values: dict[str, UUID] = {"message": message.pk, "subject": world.subject.pk}
    values |= {who: getattr(world, who).pk for who in ("worker", "colleague")}
    with world.as_("colleague"), pytest.raises(Error, match="permission denied"), transaction.atomic():
        connection.cursor().execute(attack.format(**values))
    with world.as_("colleague"), connection.cursor() as cursor:
        for sql in (
            f"SELECT * FROM alongside.message_openings(ARRAY['{message.pk}']::uuid[])",
            f"SELECT * FROM alongside.message_thread('{world.subject.pk}', '{message.pk}')",
            f"SELECT * FROM alongside.absences_here('{world.subject.pk}')",
        ):
            cursor.execute(sql)
            assert cursor.fetchall() == []


def test_preferences_are_ones_own(world: World) -> None:
    with world.as_("worker", narrowed=False) as account:
        actions.prefer(by=account, quiet_from=time(21), quiet_until=time(7), zone="Europe/London", reminders=True)
        with pytest.raises(Refused):
            actions.prefer(by=account, quiet_from=time(21), quiet_until=time(7), zone="Mars/North", reminders=True)
    with world.as_("manager", narrowed=False):
        assert not Preference.objects.exists()
    with world.as_("manager", narrowed=False), pytest.raises(Error), transaction.atomic():
        Preference.objects.create(account=world.worker, changed_by=world.manager.pk)
    with as_keeper():
        assert AuditEvent.objects.filter(action="preference.changed", by=world.worker.pk).count() == 1
