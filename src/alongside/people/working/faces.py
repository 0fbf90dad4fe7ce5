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
from alongside.people.working.models import Portrait

SIDE = 400
# A picture of more points than this is none that a camera took of a face.
MOST_POINTS = 60_000_000


def of(account_ids: Collection[UUID]) -> frozenset[UUID]:
    """Give which of these accounts have put up a face; those who no longer sign in have none."""
    found = Portrait.objects.filter(account_id__in=account_ids, account__is_active=True)
    return frozenset(found.values_list("account_id", flat=True))


def path_of(account_id: UUID) -> str:
    """Give where the face of somebody is kept; "" when they have put up none."""
    found = Portrait.objects.filter(account_id=account_id, account__is_active=True).values_list("path", flat=True)
    return found.first() or ""


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
        with Image.open(photo) as opened:
            if opened.width * opened.height > MOST_POINTS:
                raise Refused(_("That photo is too large for us to open. Please choose a smaller one."))
            opened.draft("RGB", (SIDE * 2, SIDE * 2))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
            square = ImageOps.fit(upright, (SIDE, SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_("We could not open that photo. Please choose another: JPEG, PNG or WebP.")) from None
    made = BytesIO()
    Image.frombytes("RGB", square.size, square.tobytes()).save(made, "JPEG", quality=85)
    return made.getvalue()
