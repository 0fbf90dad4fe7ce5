"""A review: begun once, held by two, resumed by another, six months later, finished twice; nothing said is lost."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.about_me.models import Hope
from alongside.access.domain import Conflict, Refused
from alongside.access.models import AuditEvent
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.domain import CIRCLE_RIGHTS, Right, Section
from alongside.people.models import Grant, Subject
from alongside.planning import progress, reviewing, reviews
from alongside.planning.models import Achievement, GoalRating, Review
from alongside.planning.reviewing import Hand
from alongside.record import actions as entries
from alongside.record import registry
from alongside.record.domain import Standing
from alongside.record.models import Draft, Withholding

Browse = Callable[[str], Client]


def url(world: World, *parts: object) -> str:
    return f"/p/{world.subject.pk}/plan/" + "".join(f"{part}/" for part in parts)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def begin(world: World, who: str = "worker", **kwargs: Any) -> Review:
    with world.as_(who) as by:
        return reviewing.start(by=by, subject=world.subject, viewer=world.viewer(who), circle=circle(world), **kwargs)


def circle(world: World) -> list[Any]:
    return sorted(world.voices.values(), key=lambda voice: not voice.is_self)


def hand(world: World, who: str, review: Review, **kwargs: Any) -> Hand:
    return Hand(
        by=getattr(world, who),
        subject=world.subject,
        viewer=world.viewer(who),
        circle=circle(world),
        review_id=review.pk,
        **kwargs,
    )


def say(world: World, who: str, review: Review, *, version: int | None = None, voice: str = "", **words: str) -> Any:
    chosen = {"voice": world.voices[voice].pk} if voice else {}
    with world.as_(who):
        return reviewing.say(hand(world, who, review, **chosen), version=version, **words)


def rate(world: World, who: str, review: Review, goal: Any, score: int | None, words: str = "", **kwargs: Any) -> Any:
    with world.as_(who):
        return reviewing.say_where(
            hand(world, who, review), goal=goal, version=kwargs.get("version"), score=score, words=words
        )


def finish(world: World, who: str, review: Review) -> Review:
    with world.as_(who) as by:
        return reviewing.finish(
            by=by, subject=world.subject, viewer=world.viewer(who), circle=circle(world), review_id=review.pk
        )


def held(world: World, review: Review, who: str = "worker") -> reviews.Held:
    with world.as_(who):
        return reviews.one(review.pk, reviews.reviews(world.subject.pk, viewer=world.viewer(who), circle=circle(world)))


def age(world: World, **by: int) -> None:
    """Let everything that is written so far be older by this much."""
    spine = ("at", "written_at", "confirmed_at", "standing_at")
    with as_keeper(), connection.cursor() as cursor:
        for kind in registry.all_kinds():
            own = [one for one in ("done_at", "finished_at") if one in kind.fields]
            for table, columns in ((kind.table, spine), (f"{kind.table}event", (*spine, "pgh_created_at"))):
                sets = ", ".join(f"{column} = {column} - %s" for column in (*columns, *own))
                cursor.execute(f"UPDATE {table} SET {sets}", [timedelta(**by)] * len((*columns, *own)))
        cursor.execute("UPDATE planning_version SET put_forward_at = put_forward_at - %s", [timedelta(**by)])


@pytest.fixture
def began(planned) -> Review:
    return begin(planned.world)


def test_two_who_begin_at_once_end_up_in_the_same_one(planned) -> None:
    world, id = planned.world, uuid7()
    first = begin(world, "worker", id=id)
    assert (first.pk, first.words_of_id, first.how, first.confirmed_at) == (id, world.voices["person"].pk, "said", None)
    assert begin(world, "worker", id=id).pk == id
    assert begin(world, "person", id=uuid7()).pk == id
    with as_keeper():
        assert Review.objects.count() == 1


def test_the_person_begins_in_their_own_words_and_it_stands_on_the_newest_version(planned) -> None:
    version = planned.put_forward()
    review = begin(planned.world, "person")
    assert (review.how, review.of_version) == ("wrote", version.pk)
    assert review.confirmed_at is not None


def test_who_may_not_hold_a_review(planned) -> None:
    world = planned.world
    for who in ("sister", "colleague"):
        with pytest.raises(Refused):
            begin(world, who)
    review = begin(world)
    with pytest.raises(Refused):
        say(world, "sister", review, words="She is fine.")
    world.subject.state = "died"
    with pytest.raises(Refused, match="closed"):
        begin(world, "worker")


def test_a_worker_writes_down_what_the_person_says_and_mends_it(planned, began: Review) -> None:
    world = planned.world
    first = say(world, "worker", began, words="I laughed on the stairs.")
    assert (first.pk, first.how, first.confirmed_at) == (began.pk, "said", None)
    again = say(world, "worker", began, version=first.version, words="I laughed on the stairs, twice.")
    assert (again.pk, again.words) == (began.pk, "I laughed on the stairs, twice.")
    assert say(world, "worker", began, version=first.version, words="I laughed on the stairs, twice.").version == 3


def test_another_resumes_it_and_writes_an_entry_of_their_own(planned, began: Review) -> None:
    world = planned.world
    say(world, "worker", began, words="I laughed on the stairs.")
    say(world, "manager", began, helped="The rail.")
    say(world, "manager", began, helped="The rail, and Tuesdays.", version=1)
    say(world, "person", began, words="And I slept.", not_helped="The lift.")
    found = held(world, began)
    assert [(row.words, row.helped, row.not_helped) for row in found.rows] == [
        ("I laughed on the stairs.", "", ""),
        ("", "The rail, and Tuesdays.", ""),
        ("And I slept.", "", "The lift."),
    ]
    assert [row.confirmed_at is not None for row in found.rows] == [False, False, True]
    with world.as_("person"):
        assert len(reviews.reviews(world.subject.pk, viewer=world.viewer("person"), circle=circle(world))) == 1


def test_one_writer_in_two_voices_and_what_was_taken_back_is_written_anew(planned, began: Review) -> None:
    world = planned.world
    mine = say(world, "worker", began, voice="worker", changed="The team has moved house.")
    assert (mine.how, mine.words_of_id) == ("wrote", world.voices["worker"].pk)
    with world.as_("worker") as worker:
        entries.set_standing(by=worker, kind=registry.get("review"), entry=mine, standing=Standing.TAKEN_BACK)
    anew = say(world, "worker", began, voice="worker", changed="We work from Bridge Street now.")
    assert anew.pk != mine.pk
    assert [row.changed for row in held(world, began).said("changed")] == ["We work from Bridge Street now."]


def test_the_same_words_changed_elsewhere_meanwhile_show_both_and_other_fields_do_not(planned, began: Review) -> None:
    world = planned.world
    say(world, "worker", began, words="I laughed.", helped="The rail.")
    say(world, "worker", began, version=2, helped="The rail, and Tuesdays.")
    say(world, "worker", began, version=2, words="I laughed aloud.")
    with pytest.raises(Conflict) as conflict:
        say(world, "worker", began, version=2, helped="The stick.")
    assert conflict.value.theirs.helped == "The rail, and Tuesdays."  # type: ignore[attr-defined]
    with pytest.raises(Conflict):
        say(world, "worker", began, version=None, words="Nothing.")
    assert held(world, began).main.words == "I laughed aloud."


def test_a_second_answer_on_a_goal_mends_the_first_and_another_voice_stands_beside_it(planned, began: Review) -> None:
    world = planned.world
    assert rate(world, "worker", began, planned.goal, None) is None
    first = rate(world, "worker", began, planned.goal, 3, "Up to the landing.")
    again = rate(world, "worker", began, planned.goal, 4, "Past the landing.", version=1)
    assert first.pk == again.pk
    rate(world, "person", began, planned.goal, 5)
    with world.as_("person"):
        assert list(GoalRating.objects.order_by("score").values_list("score", "review")) == [
            (4, began.pk),
            (5, began.pk),
        ]
    with pytest.raises(Conflict):
        rate(world, "worker", began, planned.goal, 1, version=1)


def test_hope_and_who_was_there(planned, began: Review) -> None:
    world = planned.world
    with world.as_("worker"):
        holding = hand(world, "worker", began)
        one = reviewing.say_hope(holding, version=None, score=4, words="Lighter.")
        two = reviewing.say_hope(holding, version=1, score=6, words="Lighter.")
        assert (one.pk, two.score, Hope.objects.get().review) == (two.pk, 6, began.pk)  # type: ignore[attr-defined]
    there = [world.voices["person"].pk]
    with world.as_("manager"):
        made = reviewing.say_present(hand(world, "manager", began), version=1, present=there)
        assert (made.present, made.written_by_id) == (there, world.worker.pk)
    with world.as_("worker"), pytest.raises(Conflict):
        reviewing.say_present(hand(world, "worker", began), version=1, present=[])
    world.give("worker", [Section.GOALS], rights=Right.VOICE.bit | Right.CARE.bit)
    with as_keeper():
        Grant.objects.filter(account=world.worker, basis="care").delete()
        Grant.objects.filter(team=world.team).delete()
    with world.as_("worker"), pytest.raises(Refused, match="not been shared"):
        reviewing.say_hope(hand(world, "worker", began), version=None, score=1, words="")


def test_finished_by_two_is_finished_once_and_can_be_opened_again(planned, began: Review) -> None:
    world = planned.world
    with pytest.raises(Refused, match="Nothing has been written"):
        finish(world, "worker", began)
    rate(world, "worker", began, planned.goal, 4)
    done = finish(world, "person", began)
    assert done.finished_by == world.person.pk
    assert finish(world, "worker", began).finished_by == world.person.pk
    with as_keeper():
        assert AuditEvent.objects.filter(action="review.finished").count() == 1
    with pytest.raises(reviewing.ReviewFinished, match="Person Test"):
        say(world, "worker", began, helped="The rail.")
    with world.as_("worker"):
        reviewing.say(hand(world, "worker", began, again=True), version=None, helped="The rail.")
    assert held(world, began).is_open
    finish(world, "worker", began)
    begin(world, "person")
    with pytest.raises(Refused, match="newer one"):
        say(world, "worker", began, helped="Too late.")


def test_what_went_well_can_be_kept_as_an_achievement_once(planned, began: Review) -> None:
    world = planned.world
    part = say(world, "worker", began, words="I laughed.")
    with world.as_("worker"):
        for _time in range(2):
            kept = reviewing.keep_achievement(hand(world, "worker", began), part=part)
        assert reviews.is_kept(part.pk)
        assert Achievement.objects.get() == kept
    assert (kept.words, kept.words_of_id, kept.how) == ("I laughed.", world.voices["person"].pk, "said")


def test_a_review_six_months_later_looks_back_to_the_one_before(planned, browse: Browse) -> None:
    world = planned.world
    planned.put_forward()
    first = begin(world)
    say(world, "worker", first, words="We have begun.")
    rate(world, "worker", first, planned.goal, 2, "Only in the kitchen.")
    with world.as_("worker"):
        reviewing.say_hope(hand(world, "worker", first), version=None, score=3, words="")
    finish(world, "worker", first)
    age(world, days=183)
    with world.as_("sister") as sister:
        progress.tick_step(by=sister, step=planned.step, version=1, outcome="done", how_it_went="Tuesdays at six.")
    world.add("achievement", words="I sang at the bus stop.")
    later = begin(world, "person")
    client = browse("person")
    page = text(client.get(url(world, "review", later.pk, "well")))
    for part in ("I sang at the bus stop.", "Ring the choir", "Tuesdays at six.", "Since"):
        assert part in page
    page = text(client.get(url(world, "review", later.pk, "goal", planned.goal.pk)))
    for part in (
        "I hum in the kitchen",
        "Last time, on",
        "2 of 10: a little",
        "Only in the kitchen.",
        "Tuesdays at six.",
    ):
        assert part.replace("a little", "on the way") in page
    rate(world, "person", later, planned.goal, 6, "On the landing, loudly.")
    page = text(client.get(url(world, "review", later.pk, "summary")))
    assert page.index("2 of 10") < page.index("6 of 10")
    assert "3 of 10: a little hope" in page
    assert "It was not asked." in page
    assert "We have begun." not in page
    finish(world, "person", later)
    past = text(client.get(url(world, "reviews")))
    assert "We have begun." in past
    before = text(client.get(url(world, "review", first.pk, "summary")))
    assert "6 of 10" not in before
    assert "It is looked at for the first time." in before


def test_a_goal_changed_into_another_keeps_its_old_line_in_the_summary(planned, browse: Browse) -> None:
    world = planned.world
    age(world, days=30)
    review = begin(world, "person")
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_review SET written_at = written_at - interval '1 day'")
    client = browse("person")
    where = url(world, "goal", planned.goal.pk, "changed") + f"?review={review.pk}"
    assert str(review.pk) in client.get(where).content.decode()
    sent = {
        "made_id": str(uuid7()),
        "words": "I will go to a concert.",
        "reason": "I would rather listen.",
        "how": "wrote",
    }
    answer = client.post(where, sent | {"version": "1"})
    assert answer.headers["Location"] == url(world, "review", review.pk, "goal", planned.goal.pk)
    page = text(client.get(answer.headers["Location"]))
    for part in ("Changed into another", "I would rather listen.", "I will go to a concert.", "It is a goal again"):
        assert part in page
    say(world, "person", review, words="I know what I want now.")
    finish(world, "person", review)
    page = text(client.get(url(world, "review", review.pk, "summary")))
    for part in (
        "I will sing at the summer concert.",
        "Changed into another",
        "It became: I will go to a concert.",
        "New",
    ):
        assert part in page
    assert "It took the place of: I will sing at the summer concert." in page


def test_goals_not_looked_at_are_named_and_one_taken_back_keeps_its_line(planned, browse: Browse) -> None:
    world = planned.world
    other = world.add("goal", by="person", how="wrote", words="I will learn to swim.", baseline="I splash.")
    review = begin(world, "person")
    rate(world, "person", review, planned.goal, 5)
    page = text(browse("sister").get(url(world, "review", review.pk, "summary")))
    assert "1 goal that was not looked at this time" in page
    assert "I will learn to swim. Where it began: I splash." in page
    rate(world, "person", review, other, 1)
    finish(world, "person", review)
    with world.as_("person") as person:
        entries.set_standing(by=person, kind=registry.get("goal"), entry=other, standing=Standing.TAKEN_BACK)
    page = text(browse("sister").get(url(world, "review", review.pk, "summary")))
    assert "A goal that has been taken back since" in page
    assert "swim" not in page


def test_what_is_withheld_from_its_reader_is_not_in_a_review(planned, browse: Browse) -> None:
    world = planned.world
    review = begin(world)
    rate(world, "worker", review, planned.goal, 5, "Nearly.")
    finish(world, "worker", review)
    with as_keeper():
        Withholding.objects.create(
            subject=world.subject,
            item_id=planned.goal.pk,
            bit=Section.GOALS.bit,
            whom="account",
            account=world.sister,
            grounds="x",
            words="x",
            made_by=world.worker.pk,
            review_by=now().date(),
        )
    where = url(world, "review", review.pk, "summary")
    assert "summer concert" not in text(browse("sister").get(where))
    assert "summer concert" in text(browse("person").get(where))


def test_the_sister_reads_it_and_hope_only_where_it_is_shared(planned, browse: Browse) -> None:
    world = planned.world
    review = begin(world)
    with world.as_("worker"):
        reviewing.say_hope(hand(world, "worker", review), version=None, score=7, words="The mornings.")
    finish(world, "worker", review)
    client, where = browse("sister"), url(world, "review", review.pk, "summary")
    assert "The mornings." in text(client.get(where))
    assert client.get(url(world, "review", review.pk)).status_code == 302
    assert client.get(url(world, "review", review.pk, "well")).status_code == 302
    assert client.post(url(world, "review", review.pk, "well"), {"words": "x"}).status_code == 403
    assert client.post(url(world, "review", review.pk, "finish")).status_code == 403
    page = text(client.get(url(world, "review")))
    assert "Begin the review" not in page
    assert "A review is held by" in page
    assert client.post(url(world, "review"), {"made_id": str(uuid7())}).status_code == 403
    world.give("sister", [Section.GOALS])
    assert "The mornings." not in text(client.get(where))
    assert client.get(url(world, "review", review.pk, "hope")).status_code == 403
    world.give("sister", [Section.ABOUT])
    for path in ("review", "reviews"):
        assert client.get(url(world, path)).status_code == 403


def test_a_worker_goes_through_it_page_by_page(planned, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    made_id = str(uuid7())
    assert "not been put forward yet" in text(client.get(url(world, "review")))
    answer = client.post(url(world, "review"), {"made_id": made_id})
    assert answer.headers["Location"] == url(world, "review", made_id)
    assert client.post(url(world, "review"), {"made_id": made_id}).headers["Location"] == url(world, "review", made_id)
    page = text(client.get(url(world, "review", made_id)))
    for part in ("What went well", "0 of 1 goal looked at.", "Begin", "nothing yet"):
        assert part in page
    here = url(world, "review", made_id, "well")
    sent = {"words": "I laughed.", "keep": "on", "words_of": str(world.voices["person"].pk), "how": "said"}
    answer = client.post(here, sent)
    here = answer.headers["Location"]
    assert here == url(world, "review", made_id, "goal", planned.goal.pk)
    for values, then in (
        ({"words": "Louder.", "score": "4"}, "helped"),
        ({"helped": "The rail.", "not_helped": "The lift."}, "changed"),
        ({"changed": ""}, "hope"),
        ({"score": "6"}, "next"),
        ({"next": "Ring them.", "go": "on"}, "present"),
        ({"present": [str(world.voices["sister"].pk)]}, "summary"),
    ):
        if found := re.search(r'name="version" value="(\d+)"', client.get(here).content.decode()):
            values["version"] = found[1]
        answer = client.post(here, {"words_of": str(world.voices["person"].pk), "how": "said", **values})
        here = answer.headers["Location"]
        assert here == url(world, "review", made_id, then)
    page = text(client.get(here))
    for part in (
        "I laughed.", "4 of 10", "Louder.", "The rail.", "The lift.", "6 of 10", "Ring them.",
        "Who was there: Sister Test",
        "Finish the review", "Written down by Worker Test, not yet confirmed",
    ):  # fmt: skip
        assert part in page, part
    assert client.post(url(world, "review", made_id, "finish")).status_code == 302
    page = text(client.get(url(world, "review", made_id, "summary")))
    assert "Put the plan forward as a new version" in page
    assert "Finished on" in page
    assert client.get(url(world, "review", made_id, "well")).status_code == 302
    with as_keeper():
        assert (Review.objects.count(), Achievement.objects.count(), Draft.objects.count()) == (1, 1, 0)


def test_skipping_keeps_what_was_typed_and_a_blank_answer_is_none(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    here = url(world, "review", began.pk, "helped")
    answer = client.post(here, {"helped": "The ra", "go": "skip"})
    assert answer.headers["Location"] == url(world, "review", began.pk, "changed")
    page = client.get(here).content.decode()
    assert "The ra" in page
    assert "typed, not yet in the record" in text(client.get(url(world, "review", began.pk)))
    assert client.post(here, {"helped": "", "not_helped": "", "go": "skip"}).status_code == 302
    assert client.post(url(world, "review", began.pk, "hope"), {"words": "x", "go": "on"}).status_code == 422
    assert client.post(url(world, "review", began.pk, "hope"), {"words": "x", "go": "later"}).status_code == 302
    assert held(world, began).said(*reviews.WORDS) == []


def test_both_texts_are_shown_when_the_same_was_changed_meanwhile(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    here = url(world, "review", began.pk, "helped")
    say(world, "worker", began, helped="The rail.")
    answer = client.post(here, {"helped": "The stick.", "version": "1"})
    assert answer.status_code == 409
    page = text(answer)
    assert "The rail." in page
    assert "The stick." in page
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode())[1]  # type: ignore[index]
    assert client.post(here, {"helped": "The rail, the stick.", "version": version}).status_code == 302
    assert held(world, began).main.helped == "The rail, the stick."
    goal = url(world, "review", began.pk, "goal", planned.goal.pk)
    rate(world, "worker", began, planned.goal, 3, "Landing.")
    answer = client.post(goal, {"score": "8", "words": "Top.", "version": ""})
    assert answer.status_code == 409
    for part in ("3 of 10", "Landing.", "8 of 10", "Top."):
        assert part in text(answer)


def test_finished_while_somebody_writes_nothing_is_lost(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    rate(world, "person", began, planned.goal, 4)
    finish(world, "person", began)
    here = url(world, "review", began.pk, "helped")
    answer = client.post(here, {"helped": "The rail."})
    assert answer.status_code == 409
    assert "Person Test finished this review" in text(answer)
    assert "The rail." in answer.content.decode()
    assert client.post(here, {"helped": "The rail.", "again": "1"}).status_code == 302
    assert held(world, began).is_open
    finish(world, "person", began)
    begin(world)
    answer = client.post(here, {"helped": "The stick.", "again": "1"})
    assert answer.status_code == 422
    assert "newer one" in text(answer)


def test_a_closed_record_is_read_and_not_written(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    rate(world, "worker", began, planned.goal, 4)
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(state="died", died_on=now().date())
    assert client.get(url(world, "review", began.pk)).status_code == 302
    page = text(client.get(url(world, "review", began.pk, "summary")))
    assert "4 of 10" in page
    assert "Finish the review" not in page
    assert "Begin" not in text(client.get(url(world, "review"))).replace("Begun", "")
    assert client.post(url(world, "review", began.pk, "well"), {"words": "x"}).status_code == 403


def test_when_it_is_due(planned, browse: Browse) -> None:
    world, client = planned.world, browse("person")
    today = now().date()
    version = planned.put_forward(review_on=today + timedelta(days=20))
    assert "in 20 days" in text(client.get(url(world, "review")))
    for days, says in ((0, "looked at again today"), (-3, "The day has gone by"), (1, "tomorrow")):
        with as_keeper(), connection.cursor() as cursor:
            day = today + timedelta(days=days)
            cursor.execute("UPDATE planning_version SET review_on = %s WHERE id = %s", [day, version.pk])
        assert says in text(client.get(url(world, "review")))
    review = begin(world, "person")
    assert "A review is going on." in text(client.get(url(world, "review")))
    rate(world, "person", review, planned.goal, 4)
    finish(world, "person", review)
    assert "The plan was looked at on" in text(client.get(url(world, "review")))
    with as_keeper(), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_version SET review_on = %s", [today + timedelta(days=150)])
    assert "in 150 days" in text(client.get(url(world, "review")))


def test_five_hundred_goals_stay_usable_and_cost_no_more(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    pages = [("review", began.pk), ("review", began.pk, "summary"), ("review", began.pk, "goal", planned.goal.pk)]

    def cost(path: tuple[object, ...]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url(world, *path)).status_code == 200
        return len(queries)

    rate(world, "worker", began, planned.goal, 4)
    few = [cost(path) for path in pages]
    with world.as_("worker") as worker:
        for number in range(60):
            goal = entries.add(
                by=worker,
                kind=registry.get("goal"),
                subject_id=world.subject.pk,
                words_of=world.voices["person"].pk,
                how="said",
                words=f"Goal {number}.",
            )
            rate(world, "worker", began, goal, number % 11)
    assert [cost(path) for path in pages] == few
    page = text(client.get(url(world, "review", began.pk)))
    assert "Page 1 of 2" in page
    assert "Goal 59." in text(client.get(url(world, "review", began.pk) + "?goals=2"))
    assert "Goal 59." in text(client.get(url(world, "review", began.pk, "summary") + "?goals=2"))


@pytest.mark.parametrize("topic", ["goals", "nonsense", "finish"])
def test_what_is_no_topic_is_not_found(topic: str, planned, began: Review, browse: Browse) -> None:
    assert browse("person").get(url(planned.world, "review", began.pk, topic)).status_code in (404, 405)


def test_a_part_whose_review_was_taken_back_is_no_review(planned) -> None:
    world = planned.world
    review = begin(world, "person")
    say(world, "worker", review, helped="The rail.")
    with world.as_("person") as person:
        entries.set_standing(by=person, kind=registry.get("review"), entry=review, standing=Standing.TAKEN_BACK)
        assert reviews.reviews(world.subject.pk, viewer=world.viewer("person"), circle=circle(world)) == []
    assert begin(world, "worker").pk != review.pk


def test_whoever_sees_no_goals_sees_no_reviews(planned, began: Review) -> None:
    world = planned.world
    world.give("sister", [Section.ABOUT], rights=CIRCLE_RIGHTS)
    with world.as_("sister"):
        viewer = world.viewer("sister")
        assert reviews.reviews(world.subject.pk, viewer=viewer, circle=circle(world)) == []
        assert reviews.newest_version(world.subject.pk, viewer=viewer) is None


def test_ids_of_parts_differ_and_are_made_anew() -> None:
    ids = {reviews.part_id(UUID(int=1), UUID(int=2), UUID(int=3), time) for time in range(reviews.ANEW)}
    assert len(ids) == reviews.ANEW
    assert all(one.version == reviews.MADE_OF_NAMES for one in ids)


def test_a_goal_reached_since_the_time_before_is_good_news_once(planned, browse: Browse) -> None:
    world = planned.world
    first = begin(world)
    say(world, "worker", first, words="We have begun.")
    finish(world, "worker", first)
    age(world, days=60)
    with world.as_("person") as person:
        progress.set_goal_status(by=person, goal=planned.goal, version=1, status="achieved", reason="They clapped.")
    later = begin(world, "person")
    client, where = browse("person"), url(world, "review", later.pk, "well")
    page = text(client.get(where))
    assert "Goals that were reached I will sing at the summer concert." in page
    assert "They clapped." in page
    assert "There is no goal of now in the plan." in text(client.get(url(world, "review", later.pk)))
    say(world, "person", later, words="All of it.")
    finish(world, "person", later)
    age(world, days=60)
    third = begin(world, "person")
    assert "They clapped." not in text(client.get(url(world, "review", third.pk, "well")))


def test_a_goal_that_came_later_is_not_in_a_review_that_was(planned, browse: Browse) -> None:
    world = planned.world
    gone = world.add("goal", by="person", how="wrote", words="I will learn to swim.")
    with world.as_("person") as person:
        entries.set_standing(by=person, kind=registry.get("goal"), entry=gone, standing=Standing.TAKEN_BACK)
    review = begin(world, "person")
    rate(world, "person", review, planned.goal, 3)
    finish(world, "person", review)
    world.add("goal", words="I will keep bees.")
    page = text(browse("person").get(url(world, "review", review.pk, "summary")))
    for words in ("swim", "bees", "taken back"):
        assert words not in page


def test_everything_answered_leads_to_the_whole_and_a_page_can_be_opened_again(planned, browse: Browse) -> None:
    world = planned.world
    review = begin(world, "person")
    for words in ({"words": "a"}, {"helped": "b"}, {"changed": "c"}, {"next": "d"}):
        say(world, "person", review, version=held(world, review).main.version, **words)
    rate(world, "person", review, planned.goal, 3)
    client = browse("person")
    page = text(client.get(url(world, "review", review.pk)))
    assert "Next: Who was here?" in page
    with world.as_("person"):
        found = hand(world, "person", review).held.main
        reviewing.say_present(hand(world, "person", review), version=found.version, present=[world.voices["sister"].pk])
    assert "Next: How hopeful do you feel?" in text(client.get(url(world, "review", review.pk)))
    with world.as_("person"):
        reviewing.say_hope(hand(world, "person", review), version=None, score=3, words="")
    assert "You have come to everything." in text(client.get(url(world, "review", review.pk)))
    here = url(world, "review", review.pk, "well")
    assert client.post(here, {"words": "a!", "keep": "on", "version": "5", "go": "later"}).headers["Location"] == url(
        world, "review", review.pk
    )
    assert "Keep this as an achievement" not in text(client.get(here))
    page = text(browse("worker").get(url(world, "review", review.pk, "hope")))
    assert "Said already" in page
    assert "3 of 10" in page


def test_two_say_differently_who_was_there(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    with world.as_("person"):
        reviewing.say_present(hand(world, "person", began), version=1, present=[world.voices["sister"].pk])
    sent = {"present": [str(world.voices["worker"].pk)], "version": "1"}
    answer = client.post(url(world, "review", began.pk, "present"), sent)
    assert answer.status_code == 409
    assert "What you wrote Worker Test" in text(answer)
    assert "What is kept now Sister Test" in text(answer)


def test_where_there_is_nothing_to_stand_on_it_says_so(planned, began: Review, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    assert client.get(url(world, "review", uuid7())).status_code == 404
    assert client.get(url(world, "review", began.pk, "goal", uuid7())).status_code == 404
    assert client.post(url(world, "review", began.pk, "finish")).status_code == 302
    assert "Nothing has been written down" in text(client.get(url(world, "review", began.pk)))
    assert say(world, "manager", began, words=" ") is None
    with world.as_("manager") as by:
        viewer = world.viewer("manager")
        nobody: dict[str, Any] = {"by": by, "subject": world.subject, "viewer": viewer, "circle": []}
        holding = hand(world, "manager", began)
        holding.voice = None
        with pytest.raises(Refused, match="whose words"):
            reviewing.say(holding, version=None, words="x")
        with pytest.raises(Refused, match="who this record is about"):
            reviewing.start(**nobody)


def test_what_was_taken_back_too_often_is_refused_in_words(planned, began: Review) -> None:
    world = planned.world
    for number in range(reviews.ANEW):
        mine = say(world, "manager", began, words=f"No {number}.", voice="person")
        with world.as_("person") as person:
            entries.set_standing(by=person, kind=registry.get("review"), entry=mine, standing=Standing.TAKEN_BACK)
    with pytest.raises(Refused, match="many times"):
        say(world, "manager", began, words="Once more.", voice="person")
