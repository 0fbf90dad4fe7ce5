"""Tasks by hand: who adds, does, hands on; what each of the people sees; what a second sending does."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.contact.models import Task
from alongside.people.domain import Section
from alongside.people.models import Subject, Voice
from alongside.people.working.models import Absence
from alongside.record.models import Response
from alongside.record.times import today

WORDS = "Ring the housing office about the damp."


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who))
    return client


def see(world: World, who: str, path: str = "in-touch/", status: int = 200) -> str:
    answer = client_of(world, who).get(f"/p/{world.subject.pk}/{path}")
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def part(page: str) -> str:
    start = page.index('id="tasks"')
    return page[start : page.index("</section>", start)]


def send(world: World, who: str, path: str, **fields: Any) -> Any:
    return client_of(world, who).post(f"/p/{world.subject.pk}/tasks/{path}", fields)


def day(days: int, name: str = "by_when") -> dict[str, int]:
    on = today() + timedelta(days=days)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def ask(world: World, who: str, whose: str, **more: Any) -> Any:
    voices = {name: str(voice.pk) for name, voice in world.voices.items()}
    told = {"words": WORDS, "responsible": voices[whose], "words_of": voices[who], "how": "wrote", "entry_id": uuid7()}
    return send(world, who, "new/", **(told | day(3) | more))


def task(world: World, whose: str = "worker", **more: Any) -> Task:
    told = {"words": WORDS, "by_when": today() + timedelta(days=3), "responsible_id": world.voices[whose].pk}
    return world.add("task", **({"words_of": "worker", "how": "wrote"} | told | more))


def stands(one: Task) -> Task:
    with as_keeper():
        return Task.objects.get(pk=one.pk)


@pytest.mark.parametrize("who", ["person", "sister", "worker"])
@pytest.mark.parametrize("whose", ["person", "sister", "worker"])
def test_anybody_who_writes_here_asks_something_of_anybody_here(world: World, who: str, whose: str) -> None:
    world.give("sister", [Section.VISITS])
    assert ask(world, who, whose).status_code == 302
    with as_keeper():
        (made,) = Task.objects.all()
    assert (made.responsible_id, made.written_by_id) == (world.voices[whose].pk, getattr(world, who).pk)
    for reader in ("person", "sister", "worker"):
        assert WORDS in part(see(world, reader))


def test_the_same_form_twice_is_one_task_and_other_words_are_another(world: World) -> None:
    same = uuid7()
    for _turn in range(2):
        assert ask(world, "worker", "person", entry_id=same).status_code == 302
    assert ask(world, "worker", "person", entry_id=same, words="Another thing.").status_code == 302
    with as_keeper():
        assert sorted(one.words for one in Task.objects.all()) == ["Another thing.", WORDS]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "still empty"),
        ({"responsible": ""}, "Choose one person"),
        ({"by_when_day": "", "by_when_month": "", "by_when_year": ""}, "Give a day"),
        ({"responsible": str(uuid4())}, "Choose"),
        ({"about_id": str(uuid4())}, "Choose"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(world: World, wrong: dict[str, str], said: str) -> None:
    answer = ask(world, "worker", "sister", **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert wrong.get("words", WORDS) in page
    with as_keeper():
        assert not Task.objects.exists()


def test_a_task_is_about_what_its_writer_sees_and_says_so_to_who_sees_that_too(world: World) -> None:
    world.give("sister", [Section.VISITS])
    goal = world.add("goal", words="A dry bedroom")
    page = see(world, "worker", f"tasks/new/?about_id={goal.pk}")
    assert f'value="{goal.pk}" selected' in page
    assert ask(world, "worker", "sister", about_id=str(goal.pk)).status_code == 302
    assert "A dry bedroom" in part(see(world, "worker"))
    assert "A dry bedroom" not in part(see(world, "sister"))
    assert str(goal.pk) not in see(world, "sister", "tasks/new/")
    assert ask(world, "sister", "sister", about_id=str(goal.pk), words="No").status_code == 422


def test_who_is_gone_is_not_offered_and_who_is_away_is_said_to_be(world: World) -> None:
    with as_keeper():
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())
        back = now() + timedelta(days=3)
        Absence.objects.create(account=world.worker, starts=now(), ends=back, made_by=world.manager.pk)
    page = see(world, "person", "tasks/new/")
    assert f'value="{world.voices["sister"].pk}"' not in page
    assert "Worker Test (away until " in page
    assert ask(world, "person", "sister").status_code == 422


def test_it_is_done_with_a_word_by_who_sees_to_it_works_there_or_is_the_person(world: World) -> None:
    world.give("sister", [Section.VISITS])
    for who in ("person", "worker", "sister"):
        one = task(world, "sister", words=f"For {who}")
        told = {"outcome": "done", "how_it_went": f"Well, said {who}.", "version": 1}
        for _turn in range(2):
            assert send(world, who, f"{one.pk}/done/", **told).status_code == 302
        kept = stands(one)
        assert (kept.outcome, kept.version, kept.done_by) == ("done", 2, getattr(world, who).pk)
        done = part(see(world, "worker")).partition("Done lately")[2]
        assert f"Well, said {who}." in done
    with as_keeper():
        assert AuditEvent.objects.filter(action="task.mended").count() == 3


def test_who_only_reads_a_task_does_not_say_how_it_went(world: World) -> None:
    world.give("sister", [Section.VISITS])
    one = task(world, "worker")
    shown = part(see(world, "sister"))
    assert WORDS in shown
    assert "It is done" not in shown
    for page in ("done", "hand-on", "day"):
        assert client_of(world, "sister").get(f"/p/{world.subject.pk}/tasks/{one.pk}/{page}/").status_code == 403
    assert send(world, "sister", f"{one.pk}/done/", outcome="done").status_code == 403
    assert stands(one).outcome == ""


def test_no_longer_needed_says_why_and_what_was_ended_by_a_slip_is_opened_again(world: World) -> None:
    one = task(world)
    answer = send(world, "worker", f"{one.pk}/done/", outcome="not_needed", version=1)
    assert answer.status_code == 422
    assert "why it is no longer needed" in answer.content.decode()
    why = {"outcome": "not_needed", "how_it_went": "The landlord came by himself."}
    assert send(world, "person", f"{one.pk}/done/", version=1, **why).status_code == 302
    assert "The landlord came by himself." in see(world, "worker")
    assert send(world, "worker", f"{one.pk}/done/", version=2, outcome="open").status_code == 302
    kept = stands(one)
    assert (kept.outcome, kept.done_at, kept.done_by) == ("", None, None)


def test_it_is_handed_on_with_a_word_that_stays_and_it_is_said_whose_it_was(world: World) -> None:
    world.give("sister", [Section.VISITS])
    one = task(world, "worker")
    told = {"responsible": str(world.voices["sister"].pk), "words": "You know him best.", "answer_id": uuid7()}
    for _turn in range(2):
        assert send(world, "worker", f"{one.pk}/hand-on/", version=1, **told).status_code == 302
    kept = stands(one)
    assert (kept.responsible_id, kept.version) == (world.voices["sister"].pk, 2)
    with as_keeper():
        assert Response.objects.count() == 1
    for who in ("person", "sister", "worker"):
        shown = part(see(world, who))
        assert "You know him best." in shown
        assert "Before that it was with Worker Test." in shown
    answer = send(
        world, "sister", f"{one.pk}/hand-on/", version=2, responsible=str(world.voices["worker"].pk), words=""
    )
    assert answer.status_code == 422
    back = {"responsible": str(world.voices["worker"].pk), "words": "I cannot on Friday."}
    assert send(world, "sister", f"{one.pk}/hand-on/", version=2, **back).status_code == 302
    assert stands(one).responsible_id == world.voices["worker"].pk


def test_a_sister_with_nothing_shared_sees_and_does_what_is_hers_alone(world: World) -> None:
    mine, other = task(world, "sister", words="Mine"), task(world, "worker", words="Not mine")
    shown = part(see(world, "sister"))
    assert "Mine" in shown
    assert "Not mine" not in shown
    assert client_of(world, "sister").get(f"/p/{world.subject.pk}/tasks/{other.pk}/done/").status_code == 404
    told = {"responsible": str(world.voices["worker"].pk), "words": "I cannot on Friday."}
    assert send(world, "sister", f"{mine.pk}/hand-on/", version=1, **told).status_code == 302
    assert stands(mine).responsible_id == world.voices["worker"].pk
    assert "I cannot on Friday." in part(see(world, "worker"))


def test_another_day_with_its_reason(world: World) -> None:
    one = task(world)
    told = day(9) | {"version": 1, "why": "They are shut this week.", "answer_id": uuid7()}
    for _turn in range(2):
        assert send(world, "person", f"{one.pk}/day/", **told).status_code == 302
    kept = stands(one)
    assert (kept.by_when, kept.version) == (today() + timedelta(days=9), 2)
    assert "They are shut this week." in part(see(world, "worker"))
    assert send(world, "worker", f"{one.pk}/day/", version=2, **day(-1)).status_code == 422


def test_two_at_once_are_shown_how_it_stands(world: World) -> None:
    one = task(world)
    assert send(world, "person", f"{one.pk}/day/", version=1, **day(9)).status_code == 302
    answer = send(world, "worker", f"{one.pk}/done/", outcome="done", how_it_went="They were kind.", version=1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this while you wrote" in page
    assert "They were kind." in page
    assert 'name="version" value="2"' in page
    assert stands(one).outcome == ""


def test_it_is_said_in_the_record_who_does_it_meanwhile_or_is_asked_now(world: World) -> None:
    world.give("sister", [Section.VISITS])
    task(world, "worker", words="The worker's")
    task(world, "sister", words="The sister's")
    with as_keeper():
        back = now() + timedelta(days=3)
        Absence.objects.create(account=world.worker, starts=now(), ends=back, made_by=world.manager.pk)
        Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())
    shown = part(see(world, "person"))
    assert "Worker Test is away until " in shown
    assert "The lead of the team sees to this meanwhile." in shown
    assert "It was with Sister Test, who is no longer here. The lead of the team is asked who does it now." in shown


def test_the_colleague_finds_nothing_at_any_of_these_addresses(world: World) -> None:
    one = task(world)
    for path in ("in-touch/", "tasks/new/", *(f"tasks/{one.pk}/{page}/" for page in ("done", "hand-on", "day"))):
        assert client_of(world, "colleague").get(f"/p/{world.subject.pk}/{path}").status_code == 404
    assert send(world, "colleague", f"{one.pk}/done/", outcome="done").status_code == 404
    assert stands(one).outcome == ""


def test_in_a_closed_record_nothing_more_is_to_be_done(world: World) -> None:
    one = task(world)
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=today())
    shown = part(see(world, "worker"))
    assert "It is done" not in shown
    assert "Add something" not in shown
    assert client_of(world, "worker").get(f"/p/{world.subject.pk}/tasks/new/").status_code == 403
    assert send(world, "worker", f"{one.pk}/done/", outcome="done").status_code == 403


def test_forty_tasks_ask_the_database_no_more_than_four(world: World) -> None:
    client = client_of(world, "worker")

    def more(number: int) -> None:
        for _turn in range(number):
            task(world)
            task(world, outcome="done", done_at=now(), done_by=world.worker.pk)

    def asked() -> int:
        client.get(f"/p/{world.subject.pk}/in-touch/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/p/{world.subject.pk}/in-touch/")
        return len(caught)

    more(2)
    few = asked()
    more(18)
    assert asked() == few
