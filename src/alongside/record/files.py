"""Where attachments are kept: outside the web root, under names nobody can guess."""

import hashlib
from pathlib import Path
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

from alongside.access import audit, keeper
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.record.models import Attachment, Item

NAME_LENGTH = 200


def attach(*, by: Account, item: Item, file: File, content_type: str, id: UUID | None = None) -> Attachment:
    """Keep a file with an entry; its type was read from its content before. Raises `Refused`.

    The file is written first: a row never points at nothing, at worst a file is left that no row names.
    """
    name = Path(file.name or "file").name.replace("\0", "")[:NAME_LENGTH]
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    new_id = id or uuid7()
    path = default_storage.save(f"{new_id.hex[-2:]}/{new_id}", file)
    made = Attachment(
        id=new_id,
        item=item,
        subject_id=item.subject_id,
        bit=item.bit,
        item_by=item.written_by_id,
        written_by=by,
        name=name,
        content_type=content_type,
        size=file.size,
        sha256=digest.hexdigest(),
        path=path,
    )
    try:
        with keeper.readable_refusals():
            made.save(force_insert=True)
    except Refused:
        default_storage.delete(path)
        raise
    audit.note(by=by, action="attachment.added", subject_id=item.subject_id, entry=str(item.pk))
    return made
