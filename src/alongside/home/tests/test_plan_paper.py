"""The plan on paper, in full: each entry as far as its reader sees it, and every yes as it stands on that day."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.models import Organisation
from alongside.conftest import World, as_keeper
from alongside.home.tests.full_plan import WHEN, ask, fill, put_forward, say
from alongside.home.tests.test_conversation import client_of
from alongside.home.tests.test_printing import words_in
from alongside.people.actions import leave_circle
from alongside.people.domain import Section
from alongside.planning import actions
from alongside.record import actions as entries
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Item
from alongside.record.times import today

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")

NEEDS = ("Somebody with me on the bus.", "I stay in for weeks.", "My sister comes along.", "The last bus goes at six.")
SUPPORT = ("A singing group.", "Tablets.", "A grab rail.", "I would be a singer.")
COUNCIL = ("She cannot go out without help.", "£86.40", "The flat.", "warm spaces")
TENSION = ("Whether I live alone.", "It is my door.", "Live with us.", "A trial month.")


def plan(world: World, who: str, tmp_path: Path, **asked: Any) -> str:
    return words_in(ask(world, who, "print_plan", **asked), tmp_path)


def take_back(world: World, kind: str, entry: Any) -> None:
    with world.as_("person") as person:
        entries.set_standing(by=person, kind=registry.get(kind), entry=entry, standing=Standing.TAKEN_BACK)


@pytest.mark.parametrize("large", [{}, {"large": "on"}])
def test_the_plan_is_printed_in_full(world: World, tmp_path: Path, large: dict[str, str]) -> None:
    fill(world)
    text = plan(world, "worker", tmp_path, **large)
    for part in (
        *NEEDS, *SUPPORT, *COUNCIL, *TENSION,
        "It uses: I mend bicycles.", "I will swim.", "What came of it: The pool closed.", "Choir leader",
        "It gets in the way of: To sing again.", "What helps already: I mend bicycles; Nasreen",
        "Partly met", "What I can do myself · Partly", "Through: I mend bicycles.", "befriending scheme",
        "Sister Test has not said yes yet. It does not count until then.",
        "What helps: nothing yet, because: we have not asked", "How this could be met is not written down yet.",
        "Why it is like that: The line was cut.", "What it leads to: No choir.", "Who can change it: The county.",
        "What I, and we around me, do: I write.", "What the service does: They ask.",
        "What could change where I live: A meeting.", "What came of it: A trial in June.",
        "Waiting for it, since 3 March 2026", "Who gives it: Harbour Voices", "Why it was declined: They slow me.",
        "It would help with: Somebody with me on the bus; I will sing in summer", "How it is adapted to me: No sheet",
        "Where it is known from: A study of thirty people.", "https://example.org/study",
        "Little: early or small studies; looked at last on 3 March 2026", "What is good about it: It is near.",
        "What is hard about it: It is dark.", "Answer: No", "Appeal: Yes", "Asked of: The council (3 March 2026)",
        "Answered: 8 March 2026: Not in the policy.", "One can appeal until: 1 June 2026",
        "What we say in the appeal: Two falls. (12 March 2026)",
        "What came of the appeal: Yes. 23 March 2026: They looked again.",
        "We are finding a way", "Because I was moved", "What we agree on all the same: That I am safe.",
        "How it stands: I stay till spring.", "An advocate: Offered; not decided yet. On 2 June.",
        "written down by Worker Test",
    ):  # fmt: skip
        assert part in text, part
    assert "EXTRACT" not in text
    own, network, paid = (text.index(words) for words in ("I write the way", "My sister comes", "A worker walks"))
    assert own < network < paid


def test_a_yes_is_printed_as_it_stands_on_that_day(world: World, tmp_path: Path) -> None:
    line = fill(world)["line"]
    said = f"on {today().day} {today():%B %Y}"
    world.give("sister", [Section.GOALS, Section.NEEDS])
    say(world, "sister", line, "yes", words="Gladly.")
    put_forward(world)
    for asked in ({}, {"which": "now"}):
        text = plan(world, "worker", tmp_path, **asked)
        assert f"Sister Test said yes {said}." in text
        assert "Not met yet" in text  # the other need
        assert "Partly met" not in text
    say(world, "sister", line, "taken_back")
    for asked in ({}, {"which": "1"}, {"which": "now"}):
        text = plan(world, "worker", tmp_path, **asked)
        assert f"Sister Test took their yes back {said}. It does not count any more." in text
        assert "Partly met" in text
        assert "said yes" not in text


def test_it_says_when_whoever_sees_to_a_step_is_no_longer_there(world: World, tmp_path: Path) -> None:
    made = fill(world)
    world.add("step", words="Air the coats.", goal=made["goal"], responsible_id=world.voices["sister"].pk)
    put_forward(world)
    assert "no longer in the circle" not in plan(world, "worker", tmp_path)
    with world.as_("person") as by:
        leave_circle(by=by, subject_id=world.subject.pk, voice_id=world.voices["sister"].pk, day=today())
    assert "Sister Test, no longer in the circle" in plan(world, "worker", tmp_path)


def test_a_yes_to_other_words_does_not_count_on_paper(world: World, tmp_path: Path) -> None:
    line = fill(world)["line"]
    say(world, "sister", line, "yes")
    put_forward(world)
    with world.as_("worker") as worker:
        entries.mend(by=worker, kind=registry.get("met_by"), entry=line, version=line.version, words="Every day.")
    assert "to other words" in plan(world, "worker", tmp_path, which="now")
    assert "to other words" not in plan(world, "worker", tmp_path, which="1")


def test_a_line_of_my_people_without_a_name_does_not_count(world: World, tmp_path: Path) -> None:
    need = fill(world)["other"]
    world.add("met_by", need=need, sort="network", words="Next door brings soup.", extent="fully")
    assert "It is not said yet on whom this leans." in plan(world, "worker", tmp_path)


def test_what_was_pointed_at_and_taken_back_is_said(world: World, tmp_path: Path) -> None:
    made = fill(world)
    take_back(world, "aspiration", made["hope"])
    text = plan(world, "worker", tmp_path)
    assert "It gets in the way of: Something that has been taken back since" in text
    assert "To sing again." not in text


def test_each_reader_has_only_what_is_shared(world: World, tmp_path: Path) -> None:
    fill(world)
    world.give("sister", [Section.GOALS])
    text = plan(world, "sister", tmp_path)
    assert "EXTRACT" in text
    for words in SUPPORT:
        assert words in text, words
    for words in (*NEEDS, *COUNCIL, "Whether I live alone.", "It is my door.", "To sing again.", "I mend bicycles."):
        assert words not in text, words
    world.give("sister", [Section.GOALS, Section.NEEDS, Section.TENSIONS])
    text = plan(world, "sister", tmp_path)
    for words in (*NEEDS, *TENSION):
        assert words in text, words
    for words in COUNCIL:
        assert words not in text, words


def test_my_own_copy_leaves_out_what_i_did_not_tick(world: World, tmp_path: Path) -> None:
    fill(world)
    text = plan(world, "person", tmp_path, own="1", show=["support"])
    assert "EXTRACT" in text
    assert "A singing group." in text
    for words in ("I will sing in summer.", "Ring them.", *NEEDS, *COUNCIL, *TENSION):
        assert words not in text, words
    text = plan(world, "person", tmp_path, own="1", show=["goals", "tensions"])
    assert "I will sing in summer." in text
    assert "It is my door." in text
    for words in (*SUPPORT, *NEEDS, *COUNCIL):
        assert words not in text, words
    text = plan(world, "person", tmp_path, own="1", show=["answers"])
    assert "I will sing in summer." not in text


def test_what_a_manager_said_and_when_we_ask_again_stand_at_the_top(world: World, tmp_path: Path) -> None:
    fill(world)
    with as_keeper():
        Organisation.objects.filter(teams=world.team).update(asks_authorisation=True)
    put_forward(world)
    until = today() + timedelta(days=20)
    told = {"subject": world.subject}
    with world.as_("worker") as worker:
        actions.ask_again(
            by=worker, viewer=world.viewer("worker"), voice=world.voices["person"], reason="Away", until=until, **told
        )
    with world.as_("manager") as manager:
        viewer = world.viewer("manager")
        actions.authorise(by=manager, viewer=viewer, authorised=False, words="Who covers August?", **told)
    text = plan(world, "person", tmp_path)
    assert f"We will ask Person Test again on {until.day} {until:%B %Y}." in text
    assert "Returned by Manager Test on" in text
    assert "to be looked at again: “Who covers August?”" in text
    for words, said in (("Now it is whole.", ": “Now it is whole.”"), ("", ".")):
        with world.as_("manager") as manager:
            actions.authorise(by=manager, viewer=world.viewer("manager"), authorised=True, words=words, **told)
        day = f"{today().day} {today():%B %Y}"
        assert f"Authorised by Manager Test on {day}{said}" in plan(world, "person", tmp_path)


def test_a_replaced_version_says_so(world: World, tmp_path: Path) -> None:
    fill(world)
    put_forward(world)
    put_forward(world)
    assert "There is a newer version of this plan." in plan(world, "worker", tmp_path, which="1")
    assert "There is a newer version" not in plan(world, "worker", tmp_path)


def test_a_version_there_is_none_of_is_not_found(world: World) -> None:
    fill(world)
    put_forward(world)
    for name in ("print_plan", "print_care_plan"):
        assert ask(world, "worker", name, which="7").status_code == 404
        assert ask(world, "worker", name, which="nonsense").status_code == 200


@pytest.mark.parametrize("name", ["print_plan", "print_care_plan", "print_staying_well"])
@pytest.mark.parametrize("forward", [False, True])
def test_a_paper_takes_as_many_questions_however_long_it_is(
    world: World, django_assert_num_queries: Any, name: str, forward: bool
) -> None:
    fill(world)
    world.add("staying_well", words="The canal.")
    if forward:
        put_forward(world)
    client, page = client_of(world, "worker"), reverse(name, args=[world.subject.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as before:
        assert client.get(page).status_code == 200
    for _time in range(4):
        fill(world)
        world.add("staying_well", words="The canal.")
    if forward:
        put_forward(world)
    with django_assert_num_queries(len(before)):
        assert client.get(page).status_code == 200
    assert len(before) < 60


def test_why_help_started_or_goes_on_without_agreement_stands_at_the_top(world: World, tmp_path: Path) -> None:
    fill(world)
    until = today() + timedelta(days=20)
    told = {"subject": world.subject, "until": until}
    day = f"{until.day} {until:%B %Y}"
    with world.as_("worker") as worker:
        actions.start_interim(by=worker, viewer=world.viewer("worker"), reason="She had nothing to eat.", **told)
    text = plan(world, "worker", tmp_path)
    assert "Help has started before this plan is agreed, because: She had nothing to eat." in text
    assert f"It is to be complete by {day}." in text
    put_forward(world)
    with world.as_("worker") as worker:
        viewer = world.viewer("worker")
        actions.use_without_agreement(by=worker, viewer=viewer, reason="She cannot be reached.", **told)
    text = plan(world, "worker", tmp_path)
    assert "IN USE, NOT AGREED BY Person Test" in text
    assert "It is in use, because: She cannot be reached." in text
    assert f"We will ask Person Test again on {day}." in text


def test_what_was_only_said_to_an_entry_is_no_disagreement(world: World, tmp_path: Path) -> None:
    goal = fill(world)["goal"]
    with world.as_("worker") as worker:
        item = Item.objects.get(pk=goal.pk)
        entries.respond(by=worker, item=item, kind="comment", words="Well put.")
        entries.respond(by=worker, item=item, kind="in_part", words="Summer is soon.")
    text = plan(world, "worker", tmp_path)
    assert "Summer is soon." in text
    assert "Well put." not in text


def test_what_is_not_asked_or_answered_yet_is_said_so(world: World, tmp_path: Path) -> None:
    made = fill(world)
    world.add("means", words="A bus pass.", sort="transport", meets=made["goal"].pk, asked_on=WHEN)
    appeal = {"answer": "in_part", "answered_on": WHEN, "reason": "One day a week.", "appealed_on": WHEN}
    world.add("means", words="Taxis.", sort="transport", asked_of="The council", **appeal)
    world.add("support", words="A walk.")
    world.add("personal_budget", words_of="worker", how="wrote", words="Nothing else.")
    long = world.add(
        "goal", words="I will walk all the way, " * 9 + "to the end.", status="changed", status_reason="So."
    )
    world.add("need", words="Shoes.", gets_in_way_of=made["hope"].pk, helped_by=[long.pk])
    text = plan(world, "worker", tmp_path)
    for words in (
        "Not asked yet", "Asked of: 3 March 2026", "Answer: In part", "Appeal: No answer yet",
        "What we say in the appeal: 3 March 2026", "We are talking about it", "Changed into another",
    ):  # fmt: skip
        assert words in text, words
    helped = text[text.index("Shoes.") :]
    helped = helped[helped.index("What helps already") :][:200]
    assert "I will walk all the way" in helped
    assert "…" in helped
    assert "to the end." not in helped
