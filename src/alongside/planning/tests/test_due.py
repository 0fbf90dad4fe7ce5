"""What plans ask by a day: that each asking is there, and that what has been overtaken is asked no more."""

from datetime import timedelta
from typing import Any

import pytest

from alongside.access.models import Organisation
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people import queries as people
from alongside.planning import actions, due, willing
from alongside.planning.models import Review
from alongside.planning.tests.conftest import Planned
from alongside.record.registry import Due
from alongside.record.times import today


def asked(world: World, who: str, of: Any) -> list[Due]:
    """Give what is asked of this person's voices, in all their records."""
    with world.as_(who, narrowed=False) as account:
        viewer = people.everywhere(account=account)
        voices = [one.pk for one in people.own_voices_everywhere(viewer=viewer)]
        return list(of(viewer=viewer, voices=voices))


def sorts(world: World, who: str = "worker") -> list[tuple[str, str]]:
    return [(one.sort, one.who) for one in asked(world, who, due.of_plans)]


def event(planned: Planned, act: Any, **more: Any) -> None:
    world = planned.world
    with world.as_("worker") as by:
        viewer = world.viewer("worker")
        told = {"reason": "it cannot wait", "until": today()} | more
        act(by=by, subject=world.subject, viewer=viewer, **told)


def test_a_step_is_asked_of_whoever_sees_to_it_alone(planned: Planned) -> None:
    (one,) = asked(planned.world, "sister", due.of_steps)
    sister = planned.world.voices["sister"].pk
    assert (one.entry_id, one.who_id, one.by) == (planned.step.pk, sister, planned.step.by_when)
    assert asked(planned.world, "worker", due.of_steps) == []
    assert asked(planned.world, "colleague", due.of_steps) == []


def test_a_step_without_a_day_comes_last(planned: Planned) -> None:
    world = planned.world
    first = world.add("step", goal=planned.goal, words="Some day", responsible_id=world.voices["sister"].pk)
    assert [one.entry_id for one in asked(world, "sister", due.of_steps)] == [planned.step.pk, first.pk]
    assert asked(world, "sister", due.of_steps)[1].by is None


@pytest.mark.parametrize(
    "gone", [{"outcome": "done"}, {"standing": "taken_back"}, {"goal": {"standing": "taken_back"}}]
)
def test_what_is_done_or_taken_back_is_asked_no_more(planned: Planned, gone: dict[str, Any]) -> None:
    row = planned.goal if "goal" in gone else planned.step
    values = gone.get("goal", gone)
    if "standing" in values:
        values = values | {"standing_at": now(), "standing_by": planned.world.worker.pk}
    with as_keeper():
        type(row).objects.filter(pk=row.pk).update(**values)
    assert asked(planned.world, "sister", due.of_steps) == []


def line(planned: Planned, **more: Any) -> Any:
    told = {"sort": "network", "leans_on_id": planned.world.voices["sister"].pk, "words": "She rings each evening"}
    return planned.world.add("met_by", need=planned.need, **(told | more))


def say(planned: Planned, row: Any, answer: str) -> None:
    with planned.world.as_("sister") as by:
        viewer = planned.world.viewer("sister")
        willing.answer(by=by, subject=planned.world.subject, line=row, viewer=viewer, answer=answer, said_to=row.words)


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_yes_is_asked_until_something_is_said_to_these_words(planned: Planned, answer: str) -> None:
    row = line(planned)
    assert [one.entry_id for one in asked(planned.world, "sister", due.of_yeses)] == [row.pk]
    say(planned, row, answer)
    assert asked(planned.world, "sister", due.of_yeses) == []
    with as_keeper():
        type(row).objects.filter(pk=row.pk).update(words="She rings each morning and evening")
    assert [one.what for one in asked(planned.world, "sister", due.of_yeses)] == ["She rings each morning and evening"]


def test_what_the_person_does_themself_asks_no_yes(planned: Planned) -> None:
    own = planned.world.voices["person"].pk
    line(planned, sort="own_strength", leans_on_id=own)
    assert asked(planned.world, "person", due.of_yeses) == []
    line(planned, sort="network", leans_on_id=own)
    assert len(asked(planned.world, "person", due.of_yeses)) == 1


def test_an_appeal_is_asked_while_there_is_time(planned: Planned) -> None:
    world, last = planned.world, today() + timedelta(days=3)
    for told in (
        {"answer": "no", "appeal_by": last},
        {"answer": "yes", "appeal_by": last},
        {"answer": "no", "appeal_by": today() - timedelta(days=29)},
        {"answer": "in_part", "appeal_by": today() - timedelta(days=28)},
        {"answer": "no", "appeal_by": last, "appealed_on": today()},
        {"answer": "no"},
    ):
        world.add("means", words=str(told), **told)
    assert [one.by for one in asked(world, "worker", due.of_means)] == [today() - timedelta(days=28), last]
    assert asked(world, "colleague", due.of_means) == []


