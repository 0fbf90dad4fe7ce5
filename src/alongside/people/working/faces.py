"""The faces of those who work here: put up by themselves, seen by everybody who signs in, taken down at any time."""

from collections.abc import Collection
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from alongside.access import keeper
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.ids import uuid7

SIDE = 400
FORMATS = ("JPEG", "PNG", "WEBP")
# A JPEG is opened small; others have to be opened whole.
MOST_POINTS = {"JPEG": 60_000_000}
MOST_POINTS_WHOLE = 25_000_000


def of(account_ids: Collection[UUID]) -> frozenset[UUID]:
    """Give which of these accounts have put up a face; those who do not sign in or work here any more have none."""
    if not account_ids:
        return frozenset()
    return frozenset(one["account"] for one in keeper.rows("faces", list(account_ids)))


def path_of(account_id: UUID) -> str:
    """Give where the face of somebody is kept; "" when they have put up none, or work here no more."""
    found = keeper.rows("faces", [account_id])
    return found[0]["path"] if found else ""


def put(*, by: Account, photo: BinaryIO) -> None:
    """Put up a face in place of the one before: square, 400 points wide, with nothing of what the camera wrote into it.

    Raises `Refused` when it is no photo that can be opened, or `by` does not work here.
    """
    path = default_storage.save(f"faces/{uuid7()}", ContentFile(shrunk(photo)))
    try:
        before = keeper.call("face_put", path)
    except Refused:
        default_storage.delete(path)
        raise
    _forget(before)


def drop(*, by: Account) -> None:
    """Take one's face down. Again does no harm."""
    _forget(keeper.call("face_drop"))


def _forget(path: str) -> None:
    if path:
        transaction.on_commit(lambda: default_storage.delete(path))


def shrunk(photo: BinaryIO) -> bytes:
    """Give a photo as a small square JPEG, upright, without what the camera wrote into it. Raises `Refused`."""
    try:
        with Image.open(photo, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_POINTS.get(opened.format or "", MOST_POINTS_WHOLE):
                raise Refused(_("That photo is too large for us to open. Please choose a smaller one."))
            opened.draft("RGB", (SIDE * 2, SIDE * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright, mask=upright)
            square = ImageOps.fit(flat, (SIDE, SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_("We could not open that photo. Please choose another: JPEG, PNG or WebP.")) from None
    made = BytesIO()
    Image.frombytes("RGB", square.size, square.tobytes()).save(made, "JPEG", quality=85)
    return made.getvalue()
