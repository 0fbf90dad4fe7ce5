"""Putting forward, answering, starting, ticking, changing: in the database, as the application's role."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from alongside.access.domain import Conflict, Refused
from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.models import Subject, Voice
from alongside.planning import actions, domain, queries, versions
from alongside.planning.domain import Mark
from alongside.planning.models import PlanAnswer
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import Standing


def audited() -> list[str]:
    with as_keeper():
        return list(
            AuditEvent.objects.filter(action__startswith="plan.").order_by("at", "id").values_list("action", flat=True)
        )


def rules(world: World, who: str = "worker") -> set[tuple[str, str | None]]:
    with world.as_(who):
        found = domain.findings(queries.view(world.subject, viewer=world.viewer(who)))
    return {(one.rule, one.where) for one in found}


def frozen(world: World, version: object, who: str) -> list[versions.FrozenEntry]:
    with world.as_(who):
        return versions.frozen(version, viewer=world.viewer(who))


def test_the_rules_speak_of_the_entries_in_the_database(world: World) -> None:
    goal = world.add("goal", words_of="worker")
    step = world.add("step", goal=goal)
    need = world.add("need", helped_by_not_yet="")
    assert rules(world) == {
        ("A7.1", str(goal.pk)),
        ("A7.3", str(step.pk)),
        ("B2", "strengths"),
        ("B7", "practitioner_answer"),
        ("A6.1", str(need.pk)),
        ("A3.1", "rights"),
        ("B6", str(need.pk)),
    }


def test_a_plan_with_nothing_missing_has_no_findings(planned) -> None:
    assert rules(planned.world) == set()


def test_words_said_together_with_the_person_are_the_persons_own(world: World) -> None:
    with as_keeper():
        voices = [
            Voice.objects.create(
                subject=world.subject, name=name, kind="together", of=[world.voices[one].pk for one in of]
            )
            for name, of in (("Both", ["person", "sister"]), ("They", ["sister", "worker"]))
        ]
    world.voices |= {"both": voices[0], "they": voices[1]}
    world.add("goal", words_of="both")
    theirs = world.add("goal", words_of="they")
    assert {where for rule, where in rules(world) if rule == "A7.1"} == {str(theirs.pk)}


def test_putting_forward_freezes_what_is_there(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    assert (version.number, version.blocked) == (1, False)
    assert version.holders == [world.voices["person"].pk, world.voices["sister"].pk]
    with world.as_("person") as person:
        record.mend(by=person, kind=registry.get("goal"), entry=planned.goal, version=1, words="I will only listen.")
    words = {one.kind.name: one.row.words for one in frozen(world, version, "person")}
    assert words["goal"] == "I will sing at the summer concert."
    assert {"step", "need", "aspiration", "strength", "practitioner_answer"} <= set(words)
    assert audited() == ["plan.put_forward"]


def test_the_same_form_twice_makes_one_version_and_another_sees_that_it_was_late(planned) -> None:
    made_id = uuid7()
    first = planned.put_forward(id=made_id, after=0)
    assert planned.put_forward(id=made_id, after=0).pk == first.pk
    with pytest.raises(Conflict):
        planned.put_forward("person", id=uuid7(), after=0)
    second = planned.put_forward("person", id=uuid7(), after=1)
    assert second.number == 2
    assert planned.state(first).mark is Mark.REPLACED
    assert audited() == ["plan.put_forward"] * 2


def test_there_must_be_a_goal_and_the_right_to_lead(world: World, planned) -> None:
    with pytest.raises(Refused):
        planned.put_forward("sister")
    with world.as_("person") as person:
        record.set_standing(by=person, kind=registry.get("goal"), entry=planned.goal, standing=Standing.TAKEN_BACK)
    with pytest.raises(Refused, match="no goal"):
        planned.put_forward()


def test_agreed_when_the_person_and_every_holder_agree(planned) -> None:
    version = planned.put_forward()
    assert planned.state(version).mark is Mark.PUT_FORWARD
    planned.answer("person", "person", "agree", version)
    assert [one.name for one in planned.state(version).missing] == ["Sister Test"]
    planned.answer("sister", "sister", "differently", version, words="Not on Mondays.")
    assert [one.why for one in planned.state(version).missing] == ["Not on Mondays."]
    planned.answer("sister", "sister", "agree", version)
    assert planned.state(version).mark is Mark.AGREED
    assert audited()[1:] == ["plan.answer.agree", "plan.answer.differently", "plan.answer.agree"]


def test_a_blocked_plan_is_never_agreed(world: World) -> None:
    world.add("goal")
    with world.as_("worker") as worker:
        version = actions.put_forward(by=worker, subject=world.subject, viewer=world.viewer("worker"))
    with world.as_("person") as person:
        viewer = world.viewer("person")
        actions.answer(
            by=person,
            subject=world.subject,
            version=version,
            voice=world.voices["person"],
            viewer=viewer,
            answer="agree",
        )
        state = versions.state_of(version, subject=world.subject, viewer=viewer)
    assert (state.mark, state.blocked) == (Mark.PUT_FORWARD, True)


def test_nobody_answers_for_who_can_sign_in(planned) -> None:
    version = planned.put_forward()
    with pytest.raises(Refused, match="only Person Test can"):
        planned.answer("worker", "person", "agree", version, how="said")
    planned.answer("worker", "person", "could_not", version, why="She was asleep.")
    planned.answer("sister", "sister", "agree", version)
    assert planned.state(version).mark is Mark.PUT_FORWARD


def test_nobody_puts_could_not_answer_over_what_somebody_said(planned) -> None:
    version = planned.put_forward()
    planned.answer("person", "person", "differently", version, words="Not like this.")
    with pytest.raises(Refused, match="own answer stands"):
        planned.answer("worker", "person", "could_not", version, why="She was asleep.")
    assert [line.why for line in planned.state(version).missing if line.why == "Not like this."]


def test_the_database_refuses_an_answer_in_somebody_elses_name(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    with world.as_("worker") as worker, pytest.raises(Error, match="answers for themself"), transaction.atomic():
        PlanAnswer.objects.create(
            subject=world.subject, version=version, voice=world.voices["person"], answer="agree", written_by=worker
        )


def test_the_answer_of_who_cannot_sign_in_is_written_down(person_without_account) -> None:
    planned = person_without_account
    version = planned.put_forward()
    with pytest.raises(Refused, match="write down the answer"):
        planned.answer("sister", "person", "agree", version, how="said")
    made = planned.answer("worker", "person", "agree", version, how="interpreter", words="Yes, that.")
    assert (made.how, made.written_by_id) == ("interpreter", planned.world.worker.pk)
    planned.answer("sister", "sister", "agree", version)
    assert planned.state(version).mark is Mark.AGREED


def test_the_same_answer_twice_is_one(planned) -> None:
    version, made_id = planned.put_forward(), uuid7()
    for _ in range(2):
        planned.answer("person", "person", "agree", version, id=made_id)
    with planned.world.as_("person"):
        assert PlanAnswer.objects.count() == 1


def test_a_replaced_version_takes_no_answer(planned) -> None:
    first = planned.put_forward()
    planned.put_forward()
    with pytest.raises(Refused, match="newer version"):
        planned.answer("person", "person", "agree", first)


def test_help_starts_before_agreement_and_stays_started(planned) -> None:
    world = planned.world
    until = (now() + timedelta(days=10)).date()
    with world.as_("worker") as worker:
        made_id = uuid7()
        for _ in range(2):
            actions.start_interim(
                by=worker,
                subject=world.subject,
                viewer=world.viewer("worker"),
                reason="Home today",
                until=until,
                id=made_id,
            )
        draft = versions.versions(world.subject, viewer=world.viewer("worker"))[0]
    assert draft.state.mark is Mark.DRAFT
    assert draft.state.interim.complete_by == until
    version = planned.put_forward()
    assert planned.state(version).interim.reason == "Home today"
    assert audited().count("plan.interim") == 2


def test_in_use_names_whose_agreement_is_missing(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    planned.answer("sister", "sister", "agree", version)
    planned.answer("person", "person", "in_part", version, words="Not the buses.")
    ask = (now() + timedelta(days=14)).date()
    for who in ("sister", "person"):
        with world.as_(who) as by, pytest.raises(Refused):
            actions.use_without_agreement(
                by=by, subject=world.subject, viewer=world.viewer(who), reason="It must start", until=ask
            )
    with world.as_("worker") as by:
        actions.use_without_agreement(
            by=by, subject=world.subject, viewer=world.viewer("worker"), reason="It must start", until=ask
        )
    state = planned.state(version)
    assert state.mark is Mark.IN_USE_NOT_AGREED
    assert [(one.name, one.why, one.ask_again_on) for one in state.missing] == [("Person Test", "Not the buses.", ask)]


def test_versions_and_answers_are_never_changed_or_erased(planned) -> None:
    planned.answer("person", "person", "agree", planned.put_forward())
    with planned.world.as_("worker"):
        for table in ("planning_version", "planning_frozen", "planning_plananswer"):
            for sql in (f"UPDATE {table} SET subject_id = subject_id", f"DELETE FROM {table}"):
                with (
                    pytest.raises(Error, match="permission denied"),
                    transaction.atomic(),
                    connection.cursor() as cursor,
                ):
                    cursor.execute(sql)


def test_a_group_agrees_together(planned) -> None:
    world = planned.world
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(kind="group")
        all_of_us = Voice.objects.create(
            subject=world.subject, name="All of us", kind="together", of=[world.voices["sister"].pk]
        )
    world.subject.kind = "group"
    world.voices["all"] = all_of_us
    version = planned.put_forward()
    assert version.holders == [all_of_us.pk, world.voices["sister"].pk]
    planned.answer("sister", "all", "agree", version, how="said")
    planned.answer("sister", "sister", "agree", version)
    assert planned.state(version).mark is Mark.AGREED


def test_two_versions_side_by_side() -> None:
    old = [domain.Then("1", "goal", "Sing"), domain.Then("2", "step", "Ring"), domain.Then("4", "need", "A lift")]
    new = [domain.Then("1", "goal", "Sing loud"), domain.Then("3", "step", "Go"), domain.Then("4", "need", "A lift")]
    found = {(one.before or one.after).id: one.what for one in domain.compare(old, new)}
    assert found == {"1": "changed", "2": "gone", "3": "added", "4": "same"}


def test_nobody_agrees_to_words_that_have_been_replaced_meanwhile(planned) -> None:
    first = planned.put_forward()
    second = planned.put_forward()
    with pytest.raises(Refused, match="There is a newer version of this plan"):
        planned.answer("person", "person", "agree", first)
    planned.answer("person", "person", "agree", second)
    planned.answer("sister", "sister", "agree", second)
    assert planned.state(second).mark is domain.Mark.AGREED
    assert planned.state(first).mark is domain.Mark.REPLACED


def test_a_step_of_somebody_who_left_the_circle_blocks_until_somebody_else_sees_to_it(planned) -> None:
    with as_keeper():
        Voice.objects.filter(pk=planned.world.voices["sister"].pk).update(until=now().date())
    with planned.world.as_("worker"):
        view = queries.view(planned.world.subject, viewer=planned.world.viewer("worker"))
    found = [one for one in domain.findings(view) if one.rule == "A7.3"]
    assert [(one.kind, one.where) for one in found] == [("block", str(planned.step.pk))]
    assert "no longer in the circle" in found[0].message
