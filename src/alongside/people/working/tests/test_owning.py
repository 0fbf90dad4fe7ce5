"""Whatever names somebody has somebody alive to see to it: table, properties, and what the database says of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.models import Account
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant, Subject, Voice
from alongside.people.working import queries
from alongside.people.working.models import Absence
from alongside.people.working.owning import Gone, Hand, Owner, Who, Why, falls_to, owner

BACK = datetime(2026, 12, 1, tzinfo=UTC)
COVER, NAMED, STANDS_IN = (Who(uuid4(), name) for name in ("Cover", "Named", "Stands in"))
LEAD = uuid4()
WORK = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit


def gone(why: Why, **more: object) -> Gone:
    return Gone(uuid4(), uuid4(), "Salma", why, BACK if why is Why.AWAY else None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("why", "more", "expected"),
    [
        (Why.AWAY, {"cover": COVER, "named": NAMED, "leads": {LEAD}}, Owner(Hand.COVER, COVER)),
        (Why.AWAY, {"named": NAMED, "leads": {LEAD}}, Owner(Hand.NAMED, NAMED)),
        (
            Why.AWAY,
            {"named": NAMED, "named_is_away": True, "named_cover": STANDS_IN, "leads": {LEAD}},
            Owner(Hand.COVER, STANDS_IN),
        ),
        (Why.AWAY, {"named": NAMED, "named_is_away": True, "leads": {LEAD}}, Owner(Hand.LEADS)),
        (Why.AWAY, {}, Owner(Hand.OWN)),
        (Why.LEFT, {"named": NAMED, "leads": {LEAD}}, Owner(Hand.NAMED, NAMED)),
        (Why.CLOSED, {"leads": {LEAD}}, Owner(Hand.LEADS)),
        (Why.ENDED, {"named": NAMED, "named_is_away": True, "leads": {LEAD}}, Owner(Hand.LEADS)),
        (Why.ENDED, {}, Owner(Hand.ALL)),
    ],
)
def test_who_sees_to_it(why: Why, more: dict[str, object], expected: Owner) -> None:
    assert owner(gone(why, **more)) == expected


who = st.one_of(st.none(), st.builds(Who, st.uuids(), st.text(max_size=5)))
anybody = st.builds(
    Gone,
    st.uuids(),
    st.uuids(),
    st.text(max_size=5),
    st.sampled_from(Why),
    st.just(BACK),
    who,
    who,
    st.booleans(),
    who,
    st.frozensets(st.uuids(), max_size=3),
)


@given(anybody, st.uuids())
def test_there_is_always_exactly_one_or_the_leads_or_all_who_work_there(one: Gone, stranger: UUID) -> None:
    now_ = owner(one)
    able = {each.account_id for each in (one.cover, one.named, one.named_cover) if each} | one.leads
    theirs = {each for each in able | {stranger} if falls_to(one, each, works_here=True)}
    if now_.who is not None:
        assert theirs == {now_.who.account_id}
        assert now_.who != one.named or not one.named_is_away
    elif now_.hand is Hand.LEADS:
        assert theirs == one.leads
        assert theirs
    elif now_.hand is Hand.ALL:
        assert theirs == able | {stranger}
        assert not one.is_away
        assert not falls_to(one, stranger, works_here=False)
    else:
        assert now_.hand is Hand.OWN
        assert one.is_away
        assert not theirs


# What the database says


def found(world: World, who: str, *, here: bool = False) -> dict[UUID, Gone]:
    with world.as_(who, narrowed=here):
        viewer = world.viewer(who)
        return queries.not_here(world.subject.pk if here else None, viewer=viewer)


def away(world: World, who: str, cover: str | None = None, **more: object) -> None:
    with as_keeper():
        Absence.objects.create(
            account=getattr(world, who),
            cover=getattr(world, cover) if cover else None,
            made_by=world.manager.pk,
            **({"starts": now() - timedelta(hours=1), "ends": now() + timedelta(days=3)} | more),
        )


def let_in(world: World, who: str, **more: object) -> None:
    with as_keeper():
        Grant.objects.create(
            **({"subject": world.subject, "account": getattr(world, who), "mask": WORK, "basis": "care"} | more)
        )


def test_where_all_are_there_nobody_is_named(world: World) -> None:
    world.give("sister", [])
    for who in ("worker", "person"):
        assert found(world, who) == {}
        assert found(world, who, here=True) == {}


def test_a_worker_who_is_away_is_covered_by_whoever_works_there(world: World) -> None:
    away(world, "worker", "colleague")
    (one,) = found(world, "person", here=True).values()
    assert one.cover is None  # the colleague cannot open this record
    assert one.leads == {world.manager.pk}
    let_in(world, "colleague")
    (one,) = found(world, "person", here=True).values()
    assert (one.voice_id, one.why, one.name) == (world.voices["worker"].pk, Why.AWAY, "Worker Test")
    assert one.cover == Who(world.colleague.pk, "Colleague Test")
    assert one.away_until is not None
    assert found(world, "colleague") == {one.voice_id: one}
    assert found(world, "worker") == {}  # who looks is there
    away(world, "colleague")
    (one,) = found(world, "person", here=True).values()
    assert one.cover is None


def test_an_absence_that_is_over_or_to_come_or_called_off_counts_for_nothing(world: World) -> None:
    away(world, "worker", starts=now() + timedelta(days=1))
    away(world, "worker", starts=now() - timedelta(days=3), ends=now() - timedelta(days=1))
    away(world, "worker", ended_at=now(), ended_by=world.manager.pk)
    assert found(world, "person") == {}


@pytest.mark.parametrize(("how", "why"), [("left", Why.LEFT), ("closed", Why.CLOSED), ("ended", Why.ENDED)])
def test_a_sister_who_is_gone_leaves_it_with_the_named_worker(world: World, how: str, why: Why) -> None:
    world.give("sister", [Section.GOALS])
    with as_keeper():
        if how == "left":
            Voice.objects.filter(pk=world.voices["sister"].pk).update(until=localdate())
        elif how == "closed":
            Account.objects.filter(pk=world.sister.pk).update(is_active=False)
        else:
            Grant.objects.filter(account=world.sister).update(ends=now())
    (one,) = found(world, "worker").values()
    assert (one.voice_id, one.why) == (world.voices["sister"].pk, why)
    assert one.named == Who(world.worker.pk, "Worker Test")
    assert found(world, "person") == {one.voice_id: one}
    assert found(world, "sister") == {}


def test_who_never_signed_in_is_there_until_they_leave(world: World) -> None:
    with as_keeper():
        voice = Voice.objects.create(subject=world.subject, name="Ines", relationship="other")
    assert found(world, "worker") == {}
    with as_keeper():
        Voice.objects.filter(pk=voice.pk).update(until=localdate())
    (one,) = found(world, "person").values()
    assert (one.voice_id, one.why, one.named) == (voice.pk, Why.LEFT, Who(world.worker.pk, "Worker Test"))


def test_a_worker_whose_allocation_ended_or_who_is_shut_out_is_gone(world: World) -> None:
    let_in(world, "colleague", role="named_worker")
    with as_keeper():
        Grant.objects.filter(account=world.worker).update(ends=now())
    assert found(world, "person") == {}  # still here by the team
    with as_keeper():
        Grant.objects.create(subject=world.subject, account=world.worker, mask=-1, deny=True, basis="care")
    (one,) = found(world, "person").values()
    assert (one.why, one.named) == (Why.ENDED, Who(world.colleague.pk, "Colleague Test"))
    away(world, "colleague")
    (one,) = found(world, "person").values()
    assert (one.named_is_away, one.leads) == (True, {world.manager.pk})


def test_that_something_is_no_longer_shared_is_not_told_to_the_circle(world: World) -> None:
    with as_keeper():
        Grant.objects.filter(account=world.sister).delete()
        Voice.objects.create(subject=world.subject, account=world.privacy_lead, name="Uncle", relationship="family")
        Grant.objects.create(subject=world.subject, account=world.privacy_lead, mask=Right.OWN.bit, basis="consent")
    assert found(world, "privacy_lead", here=True) == {}
    assert found(world, "privacy_lead") == {}
    assert list(found(world, "person", here=True)) == [world.voices["sister"].pk]


def test_nothing_is_told_to_whoever_has_no_business_there_or_of_a_closed_record(world: World) -> None:
    away(world, "worker")
    assert found(world, "colleague") == {}
    assert found(world, "colleague", here=True) == {}
    assert found(world, "person")
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died")
    assert found(world, "person") == {}