def test_a_review_is_asked_for_the_newest_version_until_it_was_held(planned: Planned) -> None:
    world, soon = planned.world, today() + timedelta(days=20)
    planned.put_forward(review_on=today() - timedelta(days=1))
    planned.put_forward(review_on=today() + timedelta(days=29))
    assert asked(world, "worker", due.of_plans) == []  # not near yet
    version = planned.put_forward(review_on=soon)
    assert [(one.sort, one.by) for one in asked(world, "worker", due.of_plans)] == [("review", soon)]
    review = world.add("review", of_version=version.pk)

    def finish(days_before: int) -> None:
        with as_keeper():
            at = now() + timedelta(days=20 - days_before)
            Review.objects.filter(pk=review.pk).update(finished_at=at, finished_by=world.worker.pk)

    finish(100)
    assert sorts(world) == [("review", "")]
    finish(10)
    assert sorts(world) == []


def test_the_day_of_the_review_shows_when_it_is_near(planned: Planned) -> None:
    world = planned.world

    def shown(who: str = "worker") -> Any:
        with world.as_(who):
            return due.review_on(world.subject.pk, viewer=world.viewer(who))

    assert shown() is None
    planned.put_forward(review_on=today() + timedelta(days=60))
    assert shown() is None
    version = planned.put_forward(review_on=today() + timedelta(days=20))
    assert shown() == today() + timedelta(days=20)
    world.give("sister", [])
    assert shown("sister") is None
    world.add("review", of_version=version.pk, finished_at=now(), finished_by=world.worker.pk)
    assert shown() is None


def test_an_interim_plan_is_to_be_complete_until_it_is_agreed(planned: Planned) -> None:
    event(planned, actions.start_interim)
    assert sorts(planned.world) == [("interim", "")]
    version = planned.put_forward()
    assert sorts(planned.world) == [("interim", "")]
    for who in ("person", "sister"):
        planned.answer(who, who, "agree", version)
    assert sorts(planned.world) == []


def test_who_did_not_agree_is_asked_again_until_they_do(planned: Planned) -> None:
    world = planned.world
    version = planned.put_forward()
    planned.answer("person", "person", "agree", version)
    planned.answer("sister", "sister", "differently", version, words="Not the gas.")
    event(planned, actions.use_without_agreement)
    (one,) = asked(world, "worker", due.of_plans)
    assert (one.sort, one.who, one.what, one.by) == ("ask_again", "Sister Test", "Not the gas.", today())
    later = today() + timedelta(days=9)
    event(planned, actions.ask_again, voice=world.voices["sister"], until=later)
    assert [one.by for one in asked(world, "worker", due.of_plans)] == [later]
    planned.answer("sister", "sister", "agree", version)
    assert asked(world, "worker", due.of_plans) == []


def test_a_plan_in_use_that_only_a_rule_holds_back_is_looked_at_again(planned: Planned) -> None:
    world = planned.world
    world.add("step", goal=planned.goal, words="Nobody yet")
    version = planned.put_forward()
    for who in ("person", "sister"):
        planned.answer(who, who, "agree", version)
    event(planned, actions.use_without_agreement)
    assert sorts(world) == [("in_use_not_agreed", "")]


def test_a_plan_a_manager_returned_is_asked_until_it_is_put_forward_again(planned: Planned) -> None:
    world = planned.world
    planned.put_forward()
    with as_keeper():
        Organisation.objects.filter(teams=world.team).update(asks_authorisation=True)
    for authorised, words, found in (
        (False, "Who covers August?", ["returned"]), (True, "", []), (False, "Who pays?", ["returned"])
    ):  # fmt: skip
        with world.as_("manager") as by:
            said = {"authorised": authorised, "words": words}
            actions.authorise(by=by, subject=world.subject, viewer=world.viewer("manager"), **said)
        assert [one.sort for one in asked(world, "worker", due.of_plans)] == found
    assert [(one.what, one.by) for one in asked(world, "worker", due.of_plans)] == [("Who pays?", None)]
    planned.put_forward()
    assert asked(world, "worker", due.of_plans) == []


def test_a_colleague_is_asked_nothing(planned: Planned) -> None:
    planned.put_forward(review_on=today())
    event(planned, actions.start_interim)
    for of in (due.of_steps, due.of_yeses, due.of_means, due.of_plans):
        assert asked(planned.world, "colleague", of) == []
