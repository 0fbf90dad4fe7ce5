"""An entry that points at one that is withheld reads as if it pointed at nothing."""

from datetime import timedelta
from typing import Any

from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.planning import actions, queries, versions
from alongside.record.models import Item, Withholding


def withhold(world: World, entry: Any) -> None:
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=entry.pk,
            bit=Item.objects.get(pk=entry.pk).bit,
            whom="person",
            grounds="serious_harm",
            words="test",
            made_by=world.worker.pk,
            review_by=now().date() + timedelta(days=9),
        )


def links(world: World, who: str) -> tuple[Any, ...]:
    with world.as_(who):
        viewer = world.viewer(who)
        found = queries.plan(world.subject.pk, viewer=viewer)
        today = {one.kind.name: one.row for one in versions.now(world.subject.pk, viewer=viewer)}
        version = versions.versions(world.subject, viewer=viewer)[0].version
        assert version is not None
        then = {one.kind.name: one.row for one in versions.frozen(version, viewer=viewer)}
    plan = {name: found.of(name)[0] for name in ("need", "support")}
    return tuple((rows["support"].meets, rows["need"].gets_in_way_of) for rows in (plan, today, then))


def test_a_link_to_what_is_withheld_is_not_there_for_whom_it_is_kept_from(world: World) -> None:
    """In the plan, in the plan as it is now, and in a version: no gap, no empty line, no rule that counts it."""
    seen = world.add("strength")
    hidden = world.add("aspiration", words_of="worker", how="wrote")
    world.add("support", meets=[seen.pk, hidden.pk])
    world.add("need", gets_in_way_of=hidden.pk)
    world.add("goal")
    with world.as_("worker"):
        actions.put_forward(by=world.worker, subject=world.subject, viewer=world.viewer("worker"))
    whole = ([seen.pk, hidden.pk], hidden.pk)
    assert links(world, "person") == (whole, whole, whole)
    withhold(world, hidden)
    assert links(world, "person") == (([seen.pk], None),) * 3
    assert links(world, "worker") == (whole, whole, whole)
