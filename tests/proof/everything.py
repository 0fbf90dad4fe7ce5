"""Everything the site gives somebody: every address with everything that can stand in it, and what they may send."""

import io
import json
import random
import re
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from alongside.record import registry
from tests.proof.mask import masked
from tests.proof.pairs import BESIDE, CANARY, HIDDEN, VERSIONS, Base, client_of, link_columns
from tests.proof.worlds import an_id
from tests.rules.test_routes import KIND, ROUTES, WORDS, Route

Answer = tuple[Any, ...]
Ask = tuple[str, str, tuple[tuple[str, str], ...]]


def asks(base: Base) -> list[Ask]:
    """Give everything to ask: each address with each thing there is, and with what may be hidden."""
    found: dict[str, Ask] = {}
    for route in ROUTES:
        for address in _addresses(base, route):
            for method in ("GET", "HEAD") if _is_page(base, address) else ("GET",):
                found[f"{method} {address}"] = (method, address, ())
    subject = base.world.subject.pk
    for query in (
        "?page=2",
        f"?voice={base.voice('worker')}",
        *(f"?kind={kind.name}" for kind in registry.all_kinds()),
    ):
        found[query] = ("GET", reverse("timeline", args=[subject]) + query, ())
    for words in (CANARY, base.world.subject.name):
        found[words] = ("GET", f"{reverse('people')}?q={words}", ())
    if MY_DATA in {route.name for route in ROUTES}:
        found[MY_DATA] = ("POST", reverse(MY_DATA, args=[subject]), (("hidden", "no"),))
    for name in ("entry_agree", "entry_confirm", "entry_take_back", "entry_in_error"):
        found[name] = ("POST", reverse(name, args=[subject, HIDDEN]), (("reason", "x"),))
    for name, sort in (("entry_respond", "comment"), ("entry_challenge", "wrong")):
        found[name] = ("POST", reverse(name, args=[subject, HIDDEN, sort]), (("words", "What was it?"),))
    for kind in registry.all_kinds():
        if kind.links:
            told = dict.fromkeys((one.removesuffix("_id") for one in kind.links), str(HIDDEN)) | {"words": "x"}
            found[f"to {kind.name}"] = ("POST", reverse("add", args=[subject, kind.name]), tuple(told.items()))
    return list(found.values())


def _is_page(base: Base, address: str) -> bool:
    """Say whether this address is asked by HEAD too: the record's own pages, and all of the hidden one."""
    return str(HIDDEN) in address or address.count("-") <= str(base.world.subject.pk).count("-")


SLUGS: dict[str, Callable[[Base], list[Any]]] = {
    "subject_id": lambda base: [base.world.subject.pk],
    "item_id": lambda base: [HIDDEN, an_id(63, 0), base.entries["strength"][0], an_id(70, 0)],
    "entry_id": lambda base: [HIDDEN, *_some(base)[:1]],
    "goal_id": lambda base: [HIDDEN, base.entries["goal"][0]],
    "step_id": lambda base: [HIDDEN, base.entries["step"][0]],
    "review_id": lambda base: [HIDDEN, base.entries["review"][0]],
    "line_id": lambda base: [HIDDEN, base.entries["met_by"][0]],
    "contribution_id": lambda base: [HIDDEN, base.entries["contribution"][0]],
    "conversation_id": lambda base: [HIDDEN, base.entries["contribution"][0]],
    "message_id": lambda base: [HIDDEN, base.entries["message"][0]],
    "hand_over_id": lambda base: [HIDDEN, base.entries["hand_over"][0]],
    "visit_id": lambda base: [HIDDEN, base.entries["visit"][0]],
    "task_id": lambda base: [HIDDEN, base.entries["task"][0]],
    "challenge_id": lambda base: [BESIDE["challenge"]],
    "attachment_id": lambda base: [BESIDE["attachment"]],
    "withholding_id": lambda base: [BESIDE["withheld"]],
    "version_id": lambda base: list(VERSIONS),
    "voice_id": lambda base: [base.voice("worker")],
    "account_id": lambda base: [base.world.worker.pk],
    "kind_name": lambda base: [kind.name for kind in registry.all_kinds()],
    "topic": lambda base: ["strengths"],
    "part": lambda base: ["1"],
    "status": lambda base: ["achieved"],
    "sheet": lambda base: ["plan"],
    "number": lambda base: [1],
    "kind": lambda base: ["comment"],
}
# Signing in and out is no page of a record; the way out ends the session of whoever asks.
NOT_ASKED = ("accounts/", "leave", "demo", "draft/")


def _some(base: Base) -> list[UUID]:
    """Give one entry of every kind, and those that point."""
    pointing = [an_id(70, n) for n in range(2 * sum(1 for one in registry.all_kinds() if link_columns(one)))]
    return [ids[0] for ids in base.entries.values()] + pointing


