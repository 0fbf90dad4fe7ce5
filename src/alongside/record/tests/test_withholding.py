"""What is kept from somebody: who may, on what grounds, who looks again, what happens when they see it differently."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connection, transaction

from alongside.access.domain import Refused
from alongside.base.working_days import working_days_after
from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, CIRCLE_BASES, Basis, Right, Section
from alongside.people.models import Grant, Notice
from alongside.record import queries, withheld, withholding
from alongside.record.domain import Grounds, Whom
from alongside.record.models import HealthOpinion, Withholding, WithholdingStep
from alongside.record.times import today

CARE = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
PAST = timedelta(days=1)


@pytest.fixture
def team(world: World) -> World:
    """Let a colleague work with the person too: a nurse, by name."""
    with as_keeper():
        Grant.objects.create(subject=world.subject, account=world.colleague, mask=CARE, basis="care")
    world.give("sister", list(Section))
    return world


def keep(world: World, entry: Any = None, **more: Any) -> UUID:
    """Keep an entry (or a section) from the person, as the worker."""
    told: dict[str, Any] = {
        "whom": Whom.PERSON,
        "grounds": Grounds.THIRD_PARTY,
        "words": "A neighbour told us this in confidence.",
        "item_id": entry.pk if entry else None,
        "second": world.colleague.pk,
    } | more
    with world.as_(told.pop("by", "worker")) as account:
        return withholding.withhold(by=account, subject_id=world.subject.pk, **told)


def harm(world: World, entry: Any, **more: Any) -> UUID:
    told = {"grounds": Grounds.SERIOUS_HARM, "particular": "person", "words": "He has said what he would do."}
    return keep(world, entry, **told | more)


def staff_words(world: World, words: str = "Seen at the door") -> Any:
    """Write something down in the worker's own words."""
    return world.add("strength", words=words, words_of="worker", how="wrote")


def sees(world: World, who: str, entry: Any) -> bool:
    with world.as_(who):
        return queries.items(world.subject.pk, viewer=world.viewer(who)).filter(pk=entry.pk).exists()


def row(pk: UUID) -> Withholding:
    with as_keeper():
        return Withholding.objects.get(pk=pk)


def refused(world: World, who: str, sql: str, *args: Any) -> bool:
    """Say whether the database says no, in raw SQL as this account in the application's role."""
    with world.as_(who):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, args)
        except Error:
            return True
    return False


def notices(world: World, who: str) -> set[str]:
    with as_keeper():
        return set(Notice.objects.filter(account=getattr(world, who)).values_list("kind", flat=True))


def age(pk: UUID, **days: date) -> None:
    with as_keeper():
        Withholding.objects.filter(pk=pk).update(**days)


