"""A day of work: visits, promises, what falls to one, whom one waits for, who was not seen, what is new; all once."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.access.models import Account, Membership, Organisation
from alongside.base.clock import now
from alongside.conftest import World, as_keeper
from alongside.contact.models import Visit
from alongside.home.tests.test_conversation import client_of
from alongside.home.work.tests.test_work import EVERY, FREE, HOME, group, step, work
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant, Subject, Voice
from alongside.people.working.models import Absence, Arrangement
from alongside.planning import actions
from alongside.planning.models import PlanVersion
from alongside.record.models import Withholding
from alongside.record.times import today

WORK = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit


def task(world: World, whose: str, days: int | None = 3, words: str = "Ring the housing office", **more: Any) -> Any:
    by = None if days is None else today() + timedelta(days=days)
    told = {"words": words, "responsible_id": world.voices[whose].pk, "by_when": by, "words_of": "worker"}
    return world.add("task", **({"how": "wrote"} | told | more))


def at(days: int, clock: time = time(10)) -> datetime:
    return timezone.make_aware(datetime.combine(today() + timedelta(days=days), clock))


def visit(world: World, days: int = 0, *whose: str, **more: Any) -> Visit:
    told = {
        "status": "planned",
        "starts": at(days),
        "ends": at(days, time(11)),
        "who": [world.voices[one].pk for one in whose],
        "words": "The damp",
        "needs": "",
    }
    return world.add("visit", words_of="worker", **(told | more))


def away(world: World, who: str, cover: str | None = None) -> None:
    with as_keeper():
        stands_in = getattr(world, cover) if cover else None
        Absence.objects.create(
            account=getattr(world, who),
            cover=stands_in,
            starts=now() - timedelta(hours=1),
            ends=now() + timedelta(days=3),
            made_by=world.manager.pk,
        )


def let_in(world: World, who: str, role: str = "cover") -> None:
    """Allocate somebody by name, as a lead does: a grant, and a voice."""
    with as_keeper():
        account = getattr(world, who)
        Grant.objects.create(subject=world.subject, account=account, mask=WORK, basis="care", role=role)
        world.voices[who] = Voice.objects.create(subject=world.subject, account=account, name=account.name)


def section(page: str, key: str) -> str:
    start = page.index(f'id="{key}"')
    return page[start : page.index("</section>", start)]


# Each thing once, for whom it is


@pytest.mark.parametrize("whose", ["person", "sister", "worker"])
def test_a_task_is_in_the_work_of_whoever_sees_to_it_alone(world: World, whose: str) -> None:
    world.give("sister", EVERY)
    made = task(world, whose)
    for who in ("person", "sister", "worker"):
        page = work(world, who)
        if who == whose:
            assert page.count("Ring the housing office") == 2  # the words, and the name of the link
            assert f"/tasks/{made.pk}/done/" in group(page, "promised")
        elif who == "worker":
            assert "Ring the housing office" in section(page, "waiting-for")
            assert 'id="group-promised"' not in page
        else:
            assert "Ring the housing office" not in page
    for who in ("manager", "colleague"):
        assert HOME in work(world, who)


def test_all_that_is_asked_stands_there_once(world: World) -> None:
    """What the registry knows of: steps, tasks, yeses, reviews, interim plans, appeals, rights, visits."""
    step(world, "worker", 2, "A step of mine")
    task(world, "worker", 0, "A task of mine")
    goal = world.add("goal")
    world.add("step", goal=goal, words="Another", responsible_id=world.voices["worker"].pk)
    with world.as_("worker") as by:
        told = {"by": by, "subject": world.subject, "viewer": world.viewer("worker")}
        actions.put_forward(**told, review_on=today() + timedelta(days=3))
        actions.start_interim(**told, reason="Winter comes first", until=today() + timedelta(days=2))
    world.add("means", words="A bus pass", answer="no", appeal_by=today() + timedelta(days=4))
    world.add("right_explained", explained_on=today(), again_on=today() + timedelta(days=5))
    line = world.add(
        "met_by", need=world.add("need"), sort="network", words="Rings", leans_on_id=world.voices["worker"].pk
    )
    world.add("visit", words_of="person", words="Please come")
    visit(world, -1, "worker", words="Yesterday we met")
    page = work(world, "worker")
    mine = ("A step of mine", "A task of mine", "Winter comes first", "A bus pass", "Please come", "Yesterday we met")
    for words in mine:
        assert page.count(f'dir="auto">{words}</p>') == 1, words
    for words in ("Begin the review", "Go to the rights", f"/plan/yes/{line.pk}/"):
        assert page.count(words) == 1, words


def test_a_lead_is_asked_to_authorise_where_that_is_asked_for(world: World) -> None:
    world.add("goal")
    with world.as_("worker") as by:
        actions.put_forward(by=by, subject=world.subject, viewer=world.viewer("worker"))
    assert HOME in work(world, "manager")
    with as_keeper():
        Organisation.objects.update(asks_authorisation=True)
    page = work(world, "manager")
    assert "A plan waits for a manager" in page
    assert ">Pet</a>" in page
    for who in ("worker", "colleague"):
        assert "A plan waits for a manager" not in work(world, who)
    with world.as_("manager") as by:
        actions.authorise(
            by=by, subject=world.subject, viewer=world.viewer("manager"), authorised=False, words="Who does the lift?"
        )
    assert "A plan waits for a manager" not in work(world, "manager")
    assert "A manager returned the plan" in work(world, "worker")
    with as_keeper():
        Grant.objects.filter(team=world.team).update(ends=now())
    assert HOME in work(world, "manager")


# Today


def test_the_visits_of_today_stand_first_with_time_and_name(world: World) -> None:
    world.give("sister", EVERY)
    visit(world, 0, "worker", starts=at(0, time(14, 30)), ends=None, words="The form", sort="call")
    visit(world, 0, "worker", "sister", place="At home")
    visit(world, 1, "worker", words="Not today")
    visit(world, 0, "worker", words="Called off", status="cancelled", why="Ill")
    task(world, "worker", 0)
    today_ = group(work(world, "worker"), "today")
    assert today_.index("10:00–11:00") < today_.index("14:30") < today_.index("Ring the housing office")
    for words in (">Pet</a>", "At home", "A phone call", "The damp", "The form"):
        assert words in today_
    for words in ("Not today", "Called off"):
        assert words not in today_
    assert "The form" in group(work(world, "person"), "today")
    sister = group(work(world, "sister"), "today")
    assert "The damp" in sister
    assert "The form" not in sister


def test_who_stands_in_goes_to_the_visits_as_well(world: World) -> None:
    visit(world, 0, "worker")
    let_in(world, "colleague")
    assert HOME in work(world, "colleague")
    away(world, "worker", "colleague")
    assert "The damp" in group(work(world, "colleague"), "today")


# Somebody alive sees to it


def test_while_the_worker_is_away_it_is_in_the_work_of_who_stands_in(world: World) -> None:
    step(world, "worker", 2, "A step of his")
    task(world, "worker", 3)
    let_in(world, "colleague")
    assert "A step of his" not in work(world, "colleague")
    away(world, "worker", "colleague")
    page = group(work(world, "colleague"), "promised")
    assert page.count("For Worker Test, who is away until ") == 2
    for words in ("A step of his", "Ring the housing office", "Take it on, or hand it on"):
        assert words in page
    for who in ("person", "manager"):
        assert "A step of his" not in work(world, who)
    with as_keeper():
        Absence.objects.update(ended_at=now(), ended_by=world.manager.pk)
    assert HOME in work(world, "colleague")


def test_where_nobody_stands_in_it_is_with_the_named_worker_else_with_the_lead(world: World) -> None:
    task(world, "worker", 3)
    away(world, "worker")
    page = work(world, "manager")  # she has no voice in this record
    assert "For Worker Test, who is away until " in page
    assert "Ring the housing office" in page
    let_in(world, "colleague", "named_worker")
    assert HOME in work(world, "manager")
    assert "Ring the housing office" in work(world, "colleague")


@pytest.mark.parametrize("how", ["left", "closed", "taken back"])
def test_when_a_sister_is_gone_her_worker_is_asked_who_does_it_now(world: World, how: str) -> None:
    world.give("sister", EVERY)
    kept = step(world, "sister", -2, "Walk with her")
    asked = task(world, "sister", 3)
    world.add("met_by", need=world.add("need"), sort="network", words="Rings", leans_on_id=world.voices["sister"].pk)
    with as_keeper():
        if how == "left":
            Voice.objects.filter(pk=world.voices["sister"].pk).update(until=today())
        elif how == "closed":
            Account.objects.filter(pk=world.sister.pk).update(is_active=False)
        else:
            Grant.objects.filter(account=world.sister).update(ends=now())
    page = work(world, "worker")
    assert page.count("Sister Test is no longer here. Who does this now?") == 3
    assert f"/plan/step/{kept.pk}/hand-on/" in group(page, "late")
    assert f"/tasks/{asked.pk}/hand-on/" in group(page, "promised")
    assert "Rings" in group(page, "asked")
    assert 'id="waiting-for"' not in page  # not twice
    assert "Walk with her" not in work(world, "person")
    if how != "closed":
        assert "Walk with her" not in work(world, "sister")
    told = {"responsible": str(world.voices["worker"].pk), "words": "I do it.", "version": 1}
    base = f"/p/{world.subject.pk}"
    for path in (f"{base}/plan/step/{kept.pk}/hand-on/", f"{base}/tasks/{asked.pk}/hand-on/"):
        assert client_of(world, "worker").post(path, told).status_code == 302
    page = work(world, "worker")
    assert page.count("no longer here") == 1  # the line of the plan
    assert "Say how it went" in group(page, "late")


def test_where_nobody_works_there_any_more_the_person_is_asked(world: World) -> None:
    task(world, "worker", 3)
    with as_keeper():
        Grant.objects.filter(subject=world.subject, basis="care").update(ends=now())
    assert "Worker Test is no longer here. Who does this now?" in work(world, "person")
    for who in ("worker", "manager"):
        assert HOME in work(world, who)


def test_the_team_goes_on_when_its_worker_leaves_the_team(world: World) -> None:
    task(world, "worker", 3)
    with as_keeper():
        Grant.objects.filter(account=world.worker).update(ends=now())
        Membership.objects.filter(account=world.worker).update(ends=now() + timedelta(microseconds=1))
    assert FREE in work(world, "worker")
    assert "Worker Test is no longer here. Who does this now?" in work(world, "manager")


@pytest.mark.parametrize("state", ["died", "redirected", "ended", "restricted"])
def test_a_death_a_closed_record_an_ended_grant_stop_everything_at_once(world: World, state: str) -> None:
    world.give("sister", EVERY)
    for whose in ("person", "sister", "worker"):
        task(world, whose, -1, f"For {whose}")
    step(world, "worker", -1, "A step")
    visit(world, 0, "worker", "sister")
    world.add("visit", words_of="person", words="I would like a visit")
    with as_keeper():
        Arrangement.objects.create(subject=world.subject, every=1, changed_by=world.manager.pk)
        Grant.objects.filter(subject=world.subject).update(starts=now() - timedelta(days=9))
    client_of(world, "worker").get(f"/p/{world.subject.pk}/")
    world.add("strength", by="person", words_of="person")
    page = work(world, "worker")
    for words in (
        "For worker",
        "A step",
        "The damp",
        "I would like a visit",
        "Not in touch",
        "Waiting for others",
        "New since",
    ):
        assert words in page, words
    away(world, "worker")
    assert "A step" in work(world, "manager")
    with as_keeper():
        if state == "ended":
            Grant.objects.filter(subject=world.subject).update(ends=now())
        elif state == "restricted":
            Grant.objects.create(subject=world.subject, mask=-1, deny=True, basis="care")
            Grant.objects.filter(subject=world.subject, deny=False).update(ends=now())
        else:
            there = Subject.objects.create(name="Elsewhere").pk if state == "redirected" else None
            Subject.objects.filter(pk=world.subject.pk).update(state=state, redirected_to=there)
    for who in ("person", "sister", "worker", "manager"):
        page = work(world, who)
        assert (HOME if who in {"worker", "manager"} else FREE) in page
        for words in ("For ", "A step", "The damp", "a visit", "Pet"):
            assert words not in page.partition("<h1")[2].partition("</main>")[0], (who, words)


# Waiting for others


def test_what_i_asked_of_others_waits_there(world: World) -> None:
    world.give("sister", EVERY)
    task(world, "sister", -1)
    task(world, "person", 3, "Choose a day")
    goal = world.add("goal")
    step(world, "person", 90, "Sing", goal=goal)
    with world.as_("worker") as by:
        actions.put_forward(by=by, subject=world.subject, viewer=world.viewer("worker"))
    others = section(work(world, "worker"), "waiting-for")
    for words in ("Ring the housing office", "Sister Test", "The day has gone by", "Choose a day"):
        assert words in others
    assert "The plan waits for a word of: Person Test" in others
    with world.as_("person") as by:
        version = PlanVersion.objects.get()
        told = {"subject": world.subject, "version": version, "voice": world.voices["person"], "answer": "agree"}
        actions.answer(by=by, viewer=world.viewer("person"), **told)
    assert "The plan waits" not in work(world, "worker")
    assert 'id="waiting-for"' not in work(world, "person")


def test_a_visit_one_asked_for_oneself_waits_and_is_not_asked_of_oneself(world: World) -> None:
    world.add("visit", by="person", words_of="person", how="wrote", words="I would like a visit")
    page = work(world, "person")
    assert "A visit that has no time yet" in section(page, "waiting-for")
    assert page.count('dir="auto">I would like a visit</p>') == 1
    assert "Find a time" in group(work(world, "worker"), "asked")


# Not in touch, and what is new


def agreed(world: World, every: int, begun: int) -> None:
    with as_keeper():
        Arrangement.objects.update_or_create(
            subject=world.subject, defaults={"every": every, "changed_by": world.manager.pk}
        )
        Grant.objects.filter(account=world.worker).update(starts=now() - timedelta(days=begun))


def met(world: World, days: int, **more: Any) -> Any:
    return world.add("contribution", **({"at": now() - timedelta(days=days), "sort": "visit"} | more))


def test_somebody_not_met_for_longer_than_agreed_stands_there_with_the_way_to_plan_a_visit(world: World) -> None:
    agreed(world, 28, 60)
    page = section(work(world, "worker"), "silent")
    for words in (">Pet</a>", "not met yet; you began on", "You agreed on every 28 days.", "Plan a visit"):
        assert words in page
    met(world, 40)
    met(world, 3, sort="moment")  # nobody met
    assert "about six weeks ago" in section(work(world, "worker"), "silent")
    visit(world, 2, "worker")
    assert "You will meet on" in section(work(world, "worker"), "silent")
    for who in ("person", "manager", "sister", "colleague"):
        assert 'id="silent"' not in work(world, who)
    met(world, 5, sort="call")
    assert 'id="silent"' not in work(world, "worker")


def test_a_visit_that_was_held_counts_and_nothing_agreed_asks_nothing(world: World) -> None:
    agreed(world, 14, 60)
    visit(world, -3, "worker", status="held")
    assert 'id="silent"' not in work(world, "worker")
    with as_keeper():
        Visit.objects.update(standing="in_error")
    assert 'id="silent"' in work(world, "worker")
    with as_keeper():
        Arrangement.objects.update(every=None)
    assert 'id="silent"' not in work(world, "worker")


def test_only_the_named_worker_is_asked_to_be_in_touch(world: World) -> None:
    agreed(world, 14, 60)
    let_in(world, "colleague", "named_worker")
    with as_keeper():
        Grant.objects.filter(account=world.colleague).update(starts=now() - timedelta(days=30))
    assert 'id="silent"' in work(world, "colleague")
    assert 'id="silent"' not in work(world, "worker")


def test_what_is_new_since_one_looked_is_said_in_a_few_words(world: World) -> None:
    world.add("strength", by="person", words_of="person")
    assert 'id="news"' not in work(world, "worker")  # never looked: all is new
    client_of(world, "worker").get(f"/p/{world.subject.pk}/")
    world.add("strength")  # one's own words are no news
    assert 'id="news"' not in work(world, "worker")
    for _turn in range(2):
        world.add("strength", by="person", words_of="person", words="Secret words")
    kept = world.add("goal", by="person", words_of="person")
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject, item_id=kept.pk, bit=Section.GOALS.bit, whom="account", account=world.worker,
            grounds="serious_harm", made_by=world.manager.pk, review_by=today(),
        )  # fmt: skip
    page = section(work(world, "worker"), "news")
    assert ">Pet</a>: strengths" in page
    assert "goal" not in page
    assert "Secret" not in page
    for who in ("person", "manager"):
        assert 'id="news"' not in work(world, who)
    client_of(world, "worker").get(f"/p/{world.subject.pk}/")
    assert 'id="news"' not in work(world, "worker")


def test_a_message_is_new_only_to_whom_it_is_written(world: World) -> None:
    world.give("sister", EVERY)
    let_in(world, "colleague", "co_worker")
    for who in ("worker", "colleague"):
        client_of(world, who).get(f"/p/{world.subject.pk}/")
    world.add("message", by="sister", words_of="sister", how="wrote", sent_to=[world.voices["worker"].pk])
    assert "message" in section(work(world, "worker"), "news")
    assert 'id="news"' not in work(world, "colleague")


def test_much_asks_no_more_of_the_database_than_little(world: World) -> None:
    """Many records against few is in `test_work`; here with all that the page can hold."""
    world.give("sister", EVERY)
    agreed(world, 7, 60)
    client = client_of(world, "worker")
    client.get(f"/p/{world.subject.pk}/")
    goal = world.add("goal")

    def more(number: int) -> None:
        for turn in range(number):
            task(world, "sister", turn, f"Hers {turn}")
            task(world, "worker", turn, f"Mine {turn}")
            step(world, "worker", turn, f"Step {turn}", goal=goal)
            visit(world, 0, "worker")
            world.add("visit", words_of="person", words=f"Please {turn}")
            world.add("strength", by="person", words_of="person")

    def asked() -> int:
        client.get("/work/")
        with CaptureQueriesContext(connection) as caught:
            client.get("/work/")
        return len(caught)

    more(1)
    with world.as_("worker") as by:
        told = {"by": by, "subject": world.subject, "viewer": world.viewer("worker")}
        actions.put_forward(**told, review_on=today())
        actions.use_without_agreement(**told, reason="It cannot wait", until=today())
    few = asked()
    more(12)
    assert asked() == few
    assert few <= 44
