"""The plan in the order of the Care Act, section 25: from the same entries, what is missing said calmly, by reader."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from alongside.access.models import AuditEvent
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.home.tests.full_plan import WHEN, ask, fill, put_forward, say
from alongside.home.tests.test_conversation import client_of
from alongside.home.tests.test_printing import words_in
from alongside.people.domain import Section
from alongside.people.models import Subject
from alongside.record import actions as entries
from alongside.record.models import Item

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")

ORDER = (
    "Section 25(3) and (5)", "Section 25(1)(a)", "Section 25(1)(b)", "Section 25(1)(c)", "Section 25(1)(d)",
    "Section 25(1)(e)", "Section 25(1)(f)", "Section 25(2)", "section 117", "Section 27", "Section 25(9)",
)  # fmt: skip
BOTH = [Section.GOALS, Section.COUNCIL]


def care_plan(world: World, who: str, tmp_path: Path, **asked: Any) -> str:
    return words_in(ask(world, who, "print_care_plan", **asked), tmp_path)


def part(text: str, first: str, then: str) -> str:
    """Give what stands between the law of one part and that of another."""
    return text[text.index(first) : text.index(then)]


@pytest.mark.parametrize("large", [{}, {"large": "on"}])
def test_it_follows_section_25_with_everything_once_written(
    world: World, tmp_path: Path, large: dict[str, str]
) -> None:
    fill(world)
    put_forward(world, review_on=WHEN.replace(year=2027))
    text = care_plan(world, "worker", tmp_path, **large)
    places = [text.index(law) for law in ORDER]
    assert places == sorted(places)
    for words in ("Care and support plan", "PUT FORWARD", "Full name: Person Test", "1 May 1980", "Sit on my left."):
        assert words in text[: places[0]], words
    assert "EXTRACT" not in text
    assert "Not decided yet." not in text
    expected = {
        0: ("Worker Test, social worker", "has not answered yet"),
        1: ("Need 1", "Somebody with me on the bus.", "I stay in for weeks.", "Person Test, said", "Need 2"),
        2: (
            "Eligible: the council will meet these needs", "Decided by: Worker Test, social worker",
            "Decided on: 3 March 2026", "She cannot go out without help.", "Need 1: Somebody with me on the bus.",
            "Using places and services near me, buses and leisure too",
            "Control over my day-to-day life", "She sees nobody.",
            "Not decided yet about: Need 2.",
        ),
        3: (
            "Two mornings a week.", "A worker walks with me.", "A singing group. (Harbour Voices): Waiting for it",
            "What I and others do", "My sister comes along.", "Sister Test has not said yes yet.",
            "I write the way down.", "What is not wholly met yet", "Need 2: Forms frighten me (not met yet)",
        ),
        4: ("Control over my day-to-day life", "I will sing in summer."),
        5: ("£86.40 a week", "Of this the council pays: £70.40", "Of this I pay: £16 a week", "Nasreen Aziz"),
        6: ("The warm spaces list. — Worker Test, social worker, wrote", "A falls class."),
        7: ("Direct payment: £60 every four weeks", "Somebody with me on the bus."),
        8: ("The flat.", "nobody is charged for it", "Who owes it: Saltmouth"),
        9: ("The next review is due on: 3 March 2027",),
    }  # fmt: skip
    for number, words in expected.items():
        here = part(text, ORDER[number], ORDER[number + 1])
        for one in words:
            assert one in here, (ORDER[number], one)
    assert "Pet gets a copy. So do a carer, and anybody else" in text
    assert "Tablets." not in text
    assert text.index("It is my door.") < text.index("Section 27")


def test_a_yes_taken_back_after_the_version_does_not_count(world: World, tmp_path: Path) -> None:
    line = fill(world)["line"]
    say(world, "sister", line, "yes")
    put_forward(world)
    assert "Need 1: Somebody with me on the bus (" not in care_plan(world, "worker", tmp_path)
    say(world, "sister", line, "taken_back")
    text = care_plan(world, "worker", tmp_path)
    assert "Sister Test took their yes back" in text
    assert "Need 1: Somebody with me on the bus (partly met): We asked the befriending scheme." in text


def test_what_is_missing_is_said(world: World, tmp_path: Path) -> None:
    text = care_plan(world, "worker", tmp_path)
    expected = (
        "It has not been put to everybody yet.", "No needs are written down yet.", "Not decided yet.",
        "Not decided yet.", "Which parts of wellbeing it touches is not written down yet.", "Not decided yet.",
        "What can be done to meet or reduce these needs is not written down yet.",
        "No direct payment has been decided.",
    )  # fmt: skip
    for law, then, words in zip(ORDER[:8], (*ORDER[1:8], ORDER[9]), expected, strict=True):
        assert words in part(text, law, then), (law, words)
    assert "What I want from day to day is not written down yet." in text
    assert "What can keep needs from coming or growing is not written down yet." in text
    assert "The day is not decided yet." in text
    assert "section 117" not in text


def test_a_decision_that_says_little_shows_what_it_does_not_say(world: World, tmp_path: Path) -> None:
    world.add("need", words="Forms frighten me.")
    worker = {"words_of": "worker", "how": "wrote"}
    world.add("eligibility", **worker, decision="council", decided_on=None)
    world.add("personal_budget", **worker, direct_payment="20", direct_frequency="week")
    text = care_plan(world, "worker", tmp_path)
    assert "Decided by: This has not been said yet." in text
    assert "About these needs: It does not say which." in text
    assert "Not decided yet about" not in text
    assert "The decision does not say which needs." in text
    assert "How is not decided yet." in text
    assert "Which needs it meets is not decided yet." in text
    assert "Not decided yet." in part(text, "Section 25(1)(e)", "Section 25(1)(f)")


def test_where_others_meet_the_needs_no_council_help_is_made_up(world: World, tmp_path: Path) -> None:
    need = world.add("need", words="Forms frighten me.")
    world.add("eligibility", words_of="worker", how="wrote", decision="others", needs=[need.pk])
    text = care_plan(world, "worker", tmp_path)
    assert "Eligible: others meet these needs" in text
    assert "No decision says that the council will meet a need." in text


def test_in_a_carers_own_record_it_is_a_support_plan(world: World, tmp_path: Path) -> None:
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(cares_for=uuid7())
    world.add("need", words="A night's sleep.", domain="other")
    world.add("eligibility", words_of="worker", how="wrote", outcomes=["recreation", "carer_child"])
    text = care_plan(world, "worker", tmp_path)
    for words in (
        "Support plan for a carer", "carer’s assessment (section 10)", "regulation 3 (carers)", "section 10(5) and (6)",
        "Time for what I enjoy", "Caring for a child", "Section 25(4) and (5)", "Section 25(10)",
        "Whether I can, and want to, go on caring", "So do the person cared for",
    ):  # fmt: skip
        assert words in text, words
    for words in ("section 9", "regulation 2", "Care and support plan"):
        assert words not in text, words
    page = client_of(world, "worker").get(reverse("print", args=[world.subject.pk])).content.decode()
    assert "Make the support plan" in page


def test_who_sees_some_of_it_has_an_extract_and_is_told_what_is_not_in_it(world: World, tmp_path: Path) -> None:
    fill(world)
    world.give("sister", BOTH)
    text = care_plan(world, "sister", tmp_path)
    assert "EXTRACT" in text
    assert "This part is not in this copy." in part(text, "Section 25(1)(a)", "Section 25(1)(b)")
    assert "£86.40 a week" in text
    for words in ("I stay in for weeks.", "My sister comes along.", "It is my door.", "1 May 1980", "Sit on my left."):
        assert words not in text, words


def test_it_is_for_those_who_see_both_the_plan_and_what_the_council_decided(world: World) -> None:
    fill(world)
    page = reverse("print", args=[world.subject.pk])
    for sections, status in (([Section.GOALS], 403), ([Section.COUNCIL], 403), (BOTH, 200)):
        world.give("sister", sections)
        assert ask(world, "sister", "print_care_plan").status_code == status
        offered = "Make the care and support plan" in client_of(world, "sister").get(page).content.decode()
        assert offered is (status == 200)
    assert ask(world, "colleague", "print_care_plan").status_code == 404


def test_a_group_has_no_care_plan(world: World) -> None:
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(kind="group")
    assert ask(world, "worker", "print_care_plan").status_code == 404
    page = client_of(world, "worker").get(reverse("print", args=[world.subject.pk])).content.decode()
    assert "care and support plan" not in page


def test_each_printing_is_kept(world: World) -> None:
    for name, paper in (("print_care_plan", "care-plan"), ("print_staying_well", "staying-well")):
        ask(world, "worker", name)
        with as_keeper():
            kept = AuditEvent.objects.get(action="paper.printed", detail__paper=paper)
            assert (kept.by, kept.detail["extract"]) == (world.worker.pk, "no")


def test_who_took_part_and_when_we_met(world: World, tmp_path: Path) -> None:
    made = fill(world)
    here = [world.voices[name].pk for name in ("person", "worker")]
    world.add("contribution", sort="visit", place="My kitchen", present=here, also_present="A student")
    world.add("contribution", sort="call", place="The telephone")
    with world.as_("sister") as sister:
        world.give("sister", [Section.GOALS])
        item = Item.objects.get(pk=made["goal"].pk)
        entries.respond(by=sister, item=item, kind="differently", words="Too soon.")
    put_forward(world)
    text = part(care_plan(world, "worker", tmp_path), ORDER[0], ORDER[1])
    assert "My kitchen: Person Test, Worker Test, A student" in text
    assert "The telephone" not in text
    assert "Sister Test, family" in text
    assert "Too soon." in text
    world.give("sister", [*BOTH])
    assert "My kitchen" not in care_plan(world, "sister", tmp_path)


def test_the_staying_well_page_for_the_fridge(world: World, tmp_path: Path) -> None:
    for name, words in (
        ("signs", "I stop baking."), ("triggers", "Brown envelopes."), ("helps", "The canal."),
        ("i_can_do", "Open a window."), ("must_not", "No uniforms."), ("home", "Rafi has the key."),
        ("advance", "My own clothes."),
    ):  # fmt: skip
        world.add("staying_well", part=name, words=words)
    who = {"part": "who_to_call", "phone": "01632 960001", "words": "any hour"}
    world.add("staying_well", **who, name="Second Call", position=2)
    world.add("staying_well", **who | {"phone": "01632 960002"}, name="First Call", position=1)
    world.add("communication_need", words="Sit on my left.")
    text = words_in(ask(world, "person", "print_staying_well"), tmp_path)
    order = (
        "Sit on my left.", "I stop baking.", "Brown envelopes.", "The canal.", "Open a window.", "1. First Call",
        "01632 960002", "2. Second Call", "No uniforms.", "Rafi has the key.", "This is a note of my wishes.",
        "My own clothes.", "call 999", "Call 111 and choose option 2", "116 123",
    )  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "I have not confirmed these words yet." in text
    assert words_in(ask(world, "person", "print_staying_well", large="on"), tmp_path).count("Rafi has the key.") == 1


def test_the_staying_well_page_is_for_those_it_is_shared_with(world: World, tmp_path: Path) -> None:
    world.add("staying_well", words="The canal.")
    world.add("communication_need", words="Sit on my left.")
    page = reverse("print", args=[world.subject.pk])
    assert ask(world, "sister", "print_staying_well").status_code == 403
    assert ask(world, "colleague", "print_staying_well").status_code == 404
    assert "Make the staying-well page" not in client_of(world, "sister").get(page).content.decode()
    world.give("sister", [Section.STAYING_WELL])
    text = words_in(ask(world, "sister", "print_staying_well"), tmp_path)
    assert "EXTRACT" in text
    assert "The canal." in text
    assert "Sit on my left." not in text
    assert "Make the staying-well page" in client_of(world, "sister").get(page).content.decode()
