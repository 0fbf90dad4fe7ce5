"""Makes the copy: a zip with a page to read, a file to move, and what was attached. A long one lies on disk."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from alongside.access import keeper
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home.mydata import queries, reading
from alongside.home.mydata.parts import Part, parts
from alongside.people import actions as people
from alongside.people.domain import Viewer
from alongside.people.models import Subject
from alongside.record import queries as record
from alongside.record.models import Attachment

VERSION = 1
CHUNK = 200
TOGETHER = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024  # a longer copy lies on disk


class Copy(tempfile.SpooledTemporaryFile):
    """A file that the answer reads and closes; one that nobody reads to its end closes by itself."""

    def __del__(self) -> None:
        """Close quietly."""
        self.close()


def make_copy(*, by: Account, subject: Subject, viewer: Viewer, hidden_too: bool) -> IO[bytes]:
    """Give a zip of everything about the person that they may see, ready to read from its beginning.

    Who looks after privacy is told when something was left out by law; the copy itself reads alike for everybody.
    `hidden_too` puts in addresses and numbers that are kept hidden. Raises `Refused`: not the person.
    """
    keeper.call("note_copy", subject.pk, hidden_too)
    made_at = now()
    hidden = people.open_protected(by=by, subject_id=subject.pk) if hidden_too else None
    copy: Any = Copy(max_size=IN_MEMORY)
    with (
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.TemporaryFile("w+", encoding="utf-8") as to_move,
        tempfile.TemporaryFile("w+", encoding="utf-8") as to_read,
    ):
        seen = set(record.pointed_at(subject.pk, viewer=viewer).values_list("pk", flat=True))
        attached = _write(to_move, to_read, subject, made_at, hidden, seen)
        _pack(archive, "read.html", made_at, to_read)
        _pack(archive, "data.json", made_at, to_move)
        for file in attached:
            _pack_file(archive, file, made_at)
    copy.seek(0)
    return copy


def _write(
    to_move: IO[str],
    to_read: IO[str],
    subject: Subject,
    made_at: datetime,
    hidden: list[dict[str, Any]] | None,
    seen: set[UUID],
) -> list[Attachment]:
    """Write both files in one walk through the tables; gives the attachments to pack."""
    head = {"format": "alongside.my-data", "version": VERSION, "made_at": made_at, "subject": subject.pk}
    to_move.write(_json(head)[:-1] + ',"statement":' + _json(str(reading.STATEMENT)) + ',"parts":[')
    to_read.write(render_to_string("home/mydata/read_head.jinja", reading.head(subject, made_at)))
    accounts: set[UUID] = set()
    for number, part in enumerate(parts()):
        to_move.write(
            ("," if number else "") + f'{{"name":{_json(part.name)},"title":{_json(str(part.title))},"rows":['
        )
        first = True
        for some in _chunks(part, subject.pk):
            if part.kind:
                record.hide_links([(part.kind, one) for one in some], seen)
            rows = [row_of(part, one) for one in some]
            to_move.write(("" if first else ",") + ",".join(map(_json, rows)))
            accounts |= {value for row in rows for name, value in row.items() if name in reading.WHO and value}
            said = reading.part(part, rows, queries.names(_whos(rows)), is_first=first)
            to_read.write(render_to_string("home/mydata/read_part.jinja", said))
            first = False
        to_move.write("]}")
    looks = queries.looks(subject.pk)
    attached = list(Attachment.objects.filter(subject_id=subject.pk).order_by("pk"))
    files = [
        {"path": path_of(file), "name": file.name, "entry": file.item_id, "sha256": file.sha256} for file in attached
    ]
    names = {str(pk): name for pk, name in queries.names(accounts).items()}
    rest = {"looked": looks, "people": names, "files": files} | ({} if hidden is None else {"hidden": hidden})
    to_move.write("]," + _json(rest)[1:])
    told = {"looks": looks, "hidden": hidden, "statement": reading.STATEMENT}
    to_read.write(render_to_string("home/mydata/read_foot.jinja", told))
    return attached


def _whos(rows: list[dict[str, Any]]) -> set[UUID]:
    return {value for row in rows for name, value in row.items() if name in reading.WHO and isinstance(value, UUID)}


def _chunks(part: Part, subject_id: UUID) -> Iterator[list[Any]]:
    names = [field.attname for field in part.fields]
    rows = part.rows(subject_id).only(*names).iterator(chunk_size=CHUNK)
    while some := list(islice(rows, CHUNK)):
        yield some


def row_of(part: Part, row: Any) -> dict[str, Any]:
    """Give a row's columns by name."""
    return {field.attname: getattr(row, field.attname) for field in part.fields}


def path_of(file: Attachment) -> str:
    """Give where a file stands in the zip: under its own id, so that no name can point out of it."""
    ending = "".join(one for one in file.name.rpartition(".")[2] if one.isascii() and one.isalnum())[:8]
    return f"files/{file.pk}" + (f".{ending.lower()}" if ending else "")


def _pack(archive: zipfile.ZipFile, name: str, made_at: datetime, source: IO[str]) -> None:
    source.seek(0)
    with archive.open(_entry(name, made_at), "w", force_zip64=True) as target:
        while piece := source.read(TOGETHER):
            target.write(piece.encode())


def _pack_file(archive: zipfile.ZipFile, file: Attachment, made_at: datetime) -> None:
    if not default_storage.exists(file.path):
        return
    with default_storage.open(file.path) as source, archive.open(_entry(path_of(file), made_at), "w") as target:
        while piece := source.read(TOGETHER):
            target.write(piece)


def _entry(name: str, made_at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return str(value)


def _json(value: Any) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, separators=(",", ":"))
