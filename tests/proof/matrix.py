"""One row of the matrix: everything one of the cast asks, with the verdict on every canary of every answer."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

from alongside.record import registry

from .asking import Aim, Answer, Asker, Forms, address, aims, elsewhere, missing, route_of
from .cast import HALF, SINGLE, A
from .doors import Route, ours
from .stage import Stage
from .verdicts import ANSWER_TABLES, CONCERN_TABLES, NEW_RECORD, OPENS_BY_MORE, OPENS_WITH, SHORT, Judge

REFERENCES = ("worker", "all_shared")
LEFT_OUT = {"leave"}  # it signs out
ODD_METHODS = ("head", "put", "patch", "delete", "options")
CHANGING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|nonce-?[=\"'\w+/-]*|csrf\w*\"? ?(value)?=\"[^\"]*\"|\d{2}:\d{2}")
TOKENS = re.compile(r"[\w-]{20,}")
# Which rights an act of a door asks for, any of them.
ACTS = {
    "add": ("voice",),
    "share": ("self",),
    "see_who_looked": ("self",),
    "allocate": ("care",),
    "withhold": ("care",),
    "amend_subject": ("self", "care"),
}
# How to talk with somebody and what must be known stand at the top of every page.
ON_EVERY_PAGE = {kind.section.code for kind in registry.all_kinds() if kind.banner}
# Methods no page is made for end before anybody is asked who they are, and ids of another record before it is asked
# what of it somebody sees: these few stand for all in a short run.
FEW = {"sister_goals", "nobody", "person", "sister", "worker", "colleague", "outsider"}
Shown = dict[tuple[str, str, str], frozenset[str]]


@dataclass
class Row:
    """What one role asked and got."""

    role: str
    combinations: int = 0
    requests: int = 0
    verdicts: int = 0
    allowed: int = 0
    leaks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def keep(self, folder: Path) -> None:
        """Write the row down, for whoever sums up."""
        folder.mkdir(parents=True, exist_ok=True)
        kept = {name: sorted(value) if isinstance(value, set) else value for name, value in vars(self).items()}
        (folder / f"{self.role}.json").write_text(json.dumps(kept))


def _only_in_tokens(canary: str, words: str) -> bool:
    """Say whether it stands inside long runs of letters and figures alone: a token looks like a canary by chance."""
    read = words.lower()
    return canary in read and canary not in TOKENS.sub("", read)


@dataclass
class Sweep:
    """Walks the site as one role."""

    stage: Stage
    name: str
    shown: Shown
    forms: dict[str, list[dict[str, Any]]]
    full: bool = False

    def __post_init__(self) -> None:
        self.row = Row(self.name)
        self.asker = Asker(self.stage, self.name).sign_in()
        account = self.asker.account
        self.judge = Judge(self.stage, account.pk if account else None, self.name)
        self.home = self.stage.roles[self.name].home if self.name in self.stage.roles else A
        self.routes = [route for route in ours() if route.name not in LEFT_OUT]

    def run(self) -> Row:
        """Ask everything."""
        self.read_home()
        is_one_of_many = self.name.startswith((HALF, SINGLE)) and self.name not in FEW
        if self.full or not is_one_of_many:
            self.write()
        if self.full or self.name in FEW:
            self.read_swapped()
            self.read_strange()
            self.odd_methods()
        return self.row

    def read_home(self) -> None:
        """Read every address of one's own corner, as every object; what is refused reads like what is not there."""
        for route in self.routes:
            nothing: Answer | None = None
            for aim in self._telling(aims(self.stage, route, self.home, full=self.full)):
                answer = self._read(route, aim, self.home)
                self._expect(route, aim, answer)
                if answer.status not in {200, 302, 405} and self._is_hidden(aim):
                    nothing = nothing or self._read(route, missing(aim), self.home)
                    self._alike(route, aim, answer, nothing)

    def _telling(self, found: list[Aim]) -> list[Aim]:
        """Give what is worth asking in a short run: all that is hidden, and of each kind that is seen the first."""
        seen: set[str] = set()
        told = []
        for aim in found:
            if self.full or not aim.kind or self.name in REFERENCES or self._is_hidden(aim) or aim.kind not in seen:
                told.append(aim)
            if aim.kind and not self._is_hidden(aim):
                seen.add(aim.kind)
        return told

    def read_swapped(self) -> None:
        """Put ids of another record into an address of this one: never shown."""
        other = elsewhere(self.home)
        for route in self.routes:
            if route.in_record and any(part.endswith("_id") and part != "subject_id" for part in route.parts):
                for aim in aims(self.stage, route, other)[:2]:
                    self._read(route, aim, self.home, note="of another record")

    def read_strange(self) -> None:
        """Read another record, with its own ids."""
        other = elsewhere(self.home)
        for route in self.routes:
            for aim in aims(self.stage, route, other)[:1] if route.in_record else ():
                self._read(route, aim, other, note="strange record")

    def write(self) -> None:
        """Post to every address what its own form would send; what may not be written leaves no trace."""
        for route in self.routes:
            found = aims(self.stage, route, self.home)
            if not found:
                continue
            kept = [aim for aim in found if aim.relation.startswith("from_")]
            many = 3 if self.full else 1
            for aim in (found[0], *kept[:many]):
                for typed in self.forms.get(route.name, [{}])[:many]:
                    self._send("post", route, aim, typed)

    def odd_methods(self) -> None:
        """Try what no page is made for."""
        for route in self.routes:
            for method, aim in product(ODD_METHODS, aims(self.stage, route, self.home)[:1]):
                answer = self._send(method, route, aim, {})
                if method != "head" and answer.status == 200 and route.in_record:
                    self.row.faults.append(f"{method.upper()} {route.name}: answered")

    def _send(self, method: str, route: Route, aim: Aim, typed: dict[str, Any]) -> Answer:
        where = address(self.stage, route, aim, self.home)
        answer = self._not_by_chance(route, lambda: self.asker.send(method, where, typed))
        if method == "post" and answer.status in {200, 302, 422} and self.asker.account:
            self.row.opened.add(route.name)
        self._judge(f"{method.upper()} {route.name} {aim.label}", answer)
        may = self.judge.may_write(self.home)
        leads = self.asker.account is not None and self.asker.account.pk in self.stage.facts.leads
        answers = ANSWER_TABLES | (CONCERN_TABLES if leads else set())
        allowed = {"nothing": set(), "answers": answers, "words": answer.wrote}[may]
        if route.in_record and answer.wrote - allowed and not (may != "nothing" and route.name in NEW_RECORD):
            self.row.leaks.append(f"{self.name}: {method.upper()} {route.name} {aim.label} wrote {set(answer.wrote)}")
        return answer

    def _read(self, route: Route, aim: Aim, record: str, note: str = "") -> Answer:
        where = address(self.stage, route, aim, record)
        answer = self._not_by_chance(route, lambda: self.asker.get(where))
        self._judge(f"GET {route.name} {aim.label} {note}".rstrip(), answer)
        if answer.status == 200:
            self.row.opened.add(route.name)
            self._within(route, aim, answer)
        return answer

    def _not_by_chance(self, route: Route, ask: Callable[[], Answer]) -> Answer:
        """Ask, and ask once more where something is shown that may not be: a token is another one then."""
        answer = ask()
        if all(self._may(canary, route.name) for canary in answer.canaries):
            return answer
        again = ask().canaries
        by_chance = {one for one in answer.canaries - again if _only_in_tokens(one, answer.words)}
        return replace(answer, canaries=answer.canaries - by_chance)

    def _within(self, route: Route, aim: Aim, answer: Answer) -> None:
        """A page shows no part of the record that its door does not name."""
        if route.door is None or route.door.shows is None:
            return
        named = {section.code for section in route.door.shows} | ON_EVERY_PAGE
        for canary in answer.canaries & self.stage.cage.marks.keys():
            entry = self.stage.cage.marks[canary].entry
            if entry is not None and entry.section not in named:
                self.row.faults.append(
                    f"{self.name}: {route.name} {aim.label} shows of {entry.section}, and does not say so"
                )

    def _judge(self, asked: str, answer: Answer) -> None:
        self.row.requests += 1
        self.row.combinations += 1
        self.row.verdicts += len(self.stage.cage.marks)
        for canary in answer.canaries & self.stage.cage.marks.keys():
            mark = self.stage.cage.marks[canary]
            if self._may(canary, asked.split()[1]):
                self.row.allowed += 1
                self.row.seen.add(canary)
            else:
                what = f"{mark.what} {mark.kind} {mark.relation} of {mark.record}"
                self.row.leaks.append(f"{self.name}: {asked} showed {what}")
        if answer.status >= 500:
            self.row.faults.append(f"{self.name}: {asked} answered {answer.status}")

    def _may(self, canary: str, route: str) -> bool:
        unknown = canary not in self.stage.cage.marks
        return unknown or self.judge.may_see(canary) or self.judge.is_told(canary, route)

    def _expect(self, route: Route, aim: Aim, answer: Answer) -> None:
        """What opens to a reference opens to whoever holds what it asks; what stands there, stands there for them."""
        key = (self.home, route.name, aim.label)
        if key not in self.shown or not self._opens(route, aim):
            return
        if answer.status != 200:
            # Whom a concern alone lets in is led from the front page to it.
            if route.name not in OPENS_BY_MORE and (route.name, answer.status) != ("front", 302):
                self.row.missing.append(f"{self.name}: {route.name} {aim.label} did not open ({answer.status})")
        elif route.name not in SHORT:
            # A nonce can look like a canary by chance.
            for canary in (self.shown[key] & self.stage.cage.marks.keys()) - answer.canaries:
                if self.judge.should_see(canary, route.name):
                    mark = self.stage.cage.marks[canary]
                    what = f"{mark.what} {mark.kind} {mark.relation}"
                    self.row.missing.append(f"{self.name}: {route.name} {aim.label} lacks {what}")

    def _opens(self, route: Route, aim: Aim) -> bool:
        """Say whether this page should open, from its door, its sections and the entry it names."""
        subject = self.stage.subjects[self.home].pk
        facts, who = self.judge.facts, self.judge.account
        door = route.door
        if who is None or not route.in_record or door is None or not facts.opens(who, subject):
            return False
        if not all(facts.holds(who, subject, section) for section in OPENS_WITH.get(route.name, ())):
            return False
        if made := self.stage.entries.get((self.home, aim.kind, aim.relation)):
            known = self.stage.known[made.pk]
            if not facts.sees_beside(who, known):
                return False
        wanted = ACTS.get(str(door.read), ())
        return not wanted or any(facts.holds(who, subject, right) for right in wanted)

    def _is_hidden(self, aim: Aim) -> bool:
        made = self.stage.entries.get((self.home, aim.kind, aim.relation))
        known = made and self.stage.known[made.pk]
        return known is not None and not self.judge.facts.sees(self.judge.account, known)

    def _alike(self, route: Route, aim: Aim, answer: Answer, nothing: Answer) -> None:
        if (answer.status, CHANGING.sub("", answer.words)) != (nothing.status, CHANGING.sub("", nothing.words)):
            self.row.leaks.append(f"{self.name}: {route.name} {aim.label} reads otherwise than what is not there")


