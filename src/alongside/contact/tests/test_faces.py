"""Faces: put up by themselves, small and bare of what the camera wrote, seen by whoever signs in, gone at once."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from alongside.access.models import Account
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
    seen = b"".join(answer.streaming_content)  # type: ignore[arg-type]
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