def escalate(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE alongside_keeper; SELECT alongside.escalate_withholdings()")
        cursor.execute("SET LOCAL ROLE alongside_app")


def test_it_is_kept_at_once_from_the_person_alone_and_a_second_is_asked(team: World) -> None:
    entry = staff_words(team)
    made = row(keep(team, entry))
    assert not sees(team, "person", entry)
    assert all(sees(team, who, entry) for who in ("sister", "worker", "colleague"))
    assert made.second_due == working_days_after(today(), 3)
    assert made.review_by <= today() + timedelta(days=183)
    assert made.opinion_due is None
    assert notices(team, "colleague") == {"withheld.second"}
    assert not notices(team, "person")


def test_from_the_circle_and_from_one_account(team: World) -> None:
    from_circle, from_sister = staff_words(team, "One"), staff_words(team, "Two")
    keep(team, from_circle, whom=Whom.CIRCLE)
    keep(team, from_sister, whom=Whom.ACCOUNT, account_id=team.sister.pk)
    for entry in (from_circle, from_sister):
        assert sees(team, "person", entry)
        assert not sees(team, "sister", entry)


@pytest.mark.parametrize("basis", CIRCLE_BASES[1:])
def test_from_the_circle_is_from_all_who_do_not_see_by_their_work(team: World, basis: Basis) -> None:
    with as_keeper():
        Grant.objects.filter(subject=team.subject, account=team.sister).update(mask=ALL_SECTIONS, basis=basis)
    one, shown = staff_words(team, "One"), staff_words(team, "Two")
    keep(team, one, whom=Whom.CIRCLE)
    assert not sees(team, "sister", one)
    assert sees(team, "sister", shown)


def test_it_needs_grounds_words_and_a_review_within_six_months(team: World) -> None:
    entry = staff_words(team)
    for more in (
        {"words": "  "},
        {"grounds": "upset"},
        {"grounds": Grounds.LEGAL, "particular": ""},
        {"grounds": Grounds.LEGAL, "particular": "embarrassing"},
        {"grounds": Grounds.SERIOUS_HARM, "particular": ""},
        {"review_by": today()},
        {"review_by": today() + timedelta(days=184)},
        {"second": team.worker.pk},
        {"second": team.sister.pk},
        {"whom": Whom.ACCOUNT},
        {"whom": "everybody"},
        {"whom": Whom.ACCOUNT, "account_id": team.worker.pk},
    ):
        with pytest.raises(Refused):
            keep(team, entry, **more)
    assert sees(team, "person", entry)
    keep(team, entry, grounds=Grounds.LEGAL, particular="court_order")
    assert not sees(team, "person", entry)


def test_nobody_is_kept_from_what_they_wrote_or_said(team: World) -> None:
    said = team.add("strength", words_of="person", how="said")
    wrote = team.add("strength", by="sister", words_of="sister", how="wrote")
    for entry, more in (
        (said, {}),
        (wrote, {"whom": Whom.CIRCLE}),
        (wrote, {"whom": Whom.ACCOUNT, "account_id": team.sister.pk}),
        (staff_words(team), {"whom": Whom.ACCOUNT, "account_id": team.worker.pk, "by": "colleague"}),
    ):
        with pytest.raises(Refused):
            keep(team, entry, **more)
    assert sees(team, "person", said)


@pytest.mark.parametrize("who", ["person", "sister", "manager", "privacy_lead"])
def test_only_who_works_with_them_may(world: World, who: str) -> None:
    entry = staff_words(world)
    with as_keeper():
        Grant.objects.filter(team=world.team).delete()
    with pytest.raises(Refused):
        keep(world, entry, by=who, second=None)


def test_a_section_is_kept_but_not_their_own_words_in_it(team: World) -> None:
    hidden = team.add("need", words="Somebody said he drinks", words_of="worker", how="wrote")
    own = team.add("need", words="Somebody with me at first", words_of="person", how="said")
    keep(team, section=Section.NEEDS)
    assert not sees(team, "person", hidden)
    assert sees(team, "person", own)
    assert sees(team, "sister", hidden)
    with team.as_("person"), connection.cursor() as cursor:
        cursor.execute("SELECT words FROM planning_need")
        assert cursor.fetchall() == [("Somebody with me at first",)]
        cursor.execute("SELECT count(*) FROM planning_needevent")
        assert cursor.fetchone() == (1,)


def test_what_hangs_on_it_goes_along_and_comes_back_together(team: World) -> None:
    goal = team.add("goal", words_of="worker", how="wrote", words="Away from him")
    step = team.add("step", goal_id=goal.pk, words_of="worker", how="wrote", words="Find a flat")
    own = team.add("step", goal_id=goal.pk, words_of="person", how="said", words="Ask my aunt")
    with team.as_("worker"):
        viewer = team.viewer("worker")
        found = withheld.hangs_on(goal.pk, subject_id=team.subject.pk, viewer=viewer)
        assert {one.pk for one in found} == {step.pk, own.pk}
        circle = list(team.voices.values())
        free = [w for w in found if withheld.can_be_kept(w, whom=Whom.PERSON, account_id=None, circle=circle)]
        assert [one.pk for one in free] == [step.pk]
    pk = keep(team, goal, along=[step.pk])
    assert [sees(team, "person", one) for one in (goal, step, own)] == [False, False, True]
    with team.as_("worker") as worker:
        withholding.lift(by=worker, withholding_id=pk, words="She is safe now.")
    assert all(sees(team, "person", one) for one in (goal, step))


def test_the_second_is_somebody_else_and_agrees(team: World) -> None:
    pk = keep(team, staff_words(team))
    with team.as_("worker") as worker, pytest.raises(Refused):
        withholding.answer_as_second(by=worker, withholding_id=pk, agrees=True, words="Yes")
    with team.as_("colleague") as nurse:
        with pytest.raises(Refused):
            withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=True, words=" ")
        withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=True, words="I was there.")
        with pytest.raises(Refused):
            withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=False, words="No after all")
    assert (row(pk).second_by, row(pk).second_agrees) == (team.colleague.pk, True)


