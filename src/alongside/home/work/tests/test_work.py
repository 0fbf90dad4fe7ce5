"""My work, as each of the people sees it; whose it is, what is left out, and how much the database is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.conftest import World, as_keeper, make_world
from alongside.home.tests.test_conversation import client_of
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, Right, Section
from alongside.people.models import Details, Grant, Subject, Voice
from alongside.planning import actions
from alongside.planning.models import Goal, Step
from alongside.record.times import today

EVERY = [section for section in Section if section.bit & ALL_SECTIONS]
HOME = "Nothing is waiting. Go home."
FREE = "Nothing is waiting. The day is yours."


def work(world: World, who: str, query: str = "") -> str:
    answer = client_of(world, who).get(f"/work/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def step(world: World, whose: str, days: int | None, words: str, **more: Any) -> Any:
    goal = more.pop("goal", None) or world.add("goal")
    by = None if days is None else today() + timedelta(days=days)
    return world.add("step", goal=goal, words=words, responsible_id=world.voices[whose].pk, by_when=by, **more)


def group(page: str, key: str) -> str:
    """Give one group of the page."""
    start = page.index(f'id="group-{key}"')
    return page[start : page.index("</section>", start)]


def test_each_thing_stands_in_its_group_with_whose_it_is_and_by_when(world: World) -> None:
    step(world, "worker", -5, "Ring the choir")
    step(world, "worker", 0, "Bring the form")
    step(world, "worker", 20, "Look at the stall")
    step(world, "worker", None, "Some day")
    page = work(world, "worker")
    assert '<h1 class="nhsuk-heading-l">My work</h1>' in page
    late = group(page, "late")
    assert "Ring the choir" in late
    assert ">Pet</a>" in late
    day = today() - timedelta(days=5)
    assert f"by {day.day} {day:%B %Y}, five days ago" in late
    assert "Bring the form" in group(page, "today")
    promised = group(page, "promised")
    assert promised.index("Look at the stall") < promised.index("Some day")
    assert page.index('id="group-today"') < page.index('id="group-promised"') < page.index('id="group-late"')


def test_each_thing_leads_straight_to_where_it_is_done(world: World) -> None:
    world.give("sister", EVERY)
    made = step(world, "sister", 2, "Walk with her")
    line = world.add("met_by", need=world.add("need"), sort="network", leans_on_id=world.voices["sister"].pk)
    page = work(world, "sister")
    base = f"/p/{world.subject.pk}/"
    for href in (f"{base}plan/step/{made.pk}/", f"{base}plan/yes/{line.pk}/"):
        assert f'href="{href}"' in page
        assert client_of(world, "sister").get(href).status_code == 200
    told = {"answer": "no", "appeal_by": today() + timedelta(days=9)}
    means = world.add("means", words="A bus pass", **told)
    assert f'href="{base}entry/{means.pk}/change/"' in work(world, "worker")


def test_nobody_is_told_what_others_have_to_do(world: World) -> None:
    world.give("sister", EVERY)
    step(world, "worker", 1, "For the worker")
    step(world, "sister", 1, "For the sister")
    step(world, "person", 1, "For the person")
    for who in ("worker", "sister", "person"):
        page = work(world, who)
        assert f"For the {who}" in page
        assert page.count("For the ") == 2  # the words, and the name of the link
    for who in ("manager", "colleague"):
        assert HOME in work(world, who)


def test_reviews_and_asking_again_are_for_those_who_work_there_and_the_person(world: World) -> None:
    world.give("sister", EVERY)
    goal = world.add("goal")
    step(world, "sister", 90, "Walk with her", goal=goal)
    with world.as_("worker") as by:
        viewer = world.viewer("worker")
        told = {"by": by, "subject": world.subject, "viewer": viewer}
        actions.put_forward(**told, review_on=today() + timedelta(days=3))
        soon = today() + timedelta(days=2)
        actions.start_interim(**told, reason="Winter comes first", until=soon)
        actions.ask_again(**told, voice=world.voices["sister"], reason="", until=soon)
    world.add("means", words="A bus pass", answer="no", appeal_by=soon)
    world.add("right_explained", explained_on=today(), again_on=soon)
    for who in ("worker", "person"):
        page = work(world, who)
        for words in ("Look at the plan again", "Winter comes first", "A bus pass", "Talk about this right again"):
            assert words in page, (who, words)
        assert "Ask Sister Test again about the plan" in page
    assert "Your own record" in work(world, "person")
    assert "What I have said I will do" in work(world, "person")
    page = work(world, "sister")
    for words in ("Look at the plan again", "Winter comes first", "A bus pass", "Talk about this right", "Ask Sister"):
        assert words not in page
    # The manager may see the record through the team, and has no voice in it.
    for who in ("manager", "colleague"):
        assert HOME in work(world, who)


def test_whoever_has_not_agreed_themself_is_not_told_to_ask_themself(world: World) -> None:
    goal = world.add("goal")
    step(world, "worker", 90, "Ring the choir", goal=goal)
    with world.as_("worker") as by:
        told = {"by": by, "subject": world.subject, "viewer": world.viewer("worker"), "until": today()}
        actions.put_forward(by=by, subject=world.subject, viewer=told["viewer"])
        actions.use_without_agreement(**told, reason="It cannot wait")
    page = work(world, "worker")
    assert "Ask Person Test again about the plan" in page
    assert "You have not agreed to the plan." in page
    assert "Ask Worker Test" not in page


def test_a_plan_in_use_that_a_rule_holds_back_is_looked_at_again(world: World) -> None:
    world.add("goal")
    with world.as_("worker") as by:
        told = {"by": by, "subject": world.subject, "viewer": world.viewer("worker")}
        version = actions.put_forward(**told)
    with world.as_("person") as by:
        told = {"subject": world.subject, "version": version, "voice": world.voices["person"], "answer": "agree"}
        actions.answer(by=by, viewer=world.viewer("person"), **told)
    with world.as_("worker") as by:
        told = {"by": by, "subject": world.subject, "viewer": world.viewer("worker"), "until": today()}
        actions.use_without_agreement(**told, reason="It cannot wait")
    assert "The plan is used though it is not agreed." in work(world, "worker")


def test_a_sister_with_nothing_shared_sees_what_is_asked_of_her_alone(world: World) -> None:
    step(world, "sister", 1, "Walk with her")
    world.add("met_by", need=world.add("need"), sort="network", words="Rings", leans_on_id=world.voices["sister"].pk)
    page = work(world, "sister")
    assert "Rings" in page
    assert "Walk with her" not in page


@pytest.mark.parametrize("state", ["died", "redirected", "left", "taken back"])
def test_closed_records_and_left_circles_ask_nothing(world: World, state: str) -> None:
    world.give("sister", EVERY)
    step(world, "sister", -3, "Walk with her")
    world.add("met_by", need=world.add("need"), sort="network", words="Rings", leans_on_id=world.voices["sister"].pk)
    assert "Walk with her" in work(world, "sister")
    with as_keeper():
        if state == "left":
            Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())
        elif state == "taken back":
            Grant.objects.filter(account=world.sister).update(ends=now())
        else:
            there = Subject.objects.create(name="Elsewhere").pk if state == "redirected" else None
            Subject.objects.filter(pk=world.subject.pk).update(state=state, redirected_to=there)
    assert FREE in work(world, "sister")


def test_an_empty_page_is_kind(world: World) -> None:
    assert HOME in work(world, "worker")
    assert FREE in work(world, "person")
    step(world, "worker", 60, "Much later")
    page = work(world, "worker")
    assert HOME in page  # it comes when it is near
    assert "Much later" not in page
    world.add("means", words="A bus pass", answer="no", appeal_by=today() + timedelta(days=20))
    page = work(world, "worker")
    assert "Nothing is waiting for you now." in page
    assert "A bus pass" in page.partition("Later, in the next four weeks")[2]


def test_the_way_here_is_on_every_page_in_words_that_fit(world: World) -> None:
    for who, words in (
        ("worker", "My work"),
        ("manager", "My work"),
        ("person", "My next steps"),
        ("sister", "My next"),
    ):
        client = client_of(world, who)
        for path in ("/people/", f"/p/{world.subject.pk}/about/", "/work/"):
            link = client.get(path).content.decode().partition('href="/work/"')[2].partition("</a>")[0]
            assert words in link, (who, path)
    assert 'href="/work/" aria-current="page"' in work(world, "worker")


def test_whoever_is_signed_out_signs_in_first() -> None:
    assert Client().get("/work/").status_code == 302


def test_that_it_was_read_is_kept_with_the_records_it_showed(world: World) -> None:
    work(world, "worker")
    with as_keeper():
        assert not AuditEvent.objects.filter(action="work.opened").exists()
    step(world, "worker", 1, "Ring the choir")
    make_world("2")
    work(world, "worker")
    with as_keeper():
        (event,) = AuditEvent.objects.filter(action="work.opened")
    assert (event.by, event.detail) == (world.worker.pk, {"records": str(world.subject.pk)})


def caseload(world: World, count: int) -> None:
    """Give the worker this many people more, each with two steps of theirs: one late, one to come."""
    with as_keeper():
        subjects = Subject.objects.bulk_create(Subject(name=f"Zed Number{place:03}") for place in range(count))
        Details.objects.bulk_create(Details(subject=one) for one in subjects)
        selves = Voice.objects.bulk_create(
            Voice(subject=one, name=one.name, kind="self", relationship="person") for one in subjects
        )
        voices = Voice.objects.bulk_create(
            Voice(subject=one, account=world.worker, name="Worker Test") for one in subjects
        )
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.bulk_create(Grant(subject=one, team=world.team, mask=mask, basis="care") for one in subjects)
        goals = Goal.objects.bulk_create(
            Goal(subject=one, words="To sing", words_of=voice, written_by=world.worker)
            for one, voice in zip(subjects, selves, strict=True)
        )
        Step.objects.bulk_create(
            Step(
                subject=goal.subject,
                goal=goal,
                words=f"Step of {goal.subject.name}",
                words_of=voice,
                responsible=voice,
                by_when=today() + timedelta(days=days),
                written_by=world.worker,
            )
            for goal, voice in zip(goals, voices, strict=True)
            for days in (-2, 9)
        )


def test_a_caseload_of_two_hundred_asks_the_database_no_more(world: World) -> None:
    client = client_of(world, "worker")
    caseload(world, 2)
    client.get("/work/")
    with CaptureQueriesContext(connection) as few:
        client.get("/work/")
    caseload(world, 200)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/work/").content.decode()
    assert len(many) == len(few)
    assert len(many) <= 40
    assert page.count('<li class="al-entry') == 40
    assert page.count("There are more. Show them all") == 2
    whole = client.get("/work/?group=late").content.decode()
    assert whole.count('<li class="al-entry') == 100
    assert "Show everything" in whole
    assert client.get("/work/?group=nonsense").content.decode().count('<li class="al-entry') == 40


def test_two_people_of_one_voice_are_not_mixed(world: World) -> None:
    """The sister of one is the person of another record: each line says whose it is."""
    with as_keeper():
        own = Subject.objects.create(name="Sister Test")
        Details.objects.create(subject=own)
        voice = Voice.objects.create(
            subject=own, account=world.sister, name="Sister Test", kind="self", relationship="person"
        )
        mask = ALL_SECTIONS | CIRCLE_RIGHTS | Right.SELF.bit
        Grant.objects.create(subject=own, account=world.sister, mask=mask, basis="own")
        goal = Goal.objects.create(subject=own, words="Rest", words_of=voice, written_by=world.sister)
        Step.objects.create(
            subject=own, goal=goal, words="Sleep in", words_of=voice, responsible=voice, by_when=today(),
            written_by=world.sister,
        )  # fmt: skip
    world.give("sister", EVERY)
    step(world, "sister", 1, "Walk with her")
    page = work(world, "sister")
    assert page.index("Sleep in") < page.index("Your own record") < page.index("Walk with her") < page.index(">Pet<")
