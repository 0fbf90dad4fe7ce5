"""The pages of a plan, as each of the circle sees them, without JavaScript."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World
from alongside.people.domain import Section
from alongside.planning import queries, versions
from alongside.planning.models import PlanAnswer, PlanVersion
from alongside.record.models import Draft

Browse = Callable[[str], Client]


def url(world: World, *parts: object) -> str:
    return f"/p/{world.subject.pk}/plan/" + "".join(f"{part}/" for part in parts)


def text(response: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))  # type: ignore[attr-defined]


def day(**ahead: int) -> dict[str, str]:
    then = now().date() + timedelta(**ahead)
    return {"until_day": str(then.day), "until_month": str(then.month), "until_year": str(then.year)}


def test_an_empty_plan_is_kind(world: World, browse: Browse) -> None:
    page = text(browse("person").get(url(world)))
    assert "No goals yet" in page
    assert "DRAFT" in page
    assert "Put it forward" not in page


def test_the_plan_shows_goals_steps_needs_and_whose_words(planned, browse: Browse) -> None:
    page = text(browse("person").get(url(planned.world)))
    for part in (
        "I will sing at the summer concert.",
        "I hum in the kitchen",
        "It matters more than almost anything (9 of 10).",
        "Ring the choir",
        "Sister Test",
        "0 of 1 step done",
        "Put it forward for agreement",
        "What I need, and how it is met",
    ):
        assert part in page
    assert "What helps already" in text(browse("person").get(url(planned.world, "needs")))
    assert "Needed first" not in page


def test_findings_stand_beside_with_the_way_to_mend_them(world: World, browse: Browse) -> None:
    goal = world.add("goal", words_of="worker")
    step = world.add("step", goal=goal)
    world.add("need", helped_by_not_yet="")
    page = browse("worker").get(url(world))
    assert text(page).count("Needed first") == 4
    html = page.content.decode()
    for entry in (goal, step):
        assert f"/p/{world.subject.pk}/entry/{entry.pk}/change/" in html
    for kind in ("strength", "not_yet", "practitioner_answer"):
        assert f"/p/{world.subject.pk}/add/{kind}/" in html
    assert "Answer it" not in text(browse("person").get(url(world)))


def test_adding_a_step_begins_with_its_goal(planned, browse: Browse) -> None:
    client, world = browse("person"), planned.world
    where = f"/p/{world.subject.pk}/add/step/?goal_id={planned.goal.pk}"
    page = client.get(where)
    assert f'value="{planned.goal.pk}" selected' in page.content.decode()
    sent = {
        "entry_id": str(uuid7()),
        "goal_id": str(planned.goal.pk),
        "words": "Buy a song book",
        "responsible": str(world.voices["person"].pk),
        "words_of": str(world.voices["person"].pk),
        "how": "wrote",
    }
    assert client.post(where, sent).status_code == 302
    assert "Buy a song book" in text(client.get(url(world)))


@pytest.mark.parametrize("kind", ["aspiration", "need", "barrier", "goal", "step", "practitioner_answer", "not_yet"])
def test_each_question_page_opens_and_says_what_is_missing(kind: str, planned, browse: Browse) -> None:
    client = browse("worker")
    where = f"/p/{planned.world.subject.pk}/add/{kind}/"
    assert client.get(where).status_code == 200
    assert (
        client.post(where, {"entry_id": "x" * 300, "words": "\0", "responsible": "9", "goal_id": "1"}).status_code
        == 422
    )


def test_changing_a_need_keeps_what_its_writer_cannot_see(planned, browse: Browse) -> None:
    world = planned.world
    hers = world.add("need", by="sister", words_of="sister", how="wrote", helped_by=[planned.strength.pk])
    world.give("sister", [Section.GOALS, Section.NEEDS])
    sent = {"version": "1", "words": "A lift home", "domain": "other", "entry_id": str(hers.pk)}
    answer = browse("sister").post(f"/p/{world.subject.pk}/entry/{hers.pk}/change/", sent)
    assert answer.status_code == 302
    with world.as_("worker"):
        need = next(
            one for one in queries.plan(world.subject.pk, viewer=world.viewer("worker")).needs if one.pk == hers.pk
        )
    assert (need.words, need.helped_by) == ("A lift home", [planned.strength.pk])


def test_from_put_forward_to_agreed(planned, browse: Browse) -> None:
    world = planned.world
    worker, person, sister = (browse(who) for who in ("worker", "person", "sister"))
    page = worker.get(url(world, "forward"))
    assert "Sister Test" in text(page)
    made_id = re.search(r'name="made_id" value="([^"]+)"', page.content.decode())[1]  # type: ignore[index]
    sent = {"made_id": made_id, "after": "0"}
    assert worker.post(url(world, "forward"), sent).status_code == 302
    assert worker.post(url(world, "forward"), sent).status_code == 302
    with world.as_("worker"):
        assert list(PlanVersion.objects.values_list("pk", flat=True)) == [UUID(made_id)]
    assert "PUT FORWARD" in text(person.get(url(world)))
    for client, who in ((person, "person"), (sister, "sister")):
        where = url(world, "version", made_id, "answer", world.voices[who].pk)
        assert "could not" not in text(client.get(where)).lower()
        assert client.post(where, {"answer": "differently", "made_id": str(uuid7())}).status_code == 422
        assert (
            client.post(where, {"answer": "agree", "words": "Yes! 🎶 نعم", "made_id": str(uuid7())}).status_code == 302
        )
    page = text(person.get(url(world)))
    assert "AGREED" in page
    assert "نعم" in page


def test_somebody_else_was_first(planned, browse: Browse) -> None:
    world = planned.world
    planned.put_forward("person")
    answer = browse("worker").post(url(world, "forward"), {"made_id": str(uuid7()), "after": "0"})
    assert answer.status_code == 409
    assert "Somebody else put this plan forward" in text(answer)


def test_the_worker_cannot_agree_for_the_person(planned, browse: Browse) -> None:
    world, version = planned.world, planned.put_forward()
    where = url(world, "version", version.pk, "answer", world.voices["person"].pk)
    client = browse("worker")
    assert "can sign in and answers for themself" in text(client.get(where))
    assert client.post(where, {"answer": "agree"}).status_code == 422
    assert client.post(where, {"answer": "could_not"}).status_code == 422
    assert client.post(where, {"answer": "could_not", "why": "She was asleep."}).status_code == 302
    page = text(client.get(url(world)))
    assert "written down by Worker Test" in page
    assert "PUT FORWARD" in page


def test_help_starts_and_the_plan_is_used(planned, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    assert client.post(url(world, "interim"), {"reason": "Home today"}).status_code == 422
    assert client.post(url(world, "interim"), {"reason": "Home today", "after": "0"} | day(days=5)).status_code == 302
    assert "INTERIM" in text(client.get(url(world)))
    assert client.post(url(world, "use"), {"reason": "It must", "after": "0"} | day(days=5)).status_code == 422
    planned.put_forward()
    assert client.post(url(world, "use"), {"reason": "It must", "after": "1"} | day(days=5)).status_code == 302
    assert "IN USE, NOT AGREED BY Person Test, Sister Test" in text(client.get(url(world)))
    assert browse("person").get(url(world, "use")).status_code == 403


def test_a_step_is_ticked_in_one_tap_or_with_how_it_went(planned, browse: Browse) -> None:
    world, client = planned.world, browse("sister")
    where = url(world, "step", planned.step.pk)
    assert client.post(where, {"outcome": "done", "version": "1"}).status_code == 302
    assert client.post(where, {"outcome": "done", "version": "1"}).status_code == 302
    sent = {"outcome": "done", "how_it_went": "They laughed with me.", "version": "1"}
    late = client.post(where, sent)
    assert late.status_code == 409
    assert "They laughed with me." in text(late)
    assert client.post(where, sent | {"version": "2"}).status_code == 302
    page = text(browse("person").get(url(world)))
    assert "1 of 1 step done. They laughed with me." in page


def test_who_may_not_tick_is_not_offered_it(planned, browse: Browse) -> None:
    world = planned.world
    where = url(world, "step", planned.step.pk)
    assert where in browse("sister").get(url(world)).content.decode()
    with world.as_("manager"):
        assert not queries.step(planned.step.pk, subject_id=world.subject.pk, viewer=world.viewer("manager")).outcome
    assert where not in browse("manager").get(url(world)).content.decode()
    assert browse("manager").post(where, {"outcome": "done"}).status_code == 403


def test_the_person_changes_and_lets_go_of_a_goal(planned, browse: Browse) -> None:
    world, client = planned.world, browse("person")
    where = url(world, "goal", planned.goal.pk, "changed")
    assert client.get(where).status_code == 200
    made_id = str(uuid7())
    sent = {"made_id": made_id, "version": "1", "words": "I will listen to a choir.", "reason": "My throat"}
    assert client.post(where, sent).status_code == 302
    page = text(client.get(url(world)))
    assert "I will listen to a choir." in page
    assert "Changed into another" in page
    let_go = url(world, "goal", made_id, "let-go")
    assert client.post(let_go, {"version": "1", "reason": ""}).status_code == 422
    assert client.post(let_go, {"version": "1", "reason": "Not for me"}).status_code == 302
    assert client.get(url(world, "goal", made_id, "deleted")).status_code == 404


def test_versions_stand_as_they_were_and_side_by_side(planned, browse: Browse) -> None:
    world, client = planned.world, browse("person")
    first = planned.put_forward()
    sent = {"version": "1", "words": "I will hum.", "horizon": "now", "entry_id": str(planned.goal.pk)}
    assert client.post(f"/p/{world.subject.pk}/entry/{planned.goal.pk}/change/", sent).status_code == 302
    second = planned.put_forward("person")
    page = text(client.get(url(world, "version", first.pk)))
    assert "I will sing at the summer concert." in page
    assert "I will hum." not in page
    assert "REPLACED" in page
    for where in (
        f"?a={first.pk}&b={second.pk}",
        f"?a={second.pk}&b={first.pk}",
        f"?a={first.pk}&b=now",
        "?a=x&b=y",
        "",
    ):
        page = text(client.get(url(world, "compare") + where))
        assert "I will hum." in page
        assert "I will sing at the summer concert." in page
    assert "Version 2" in text(client.get(url(world, "versions")))
    assert client.get(url(world, "version", uuid7())).status_code == 404


def test_what_others_hope_for_is_not_called_the_readers_own(planned, browse: Browse) -> None:
    world = planned.world
    world.add("aspiration", words="To see the sea.")
    world.add("aspiration", by="sister", words_of="sister", how="wrote", words="That she laughs again.")
    world.give("sister", [Section.HOPES])
    page = text(browse("sister").get(url(world)))
    assert "That she laughs again." in page
    assert "To see the sea." not in page


@pytest.mark.parametrize("who", ["sister", "colleague"])
def test_who_has_no_business_with_the_goals_sees_none(who: str, planned, browse: Browse) -> None:
    world, version = planned.world, planned.put_forward()
    world.give("sister", [Section.ABOUT])
    if who == "sister":
        world.add("aspiration", by="sister", words_of="sister", how="wrote", words="That she laughs again.")
    client = browse(who)
    page = client.get(url(world))
    assert page.status_code == (200 if who == "sister" else 404)
    assert "summer concert" not in text(page)
    if who == "sister":
        assert "has not shared the plan with you" in text(page)
        assert "That she laughs again." in text(page)
    for parts in (
        ("versions",),
        ("compare",),
        ("version", version.pk),
        ("forward",),
        ("interim",),
        ("use",),
        ("goal", planned.goal.pk, "let-go"),
        ("version", version.pk, "answer", world.voices["sister"].pk),
    ):
        answers = [client.get(url(world, *parts))]
        if parts[0] not in ("versions", "compare") and len(parts) != 2:
            answers.append(
                client.post(url(world, *parts), {"answer": "agree", "reason": "x", "version": "1"} | day(days=3))
            )
        for answer in answers:
            assert answer.status_code in (403, 404)
            assert "summer concert" not in text(answer)


def test_what_was_typed_is_kept_when_the_answer_could_not_be(planned, browse: Browse) -> None:
    world, version, client = planned.world, planned.put_forward(), browse("person")
    where = url(world, "version", version.pk, "answer", world.voices["person"].pk)
    client.post(where, {"words": "A long thought", "answer": "perhaps"})
    assert "A long thought" in text(client.get(where))
    client.post(where, {"words": "A long thought", "answer": "in_part"})
    with world.as_("person"):
        assert not Draft.objects.exists()
        assert PlanAnswer.objects.get().words == "A long thought"


def test_as_many_queries_for_many_goals_as_for_one(planned, browse: Browse) -> None:
    world, client = planned.world, browse("person")
    planned.put_forward()

    def count(where: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        return len(asked)

    with world.as_("worker"):
        version = versions.versions(world.subject, viewer=world.viewer("worker"))[0].version
    pages = [url(world), url(world, "versions"), url(world, "forward"), url(world, "compare")]
    before = [count(where) for where in pages] + [count(url(world, "version", version.pk))]
    for number in range(8):
        goal = world.add("goal", words=f"Goal {number}", grows_from=planned.strength.pk)
        world.add("step", goal=goal, uses=planned.strength.pk, responsible_id=world.voices["person"].pk)
        world.add("need", helped_by=[planned.strength.pk])
    version = planned.put_forward()
    after = [count(where) for where in pages] + [count(url(world, "version", version.pk))]
    assert after == before
    assert before[0] <= 27