def test_when_they_see_it_differently_it_stays_hidden_until_a_third_decides(team: World) -> None:
    entry = staff_words(team)
    pk = keep(team, entry)
    with team.as_("colleague") as nurse:
        with pytest.raises(Refused):
            withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=False, words="No", decider=team.worker.pk)
        withholding.answer_as_second(
            by=nurse, withholding_id=pk, agrees=False, words="It is known to him.", decider=team.manager.pk
        )
    assert not sees(team, "person", entry)
    assert row(pk).decision_due == working_days_after(today(), 5)
    assert "withheld.decide" in notices(team, "manager")
    for who in ("worker", "colleague"):
        with team.as_(who) as account, pytest.raises(Refused):
            withholding.decide(by=account, withholding_id=pk, keeps=False, words="Show it")
    with team.as_("worker") as worker, pytest.raises(Refused):
        withholding.renew(by=worker, withholding_id=pk, grounds=Grounds.THIRD_PARTY, words="Still so")
    with team.as_("manager") as manager:
        withholding.decide(by=manager, withholding_id=pk, keeps=False, words="He knows already.", tells=True)
    assert sees(team, "person", entry)
    assert notices(team, "person") == {"withheld.lifted"}
    with as_keeper():
        sorts = list(
            WithholdingStep.objects.filter(withholding_id=pk).order_by("written_at").values_list("sort", flat=True)
        )
    assert sorts == ["made", "disagreed", "lifted"]


def test_a_third_can_uphold_it(team: World) -> None:
    entry = staff_words(team)
    pk = keep(team, entry)
    with team.as_("colleague") as nurse:
        withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=False, words="No", decider=team.manager.pk)
    with team.as_("manager") as manager:
        withholding.decide(by=manager, withholding_id=pk, keeps=True, words="The neighbour would be at risk.")
    assert not sees(team, "person", entry)
    assert row(pk).decision_due is None
    assert "withheld.upheld" in notices(team, "worker")


def opinion(world: World, pk: UUID, *, finds: bool = True, given: date | None = None, **more: Any) -> None:
    with world.as_("worker") as worker:
        withholding.give_opinion(
            by=worker,
            withholding_id=pk,
            name="Dr Ana Lowe",
            profession="Consultant psychiatrist",
            registration="GMC 7654321",
            finds_harm=finds,
            words="It would.",
            given_on=given or today(),
            **more,
        )


def test_serious_harm_asks_for_an_opinion_by_a_day_and_an_old_one_does_not_count(team: World) -> None:
    pk = harm(team, staff_words(team))
    assert row(pk).opinion_due == working_days_after(today(), 3)
    with team.as_("worker") as worker, pytest.raises(Refused):
        withholding.renew(
            by=worker, withholding_id=pk, grounds=Grounds.SERIOUS_HARM, particular="person", words="Still so"
        )
    for day in (today() - timedelta(days=184), today() + PAST):
        with pytest.raises(Refused):
            opinion(team, pk, given=day)
    given = today() - timedelta(days=30)
    opinion(team, pk, given=given)
    assert row(pk).opinion_due == given + timedelta(days=183), "then it is stale, and that shows"
    with team.as_("worker") as worker:
        withholding.renew(
            by=worker, withholding_id=pk, grounds=Grounds.SERIOUS_HARM, particular="person", words="Still so"
        )
    with as_keeper():
        HealthOpinion.objects.update(given_on=today() - timedelta(days=190))
    with team.as_("worker") as worker, pytest.raises(Refused):
        withholding.renew(
            by=worker, withholding_id=pk, grounds=Grounds.SERIOUS_HARM, particular="person", words="Still so"
        )


