"""The browsers of a measurement: processes that ask again and again, and check what comes back. No Django here."""

from __future__ import annotations

import http.client
import multiprocessing
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from urllib.parse import urlencode
from uuid import uuid4

PATIENCE = 120  # seconds a batch may take


@dataclass(frozen=True, slots=True)
class Asking:
    """What one browser asks, and what must come back.

    `paths` are taken in turn. With `forms`, one a path, it is posted; "{new}" in a value becomes a fresh id, so that
    every post is another entry. `status` and `holds` (in the body, or in the address led to) are checked; `counts`
    says how often a piece of the page must be there.
    """

    port: int
    paths: tuple[str, ...]
    status: int = 200
    holds: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    forms: tuple[dict[str, str], ...] = ()


@dataclass(slots=True)
class Answers:
    """What one browser got: milliseconds each, ids it made, what was wrong."""

    took: list[float] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    size: int = 0


def ask(asking: Asking, seconds: float, at_least: int) -> Answers:
    """Ask for so many seconds, at least so often, on one connection that stays open."""
    answers = Answers()
    line = http.client.HTTPConnection("127.0.0.1", asking.port, timeout=30)
    line.connect()
    until = time.perf_counter() + seconds
    turn = 0
    while turn < at_least or time.perf_counter() < until:
        _once(line, asking, turn % len(asking.paths), answers)
        turn += 1
    line.close()
    return answers


def _once(line: http.client.HTTPConnection, asking: Asking, turn: int, answers: Answers) -> None:
    new, path = str(uuid4()), asking.paths[turn]
    body = headers = None
    if asking.forms:
        body = urlencode({name: value.replace("{new}", new) for name, value in asking.forms[turn].items()})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
    began = time.perf_counter()
    line.request("GET" if body is None else "POST", path, body, asking.headers | (headers or {}))
    response = line.getresponse()
    page = response.read()
    answers.took.append((time.perf_counter() - began) * 1000)
    answers.size = len(page)
    if body is not None:
        answers.made.append(new)
    if fault := _fault(asking, response, page.decode(errors="replace"), new):
        answers.wrong.append(f"{path}: {fault}")


def _fault(asking: Asking, response: http.client.HTTPResponse, page: str, new: str) -> str:
    if response.status != asking.status:
        return f"answered {response.status}, not {asking.status}: {plain(page)}"
    text = page + (response.getheader("Location") or "")
    if asking.holds.replace("{new}", new) not in text:
        return f"does not hold {asking.holds!r}"
    for piece, times in asking.counts:
        if page.count(piece) != times:
            return f"holds {piece!r} {page.count(piece)} times, not {times}"
    return ""


def plain(page: str) -> str:
    """Give what a page says, without its tags, cut short."""
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.find("<main") :]).split())[:300]


class Crowd:
    """Browsers that wait for work, each a process of its own."""

    def __init__(self, lines: Sequence[Connection]) -> None:
        """Take the line to each."""
        self.lines = lines

    def ask(self, askings: Sequence[Asking], seconds: float, at_least: int) -> Answers:
        """Let as many browsers as there are askings ask at the same time; gives all answers together."""
        for line, asking in zip(self.lines, askings, strict=False):
            line.send((asking, seconds, at_least))
        whole = Answers()
        for line, _asking in zip(self.lines, askings, strict=False):
            if not line.poll(PATIENCE):
                raise TimeoutError(f"no answer within {PATIENCE} seconds")
            one = line.recv()
            if isinstance(one, Exception):
                raise one
            whole.took += one.took
            whole.made += one.made
            whole.wrong += one.wrong
            whole.size = one.size
        return whole


def _wait(line: Connection) -> None:
    while work := line.recv():
        try:
            line.send(ask(*work))
        except Exception as error:  # noqa: BLE001 it is raised again where it can be told
            line.send(error)


@contextmanager
def crowd(number: int) -> Iterator[Crowd]:
    """Have so many browsers ready until the block ends."""
    context = multiprocessing.get_context("spawn")
    ends, processes = [], []
    try:
        for _ in range(number):
            here, there = context.Pipe()
            process = context.Process(target=_wait, args=(there,), daemon=True)
            process.start()
            ends.append(here)
            processes.append(process)
        yield Crowd(ends)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(5)
