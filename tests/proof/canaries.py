"""Words that occur nowhere else: each marks one thing in one record, and is looked for in whole answers."""

import gzip
import json
import re
import shutil
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import unquote

LETTERS = "bcdfghjkmnprstvw"
PATTERN = re.compile(r"zq[bcdfghjkmnprstvw]{4}x")
HAS_PDFTOTEXT = shutil.which("pdftotext") is not None


def coded(number: int) -> str:
    """Give the canary of that number."""
    letters = ""
    for _place in range(4):
        number, rest = divmod(number, len(LETTERS))
        letters = LETTERS[rest] + letters
    assert number == 0, "more canaries than names for them"
    return f"zq{letters}x"


@dataclass
class Cage:
    """All canaries of a world: what each marks."""

    marks: dict[str, Any] = field(default_factory=dict)

    def mark(self, what: Any) -> str:
        """Give a new canary for this."""
        canary = coded(len(self.marks))
        self.marks[canary] = what
        return canary


def of_pdf(data: bytes) -> str:
    """Give the text of a PDF, and the same without any space or break, as narrow columns break words."""
    text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return text + "\n" + re.sub(r"[\s\u00ad\u2010-]+", "", text)


def of_zip(data: bytes) -> str:
    """Give names and contents of everything in a zip."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return "\n".join(name + "\n" + readable(packed.read(name)) for name in packed.namelist())


def readable(data: bytes, encoding: str = "") -> str:
    """Give the words in these bytes: packed ones unpacked, papers read."""
    if encoding == "gzip" or data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if encoding == "br":
        import brotli

        data = brotli.decompress(data)
    if data[:4] == b"%PDF" and HAS_PDFTOTEXT:
        return of_pdf(data) + data.decode("latin-1")
    if data[:4] == b"PK\x03\x04":
        return of_zip(data)
    text = data.decode("utf-8", "replace")
    if text[:1] in "{[":
        with suppress(ValueError):
            text += json.dumps(json.loads(text), ensure_ascii=False)
    return text


def everything(answer: Any) -> str:
    """Give a whole answer in words: status line, headers (addresses and file names undone), cookies, body."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    cookies = "\n".join(one.OutputString() for one in answer.cookies.values())
    return "\n".join((headers, unquote(headers), cookies, readable(body, answer.headers.get("Content-Encoding", ""))))


def found_in(answer: Any) -> set[str]:
    """Give every canary of an answer."""
    return set(PATTERN.findall(everything(answer).lower()))
