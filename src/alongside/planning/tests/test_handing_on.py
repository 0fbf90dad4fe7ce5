"""A step is handed on: by whoever sees to it; while they are away or gone, by the person and who works with them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.domain import ALL_SECTIONS, Section
from alongside.people.models import Voice
from alongside.people.working.models import Absence
from alongside.planning.models import Step
from alongside.record.models import Response
from alongside.record.times import today

EVERY = [section for section in Section if section.bit & ALL_SECTIONS]


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def send(world: World, who: str, step: Step, to: str, **more: Any) -> Any:
    told = {"responsible": str(world.voices[to].pk), "words": "The choir is on Tuesdays.", "version": 1}
    return client_of(world, who).post(f"/p/{world.subject.pk}/plan/step/{step.pk}/hand-on/", told | more)


def stands(step: Step) -> Step:
    with as_keeper():
        return Step.objects.get(pk=step.pk)


@pytest.fixture
def step(world: World) -> Step:
    """Give a step of the sister's, in the person's words, written down by the manager."""
    world.give("sister", EVERY)
    with as_keeper():
        Voice.objects.create(subject=world.subject, account=world.manager, name="Manager Test")
    goal = world.add("goal", by="manager")
    return world.add("step", goal=goal, responsible_id=world.voices["sister"].pk, by="manager")


def gone(world: World) -> None:
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())


def away(world: World, who: str) -> None:
    with as_keeper():
        back = now() + timedelta(days=2)
        Absence.objects.create(account=getattr(world, who), starts=now(), ends=back, made_by=world.manager.pk)


def test_whoever_sees_to_it_hands_it_on_once_with_a_word(world: World, step: Step) -> None:
    same = uuid7()
    for _turn in range(2):
        assert send(world, "sister", step, "worker", answer_id=same).status_code == 302
    kept = stands(step)
    assert (kept.responsible_id, kept.version) == (world.voices["worker"].pk, 2)
    with as_keeper():
        (said,) = Response.objects.all()
    assert (said.words, said.written_by_id) == ("The choir is on Tuesdays.", world.sister.pk)


def test_another_hands_it_on_only_while_she_is_gone(world: World, step: Step) -> None:
    plan = f"/p/{world.subject.pk}/plan/"
    assert "Hand it on" not in client_of(world, "worker").get(plan).content.decode()
    assert send(world, "worker", step, "worker").status_code == 403
    gone(world)
    page = client_of(world, "worker").get(plan).content.decode()
    assert "Hand it on" in page
    assert "It was with Sister Test, who is no longer here. You are asked who does it now." in page
    shown = client_of(world, "worker").get(f"{plan}step/{step.pk}/hand-on/").content.decode()
    assert f'value="{world.voices["sister"].pk}"' not in shown
    assert send(world, "worker", step, "worker").status_code == 302
    assert stands(step).responsible_id == world.voices["worker"].pk
    assert "who is no longer here" not in client_of(world, "worker").get(plan).content.decode()


def test_the_front_page_says_who_does_it_meanwhile(world: World, step: Step) -> None:
    front = f"/p/{world.subject.pk}/"
    away(world, "sister")  # from work elsewhere: here she is a sister
    assert "is away until" not in client_of(world, "person").get(front).content.decode()
    with as_keeper():
        Step.objects.filter(pk=step.pk).update(responsible_id=world.voices["worker"].pk)
    away(world, "worker")
    assert "Worker Test is away until" in client_of(world, "person").get(front).content.decode()


def test_two_at_once_and_no_word_and_nobody_there(world: World, step: Step) -> None:
    assert send(world, "sister", step, "worker", words="").status_code == 422
    assert send(world, "sister", step, "worker", version=7).status_code == 409
    with as_keeper():
        Voice.objects.filter(pk=world.voices["worker"].pk).update(until=today())
    assert send(world, "sister", step, "worker").status_code == 422
    assert stands(step).version == 1


def test_the_colleague_and_a_sister_with_nothing_shared_find_nothing(world: World, step: Step) -> None:
    assert send(world, "colleague", step, "worker").status_code == 404
    world.give("sister", [])
    assert send(world, "sister", step, "worker").status_code == 404
    assert stands(step).version == 1
