"""Being away and standing in: who says it, what it opens to whom, where it opens nothing, and how it ends."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from alongside.access.domain import Refused
from alongside.access.models import Account, AuditEvent, Membership
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, Right
from alongside.people.models import Grant, Notice, Subject, Voice
from alongside.people.working import actions, queries
from alongside.people.working.models import Absence, TellMe

CARE = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
WEEK = timedelta(days=7)


@pytest.fixture
def by_name(world: World) -> World:
    """The world in which the worker alone has the record, by name, and the colleague works in the same team."""
    with as_keeper():
        Grant.objects.filter(subject=world.subject, team=world.team).delete()
        Grant.objects.filter(account=world.worker).update(role="named_worker", starts=now() - timedelta(days=30))
        Membership.objects.create(account=world.colleague, team=world.team)
        with connection.cursor() as cursor:
            cursor.execute("SELECT alongside.keep_supervision(NULL)")
    return world


def rights(world: World, who: str, subject: Subject | None = None) -> int:
    with world.as_(who, narrowed=False), connection.cursor() as cursor:
        cursor.execute("SELECT alongside.my_rights(%s)", [(subject or world.subject).pk])
        return int(cursor.fetchone()[0])


def told(world: World, who: str) -> list[str]:
    with as_keeper():
        return list(
            Notice.objects.filter(account=getattr(world, who)).order_by("made_at", "pk").values_list("kind", flat=True)
        )


def away(
    world: World,
    *,
    by: str = "manager",
    who: str = "worker",
    cover: str | None = "colleague",
    begins: datetime | None = None,
    until: datetime | None = None,
    id: UUID | None = None,
) -> UUID:
    made = id or uuid7()
    with world.as_(by, narrowed=False) as account:
        actions.put_absence(
            by=account,
            id=made,
            account_id=getattr(world, who).pk,
            cover_id=getattr(world, cover).pk if cover else None,
            begins=begins or now() - timedelta(hours=1),
            until=until or now() + WEEK,
        )
    return made


def back(world: World, absence: UUID, *, by: str = "manager") -> None:
    with world.as_(by, narrowed=False) as account:
        actions.end_absence(by=account, absence_id=absence)


def covers(world: World) -> list[Grant]:
    with as_keeper():
        return list(Grant.objects.filter(role="cover").order_by("starts", "ends"))


def presence(world: World, who: str = "person") -> queries.Presence:
    with world.as_(who):
        return queries.presence(world.subject.pk, viewer=world.viewer(who))[world.voices["worker"].pk]


def test_who_stands_in_opens_what_the_absent_was_given_by_name_until_they_are_back(by_name: World) -> None:
    assert rights(by_name, "colleague") == 0
    absence = away(by_name)
    assert rights(by_name, "colleague") & CARE == CARE
    grant = covers(by_name)[0]
    with as_keeper():
        one = Absence.objects.get(pk=absence)
    assert (grant.ends, grant.absence_id, grant.basis) == (one.ends, absence, "care")
    assert rights(by_name, "manager") & Right.CARE.bit
    here = presence(by_name)
    assert (here.away_until, here.cover, here.is_here) == (one.ends, "Colleague Test", True)
    assert "absence.cover" in told(by_name, "person")
    assert told(by_name, "colleague") == ["absence.yours"]
    back(by_name, absence)
    assert rights(by_name, "colleague") == 0
    assert presence(by_name).away_until is None
    back(by_name, absence)
    with as_keeper():
        assert AuditEvent.objects.filter(action="absence.ended").count() == 1
        assert AuditEvent.objects.filter(action="grant.ended", subject_id=by_name.subject.pk).count() == 1


def test_sent_twice_is_once(by_name: World) -> None:
    absence = away(by_name)
    away(by_name, id=absence)
    assert len(covers(by_name)) == 1
    with as_keeper():
        assert Absence.objects.count() == 1


def test_it_begins_on_its_day_and_not_before(by_name: World) -> None:
    away(by_name, begins=now() + timedelta(days=2))
    assert rights(by_name, "colleague") == 0
    assert presence(by_name).away_until is None
    with as_keeper():
        Absence.objects.update(starts=now() - timedelta(hours=1))
        Grant.objects.filter(role="cover").update(starts=now() - timedelta(hours=1))
    assert rights(by_name, "colleague") & Right.CARE.bit
    assert presence(by_name).cover == "Colleague Test"


def test_who_works_with_the_person_already_is_given_nothing_more(world: World) -> None:
    with as_keeper():
        Membership.objects.create(account=world.colleague, team=world.team)
    away(world)
    assert covers(world) == []
    assert presence(world).cover == "Colleague Test"


def test_a_grant_that_ends_sooner_does_not_do(by_name: World) -> None:
    with as_keeper():
        Grant.objects.create(
            subject=by_name.subject, account=by_name.colleague, mask=CARE, basis="care", ends=now() + timedelta(days=1)
        )
    away(by_name)
    assert len(covers(by_name)) == 1


def test_somebody_says_it_for_themself_and_nothing_opens(by_name: World) -> None:
    away(by_name, by="worker", cover=None)
    assert covers(by_name) == []
    assert rights(by_name, "colleague") == 0
    assert told(by_name, "manager") == ["absence.told"]
    here = presence(by_name)
    assert here.away_until
    assert here.cover == ""
    with pytest.raises(Refused, match="your lead"):
        away(by_name, by="worker")


@pytest.mark.parametrize(("by", "who"), [("worker", "colleague"), ("person", "person"), ("sister", "worker"),
                                         ("person", "worker"), ("colleague", "worker")])  # fmt: skip
def test_nobody_else_says_it(by_name: World, by: str, who: str) -> None:
    with pytest.raises(Refused, match="for themself"):
        away(by_name, by=by, who=who, cover=None)
    absence = away(by_name)
    if by != "worker":
        with pytest.raises(Refused, match="for themself"):
            back(by_name, absence, by=by)


def test_a_lead_of_another_team_does_not_say_it(world: World) -> None:
    with as_keeper():
        Membership.objects.filter(account=world.colleague).update(role="lead")
    with pytest.raises(Refused, match="for themself"):
        away(world, by="colleague", cover=None)


def test_who_stands_in_is_of_the_team_here_and_somebody_else(by_name: World) -> None:
    with pytest.raises(Refused, match="somebody else"):
        away(by_name, cover="worker")
    with pytest.raises(Refused, match="of your team"):
        away(by_name, cover="sister")
    away(by_name, who="colleague", cover=None, begins=now() + timedelta(days=3), until=now() + timedelta(days=5))
    with pytest.raises(Refused, match="away themself"):
        away(by_name)
    away(by_name, until=now() + timedelta(days=2))
    assert len(covers(by_name)) == 1


@pytest.mark.parametrize(
    ("begins", "until"),
    [
        (timedelta(0), timedelta(hours=-1)),
        (timedelta(days=3), timedelta(days=2)),
        (timedelta(days=-100), timedelta(days=2)),
        (timedelta(0), timedelta(days=401)),
        (timedelta(0), timedelta(days=94)),
    ],
)
def test_days_that_cannot_be_are_refused(by_name: World, begins: timedelta, until: timedelta) -> None:
    with pytest.raises(Refused):
        away(by_name, begins=now() + begins, until=now() + until)


def test_a_later_day_of_return_takes_its_place(by_name: World) -> None:
    first = away(by_name)
    later = now() + timedelta(days=14)
    second = away(by_name, until=later)
    live = [one for one in covers(by_name) if one.ends and one.ends > now()]
    assert [(one.absence_id, one.ends) for one in live] == [(second, later)]
    with as_keeper():
        assert Absence.objects.get(pk=first).ended_by == by_name.manager.pk
    away(by_name, cover=None)
    assert rights(by_name, "colleague") == 0


def test_another_time_away_is_left_as_it_is(by_name: World) -> None:
    winter = away(by_name, begins=now() + timedelta(days=60), until=now() + timedelta(days=70))
    away(by_name)
    with as_keeper():
        assert Absence.objects.get(pk=winter).ended_at is None


def test_said_by_themself_who_stood_in_goes_on_and_no_longer(by_name: World) -> None:
    first = away(by_name)
    ends = covers(by_name)[0].ends
    away(by_name, by="worker", cover=None, until=now() + timedelta(days=20))
    grant = covers(by_name)[0]
    assert grant.ends == ends
    assert grant.absence_id != first
    soon = now() + timedelta(days=1)
    away(by_name, by="worker", cover=None, until=soon)
    assert covers(by_name)[0].ends == soon
    with as_keeper():
        one = Absence.objects.get(ended_at=None)
    assert one.cover_id == by_name.colleague.pk
    back(by_name, one.pk, by="worker")
    assert rights(by_name, "colleague") == 0


def test_where_a_deny_names_them_nothing_opens_and_the_lead_is_told_which(by_name: World) -> None:
    with as_keeper():
        other = Subject.objects.create(name="Other Test")
        Grant.objects.create(subject=other, account=by_name.worker, mask=CARE, basis="care", role="named_worker")
        Grant.objects.create(subject=other, account=by_name.manager, mask=CARE, basis="care")
        Grant.objects.create(subject=by_name.subject, account=by_name.colleague, mask=CARE, deny=True, basis="consent")
    absence = away(by_name)
    assert rights(by_name, "colleague") == 0
    assert rights(by_name, "colleague", other) & Right.CARE.bit
    with by_name.as_("manager", narrowed=False):
        found = queries.not_covered()
    assert found == [{"absence": absence, "subject": by_name.subject.pk, "is_shut": True}]
    # The person is not told that somebody is there for them who is kept out.
    assert presence(by_name).cover == ""
    assert "absence.cover" not in told(by_name, "person")
    with by_name.as_("worker", narrowed=False):
        assert queries.not_covered() == []


def test_a_restricted_record_is_opened_by_a_lead_who_is_named_in_it_and_by_no_other(by_name: World) -> None:
    with as_keeper():
        Grant.objects.filter(account=by_name.manager).delete()
        Grant.objects.create(subject=by_name.subject, mask=CARE, deny=True, basis="care")
        named = Account.objects.create(email="named@example.org", name="Named Lead")
        Membership.objects.create(account=named, team=by_name.team, role="lead")
        Grant.objects.create(subject=by_name.subject, account=named, mask=CARE, basis="care")
        Grant.objects.create(subject=by_name.subject, team=by_name.team, mask=CARE, basis="care")
    away(by_name)
    assert covers(by_name) == []
    with by_name.as_("manager", narrowed=False):
        assert queries.not_covered() == []
    with as_keeper():
        assert list(Notice.objects.filter(account=named).values_list("kind", flat=True)) == ["absence.other_lead"]
    by_name.manager = named
    away(by_name)
    assert rights(by_name, "colleague") & Right.CARE.bit


def test_a_closed_record_is_opened_to_nobody_new(by_name: World) -> None:
    with as_keeper():
        Subject.objects.update(state="died")
    away(by_name)
    assert covers(by_name) == []


def test_who_wishes_to_hear_of_nothing_is_not_told(by_name: World) -> None:
    with as_keeper():
        TellMe.objects.create(subject=by_name.subject, allocation=False, changed_by=by_name.person.pk)
    away(by_name)
    assert told(by_name, "person") == []


def test_allocating_whoever_stood_in_takes_the_place_of_standing_in(by_name: World) -> None:
    absence = away(by_name)
    with by_name.as_("manager") as account:
        actions.allocate(by=account, subject_id=by_name.subject.pk, account_id=by_name.colleague.pk)
    back(by_name, absence)
    assert rights(by_name, "colleague") & Right.CARE.bit


def arrange(world: World, by: str, **told_: Any) -> None:
    with world.as_(by) as account:
        actions.arrange(by=account, subject_id=world.subject.pk, **told_)


def test_either_says_what_was_agreed_and_those_who_work_there_say_the_weight(world: World) -> None:
    arrange(world, "worker", every=14, how="A visit, or a call", weight=3)
    arrange(world, "person", every=None, how="I ring you", weight=1)
    for who in ("person", "worker", "manager"):
        with world.as_(who):
            found = queries.arrangement(world.subject.pk, viewer=world.viewer(who))
        assert found
        assert (found.every, found.how, found.weight) == (None, "I ring you", 3)
    with world.as_("sister"):
        assert queries.arrangement(world.subject.pk, viewer=world.viewer("sister")) is None
    assert told(world, "person") == ["arrangement.changed"]
    for who in ("sister", "colleague"):
        with pytest.raises(Refused):
            arrange(world, who, every=7)
    for wrong in ({"every": 0}, {"every": 400}, {"every": 7, "weight": 5}, {"every": 7, "how": "x" * 301}):
        with pytest.raises(Refused):
            arrange(world, "worker", **wrong)


def test_the_inner_functions_are_not_for_the_app(world: World) -> None:
    from django.db import DatabaseError, transaction

    with world.as_("manager", narrowed=False):
        for call in (
            f"alongside.given_by_name('{uuid4()}')",
            f"alongside.end_standing_in('{uuid4()}', now())",
            f"alongside.put_allocation('{uuid4()}', '{uuid4()}', NULL, 1, 'cover', now(), NULL, 'other', '', NULL)",
        ):
            with pytest.raises(DatabaseError, match="permission"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT {call}")


def test_voices_of_the_circle_know_that_somebody_is_away_and_not_why(by_name: World) -> None:
    away(by_name)
    assert presence(by_name, "sister").cover == "Colleague Test"
    assert {field.name for field in Absence._meta.fields} == {
        "id", "account", "cover", "starts", "ends", "made_at", "made_by", "ended_at", "ended_by"
    }  # fmt: skip
    with as_keeper():
        assert Voice.objects.filter(subject=by_name.subject, account=by_name.colleague).exists()
