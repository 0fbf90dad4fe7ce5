"""A plan with something of every kind in it, for the tests of papers; and how what was printed is read back."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from alongside.conftest import World
from alongside.home.tests.test_conversation import client_of
from alongside.planning import actions, willing
from alongside.record.times import today

WHEN = date(2026, 3, 3)


def fill(world: World) -> dict[str, Any]:
    """Write one of everything a plan can hold; gives the entries by name."""
    made = {
        "hope": world.add("aspiration", words="To sing again."),
        "strength": world.add("strength", words="I mend bicycles."),
        "tie": world.add("connection", name="Nasreen", tense="present", closeness=1),
        "goal": world.add("goal", words="I will sing in summer."),
    }
    world.add("communication_need", words="Sit on my left.")
    world.add("role", name="Choir leader", tense="wants", words="A voice.", in_the_way="Stage fright.")
    made["were"] = world.add("goal", words="I will swim.", status="let_go", status_reason="The pool closed.")
    due = today() + timedelta(days=9)
    who = world.voices["person"].pk
    world.add("step", words="Ring them.", goal=made["goal"], responsible_id=who, by_when=due, uses=made["strength"].pk)
    world.add("practitioner_answer", words_of="worker", how="wrote")
    for some in (_needs, _supports, _tension, _council):
        made |= some(world, made)
    return made


def _needs(world: World, made: dict[str, Any]) -> dict[str, Any]:
    need = world.add(
        "need",
        words="Somebody with me on the bus.",
        domain="community",
        impact="I stay in for weeks.",
        gets_in_way_of=made["hope"].pk,
        helped_by=[made["strength"].pk, made["tie"].pk],
        helped_by_not_yet="",
        what_else="We asked the befriending scheme.",
    )
    other = world.add("need", words="Forms frighten me.", domain="other", helped_by_not_yet="we have not asked")
    sister = world.voices["sister"].pk
    line = world.add(
        "met_by", need=need, sort="network", words="My sister comes along.", extent="fully", leans_on_id=sister
    )
    world.add("met_by", need=need, sort="paid", words="A worker walks with me.", extent="partly")
    world.add(
        "met_by",
        need=need,
        sort="own_strength",
        words="I write the way down.",
        extent="partly",
        through=made["strength"].pk,
    )
    world.add(
        "barrier",
        words="The last bus goes at six.",
        cause="The line was cut.",
        consequence="No choir.",
        who_can_change="The county.",
        action_person="I write.",
        action_service="They ask.",
        action_community="A meeting.",
        result="A trial in June.",
    )
    return {"need": need, "other": other, "line": line}


def _supports(world: World, made: dict[str, Any]) -> dict[str, Any]:
    support = world.add(
        "support",
        words="A singing group.",
        provider="Harbour Voices",
        meets=[made["need"].pk, made["goal"].pk],
        status="waiting",
        status_on=WHEN,
        evidence="A study of thirty people.",
        evidence_strength="little",
        evidence_link="https://example.org/study",
        evidence_checked_on=WHEN,
        means_to_me="I would be a singer.",
        adapted="No sheet music.",
        good="It is near.",
        hard="It is dark.",
    )
    world.add("support", words="Tablets.", status="declined", status_reason="They slow me.", meets=[made["need"].pk])
    world.add(
        "means",
        words="A grab rail.",
        sort="adaptation",
        meets=made["need"].pk,
        asked_of="The council",
        asked_on=WHEN,
        answer="no",
        answered_on=WHEN + timedelta(days=5),
        reason="Not in the policy.",
        appeal_by=date(2026, 6, 1),
        appeal="Two falls.",
        appealed_on=WHEN + timedelta(days=9),
        appeal_answer="yes",
        appeal_answered_on=WHEN + timedelta(days=20),
        appeal_reason="They looked again.",
    )
    return {"support": support}


def _tension(world: World, made: dict[str, Any]) -> dict[str, Any]:
    tension = world.add(
        "tension",
        words="Whether I live alone.",
        about=made["goal"].pk,
        common_ground="That I am safe.",
        tried="A trial month.",
        stands="easing",
        how_it_stands="I stay till spring.",
        advocacy="offered",
        advocacy_words="On 2 June",
    )
    world.add("tension_view", tension=tension, words="It is my door.", why="I was moved too often.")
    world.add("tension_view", words_of="sister", tension=tension, words="Live with us.")
    return {"tension": tension}


def _council(world: World, made: dict[str, Any]) -> dict[str, Any]:
    worker = world.voices["worker"].pk
    decision = world.add(
        "eligibility",
        words_of="worker",
        how="wrote",
        words="She cannot go out without help.",
        decision="council",
        decided_by_id=worker,
        decided_on=WHEN,
        needs=[made["need"].pk],
        outcomes=["community", "relationships"],
        wellbeing=["control"],
        impact="She sees nobody.",
        towards=[made["goal"].pk],
        how_met="Two mornings a week.",
        advice="The warm spaces list.",
        prevent="A falls class.",
    )
    budget = world.add(
        "personal_budget",
        words_of="worker",
        how="wrote",
        words="Somebody on Tuesdays.",
        amount="86.40",
        frequency="week",
        council_pays="70.40",
        person_pays="16",
        direct_payment="60",
        direct_frequency="four_weeks",
        direct_for=[made["need"].pk],
        managed_by="nominated",
        manager="Nasreen Aziz",
    )
    world.add("aftercare", words_of="worker", how="wrote", words="The flat.", owed_by="Saltmouth", from_on=WHEN)
    return {"decision": decision, "budget": budget}


def say(world: World, who: str, line: Any, answer: str, **more: Any) -> None:
    """Answer as this person whether one is willing to what a line asks."""
    with world.as_(who) as by:
        more.setdefault("said_to", line.words)
        willing.answer(by=by, subject=world.subject, line=line, viewer=world.viewer(who), answer=answer, **more)


def put_forward(world: World, **more: Any) -> Any:
    """Put the plan forward as the worker."""
    with world.as_("worker") as worker:
        return actions.put_forward(by=worker, subject=world.subject, viewer=world.viewer("worker"), **more)


def ask(world: World, who: str, name: str, **asked: Any) -> Any:
    """Give the answer to somebody who asks for a paper."""
    return client_of(world, who).get(reverse(name, args=[world.subject.pk]), asked)
