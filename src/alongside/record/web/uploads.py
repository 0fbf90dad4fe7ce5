"""Photos, sounds and papers as they arrive: known by their content, stopped when too large, never trusted by name."""

import mimetypes
from typing import Any

import filetype
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

KNOWN = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/heic": "heic",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/ogg": "ogg",
    "audio/x-wav": "wav",
    "video/webm": "webm",
    "video/mp4": "mp4",
    "application/pdf": "pdf",
}
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
HEAD = 8192
TOO_LARGE = "alongside.too_large"


class QuotaUploadHandler(TemporaryFileUploadHandler):
    """Writes uploads to a temporary file; past the limit what still comes is read in pieces and thrown away.

    Reading on, rather than stopping, lets the fields behind the file arrive too, and holds no large file in memory.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin counting."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece, or let it go when the file is too large."""
        self.received += len(raw_data)
        if self.received <= settings.ATTACHMENT_MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
        elif self.request is not None:
            self.request.META[TOO_LARGE] = "1"

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Give the file, or none when it was too large."""
        if self.received > settings.ATTACHMENT_MAX_BYTES:
            self.file.close()
            return None
        return super().file_complete(file_size)


class AttachmentField(forms.FileField):
    """A photo, a sound or a paper; its type is read from its content."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what a FileField takes."""
        kwargs.setdefault("label", _("Add a photo, a sound or a paper"))
        kwargs.setdefault("help_text", _("Up to 20 MB."))
        super().__init__(**kwargs)
        self.widget.attrs.update(
            {
                "data-max-bytes": settings.ATTACHMENT_MAX_BYTES,
                "data-too-big": _("{name} is {size}. The most we can take is {most}."),
                "accept": "image/*,audio/*,video/*,application/pdf",
            }
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        """Give the file with its true type as `content_type`; raise ValidationError saying what is wrong with it."""
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > settings.ATTACHMENT_MAX_BYTES:
            raise ValidationError(_("That file is larger than 20 MB. Please choose a smaller one."), code="large")
        kind = filetype.guess(file.read(HEAD))
        file.seek(0)
        if kind is None or kind.mime not in KNOWN:
            raise ValidationError(
                _(
                    "We cannot keep this kind of file. A photo (JPEG, PNG, WebP), a sound (MP3, M4A, Ogg, WAV), a film "
                    "or a PDF works."
                ),
                code="kind",
            )
        file.content_type = kind.mime
        return file


def download_name(name: str, content_type: str) -> str:
    """Give the name a file is fetched under: one that ends as its true type does, whatever it was called.

    A picture can be a page or a program as well; it opens as one by its ending alone.
    """
    if mimetypes.guess_type(name)[0] == content_type or content_type not in KNOWN:
        return name
    ending = f".{KNOWN[content_type]}"
    return name if name.lower().endswith(ending) else f"{name}{ending}"


def too_large(meta: dict[str, Any]) -> bool:
    """Say whether this request brought a file past the limit."""
    return TOO_LARGE in meta
