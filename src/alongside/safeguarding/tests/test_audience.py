"""Who sees a concern: its audience alone, in the database itself and in raw SQL as the application's role."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from alongside.access import keeper
from alongside.access.domain import Refused
from alongside.access.models import Duty, Membership, Organisation
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people import actions as people
from alongside.people.domain import ALL_SECTIONS, CLOSED, Right, Section
from alongside.people.models import Grant, Notice, Voice
from alongside.record import queries as record
from alongside.record.actions import respond
from alongside.record.domain import ResponseKind
from alongside.record.models import Audience, Item
from alongside.record.times import today
from alongside.safeguarding import actions, queries
from alongside.safeguarding.domain import Sort
from alongside.safeguarding.models import Concern, Part

KEPT = {"tell": "not_now", "keep_ground": "danger", "keep_words": "He reads her post."}
EVERYWHERE = (
    "SELECT count(*) FROM safeguarding_concern",
    "SELECT count(*) FROM safeguarding_concernevent",
    "SELECT count(*) FROM safeguarding_part",
    "SELECT count(*) FROM record_item WHERE kind = 'concern'",
    "SELECT count(*) FROM record_response",
    "SELECT count(*) FROM record_audience",
)


def counts() -> list[int]:
    """Count the rows of a concern that the viewer sees, table by table."""
    with connection.cursor() as cursor:
        found = []
        for sql in EVERYWHERE:
            cursor.execute(sql)
            found.append(cursor.fetchone()[0])
        return found


def sees(world: World, who: str) -> bool:
    """Say whether somebody sees anything of a concern, with the record open and without: all or nothing."""
    said = []
    for narrowed in (True, False):
        with world.as_(who, narrowed=narrowed):
            said.append(any(counts()))
    assert said[0] == said[1], who
    return said[0]


def write(world: World, by: str = "worker", **more: Any) -> Concern:
    """Write a concern down in the voice of whoever writes."""
    fields: dict[str, Any] = {"words_of": by, "how": "wrote"} | more
    if fields.get("tell") == "not_now":
        fields.setdefault("keep_review", today() + timedelta(days=7))
    return world.add("concern", by=by, **fields)


def beside(world: World, concern: Concern) -> None:
    """Say something to it, and add something below it."""
    with world.as_("worker"):
        item = Item.objects.get(pk=concern.pk)
        respond(by=world.worker, item=item, kind=ResponseKind.COMMENT, words="I know the house.")
        actions.add_part(by=world.worker, item=item, sort=Sort.TOLD, whom="police", on=today())


def ends(world: World, who: str) -> None:
    with as_keeper():
        Grant.objects.filter(account=getattr(world, who)).update(ends=now())


def allowed(sql: str, *args: Any) -> bool:
    """Say whether the database runs this and changes or gives something."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, args)
            return cursor.rowcount > 0
    except Error:
        return False


@pytest.fixture
def concern(world: World) -> Iterator[Concern]:
    made = write(world)
    beside(world, made)
    return made


def test_the_first_audience_is_writer_lead_and_person(world: World, concern: Concern) -> None:
    seen = {who: sees(world, who) for who in ("worker", "safeguarding_lead", "person")}
    assert seen == {"worker": True, "safeguarding_lead": True, "person": True}
    unseen = {who: sees(world, who) for who in ("sister", "manager", "colleague", "privacy_lead")}
    assert not any(unseen.values()), unseen


def test_no_grant_opens_it_whatever_its_mask_says(world: World, concern: Concern) -> None:
    world.give("sister", list(Section), rights=CLOSED | Right.VOICE.bit | Right.OWN.bit | Right.CARE.bit)
    assert not sees(world, "sister")
    with world.as_("sister"):
        assert not world.viewer("sister").sight.sees(Section.SAFEGUARDING)


def test_an_emergency_look_does_not_open_it(world: World, concern: Concern) -> None:
    with as_keeper():
        Grant.objects.create(
            subject=world.subject, account=world.colleague, mask=ALL_SECTIONS | CLOSED, basis="break_glass"
        )
    assert not sees(world, "colleague")
    with as_keeper():
        Audience.objects.create(
            entry_id=concern.pk, subject=world.subject, account=world.colleague, given_by=world.worker.pk
        )
    assert not sees(world, "colleague")