def test_an_opinion_against_it_goes_to_a_third_and_shows_nothing_by_itself(team: World) -> None:
    entry = staff_words(team)
    pk = harm(team, entry)
    opinion(team, pk, finds=False, decider=team.manager.pk)
    assert not sees(team, "person", entry)
    assert row(pk).decision_due
    with team.as_("manager") as manager:
        withholding.decide(by=manager, withholding_id=pk, keeps=False, words="The test is not met.")
    assert sees(team, "person", entry)


def test_a_review_narrows_a_section_to_one_entry(team: World) -> None:
    one, two = (team.add("need", words=words, words_of="worker", how="wrote") for words in ("One", "Two"))
    pk = keep(team, section=Section.NEEDS)
    with team.as_("worker") as worker:
        withholding.renew(by=worker, withholding_id=pk, grounds=Grounds.THIRD_PARTY, words="Only this", stays=[two.pk])
    assert sees(team, "person", one)
    assert not sees(team, "person", two)
    with team.as_("worker"):
        [left] = withheld.live(team.subject.pk, viewer=team.viewer("worker"))
        assert (left.item_id, left.along_with_id) == (two.pk, None)


def test_a_review_keeps_some_of_what_was_kept_together(team: World) -> None:
    goal = team.add("goal", words_of="worker", how="wrote")
    steps = [team.add("step", goal_id=goal.pk, words_of="worker", how="wrote") for _ in range(2)]
    pk = keep(team, goal, along=[step.pk for step in steps])
    with team.as_("worker") as worker:
        withholding.renew(by=worker, withholding_id=pk, grounds=Grounds.THIRD_PARTY, words="Less", stays=[steps[0].pk])
    assert [sees(team, "person", one) for one in (goal, *steps)] == [False, False, True]


def test_overdue_stays_hidden_and_goes_up_once_a_step(team: World) -> None:
    entry = staff_words(team)
    pk = keep(team, entry)
    with as_keeper():
        Notice.objects.all().delete()
    age(pk, second_due=today() - PAST)
    escalate(team)
    assert "withheld.late_second" in notices(team, "worker") & notices(team, "colleague")
    assert not notices(team, "manager")
    age(pk, second_due=today() - timedelta(days=4))
    escalate(team)
    assert "withheld.late_second" in notices(team, "manager")
    assert not notices(team, "privacy_lead")
    age(pk, second_due=today() - timedelta(days=9))
    for _ in range(3):
        escalate(team)
    with as_keeper():
        told = Notice.objects.filter(account=team.privacy_lead)
        assert [(one.kind, one.subject_id, one.detail) for one in told] == [
            ("withheld.late_privacy", None, {"name": "Pet"})
        ]
    assert not sees(team, "person", entry)
    assert not notices(team, "person") | notices(team, "sister")


@pytest.mark.parametrize("what", ["opinion_due", "decision_due", "review_by"])
def test_each_day_that_goes_by_is_noticed(team: World, what: str) -> None:
    pk = harm(team, staff_words(team))
    age(pk, **{what: today() - PAST})
    escalate(team)
    assert any(kind.startswith("withheld.late_") for kind in notices(team, "worker"))


