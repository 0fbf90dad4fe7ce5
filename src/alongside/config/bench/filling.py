"""Fills a database by COPY with many records, each as if people had written it, and with those who may open them.

Triggers and foreign keys sleep meanwhile, so slim rows and history are made here, from what was copied. Entries lie in
the order in which they would have been written, visit after visit, so that one record is spread as in life.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from alongside.config.bench import derived, lives, place
from alongside.people.domain import ALL_SECTIONS
from alongside.people.table_locks import CARE, OWN, SELF, VOICE
from alongside.record import registry

MEASURED = 8  # records of 400 entries, one for each client process
SLOT = 85  # subjects of one worker; NAMED of them by name, the others through the team of two
NAMED = 68
BUSY, BUSY_PEOPLE, BUSY_THINGS = (
    "busy@example.org",
    500,
    10,
)  # a worker with very much to do: people, and open things each
BUSY_DAYS = (-60, 28)
START = datetime(2025, 3, 3, 9, tzinfo=UTC)
Row = dict[str, Any]
Tell = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Person:
    """One subject with the three who speak in its record. `at` names the place in the list of workers."""

    id: uuid.UUID
    name: str
    worker: int
    own: uuid.UUID
    sister: uuid.UUID
    worked_with: uuid.UUID
    account: uuid.UUID | None


class Filler:
    """Makes everything for `subjects` records, always the same for the same number."""

    def __init__(self, subjects: int, db: place.Connection, tell: Tell) -> None:
        """Take how many, the superuser's connection, and whom to tell how far it is (what, 0 to 1)."""
        self.subjects, self.db, self.tell = subjects, db, tell
        self.chance = random.Random(subjects)  # noqa: S311 not a secret
        self.ticks = int(START.timestamp() * 1000)
        self.workers = [self.new_id() for _ in range(max(MEASURED, 1 + (subjects - MEASURED - 1) // SLOT))]
        self.teams = [self.new_id() for _ in range((len(self.workers) + 1) // 2)]
        self.people: list[Person] = []
        self.busy = self.new_id()
        self.goals: dict[uuid.UUID, str] = {}
        self.needs: dict[uuid.UUID, str] = {}
        self.said: dict[uuid.UUID, set[tuple[str, ...]]] = {}

    def new_id(self) -> uuid.UUID:
        """Give a version 7 id, later than those before."""
        self.ticks += 7
        tail = self.chance.getrandbits(74)
        value = (self.ticks & (1 << 48) - 1) << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & (1 << 62) - 1
        return uuid.UUID(int=value)

    def fill(self) -> None:
        """Fill the empty, migrated database, to the end; nothing is kept when it fails."""
        with self.db.transaction():
            self.db.execute("SET LOCAL session_replication_role = replica")
            self._accounts()
            self._subjects()
            self._entries()
            self._busy()
            self.tell("history and slim rows", 0.7)
            self._derived()
        self.tell("statistics", 0.95)
        self.db.execute("VACUUM (ANALYZE)")

    def copy(self, model: type[Model], rows: Iterable[Row]) -> None:
        """COPY rows of a model; columns left out take the model's default."""
        fill = _blank(model)
        names = ", ".join(f'"{name}"' for name in fill)
        with self.db.cursor().copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write("\t".join(_text(value) for value in (fill | row).values()) + "\n")

    # Who may open

    def _accounts(self) -> None:
        model = apps.get_model
        town = self.new_id()
        self.copy(model("access", "Organisation"), [{"id": town, "name": "Benchshire"}])
        self.copy(
            model("access", "Team"),
            [{"id": one, "organisation_id": town, "name": f"Team {n}"} for n, one in enumerate(self.teams)],
        )
        self.copy(
            model("access", "Account"),
            (self._account(one, f"worker{n}", "Social worker", n) for n, one in enumerate(self.workers)),
        )
        self.copy(
            model("access", "Membership"),
            (
                {
                    "id": self.new_id(),
                    "account_id": one,
                    "team_id": self.teams[n // 2],
                    "role": "member",
                    "starts": START,
                }
                for n, one in enumerate(self.workers)
            ),
        )

    def _account(self, id_: uuid.UUID, mail: str, title: str, number: int) -> Row:
        return {"id": id_, "email": f"{mail}@example.org", "name": self._name(number), "title": title, "password": "!"}

    def _name(self, number: int) -> str:
        return f"{lives.GIVEN[number % 25]} {lives.FAMILY[number // 25 % 25]}"

    def caseload(self, worker: int) -> list[int]:
        """Give the places of this worker's own subjects; the first of a measuring worker is the measured one."""
        rest = max(1, self.subjects - MEASURED)
        own = [MEASURED + (worker * SLOT + n) % rest for n in range(min(SLOT, rest))]
        return [worker, *own] if worker < MEASURED else own

    def _subjects(self) -> None:
        for number in range(self.subjects):
            worker = number if number < MEASURED else (number - MEASURED) // SLOT
            account = self.new_id() if number % 4 == 0 else None
            name = f"{self._name(number * 7)}{f' {number}' if number >= MEASURED else ''}"
            self.people.append(
                Person(self.new_id(), name, worker, self.new_id(), self.new_id(), self.new_id(), account)
            )
        self.said = {one.id: set() for one in self.people[:MEASURED]}
        model, people = apps.get_model, self.people
        self.copy(
            model("access", "Account"),
            (self._account(one.account, f"person{n}", "", n) for n, one in enumerate(people) if one.account),
        )
        self.copy(
            model("people", "Subject"),
            ({"id": one.id, "name": one.name, "known_as": one.name.split()[0]} for one in people),
        )
        self.copy(model("people", "Details"), ({"subject_id": one.id, "born": date(1950, 1, 1)} for one in people))
        self.copy(model("people", "Voice"), (row for one in people for row in self._voices(one)))
        self.copy(model("people", "Grant"), self._grants())

    def _voices(self, one: Person) -> Iterator[Row]:
        base = {"subject_id": one.id, "since": START.date()}
        yield base | {
            "id": one.own,
            "kind": "self",
            "relationship": "person",
            "name": one.name,
            "account_id": one.account,
        }
        yield base | {"id": one.sister, "relationship": "family", "name": f"{one.name.split()[0]}’s sister"}
        yield base | {
            "id": one.worked_with,
            "relationship": "social_worker",
            "name": self._name(one.worker),
            "account_id": self.workers[one.worker],
        }

    def _grants(self) -> Iterator[Row]:
        care = {"mask": ALL_SECTIONS | VOICE | CARE, "basis": "care", "starts": START}
        for worker, account in enumerate(self.workers):
            for n, number in enumerate(self.caseload(worker)):
                who = {"account_id": account} if n < NAMED else {"team_id": self.teams[worker // 2]}
                yield care | who | {"id": self.new_id(), "subject_id": self.people[number].id}
        for one in self.people:
            if one.account:
                own = {"mask": ALL_SECTIONS | VOICE | OWN | SELF, "basis": "own", "starts": START}
                yield own | {"id": self.new_id(), "subject_id": one.id, "account_id": one.account}

    # What they say

    def _entries(self) -> None:
        """Write the visits of all records in the order of time, in rounds, each kind's rows by one COPY a round."""
        writers = {kind.name: Writer(self, kind) for kind in registry.all_kinds()}
        rounds = len(lives.FIRST_VISITS)
        visited = [0] * MEASURED
        often = max(1, self.subjects * rounds // lives.LONG)
        for turn in range(rounds):
            for number, one in enumerate(self.people):
                step = turn * self.subjects + number
                if number >= MEASURED:
                    self._visit(writers, one, turn, START + timedelta(days=90 * turn, seconds=number))
                for place_ in range(MEASURED if step % often == 0 else 0):
                    if visited[place_] < lives.LONG:
                        when = START + timedelta(days=9 * visited[place_])
                        self._visit(writers, self.people[place_], visited[place_], when)
                        visited[place_] += 1
            for writer in writers.values():
                writer.flush()
            self.tell("entries", 0.1 + 0.6 * (turn + 1) / rounds)
        for place_, done in enumerate(visited):
            for visit in range(done, lives.LONG):
                self._visit(writers, self.people[place_], visit, START + timedelta(days=9 * visit))
        for writer in writers.values():
            writer.flush()

    def _visit(self, writers: dict[str, Writer], one: Person, visit: int, when: datetime) -> None:
        first = lives.FIRST_VISITS
        kinds = first[visit] if visit < len(first) else lives.LATER_VISITS[visit % len(lives.LATER_VISITS)]
        meeting = self.new_id() if kinds[0] == "contribution" else None
        for n, kind in enumerate(kinds):
            writers[kind].add(one, meeting if n == 0 and meeting else self.new_id(), meeting if n else None, when, n)

    def _busy(self) -> None:
        """Give one worker five hundred people: ten open things with each, how often to meet, and a look at each."""
        mail, model, at = BUSY.split("@")[0], apps.get_model, timezone.now()
        people = self.people[MEASURED : MEASURED + BUSY_PEOPLE]
        voices = {one.id: self.new_id() for one in people}
        self.copy(model("access", "Account"), [self._account(self.busy, mail, "Social worker", 7)])
        member = {"id": self.new_id(), "account_id": self.busy, "team_id": self.teams[0], "role": "member"}
        self.copy(model("access", "Membership"), [member | {"starts": START}])
        self.copy(
            model("people", "Voice"),
            (
                {"id": voice, "subject_id": subject, "name": self._name(7), "account_id": self.busy}
                for subject, voice in voices.items()
            ),
        )
        care = {"account_id": self.busy, "mask": ALL_SECTIONS | VOICE | CARE, "basis": "care", "starts": START}
        self.copy(model("people", "Grant"), (care | {"id": self.new_id(), "subject_id": one.id} for one in people))
        agreed = {"every": 28, "changed_by": self.busy}
        self.copy(model("people", "Arrangement"), (agreed | {"subject_id": one.id} for one in people))
        looked = {"by": self.busy, "action": "record.opened", "at": at - timedelta(days=2)}
        self.copy(
            model("access", "AuditEvent"), (looked | {"id": self.new_id(), "subject_id": one.id} for one in people)
        )
        for name, kind in (("Task", "contact"), ("Step", "planning")):
            self.copy(model(kind, name), self._things(people, voices, at, is_step=name == "Step"))

    def _things(
        self, people: list[Person], voices: dict[uuid.UUID, uuid.UUID], at: datetime, *, is_step: bool
    ) -> Iterator[Row]:
        first, last = BUSY_DAYS
        for one in people:
            for _turn in range(BUSY_THINGS // 2):
                row = {
                    "id": self.new_id(),
                    "subject_id": one.id,
                    "words_of_id": voices[one.id],
                    "written_by_id": self.busy,
                    "written_at": at - timedelta(days=70),
                    "at": at - timedelta(days=70),
                    "words": " ".join(self._new_thing()),
                    "responsible_id": voices[one.id],
                    "by_when": at.date() + timedelta(days=self.chance.randint(first, last)),
                }
                yield row | ({"goal_id": self.goals[one.id]} if is_step else {})

    def _new_thing(self) -> tuple[str, ...]:
        return tuple(self.chance.choice(some) for some in (lives.OPENINGS, lives.MIDDLES, lives.ENDINGS))

    def _derived(self) -> None:
        """Make what triggers would have made: slim rows, first states in history; then a plan for each record."""
        for statement in derived.statements():
            self.db.execute(statement)


class Writer:
    """Lines of one kind's table, kept until they are copied."""

    def __init__(self, filler: Filler, kind: registry.Kind) -> None:
        """Take the kind; its fixed columns are worked out once."""
        self.filler, self.kind = filler, kind
        blank = _blank(kind.model)
        given = {name if name in blank else f"{name}_id": value for name, value in kind.demo().items()}
        self.fixed = {name: _text(value) for name, value in (blank | given).items()}
        self.lines: list[str] = []
        self.facets = [code for code, _label in kind.facets] if kind.facet else []

    def add(self, one: Person, id_: uuid.UUID, meeting: uuid.UUID | None, when: datetime, n: int) -> None:
        """Add one entry: mostly the person's words, written down by the worker, some confirmed; some the sister's."""
        chance, moment = self.filler.chance, when.isoformat()
        voice = one.sister if n == 4 and chance.random() < 0.5 else one.own
        worker = self.filler.workers[one.worker]
        words = self._new_words(one)
        row = {
            "id": id_.hex,
            "subject_id": one.id.hex,
            "words_of_id": voice.hex,
            "how": "said",
            "written_by_id": worker.hex,
            "written_at": moment,
            "at": moment,
            "contribution_id": meeting.hex if meeting else "\\N",
            "words": words,
        }
        if self.kind.title:
            row[self.kind.title] = f"{chance.choice(lives.GIVEN)} {chance.choice(lives.FAMILY)}"
        if self.facets and self.kind.name not in ("goal", "support"):
            row[self.kind.facet or ""] = chance.choice(self.facets)
        if one.account and voice == one.own and chance.random() < 0.7:
            row |= {"confirmed_at": moment, "confirmed_by": one.account.hex}
        if self.kind.name == "goal":
            self.filler.goals[one.id] = id_.hex
        elif self.kind.name == "need":
            self.filler.needs[one.id] = id_.hex
        elif self.kind.name == "met_by":
            row["need_id"] = self.filler.needs[one.id]
        elif self.kind.name == "step":
            row |= {
                "goal_id": self.filler.goals[one.id],
                "responsible_id": voice.hex,
                "by_when": when.date().isoformat(),
            }
        self.lines.append("\t".join((self.fixed | row).values()) + "\n")

    def _new_words(self, one: Person) -> str:
        """Give words that this person has not said before, so that each row can be told on a page."""
        choice, said = self.filler.chance.choice, self.filler.said.get(one.id, set())
        while (words := (choice(lives.OPENINGS), choice(lives.MIDDLES), choice(lives.ENDINGS))) in said:
            pass
        said.add(words)
        return " ".join(words)

    def flush(self) -> None:
        """COPY what was added."""
        names = ", ".join(f'"{name}"' for name in self.fixed)
        with self.filler.db.cursor().copy(f"COPY {self.kind.table} ({names}) FROM STDIN") as copy:
            for start in range(0, len(self.lines), 2000):
                copy.write("".join(self.lines[start : start + 2000]))
        self.lines.clear()


def _blank(model: type[Model]) -> Row:
    """Give the columns of a model, each with its default."""
    return {str(field.column): field.get_default() for field in model._meta.concrete_fields}


def _text(value: Any) -> str:
    """Write a value as COPY reads it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(str(one) for one in value) + "}"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")