def test_whoever_lost_every_right_in_the_record_sees_it_no_more(world: World) -> None:
    made = write(world, "sister")
    assert sees(world, "sister")
    ends(world, "sister")
    assert not sees(world, "sister")
    assert sees(world, "safeguarding_lead")
    with world.as_("sister"), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.invited()")
        assert made.pk not in cursor.fetchone()[0]


def test_a_deny_wins_over_the_audience(world: World, concern: Concern) -> None:
    with as_keeper():
        Grant.objects.create(
            subject=world.subject, account=world.safeguarding_lead, mask=ALL_SECTIONS, deny=True, basis="care"
        )
        Grant.objects.create(subject=world.subject, account=world.worker, mask=ALL_SECTIONS, deny=True, basis="care")
    assert not sees(world, "safeguarding_lead")
    assert not sees(world, "worker")


def test_a_lead_sees_nothing_else_of_the_record(world: World, concern: Concern) -> None:
    strength = world.add("strength")
    with world.as_("safeguarding_lead"):
        viewer = world.viewer("safeguarding_lead")
        assert viewer.sight.is_closed_only
        assert viewer.sight.sections == ()
        assert [item.pk for item in record.items(world.subject.pk, viewer=viewer)] == [concern.pk]
        assert not Item.objects.filter(pk=strength.pk).exists()
        assert not Grant.objects.exists()


def test_a_carer_with_nothing_shared_writes_one_and_sees_it(world: World) -> None:
    write(world, "sister", **KEPT)
    assert sees(world, "sister")
    assert sees(world, "safeguarding_lead")
    assert not sees(world, "person")
    assert not sees(world, "worker")


def test_the_person_reads_their_own_words_always(world: World) -> None:
    with pytest.raises(Refused):
        write(world, words_of="person", how="said", **KEPT)
    with pytest.raises(Refused):
        write(world, "person", **KEPT)


def test_what_is_kept_from_the_person_has_reason_words_and_a_day(world: World) -> None:
    with as_keeper():
        voice = world.voices["worker"]
    base = {"subject_id": world.subject.pk, "words_of_id": voice.pk, "written_by_id": world.worker.pk, "danger": "no"}
    for lacking in ({"keep_words": ""}, {"keep_ground": ""}, {"keep_review": None}):
        with pytest.raises(Error), transaction.atomic(), world.as_("worker"):
            Concern.objects.create(**base, words="x", **(KEPT | {"keep_review": today() + timedelta(days=7)} | lacking))
    with pytest.raises(Refused):
        write(world, **KEPT, keep_review=today() + timedelta(days=200))


def test_the_named_source_of_harm_is_in_no_audience(world: World) -> None:
    """The sister is in the circle, sees all that can be shared, and works her way in by nothing."""
    world.give("sister", list(Section))
    made = write(world, sources=[world.voices["sister"].pk])
    beside(world, made)
    assert not sees(world, "sister")
    with world.as_("worker"):
        assert world.sister.pk not in {one["account"] for one in queries.candidates(made.pk)}
        with pytest.raises(Refused) as named:
            actions.invite(by=world.worker, concern_id=made.pk, account_id=world.sister.pk)
        with pytest.raises(Refused) as missing:
            actions.invite(by=world.worker, concern_id=made.pk, account_id=uuid7())
    assert str(named.value) == str(missing.value)
    assert not sees(world, "sister")


def test_a_lead_who_is_named_is_not_told(world: World) -> None:
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, account=world.safeguarding_lead, name="Lead")
    write(world, sources=[voice.pk])
    assert not sees(world, "safeguarding_lead")
    assert not Notice.objects.filter(account=world.safeguarding_lead).exists()


def test_whoever_is_named_later_is_out_at_once_with_all_they_were_told(world: World) -> None:
    made = write(world, "person", words="She takes my post.")
    with world.as_("person"):
        actions.invite(by=world.person, concern_id=made.pk, account_id=world.sister.pk)
    assert sees(world, "sister")
    with world.as_("safeguarding_lead"):
        actions.name(
            by=world.safeguarding_lead, concern_id=made.pk, voice_id=world.voices["sister"].pk, words="Said so."
        )
    assert not sees(world, "sister")
    with as_keeper():
        assert not Notice.objects.filter(account=world.sister).exists()
    with world.as_("safeguarding_lead"), pytest.raises(Refused):
        actions.invite(by=world.safeguarding_lead, concern_id=made.pk, account_id=world.sister.pk)


