"""Leaving the circle: who may say so, what ends with it, what stays. Tried on the database, as the app's own role."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.utils.timezone import localdate as today

from alongside.access.domain import Refused
from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.conftest import World, as_keeper, make_world
from alongside.people import actions, queries
from alongside.people.domain import Right, Section
from alongside.people.models import Grant, Voice
from alongside.people.working import actions as working


def leave(world: World, by: str, whose: str, **more: Any) -> None:
    with world.as_(by) as account:
        told = {"voice_id": world.voices[whose].pk, "day": today()} | more
        actions.leave_circle(by=account, subject_id=world.subject.pk, **told)


def back(world: World, by: str, whose: str) -> None:
    with world.as_(by) as account:
        actions.return_to_circle(by=account, subject_id=world.subject.pk, voice_id=world.voices[whose].pk)


def until(world: World, whose: str) -> Any:
    with as_keeper():
        return Voice.objects.get(pk=world.voices[whose].pk).until


def shared(world: World, who: str) -> list[Grant]:
    with as_keeper():
        found = Grant.objects.filter(subject=world.subject, account=getattr(world, who), basis="consent", deny=False)
        return [one for one in found if one.ends is None or one.ends > now()]


def deeds(world: World) -> list[str]:
    with as_keeper():
        return list(
            AuditEvent.objects.filter(subject_id=world.subject.pk)
            .exclude(action="record.opened")
            .order_by("at", "id")
            .values_list("action", flat=True)
        )


@pytest.mark.parametrize("by", ["person", "worker", "sister"])
def test_the_person_who_works_with_them_and_whoever_leaves_may_say_so(world: World, by: str) -> None:
    leave(world, by, "sister")
    assert until(world, "sister") == today()
    assert "circle.left" in deeds(world)
    with as_keeper():
        assert Voice.objects.get(pk=world.voices["sister"].pk).has_left(today())


def test_whom_the_person_lets_go_sees_nothing_from_then_on(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    leave(world, "person", "sister")
    assert shared(world, "sister") == []
    with world.as_("sister"):
        assert not world.viewer("sister").sight.is_anything


@pytest.mark.parametrize("by", ["worker", "sister"])
def test_what_is_shared_ends_by_the_person_alone(world: World, by: str) -> None:
    world.give("sister", [Section.ABOUT])
    leave(world, by, "sister")
    assert len(shared(world, "sister")) == 1


def test_work_with_the_person_is_not_ended_by_leaving_the_circle(world: World) -> None:
    leave(world, "person", "worker")
    with world.as_("worker"):
        assert world.viewer("worker").sight.has(Right.CARE)


@pytest.mark.parametrize(("by", "whose"), [("sister", "worker"), ("colleague", "sister"), ("worker", "person")])
def test_nobody_else_may_and_the_person_never_leaves(world: World, by: str, whose: str) -> None:
    with pytest.raises(Refused):
        leave(world, by, whose)
    assert until(world, whose) is None


def test_a_stranger_cannot_tell_a_voice_that_is_there_from_one_that_is_not(world: World) -> None:
    said = []
    for voice in (world.voices["sister"].pk, make_world("2").voices["sister"].pk):
        with pytest.raises(Refused) as refusal:
            leave(world, "colleague", "sister", voice_id=voice)
        said.append(str(refusal.value))
    assert said[0] == said[1]


def test_a_voice_of_another_record_does_not_leave_through_this_one(world: World) -> None:
    other = make_world("2")
    with pytest.raises(Refused):
        leave(world, "person", "sister", voice_id=other.voices["sister"].pk)
    assert until(other, "sister") is None


def test_the_day_is_neither_to_come_nor_before_they_came(world: World) -> None:
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(since=today() - timedelta(days=10))
    with pytest.raises(Refused, match="not come yet"):
        leave(world, "person", "sister", day=today() + timedelta(days=3))
    with pytest.raises(Refused, match="before the day"):
        leave(world, "person", "sister", day=today() - timedelta(days=11))
    leave(world, "person", "sister", day=today() - timedelta(days=9))


def test_saying_it_twice_is_saying_it_once_and_another_day_mends_it(world: World) -> None:
    leave(world, "worker", "sister")
    leave(world, "worker", "sister")
    assert deeds(world).count("circle.left") == 1
    leave(world, "worker", "sister", day=today() - timedelta(days=2))
    assert until(world, "sister") == today() - timedelta(days=2)


def test_they_can_be_brought_back_and_nothing_is_shared_by_it(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    leave(world, "person", "sister")
    back(world, "worker", "sister")
    assert until(world, "sister") is None
    assert shared(world, "sister") == []
    back(world, "worker", "sister")
    assert deeds(world).count("circle.returned") == 1


@pytest.mark.parametrize("by", ["worker", "sister"])
def test_nobody_brings_themself_back(world: World, by: str) -> None:
    leave(world, "worker", by)
    with pytest.raises(Refused):
        back(world, by, by)
    with world.as_(by) as account:
        actions.join_circle(by=account, subject_id=world.subject.pk)
    assert until(world, by) == today()


def test_sharing_with_them_again_brings_them_back(world: World) -> None:
    leave(world, "person", "sister")
    with world.as_("person") as account:
        actions.give(
            by=account,
            subject_id=world.subject.pk,
            account_id=world.sister.pk,
            sections=[Section.ABOUT],
            may_write=True,
        )
    assert until(world, "sister") is None


def test_taking_back_what_is_shared_brings_nobody_back(world: World) -> None:
    world.give("sister", [Section.ABOUT])
    leave(world, "worker", "sister")
    with world.as_("person") as account:
        actions.take_back(by=account, subject_id=world.subject.pk, account_id=world.sister.pk)
    assert until(world, "sister") == today()


def test_a_worker_who_is_allocated_again_is_back(world: World) -> None:
    leave(world, "person", "worker")
    with world.as_("manager") as account:
        working.allocate(by=account, subject_id=world.subject.pk, mask=Right.CARE.bit, account_id=world.worker.pk)
    assert until(world, "worker") is None


def test_history_keeps_that_they_were_here(world: World) -> None:
    leave(world, "person", "worker")
    with world.as_("worker"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT until FROM people_voiceevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [world.voices["worker"].pk]
        )
        assert [row[0] for row in cursor.fetchall()][-2:] == [None, today()]


def test_the_application_cannot_write_it_by_itself(world: World) -> None:
    with world.as_("person"), pytest.raises(Error), transaction.atomic():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())


def test_own_voices_are_those_of_open_records_that_one_has_not_left(world: World) -> None:
    def mine(who: str) -> list[Any]:
        with world.as_(who, narrowed=False) as account:
            viewer = queries.everywhere(account=account)
            return [one.pk for one in queries.own_voices_everywhere(viewer=viewer)]

    assert mine("worker") == [world.voices["worker"].pk]
    assert mine("manager") == mine("colleague") == []
    leave(world, "person", "worker")
    assert mine("worker") == []
    with as_keeper():
        type(world.subject).objects.filter(pk=world.subject.pk).update(state="died")
    assert mine("person") == []


def test_where_a_right_is_held(world: World) -> None:
    other = make_world("2")
    for who, there in (("worker", {world.subject.pk}), ("person", {world.subject.pk}), ("sister", set())):
        with world.as_(who, narrowed=False) as account:
            viewer = queries.everywhere(account=account)
            assert queries.where_held(Right.CARE, Right.SELF, viewer=viewer) == there, who
            assert other.subject.pk not in there
