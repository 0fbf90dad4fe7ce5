"""Print-outs: each shows what its reader may see and no more, says what it is, and is kept as printed."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from alongside.access.models import AuditEvent
from alongside.conftest import World, as_keeper
from alongside.home.printing import domain
from alongside.home.printing.domain import Paper, Part
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import ALL_SECTIONS, Right, Section, Sight, Viewer
from alongside.planning import actions as planning
from alongside.planning import domain as plans
from alongside.record import actions as entries
from alongside.record.models import Item

HOSTILE = '#read("/etc/passwd") $x^2$ *b* <label> #panic() [#sys.inputs] </svg><script>alert(1)</script>'
pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")


def words_in(response: Any, tmp_path: Path) -> str:
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    path = tmp_path / "paper.pdf"
    path.write_bytes(response.content)
    out = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return " ".join(out.stdout.decode().split())


def paper(world: World, who: str, name: str, tmp_path: Path, **asked: Any) -> str:
    page = reverse(name, args=[world.subject.pk])
    return words_in(client_of(world, who).get(page, asked), tmp_path)


def fill(world: World) -> dict[str, Any]:
    made = {
        kind: world.add(kind, **fields)
        for kind, fields in {
            "communication_need": {"words": "Sit on my left."},
            "way_of_life": {"words": "Being asked first."},
            "must_know": {"words": "Peanuts: my throat closes."},
            "staying_well": {"part": "helps", "words": "The canal."},
            "aspiration": {"words": "To sing again."},
            "strength": {"words": "I mend bicycles."},
            "connection": {"name": "Nasreen", "tense": "present", "closeness": 1},
            "community_tie": {"name": "The library"},
            "goal": {"words": "I will sing in summer."},
            "barrier": {"words": "The last bus goes at six."},
        }.items()
    }
    made["need"] = world.add("need", words="Somebody with me.", helped_by=[made["strength"].pk])
    made["step"] = world.add(
        "step",
        words="Ring the choir.",
        goal_id=made["goal"].pk,
        responsible_id=world.voices["person"].pk,
        by_when=date(2026, 12, 4),
    )
    world.add("practitioner_answer", words_of="worker", how="wrote", words="It starts from what she loves.")
    return made


def put_forward(world: World) -> Any:
    with world.as_("worker") as worker:
        return planning.put_forward(by=worker, subject=world.subject, viewer=world.viewer("worker"))


def test_the_worker_prints_the_whole_plan(world: World, tmp_path: Path) -> None:
    fill(world)
    text = paper(world, "worker", "print_plan", tmp_path)
    for part in (
        "DRAFT", "Sit on my left.", "To sing again.", "I will sing in summer.", "Ring the choir.", "4 December 2026",
        "I mend bicycles.", "Nasreen", "The library", "Somebody with me.", "What helps already: I mend bicycles",
        "The last bus goes at six.", "It starts from what she loves.", "Person Test, said", "not yet confirmed",
        "Printed by Worker Test",
    ):  # fmt: skip
        assert part in text, part
    assert "EXTRACT" not in text
    with as_keeper():
        kept = AuditEvent.objects.get(action="paper.printed")
        assert (kept.by, kept.detail) == (world.worker.pk, {"paper": "plan", "extract": "no"})


def test_what_is_seen_differently_stands_with_the_official_copy(world: World, tmp_path: Path) -> None:
    made = fill(world)
    world.give("sister", [Section.GOALS])
    with world.as_("sister") as sister:
        item = Item.objects.get(pk=made["goal"].pk)
        entries.respond(by=sister, item=item, kind="differently", words="Summer is too soon.")
    version = put_forward(world)
    text = paper(world, "worker", "print_plan", tmp_path)
    assert "PUT FORWARD" in text
    assert "number 1" in text
    assert "About “I will sing in summer.”: Summer is too soon." in text
    assert "has not answered yet" in text
    with world.as_("worker"):
        world.subject.refresh_from_db()
    assert version is not None
    own = paper(world, "person", "print_plan", tmp_path, own="1", show=["goals", "communication"])
    assert "EXTRACT" in own
    assert "I will sing in summer." in own
    assert "Sit on my left." in own
    for hidden in (
        "Summer is too soon",
        "To sing again.",
        "I mend bicycles.",
        "Nasreen",
        "The last bus",
        "what she loves",
    ):
        assert hidden not in own, hidden


def test_a_version_prints_as_it_was_and_now_as_it_is(world: World, tmp_path: Path) -> None:
    fill(world)
    put_forward(world)
    world.add("goal", words="I will also paint.")
    assert "I will also paint." not in paper(world, "worker", "print_plan", tmp_path)
    text = paper(world, "worker", "print_plan", tmp_path, which="now")
    assert "I will also paint." in text
    assert "printed apart" in text


def test_the_sisters_papers_show_only_what_is_shared(world: World, tmp_path: Path) -> None:
    fill(world)
    world.give("sister", [Section.GOALS, Section.COMMUNICATION])
    text = paper(world, "sister", "print_plan", tmp_path)
    assert "EXTRACT" in text
    for seen in ("I will sing in summer.", "Ring the choir.", "Sit on my left."):
        assert seen in text
    about = paper(world, "sister", "print_about_me", tmp_path)
    assert "Sit on my left." in about
    for hidden in (
        "To sing again.", "I mend bicycles.", "Nasreen", "The library", "Somebody with me.", "The last bus",
        "Peanuts", "Being asked first.", "The canal.", "1 May 1980", "999 123 4567",
    ):  # fmt: skip
        assert hidden not in text, hidden
        assert hidden not in about, hidden


def test_with_nothing_shared_there_is_no_paper(world: World) -> None:
    fill(world)
    for who, status in (("sister", 403), ("colleague", 404)):
        client = client_of(world, who)
        for name in ("print_plan", "print_about_me"):
            assert client.get(reverse(name, args=[world.subject.pk])).status_code == status
    asked = reverse("print_plan", args=[world.subject.pk])
    assert client_of(world, "worker").get(asked, {"own": "1", "show": "goals"}).status_code == 403


def test_the_page_about_me_goes_to_hospital(world: World, tmp_path: Path) -> None:
    fill(world)
    world.add("staying_well", part="who_to_call", words="", name="Nasreen Aziz", phone="01632 960123")
    for large in ({}, {"large": "on"}):
        text = paper(world, "person", "print_about_me", tmp_path, **large)
        for part in (
            "Peanuts: my throat closes.",
            "Sit on my left.",
            "01632 960123",
            "1 May 1980",
            "Being asked first.",
        ):
            assert part in text, part
        assert "not a medicines list" in text
        assert "Page 1 of 1" in text
    own = paper(world, "person", "print_about_me", tmp_path, own="1", show=["must_knows"])
    assert "Peanuts" in own
    assert "Sit on my left." not in own
    assert "1 May 1980" not in own


def test_the_page_about_me_says_whose_words_and_what_is_not_confirmed(world: World, tmp_path: Path) -> None:
    told = "Written down for me. I have not confirmed these words yet."
    world.add("way_of_life", by="person", how="wrote", words="My own door.")
    text = paper(world, "person", "print_about_me", tmp_path)
    assert "My own door." in text
    assert told not in text
    world.add("way_of_life", words="Being asked first. " + "And heard. " * 60)
    world.add("way_of_life", by="sister", words_of="sister", how="wrote", words="Her laugh.")
    text = paper(world, "person", "print_about_me", tmp_path)
    assert "(more in the record) *" in text
    assert "My own door. *" not in text
    assert "Sister Test: Her laugh." in text
    assert told in text


def test_hostile_words_are_printed_as_words(world: World, tmp_path: Path) -> None:
    fill(world)
    world.add("goal", words=HOSTILE)
    world.add("connection", name=HOSTILE[:190], tense="present")
    text = paper(world, "worker", "print_plan", tmp_path)
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_blank_forms(world: World, tmp_path: Path) -> None:
    assert "Pet" in paper(world, "worker", "print_form", tmp_path)
    text = words_in(client_of(world, "colleague").get(reverse("blank_form")), tmp_path)
    assert "Pet" not in text
    assert client_of(world, "sister").get(reverse("blank_form")).status_code == 403
    assert client_of(world, "worker").get(reverse("blank_form"), {"large": "on"}).status_code == 200


def test_the_page_offers_each_what_they_may_have(world: World) -> None:
    fill(world)
    page = reverse("print", args=[world.subject.pk])
    assert "I choose what it shows" in client_of(world, "person").get(page).content.decode()
    assert "I choose what it shows" not in client_of(world, "worker").get(page).content.decode()
    assert "not been shared with you" in client_of(world, "sister").get(page).content.decode()
    assert client_of(world, "colleague").get(page).status_code == 404
    put_forward(world)
    assert "Plan 1: PUT FORWARD" in client_of(world, "person").get(page).content.decode()


def test_a_paper_takes_as_many_questions_however_long(world: World, django_assert_max_num_queries: Any) -> None:
    fill(world)
    client = client_of(world, "worker")
    client.get(reverse("print_plan", args=[world.subject.pk]))
    for _ in range(10):
        world.add("strength")
        world.add("goal")
    with django_assert_max_num_queries(45):
        client.get(reverse("print_plan", args=[world.subject.pk]))


def test_an_own_copy_never_shows_more_than_may_be_seen() -> None:
    import uuid

    viewer = Viewer(uuid.uuid4(), sight=Sight(Section.GOALS.bit | Right.OWN.bit | Right.VOICE.bit))
    copy = domain.chosen(Paper.PLAN, viewer, ["goals", "needs", "nonsense"])
    assert copy.parts == {Part.GOALS}
    assert copy.viewer.sight.mask == Section.GOALS.bit
    assert copy.extract
    assert domain.whole(Paper.PLAN, viewer).extract
    assert not domain.whole(Paper.PLAN, Viewer(uuid.uuid4(), sight=Sight(ALL_SECTIONS))).extract
    assert not domain.may_see(copy, Section.NEEDS, viewer.account_id)
    assert domain.may_see(domain.whole(Paper.PLAN, viewer), Section.NEEDS, viewer.account_id)


def test_marks_are_those_of_the_plan() -> None:
    assert plans.in_words(plans.state(None, [], [], [])) == "DRAFT"