@dataclass
class Reference:
    """What those who see most are shown where, and the forms of the site with what they would send."""

    shown: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))


def references(stage: Stage) -> tuple[Shown, dict[str, list[dict[str, Any]]]]:
    """Read the site as those who see most; what they are led to is how addresses with parts we know not are tried."""
    found = Reference()
    for name in REFERENCES:
        asker = Asker(stage, name).sign_in()
        waiting = [route for route in ours() if route.name not in LEFT_OUT]
        for _round in range(3):
            tried = [route for route in waiting if aims(stage, route, A)]
            for route in tried:
                _read_as(found, stage, asker, route)
            waiting = [route for route in waiting if route not in tried]
    return {key: frozenset(value) for key, value in found.shown.items()}, dict(found.forms)


def _read_as(found: Reference, stage: Stage, asker: Asker, route: Route) -> None:
    for aim in aims(stage, route, A):
        where = address(stage, route, aim, A)
        answer = asker.get(where)
        if answer.status == 200:
            found.shown[A, route.name, aim.label] |= answer.canaries
        read = Forms(where, answer.words)
        for form in read.found:
            to, _values = route_of(form.action)
            if to and len(found.forms[to]) < 2 and form.typed not in found.forms[to]:
                found.forms[to].append(form.typed)
        for link in {*read.links, *(form.action for form in read.found)}:
            to, values = route_of(link)
            if to and values.pop("subject_id", stage.subjects[A].pk) == stage.subjects[A].pk and values:
                known = stage.linked.setdefault(to, [])
                if values not in known and len(known) < 2:
                    known.append(values)
