"""The pages of withholding, as person, sister, worker, second, lead and privacy lead open and send them."""

import re
from typing import Any

import pytest

from alongside.access.models import AuditEvent
from alongside.conftest import World, as_keeper
from alongside.people.models import Grant, Notice
from alongside.record import drafts, queries
from alongside.record.models import HealthOpinion, Withholding
from alongside.record.tests.test_pages import CARE, Visit

WORDS = "Canary seen at the door"


@pytest.fixture
def team(world: World) -> World:
    with as_keeper():
        Grant.objects.create(subject=world.subject, account=world.colleague, mask=CARE, basis="care")
    return world


@pytest.fixture
def entry(team: World) -> Any:
    return team.add("strength", words=WORDS, words_of="worker", how="wrote")


def keep(team: World, entry: Any, **more: Any) -> Withholding:
    told = {"whom": "person", "why": "third_party", "words": "Canary neighbour", "second": team.colleague.pk}
    told |= _far() | more
    sent = Visit(team, "worker").post("keep_entry", entry.pk, **told)
    assert sent.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", sent.content.decode())
    with as_keeper():
        return Withholding.objects.get(item_id=entry.pk, along_with=None)


def test_the_page_says_that_the_bar_is_high_and_keeps_what_was_typed(team: World, entry: Any) -> None:
    worker = Visit(team, "worker")
    page = worker.get("keep_entry", entry.pk).content.decode()
    assert "is not enough" in page
    assert "six months" in page
    wrong = worker.post("keep_entry", entry.pk, whom="person", words="I have thought about this for long")
    assert wrong.status_code == 422
    assert "I have thought about this for long" in wrong.content.decode()


def test_it_goes_from_the_persons_pages_and_staff_read_a_calm_mark(team: World, entry: Any) -> None:
    before = Visit(team, "person").get("entry", entry.pk)
    assert before.status_code == 200
    made = keep(team, entry)
    person, worker = Visit(team, "person"), Visit(team, "worker")
    assert person.get("entry", entry.pk).status_code == 404
    for name in ("timeline", "front", "strengths", "challenges"):
        page = person.get(name).content.decode()
        assert "Canary" not in page
        assert str(entry.pk) not in page
    page = worker.get("entry", entry.pk).content.decode()
    assert "Not shown to Pet. To be looked at again by" in page
    assert "Not shown to Pet" in worker.get("timeline").content.decode()
    assert "Canary neighbour" in worker.get("withheld").content.decode()
    assert worker.get("withholding", made.pk).status_code == 200


@pytest.mark.parametrize("who", ["person", "sister"])
def test_nobody_else_finds_out_by_trying(team: World, entry: Any, who: str) -> None:
    made = keep(team, entry)
    somebody = Visit(team, who)
    assert somebody.get("withheld").status_code == 403
    for name in ("withholding", "withholding_second", "withholding_review", "withholding_lift", "withholding_opinion"):
        there, nowhere = somebody.get(name, made.pk), somebody.get(name, entry.pk)
        assert (there.status_code, nowhere.status_code) == (403, 403), name
        assert somebody.post(name, made.pk, words="Show me").status_code in (403, 405)
    assert somebody.client.get("/kept/").status_code in (403, 404)


def test_looking_at_these_pages_does_not_show_in_who_looked(team: World, entry: Any) -> None:
    made = keep(team, entry)
    worker = Visit(team, "worker")
    for name, args in (("withheld", ()), ("withholding", (made.pk,)), ("keep_entry", (entry.pk,))):
        assert worker.get(name, *args).status_code == 200
    page = Visit(team, "person").get("looked").content.decode()
    assert "withh" not in page
    assert "kept" not in page.replace("are kept", "")
    with as_keeper():
        opened = AuditEvent.objects.filter(by=team.worker.pk, action="record.opened")
        pages = list(opened.values_list("detail", flat=True))
    assert pages
    assert {one["page"] for one in pages} == {"timeline"}


def test_the_second_disagrees_the_lead_decides_and_the_person_may_be_told(team: World, entry: Any) -> None:
    made = keep(team, entry)
    nurse, lead, person = Visit(team, "colleague"), Visit(team, "manager"), Visit(team, "person")
    assert "Answer as the second professional" in nurse.get("withholding", made.pk).content.decode()
    assert "Answer as the second professional" not in Visit(team, "worker").get("withholding", made.pk).content.decode()
    told = {"agrees": "no", "words": "He knows of it", "decider": team.manager.pk}
    assert nurse.post("withholding_second", made.pk, **told).status_code == 302
    assert person.get("entry", entry.pk).status_code == 404
    assert lead.get("withholding_decide", made.pk).status_code == 200
    assert (
        lead.post("withholding_decide", made.pk, keeps="no", words="Show it", tells="on", **_far()).status_code == 302
    )
    assert person.get("entry", entry.pk).status_code == 200
    page = person.client.get("/notices/").content.decode()
    assert "that you could not before" in page
    assert "Canary" not in page


def _far() -> dict[str, str]:
    from alongside.record.withholding import latest_review

    day = latest_review()
    return {"review_by_day": str(day.day), "review_by_month": str(day.month), "review_by_year": str(day.year)}


