"""Asks every address of the site as one of the cast, and keeps what each whole answer held."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.record import registry

from .canaries import found_in
from .cast import A, B
from .doors import Route
from .stage import AUDIENCES, RELATIONS, Stage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAME_PAGE = re.compile(r'href="\?([^"#]*)"')
PAGED = {"page", "goals"}
MOST_SHEETS = 15
# Parts of addresses that name an entry of one kind; `item_id` names any.
ENTRY_PARTS = {
    "goal_id": "goal",
    "step_id": "step",
    "review_id": "review",
    "line_id": "met_by",
    "contribution_id": "contribution",
    "conversation_id": "contribution",
    "concern_id": "concern",
    "message_id": "message",
    "hand_over_id": "hand_over",
    "visit_id": "visit",
    "task_id": "task",
}
BESIDE_PARTS = {"challenge_id": "challenge", "attachment_id": "file"}
# Values for parts that are words; every kind is tried where the part names a kind.
WORDS: dict[str, tuple[Any, ...]] = {
    "topic": ("strengths", "well", "helped"),
    "part": ("strengths",),
    "status": ("achieved",),
    "number": (1,),
    "secret": ("nonsense",),
    "place": (1,),
    "section": ("goals",),
    "sort": ("told", "decision"),
    "kind": ("differently", "wrong"),
}
# These entries stand for all others on addresses that take any entry.
SAMPLE_KINDS = ("strength", "goal", "met_by", "tension")
QUIET_TABLES = {
    "access_auditevent",
    "audit_waiting",
    "django_session",
    "record_draft",
    "access_account",
    "people_notice",
}


@dataclass(frozen=True)
class Aim:
    """One object an address can name: its values, and which entry (kind, relation) it is, where it is one."""

    label: str
    values: tuple[tuple[str, Any], ...]
    kind: str = ""
    relation: str = ""


@dataclass
class Answer:
    """What came back: status, canaries, where it leads, and the words as they stood (for what must be alike)."""

    status: int
    canaries: frozenset[str]
    words: str = ""
    wrote: frozenset[str] = frozenset()


@dataclass
class Asker:
    """One of the cast at the site, signed in (or nobody)."""

    stage: Stage
    name: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def account(self) -> Account | None:
        return self.stage.accounts.get(self.name)

    def sign_in(self) -> "Asker":
        if self.account is not None:
            self.client.force_login(self.account, backend=BACKEND)
            session = self.client.session
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
            session.save()
        return self

    def get(self, address: str) -> Answer:
        """Read a page, with all the sheets it has."""
        answer = self.client.get(address)
        canaries, words = found_in(answer), _page(answer)
        waiting, been = _sheets(words), {""}
        while waiting and len(been) < MOST_SHEETS:
            query = waiting.pop()
            if query not in been:
                been.add(query)
                sheet = self.client.get(f"{address}?{query}")
                canaries |= found_in(sheet)
                waiting |= _sheets(_page(sheet))
        return Answer(answer.status_code, frozenset(canaries), words)

    def send(self, method: str, address: str, typed: dict[str, Any] | None = None) -> Answer:
        """Send something and undo it; says which tables it touched."""
        with transaction.atomic():
            before = _touched()
            answer = getattr(self.client, method)(address, typed or {})
            after = _touched()
            transaction.set_rollback(True)
        wrote = {name for name, times in after.items() if times != before.get(name, 0)} - QUIET_TABLES
        return Answer(answer.status_code, frozenset(found_in(answer)), _page(answer), wrote=frozenset(wrote))


def _page(answer: Any) -> str:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
    return answer.content.decode() if is_page else ""


def _sheets(words: str) -> set[str]:
    """Give the further sheets a page links to on its own address."""
    queries = {unescape(query) for query in SAME_PAGE.findall(words)}
    return {query for query in queries if PAGED & {name for name, _value in parse_qsl(query)}}


def _touched() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def aims(stage: Stage, route: Route, record: str, *, full: bool = False) -> list[Aim]:
    """Give every object tried at an address of this record.

    For parts nobody told us of: what pages were seen to link, else ids that nothing has (`guessed` of the matrix).
    """
    known = _aims(stage, route, record, full=full)
    linked = [Aim("linked", tuple(sorted(values.items()))) for values in stage.linked.get(route.name, ())[:2]]
    return known or linked or _aims(stage, route, record, full=full, is_guess=True)


def is_guessed(stage: Stage, route: Route) -> bool:
    """Say whether this address is tried with ids that nothing has, for want of better."""
    return not _aims(stage, route, A) and route.name not in stage.linked


def _aims(stage: Stage, route: Route, record: str, *, full: bool = False, is_guess: bool = False) -> list[Aim]:
    found = [Aim("", ())]
    for part in route.parts:
        if part != "subject_id":
            values = list(_values(stage, route, part, record, full=full))
            if not values and (record != A or is_guess) and part.endswith("_id"):
                values = [Aim("missing", ((part, uuid7()),))]
            found = [_joined(one, another) for one in found for another in values]
    return found


def _joined(one: Aim, another: Aim) -> Aim:
    label = " ".join(filter(None, (one.label, another.label)))
    return Aim(label, one.values + another.values, one.kind or another.kind, one.relation or another.relation)


def _values(stage: Stage, route: Route, part: str, record: str, *, full: bool) -> Iterator[Aim]:
    first = len([name for name in route.parts if name.endswith("_id")]) <= 2
    if part in {"item_id", "entry_id"}:
        yield from _entries(stage, route, part, record, full=full)
    elif kind := ENTRY_PARTS.get(part):
        for relation in (*RELATIONS, *AUDIENCES) if first and route.parts.index(part) else ("plain", "closed_few"):
            if made := stage.entries.get((record, kind, relation)):
                yield Aim(f"{kind}.{relation}", ((part, made.pk),), kind, relation)
    elif what := BESIDE_PARTS.get(part):
        for (of, label), made in stage.beside[what].items():
            kind, _, relation = label.partition(".")
            if of == record:
                yield Aim(label, ((part, made.pk),), kind, relation)
    elif part == "kind_name":
        for one in registry.all_kinds():
            if full or one.links or one.name in SAMPLE_KINDS:
                yield Aim(one.name, ((part, one.name),))
    elif part in WORDS:
        for value in WORDS[part]:
            if _fits(route, part, value):
                yield Aim(str(value), ((part, value),))
    else:
        for number, value in enumerate(stage.more.get((record, part), ())):
            yield Aim(f"{part} {number or ''}".rstrip(), ((part, value),))


def _fits(route: Route, part: str, value: Any) -> bool:
    """A kind is an answer's or a challenge's, a topic a conversation's or a review's: by the address it stands in."""
    if part == "topic":
        return (value == "strengths") != ("review" in route.name)
    return part != "kind" or (value == "differently") == ("respond" in route.name)


def _entries(stage: Stage, route: Route, part: str, record: str, *, full: bool) -> Iterator[Aim]:
    for (of, kind, relation), made in stage.entries.items():
        few = kind in SAMPLE_KINDS or relation in {"plain", "hanging"} if route.name == "entry" else kind == "strength"
        if of == record and (full or few):
            yield Aim(f"{kind}.{relation}", ((part, made.pk),), kind, relation)


def address(stage: Stage, route: Route, aim: Aim, record: str) -> str:
    """Give the address of this object, under this record where the address has one."""
    values = dict(aim.values)
    if "subject_id" in route.parts:
        values["subject_id"] = stage.subjects[record].pk
    return reverse(route.name, kwargs=values)


def elsewhere(record: str) -> str:
    """Give a record that is not this one, for ids that belong to another's."""
    return A if record == B else B


