"""The pages of entries, as the person, her sister, her worker and a colleague open and send them."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.access.models import AuditEvent
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper, make_world
from alongside.people.domain import ALL_SECTIONS, Right, Section
from alongside.people.models import Grant
from alongside.record import drafts, queries
from alongside.record.models import Attachment, Draft, Item, Response
from alongside.record.web.page import typed_by

CARE = ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    + chunk(b"IEND", b"")
)


class Visit:
    """Somebody at the site: gets and posts pages of the world's record."""

    def __init__(self, world: World, who: str) -> None:
        self.world, self.who = world, who
        self.client = Client(raise_request_exception=False)
        self.client.force_login(getattr(world, who), backend=settings.AUTHENTICATION_BACKENDS[-1])

    def url(self, name: str, *args: Any) -> str:
        return reverse(name, args=[self.world.subject.pk, *args])

    def get(self, name: str, *args: Any) -> Any:
        return self.client.get(self.url(name, *args))

    def post(self, name: str, *args: Any, **data: Any) -> Any:
        return self.client.post(self.url(name, *args), data)

    def strength(self, **more: Any) -> dict[str, Any]:
        """Give a whole form of a strength, as this page's browser would send it."""
        voice = self.world.voices.get(self.who) or self.world.voices["person"]
        return {
            "entry_id": uuid7(),
            "typed_by": typed_by(getattr(self.world, self.who)),
            "words_of": voice.pk,
            "how": "wrote",
            "words": "I can tell birds by ear.",
            "sort": "knowledge",
        } | more


@pytest.fixture
def person(world: World) -> Visit:
    return Visit(world, "person")


@pytest.fixture
def worker(world: World) -> Visit:
    return Visit(world, "worker")


@pytest.fixture
def sister(world: World) -> Visit:
    return Visit(world, "sister")


def items(world: World) -> list[Item]:
    with as_keeper():
        return list(Item.objects.filter(subject=world.subject))


def draft_of(world: World, who: str, page: str) -> Draft | None:
    with world.as_(who, narrowed=False) as account:
        return drafts.of(page, by=account)


def test_adding_keeps_the_words_shows_them_and_uses_the_draft_up(world: World, person: Visit) -> None:
    assert person.get("add", "strength").status_code == 200
    sent = person.post("add", "strength", **person.strength())
    assert sent.status_code == 302
    [item] = items(world)
    assert (item.text, item.confirmed_by) == ("I can tell birds by ear.", world.person.pk)
    assert draft_of(world, "person", person.url("add", "strength")) is None
    assert "I can tell birds by ear." in person.get("entry", item.pk).content.decode()
    assert "I can tell birds by ear." in person.get("timeline").content.decode()
    with as_keeper():
        assert AuditEvent.objects.filter(action="record.opened", by=world.person.pk).exists()
        assert AuditEvent.objects.filter(action="strength.added", by=world.person.pk).count() == 1


def test_the_same_form_sent_twice_is_one_entry(world: World, person: Visit) -> None:
    form = person.strength()
    assert [person.post("add", "strength", **form).status_code for _ in range(2)] == [302, 302]
    assert len(items(world)) == 1


def test_what_the_worker_wrote_down_waits_for_the_person(world: World, worker: Visit, person: Visit) -> None:
    worker.post("add", "strength", **worker.strength(words_of=world.voices["person"].pk, how="said"))
    [item] = items(world)
    assert item.confirmed_at is None
    assert worker.post("entry_confirm", item.pk).status_code == 403
    assert person.post("entry_confirm", item.pk).status_code == 302
    assert items(world)[0].confirmed_by == world.person.pk


def test_the_sister_adds_sees_her_own_and_nothing_else(world: World, sister: Visit) -> None:
    other = world.add("strength", words="Not for her sister")
    assert sister.post("add", "aspiration", **sister.strength(words="That she sings again")).status_code == 302
    page = sister.get("timeline").content.decode()
    assert "That she sings again" in page
    assert "Not for her sister" not in page
    assert sister.get("entry", other.pk).status_code == 404
    assert sister.post("entry_agree", other.pk).status_code == 404


