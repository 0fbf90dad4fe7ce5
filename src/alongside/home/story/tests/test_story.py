"""The story of progress: what it tells, who chooses, what is left out or withheld; on the page and on paper."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.access.domain import Conflict, Refused
from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.home.story import actions, queries
from alongside.home.story.domain import AGREED, LineKind
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import ALL_SECTIONS, Section, VoiceKind
from alongside.people.models import Subject, Voice
from alongside.planning import actions as planning
from alongside.planning import progress, reviews
from alongside.planning.models import Goal, Step, Story
from alongside.record import actions as entries
from alongside.record import registry
from alongside.record.models import Draft, Withholding
from alongside.strengths.models import Role

SHARED = [section for section in Section if section.bit & ALL_SECTIONS]


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(world: World, name: str = "story", *parts: Any) -> str:
    return reverse(name, args=[world.subject.pk, *parts])


def circle(world: World) -> list[Any]:
    return sorted(world.voices.values(), key=lambda voice: not voice.is_self)


def tell(world: World) -> dict[str, Any]:
    """Live a while: a goal reached, a step done, numbers that rose, a wish that came true, a plan agreed."""
    goal = world.add("goal", words="I will sing in summer.", baseline="I hum in the kitchen.", importance=9)
    step = world.add(
        "step", goal=goal, words="Ring the choir.", responsible_id=world.voices["person"].pk, by_when=now().date()
    )
    world.add("strength")
    world.add("practitioner_answer", words_of="worker", how="wrote")
    with world.as_("worker") as by:
        version = planning.put_forward(by=by, subject=world.subject, viewer=world.viewer("worker"))
    with world.as_("person") as by:
        planning.answer(
            by=by,
            subject=world.subject,
            version=version,
            voice=world.voices["person"],
            viewer=world.viewer("person"),
            answer="agree",
        )
    lower = world.add("goal_rating", goal=goal, score=3, words="The landing.")
    higher = world.add("goal_rating", goal=goal, score=6, words="The stairs.")
    world.add("hope", score=4, words="")
    hope = world.add("hope", score=7, words="The mornings are lighter.")
    role = world.add("role", name="Choir singer", tense="wants", words="Second row.")
    well = world.add("review", words="She laughed on the stairs.")
    achievement = world.add("achievement", words="I sang at the bus stop.", goal=goal.pk, achieved_on=date(2026, 1, 5))
    with world.as_("person") as by:
        step = progress.tick_step(by=by, step=step, version=1, outcome="done", how_it_went="They meet on Tuesdays.")
        entries.mend(by=by, kind=registry.get("role"), entry=role, version=1, tense="has")
        goal = progress.set_goal_status(by=by, goal=goal, version=1, status="achieved", reason="They clapped.")
    return {
        "goal": goal, "step": step, "lower": lower, "higher": higher, "hope": hope, "role": role, "well": well,
        "achievement": achievement, "version": version,
    }  # fmt: skip


def kinds(world: World, who: str) -> dict[LineKind, int]:
    with world.as_(who):
        found = queries.lines(world.subject, viewer=world.viewer(who), circle=circle(world))
    return {kind: count for kind in LineKind if (count := sum(line.kind is kind for line in found))}


def choose(
    world: World, who: str, *, leaves_out: Iterable[Any] = (), words: str | None = "", version: int | None = None
) -> Story:
    with world.as_(who) as by:
        viewer = world.viewer(who)
        listed = {line.tick for line in queries.lines(world.subject, viewer=viewer, circle=circle(world))}
        return actions.choose(
            by=by,
            subject=world.subject,
            viewer=viewer,
            circle=circle(world),
            listed=sorted(listed),
            ticked=listed - {str(one) for one in leaves_out},
            version=version,
            words=words,
        )


@pytest.fixture
def lived(world: World) -> dict[str, Any]:
    """Give a life that has something to tell, shared with the sister."""
    world.give("sister", SHARED)
    return tell(world)


def test_each_kind_of_line_is_told_once(world: World, lived: dict[str, Any]) -> None:
    assert kinds(world, "person") == dict.fromkeys(LineKind, 1)
    page = text(client_of(world, "person").get(url(world)))
    for part in (
        "Something was achieved.", "I sang at the bus stop.", "5 January 2026", "January 2026",
        "A goal was reached.", "I will sing in summer.", "Where it began I hum in the kitchen.",
        "What Person Test said then They clapped.",
        "A step was done.", "Ring the choir.", "How it went, in the words of Person Test They meet on Tuesdays.",
        "Nearer to a goal: from 3 to 6 of 10.", "The stairs.", "Hope grew: from 4 to 7 of 10.",
        "A wish came true: Choir singer.", "Second row.", "This went well. It was said at a review.",
        "Everybody agreed to the plan.", "Written down by Worker Test, not yet confirmed",
    ):  # fmt: skip
        assert part in page, part
    assert "The landing." not in page


def test_what_was_said_at_a_review_and_kept_as_an_achievement_is_told_once(world: World) -> None:
    part = world.add("review", words="I laughed.")
    world.add("achievement", id=reviews.achievement_id(part.pk), words="I laughed.")
    assert kinds(world, "person") == {LineKind.ACHIEVEMENT: 1}


def test_each_sees_of_it_what_is_shared_with_them(world: World, lived: dict[str, Any]) -> None:
    world.give("sister", [Section.GOALS])
    assert set(kinds(world, "sister")) == set(LineKind) - {LineKind.HOPE, LineKind.ROLE}
    world.give("sister", [Section.ROLES, Section.STAYING_WELL])
    assert kinds(world, "sister") == {}
    client = client_of(world, "sister")
    page = text(client.get(url(world)))
    assert "has not shared this story with you" in page
    assert "Choir singer" not in page
    assert client.get(url(world, "print_story")).status_code == 403
    assert client.get(url(world, "story_choose", 1)).status_code == 403


def test_what_is_withheld_is_in_no_story(world: World, lived: dict[str, Any], tmp_path: Path) -> None:
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=lived["goal"].pk,
            bit=Section.GOALS.bit,
            whom="account",
            account=world.sister,
            grounds="x",
            words="x",
            made_by=world.worker.pk,
            review_by=now().date(),
        )
    page = text(client_of(world, "sister").get(url(world)))
    assert "sing in summer" not in page
    assert "The stairs." not in page
    assert "Ring the choir." in page
    assert "sing in summer" in text(client_of(world, "person").get(url(world)))


def test_the_person_chooses_and_everybody_sees_what_they_chose(world: World, lived: dict[str, Any]) -> None:
    client = client_of(world, "person")
    page = client.get(url(world, "story_choose", 1)).content.decode()
    ticks = set(re.findall(r'name="show"[^>]*value="([^"]+)" checked', page))
    assert ticks == {str(lived[name].pk) for name in lived if name not in ("lower", "version")} | {AGREED}
    lines = re.search(r'name="lines" value="([^"]+)"', page)[1]  # type: ignore[index]
    sent = {"lines": lines, "words": "From the kitchen to the choir.", "made_id": str(uuid7())}
    sent |= {"show": sorted(ticks - {AGREED, str(lived["step"].pk)})}
    for _time in range(2):
        assert client.post(url(world, "story_choose", 1), sent).headers["Location"] == url(world)
    with as_keeper():
        assert (Story.objects.count(), Draft.objects.count()) == (1, 0)
    for who in ("person", "sister", "worker"):
        page = text(client_of(world, who).get(url(world)))
        assert "From the kitchen to the choir." in page
        assert "Ring the choir." not in page
        assert "Everybody agreed" not in page
        assert "I will sing in summer." in page
        assert ("2 things are left out" in page) == (who == "person")
    page = client.get(url(world, "story_choose", 1)).content.decode()
    assert f'value="{AGREED}" checked' not in page
    assert f'value="{lived["well"].pk}" checked' in page
    world.add("achievement", words="A new one.")
    assert "A new one." in text(client_of(world, "sister").get(url(world)))


def test_nobody_else_chooses_for_one_who_signs_in(world: World, lived: dict[str, Any]) -> None:
    for who in ("sister", "worker", "manager"):
        client = client_of(world, who)
        assert "Choose what it shows" not in text(client.get(url(world)))
        assert client.get(url(world, "story_choose", 1)).status_code == 403
        assert client.post(url(world, "story_choose", 1), {"lines": str(lived["step"].pk)}).status_code == 403
        with pytest.raises(Refused):
            choose(world, who)
    assert client_of(world, "colleague").get(url(world)).status_code == 404


def test_for_one_without_an_account_whoever_works_with_them_carries_it_on(world: World, lived: dict[str, Any]) -> None:
    with as_keeper():
        Voice.objects.filter(subject=world.subject, kind=VoiceKind.SELF).update(account=None)
    world.voices["person"].account_id = None
    first = choose(world, "worker", leaves_out=[lived["step"].pk, AGREED], words="It began in the kitchen.")
    assert (first.words_of_id, first.how, first.confirmed_at) == (world.voices["person"].pk, "said", None)
    second = choose(
        world, "manager", leaves_out=[lived["step"].pk, lived["well"].pk], words="In the kitchen.", version=2
    )
    assert second.pk != first.pk
    with world.as_("sister"):
        told = queries.told(world.subject, viewer=world.viewer("sister"), circle=circle(world))
    assert told.story is not None
    assert (told.story.pk, set(told.left_out)) == (second.pk, {str(lived["step"].pk), str(lived["well"].pk)})
    with pytest.raises(Refused):
        choose(world, "sister")


def test_a_record_with_nobody_in_it_yet_says_so(world: World) -> None:
    with world.as_("worker") as by, pytest.raises(Refused, match="whose story"):
        actions.choose(
            by=by,
            subject=world.subject,
            viewer=world.viewer("worker"),
            circle=[],
            listed=[],
            ticked=[],
            version=None,
            words="x",
        )


def test_a_page_that_stands_on_nothing_we_know_shows_both(world: World) -> None:
    choose(world, "person", words="One.")
    with pytest.raises(Conflict):
        choose(world, "person", words="Two.", version=99)
    with pytest.raises(Conflict):
        choose(world, "person", words="Two.")


def test_a_story_in_another_voice_is_not_the_persons(world: World, lived: dict[str, Any]) -> None:
    world.add("story", by="sister", words_of="sister", how="wrote", words="My sister.", left_out=[lived["step"].pk])
    page = text(client_of(world, "worker").get(url(world)))
    assert "My sister." not in page
    assert "Ring the choir." in page


def test_two_pages_at_once_meet_and_the_same_line_shows_both(world: World, lived: dict[str, Any]) -> None:
    first = choose(world, "person", words="One.")
    assert first.version == 1
    step, well = str(lived["step"].pk), str(lived["well"].pk)

    def tick(listed: list[str], ticked: list[str], words: str | None = None) -> Story:
        with world.as_("person") as by:
            return actions.choose(
                by=by,
                subject=world.subject,
                viewer=world.viewer("person"),
                circle=circle(world),
                listed=listed,
                ticked=ticked,
                version=1,
                words=words,
            )

    tick([step], [])
    both = tick([well], [])
    assert set(both.left_out) == {UUID(step), UUID(well)}
    with pytest.raises(Conflict):
        tick([step], [step])
    client = client_of(world, "person")
    sent = {"lines": step, "show": [step], "words": "Two.", "version": "1", "made_id": str(uuid7())}
    answer = client.post(url(world, "story_choose", 1), sent)
    assert answer.status_code == 409
    for part in ("One.", "Two.", "2 things are left out.", "1 thing is left out."):
        assert part in text(answer)
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())[1]  # type: ignore[index]
    assert client.post(url(world, "story_choose", 1), sent | {"version": version}).status_code == 302
    with as_keeper():
        kept = Story.objects.get()
    assert (kept.words, kept.left_out) == ("Two.", [UUID(well)])


def test_what_was_ticked_and_kept_says_nothing_of_lines_that_came_since(world: World, lived: dict[str, Any]) -> None:
    client = client_of(world, "person")
    step, well = str(lived["step"].pk), str(lived["well"].pk)
    with world.as_("person") as by:
        from alongside.record import drafts

        words = {"lines": [f"{step} {well}"], "show": [well], "words": ["Typed."]}
        drafts.keep(by=by, page=url(world, "story_choose", 1), words=words, subject_id=world.subject.pk)
    page = client.get(url(world, "story_choose", 1)).content.decode()
    assert "Typed." in page
    ticks = set(re.findall(r'name="show"[^>]*value="([^"]+)" checked', page))
    assert step not in ticks
    assert {well, str(lived["goal"].pk)} <= ticks
    assert str(lived["goal"].pk) in re.search(r'name="lines" value="([^"]+)"', page)[1]  # type: ignore[index]


def test_an_empty_story_is_kind_and_a_closed_record_is_read(world: World) -> None:
    client = client_of(world, "person")
    page = text(client.get(url(world)))
    assert "The story begins here" in page
    assert "Add the first achievement" in page
    assert client.get(url(world, "story_choose", 1)).status_code == 200
    assert client.get(url(world, "story_choose", 2)).status_code == 404
    world.add("achievement", words="I sang.")
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=now().date())
    page = text(client.get(url(world)))
    assert "I sang." in page
    assert "Add an achievement" not in page
    assert client.get(url(world, "story_choose", 1)).status_code == 403


def test_an_achievement_added_here_comes_back_here(world: World) -> None:
    client = client_of(world, "person")
    sent = {"entry_id": str(uuid7()), "words": "I sang.", "words_of": str(world.voices["person"].pk), "how": "wrote"}
    answer = client.post(url(world, "add", "achievement"), sent)
    assert answer.headers["Location"] == f"{url(world)}#entry-{sent['entry_id']}"
    assert f'id="entry-{sent["entry_id"]}"' in client.get(url(world)).content.decode()


def test_a_long_life_has_pages_and_costs_no_more(world: World, lived: dict[str, Any]) -> None:
    client = client_of(world, "person")

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        return len(made)

    paths = [url(world), url(world, "story_choose", 1), url(world, "print_story")]
    few = [cost(path) for path in paths]
    for number in range(70):
        world.add("achievement", words=f"Thing {number}.", achieved_on=date(2025, 1 + number % 12, 3))
    for number in range(20):
        world.add("step", goal=lived["goal"], words=f"Step {number}.")
    with as_keeper():
        Step.objects.filter(subject=world.subject).update(outcome="done", done_at=now(), done_by=world.person.pk)
        Role.objects.filter(subject=world.subject).update(version=9)
        Goal.objects.filter(subject=world.subject).update(version=9)
    assert [cost(path) for path in paths] == few
    assert "Page 1 of 2" in text(client.get(url(world)))
    assert "Thing 0." in text(client.get(url(world) + "?page=2"))
    page = client.get(url(world, "story_choose", 1))
    assert "Save, and on to the lines before these" in text(page)
    lines = re.search(r'name="lines" value="([^"]+)"', page.content.decode())[1]  # type: ignore[index]
    sent = {"lines": lines, "show": lines.split()[1:], "more": "1", "made_id": str(uuid7())}
    assert client.post(url(world, "story_choose", 1), sent).headers["Location"] == url(world, "story_choose", 2)
    page = client.get(url(world, "story_choose", 2)).content.decode()
    assert "How would you like it to begin?" not in page
    second = re.search(r'name="lines" value="([^"]+)"', page)[1]  # type: ignore[index]
    version = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    sent = {"lines": second, "show": second.split()[1:], "version": version, "made_id": str(uuid7())}
    assert client.post(url(world, "story_choose", 2), sent).headers["Location"] == url(world)
    with world.as_("sister"):
        told = queries.told(world.subject, viewer=world.viewer("sister"), circle=circle(world))
    assert set(told.left_out) == {lines.split()[0], second.split()[0]}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")
def test_on_paper_it_begins_at_the_beginning_and_shows_no_more(
    world: World, lived: dict[str, Any], tmp_path: Path
) -> None:
    def printed(who: str, large: str = "") -> str:
        answer = client_of(world, who).get(url(world, "print_story") + large)
        assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
            200,
            "application/pdf",
            "no-store",
        )
        path = tmp_path / "story.pdf"
        path.write_bytes(answer.content)
        out = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        return " ".join(out.stdout.decode().split())

    whole = printed("person")
    assert whole.index("I sang at the bus stop.") < whole.index("They clapped.")
    for part in ("My story", "Pet", "Person Test, said", "not yet confirmed", "Printed by Person Test", "January 2026"):
        assert part in whole
    assert "EXTRACT" not in whole
    choose(world, "person", leaves_out=[lived["step"].pk, AGREED], words='#read("/etc/passwd") *b* $x$ 🎶 نعم')
    for large in ("", "?large=on"):
        less = printed("sister", large)
        assert "EXTRACT" in less
        assert '#read("/etc/passwd") *b*' in less
        assert "Ring the choir." not in less
        assert "Everybody agreed" not in less
    world.give("sister", [Section.GOALS])
    assert "mornings are lighter" not in printed("sister")
    with as_keeper():
        kept = [one.detail for one in AuditEvent.objects.filter(action="paper.printed").order_by("at")]
    assert kept[0] == {"paper": "story", "extract": "no"}
    assert kept[-1] == {"paper": "story", "extract": "yes"}


def test_an_empty_story_prints_too(client: Client, world: World) -> None:
    answer = client_of(world, "person").get(url(world, "print_story"))
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in answer.content
