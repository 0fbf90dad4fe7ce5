"""The book of heads: a file outside the database, one signed line for each size the audit trail has had. No Django.

    heads.jsonl    the lines; only added to, each names the hash of the one before
    key            the Ed25519 key that signs (RFC 8032), of this book alone
    frontier.json  the right edge of the tree at the newest head, so that sealing does not read the whole trail

Each line is a head: how many rows, the root over them, when. A line with `key` says besides with which key the book is
signed from here on; the key before signs that too.
"""

from __future__ import annotations

import fcntl
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from alongside.base import merkle

ABOUT = b"alongside head of the audit trail 1\n"
TAIL = 8192  # bytes that surely hold the last line
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Broken(Exception):
    """The book is not as it was written, or not there. The message says what is wrong and where."""


@dataclass(frozen=True, slots=True)
class Head:
    """What one line says. `number` counts the lines from 1; 0 where it is not known."""

    number: int
    size: int
    root: bytes
    time: datetime
    goes_on: bool = False  # the key before did not sign the new one: it was lost, as after a restore without keys

    @property
    def figure(self) -> str:
        """Give size and root as one prints them: the figure to put on paper."""
        return f"{self.size}:{self.root.hex()}"


class Book:
    """The book in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "heads.jsonl"

    @property
    def exists(self) -> bool:
        """Was this book begun?"""
        return self.file.is_file() and self.file.stat().st_size > 0

    def begin(self) -> None:
        """Begin the book: folder, key, first line. Its first head is that of an empty trail."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = _make_key(self.folder / "key")
        self._write({"size": 0, "root": _text(merkle.EMPTY)}, key, before=b"", new_key=key)
        _sync(self.folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the book against a second writer until the block ends."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def mend_tail(self) -> None:
        """Take away a last line that a crash cut short: it was never whole, so it never was a head."""
        with self.file.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL))
            tail = file.read()
            if tail and not tail.endswith(b"\n"):
                file.truncate(size - (len(tail) - tail.rfind(b"\n") - 1))
                os.fsync(file.fileno())

    def newest(self) -> Head:
        """Give the newest head, its signature checked with the key that is here. Raises Broken."""
        told = _read(self._last_line(), self._key().public_key())
        return Head(0, int(told["size"]), b64decode(told["root"]), _time(told))

    def append(self, edge: merkle.Frontier) -> None:
        """Sign the head of this tree and write it down; on the disk when this returns."""
        told = {"size": edge.size, "root": _text(edge.root())}
        self._write(told, self._key(), before=self._last_line())
        draft = self.folder / "frontier.json.new"
        kept = {"size": edge.size, "peaks": [peak.hex() for peak in edge.peaks]}
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(kept, file)
        draft.replace(self.folder / "frontier.json")

    def frontier(self) -> merkle.Frontier | None:
        """Give the edge of the tree at the newest head, when it is kept here and gives the root that was signed."""
        try:
            kept = json.loads((self.folder / "frontier.json").read_text())
            edge = merkle.Frontier(int(kept["size"]), [bytes.fromhex(peak) for peak in kept["peaks"]])
        except (OSError, ValueError, KeyError, TypeError):
            edge = merkle.Frontier()
        newest = self.newest()
        fits = edge.size == newest.size and len(edge.peaks) == edge.size.bit_count() and edge.root() == newest.root
        return edge if fits else None

    def change_key(self) -> None:
        """Sign with a new key from here on; the line that says so is signed by both."""
        line, old = self._last_line(), self._key()
        told = _read(line, old.public_key())
        new = _make_key(self.folder / "key.new")
        self._write({"size": told["size"], "root": told["root"]}, new, before=line, new_key=new, old_key=old)
        (self.folder / "key.new").replace(self.folder / "key")
        _sync(self.folder)

    def go_on(self, key: bytes | None) -> None:
        """Go on after a restore: with the key that signed until now, else with a new one; the book says that then."""
        if key is not None:
            _keep_key(self.folder / "key", Ed25519PrivateKey.from_private_bytes(key))
            self._key()
            return
        line = self._last_line()
        told = json.loads(line)
        new = _make_key(self.folder / "key")
        self._write({"size": told["size"], "root": told["root"], "lost": True}, new, before=line, new_key=new)

    def heads(self) -> Iterator[Head]:
        """Give every head from the first on, each checked: chain, signature, that it never shrinks. Raises Broken."""
        if not self.exists:
            raise Broken(f"There is no book of heads in {self.folder}.")
        public: Ed25519PublicKey | None = None
        before, last = b"", Head(0, 0, merkle.EMPTY, LONG_AGO)
        with self.file.open("rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    return  # a crash cut it short: it never was a head
                head, public = _checked(raw[:-1], before, public, number)
                if head.size < last.size or (head.size == last.size and head.root != last.root):
                    raise Broken(f"Line {number} of the book of heads contradicts the line before it.")
                yield head
                before, last = raw[:-1], head

    def fingerprint(self) -> str:
        """Give the first letters of the hash of the public key, to be put on paper beside a head."""
        return sha256(self._key().public_key().public_bytes_raw()).hexdigest()[:16]

    def _last_line(self) -> bytes:
        """Give the last whole line."""
        try:
            with self.file.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
                tail = file.read()
        except FileNotFoundError:
            raise Broken(f"There is no book of heads in {self.folder}.") from None
        whole = tail[: tail.rfind(b"\n") + 1]
        if not whole:
            raise Broken(f"{self.file} holds no whole line.")
        return whole[:-1].rsplit(b"\n", 1)[-1]

    def _key(self) -> Ed25519PrivateKey:
        """Give the key; one that was about to take over when a crash came takes over now."""
        try:
            newest = json.loads(self._last_line()).get("key")
        except (ValueError, AttributeError) as error:
            raise Broken("The last line of the book of heads was not written by us.") from error
        for name in ("key", "key.new"):
            path = self.folder / name
            if path.is_file():
                key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
                if newest is None or _text(key.public_key().public_bytes_raw()) == newest:
                    if name != "key":
                        path.replace(self.folder / "key")
                    return key
        raise Broken(f"The key of the book of heads in {self.folder} is missing, or is another one.")

    def _write(
        self,
        told: dict[str, object],
        key: Ed25519PrivateKey,
        *,
        before: bytes,
        new_key: Ed25519PrivateKey | None = None,
        old_key: Ed25519PrivateKey | None = None,
    ) -> None:
        told = told | {"time": datetime.now(UTC).isoformat(), "before": _hash(before)}
        if new_key:
            told["key"] = _text(new_key.public_key().public_bytes_raw())
        signed = ABOUT + _canonical(told)
        told["signature"] = _text(key.sign(signed))
        if old_key:
            told["old_signature"] = _text(old_key.sign(signed))
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, _canonical(told) + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)


