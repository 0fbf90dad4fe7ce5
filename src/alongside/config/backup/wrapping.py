"""The outer file: a tar of a READ-ME, perhaps a key under a passphrase, and the encrypted stream (age). No Django."""

from __future__ import annotations

import getpass
import os
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage import passphrase as locked

from alongside.config.backup.packing import BLOCK, Damaged, Unpacker
from alongside.config.embedded import ServerError

SHORTEST = 16  # characters of a passphrase
PASSPHRASE, RECIPIENTS = "ALONGSIDE_BACKUP_PASSPHRASE", "ALONGSIDE_BACKUP_RECIPIENTS"
READ_ME = """A backup of Alongside. Whoever can open it can read every record: keep it as you would keep them.

To restore:  alongside restore THIS-FILE          (into an empty place)
By hand, with the tools tar, age and pg_restore:
  tar xf THIS-FILE
  age -d -i key.age backup.age | tar x            (with a passphrase), or
  age -d -i YOUR-IDENTITY backup.age | tar x      (when it was made to your public key)
  cat database/* > dump;  pg_restore --list dump
"""


@dataclass(frozen=True)
class Opener:
    """What opens a backup: a passphrase, or the file of an age identity."""

    passphrase: str = ""
    identity: Path | None = None


def passphrase(*, confirm: bool) -> str:
    """Give the passphrase from the environment, else ask for it. Raises ServerError for one that is too short."""
    found = os.environ.get(PASSPHRASE, "")
    if not found and sys.stdin.isatty():
        found = getpass.getpass("Passphrase of the backup: ")
        if confirm and found != getpass.getpass("Once more: "):
            raise ServerError("The two passphrases differ. Nothing was written.")
    if not found:
        raise ServerError(f"A passphrase is needed: set {PASSPHRASE}, or give public keys with --to.")
    if confirm and len(found) < SHORTEST:
        raise ServerError(f"The passphrase is too short: at least {SHORTEST} characters, four or five odd words.")
    return found


class _Pull:
    """A file to read from that is made of pieces as they are asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces, self.held = pieces, bytearray()

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self.held) < size:
            piece = next(self.pieces, None)
            if piece is None:
                break
            self.held += piece
        given = bytes(self.held if size < 0 else self.held[:size])
        del self.held[: len(given)]
        return given


def write(path: Path, pieces: Iterator[bytes], *, to: tuple[str, ...], words: str) -> Any:
    """Write the backup under a name of its own, on the disk when this returns, then under `path`. Gives what opens it.

    `to` are public keys (age1…); without any, `words` is the passphrase. A key of this one backup is always among those
    that open it, and is given back to read it again; with public keys it is then forgotten.
    """
    own = pyrage.x25519.Identity.generate()
    try:
        everybody = [own.to_public(), *(pyrage.x25519.Recipient.from_str(one) for one in to)]
    except pyrage.RecipientError as error:
        raise ServerError(f"One of the public keys cannot be read ({error}). They begin with age1.") from error
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            _member(file, "READ-ME.txt", READ_ME.encode())
            if not to:
                _member(file, "key.age", locked.encrypt(str(own).encode(), words))
            _encrypted(file, pieces, everybody)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return own


def _member(file: IO[bytes], name: str, data: bytes) -> None:
    file.write(_head(name, len(data)) + data + bytes(-len(data) % BLOCK))


def _encrypted(file: IO[bytes], pieces: Iterator[bytes], everybody: list[Any]) -> None:
    """Write the stream, whose length is known only afterwards: its head is written then."""
    start = file.tell()
    file.write(_head("backup.age", 0))
    pyrage.encrypt_io(_Pull(pieces), file, everybody)
    size = file.seek(0, os.SEEK_END) - start - BLOCK
    file.write(bytes(-size % BLOCK) + bytes(2 * BLOCK))
    file.seek(start)
    file.write(_head("backup.age", size))
    file.seek(0, os.SEEK_END)


def read(path: Path, unpacker: Unpacker, opener: Any) -> None:
    """Decrypt the backup into `unpacker` and let it check all sums. `opener` is an `Opener`, or the key itself.

    Raises Damaged in words for a wrong passphrase or key, and for a file that is not a backup or not whole.
    """
    try:
        with path.open("rb") as file, tarfile.open(fileobj=file, mode="r:") as outer:
            inner = {member.name: member for member in outer.getmembers()}
            if "backup.age" not in inner:
                raise Damaged(f"{path} is not a backup of Alongside, or was cut off.")
            key = outer.extractfile(inner["key.age"]) if "key.age" in inner else None
            identities = _identities(opener, key.read() if key else b"")
            stream = outer.extractfile(inner["backup.age"])
            pyrage.decrypt_io(stream, unpacker, identities)
    except tarfile.TarError as error:
        raise Damaged(f"{path} is not a backup of Alongside, or was cut off.") from error
    except pyrage.DecryptError as error:
        raise Damaged(f"{path} cannot be opened with this key, or it is damaged.") from error
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise Damaged(f"{path} is damaged: it does not decrypt to what was written.") from error
    unpacker.finish()


def _identities(opener: Any, key: bytes) -> list[Any]:
    if not isinstance(opener, Opener):
        return [opener]
    if opener.identity:
        lines = [line.strip() for line in opener.identity.read_text().splitlines()]
        found = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
        if not found:
            raise Damaged(f"{opener.identity} holds no age identity (AGE-SECRET-KEY-…).")
        return [pyrage.x25519.Identity.from_str(line) for line in found]
    if not key:
        raise Damaged("This backup was made to public keys: give the identity that opens it with --identity.")
    try:
        return [pyrage.x25519.Identity.from_str(locked.decrypt(key, opener.passphrase).decode())]
    except pyrage.DecryptError as error:
        raise Damaged("The passphrase is not the one this backup was made with (or its key is damaged).") from error


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