def test_naming_somebody_in_a_change_puts_them_out(world: World, concern: Concern) -> None:
    with world.as_("worker"):
        actions.invite(by=world.worker, concern_id=concern.pk, account_id=world.manager.pk)
    assert sees(world, "manager")
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, account=world.manager, name="Manager")
    with world.as_("worker"):
        Concern.objects.filter(pk=concern.pk).update(sources=[voice.pk])
    assert not sees(world, "manager")


def test_the_person_and_those_at_work_bring_in_and_nobody_else_does(world: World, concern: Concern) -> None:
    with world.as_("worker"):
        actions.invite(by=world.worker, concern_id=concern.pk, account_id=world.sister.pk)
    with world.as_("sister"), pytest.raises(Refused):
        actions.invite(by=world.sister, concern_id=concern.pk, account_id=world.manager.pk)
    with world.as_("manager"), pytest.raises(Refused):
        actions.invite(by=world.manager, concern_id=concern.pk, account_id=world.manager.pk)
    with world.as_("person"):
        actions.invite(by=world.person, concern_id=concern.pk, account_id=world.manager.pk)
        with pytest.raises(Refused):
            actions.invite(by=world.person, concern_id=concern.pk, account_id=world.colleague.pk)
    assert [sees(world, who) for who in ("sister", "manager", "colleague")] == [True, True, False]


def test_somebody_leaves_but_a_lead_stays(world: World, concern: Concern) -> None:
    with world.as_("worker"):
        with pytest.raises(Refused):
            actions.end(by=world.worker, concern_id=concern.pk, account_id=world.safeguarding_lead.pk)
        with pytest.raises(Refused):
            actions.end(by=world.worker, concern_id=concern.pk, account_id=world.person.pk)
        actions.end(by=world.worker, concern_id=concern.pk, account_id=world.worker.pk)
    assert not sees(world, "worker")
    with world.as_("safeguarding_lead"), pytest.raises(Refused):
        actions.end(by=world.safeguarding_lead, concern_id=concern.pk, account_id=world.safeguarding_lead.pk)


def test_telling_waits_and_is_done(world: World, concern: Concern) -> None:
    with world.as_("safeguarding_lead"):
        lead = world.safeguarding_lead
        with pytest.raises(Refused):
            actions.keep(by=lead, concern_id=concern.pk, ground="", words="x", review=today() + timedelta(days=3))
        with pytest.raises(Refused):
            actions.keep(by=lead, concern_id=concern.pk, ground="danger", words="x", review=today())
        actions.keep(
            by=lead, concern_id=concern.pk, ground="danger", words="Watched.", review=today() + timedelta(days=3)
        )
    assert not sees(world, "person")
    with as_keeper():
        assert not Notice.objects.filter(account=world.person).exists()
    with world.as_("safeguarding_lead"):
        known = queries.one(concern.pk, subject_id=world.subject.pk, viewer=world.viewer("safeguarding_lead"))
        assert known.kept_until == today() + timedelta(days=3)
        actions.tell(by=world.safeguarding_lead, concern_id=concern.pk, words="At the library.")
    assert sees(world, "person")


def test_raw_sql_opens_nothing(world: World, concern: Concern) -> None:
    """As the application's role: nobody invites themself, forges a part, or writes past the functions."""
    made = str(concern.pk)
    with world.as_("manager"):
        assert not allowed(
            "INSERT INTO record_audience (id, entry_id, subject_id, account_id, given_by, starts) "
            "VALUES (%s, %s, %s, %s, %s, now())",
            uuid7(), made, world.subject.pk, world.manager.pk, world.manager.pk,
        )  # fmt: skip
        assert not allowed("UPDATE record_audience SET account_id = %s", world.manager.pk)
        assert not allowed("UPDATE safeguarding_concern SET words = 'x' WHERE id = %s", made)
        assert not allowed("DELETE FROM safeguarding_part")
        for call in (
            "alongside.concern_bring_in(%s, %s, '')",
            "alongside.concern_take_out(%s, %s)",
            "alongside.concern_invite(%s, %s)",
            "alongside.concern_end(%s, %s)",
        ):
            assert not allowed(f"SELECT {call}", made, world.manager.pk), call
        for call in (
            "concern_sources(%s)", "concern_leads(%s)", "concern_candidates(%s)", "concern_tell(%s, 'x')",
            "concern_keep(%s, 'danger', 'x', current_date + 3)", "concern_part(%s, 'told', '', '', NULL)",
            "concerns_overdue(ARRAY[%s]::uuid[], '{}')",
        ):  # fmt: skip
            assert not allowed(f"SELECT alongside.{call}", made), call
        item = Item(pk=concern.pk, subject_id=world.subject.pk, bit=Section.SAFEGUARDING.bit, written_by=world.worker)
        with pytest.raises(Refused) as hidden:
            actions.add_part(by=world.manager, item=item, sort=Sort.WISHES, words="x")
        item.pk = uuid7()
        with pytest.raises(Refused) as missing:
            actions.add_part(by=world.manager, item=item, sort=Sort.WISHES, words="x")
        assert str(hidden.value) == str(missing.value)
        assert not keeper.call("concern_works", concern.pk)
    assert not sees(world, "manager")


