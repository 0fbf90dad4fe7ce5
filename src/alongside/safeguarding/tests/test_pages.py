"""The pages, as each of those who may come: what they say, what they do, what they never betray."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper
from alongside.people.domain import OPEN_SECTIONS
from alongside.people.models import Voice
from alongside.record import queries
from alongside.record.actions import respond
from alongside.record.domain import ResponseKind
from alongside.record.times import today
from alongside.safeguarding.domain import Sort
from alongside.safeguarding.models import Concern, Part
from alongside.safeguarding.tests.test_audience import DECISION, KEPT, add, sees, write

assert call_command
CANARY = "Canary: the roofer wanted notes"
EVERYBODY = ("person", "sister", "worker", "manager", "safeguarding_lead")


def client_of(world: World, who: str) -> Client:
    client = Client()
    client.force_login(getattr(world, who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def at(world: World, name: str, *args: Any) -> str:
    return reverse(name, args=[world.subject.pk, *args])


def read(world: World, who: str, name: str, *args: Any, status: int = 200) -> str:
    answer = client_of(world, who).get(at(world, name, *args))
    assert answer.status_code == status, (who, name, answer.status_code)
    return answer.content.decode()


def told(world: World, who: str, **more: Any) -> dict[str, Any]:
    return {
        "entry_id": str(uuid7()),
        "words_of": str(world.voices[who].pk),
        "how": "wrote",
        "danger": "no",
        "words": CANARY,
        "asked": "not_yet",
        "tell": "yes",
        "at_risk": "person",
        "consent": "not_asked",
    } | more


@pytest.mark.parametrize("who", ["person", "sister", "worker"])
def test_anybody_of_the_circle_and_at_work_writes_one_in_two_steps(world: World, who: str) -> None:
    start = read(world, who, "safety")
    assert "tel:999" in start
    assert at(world, "concern_new") in start
    form = read(world, who, "concern_new")
    assert "tel:999" in form
    answer = client_of(world, who).post(at(world, "concern_new"), told(world, who))
    assert answer.status_code == 302, answer.content.decode()
    with as_keeper():
        made = Concern.objects.get()
    assert answer.headers["Location"] == at(world, "concern", made.pk)
    assert CANARY in read(world, who, "concern", made.pk)
    assert CANARY in read(world, "safeguarding_lead", "concern", made.pk)


def test_whoever_may_only_read_is_told_whom_to_call(world: World) -> None:
    world.give("sister", list(OPEN_SECTIONS), rights=0)
    assert at(world, "concern_new") not in read(world, "sister", "safety")
    assert client_of(world, "sister").post(at(world, "concern_new"), told(world, "sister")).status_code == 403


def test_what_was_typed_stays_when_something_is_missing(world: World) -> None:
    answer = client_of(world, "worker").post(
        at(world, "concern_new"), told(world, "worker", danger="", tell="not_now", asked="yes")
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert CANARY in html
    for said in ("Choose one of these.", "Say why they cannot read it now", "Write down what they said they want"):
        assert said in html


def test_the_general_form_leads_to_ours(world: World) -> None:
    answer = client_of(world, "worker").get(at(world, "add", "concern"))
    assert answer.headers["Location"] == at(world, "concern_new")


@pytest.mark.parametrize("who", ["sister", "manager"])
def test_whoever_is_not_in_the_audience_finds_nothing_on_any_page(world: World, who: str) -> None:
    """The source of harm sees all that can be shared, and every page is byte for byte what it was."""
    if who == "sister":
        world.give("sister", list(OPEN_SECTIONS))
    pages = ["front", "safety", "timeline", "plan", "about", "circle", "help_now", "hopes", "strengths", "print"]
    addresses = [at(world, name) for name in pages] + [reverse("work"), reverse("people"), reverse("concerns")]
    client = client_of(world, who)

    def seen() -> list[bytes]:
        return [_plain(client.get(one).content) for one in addresses]

    seen()
    before = seen()
    made = write(world, words=CANARY, sources=[world.voices["sister"].pk])
    add(world, "safeguarding_lead", made, Sort.DECISION, **DECISION)
    for page in ("concern", "safety"):
        client_of(world, "safeguarding_lead").get(at(world, page, *([made.pk] if page == "concern" else [])))
    assert seen() == before
    missing = client.get(at(world, "concern", uuid7())).content
    for name, *args in (
        ("concern", made.pk), ("entry", made.pk), ("concern_who", made.pk), ("concern_part", made.pk, "told"),
        ("entry_respond", made.pk, "comment"), ("concern_keep", made.pk), ("concern_name", made.pk),
    ):  # fmt: skip
        for answer in (client.get(at(world, name, *args)), client.post(at(world, name, *args))):
            assert answer.status_code in {404, 405}, name
            assert CANARY.encode() not in answer.content
    assert _plain(client.get(at(world, "concern", made.pk)).content) == _plain(missing)


def _plain(content: bytes) -> bytes:
    """Take out what is new on each page by itself: tokens, nonces, ids of forms."""
    import re

    text = content.decode()
    text = re.sub(r'nonce="[^"]*"', "", text)
    text = re.sub(r'(name="(csrfmiddlewaretoken|entry_id|typed_by)" value=")[^"]*', r"\1", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text).encode()


def test_who_looked_tells_nothing_to_a_person_who_does_not_know_of_it(world: World) -> None:
    made = write(world, "sister", words=CANARY, **KEPT)
    client_of(world, "safeguarding_lead").get(at(world, "concern", made.pk))
    client_of(world, "safeguarding_lead").get(at(world, "timeline"))
    add(world, "safeguarding_lead", made, Sort.DECISION, **DECISION)
    html = read(world, "person", "looked")
    assert world.safeguarding_lead.name not in html
    assert "concern" not in html.lower()
    assert "safety" not in html.lower()


def test_a_person_who_reads_it_sees_who_else_read_it(world: World) -> None:
    made = write(world)
    client_of(world, "safeguarding_lead").get(at(world, "concern", made.pk))
    assert world.safeguarding_lead.name in read(world, "person", "looked")


def test_it_is_on_no_front_page_until_the_person_wants_it_there(world: World) -> None:
    made = write(world, words=CANARY)
    link = at(world, "concern", made.pk)
    for who in ("person", "worker"):
        client_of(world, who).get(at(world, "front"))
        html = read(world, who, "front")
        assert link not in html
        assert CANARY not in html
    client = client_of(world, "person")
    assert client.post(at(world, "concern_front", made.pk), {"show": "yes"}).status_code == 302
    assert [link in read(world, who, "front") for who in ("person", "worker", "sister")] == [True, True, False]
    client.post(at(world, "concern_front", made.pk), {"show": "no"})
    assert [link in read(world, who, "front") for who in ("person", "worker")] == [False, False]
    assert client_of(world, "worker").post(at(world, "concern_front", made.pk), {"show": "yes"}).status_code == 403


def test_the_lead_comes_to_the_concern_and_to_nothing_else(world: World) -> None:
    strength = world.add("strength", words="Sings in the choir")
    made = write(world, words=CANARY)
    client = client_of(world, "safeguarding_lead")
    assert client.get(at(world, "front")).headers["Location"] == at(world, "safety")
    assert at(world, "concern", made.pk) in client.get(reverse("concerns")).content.decode()
    assert reverse("concerns") in client.get(reverse("people")).content.decode()
    for name in ("timeline", "about", "strengths", "plan", "hopes", "circle"):
        assert "Sings in the choir" not in read(world, "safeguarding_lead", name)
    assert client.get(at(world, "entry", strength.pk)).status_code == 404
    with as_keeper():
        assert not Voice.objects.filter(account=world.safeguarding_lead).exists()


PARTS = {
    "told": {"whom": "police", "on_day": "1", "on_month": "2", "on_year": "2026", "grounds": ["crime"]},
    "wishes": {"words": "To be left in peace."},
    "advocate": {"outcome": "declined"},
    "decision": {"needs": "yes", "abused": "yes", "unable": "no", "outcome": "other_help", "name": "A", "words": "W"},
    "step": {"words": "New locks", "name": "B"},
    "review": {"words": "Calmer."},
    "closed": {"outcome": "partly", "words": "The money is not back."},
    "reopened": {"words": "He came back."},
}


def test_a_whole_enquiry_from_page_to_page(world: World) -> None:
    made = write(world, "sister")
    client = client_of(world, "safeguarding_lead")
    for sort, values in PARTS.items():
        page = at(world, "concern_part", made.pk, sort)
        assert client.get(page).status_code == 200, sort
        answer = client.post(page, {"part_id": str(uuid7()), **values})
        assert answer.status_code == 302, (sort, answer.content.decode())
        if sort == "step":
            _finish(world, client, made)
    html = read(world, "sister", "concern", made.pk)
    for words in ("New locks", "Calmer.", "The money is not back.", "He came back.", "The locks are in", "Schedule 2"):
        assert words in html
    assert "To be decided" in html


def _finish(world: World, client: Client, made: Concern) -> None:
    with as_keeper():
        step = Part.objects.get(sort="step")
    page = at(world, "concern_part", made.pk, "step_done")
    assert f"{page}?of={step.pk}" in client.get(at(world, "concern", made.pk)).content.decode()
    answer = client.post(
        page,
        {"part_id": str(uuid7()), "of": str(step.pk), "words": "The locks are in", "on_day": "2", "on_month": "2",
         "on_year": "2026"},
    )  # fmt: skip
    assert answer.status_code == 302
    assert f"{page}?of={step.pk}" not in client.get(at(world, "concern", made.pk)).content.decode()


def test_a_decision_against_its_own_answers_is_not_taken(world: World) -> None:
    made = write(world)
    page = at(world, "concern_part", made.pk, "decision")
    answer = client_of(world, "worker").post(page, {"part_id": str(uuid7()), **PARTS["decision"], "unable": "yes"})
    assert answer.status_code == 422
    assert "All three parts are met" in answer.content.decode()


def test_whoever_does_not_look_after_it_is_offered_what_is_theirs(world: World) -> None:
    made = write(world, "sister")
    html = read(world, "sister", "concern", made.pk)
    assert at(world, "concern_part", made.pk, "wishes") in html
    assert at(world, "concern_part", made.pk, "told") in html
    assert at(world, "concern_part", made.pk, "decision") not in html
    assert client_of(world, "sister").get(at(world, "concern_part", made.pk, "decision")).status_code == 403


def test_bringing_in_and_leaving_on_the_page(world: World) -> None:
    made = write(world)
    page = at(world, "concern_who", made.pk)
    client = client_of(world, "person")
    assert world.sister.name in client.get(page).content.decode()
    assert client.post(page, {"account": str(world.sister.pk)}).status_code == 302
    assert sees(world, "sister")
    assert client.post(page, {"account": str(world.colleague.pk)}).status_code == 422
    assert 'name="account"' in read(world, "worker", "concern_who", made.pk)
    assert client_of(world, "sister").post(at(world, "concern_end", made.pk)).status_code == 302
    assert not sees(world, "sister")


def test_telling_the_person_waits_on_the_page_and_is_said_to_whoever_may_speak_of_it(world: World) -> None:
    made = write(world)
    client = client_of(world, "safeguarding_lead")
    day = today() + timedelta(days=5)
    asked = {"ground": "watched", "words": "Her post is read.", "review_day": day.day, "review_month": day.month}
    assert client.post(at(world, "concern_keep", made.pk), asked | {"review_year": day.year}).status_code == 302
    read(world, "person", "concern", made.pk, status=404)
    assert "does not know of this yet" in read(world, "worker", "concern", made.pk)
    assert client.post(at(world, "concern_tell", made.pk), {"words": "Over tea."}).status_code == 302
    html = read(world, "person", "concern", made.pk)
    assert "Her post is read." in html
    assert "Over tea." in html


def test_naming_on_the_page(world: World) -> None:
    made = write(world)
    page = at(world, "concern_name", made.pk)
    html = read(world, "worker", "concern_name", made.pk)
    assert world.sister.name in html
    answer = client_of(world, "worker").post(page, {"voice": str(world.voices["sister"].pk), "words": "She said so."})
    assert answer.status_code == 302
    assert client_of(world, "person").post(
        at(world, "concern_who", made.pk), {"account": str(world.sister.pk)}
    ).status_code == 422  # fmt: skip


def test_work_asks_for_a_decision_without_a_word_of_it(world: World) -> None:
    write(world, words=CANARY)
    html = client_of(world, "worker").get(reverse("work")).content.decode()
    assert "Somebody has to decide" in html
    assert CANARY not in html
    for who in ("person", "manager", "sister"):
        assert "Somebody has to decide" not in client_of(world, who).get(reverse("work")).content.decode()


def test_a_notice_says_that_there_is_something_and_not_what(world: World) -> None:
    write(world, words=CANARY)
    lead = client_of(world, "safeguarding_lead").get(reverse("notices")).content.decode()
    assert "A concern about Pet waits" in lead
    assert "There is something for you to read" in client_of(world, "person").get(reverse("notices")).content.decode()
    assert CANARY not in lead
    assert "concern" not in client_of(world, "sister").get(reverse("notices")).content.decode().lower()


def test_a_person_writes_in_their_own_words_as_you(world: World) -> None:
    html = read(world, "person", "concern_new")
    assert "Are you in danger now?" in html
    assert "May they read this" not in html
    read(world, "person", "safety")
    answer = client_of(world, "person").post(
        at(world, "concern_new"),
        told(world, "person", wishes="That she stops.", sources=[str(world.voices["sister"].pk)]),
    )
    assert answer.status_code == 302
    assert not sees(world, "sister")
    assert not sees(world, "worker")
    assert sees(world, "safeguarding_lead")


def test_a_closed_kind_works_on_the_pages_of_every_kind_for_whom_it_names(world: World) -> None:
    made = write(world, words=CANARY)
    for who in ("person", "worker", "safeguarding_lead"):
        assert CANARY in read(world, who, "entry", made.pk)
        assert CANARY in read(world, who, "timeline")
    client = client_of(world, "safeguarding_lead")
    said = {"answer_id": str(uuid7()), "kind": "comment", "words": "I rang her."}
    assert client.post(at(world, "entry_respond", made.pk, "comment"), said).status_code == 302
    assert "I rang her." in read(world, "person", "entry", made.pk)
    assert CANARY not in read(world, "sister", "timeline")
    assert at(world, "entry_move", made.pk) not in read(world, "worker", "entry", made.pk)


@pytest.mark.parametrize("who", ["person", "worker", "safeguarding_lead"])
def test_words_are_shown_on_no_page_to_a_session_that_did_not_show_lately_who_it_is(world: World, who: str) -> None:
    concern = write(world, words=CANARY)
    with world.as_("worker") as worker:
        item = queries.item(concern.pk, subject_id=world.subject.pk, viewer=world.viewer("worker"))
        respond(by=worker, item=item, kind=ResponseKind.COMMENT, words=f"{CANARY}!")
    addresses = [at(world, "timeline"), *(at(world, name, concern.pk) for name in ("entry", "concern", "entry_mend"))]
    assert CANARY in read(world, who, "timeline")
    with override_settings(RECHECK_SECONDS=-1):
        answers = [client_of(world, who).get(address) for address in addresses]
    assert all(CANARY not in one.content.decode() for one in answers)
    assert at(world, "entry", concern.pk) in answers[0].content.decode()
    assert {one["Location"].partition("?")[0] for one in answers[1:]} == {reverse("sure")}
