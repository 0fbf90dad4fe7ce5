"""Challenges: who owns them, by when, who reads them, how they are closed; and what goes up when a day goes by."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.access.domain import Refused
from alongside.base.ids import uuid7
from alongside.base.working_days import month_after, working_days_after
from alongside.conftest import World, as_keeper
from alongside.people.domain import Section
from alongside.people.models import Grant, Notice
from alongside.record import actions, challenges, queries
from alongside.record.domain import ChallengeKind, Outcome, challenge_days
from alongside.record.models import Challenge
from alongside.record.tests.test_pages import CARE, Visit
from alongside.record.tests.test_withholding import keep, notices, refused
from alongside.record.times import today


@pytest.fixture
def team(world: World) -> World:
    """Let a colleague work with the person too, and share everything with the sister."""
    with as_keeper():
        Grant.objects.create(subject=world.subject, account=world.colleague, mask=CARE, basis="care")
    world.give("sister", list(Section))
    return world


@pytest.fixture
def entry(team: World) -> Any:
    return team.add("strength", words="She shouts", words_of="worker", how="wrote")


def say(team: World, entry: Any, kind: ChallengeKind, *, who: str = "person", beside: bool = False) -> Challenge:
    with team.as_(who) as account:
        item = queries.item(entry.pk, subject_id=team.subject.pk, viewer=team.viewer(who))
        return actions.challenge(by=account, item=item, kind=kind, words="Canary: not so", beside=beside)


def answer(team: World, who: str, made: Challenge, **more: Any) -> None:
    told = {"answer": "Yes", "outcome": Outcome.PUT_RIGHT, "grounds": "Our code of conduct"} | more
    with team.as_(who) as account:
        challenges.answer(by=account, challenge_id=made.pk, **told)


def reads(team: World, who: str, made: Challenge) -> bool:
    with team.as_(who):
        return Challenge.objects.filter(pk=made.pk).exists()


def row(made: Challenge) -> Challenge:
    with as_keeper():
        return Challenge.objects.get(pk=made.pk)


def escalate() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE alongside_keeper; SELECT alongside.escalate_challenges()")
        cursor.execute("SET LOCAL ROLE alongside_app")


def test_the_days_are_those_of_the_law_and_our_own() -> None:
    day = today()
    assert challenge_days(ChallengeKind.WRONG, day) == (None, month_after(day))
    assert challenge_days(ChallengeKind.COMPLAINT, day) == (working_days_after(day, 3), month_after(day))
    assert challenge_days(ChallengeKind.HARM, day) == (working_days_after(day, 1), working_days_after(day, 10))


def test_what_is_wrong_is_owned_by_its_writer_and_read_beside_it(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.WRONG)
    assert made.owner_id == team.worker.pk
    assert notices(team, "worker") == {"challenge.yours"}
    assert all(reads(team, who, made) for who in ("person", "sister", "worker", "colleague", "manager"))


@pytest.mark.parametrize("kind", [ChallengeKind.COMPLAINT, ChallengeKind.HARM])
def test_a_complaint_is_owned_by_a_lead_and_read_by_few(team: World, entry: Any, kind: ChallengeKind) -> None:
    made = say(team, entry, kind)
    assert made.owner_id == team.manager.pk
    assert [who for who in ("sister", "worker", "colleague") if reads(team, who, made)] == []
    assert [who for who in ("person", "manager") if reads(team, who, made)] == ["person", "manager"]
    assert not notices(team, "worker")
    for page in ("entry", "challenges"):
        args = (entry.pk,) if page == "entry" else ()
        assert "Canary" not in Visit(team, "worker").get(page, *args).content.decode()
        assert "Canary" in Visit(team, "person").get(page, *args).content.decode()


def test_the_sisters_complaint_is_read_by_the_person_and_she_may_say_it_to_all(team: World, entry: Any) -> None:
    assert reads(team, "person", say(team, entry, ChallengeKind.COMPLAINT, who="sister"))
    assert reads(team, "worker", say(team, entry, ChallengeKind.HARM, who="sister", beside=True))


def test_whom_it_is_about_neither_owns_nor_answers_it_even_as_a_lead(team: World) -> None:
    entry = team.add("strength", words="She shouts", by="manager", words_of="worker", how="said")
    made = say(team, entry, ChallengeKind.COMPLAINT, beside=True)
    assert made.owner_id == team.colleague.pk, "not the manager who wrote it, not the worker whose words it holds"
    for who in ("manager", "worker", "person"):
        with pytest.raises(Refused):
            answer(team, who, made)
    with team.as_("colleague") as nurse:
        for other in (team.manager, team.worker, team.person, team.sister, team.privacy_lead):
            with pytest.raises(Refused):
                challenges.hand_over(by=nurse, challenge_id=made.pk, to=other.pk)
    answer(team, "colleague", made)


def test_nobody_to_complain_to_is_said_and_where_to_turn(team: World) -> None:
    entry = team.add("strength", by="sister", words_of="sister", how="wrote")
    with as_keeper():
        Grant.objects.filter(subject=team.subject, basis="care").delete()
    with pytest.raises(Refused, match="council or the trust"):
        say(team, entry, ChallengeKind.COMPLAINT)
    wrong = say(team, entry, ChallengeKind.WRONG)
    assert wrong.owner_id is None
    answer(team, "sister", wrong, outcome=Outcome.CORRECTED, right_words="I was not there.")


def test_the_database_closes_nothing_without_answer_outcome_and_grounds(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.WRONG)
    for lacks in ({"answer": " "}, {"grounds": " "}, {"outcome": "closed"}, {"outcome": "corrected"}):
        with pytest.raises(Refused):
            answer(team, "worker", made, **lacks)
    for who in ("worker", "manager", "person"):
        assert refused(team, who, "UPDATE record_challenge SET answered_at = now(), answered_by = %s", team.worker.pk)
        assert refused(team, who, "UPDATE record_challenge SET answer = 'x', outcome = 'added', grounds = 'y'")
        assert refused(team, who, "UPDATE record_challenge SET owner_id = NULL, answer_by = answer_by + 900")
        assert refused(team, who, "DELETE FROM record_challenge")
        assert refused(
            team,
            who,
            "INSERT INTO record_challenge (id, item_id, subject_id, bit, item_by, written_by_id, written_at, shut, "
            "kind, words, answer_by, answer) SELECT gen_random_uuid(), item_id, subject_id, bit, item_by, %s, now(), "
            "false, 'wrong', 'x', now(), '' FROM record_challenge",
            getattr(team, who).pk,
        )
    with as_keeper(), pytest.raises(IntegrityError, match="challenge_closed_with_answer"), transaction.atomic():
        Challenge.objects.filter(pk=made.pk).update(answered_at=made.written_at, answered_by=team.worker.pk, answer="x")


def test_a_day_far_away_is_refused_in_raw_sql(team: World, entry: Any) -> None:
    sql = "SELECT alongside.make_challenge(gen_random_uuid(), %s, %s, %s, 'x', true, {}, current_date + {})"
    ids = (team.subject.pk, entry.pk)
    assert refused(team, "person", sql.format("NULL", 400), *ids, "wrong")
    assert refused(team, "person", sql.format("NULL", 9), *ids, "complaint")
    assert refused(team, "person", sql.format("current_date + 60", 9), *ids, "complaint")
    assert refused(team, "person", sql.format("current_date + 1", 30), *ids, "harm")
    assert not refused(team, "person", sql.format("current_date + 1", 9), *ids, "harm")
    assert refused(team, "safeguarding_lead", sql.format("NULL", 9), *ids, "wrong")


def test_heard_with_another_day_then_handed_over_then_answered(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.COMPLAINT)
    later = today() + timedelta(days=60)
    with team.as_("manager") as manager:
        with pytest.raises(Refused):
            challenges.acknowledge(by=manager, challenge_id=made.pk, words="We met", answer_by=today() + timedelta(300))
        challenges.acknowledge(by=manager, challenge_id=made.pk, words="We met", answer_by=later)
        challenges.hand_over(by=manager, challenge_id=made.pk, to=team.colleague.pk)
    assert (row(made).answer_by, row(made).owner_id, row(made).agreed) == (later, team.colleague.pk, "We met")
    assert reads(team, "colleague", made)
    answer(team, "colleague", made, outcome=Outcome.NOT_CHANGED, grounds="SI 2009/309, and three who were there")
    assert notices(team, "person") == {"challenge.heard", "challenge.answered"}
    page = Visit(team, "person").get("challenges").content.decode()
    for said in ("We met", "three who were there", "Ombudsman", "Information Commissioner", "advocate"):
        assert said in page
    with team.as_("person"):
        found = queries.challenge(made.pk, subject_id=team.subject.pk, viewer=team.viewer("person"))
    assert found.answered_by == team.colleague.pk


def test_a_correction_keeps_both_texts_wherever_the_entry_stands(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.WRONG)
    answer(team, "worker", made, outcome=Outcome.CORRECTED, right_words="She sings")
    for who, name, args in (
        ("person", "entry", (entry.pk,)),
        ("sister", "timeline", ()),
        ("colleague", "strengths", ()),
    ):
        page = Visit(team, who).get(name, *args).content.decode()
        assert "She shouts" in page, name
        assert "She sings" in page, name


def test_a_correction_of_what_is_not_said_beside_is_refused(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.HARM)
    with pytest.raises(Refused):
        answer(team, "manager", made, outcome=Outcome.CORRECTED, right_words="She sings")
    assert 'value="corrected"' not in Visit(team, "manager").get("challenge_answer", made.pk).content.decode()


def test_late_goes_to_the_owner_the_lead_and_whoever_looks_after_privacy(team: World, entry: Any) -> None:
    made = say(team, entry, ChallengeKind.WRONG)

    def late(days: int) -> None:
        with as_keeper():
            Notice.objects.all().delete()
            Challenge.objects.filter(pk=made.pk).update(answer_by=today() - timedelta(days=days))
        escalate()

    late(1)
    assert [notices(team, who) for who in ("worker", "manager", "privacy_lead")] == [{"challenge.late"}, set(), set()]
    late(4)
    assert notices(team, "manager") == {"challenge.late"}
    assert notices(team, "person") == {"challenge.late_sorry"}
    late(9)
    assert notices(team, "privacy_lead") == {"challenge.late_privacy"}
    page = Visit(team, "privacy_lead").client.get("/kept/").content.decode()
    assert "Pet" in page
    assert "Canary" not in page
    late(9)
    assert not notices(team, "privacy_lead"), "once a step"


def test_a_challenge_of_what_is_kept_meanwhile_says_nothing_to_its_writer(team: World, entry: Any) -> None:
    """The entry is kept from the person after they complained of it: the owner still answers; no notice betrays it."""
    made = say(team, entry, ChallengeKind.COMPLAINT)
    keep(team, entry)
    answer(team, "manager", made)
    with as_keeper():
        Challenge.objects.filter(pk=made.pk).update(acknowledge_due=today() - timedelta(9))
    assert not reads(team, "person", made)
    assert not notices(team, "person")
    assert Visit(team, "person").get("challenge_answer", made.pk).status_code == 404
    assert "Canary" not in Visit(team, "person").get("challenges").content.decode()


@pytest.mark.parametrize("kind", list(ChallengeKind))
def test_the_pages_say_who_answers_and_by_when(team: World, entry: Any, kind: ChallengeKind) -> None:
    person = Visit(team, "person")
    assert person.get("entry_challenge", entry.pk, kind).status_code == 200
    empty = person.client.post(person.url("entry_challenge", entry.pk, kind), {"words": "", "answer_id": "x"})
    assert empty.status_code == 422
    told = {"words": "Not so", "answer_id": str(uuid7()), "quiet": "quiet"}
    for _time in range(2):
        assert person.client.post(person.url("entry_challenge", entry.pk, kind), told).status_code == 302
    with as_keeper():
        assert Challenge.objects.count() == 1, "the same form twice is one"
    page = person.get("entry", entry.pk).content.decode()
    assert "answers this." in page
    assert "An answer is due by" in page
    owner = Visit(team, "worker" if kind == ChallengeKind.WRONG else "manager")
    with as_keeper():
        made = Challenge.objects.get()
    assert owner.get("challenge_answer", made.pk).status_code == 200
    assert owner.get("challenge_hand_over", made.pk).status_code == 200
    assert owner.get("challenge_heard", made.pk).status_code == (404 if kind == ChallengeKind.WRONG else 200)
    assert Visit(team, "person").get("challenge_answer", made.pk).status_code == 403
