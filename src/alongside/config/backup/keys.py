"""The secrets of an installation, in a file of their own: whoever finds a backup must not find these beside it.

The secret key signs sessions and the viewer and encrypts second steps of sign-in; the other signs heads of the trail.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from alongside.access.trail import sealing
from alongside.config import machine
from alongside.config.backup import wrapping
from alongside.config.backup.packing import Packer, Unpacker
from alongside.config.secrets import secret_key, viewer_key

SECRET, HEADS = "secret_key", "heads_key"


def keep(path: Path, *, to: tuple[str, ...], words: str) -> None:
    """Write the secrets to `path`, encrypted, and read them again."""
    packer = Packer()
    signs = sealing.book().folder / "key"

    def pieces() -> Iterator[bytes]:
        yield from packer.data(SECRET, secret_key().encode())
        if signs.is_file():
            yield from packer.data(HEADS, signs.read_bytes())
        yield from packer.end()

    own = wrapping.write(path, pieces(), to=to, words=words)
    wrapping.read(path, Unpacker(lambda name, piece: None), own)


def read(path: Path, opener: wrapping.Opener) -> dict[str, bytes]:
    """Give the secrets kept in `path`. Raises Damaged."""
    found: dict[str, bytes] = {}

    def take(name: str, piece: bytes) -> None:
        found[name] = found.get(name, b"") + piece

    wrapping.read(path, Unpacker(take), opener)
    return found


def put_secret(found: dict[str, bytes]) -> None:
    """Put the secret key in its place, and let this process use it. One in the environment stays."""
    if SECRET not in found or os.environ.get("ALONGSIDE_SECRET_KEY"):
        return
    path = machine.data_home() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name("secret_key.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(found[SECRET])
        os.fsync(handle)
    draft.replace(path)
    settings.SECRET_KEY, settings.VIEWER_KEY = secret_key(), viewer_key()