def test_whom_it_is_kept_from_hears_and_knows_nothing_even_as_staff(team: World) -> None:
    """Kept from a colleague by name: not in their list, no act of theirs, no notice, not for them as its second."""
    entry = staff_words(team)
    with pytest.raises(Refused):
        keep(team, entry, whom=Whom.ACCOUNT, account_id=team.colleague.pk, second=team.colleague.pk)
    pk = keep(team, entry, whom=Whom.ACCOUNT, account_id=team.colleague.pk, second=team.manager.pk)
    with team.as_("colleague") as nurse:
        assert withheld.live(team.subject.pk, viewer=team.viewer("colleague")) == []
        assert not WithholdingStep.objects.exists()
        for act in (
            lambda: withholding.lift(by=nurse, withholding_id=pk, words="Mine"),
            lambda: withholding.answer_as_second(by=nurse, withholding_id=pk, agrees=False, words="Mine"),
        ):
            with pytest.raises(Refused):
                act()
    age(pk, second_due=today() - timedelta(days=20), review_by=today() - timedelta(days=20))
    escalate(team)
    assert not notices(team, "colleague")


def test_raw_sql_cannot_get_round_it(team: World) -> None:
    entry = staff_words(team)
    pk = keep(team, entry)
    for who in ("person", "sister", "worker", "colleague", "privacy_lead"):
        assert refused(team, who, "UPDATE record_withholding SET lifted_at = now(), lifted_by = made_by")
        assert refused(team, who, "DELETE FROM record_withholding")
        assert refused(team, who, "UPDATE record_withholdingstep SET words = 'x'")
        assert refused(
            team,
            who,
            "INSERT INTO record_escalation SELECT gen_random_uuid(), gen_random_uuid(), 'x', now(), 1",
        )
        assert refused(team, who, "SELECT alongside.escalate_withholdings()")
        assert refused(team, who, "SELECT alongside.item_seen_by(%s, %s)", team.person.pk, entry.pk)
    for who in ("person", "sister", "privacy_lead", "safeguarding_lead"):
        assert refused(team, who, "SELECT alongside.lift(%s, 'please', true)", pk)
        assert refused(team, who, "SELECT alongside.decide(%s, false, 'please', current_date + 9, true)", pk)
        assert refused(team, who, "SELECT alongside.renew(%s, 'legal', 'crime', 'x', current_date + 9, '{}')", pk)
        assert refused(team, who, "SELECT * FROM alongside.colleagues(%s)", team.subject.pk)
        with team.as_(who), connection.cursor() as cursor:
            for table in ("record_withholding", "record_withholdingstep", "record_healthopinion", "record_escalation"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table
    assert refused(
        team,
        "worker",
        "SELECT alongside.withhold(gen_random_uuid(), %s, %s, 0, 'person', NULL, 'legal', 'crime', 'x', "
        "current_date + 20,"
        " current_date + 400, NULL, NULL, '{}')",
        team.subject.pk,
        entry.pk,
    )


def test_a_refusal_says_the_same_of_what_is_hidden_and_what_is_not_there(team: World) -> None:
    pk = keep(team, staff_words(team))
    said = []
    for one in (pk, UUID(int=7)):
        with team.as_("person") as person, pytest.raises(Refused) as refusal:
            withholding.lift(by=person, withholding_id=one, words="Show me")
        said.append(str(refusal.value))
    assert said[0] == said[1]


def test_whoever_looks_after_privacy_sees_that_it_is_and_no_word_of_it(team: World) -> None:
    keep(team, staff_words(team, "Canary seen at the door"), words="Canary neighbour")
    with team.as_("privacy_lead", narrowed=False):
        [found] = withheld.everywhere()
    assert (found["name"], found["whom"], found["made_name"]) == ("Pet", "person", team.worker.name)
    assert "Canary" not in str(found)
    for who in ("person", "worker", "safeguarding_lead", "manager"):
        with team.as_(who, narrowed=False), pytest.raises(Refused):
            withheld.everywhere()


def test_whoever_looks_after_privacy_does_not_read_of_their_own_record(team: World) -> None:
    keep(team, staff_words(team))
    with as_keeper():
        Grant.objects.create(subject=team.subject, account=team.privacy_lead, mask=ALL_SECTIONS, basis="own")
    with team.as_("privacy_lead", narrowed=False):
        assert withheld.everywhere() == []