def missing(aim: Aim) -> Aim:
    """Give the same aim with ids that nothing has."""
    return Aim("missing", tuple((name, uuid7() if name.endswith("_id") else value) for name, value in aim.values))


@dataclass
class Form:
    """A form as a page showed it: what would be posted where."""

    action: str
    typed: dict[str, Any] = field(default_factory=dict)


class Forms(HTMLParser):
    """Finds the forms of a page that post, with what they would send; free words are filled in."""

    def __init__(self, here: str, words: str) -> None:
        super().__init__()
        self.here, self.found, self._form, self._select = here, [], None, ""  # type: ignore[var-annotated]
        self.links: list[str] = []
        self.feed(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        if tag == "form":
            self._form = Form(has.get("action") or self.here) if has.get("method", "").lower() == "post" else None
            if self._form:
                self.found.append(self._form)
        if self._form is None:
            return
        name = has.get("name", "")
        if tag == "textarea" and name:
            self._form.typed.setdefault(name, "Typed by the proof")
        if tag == "select" and name:
            self._select = name
        if tag == "option" and self._select and has.get("value"):
            self._form.typed.setdefault(self._select, has["value"])
        if tag == "input" and name:
            self._input(name, has)

    def _input(self, name: str, has: dict[str, str]) -> None:
        sort = has.get("type", "text")
        assert self._form is not None
        if sort in {"radio", "checkbox"}:
            self._form.typed.setdefault(name, has.get("value", "on"))
        elif sort == "number":
            self._form.typed.setdefault(name, has.get("value") or "1")
        elif sort == "date":
            self._form.typed.setdefault(name, has.get("value") or "2026-11-01")
        elif sort not in {"file", "submit"}:
            self._form.typed.setdefault(name, has.get("value") or "Typed by the proof")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""


def route_of(path: str) -> tuple[str, dict[str, Any]]:
    """Give the name and the values of an address; an empty name when there is none."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return "", {}
    return found.url_name or "", found.kwargs