def _checked(line: bytes, before: bytes, public: Ed25519PublicKey | None, number: int) -> tuple[Head, Ed25519PublicKey]:
    """Read one line after `before`; gives its head and the key that signs from here on."""
    try:
        told = json.loads(line)
        if told["before"] != _hash(before):
            raise Broken(f"Line {number} of the book of heads does not follow the line before it.")
        now, lost = public, told.get("lost") is True
        if "key" in told:
            now = Ed25519PublicKey.from_public_bytes(b64decode(told["key"]))
            if public is not None and not lost:
                _verify(told, public, "old_signature")
        if now is None:
            raise Broken("The book of heads does not begin with a key.")
        _verify(told, now, "signature")
        return Head(number, int(told["size"]), b64decode(told["root"]), _time(told), lost), now
    except (ValueError, KeyError, TypeError, InvalidSignature) as error:
        raise Broken(f"Line {number} of the book of heads was not written by us.") from error


def _read(line: bytes, public: Ed25519PublicKey) -> dict[str, str]:
    try:
        told: dict[str, str] = json.loads(line)
        _verify(told, public, "signature")
    except (ValueError, KeyError, TypeError, InvalidSignature) as error:
        raise Broken("The last line of the book of heads was not written by us.") from error
    return told


def _verify(told: dict[str, str], public: Ed25519PublicKey, name: str) -> None:
    bare = {key: value for key, value in told.items() if key not in {"signature", "old_signature"}}
    public.verify(b64decode(told[name]), ABOUT + _canonical(bare))


def _canonical(told: dict[str, object] | dict[str, str]) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _hash(line: bytes) -> str:
    return _text(sha256(line).digest()) if line else ""


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _time(told: dict[str, str]) -> datetime:
    return datetime.fromisoformat(told["time"])


def _make_key(path: Path) -> Ed25519PrivateKey:
    """Make a key, unless a set-up that was cut short left one here, which signed nothing yet."""
    if path.is_file():
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    return _keep_key(path, Ed25519PrivateKey.generate())


def _keep_key(path: Path, key: Ed25519PrivateKey) -> Ed25519PrivateKey:
    handle = os.open(path.with_suffix(".draft"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(handle)
    path.with_suffix(".draft").replace(path)
    return key


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
