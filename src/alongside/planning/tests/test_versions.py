"""Who sees what of a version that was put forward."""

from dataclasses import replace

import pytest

from alongside.access.domain import Refused
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.people.domain import Section
from alongside.planning import queries, versions
from alongside.planning.domain import Then, compare
from alongside.planning.models import Frozen, PlanAnswer, PlanVersion
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Withholding


def frozen(world: World, version: object, who: str) -> list[versions.FrozenEntry]:
    with world.as_(who):
        return versions.frozen(version, viewer=world.viewer(who))


def test_a_withheld_entry_is_not_in_the_version_of_whom_it_is_kept_from(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=planned.need.pk,
            bit=Section.NEEDS.bit,
            whom="account",
            account=world.sister,
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by=now().date(),
        )
    names = {who: {one.kind.name for one in frozen(world, version, who)} for who in ("sister", "person", "worker")}
    assert "need" not in names["sister"]
    assert "need" in names["person"] & names["worker"]
    with world.as_("sister"):
        assert not Frozen.objects.filter(item_id=planned.need.pk).exists()


def test_a_version_shows_each_reader_their_sections_alone(planned) -> None:
    version = planned.put_forward()
    planned.world.give("sister", [Section.GOALS])
    assert {one.kind.name for one in frozen(planned.world, version, "sister")} == {
        "goal",
        "step",
        "practitioner_answer",
    }


def test_words_taken_back_leave_a_line_without_text(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    with world.as_("person") as person:
        record.set_standing(by=person, kind=registry.get("goal"), entry=planned.goal, standing=Standing.TAKEN_BACK)
    goal = next(one for one in frozen(world, version, "worker") if one.kind.name == "goal")
    assert (goal.row, goal.item.standing) == (None, "taken_back")


def test_with_goals_not_shared_there_is_nothing(planned) -> None:
    version = planned.put_forward()
    world = planned.world
    world.give("sister", [Section.ABOUT])
    with world.as_("sister"):
        viewer = world.viewer("sister")
        assert PlanVersion.objects.count() == Frozen.objects.count() == PlanAnswer.objects.count() == 0
        assert versions.versions(world.subject, viewer=viewer) == []
        assert queries.plan(world.subject.pk, viewer=viewer).entries == []
        assert queries.next_steps(world.subject.pk, viewer=viewer) == []
    with pytest.raises(Refused):
        planned.answer("sister", "sister", "agree", version)
    with world.as_("colleague"):
        assert PlanVersion.objects.count() == 0


def test_two_versions_name_in_words_what_differs() -> None:
    before = Then("1", "step", "Ring the choir", (("By when?", "3 March 2026"), ("Who?", "Ruth")))
    after = Then("1", "step", "Ring the choir", (("By when?", "9 March 2026"), ("Done when", "They said yes")))
    (found,) = compare([before], [after])
    assert (found.what, found.changed) == ("changed", ("By when?", "Done when", "Who?"))
    (found,) = compare([before], [replace(before, words="Write to the choir")])
    assert found.changed == ("words",)
    (found,) = compare([before], [replace(before, gone="Taken back")])
    assert (found.what, found.changed) == ("changed", ())
    assert [one.changed for one in compare([before], [])] == [()]
