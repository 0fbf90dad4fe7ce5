"""The inner stream: a plain tar, made and read piece by piece, so that nothing is ever whole in memory. No Django."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

BLOCK = tarfile.BLOCKSIZE
PIECE = 4 * 1024 * 1024  # bytes of the database's dump in one member
AT_ONCE = 256 * 1024
CHECKSUMS = "checksums.json"


class Damaged(Exception):
    """The backup is not whole, or not as it was written. The message says so in words."""


class Packer:
    """Makes the stream. Each method gives pieces of it; `checksums` comes last."""

    def __init__(self) -> None:
        self.sums: dict[str, str] = {}

    def text(self, name: str, told: object) -> Iterator[bytes]:
        """Put in a small JSON file."""
        yield from self.data(name, json.dumps(told, indent=1, sort_keys=True).encode())

    def data(self, name: str, data: bytes) -> Iterator[bytes]:
        """Put in a file of these bytes."""
        self.sums[name] = sha256(data).hexdigest()
        yield _head(name, len(data)) + data + _fill(len(data))

    def file(self, name: str, path: Path, size: int) -> Iterator[bytes]:
        """Put in the first `size` bytes of a file. Raises Damaged when there are fewer."""
        digest, left = sha256(), size
        yield _head(name, size)
        with path.open("rb") as file:
            while left:
                piece = file.read(min(AT_ONCE, left))
                if not piece:
                    raise Damaged(f"{path} is shorter than it was a moment ago.")
                digest.update(piece)
                left -= len(piece)
                yield piece
        self.sums[name] = digest.hexdigest()
        yield _fill(size)

    def stream(self, folder: str, read: Callable[[int], bytes]) -> Iterator[bytes]:
        """Put in what `read` gives until it ends, whose length nobody knows yet, as numbered files in a folder."""
        number = 0
        while piece := read(PIECE):
            number += 1
            yield from self.data(f"{folder}/{number:06}", piece)

    def end(self) -> Iterator[bytes]:
        """Put in the checksums, and end."""
        told = json.dumps(self.sums, sort_keys=True).encode()
        yield _head(CHECKSUMS, len(told)) + told + _fill(len(told)) + bytes(2 * BLOCK)


class Unpacker:
    """Reads the stream as it comes (`write`), gives each file's pieces to `taker(name, piece)` and checks all sums.

    `taker` gets an empty piece when a file begins. Call `finish` at the end: only then is what was read to be trusted.
    """

    def __init__(self, taker: Callable[[str, bytes], None]) -> None:
        self.taker = taker
        self.sums: dict[str, str] = {}
        self.told: dict[str, str] | None = None
        self._held = bytearray()
        self._name, self._left, self._fill = "", 0, 0
        self._digest, self._kept, self._ended = sha256(), bytearray(), False

    def write(self, piece: bytes) -> int:
        """Take the next bytes."""
        self._held += piece
        while self._step():
            pass
        return len(piece)

    def flush(self) -> None:
        """Do nothing: it is what a file would have."""

    def finish(self) -> None:
        """Compare all sums. Raises Damaged."""
        if self.told is None:
            raise Damaged("The backup ends before its end.")
        if self.told != self.sums:
            wrong = sorted(name for name in {*self.told, *self.sums} if self.told.get(name) != self.sums.get(name))
            raise Damaged(f"These parts of the backup are not as they were written: {', '.join(wrong[:5])}.")

    def _step(self) -> bool:
        if self._left:
            piece = bytes(self._held[: self._left])
            if not piece:
                return False
            del self._held[: len(piece)]
            self._left -= len(piece)
            self._take(piece)
            return True
        if self._fill:
            gone = min(self._fill, len(self._held))
            del self._held[:gone]
            self._fill -= gone
            return gone > 0
        if self._ended or len(self._held) < BLOCK:
            return False
        return self._begin(bytes(self._held[:BLOCK]))

    def _begin(self, head: bytes) -> bool:
        del self._held[:BLOCK]
        if not any(head):
            self._ended = True
            return False
        try:
            found = tarfile.TarInfo.frombuf(head, "utf-8", "strict")
        except (tarfile.TarError, UnicodeDecodeError) as error:
            raise Damaged("The backup cannot be read: it is damaged inside.") from error
        self._name, self._left, self._fill = found.name, found.size, -found.size % BLOCK
        self._digest, self._kept = sha256(), bytearray()
        if self._name != CHECKSUMS:
            self.taker(self._name, b"")
        self._close_if_whole()
        return True

    def _take(self, piece: bytes) -> None:
        self._digest.update(piece)
        if self._name == CHECKSUMS:
            self._kept += piece
        else:
            self.taker(self._name, piece)
        self._close_if_whole()

    def _close_if_whole(self) -> None:
        if self._left:
            return
        if self._name == CHECKSUMS:
            self.told = json.loads(bytes(self._kept) or b"{}")
        else:
            self.sums[self._name] = self._digest.hexdigest()


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    head = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")
    if len(head) != BLOCK:
        raise Damaged(f"{name} is too long a name for a backup.")
    return head


def _fill(size: int) -> bytes:
    return bytes(-size % BLOCK)
