"""The pages of the plan in full, as each of the circle sees them, without JavaScript."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.domain import Refused
from alongside.access.models import Organisation
from alongside.base.clock import now
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.domain import Section
from alongside.planning.models import PlanEvent, Support, Willing
from alongside.record.domain import Standing
from alongside.record.times import today

Browse = Callable[[str], Client]


def url(world: World, *parts: object) -> str:
    return f"/p/{world.subject.pk}/plan/" + "".join(f"{part}/" for part in parts)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def day(name: str, **ahead: int) -> dict[str, str]:
    then = today() + timedelta(**ahead)
    return {f"{name}_day": str(then.day), f"{name}_month": str(then.month), f"{name}_year": str(then.year)}


def add(client: Client, world: World, kind: str, **fields: object) -> Any:
    spine = {"entry_id": str(uuid7()), "words_of": str(world.voices["person"].pk), "how": "said"}
    return client.post(f"/p/{world.subject.pk}/add/{kind}/", spine | fields)


def lean(world: World, **fields: object) -> Any:
    need = world.add("need", words="Somebody with me the first few times.", impact="I stay in and count cars.")
    line = world.add(
        "met_by", need=need, sort="network", extent="fully", leans_on_id=world.voices["sister"].pk, **fields
    )
    return need, line


def test_a_need_says_how_it_is_met_and_what_stays_unmet(planned: Any, browse: Browse) -> None:
    world = planned.world
    _need, line = lean(world, words="My sister walks there with me.")
    page = text(browse("person").get(url(world, "needs")))
    for part in ("I stay in and count cars.", "My sister walks there with me.", "Not met yet", "Partly met", "Met"):
        assert (part in page) is (part != "Partly met")
    assert "Sister Test has not said yes to this yet. It counts once they have." in page
    assert "3 things to look at" in text(browse("person").get(url(world)))
    assert "Say yes or no" in text(browse("sister").get(url(world, "needs")))
    assert url(world, "yes", line.pk) not in browse("worker").get(url(world, "needs")).content.decode()


def test_the_sister_says_yes_and_takes_it_back_with_nothing_shared(world: World, browse: Browse) -> None:
    _need, line = lean(world, words="My sister walks there with me.")
    client, where = browse("sister"), url(world, "yes", line.pk)
    page = text(client.get(url(world, "asked")))
    assert "My sister walks there with me." in page
    assert "count cars" not in page
    assert "You have not answered yet" in page
    form = text(client.get(where))
    assert "you can take your yes back at any time" in form
    assert "I said yes before" not in form
    read = {"said_to": "My sister walks there with me."}
    assert f'value="{read["said_to"]}"' in client.get(where).content.decode()
    assert client.post(where, read | {"made_id": str(uuid7())}).status_code == 422
    sent = read | {"made_id": str(uuid7()), "answer": "yes", "words": "Tuesdays"}
    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent).status_code == 302
    page = text(browse("worker").get(url(world, "needs")))
    assert re.search(r"Sister Test said yes on \d+ \w+ \d{4}\. ", page)
    back = read | {"made_id": str(uuid7()), "answer": "taken_back", "words": "The baby."}
    assert "I said yes before" in text(client.get(where))
    assert client.post(where, back).status_code == 302
    page = text(browse("person").get(url(world, "needs")))
    assert "Sister Test has taken their yes back, so this does not count any more." in page
    assert "The baby." in page
    with world.as_("sister"):
        assert Willing.objects.count() == 2


def test_who_may_not_say_yes(world: World, browse: Browse) -> None:
    _need, line = lean(world, words="My sister walks there with me.")
    where = url(world, "yes", line.pk)
    sent = {"made_id": str(uuid7()), "answer": "yes", "how": "said", "said_to": line.words}
    for who, code in (("worker", 403), ("person", 403), ("colleague", 404)):
        assert browse(who).post(where, sent).status_code == code
        assert browse(who).get(where).status_code == code
    own = world.add("met_by", need=world.add("need"), sort="own_strength", words="I write it down.")
    assert browse("sister").get(url(world, "yes", own.pk)).status_code == 404
    assert browse("worker").get(url(world, "yes", own.pk)).status_code == 404
    with world.as_("worker"):
        assert not Willing.objects.exists()


def test_a_line_of_ones_people_says_on_whom_it_leans(world: World, browse: Browse) -> None:
    need = world.add("need")
    client = browse("worker")
    sent = {"need_id": str(need.pk), "sort": "network", "words": "Her sister", "extent": "partly"}
    late = add(client, world, "met_by", **sent)
    assert late.status_code == 422
    assert "Choose who it is, so that they can be asked." in text(late)
    assert "Her sister" in late.content.decode()
    assert add(client, world, "met_by", **sent, leans_on=str(world.voices["sister"].pk)).status_code == 302


def test_a_support_is_declined_with_its_reason_and_another_chosen(planned: Any, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    need = planned.need
    for words in ("A day centre", "A walking group"):
        fields = {"words": words, "status": "offered", "meets": str(need.pk), "evidence": "People who have tried it"}
        assert add(client, world, "support", **fields).status_code == 302
    world.add("way_of_life", topic="what_matters", words="Fresh air, and no timetable.")
    page = text(client.get(url(world, "options")))
    for part in ("A day centre", "A walking group", "Fresh air, and no timetable.", "What matters to me"):
        assert part in page
    assert "What does this mean to the person?" in page
    with world.as_("worker"):
        first = Support.objects.get(words="A day centre")
    mend = f"/p/{world.subject.pk}/entry/{first.pk}/change/"
    sent = {
        "entry_id": str(first.pk),
        "version": "1",
        "words": first.words,
        "meets": str(need.pk),
        "status": "declined",
    }
    answer = browse("person").post(mend, sent)
    assert answer.status_code == 422
    assert "Say why, in the words of whoever decided it." in text(answer)
    assert browse("person").post(mend, sent | {"status_reason": "It smells of soup."}).status_code == 302
    page = text(client.get(url(world, "support")))
    assert "It smells of soup." in page
    assert "Declined" in page
    assert "Declined" in text(client.get(url(world)))


def test_another_worker_says_where_a_support_stands_but_not_whose_words(planned: Any, browse: Browse) -> None:
    world = planned.world
    support = world.add("support", words="A walking group", status="accepted")
    mend = f"/p/{world.subject.pk}/entry/{support.pk}/change/"
    sent = {"entry_id": str(support.pk), "version": "1", "words": "A walking group", "status": "started"}
    assert browse("manager").post(mend, sent | {"words": "Something else"}).status_code == 422
    assert browse("manager").post(mend, sent).status_code == 302
    assert browse("sister").post(mend, sent | {"version": "2"}).status_code == 403


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"asked_on": -5, "answered_on": -9}, "answered_on"),
        ({"asked_on": -9, "answered_on": -5, "appealed_on": -7}, "appealed_on"),
        ({"asked_on": -9, "answered_on": -5, "appealed_on": -3}, ""),
    ],
)
def test_days_of_means_follow_each_other(world: World, browse: Browse, days: dict[str, int], wrong: str) -> None:
    fields: dict[str, object] = {"words": "A grab rail", "sort": "equipment", "answer": "no", "reason": "No budget"}
    for name, ago in days.items():
        fields |= day(name, days=ago)
    answer = add(browse("worker"), world, "means", **fields)
    assert answer.status_code == (422 if wrong else 302)
    if wrong:
        assert "This day is before the one it follows." in text(answer)
        assert f'id="id_{wrong}-error"' in answer.content.decode()


def test_means_that_were_refused_say_the_reason(world: World, browse: Browse) -> None:
    sent = {"words": "A grab rail", "sort": "equipment", "answer": "no"}
    assert "Say what reason was given" in text(add(browse("worker"), world, "means", **sent))


def test_a_tension_stands_as_two_voices_of_one_size(planned: Any, browse: Browse) -> None:
    world = planned.world
    tension = world.add("tension", about=planned.goal.pk, advocacy="offered", tried="An alarm mat")
    for who in ("person", "sister"):
        world.add("tension_view", by=who, words_of=who, how="wrote", tension=tension, words=f"What the {who} wants")
    for page in (url(world), url(world, "tensions")):
        shown = text(browse("person").get(page))
        for part in ("What the person wants", "What the sister wants", "An alarm mat", "Offered; not decided yet"):
            assert part in shown
    world.give("sister", [Section.GOALS])
    shown = text(browse("sister").get(url(world, "tensions")))
    assert "What the sister wants" in shown
    assert "What the person wants" not in shown
    assert "This part has not been shared with you." in shown
    assert "whether the front door" not in text(browse("sister").get(url(world))).lower()


def test_nobody_takes_away_what_another_voice_wants(world: World, browse: Browse) -> None:
    world.give("sister", [Section.TENSIONS])
    tension = world.add("tension")
    view = world.add(
        "tension_view", by="sister", words_of="sister", how="wrote", tension=tension, words="I want sleep."
    )
    for who in ("person", "worker"):
        for deed in ("change", "mistake", "take-back"):
            assert browse(who).get(f"/p/{world.subject.pk}/entry/{view.pk}/{deed}/").status_code in (403, 404)


def test_eligibility_is_decided_by_somebody_on_a_day_for_a_reason(planned: Any, browse: Browse) -> None:
    world, client = planned.world, browse("worker")
    sent = {
        "decision": "not_eligible",
        "words": "One outcome is out of reach.",
        "needs": str(planned.need.pk),
        "outcomes": ["community"],
        "wellbeing": ["control"],
    }
    answer = add(client, world, "eligibility", **sent)
    shown = text(answer)
    assert answer.status_code == 422
    for part in ("Choose one of these.", "Give a date", "Whoever is not eligible is given advice."):
        assert part in shown
    whole = (
        sent | {"decided_by": str(world.voices["worker"].pk), "advice": "The lunch club"} | day("decided_on", days=-1)
    )
    assert add(client, world, "eligibility", **whole).status_code == 302
    page = text(browse("person").get(url(world, "council")))
    for part in (
        "Worker Test",
        "One outcome is out of reach.",
        "The lunch club",
        "Not eligible: advice",
        "Control over",
    ):
        assert part in page
    assert "Write down a decision" not in page
    world.give("sister", [Section.GOALS, Section.NEEDS])
    assert "One outcome" not in text(browse("sister").get(url(world, "council")))
    assert "What the council decided: eligibility" not in text(browse("sister").get(url(world)))


def test_what_the_council_decides_is_written_by_those_who_work_with_the_person(planned: Any, browse: Browse) -> None:
    world = planned.world
    sent = {"decision": "council", "words": "I say so.", "decided_by": str(world.voices["worker"].pk)}
    for who in ("person", "sister"):
        answer = add(browse(who), world, "eligibility", **sent | day("decided_on", days=-1))
        assert answer.status_code == 403
    with pytest.raises(Refused):
        world.add("eligibility", by="person", words_of="person", how="wrote")
    world.give("sister", [Section.COUNCIL])
    with pytest.raises(Refused):
        world.add("personal_budget", by="sister", words_of="sister", how="wrote")


def test_a_covering_worker_writes_the_appeal_and_what_came_of_a_barrier(planned: Any, browse: Browse) -> None:
    world, client = planned.world, browse("manager")
    means = world.add("means", answer="no", reason="No budget", appeal_by=today() + timedelta(days=9))
    sent = {"entry_id": str(means.pk), "version": "1", "words": means.words, "sort": "transport", "answer": "no"}
    mend = f"/p/{world.subject.pk}/entry/{means.pk}/change/"
    assert client.post(mend, sent | {"reason": "No budget", "appeal": "The bus is the goal."}).status_code == 302
    barrier = world.add("barrier", cause="Nobody asked")
    sent = {
        "entry_id": str(barrier.pk),
        "version": "1",
        "words": barrier.words,
        "sort": "access",
        "cause": "Nobody asked",
    }
    mend = f"/p/{world.subject.pk}/entry/{barrier.pk}/change/"
    assert client.post(mend, sent | {"result": "A bus at nine, from May."}).status_code == 302
    assert client.post(mend, sent | {"version": "2", "cause": "My idea of it"}).status_code == 422


def test_a_carer_is_asked_after_a_carers_outcomes(world: World, browse: Browse) -> None:
    where = f"/p/{world.subject.pk}/add/eligibility/"
    page = text(browse("worker").get(where))
    assert "Time for what I enjoy" not in page
    assert "go on caring" not in page
    with as_keeper():
        type(world.subject).objects.filter(pk=world.subject.pk).update(cares_for=uuid7())
    page = text(browse("worker").get(where))
    assert "Time for what I enjoy" in page
    assert "Are you able to go on caring, and do you want to?" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"amount": "120"}, "Say how often"),
        ({"amount": "a lot"}, "Write the amount in pounds"),
        ({"amount": "-3", "frequency": "week"}, "An amount is nothing, or more."),
        ({"amount": "120", "frequency": "week", "council_pays": "90", "person_pays": "20"}, "do not make up the whole"),
        ({"direct_payment": "80"}, "Say how often the direct payment is made."),
        ({"direct_payment": "80", "direct_frequency": "week"}, "Choose the needs that the direct payment meets."),
        ({"amount": "120.50", "frequency": "week", "council_pays": "100.50", "person_pays": "20"}, ""),
    ],
)
def test_a_budget_says_what_it_has_to(planned: Any, browse: Browse, fields: dict[str, str], said: str) -> None:
    answer = add(browse("worker"), planned.world, "personal_budget", words="Tuesdays", **fields)
    assert answer.status_code == (422 if said else 302)
    assert said in text(answer)
    if not said:
        assert "£120.50 a week" in text(browse("person").get(url(planned.world, "council")))


def test_what_the_law_asks_for_and_is_not_there_is_named(planned: Any, browse: Browse) -> None:
    page = text(browse("worker").get(url(planned.world, "council")))
    assert "Whether, and how far, each of them meets the eligibility criteria" in page
    assert "The needs that were found" not in page


def test_strengths_show_where_they_are_used_and_which_lie_unused(planned: Any, browse: Browse) -> None:
    world = planned.world
    unused = world.add("strength", words="I can whistle through two fingers.")
    page = browse("person").get(url(world, "uses"))
    html = page.content.decode()
    before, _, after = html.partition("In use</h2>")
    assert "whistle" in before
    assert "whistle" not in after
    assert "mend almost any bicycle" in after
    assert "It helps with a need" in after
    assert f"/add/step/?uses={unused.pk}" in before
    world.add("step", goal=planned.goal, uses=unused.pk)
    assert "whistle" in browse("person").get(url(world, "uses")).content.decode().partition("In use</h2>")[2]


def asks(world: World) -> None:
    with as_keeper():
        Organisation.objects.filter(teams=world.team).update(asks_authorisation=True)


def test_a_manager_authorises_or_returns_with_words_the_person_reads(planned: Any, browse: Browse) -> None:
    world, where = planned.world, url(planned.world, "authorise")
    planned.put_forward()
    assert browse("manager").get(where).status_code == 403
    asks(world)
    for who in ("worker", "person", "sister"):
        assert browse(who).get(where).status_code == 403
    old = {"said": "authorised", "words": "", "after": "0", "made_id": str(uuid7())}
    late = browse("manager").post(where, old)
    assert late.status_code == 422
    assert "There is a newer version of this plan since you opened this page." in text(late)
    assert browse("colleague").get(where).status_code == 404
    assert "A manager has not said anything" in text(browse("person").get(url(world)))
    manager = browse("manager")
    assert "Authorise it, or return it" in text(manager.get(url(world)))
    assert manager.post(where, {"said": "returned", "after": "1", "made_id": str(uuid7())}).status_code == 422
    sent = {"said": "returned", "words": "Who covers August?", "after": "1", "made_id": str(uuid7())}
    assert manager.post(where, sent).status_code == 302
    assert manager.post(where, sent).status_code == 302
    page = text(browse("person").get(url(world)))
    assert "Manager Test returned this plan" in page
    assert "Who covers August?" in page
    sent = {"said": "authorised", "words": "", "after": "1", "made_id": str(uuid7())}
    assert manager.post(where, sent).status_code == 302
    assert "Manager Test authorised this plan" in text(browse("person").get(url(world)))
    with world.as_("manager"):
        assert PlanEvent.objects.count() == 2
    planned.answer("person", "person", "agree", planned.put_forward())


def test_agreement_does_not_hang_on_a_manager(planned: Any, browse: Browse) -> None:
    asks(planned.world)
    version = planned.put_forward()
    for who in ("person", "sister"):
        planned.answer(who, who, "agree", version)
    page = text(browse("person").get(url(planned.world)))
    assert "AGREED" in page
    assert "A manager has not said anything to this version yet." in page


def test_whoever_does_not_agree_is_asked_again_on_a_day(planned: Any, browse: Browse) -> None:
    world = planned.world
    version = planned.put_forward()
    planned.answer("sister", "sister", "differently", version, words="I cannot do Tuesdays.")
    where = url(world, "ask-again", world.voices["sister"].pk)
    assert where in browse("worker").get(url(world)).content.decode()
    assert where not in browse("sister").get(url(world)).content.decode()
    assert browse("sister").post(where, day("until", days=20)).status_code == 403
    assert browse("worker").post(where, day("until", days=-2)).status_code == 422
    sent = day("until", days=20) | {"made_id": str(uuid7()), "reason": "After the bus changes", "after": "1"}
    assert browse("worker").post(where, sent).status_code == 302
    assert "We will ask again on" in text(browse("person").get(url(world)))
    planned.answer("sister", "sister", "agree", version)
    answer = browse("worker").post(where, sent | {"made_id": str(uuid7())})
    assert answer.status_code == 422
    assert "Only somebody who has not agreed" in text(answer)


def test_a_goal_stands_though_its_hope_was_taken_back(planned: Any, browse: Browse) -> None:
    world = planned.world
    with as_keeper():
        from alongside.planning.models import Aspiration

        Aspiration.objects.update(
            standing=Standing.TAKEN_BACK, standing_at=now(), standing_by=world.person.pk, version=2
        )
    page = text(browse("worker").get(url(world)))
    assert "Something that has been taken back since" in page
    assert "To sing with other people again." not in page


def test_a_goal_is_brought_back_whatever_became_of_it(planned: Any, browse: Browse) -> None:
    world, client = planned.world, browse("person")
    made_id = str(uuid7())
    changed = {"made_id": made_id, "version": "1", "words": "I will listen to a choir.", "reason": "My throat"}
    assert client.post(url(world, "goal", planned.goal.pk, "changed"), changed).status_code == 302
    assert "It is a goal again" in text(client.get(url(world)))
    again = {"version": "2", "reason": "It healed", "made_id": str(uuid7())}
    assert client.post(url(world, "goal", planned.goal.pk, "now"), again).status_code == 302
    page = text(client.get(url(world)))
    assert "I will listen to a choir." in page
    assert "Goals that were" not in page


def test_five_hundred_goals_are_shown_a_sheet_at_a_time(planned: Any, browse: Browse) -> None:
    world = planned.world
    with world.as_("worker"):
        from alongside.planning.models import Goal

        spine = {"subject": world.subject, "words_of": world.voices["person"], "written_by": world.worker}
        Goal.objects.bulk_create([Goal(words=f"Goal number {n}.", how="said", **spine) for n in range(500)])
    client = browse("person")
    with CaptureQueriesContext(connection) as asked:
        first = text(client.get(url(world)))
    assert "Goals 1 to 40 of 501" in first
    assert "Goal number 38." in first
    assert "Goal number 400." not in first
    assert "Goal number 499." in text(client.get(url(world) + "?goals=13"))
    assert client.get(url(world) + "?goals=x").status_code == 200
    assert len(asked) <= 30


def test_the_queries_of_the_new_pages_do_not_grow(planned: Any, browse: Browse) -> None:
    world, client = planned.world, browse("worker")

    def fill(number: int) -> None:
        need = world.add("need", words=f"Need {number}")
        sister = world.voices["sister"].pk
        world.add("met_by", need=need, sort="network", leans_on_id=sister, words=f"Line {number}")
        world.add("support", meets=[need.pk], words=f"Support {number}")
        world.add("means", meets=need.pk)
        tension = world.add("tension", about=need.pk)
        world.add("tension_view", tension=tension)
        world.add("eligibility", needs=[need.pk], decided_by_id=world.voices["worker"].pk)
        world.add("personal_budget", direct_for=[need.pk])
        world.add("role", tense="wants")
        world.add("barrier")

    def count(where: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        return len(asked)

    pages = [url(world), *(url(world, one) for one in ("needs", "support", "options", "uses", "tensions", "council"))]
    fill(0)
    before = [count(where) for where in pages]
    for number in range(6):
        fill(number)
    assert [count(where) for where in pages] == before
    sister = browse("sister")
    count_as(sister, url(world, "asked"))
    first = count_as(sister, url(world, "asked"))
    fill(99)
    assert count_as(sister, url(world, "asked")) == first


def count_as(client: Client, where: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


def test_a_plan_of_five_hundred_goals_is_put_forward_read_and_compared(planned: Any, browse: Browse) -> None:
    world = planned.world
    with world.as_("worker"):
        from alongside.planning.models import Goal

        spine = {"subject": world.subject, "words_of": world.voices["person"], "written_by": world.worker}
        Goal.objects.bulk_create([Goal(words=f"Goal number {n}.", how="said", **spine) for n in range(500)])
    version = planned.put_forward()
    client = browse("person")
    assert "Goal number 499." in text(client.get(url(world, "version", version.pk)))
    assert "Nothing has changed between the two." in text(client.get(url(world, "compare") + f"?a={version.pk}&b=now"))
    assert client.get(url(world, "forward")).status_code == 200
    assert client.get(f"/p/{world.subject.pk}/print/plan.pdf").content.startswith(b"%PDF")
