"""Faces: put up by themselves, small and bare of what the camera wrote, seen by whoever signs in, gone at once."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from PIL import Image

from alongside.access import keeper, standing
from alongside.access.domain import Refused
from alongside.access.models import Account, AuditEvent, Membership
from alongside.access.viewer import viewing
from alongside.base.clock import now
from alongside.conftest import World, as_keeper

WHERE = "Camera of Person Test"


def photo(size: tuple[int, int] = (900, 600), form: str = "JPEG") -> SimpleUploadedFile:
    made, seen = BytesIO(), Image.new("RGB", size, (20, 120, 110))
    exif = Image.Exif()
    exif[0x010E] = WHERE
    seen.save(made, form, exif=exif)
    return SimpleUploadedFile(f"me.{form.lower()}", made.getvalue(), f"image/{form.lower()}")


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def put(world: World, who: str = "worker", file: Any = None) -> Any:
    return client_of(getattr(world, who)).post("/me/face/", {"photo": file or photo()})


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_it_is_small_square_and_bare(world: World, form: str) -> None:
    assert put(world, file=photo(form=form)).status_code == 302
    answer = client_of(world.person).get(f"/face/{world.worker.pk}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    seen = answer.content
    assert WHERE.encode() not in seen
    with Image.open(BytesIO(seen)) as opened:
        assert (opened.format, opened.size) == ("JPEG", (400, 400))


def test_it_stands_beside_the_name_of_who_comes(world: World) -> None:
    from alongside.contact.tests.test_visits import in_touch, plan

    plan(world)
    assert f"/face/{world.worker.pk}/" not in in_touch(world, "person")
    put(world)
    assert f"/face/{world.worker.pk}/" in in_touch(world, "person")
    assert "Photo of Worker Test" in in_touch(world, "person")


@pytest.mark.parametrize("file", [b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b""])
def test_what_is_no_photo_is_refused_in_words(world: World, file: bytes) -> None:
    answer = put(world, file=SimpleUploadedFile("me.jpg", file, "image/jpeg"))
    assert answer.status_code == 422
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 404


def test_it_is_taken_down_at_once(world: World) -> None:
    put(world)
    assert client_of(world.worker).post("/me/face/", {"drop": "yes"}).status_code == 302
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 404


def test_the_face_of_a_closed_account_is_gone(world: World) -> None:
    put(world)
    with as_keeper():
        Account.objects.filter(pk=world.worker.pk).update(is_active=False)
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["person", "sister"])
def test_only_those_who_work_here_put_one_up(world: World, who: str) -> None:
    assert put(world, who).status_code in {403, 404}


def test_nobody_sees_one_without_signing_in(world: World) -> None:
    put(world)
    assert Client().get(f"/face/{world.worker.pk}/").status_code == 302


@pytest.mark.parametrize("size", [(6000, 5000), (20000, 20000)])
def test_a_picture_too_large_to_open_is_refused_before_it_is_opened(world: World, size: tuple[int, int]) -> None:
    made = BytesIO()
    Image.new("1", size).save(made, "PNG")
    answer = put(world, file=SimpleUploadedFile("me.png", made.getvalue(), "image/png"))
    assert answer.status_code == 422
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 404


def test_a_file_past_the_limit_is_said_to_be_too_large(world: World, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 2000
    answer = put(world, file=SimpleUploadedFile("me.jpg", b"x" * 5000, "image/jpeg"))
    assert answer.status_code == 422
    assert "larger than 20 MB" in answer.content.decode()
    assert "Choose a photo first" not in answer.content.decode()


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_only_what_cameras_write_is_opened(world: World, form: str) -> None:
    made = BytesIO()
    Image.new("RGB", (50, 50)).save(made, form)
    answer = put(world, file=SimpleUploadedFile("me.jpg", made.getvalue(), "image/jpeg"))
    assert "JPEG, PNG or WebP" in answer.content.decode()
    assert answer.status_code == 422


def test_what_is_clear_in_a_picture_becomes_paper(world: World) -> None:
    made = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(made, "PNG")
    put(world, file=SimpleUploadedFile("me.png", made.getvalue(), "image/png"))
    seen = client_of(world.person).get(f"/face/{world.worker.pk}/").content
    with Image.open(BytesIO(seen)) as opened:
        assert min(opened.getpixel((200, 200))) > 250  # type: ignore[arg-type, type-var]


def test_the_face_of_whoever_works_here_no_more_is_gone(world: World) -> None:
    put(world)
    with as_keeper():
        Membership.objects.filter(account=world.worker).update(ends=now(), starts=now() - timedelta(days=9))
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 404


def test_nobody_changes_anothers_face(world: World) -> None:
    put(world)
    put(world, "colleague", photo((300, 300)))
    client_of(world.colleague).post("/me/face/", {"drop": "yes"})
    assert client_of(world.person).get(f"/face/{world.worker.pk}/").status_code == 200
    with viewing(world.colleague.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_portrait")
        assert cursor.fetchone()[0] == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("UPDATE people_portrait SET path = 'faces/x'")


def test_no_other_file_is_shown_as_a_face(world: World) -> None:
    with viewing(world.worker.pk):
        for path in ("aa/0193", "faces/../aa/0193", "", "faces/" + "x" * 36):
            with pytest.raises(Refused):
                keeper.call("face_put", path)


def test_a_new_face_leaves_no_old_file_behind(
    world: World, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    there = Path(settings.MEDIA_ROOT) / "faces"
    others = set(there.iterdir()) if there.exists() else set()
    for posted, left in (("put", 1), ("put", 1), ("drop", 0)):
        with django_capture_on_commit_callbacks(execute=True):
            put(world) if posted == "put" else client_of(world.worker).post("/me/face/", {"drop": "yes"})
        assert len(set(there.iterdir()) - others) == left
    with as_keeper():
        kept = [one.action for one in AuditEvent.objects.filter(by=world.worker.pk, action__startswith="face")]
    assert sorted(kept) == ["face.dropped", "face.put", "face.put"]


def test_the_page_says_who_sees_it(world: World) -> None:
    assert "Everybody who signs in here can see it" in client_of(world.worker).get("/me/face/").content.decode()
    worker = client_of(world.worker)
    session = worker.session
    session[standing.STAFF] = True
    session.save()
    assert "/me/face/" in worker.get("/accounts/mine/").content.decode()
    assert "/me/face/" not in client_of(world.person).get("/accounts/mine/").content.decode()
