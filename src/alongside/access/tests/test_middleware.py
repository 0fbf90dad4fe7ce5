"""What stands round every page: the viewer, the transaction, and plain words when something goes wrong."""

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from alongside.access import middleware, queries
from alongside.access.models import Organisation
from alongside.access.viewer import note_context, viewing
from alongside.base.ids import uuid7
from alongside.conftest import World, as_keeper


def test_it_says_whether_the_database_answers(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}

    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(queries.connection, "cursor", away)
        assert client.get("/healthz").status_code == 503


def test_a_database_that_is_away_is_said_in_words(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(world.person, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(middleware, "viewing", away)
    answer = client.get(reverse("front", args=[world.subject.pk]))
    assert answer.status_code == 503
    assert "back in a moment" in answer.content.decode()
    assert "gone" not in answer.content.decode()


def test_leaving_signs_out_forgets_and_goes_somewhere_neutral(world: World, client: Client) -> None:
    client.force_login(world.person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    answer = client.post(reverse("leave"))
    assert answer.status_code == 302
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert client.get(reverse("front", args=[world.subject.pk])).headers["Location"].startswith(settings.LOGIN_URL)


def test_leaving_with_no_place_set_shows_a_page_that_says_nothing(client: Client, db: None) -> None:
    with override_settings(LEAVE_TO=""):
        answer = client.get(reverse("leave"))
    page = answer.content.decode()
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert "New page" in page
    assert "Alongside" not in page


def test_every_page_can_be_left(world: World, client: Client) -> None:
    pages = ["/", "/accounts/login/", "/accounts/password/reset/", "/nothing-here/", "/help/"]
    assert [page for page in pages if "data-leave" not in client.get(page).content.decode()] == []
    client.force_login(world.person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    inside = ["/people/", "/accounts/still-there/", "/accounts/mine/", "/notices/"]
    inside += [reverse(name, args=[world.subject.pk]) for name in ("front", "plan", "print", "timeline", "circle")]
    for page in inside:
        assert client.get(page).content.decode().count("data-leave") == 1, page


def test_nothing_of_a_record_is_kept_by_browsers_or_on_the_way(world: World, client: Client) -> None:
    client.force_login(world.person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    for address in (reverse("front", args=[world.subject.pk]), reverse("people"), reverse("help")):
        answer = client.get(address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        policy = answer.headers["Content-Security-Policy"]
        assert "'nonce-" in policy
        assert "unsafe" not in policy


def test_an_account_that_was_closed_sees_nothing_more(world: World, client: Client) -> None:
    client.force_login(world.worker, backend=settings.AUTHENTICATION_BACKENDS[-1])
    with as_keeper():
        world.worker.is_active = False
        world.worker.save()
    assert client.get(reverse("front", args=[world.subject.pk])).status_code == 302


def test_the_viewer_lasts_as_long_as_its_block_also_when_it_fails(world: World) -> None:
    def viewer() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('alongside.viewer', true), '')")
            return str(cursor.fetchone()[0])

    with pytest.raises(ZeroDivisionError), viewing(world.person.pk):
        raise ZeroDivisionError
    assert viewer() == ""
    with viewing(world.person.pk):
        with pytest.raises(ZeroDivisionError), viewing(world.worker.pk):
            raise ZeroDivisionError
        assert viewer().startswith(str(world.person.pk))


def test_history_keeps_the_context_it_was_written_in(world: World) -> None:
    meeting = str(uuid7())
    with world.as_("worker"), transaction.atomic():
        note_context(contribution=meeting)
        entry = _strength(world)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pgh_context->>'contribution' FROM strengths_strengthevent WHERE id = %s", [entry.pk])
            assert cursor.fetchone()[0] == meeting


def _strength(world: World) -> Any:
    from django.apps import apps

    made = apps.get_model("strengths", "Strength")(
        subject=world.subject,
        words_of=world.voices["person"],
        how="said",
        written_by=world.worker,
        words="x",
        sort="ability",
    )
    made.save(force_insert=True)
    return made


def test_local_numbers_come_from_the_organisations(world: World) -> None:
    with as_keeper():
        Organisation.objects.update(local_help=[{"name": "Night line", "number": "0000", "note": ""}])
    assert queries.local_help() == [{"name": "Night line", "number": "0000", "note": ""}]
