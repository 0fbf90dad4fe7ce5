"""Files to resources: one resource, a Bundle, or NDJSON line by line. Nothing in a file can stop the others."""

import codecs
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any, BinaryIO

from .cleaning import Bad, NotJsonError, clean, parse
from .problems import Problem, plain
from .shape import Refused

MAX_BYTES = 64 * 1024 * 1024
MAX_BUNDLES = 4

_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"\x2b\x2f\x76": "UTF-7",
}

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """One resource as it stood in a file: its place, its address if it had one, and the parts that cannot be used."""

    file: str
    where: str
    resource: dict[str, Any]
    full_url: str = ""
    refused: Refused = field(default_factory=dict)


def read(path: File, *, progress: Progress = lambda _: None, limit: int = MAX_BYTES) -> Iterator[Found | Problem]:
    """Every resource of one file and every problem met, in the file's order.

    `progress` is told how many bytes were read since last time; `limit` is the most bytes of one document or one line.
    Raises nothing for what a file holds, or for a file that cannot be read.
    """
    name = plain(path.name)
    try:
        size = _size(path)
        with path.open("rb") as stream:
            yield from _read_stream(name, path, stream, size, progress, limit)
    except NotJsonError as error:
        yield Problem(name, "", "", "", str(error))
    except (OSError, ValueError) as error:
        yield Problem(name, "", "", "", f"the file cannot be read: {getattr(error, 'strerror', None) or error}")


def _size(path: File) -> int:
    facts = path.stat()
    if stat.S_ISDIR(facts.st_mode):
        raise NotJsonError("this is a folder; give the files in it")
    if not stat.S_ISREG(facts.st_mode):
        raise NotJsonError("this is not a file")
    if not facts.st_size:
        raise NotJsonError("the file is empty")
    return facts.st_size


def _read_stream(
    name: str, path: File, stream: BinaryIO, size: int, progress: Progress, limit: int
) -> Iterator[Found | Problem]:
    if path.suffix.lower() not in {".ndjson", ".jsonl"}:
        head = stream.readline(limit + 1)
        many = size > len(head) and head.rstrip().endswith(b"}") and _is_document(head)
        stream.seek(0)
        if not many and size > limit:
            raise NotJsonError(
                f"larger than {limit // 1024 // 1024} MB in one piece; give it as NDJSON, a resource a line"
            )
        if not many:
            progress(size)
            yield from _document(name, "", stream.read(), 1)
            return
    yield from _lines(name, stream, progress, limit)


def _is_document(head: bytes) -> bool:
    try:
        return isinstance(parse(_decode(head)), dict)
    except NotJsonError:
        return False


def _lines(name: str, stream: BinaryIO, progress: Progress, limit: int) -> Iterator[Found | Problem]:
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            yield Problem(name, f"line {number}", "", "", f"the line is longer than {limit // 1024 // 1024} MB")
            while line and not line.endswith(b"\n"):
                progress(len(line))
                line = stream.readline(limit)
        elif line.strip():
            yield from _document(name, f"line {number}", line, number)
        progress(len(line))


def _document(name: str, where: str, raw: bytes, first_line: int) -> Iterator[Found | Problem]:
    try:
        tree = parse(_decode(raw, first_line))
    except NotJsonError as error:
        yield Problem(name, where, "", "", str(error))
        return
    yield from _resources(name, where, tree, "", 0)


def _resources(name: str, where: str, tree: Any, full_url: str, inside: int) -> Iterator[Found | Problem]:
    kind = tree.get("resourceType") if isinstance(tree, dict) else None
    if not isinstance(kind, str) or not kind.isalnum() or not kind.isascii():
        why = "no resource: a FHIR resource is an object with one resourceType"
        yield Problem(name, where, "", "", why)
    elif kind != "Bundle":
        resource, refused = clean(tree)
        yield Found(name, where, resource, full_url, refused)
    elif inside >= MAX_BUNDLES:
        yield Problem(name, where, "Bundle", "", f"Bundles inside Bundles, deeper than {MAX_BUNDLES}")
    else:
        yield from _bundle(name, where, tree, inside)


def _bundle(name: str, where: str, tree: dict[str, Any], inside: int) -> Iterator[Found | Problem]:
    entries = tree.pop("entry", [])
    if not isinstance(entries, list):
        yield Problem(name, where, "Bundle", "Bundle.entry", "it should be a list")
        entries = []
    for number, entry in enumerate(entries):
        place = ", ".join(filter(None, [where, f"entry {number + 1}"]))
        yield from _entry(name, place, f"Bundle.entry[{number}]", entry, inside)


def _entry(name: str, where: str, element: str, entry: Any, inside: int) -> Iterator[Found | Problem]:
    if not isinstance(entry, dict):
        yield Problem(name, where, "Bundle", element, entry.why if isinstance(entry, Bad) else "it should be an object")
        return
    request = entry.get("request")
    method = request.get("method") if isinstance(request, dict) else None
    if method == "DELETE":
        yield Problem(name, where, "Bundle", element, "it asks to delete; nothing here is deleted by an import")
    elif "resource" not in entry:
        yield Problem(name, where, "Bundle", element, "it holds no resource")
    else:
        url = entry.get("fullUrl")
        yield from _resources(name, where, entry["resource"], url if isinstance(url, str) else "", inside + 1)


def _decode(raw: bytes, first_line: int = 1) -> str:
    """The text of UTF-8 bytes. Raises NotJsonError saying which charset it looks like instead, and where that shows."""
    if raw[:2] == b"\x1f\x8b" or raw[:2] == b"PK":
        raise NotJsonError("this is a compressed file; unpack it first")
    for mark, charset in _MARKS.items():
        if raw.startswith(mark):
            raise NotJsonError(
                f"written in {charset} (its mark is at the very start); FHIR JSON is UTF-8: save it as UTF-8"
            )
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if b"\0" in raw[:4]:
        raise NotJsonError("written in UTF-16 or UTF-32, without a mark; FHIR JSON is UTF-8: save it as UTF-8")
    if raw.lstrip()[:1] == b"<":
        raise NotJsonError("this is XML; only FHIR JSON is read")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = first_line + before.count(b"\n"), error.start - before.rfind(b"\n")
        byte = f"byte {raw[error.start]:02X} at line {line}, column {column}"
        raise NotJsonError(f"not UTF-8: {byte}; it may be Latin-1 or Windows-1252: save it as UTF-8") from None
    if not text.strip():
        raise NotJsonError("the file is empty")
    return text
