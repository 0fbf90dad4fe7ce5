"""Sounds, films and papers are known by their content, as phones and recorders make them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.conftest import World
from alongside.record.models import Attachment
from alongside.record.web.uploads import AttachmentField

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FILES = {
    "audio/mpeg": b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\0" * 300,
    "audio/ogg": b"OggS\x00\x02" + b"\0" * 300,
    "audio/x-wav": b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 300,
    "audio/mp4": b"\0\0\0\x1cftypM4A \0\0\0\0M4A isom" + b"\0" * 300,
    "video/mp4": b"\0\0\0\x1cftypisom\0\0\2\0isomiso2mp41" + b"\0" * 300,
    "application/pdf": b"%PDF-1.7\n" + b"\0" * 300,
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_known_by_its_content(kind: str) -> None:
    file = AttachmentField().clean(SimpleUploadedFile("what I said", FILES[kind], "text/html"))
    assert file is not None
    assert file.content_type == kind


def test_a_page_is_not_a_sound() -> None:
    with pytest.raises(ValidationError, match="cannot keep this kind"):
        AttachmentField().clean(SimpleUploadedFile("song.mp3", b"<html><script>1</script>" * 20, "audio/mpeg"))


def test_she_keeps_a_sound_and_fetches_it(world: World) -> None:
    client = Client()
    client.force_login(world.person, backend=BACKEND)
    with world.as_("person"):
        voice = str(world.voices["person"].pk)
    said = {"entry_id": "01a207c3-0000-7000-8000-000000000002", "words_of": voice, "how": "wrote"}
    said |= {"topic": "good_day", "words": "Listen."}
    sound = SimpleUploadedFile("me.ogg", FILES["audio/ogg"], "audio/ogg")
    assert client.post(f"/p/{world.subject.pk}/add/way_of_life/", said | {"attachment": sound}).status_code == 302
    with world.as_("person"):
        kept = Attachment.objects.get()
    answer = client.get(f"/p/{world.subject.pk}/file/{kept.pk}/")
    assert b"".join(answer.streaming_content) == FILES["audio/ogg"]
    assert answer.headers["Content-Type"] == "audio/ogg"
    assert "attachment" in answer.headers["Content-Disposition"]
