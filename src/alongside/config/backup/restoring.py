"""Restoring: into an empty place alone, whole or not at all. All is read and checked before anything is put down."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management import call_command

from alongside.access import locks
from alongside.access.trail import reading, sealing
from alongside.config import machine
from alongside.config.backup import database, keys, wrapping
from alongside.config.backup.making import FORMAT
from alongside.config.backup.packing import Damaged, Unpacker
from alongside.config.embedded import ServerError


@dataclass
class Restored:
    """What was restored, and what did not come out as it went in (`wrong`)."""

    about: dict[str, Any]
    rows: int = 0
    heads: int = 0
    wrong: list[str] = field(default_factory=list)


def restore(path: Path, opener: wrapping.Opener, found_keys: dict[str, bytes] | None = None) -> Restored:
    """Put a backup into this empty place, lay the locks, read the trail again. Raises ServerError or Damaged."""
    check_empty()
    with _aside() as aside:
        unpack(path, opener, aside)
        about = json.loads((aside / "about.json").read_text())
        if about["format"] > FORMAT:
            raise ServerError("This backup was made by a newer Alongside. Install that version, then restore.")
        database.clear()
        placed = _place(aside)
        try:
            database.load(aside / "dump")
        except BaseException:
            for folder in placed:
                shutil.rmtree(folder, ignore_errors=True)
            raise
    _go_on(found_keys or {})
    return _judged(about)


def check_empty() -> None:
    """Raise ServerError unless nobody's record, file or head is here."""
    if not database.is_empty():
        raise ServerError("There are people in this database. A backup is restored into an empty place alone.")
    for what, folder in (("files", Path(settings.MEDIA_ROOT)), ("heads of an audit trail", sealing.book().folder)):
        if folder.is_dir() and any(one.is_file() for one in folder.rglob("*")):
            raise ServerError(f"There are {what} in {folder}. A backup is restored into an empty place alone.")


@contextmanager
def _aside() -> Iterator[Path]:
    """Give a folder that only we may read, on the disk of the data, thrown away in the end."""
    machine.data_home().mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="restoring-", dir=machine.data_home()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack(path: Path, opener: Any, aside: Path) -> None:
    """Decrypt the backup into a folder and check every sum. Raises Damaged; nothing outside the folder is touched."""

    def take(name: str, piece: bytes) -> None:
        where = PurePosixPath(name)
        if where.is_absolute() or ".." in where.parts:
            raise Damaged(f"The backup holds a file with a name that leads elsewhere: {name}")
        target = aside / ("dump" if where.parts[0] == "database" else where)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("ab") as file:
            file.write(piece)

    wrapping.read(path, Unpacker(take), opener)
    if not (aside / "about.json").is_file() or not (aside / "dump").is_file():
        raise Damaged(f"{path} holds no database; perhaps it is a file of keys.")


def _place(aside: Path) -> list[Path]:
    """Put files and heads where they belong; gives the folders that were made."""
    placed = []
    for name, folder in (("files", Path(settings.MEDIA_ROOT)), ("heads", sealing.book().folder)):
        if not (aside / name).is_dir():
            continue
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        placed.append(folder)
        for one in (aside / name).rglob("*"):
            target = folder / one.relative_to(aside / name)
            if one.is_dir():
                target.mkdir(mode=0o700, exist_ok=True)
            else:
                os.chmod(one, 0o600)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.move(one, target)
    return placed


def _go_on(found_keys: dict[str, bytes]) -> None:
    """Bring tables and locks up to date, and let the book of heads go on: with its key, or saying that it was lost."""
    keys.put_secret(found_keys)
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    locks.apply()
    if wrong := locks.faults():
        raise ServerError("The locks do not stand after the restore: " + "; ".join(wrong[:5]))
    book = sealing.book()
    if book.exists:
        book.go_on(found_keys.get(keys.HEADS))


def _judged(about: dict[str, Any]) -> Restored:
    """Compare what is here with what the backup says went in, and read the trail again."""
    found = Restored(about)
    with database.snapshot() as (cursor, _name):
        here = database.counts(cursor)
        cursor.execute("SELECT path, size, sha256 FROM record_attachment")
        attached = cursor.fetchall()
    for table, rows in about["tables"].items():
        grown = {"public.django_migrations", "public.django_content_type", "public.auth_permission"}
        if here.get(table) != rows and table not in grown:
            found.wrong.append(f"{table}: {rows} rows went in, {here.get(table, 0)} are here")
    for name, size, _sum in attached:
        path = Path(settings.MEDIA_ROOT) / name
        if name not in about["missing"] and (not path.is_file() or path.stat().st_size != size):
            found.wrong.append(f"the attachment {name} is not here")
    found.rows = sum(about["tables"].values())
    if sealing.book().exists:
        verdict = reading.check()
        found.heads = verdict.heads
        found.wrong += verdict.faults
    return found
