"""What the database refuses by itself: raw SQL as the application's role, inside one rolled-back transaction."""

import uuid
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from alongside.access.domain import Refused
from alongside.access.viewer import sign, viewing
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people import actions as people
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant
from alongside.people.working import actions as working
from alongside.record import actions, registry
from alongside.record.models import Item, Withholding

STRENGTHS = Section.STRENGTHS
TABLES = ("strengths_strength", "record_item", "strengths_strengthevent")


def count(sql: str, *args: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, args)
        return int(cursor.fetchone()[0])


def sees(entry: object) -> list[int]:
    """How often the entry is found in its own table, in the timeline, in its history."""
    columns = {"strengths_strengthevent": "pgh_obj_id"}
    return [count(f"SELECT count(*) FROM {t} WHERE {columns.get(t, 'id')} = %s", entry.pk) for t in TABLES]


def refused(sql: str, *args: object) -> bool:
    """Say whether the database raises; otherwise how many rows it touched must be none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, args)
            return cursor.rowcount == 0
    except Error:
        return True


def raises(sql: str, *args: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, args)
    except Error:
        return True
    return False


def withhold(
    world: World, entry: object = None, *, whom: str = "person", account: object = None, section: Section = STRENGTHS
) -> None:
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=entry.pk if entry else None,
            bit=section.bit,
            whom=whom,
            account=account,
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by=now().date() - timedelta(days=1),
        )


def test_nobody_sees_nothing(world: World) -> None:
    world.add("strength")
    assert [count(f"SELECT count(*) FROM {table}") for table in (*TABLES, "people_subject", "people_grant")] == [0] * 5


def test_a_forged_or_borrowed_signature_is_refused(world: World) -> None:
    pid = connection.connection.info.backend_pid
    seconds = int(now().timestamp())
    good = sign(world.worker.pk, pid, seconds)
    forged = good.replace(str(world.worker.pk), str(world.person.pk))
    for value in (forged, sign(world.worker.pk, pid + 1, seconds), sign(world.worker.pk, pid, seconds - 1000), "x"):
        assert raises("SELECT set_config('alongside.viewer', %s, true), alongside.viewer()", value)
    with transaction.atomic():
        assert not raises("SELECT set_config('alongside.viewer', %s, true), alongside.viewer()", good)


def test_nested_viewing_gives_back_who_looked_before(world: World) -> None:
    with world.as_("worker"):
        with viewing(world.colleague.pk):
            assert count("SELECT count(*) FROM people_subject") == 0
        assert count("SELECT count(*) FROM people_subject") == 1
    assert count("SELECT count(*) FROM people_subject") == 0


def test_the_colleague_sees_nothing_and_adds_nothing(world: World) -> None:
    entry = world.add("strength")
    with world.as_("colleague") as colleague:
        assert sees(entry) == [0, 0, 0]
        assert count("SELECT count(*) FROM people_subject") == 0
        with pytest.raises(Refused):
            actions.add(
                by=colleague,
                kind=registry.get("strength"),
                subject_id=world.subject.pk,
                words_of=world.voices["person"].pk,
                sort="ability",
                words="x",
            )


def test_the_person_and_her_worker_see_alike(world: World) -> None:
    entry = world.add("strength")
    for who in ("person", "worker", "manager"):
        with world.as_(who):
            assert sees(entry) == [1, 1, 1]


def test_the_sister_writes_and_sees_her_own_alone(world: World) -> None:
    hers = world.add("aspiration", by="sister", words_of="sister", how="wrote")
    other = world.add("aspiration")
    with world.as_("sister"):
        found = set(Item.objects.values_list("pk", flat=True))
        assert hers.pk in found
        assert other.pk not in found
    with world.as_("person"):
        people.take_back(by=world.person, subject_id=world.subject.pk, account_id=world.sister.pk)
    with world.as_("sister"):
        assert Item.objects.count() == 0


def test_a_section_is_shared_and_taken_back_at_once(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person") as person:
        people.give(
            by=person, subject_id=world.subject.pk, account_id=world.sister.pk, sections=[STRENGTHS], may_write=False
        )
    with world.as_("sister"):
        assert sees(entry) == [1, 1, 1]
        assert raises_when_adding(world)
    with world.as_("person") as person:
        people.take_back(by=person, subject_id=world.subject.pk, account_id=world.sister.pk)
    with world.as_("sister"):
        assert sees(entry) == [0, 0, 0]


def raises_when_adding(world: World) -> bool:
    try:
        with transaction.atomic():
            actions.add(
                by=world.sister,
                kind=registry.get("strength"),
                subject_id=world.subject.pk,
                words_of=world.voices["sister"].pk,
                sort="ability",
                words="x",
            )
    except (Refused, Error):
        return True
    return False


def test_only_the_person_gives_and_never_more_than_a_voice(world: World) -> None:
    for who in ("worker", "sister", "colleague"):
        with world.as_(who) as account, pytest.raises(Refused):
            people.give(
                by=account,
                subject_id=world.subject.pk,
                account_id=world.sister.pk,
                sections=[STRENGTHS],
                may_write=True,
            )
    with world.as_("person"):
        mask = Right.CARE.bit
        assert raises("SELECT alongside.give(%s, %s, %s, NULL, 'other')", world.subject.pk, world.sister.pk, mask)


@pytest.mark.parametrize(
    "table", ["people_grant", "record_withholding", "record_item", "people_subject", "people_voice"]
)
def test_what_decides_cannot_be_written_by_the_app(world: World, table: str) -> None:
    world.add("strength")
    with world.as_("worker"):
        assert raises(f"UPDATE {table} SET id = id")
        assert raises(f"DELETE FROM {table}")
        assert raises(f"INSERT INTO {table} SELECT * FROM {table}")


def test_history_and_audit_are_read_only_and_cannot_be_switched_off(world: World) -> None:
    entry = world.add("strength")
    with world.as_("worker"):
        assert raises("UPDATE strengths_strengthevent SET words = 'x'")
        assert raises("DELETE FROM strengths_strengthevent")
        assert raises("TRUNCATE strengths_strength")
        assert raises("SELECT alongside.note('x', NULL, '{}')")
        assert raises("SET LOCAL ROLE alongside_owner")
        assert raises(
            "INSERT INTO access_auditevent (id, at, by, action, detail) VALUES (%s, now(), %s, 'x', '{}')",
            uuid.uuid4(),
            world.person.pk,
        )
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pgtrigger.ignore', '{strengths_strength:update_update}', true)")
        actions.mend(by=world.worker, kind=registry.get("strength"), entry=entry, version=1, words="I mend clocks.")
        assert count("SELECT count(*) FROM strengths_strengthevent WHERE pgh_obj_id = %s", entry.pk) == 2
        assert count("SELECT count(*) FROM strengths_strengthevent WHERE pgh_by = %s", world.worker.pk) == 2


def test_others_cannot_change_an_entry_nor_its_frame(world: World) -> None:
    entry = world.add("strength")
    with world.as_("manager"):
        assert refused("UPDATE strengths_strength SET words = 'x' WHERE id = %s", entry.pk)
    with world.as_("worker"):
        assert raises(
            "UPDATE strengths_strength SET words_of_id = %s WHERE id = %s", world.voices["worker"].pk, entry.pk
        )
        assert raises("UPDATE strengths_strength SET written_by_id = %s WHERE id = %s", world.person.pk, entry.pk)
        assert raises(
            "UPDATE strengths_strength SET standing = 'taken_back', standing_at = now(), standing_by = %s "
            "WHERE id = %s",
            world.worker.pk,
            entry.pk,
        )
        assert raises(
            "UPDATE strengths_strength SET confirmed_at = now(), confirmed_by = %s WHERE id = %s",
            world.person.pk,
            entry.pk,
        )
    with world.as_("person"):
        assert raises("UPDATE strengths_strength SET written_by_id = %s WHERE id = %s", world.person.pk, entry.pk)
        assert not refused("UPDATE strengths_strength SET words = 'mine' WHERE id = %s", entry.pk)


def test_a_writer_mends_a_typo_and_confirmation_is_asked_again(world: World) -> None:
    entry = world.add("strength")
    with world.as_("person") as person:
        actions.confirm(by=person, kind=registry.get("strength"), entry=entry)
        entry.refresh_from_db()
        assert entry.confirmed_by == person.pk
    with world.as_("worker") as worker:
        mended = actions.mend(
            by=worker, kind=registry.get("strength"), entry=entry, version=2, words="I mend bicycles."
        )
        assert mended.confirmed_at is None


def test_a_link_to_another_record_or_a_hidden_entry_gets_one_answer(world: World) -> None:
    hidden = world.add("strength", by="worker", words_of="worker")
    withhold(world, hidden)
    answers = []
    for target in (hidden.pk, uuid.uuid4()):
        with world.as_("person"), pytest.raises(Refused) as refusal:
            actions.add(
                by=world.person,
                kind=registry.get("need"),
                subject_id=world.subject.pk,
                words_of=world.voices["person"].pk,
                words="x",
                helped_by=[target],
            )
        answers.append(str(refusal.value))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("narrowed", [True, False])
def test_a_withheld_entry_is_nowhere_even_when_overdue(world: World, narrowed: bool) -> None:
    entry = world.add("strength", words_of="worker")
    with world.as_("person") as person:
        actions.respond(by=person, item=Item.objects.get(pk=entry.pk), kind="agree")
    withhold(world, entry)
    with world.as_("person", narrowed=narrowed):
        assert sees(entry) == [0, 0, 0]
        assert count("SELECT count(*) FROM record_response") == 0
        assert count("SELECT count(*) FROM record_withholding") == 0
        assert raises(
            "INSERT INTO record_response "
            "(id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, kind, words) "
            "VALUES (%s, %s, %s, %s, %s, %s, now(), false, 'agree', '')",
            uuid.uuid4(),
            entry.pk,
            world.subject.pk,
            STRENGTHS.bit,
            world.worker.pk,
            world.person.pk,
        )
        assert raises("SELECT alongside.lift((SELECT id FROM record_withholding LIMIT 1))")
        assert (
            count(
                "SELECT count(*) FROM (SELECT set_config('alongside.viewer', '', true) OFFSET 0) x, strengths_strength"
            )
            == 0
        )
    with world.as_("worker"):
        assert sees(entry) == [1, 1, 1]


def test_a_withheld_section_goes_and_the_record_stays(world: World) -> None:
    entry = world.add("strength", words_of="worker")
    withhold(world)
    with world.as_("person"):
        assert sees(entry) == [0, 0, 0]
        assert count("SELECT count(*) FROM people_subject") == 1


def test_a_deny_is_shown_to_who_decides_and_never_to_whom_it_names(world: World) -> None:
    """One of a team, or of nobody by name, too: whoever decides about the record has to see that it stands."""
    goals = Section.GOALS.bit
    with as_keeper():
        for whom in ({"account": world.colleague}, {"team": world.other_team}, {"team": world.team}, {}):
            Grant.objects.create(subject=world.subject, mask=goals, deny=True, basis="consent", **whom)
    shown = {}
    for who in ("person", "worker", "sister", "colleague"):
        for narrowed in (True, False):
            with world.as_(who, narrowed=narrowed):
                shown[who, narrowed] = Grant.objects.filter(subject=world.subject, deny=True).count()
    # The worker's own team is named by one of them.
    assert shown == {
        (who, narrowed): count
        for who, count in (("person", 4), ("worker", 3), ("sister", 0), ("colleague", 0))
        for narrowed in (True, False)
    }


def test_a_deny_wins_and_a_restricted_record_keeps_who_is_named(world: World) -> None:
    entry = world.add("strength")
    every = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
    with as_keeper():
        restricted = Grant.objects.create(subject=world.subject, mask=every, deny=True, basis="consent")
    with world.as_("manager"):
        assert sees(entry) == [0, 0, 0]
    for who in ("worker", "person"):
        with world.as_(who):
            assert sees(entry) == [1, 1, 1]
    with as_keeper():
        restricted.delete()
        Grant.objects.create(subject=world.subject, account=world.worker, mask=every, deny=True, basis="consent")
    with world.as_("worker"):
        assert sees(entry) == [0, 0, 0]
        working.break_glass(
            by=world.worker, subject_id=world.subject.pk, why="legal_duty", words="a court order asks for it"
        )
        assert sees(entry) == [0, 0, 0]
    with as_keeper():
        Grant.objects.create(subject=world.subject, team=world.team, mask=every, deny=True, basis="consent")
    with world.as_("manager"):
        assert sees(entry) == [0, 0, 0]
        working.break_glass(
            by=world.manager, subject_id=world.subject.pk, why="legal_duty", words="a court order asks for it"
        )
        assert sees(entry) == [1, 1, 1]


def test_break_glass_is_for_staff_with_reason_and_ends(world: World) -> None:
    entry = world.add("strength")
    with world.as_("sister"), pytest.raises(Refused):
        working.break_glass(by=world.sister, subject_id=world.subject.pk, why="consent", words="I am worried about her")
    with world.as_("colleague"):
        with pytest.raises(Refused):
            working.break_glass(by=world.colleague, subject_id=world.subject.pk, why="consent", words="1234567890!")
        working.break_glass(
            by=world.colleague, subject_id=world.subject.pk, why="consent", words="she asked me at the door"
        )
        assert sees(entry) == [1, 1, 1]
    with as_keeper():
        Grant.objects.filter(basis="break_glass").update(
            starts=now() - timedelta(hours=2), ends=now() - timedelta(hours=1)
        )
    with world.as_("colleague"):
        assert sees(entry) == [0, 0, 0]


def test_nobody_is_shut_out_of_their_own_record(world: World) -> None:
    with world.as_("worker"), pytest.raises(Refused):
        people.deny(
            by=world.worker, subject_id=world.subject.pk, account_id=world.person.pk, mask=ALL_SECTIONS, why="x"
        )


def test_drafts_are_their_authors_alone(world: World) -> None:
    from alongside.record import drafts

    with viewing(world.sister.pk):
        drafts.keep(by=world.sister, page="/x/", words={"words": ["secret"]}, subject_id=world.subject.pk)
    for who in ("person", "worker"):
        with world.as_(who):
            assert count("SELECT count(*) FROM record_draft") == 0
            assert raises(
                "INSERT INTO record_draft (id, author_id, saved_by, page, words, saved_at) "
                "VALUES (%s, %s, %s, 'y', '{}', now())",
                uuid.uuid4(),
                world.sister.pk,
                world.sister.pk,
            )
    with viewing(world.sister.pk):
        assert count("SELECT count(*) FROM record_draft") == 1
        drafts.drop("/x/", by=world.sister)
        assert count("SELECT count(*) FROM record_draft") == 0


def test_a_moved_entry_leaves_a_line_without_content(world: World) -> None:
    from alongside.conftest import make_world

    other = make_world("2")
    with as_keeper():
        Grant.objects.create(
            subject=other.subject,
            account=world.worker,
            mask=ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit,
            basis="care",
        )
    kind = registry.get("strength")
    entry = world.add("strength", words="Secret of somebody else")
    with world.as_("worker") as worker:
        actions.mend(by=worker, kind=kind, entry=entry, version=1, words="Secret of somebody else, mended")
    with world.as_("person"), pytest.raises(Refused):
        actions.move(
            by=world.person, kind=kind, entry=entry, to_subject=other.subject.pk, words_of=other.voices["person"].pk
        )
    with viewing(world.worker.pk):
        new_id = actions.move(
            by=world.worker, kind=kind, entry=entry, to_subject=other.subject.pk, words_of=other.voices["person"].pk
        )
        assert (
            count(
                "SELECT count(*) FROM strengths_strengthevent WHERE subject_id = %s AND words LIKE 'Secret%%'",
                other.subject.pk,
            )
            == 3
        )
    with world.as_("person"):
        assert Item.objects.get(pk=entry.pk).text == ""
        assert Item.objects.get(pk=entry.pk).standing == "moved"
        assert count("SELECT count(*) FROM strengths_strengthevent WHERE words LIKE '%%Secret%%'") == 0
    with viewing(other.person.pk):
        assert Item.objects.get(pk=new_id).text.startswith("Secret")


def test_a_new_record_gives_its_worker_care_and_refuses_a_child(world: World) -> None:
    with viewing(world.worker.pk):
        made = people.add_subject(by=world.worker, name="New Person", born=now().date() - timedelta(days=365 * 40))
        assert count("SELECT alongside.my_rights(%s)", made) & Right.CARE.bit
        with pytest.raises(Refused):
            people.add_subject(by=world.worker, name="A Child", born=now().date() - timedelta(days=365 * 12))
        assert raises(
            "SELECT alongside.new_subject(%s, 'person', 'x', '', '', '', '', %s, '', '', false, NULL, NULL, '')",
            uuid.uuid4(),
            now().date() - timedelta(days=365 * 17),
        )
    with viewing(world.sister.pk), pytest.raises(Refused):
        people.add_subject(by=world.sister, name="Somebody")


def test_a_carers_own_record_is_hers_alone(world: World) -> None:
    with viewing(world.sister.pk):
        made = people.add_subject(by=world.sister, name="Sister Test", own=True, cares_for=world.subject.pk)
        assert count("SELECT alongside.my_rights(%s)", made) & Right.SELF.bit
    for who in ("person", "worker"):
        with viewing(getattr(world, who).pk):
            assert count("SELECT count(*) FROM people_subject WHERE id = %s", made) == 0


def test_a_closed_record_is_shared_no_further(world: World) -> None:
    with world.as_("worker") as worker:
        people.record_death(by=worker, subject=world.subject, day=now().date())
    with world.as_("person") as person:
        with pytest.raises(Refused, match="closed"):
            people.give(
                by=person, subject_id=world.subject.pk, account_id=world.sister.pk, sections=[STRENGTHS], may_write=True
            )
        people.take_back(by=person, subject_id=world.subject.pk, account_id=world.sister.pk)
