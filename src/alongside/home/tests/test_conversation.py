"""The first conversation: the whole walk, coming back, "not for us", who may not, and nothing typed is lost."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.conftest import World, as_keeper
from alongside.home.conversation.topics import PARTS, TOPICS, topic_with
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant, Subject, Voice
from alongside.record import drafts, registry
from alongside.record.models import Contribution, Item

WHEN = {"on_day": "16", "on_month": "November", "on_year": "2026", "clock": "10:30"}
ANSWERS: dict[str, dict[str, Any]] = {
    "needs": {"category": "support", "words": "One thing at a time.", "share": "yes"},
    "spoken": {"words": "Say it straight."},
    "what_matters": {"words": "My cat sleeps on my feet."},
    "good_day": {"topic": "good_day", "words": "Somebody rings."},
    "identity": {"category": "language", "words": "Bengali at home."},
    "strengths": {"sort": "ability", "words": "I can mend almost any bicycle."},
    "people_now": {"name": "Nasreen", "sort": "friend", "closeness": "1"},
    "people_past": {"name": "Mr Hale", "sort": "other"},
    "people_wanted": {"name": "Somebody to play dominoes with", "sort": "friend"},
    "places": {"name": "The library", "tense": "present", "sort": "place"},
    "roles": {"name": "Aunt", "tense": "has"},
    "must_knows": {"about": "allergy", "words": "Peanuts."},
    "helps": {"part": "helps", "words": "Walking by the canal."},
    "calls": {"name": "Nasreen", "phone": "01632 960123"},
    "hopes_mine": {"words": "To sing with other people again."},
    "hopes_family": {"words": "That she rings me before it is bad."},
    "hard": {"words": "Somebody with me the first few times.", "domain": "community"},
    "barriers": {"words": "The last bus goes at six.", "sort": "access"},
    "goals": {"words": "I will sing at the summer concert.", "horizon": "now"},
    "steps": {"words": "Ring the choir.", "by_when_day": "4", "by_when_month": "12", "by_when_year": "2026"},
}


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def begin(world: World, client: Client, **more: Any) -> str:
    page = reverse("conversation_start", args=[world.subject.pk])
    posted = {
        "entry_id": str(uuid.uuid4()),
        "words_of": str(world.voices["person"].pk),
        "how": "said",
        "present": [str(world.voices["person"].pk), str(world.voices["worker"].pk)],
        "chose_place": "person",
        "support": "Her sister came too.",
        **WHEN,
        **more,
    }
    response = client.post(page, posted)
    assert response.status_code == 302, response.content.decode()
    with world.as_("worker"):
        return str(Contribution.objects.get(sort="conversation").pk)


def address(world: World, held: str, code: str) -> str:
    part = next(part for part in PARTS if part.code == code)
    topic = topic_with(part)
    if part == topic.parts[0]:
        return reverse("conversation_topic", args=[world.subject.pk, held, topic.code])
    return reverse("conversation_part", args=[world.subject.pk, held, topic.code, part.code])


def answer(world: World, client: Client, held: str, code: str, go: str = "on", **more: Any) -> Any:
    voice = "sister" if code == "hopes_family" else "person"
    page = client.get(address(world, held, code))
    assert page.status_code == 200
    hidden = (
        {name: field.value() for field in page.context["form"] if (name := field.name) and field.is_hidden}
        if page.context
        else {}
    )
    posted = hidden | {"entry_id": str(uuid.uuid4()), "words_of": str(world.voices[voice].pk), "how": "said"}
    part = next(part for part in PARTS if part.code == code)
    if part.facets:
        posted[str(registry.get(part.kind).facet)] = part.facets[0]
    return client.post(address(world, held, code), posted | ANSWERS[code] | {"go": go} | more)


def test_the_topics_stand_in_their_order() -> None:
    assert [topic.code for topic in TOPICS] == [
        "talking", "matters", "identity", "strengths", "people", "places", "roles", "must_knows", "staying_well",
        "hopes", "in_the_way", "goals",
    ]  # fmt: skip


def test_a_worker_walks_through_every_topic(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    for place, part in enumerate(PARTS):
        more: dict[str, Any] = {}
        if part.code == "steps":
            with world.as_("worker"):
                more["goal_id"] = str(Item.objects.get(kind="goal").pk)
            more["responsible"] = str(world.voices["person"].pk)
        response = answer(world, client, held, part.code, **more)
        assert response.status_code == 302, (part.code, response.content.decode())
        follows = address(world, held, PARTS[place + 1].code) if place + 1 < len(PARTS) else None
        assert response["Location"] == (follows or reverse("conversation_end", args=[world.subject.pk, held]))
    with world.as_("worker"):
        said = Item.objects.filter(contribution_id=held)
        assert said.count() == len(PARTS)
        assert {item.at.date() for item in said} == {date(2026, 11, 16)}
        assert all(item.confirmed_at is None for item in said)
    summary = client.get(reverse("conversation_end", args=[world.subject.pk, held])).content.decode()
    assert "I can mend almost any bicycle." in summary
    assert "For another day" not in summary
    client.post(reverse("conversation_finish", args=[world.subject.pk, held]))
    with world.as_("worker"):
        done = Contribution.objects.get(pk=held)
        assert (done.finished_by, done.support) == (world.worker.pk, "Her sister came too.")
        assert registry.get("goal").event_model.objects.get().pgh_context == {"contribution": held}
    assert "Thank you" in client.get(reverse("conversation_end", args=[world.subject.pk, held])).content.decode()


def test_a_conversation_on_paper_keeps_its_day_and_author(world: World) -> None:
    client = client_of(world, "worker")
    page = reverse("conversation_paper", args=[world.subject.pk])
    posted = {"entry_id": str(uuid.uuid4()), "words_of": str(world.voices["person"].pk), "how": "said", **WHEN}
    assert client.post(page, posted).status_code == 422
    client.post(page, posted | {"author": "Joan, student"})
    with world.as_("worker"):
        held = Contribution.objects.get()
        assert (held.paper_author, held.at.date(), held.sort) == ("Joan, student", date(2026, 11, 16), "conversation")


def test_two_people_hold_it_and_come_back_to_it(world: World) -> None:
    client, person = client_of(world, "worker"), client_of(world, "person")
    held = begin(world, client)
    answer(world, client, held, "needs")
    assert client.post(address(world, held, "spoken"), {"go": "skip"}).status_code == 302
    assert person.post(address(world, held, "what_matters"), {"go": "not_for_us"}).status_code == 302
    listed = client.get(reverse("conversation", args=[world.subject.pk, held])).content.decode()
    assert "skipped for now" in listed
    assert "not for us" in listed
    assert "something said" in listed
    assert f'href="{address(world, held, "good_day")}"' in listed
    answer(world, person, held, "good_day", how="wrote", go="add")
    with world.as_("worker"):
        own = Item.objects.get(facet="good_day")
        assert own.written_by_id == world.person.pk
        assert own.confirmed_at is not None
    assert "Somebody rings." in client.get(address(world, held, "good_day")).content.decode()
    said = client.get(reverse("conversation", args=[world.subject.pk, held])).content.decode()
    assert f'href="{address(world, held, "identity")}"' in said


def test_what_was_not_for_us_can_be_said_after_all(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    client.post(address(world, held, "roles"), {"go": "not_for_us"})
    answer(world, client, held, "roles")
    listed = client.get(reverse("conversation", args=[world.subject.pk, held])).content.decode()
    assert "not for us" not in listed


@pytest.mark.parametrize(("who", "status"), [("sister", 403), ("colleague", 404)])
def test_neither_sister_nor_colleague_holds_it(world: World, who: str, status: int) -> None:
    held = begin(world, client_of(world, "worker"))
    world.give("sister", [Section.MEETINGS, Section.ABOUT])
    client = client_of(world, who)
    start = reverse("conversation_start", args=[world.subject.pk])
    for page in (start, reverse("conversation", args=[world.subject.pk, held]), address(world, held, "needs")):
        assert client.get(page).status_code == status
        assert client.post(page, {"go": "skip"}).status_code in {status, 405}
    assert client.post(reverse("conversation_finish", args=[world.subject.pk, held])).status_code == status


def test_another_records_conversation_is_not_here(world: World) -> None:
    client = client_of(world, "worker")
    begin(world, client)
    assert client.get(reverse("conversation", args=[world.subject.pk, uuid.uuid4()])).status_code == 404
    for wrong in ("nothing", "end-of-the-world"):
        page = reverse("conversation_topic", args=[world.subject.pk, begin_id(world), wrong])
        assert client.get(page).status_code == 404


def begin_id(world: World) -> str:
    with world.as_("worker"):
        return str(Contribution.objects.get().pk)


@pytest.mark.django_db(transaction=False)
def test_what_cannot_be_kept_yet_is_kept_as_a_draft(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    page = address(world, held, "strengths")
    typed = {"words": "I can whistle", "go": "on", "entry_id": str(uuid.uuid4())}
    response = client.post(page, typed)
    assert response.status_code == 422
    assert "I can whistle" in response.content.decode()
    assert "I can whistle" in client.get(page).content.decode()
    assert client.post(page, typed | {"go": "later"}).status_code == 302
    listed = client.get(reverse("conversation", args=[world.subject.pk, held])).content.decode()
    assert "typed, not yet in the record" in listed
    answer(world, client, held, "strengths")
    with world.as_("worker"):
        assert drafts.of(page, by=world.worker) is None


def test_nothing_typed_goes_on_and_is_asked_again(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    page = client.get(address(world, held, "strengths"))
    assert page.status_code == 200
    posted = {"entry_id": str(uuid.uuid4()), "words_of": str(world.voices["person"].pk), "how": "said", "go": "on"}
    assert client.post(address(world, held, "strengths"), posted)["Location"] == address(world, held, "people_now")
    with world.as_("worker"):
        assert not Item.objects.filter(kind="strength").exists()
        assert drafts.of(address(world, held, "strengths"), by=world.worker) is None


def test_the_same_answer_sent_twice_is_one(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    twice = {"entry_id": str(uuid.uuid4())}
    for _ in range(2):
        assert answer(world, client, held, "strengths", **twice).status_code == 302
    with world.as_("worker"):
        assert Item.objects.filter(kind="strength").count() == 1


def test_a_page_takes_as_many_questions_however_much_was_said(world: World, django_assert_max_num_queries: Any) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    client.get(address(world, held, "strengths"))
    for _ in range(30):
        world.add("strength")
    with django_assert_max_num_queries(32):
        client.get(address(world, held, "strengths"))
    with django_assert_max_num_queries(32):
        client.get(reverse("conversation", args=[world.subject.pk, held]))


def test_a_group_holds_one_too(world: World) -> None:
    with as_keeper():
        group = Subject.objects.create(name="Allotment growers", kind="group")
        Voice.objects.create(
            subject=group, account=world.worker, name="Worker Test", kind="member", relationship="connector"
        )
        together = Voice.objects.create(subject=group, name="The growers", kind="together")
        mask = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit
        Grant.objects.create(subject=group, account=world.worker, mask=mask, basis="care")
    client = client_of(world, "worker")
    page = reverse("conversation_start", args=[group.pk])
    form = client.get(page).content.decode()
    assert f'name="words_of" value="{together.pk}"' in form
    posted = {"entry_id": str(uuid.uuid4()), "words_of": str(together.pk), "how": "said", **WHEN}
    response = client.post(page, posted)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_the_first_steps_say_what_is_open_and_ask_for_a_goal_first(world: World) -> None:
    client = client_of(world, "worker")
    held = begin(world, client)
    page = address(world, held, "steps")
    assert "First a goal" in client.get(page).content.decode()
    goal = world.add("goal")
    form = client.get(page).content.decode()
    assert f'value="{goal.pk}" selected' in form
    world.add("step", goal_id=goal.pk)
    form = client.get(page).content.decode()
    assert "nobody yet" in form
    assert "no date yet" in form


def test_family_speaks_in_its_own_voice_even_when_the_person_writes(world: World) -> None:
    person = client_of(world, "person")
    held = begin(world, client_of(world, "worker"))
    page = address(world, held, "hopes_family")
    form = person.get(page).content.decode()
    assert "Whose hope is this?" in form
    assert f'value="{world.voices["worker"].pk}"' not in form
    answer(world, person, held, "hopes_family")
    with world.as_("person"):
        hope = Item.objects.get(kind="aspiration")
        assert hope.words_of_id == world.voices["sister"].pk
        assert hope.confirmed_at is None