def test_serious_harm_through_the_pages(team: World, entry: Any) -> None:
    made = keep(team, entry, why="serious_harm:person", **_far())
    worker = Visit(team, "worker")
    again = {"why": "serious_harm:person", "words": "Still so", **_far()}
    refused = worker.post("withholding_review", made.pk, **again)
    assert refused.status_code == 422
    assert "Still so" in refused.content.decode()
    given = {"given_on_day": "1", "given_on_month": "1", "given_on_year": "2020"}
    opinion = {
        "name": "Dr Lowe",
        "profession": "Psychiatrist",
        "registration": "GMC 7",
        "finds_harm": "yes",
        "words": "It would",
    }
    old = worker.client.post(worker.url("withholding_opinion", made.pk), opinion | given)
    assert old.status_code == 422
    assert "older than six months" in old.content.decode()
    from alongside.record.times import today

    day = {"given_on_day": today().day, "given_on_month": today().month, "given_on_year": today().year}
    assert worker.client.post(worker.url("withholding_opinion", made.pk), opinion | day).status_code == 302
    assert worker.post("withholding_review", made.pk, **again).status_code == 302
    page = worker.get("withholding", made.pk).content.decode()
    assert "Dr Lowe" in page
    assert "Looked at again: it stays kept" in page
    with as_keeper():
        assert HealthOpinion.objects.count() == 1


def test_what_hangs_on_a_goal_is_offered_and_own_words_are_named(team: World) -> None:
    goal = team.add("goal", words="Canary goal", words_of="worker", how="wrote")
    step = team.add("step", goal_id=goal.pk, words="Canary step", words_of="worker", how="wrote")
    team.add("step", goal_id=goal.pk, words="My own step", words_of="person", how="said")
    page = Visit(team, "worker").get("keep_entry", goal.pk).content.decode()
    assert f'value="{step.pk}"' in page
    assert "My own step" in page
    keep(team, goal, along=[step.pk])
    seen = Visit(team, "person").get("plan").content.decode()
    assert "Canary" not in seen
    assert str(goal.pk) not in seen


def test_a_whole_part(team: World, entry: Any) -> None:
    worker = Visit(team, "worker")
    assert worker.get("keep_section", "strengths").status_code == 200
    assert worker.get("keep_section", "nonsense").status_code == 404
    told = {"whom": "person", "why": "legal:court_order", "words": "Order of 3 May", **_far()}
    assert worker.post("keep_section", "strengths", **told).status_code == 302
    assert Visit(team, "person").get("entry", entry.pk).status_code == 404
    with as_keeper():
        made = Withholding.objects.get()
    other = team.add("strength", words="Open again", words_of="worker", how="wrote")
    assert worker.post("withholding_review", made.pk, **told, stays=[entry.pk]).status_code == 302
    assert Visit(team, "person").get("entry", other.pk).status_code == 200
    assert Visit(team, "person").get("entry", entry.pk).status_code == 404


def test_the_page_for_privacy_has_no_word_of_it(team: World, entry: Any) -> None:
    keep(team, entry, second="")
    lead = Visit(team, "privacy_lead")
    page = lead.client.get("/kept/").content.decode()
    assert "Pet" in page
    assert "nobody was there to ask as second" in page
    assert "Canary" not in page
    notices = lead.client.get("/notices/").content.decode()
    assert "in the record of Pet" in notices
    assert Visit(team, "worker").client.get("/kept/").status_code in (403, 404)


def test_a_draft_on_it_and_a_notice_of_it_vanish_with_it(team: World, entry: Any) -> None:
    person = Visit(team, "person")
    path = person.url("entry_respond", entry.pk, "differently")
    with team.as_("person") as account:
        drafts.keep(by=account, page=path, words={"words": ["half a thought"]}, subject_id=team.subject.pk)
    with as_keeper():
        Notice.objects.create(
            account=team.person, kind="challenge.answered", subject=team.subject, about=entry.pk, detail={}
        )
    assert path in person.get("timeline").content.decode()
    assert "There is an answer for you" in person.client.get("/notices/").content.decode()
    keep(team, entry)
    assert path not in person.get("timeline").content.decode()
    assert "There is an answer for you" not in person.client.get("/notices/").content.decode()


def test_a_link_that_is_hidden_from_its_writer_outlives_their_change(team: World) -> None:
    goal = team.add("goal", words="Canary goal", words_of="worker", how="wrote")
    step = team.add("step", goal_id=goal.pk, by="person", words="My own step", words_of="person", how="wrote")
    keep(team, goal)
    person = Visit(team, "person")
    page = person.get("entry_mend", step.pk)
    assert str(goal.pk) not in page.content.decode()
    sent = person.post("entry_mend", step.pk, entry_id=step.pk, version=1, words="My own step, mended")
    assert sent.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", sent.content.decode())
    with team.as_("worker"):
        item = queries.item(step.pk, subject_id=team.subject.pk, viewer=team.viewer("worker"))
        _kind, whole = queries.entry(item)
    assert (whole.words, whole.goal_id) == ("My own step, mended", goal.pk)  # type: ignore[attr-defined]
