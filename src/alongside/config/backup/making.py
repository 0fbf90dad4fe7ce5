"""Making a backup: one state of the database, the files it names, the signed heads; then it is read again whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from alongside import __version__
from alongside.access.trail import sealing
from alongside.base.clock import now
from alongside.config import machine
from alongside.config.backup import database, wrapping
from alongside.config.backup.packing import Damaged, Packer, Unpacker
from alongside.config.embedded import ServerError

FORMAT = 1


@dataclass
class Made:
    """What a backup holds. `missing` are attachments that the database names and nobody has."""

    path: Path
    size: int = 0
    tables: dict[str, int] = field(default_factory=dict)
    files: int = 0
    missing: list[str] = field(default_factory=list)


def make(path: Path, *, to: tuple[str, ...] = (), words: str = "") -> Made:
    """Write a backup to `path`, encrypted to public keys or a passphrase, and read it again. Raises ServerError.

    Nobody has to stop working meanwhile. The heads are taken before the state of the database, so that the trail in the
    backup is never shorter than its heads.
    """
    if path.exists():
        raise ServerError(f"{path} is there already, and a backup is never overwritten. Choose another name.")
    made = Made(path)
    book = sealing.book()
    heads = book.file.stat().st_size if book.exists else 0
    with database.snapshot() as (cursor, name):
        own = wrapping.write(path, _pieces(made, cursor, name, book.file, heads), to=to, words=words)
    try:
        _read_again(path, own, made)
    except Damaged:
        path.unlink()
        raise
    made.size = path.stat().st_size
    return made


def _pieces(made: Made, cursor: Any, snapshot: str, heads: Path, heads_size: int) -> Iterator[bytes]:
    packer = Packer()
    made.tables = database.counts(cursor)
    cursor.execute("SELECT path, size FROM record_attachment ORDER BY path")
    attached = list(dict(cursor.fetchall()).items())
    folder = Path(settings.MEDIA_ROOT)
    there = [(name, size) for name, size in attached if _size(folder / name) == size]
    made.files, made.missing = len(there), [name for name, size in attached if _size(folder / name) != size]
    about = {
        "format": FORMAT,
        "alongside": __version__,
        "postgresql": machine.engine_version(),
        "made_at": now().isoformat(),
        "tables": made.tables,
        "files": made.files,
        "missing": made.missing,
    }
    yield from packer.text("about.json", about)
    with database.dumping(snapshot) as dump:
        yield from packer.stream("database", dump.stdout.read)  # type: ignore[union-attr]
    for name, size in there:
        yield from packer.file(f"files/{name}", folder / name, size)
    if heads_size:
        yield from packer.file("heads/heads.jsonl", heads, heads_size)
    yield from packer.end()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _read_again(path: Path, own: Any, made: Made) -> None:
    """Decrypt what was written, compare every sum, and let pg_restore read what stands at the head of the dump."""
    files, head = 0, bytearray()

    def take(name: str, piece: bytes) -> None:
        nonlocal files
        files += name.startswith("files/") and not piece
        if name == "database/000001":
            head.extend(piece)

    wrapping.read(path, Unpacker(take), own)
    data = sum(" TABLE DATA " in entry for entry in database.contents(head=bytes(head)))
    if files != made.files or data != len(made.tables):
        raise Damaged("The backup holds less than it should. It was thrown away; try again.")