def _addresses(base: Base, route: Route) -> Iterator[str]:
    """Give the addresses of a route with everything there is in its parts; an id nobody told of is the hidden one's."""
    if route.pattern.lstrip("^").startswith(NOT_ASKED):
        return
    filled: list[dict[str, Any]] = [{}]
    for part in route.parts:
        values = SLUGS[part](base) if part in SLUGS else [HIDDEN if part.endswith("_id") else WORDS.get(part, 1)]
        values = [KIND[route.name]] if part == "kind" and route.name in KIND else values
        filled = [one | {part: value} for one in filled for value in values]
    for one in filled:
        try:
            yield reverse(route.name, kwargs=one)
        except NoReverseMatch:
            continue


def not_asked(asked: list[Ask]) -> list[str]:
    """Give the pages of which no address is asked: a part of theirs has no value in `SLUGS` or in the rules' WORDS."""
    found = {resolve(one[1].partition("?")[0]).view_name for one in asked}
    return [
        one.pattern for one in ROUTES if one.name not in found and not one.pattern.lstrip("^").startswith(NOT_ASKED)
    ]


def everything(base: Base, who: str, asked: list[Ask]) -> dict[Ask, Answer]:
    """Give every answer somebody gets, masked, each in a savepoint so that none changes the next."""
    client = client_of(base, who)
    answers = {}
    for one in asked:
        with transaction.atomic():
            answers[one] = ask(client, *one)
            transaction.set_rollback(True)
    return answers


def how_long(base: Base, who: str, addresses: list[str]) -> list[float]:
    """Give how long each of these pages takes, in seconds, after one look that warms it."""
    client = client_of(base, who)
    took = []
    for address in addresses:
        client.get(address)
        begun = time.perf_counter()
        client.get(address)
        took.append(time.perf_counter() - begun)
    return took


# The person's own copy of everything.
MY_DATA = "mydata"
# Asked in every pair, whatever the shares: where most of a record is seen.
CORE = ("timeline", "front", "plan")
# Asked as often as what is about the hidden entry: the whole of a record too, and slow.
WHOLE = ("plan_options", "looked", "print_plan", MY_DATA)


def some_of(base: Base, asked: list[Ask], seed: str, *, near: float, rest: float) -> list[Ask]:
    """Give the core, and shares drawn by this seed: `near` of what is about the hidden entry or the whole, `rest`."""
    drawn = random.Random(seed)
    core, whole = ({reverse(name, args=[base.world.subject.pk]) for name in names} for names in (CORE, WHOLE))

    def share(method: str, address: str) -> float:
        if address in core and method == "GET":
            return 1
        return near if method != "HEAD" and (str(HIDDEN) in address or address in whole) else rest

    return [one for one in asked if drawn.random() < share(*one[:2])]


def ask(client: Client, method: str, address: str, told: tuple[tuple[str, str], ...]) -> Answer:
    """Give one answer: status, headers, cookies and body, masked."""
    answer = client.post(address, dict(told)) if method == "POST" else client.generic(method, address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    headers = sorted(f"{name}: {value}" for name, value in answer.headers.items())
    cookies = sorted(answer.cookies.output(header="").splitlines())
    if answer.headers.get("Content-Type", "") == "application/pdf" and body:
        headers = [one for one in headers if not one.startswith("Content-Length")]
        body = text_of(body)
    if answer.headers.get("Content-Type", "") == "application/zip" and body:
        headers = [one for one in headers if not one.startswith("Content-Length")]
        assert CANARY.encode() not in unpacked(body).lower(), address
        assert str(HIDDEN).encode() not in unpacked(body), address
        body = rows_of(body)
    said = "\n".join(headers + cookies).encode()
    assert CANARY.encode() not in (said + body).replace(address.encode(), b"").lower() or CANARY in address, address
    return answer.status_code, masked(said), masked(body)


def unpacked(packed: bytes) -> bytes:
    """Give what is in a zip: names and contents, in order; its own bytes hold the moment it was made."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


# Counted by the database across all records, or drawn by chance: they differ between any two copies.
COUNTED = {"pgh_id", "event_id"}


def rows_of(packed: bytes) -> bytes:
    """Give the rows of the person's own copy, each part's in an order of their own, without what is counted."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        told = json.loads(archive.read("data.json"))
        names = archive.namelist()
    for part in told["parts"]:
        gone = COUNTED | ({"id"} if part["name"] == "planning.frozen" else set())
        rows = [{name: value for name, value in row.items() if name not in gone} for row in part["rows"]]
        part["rows"] = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    return json.dumps([names, told], sort_keys=True, indent=0).encode()


def text_of(paper: bytes) -> bytes:
    """Give what a paper says: its text, page by page, and its headings.

    Its bytes are pressed, and the time of day printed in it changes their number.
    """
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True).stdout
    return told + b"\n".join(sorted(re.findall(rb"/Title ?\((.*?)\)/Dest", paper)))