def test_a_lie_about_the_section_opens_nothing(world: World, concern: Concern) -> None:
    """A response that says it stands on a strength cannot hang on a concern, and the item's bit cannot be changed."""
    with world.as_("manager"):
        assert not allowed(
            "INSERT INTO record_response (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, "
            "kind, words) VALUES (%s, %s, %s, %s, %s, %s, now(), false, 'agree', '')",
            uuid7(), concern.pk, world.subject.pk, Section.STRENGTHS.bit, world.worker.pk, world.manager.pk,
        )  # fmt: skip
        assert not allowed("UPDATE record_item SET bit = %s WHERE id = %s", Section.STRENGTHS.bit, concern.pk)


def test_nobody_withholds_or_moves_a_concern(world: World, concern: Concern) -> None:
    """It has its own ways; the others would betray it to whoever may list what is withheld."""
    with world.as_("worker"):
        for item, bit in ((concern.pk, None), (None, Section.SAFEGUARDING.bit)):
            assert not allowed(
                "SELECT alongside.withhold(%s, %s, %s, %s, 'person', NULL, 'legal', 'crime', 'x', current_date + 9, "
                "current_date + 3, NULL, NULL, '{}')",
                uuid7(), world.subject.pk, item, bit,
            )  # fmt: skip
        assert not allowed(
            "SELECT alongside.move_entry('safeguarding_concern', %s, %s, %s, %s)",
            concern.pk, uuid7(), uuid7(), world.voices["worker"].pk,
        )  # fmt: skip


def add(world: World, by: str, concern: Concern, sort: Sort, **fields: Any) -> Part:
    with world.as_(by) as account:
        return actions.add_part(by=account, item=Item.objects.get(pk=concern.pk), sort=sort, **fields)


DECISION = {"needs": "yes", "abused": "yes", "unable": "yes", "outcome": "enquiry", "words": "Because.", "name": "A"}


def test_who_may_add_what(world: World, concern: Concern) -> None:
    with world.as_("worker"):
        actions.invite(by=world.worker, concern_id=concern.pk, account_id=world.sister.pk)
    with pytest.raises(Refused):
        add(world, "sister", concern, Sort.DECISION, **DECISION)
    with pytest.raises(Refused):
        add(world, "person", concern, Sort.TOLD, whom="police", on=today())
    with pytest.raises(Refused):
        add(world, "worker", concern, Sort.FRONT_ON)
    with pytest.raises(Refused):
        add(world, "worker", concern, Sort.KEPT, words="x")
    add(world, "sister", concern, Sort.WISHES, words="To be left in peace.")
    add(world, "person", concern, Sort.FRONT_ON)
    add(world, "safeguarding_lead", concern, Sort.DECISION, **DECISION)
    assert not Voice.objects.filter(account=world.safeguarding_lead).exists()


def test_the_database_holds_the_duty_to_enquire_and_the_view_at_the_end(world: World, concern: Concern) -> None:
    columns = "id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, sort, words, whom, name, outcome"
    columns += ", grounds, needs, abused, unable"

    def sent(sort: str, words: str, outcome: str, answer: str) -> bool:
        return allowed(
            f"INSERT INTO safeguarding_part ({columns}) VALUES "
            "(%s, %s, %s, %s, %s, %s, now(), false, %s, %s, '', '', %s, '{}', %s, %s, %s)",
            uuid7(), concern.pk, world.subject.pk, Section.SAFEGUARDING.bit, world.worker.pk, world.worker.pk, sort,
            words, outcome, answer, answer, answer,
        )  # fmt: skip

    with world.as_("worker"):
        assert not sent("closed", "They are glad.", "met", "")
        assert not sent("decision", "Because.", "other_help", "yes")
        assert not sent("decision", "", "enquiry", "yes")
        assert sent("decision", "Because.", "enquiry", "yes")
        assert not sent("closed", "", "met", "")
        assert sent("closed", "They are glad.", "met", "")