def test_the_colleague_finds_nothing(world: World) -> None:
    entry = world.add("strength")
    colleague = Visit(world, "colleague")
    for name, args in (("timeline", ()), ("add", ("strength",)), ("entry", (entry.pk,)), ("entry_mend", (entry.pk,))):
        assert colleague.get(name, *args).status_code == 404
        assert colleague.post(name, *args, **colleague.strength()).status_code in (404, 405)
    assert len(items(world)) == 1


def test_two_people_at_once_see_both_texts_and_choose(world: World, person: Visit, worker: Visit) -> None:
    entry = world.add("strength", words="Sings")
    first = person.strength(entry_id=entry.pk, version=1, words="Sings alto", sort="ability")
    assert person.post("entry_mend", entry.pk, **first).status_code == 302
    second = first | {"words": "Sings soprano", "typed_by": typed_by(world.worker)}
    answer = worker.post("entry_mend", entry.pk, **second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Sings alto" in page
    assert "Sings soprano" in page
    version = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
    assert version
    assert "2" in version.groups()
    assert worker.post("entry_mend", entry.pk, **second | {"version": 2}).status_code == 302
    assert items(world)[0].text == "Sings soprano"


def test_answers_and_challenges_stand_beside_an_entry(world: World, person: Visit, worker: Visit) -> None:
    entry = world.add("strength")
    assert [person.post("entry_agree", entry.pk).status_code for _ in range(2)] == [302, 302]
    with as_keeper():
        assert Response.objects.count() == 1
    assert person.get("entry_respond", entry.pk, "differently").status_code == 200
    empty = person.post("entry_respond", entry.pk, "differently", answer_id=uuid7(), kind="differently", words="")
    assert empty.status_code == 422
    form = {"answer_id": uuid7(), "kind": "wrong", "words": "It was my mother."}
    assert person.post("entry_challenge", entry.pk, "wrong", **form).status_code == 302
    page = worker.get("entry", entry.pk).content.decode()
    assert "It was my mother." in page
    with world.as_("worker"):
        [[challenge]] = queries.challenges(world.subject.pk).values()
    told = {"answer": "Thank you: changed.", "outcome": "corrected", "grounds": "You were there."}
    assert worker.post("challenge_answer", challenge.pk, **told).status_code == 422
    assert worker.post("challenge_answer", challenge.pk, **told, right_words="From my mother.").status_code == 302
    assert "From my mother." in person.get("timeline").content.decode()
    assert "Thank you: changed." in person.get("entry", entry.pk).content.decode()
    for name, kind in (("entry_respond", "shout"), ("entry_challenge", "sue")):
        assert person.get(name, entry.pk, kind).status_code == 404


def test_taking_back_and_marking_a_mistake(world: World, person: Visit, worker: Visit) -> None:
    entry = world.add("strength")
    assert worker.post("entry_take_back", entry.pk).status_code == 403
    assert person.get("entry_take_back", entry.pk).status_code == 200
    assert person.post("entry_take_back", entry.pk).status_code == 302
    other = world.add("strength")
    assert worker.post("entry_in_error", other.pk, reason="").status_code == 422
    assert worker.post("entry_in_error", other.pk, reason="Said by somebody else").status_code == 302
    assert {item.standing for item in items(world)} == {"taken_back", "in_error"}
    assert "I can" not in person.get("timeline").content.decode()


# What was typed is kept before anything can go wrong


def test_signed_out_while_typing_the_words_come_home_after_signing_in(world: World, person: Visit) -> None:
    page, form = person.url("add", "strength"), person.strength(words="Typed for an hour")
    out = Client()
    answer = out.post(page, form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{settings.LOGIN_URL}?next={page}"
    assert items(world) == []
    again = person.client.get(page).content.decode()
    assert "Typed for an hour" in again
    assert "We kept what you typed" in again


def test_a_signature_of_nobody_keeps_nothing(world: World, person: Visit) -> None:
    for signature in ("", "x", typed_by(world.person)[:-3] + "abc"):
        Client().post(person.url("add", "strength"), person.strength(typed_by=signature))
    with as_keeper():
        assert not Draft.objects.exists()


def test_what_somebody_else_typed_on_this_screen_is_theirs(world: World, person: Visit, worker: Visit) -> None:
    """The person's tab was open; the worker signed in beside it; the person's form is sent with his cookie."""
    form = person.strength(words="Mine, not his")
    answer = worker.post("add", "strength", **form)
    assert answer.status_code == 403
    assert items(world) == []
    assert draft_of(world, "worker", worker.url("add", "strength")) is None
    kept = draft_of(world, "person", person.url("add", "strength"))
    assert kept is not None
    assert kept.words["words"] == ["Mine, not his"]


def test_a_form_that_was_open_too_long_is_kept_for_whoever_signed_it(world: World, person: Visit) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    page = person.url("add", "strength")
    answer = strict.post(page, person.strength(words="An hour of work"))
    assert answer.status_code == 403
    assert "An hour of work" in answer.content.decode()
    assert strict.post(page, person.strength(words="Sent from elsewhere", typed_by="")).status_code == 403
    assert draft_of(world, "worker", page) is None
    kept = draft_of(world, "person", page)
    assert kept is not None
    assert kept.words["words"] == ["An hour of work"]


def test_a_fault_of_ours_leaves_nothing_half_written_and_the_words_kept(
    world: World, person: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alongside.record.web import filling

    monkeypatch.setattr(filling.actions, "add", failing(filling.actions.add))
    answer = person.post("add", "strength", **person.strength(words="Nearly lost"))
    monkeypatch.undo()
    assert answer.status_code == 500
    assert items(world) == []
    assert "Nearly lost" in person.get("add", "strength").content.decode()


def failing(add: Any) -> Any:
    """Give an action that writes and then fails."""

    def fails(**kwargs: Any) -> None:
        add(**kwargs)
        raise RuntimeError("a fault of ours")

    return fails


def test_a_page_that_answers_500_is_rolled_back(world: World, person: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from alongside.record.web import views

    monkeypatch.setattr(views.Page, "go", lambda *args, **kwargs: HttpResponse(status=500))
    entry = world.add("strength")
    person.post("entry_confirm", entry.pk)
    assert items(world)[0].confirmed_at is None


def test_typing_is_saved_and_thrown_away_by_its_author(world: World, person: Visit, worker: Visit) -> None:
    page = person.url("add", "strength")
    saved = person.client.post(f"{reverse('draft')}?page={page}", {"words": "half a sen"})
    assert saved.status_code == 200
    assert saved.json()["saved_at"]
    assert "half a sen" in person.client.get(page).content.decode()
    assert "half a sen" not in worker.client.get(page).content.decode()
    assert person.client.post(reverse("drop_draft"), {"page": page}).status_code == 302
    assert "half a sen" not in person.client.get(page).content.decode()
    for wrong in ("", "https://elsewhere.example/", "/" + "x" * 300):
        assert person.client.post(reverse("draft"), query_params={"page": wrong}).status_code == 400
    elsewhere = person.client.post(reverse("drop_draft"), {"page": "//elsewhere.example/p/"})
    assert elsewhere.headers["Location"].startswith("/people/")


# Bad input: each a clear message, nothing lost, nothing half-written, no fault

LONG = "word " * 200_000
BAD = {
    "a million characters": {"words": LONG},
    "nothing": {"words": "   "},
    "a hidden character": {"words": "before\x07after"},
    "a NUL": {"words": "before\0after"},
    "a choice not on the list": {"sort": "weapon"},
    "somebody not in the circle": {"words_of": str(uuid7())},
    "not an id at all": {"words_of": "'; DROP TABLE people_subject; --"},
    "a way that is none": {"how": "dreamt"},
    "a very long id": {"entry_id": "x" * 5000},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_bad_input_gets_a_clear_message_and_loses_nothing(world: World, worker: Visit, bad: dict[str, str]) -> None:
    form = worker.strength(words_of=world.voices["person"].pk, how="said") | bad
    answer = worker.post("add", "strength", **form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "What you wrote is still here." in page
    assert items(world) == []
    if bad.get("words") == LONG:
        assert "Nothing is lost" in page
        kept = draft_of(world, "worker", worker.url("add", "strength"))
        assert kept is not None
        assert len(kept.words["words"][0]) == len(LONG)


def test_ids_and_versions_that_are_none_do_no_harm(world: World, person: Visit) -> None:
    assert person.post("add", "strength", **person.strength(entry_id="not an id")).status_code == 302
    entry = world.add("strength")
    for version in ("x", "-1", "9" * 30, "²"):
        form = person.strength(entry_id=entry.pk, version=version)
        assert person.post("entry_mend", entry.pk, **form).status_code in (302, 409, 422)


def test_the_id_of_somebody_elses_entry_is_not_taken(world: World, person: Visit) -> None:
    other = make_world("2").add("strength", words="Words of somebody else")
    answer = person.post("add", "strength", **person.strength(entry_id=other.pk))
    assert answer.status_code == 422
    assert "Words of somebody else" not in answer.content.decode()


KEPT = {
    "emoji": "👩🏽‍🦽 & 🏳️‍🌈 every Tuesday 🎶",
    "right to left": "أحب الغناء كل يوم ثلاثاء",
    "both ways": "I say שלום to everybody",
    "a script": "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7 * 7 }} {% raw %}",
}


@pytest.mark.parametrize("words", KEPT.values(), ids=KEPT.keys())
def test_what_people_write_is_kept_as_they_wrote_it(world: World, person: Visit, words: str) -> None:
    assert person.post("add", "strength", **person.strength(words=words)).status_code == 302
    [item] = items(world)
    assert item.text == words
    page = person.get("entry", item.pk).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7" in page or "49" not in words
    if "<" not in words and "&" not in words:
        assert words in page


def test_an_impossible_date_says_which_part(world: World, worker: Visit) -> None:
    for day, month in (("31", "2"), ("", "13"), ("x", "y"), ("1", "1")):
        form = {
            "entry_id": uuid7(),
            "words_of": world.voices["person"].pk,
            "how": "said",
            "words": "About us",
            "on_day": day,
            "on_month": month,
            "on_year": "2999",
        }
        answer = worker.post("add", "contribution", **form)
        assert answer.status_code == 422
        assert "About us" in answer.content.decode()
    assert items(world) == []


def test_a_field_sent_as_a_list_or_not_at_all_is_no_fault(world: World, person: Visit) -> None:
    assert person.post("add", "strength").status_code == 422
    assert person.post("add", "strength", **person.strength(words=["a", "b"])).status_code in (302, 422)
    raw = person.client.post(person.url("add", "strength"), "{", content_type="application/json")
    assert raw.status_code == 422
    broken = person.client.post(person.url("add", "strength"), b"--x", content_type="multipart/form-data; boundary=y")
    assert broken.status_code in (400, 422)
    assert person.client.post(person.url("add", "weapon"), {}).status_code == 404


def test_more_than_a_request_may_hold_is_told_plainly(world: World, person: Visit) -> None:
    answer = person.post("add", "strength", **person.strength(words="x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)))
    assert answer.status_code in (400, 413)
    assert items(world) == []


# Files


def attach(who: Visit, file: Any, **more: Any) -> Any:
    return who.post("add", "strength", **who.strength(**more), attachment=file)


def test_a_photo_is_kept_and_fetched_as_a_download(world: World, person: Visit, sister: Visit) -> None:
    assert attach(person, SimpleUploadedFile("<b>me</b>.png", PNG, "text/html")).status_code == 302
    with as_keeper():
        kept = Attachment.objects.get()
    assert (kept.content_type, kept.size) == ("image/png", len(PNG))
    got = person.get("attachment", kept.pk)
    assert b"".join(got.streaming_content) == PNG
    assert got.headers["Content-Type"] == "image/png"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert sister.get("attachment", kept.pk).status_code == 404
    world.give("sister", [Section.ABOUT, Section.GOALS])
    assert sister.get("attachment", kept.pk).status_code == 404
    other = make_world("2")
    assert person.client.get(reverse("attachment", args=[other.subject.pk, kept.pk])).status_code == 404


FILES = {
    "a page that says it is a picture": SimpleUploadedFile("me.png", b"<html><script>x</script></html>", "image/png"),
    "a drawing that can hold scripts": SimpleUploadedFile("me.svg", b"<svg onload='x'></svg>", "image/svg+xml"),
    "a program": SimpleUploadedFile("me.jpg", b"MZ" + b"\0" * 300, "image/jpeg"),
    "an empty file": SimpleUploadedFile("me.png", b"", "image/png"),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES.keys())
def test_a_file_of_another_kind_is_refused_and_the_words_stay(world: World, person: Visit, file: Any) -> None:
    file.seek(0)
    answer = attach(person, file, words="The words stay")
    assert answer.status_code == 422
    assert "The words stay" in answer.content.decode()
    assert items(world) == []


def streamed(fields: dict[str, Any], size: int) -> tuple[Iterator[bytes], int]:
    """Give the pieces of a multipart form with one file of that size, and how long it is."""
    head = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    head += b'--x\r\nContent-Disposition: form-data; name="attachment"; filename="a.png"\r\n\r\n' + PNG
    tail = b"\r\n--x--\r\n"

    def pieces() -> Iterator[bytes]:
        yield head
        for _ in range(size // 65536):
            yield b"\0" * 65536
        yield tail

    return pieces(), len(head) + size // 65536 * 65536 + len(tail)


class Stream:
    """A body that is made while it is read, so that 200 MB never stand in memory."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.rest) < size:
            piece = next(self.pieces, None)
            if piece is None:
                break
            self.rest += piece
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def readline(self, size: int = -1) -> bytes:
        """Nobody reads a multipart body by lines."""
        raise NotImplementedError


def test_a_photo_of_200_megabytes_is_refused_while_it_arrives_and_the_words_stay(world: World, person: Visit) -> None:
    pieces, length = streamed(person.strength(words="The words stay"), 200 * 1024 * 1024)
    answer = person.client.generic(
        "POST",
        person.url("add", "strength"),
        **{  # type: ignore[arg-type]
            "wsgi.input": Stream(pieces),
            "CONTENT_LENGTH": str(length),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "larger than 20 MB" in page
    assert "The words stay" in page
    assert items(world) == []


def test_an_entry_with_a_file_sent_twice_keeps_one_file(world: World, person: Visit) -> None:
    form = person.strength()
    for _ in range(2):
        answer = person.post("add", "strength", **form, attachment=SimpleUploadedFile("a.png", PNG))
        assert answer.status_code == 302
    with as_keeper():
        assert Attachment.objects.count() == 1
    assert isinstance(items(world)[0].pk, UUID)


def test_an_entry_in_the_wrong_record_is_moved_by_whoever_wrote_it(world: World, worker: Visit, person: Visit) -> None:
    other = make_world("2")
    with as_keeper():
        Grant.objects.create(subject=other.subject, account=world.worker, mask=CARE, basis="care")
    entry = world.add("strength", words="Belongs elsewhere")
    assert person.get("entry_move", entry.pk).status_code == 403
    page = worker.get("entry_move", entry.pk).content.decode()
    assert other.subject.name in page
    assert worker.post("entry_move", entry.pk, to_subject=uuid7(), whose="self").status_code == 422
    assert worker.post("entry_move", entry.pk, to_subject=other.subject.pk, whose="me").status_code == 422
    assert worker.post("entry_move", entry.pk, to_subject=other.subject.pk, whose="self").status_code == 302
    assert "Belongs elsewhere" not in person.get("timeline").content.decode()
    assert person.get("entry", entry.pk).status_code == 200
    with as_keeper():
        assert Item.objects.get(subject=other.subject).text == "Belongs elsewhere"