def test_what_was_added_is_never_changed(world: World, concern: Concern) -> None:
    with world.as_("worker"):
        assert not allowed("UPDATE safeguarding_part SET words = 'x'")


def overdue(*, late: list[UUID] | None = None, kept: list[UUID] | None = None) -> None:
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.viewer', '', true)")
        cursor.execute("SELECT alongside.concerns_overdue(%s, %s)", [late or [], kept or []])


def test_what_is_overdue_is_told_once_to_whoever_looks_after_it(world: World, concern: Concern) -> None:
    for _time in range(2):
        overdue(late=[concern.pk], kept=[concern.pk])
    with as_keeper():
        told = sorted(
            Notice.objects.filter(about=concern.pk, kind__contains="overdue").values_list("kind", "account_id")
        )
    lead = world.safeguarding_lead.pk
    assert told == [("concern_keep_overdue", lead), ("concern_overdue", lead)]


def test_what_is_past_its_day_is_found(world: World) -> None:
    write(world, **KEPT)
    with as_keeper():
        Concern.objects.update(written_at=now() - timedelta(days=30), keep_review=today() - timedelta(days=1))
        late, kept = queries.overdue(using="default")
        assert len(late) == len(kept) == 1
    assert not sees(world, "person")


def test_a_concern_that_lost_its_lead_gets_another(world: World, concern: Concern) -> None:
    with as_keeper():
        elsewhere = Organisation.objects.create(name="Elsewhere")
        Duty.objects.filter(account=world.safeguarding_lead).update(ends=now())
        Duty.objects.create(account=world.colleague, organisation=elsewhere, kind="safeguarding_lead")
    assert not sees(world, "colleague")
    overdue()
    assert sees(world, "colleague")
    assert not sees(world, "safeguarding_lead")


def test_a_concern_whose_lead_was_shut_out_gets_another(world: World, concern: Concern) -> None:
    with as_keeper():
        Grant.objects.create(
            subject=world.subject, account=world.safeguarding_lead, mask=ALL_SECTIONS, deny=True, basis="care"
        )
        elsewhere = Organisation.objects.create(name="Elsewhere")
        Duty.objects.create(account=world.colleague, organisation=elsewhere, kind="safeguarding_lead")
    assert not sees(world, "safeguarding_lead")
    overdue(late=[concern.pk])
    assert sees(world, "colleague")
    with as_keeper():
        assert {one.account_id for one in Notice.objects.filter(about=concern.pk, kind="concern_overdue")} == {
            world.colleague.pk
        }


def test_unusual_looking_counts_no_look_at_a_concern(world: World, concern: Concern) -> None:
    """Who leads safeguarding works with nobody: their looks, listed as unusual, would say that there is a concern."""
    with as_keeper(), connection.cursor() as cursor:
        Membership.objects.create(account=world.safeguarding_lead, team=world.other_team)
        cursor.execute("SELECT set_config('alongside.viewer', '', true)")
    with world.as_("safeguarding_lead"):
        people.open_record(by=world.safeguarding_lead, subject_id=world.subject.pk, page="timeline")
        actions.note_opened(by=world.safeguarding_lead, concern=concern)
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("SELECT worker FROM alongside.looks_by_day(current_date)")
        assert world.safeguarding_lead.pk not in {row[0] for row in cursor.fetchall()}


def test_a_privacy_lead_who_is_named_does_not_find_it_among_what_a_copy_leaves_out(world: World) -> None:
    def listed() -> int:
        with world.as_("privacy_lead", narrowed=False), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM alongside.left_out(%s)", [world.subject.pk])
            found: int = cursor.fetchone()[0]
            cursor.execute("SELECT coalesce(sum(entries), 0) FROM alongside.left_out_records()")
            assert cursor.fetchone()[0] == found
            return found

    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, account=world.privacy_lead, name="Privacy")
    write(world, sources=[voice.pk], **KEPT)
    assert listed() == 0
    with world.as_("person"), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.note_copy(%s, false)", [world.subject.pk])
    with as_keeper():
        assert not Notice.objects.filter(account=world.privacy_lead).exists()
    write(world, **KEPT)
    assert listed() == 1
