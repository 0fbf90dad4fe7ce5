"""Pairs of worlds that differ in one thing that is kept from somebody, and everything the site gives that somebody.

Both worlds of a pair are made in one database from one savepoint: the same record, the same ids, the same days. Then
one of them gets the thing (an entry with all that hangs on it) and the withholding; the other never had it. What was
not kept apart by a mask (`mask.py`) has to be equal in every answer.
"""

import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import UUIDField
from django.test import Client
from django.urls import reverse

from alongside.access import audit, keeper
from alongside.access.models import Membership
from alongside.access.viewer import viewing
from alongside.conftest import World, as_keeper, make_world
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, Section
from alongside.people.models import Grant, Subject, Voice
from alongside.planning.models import PlanVersion
from alongside.record import actions, files, registry
from alongside.record.domain import ChallengeKind, ResponseKind
from alongside.record.models import Item, Withholding
from alongside.record.registry import Kind
from tests.proof.worlds import _voice_columns, an_id, targets

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
HIDDEN = an_id(60, 0)
BESIDE = {name: an_id(61, n) for n, name in enumerate(("response", "challenge", "attachment", "second", "withheld"))}
VERSIONS = (an_id(62, 0), an_id(62, 1))
CANARY = "kestrel"
# Which of its kind may differ is drawn; what is tried on it is the same for all.
SENTENCES = (
    "The kettle is on by seven.",
    "She waits at the corner shop.",
    "Two buses, then the long way round.",
    "A quiet table near the door.",
    "We planted beans along the wall.",
    "Nobody rang back that week.",
)


@dataclass(frozen=True)
class Pair:
    """What differs, from whom it is kept and how: `kind` of the hidden entry, `way`, and who looks."""

    kind: str
    way: str
    viewers: tuple[str, ...]

    @property
    def plain(self) -> str:
        """Name the world without it: pairs of one name share that world."""
        return f"section {registry.get(self.kind).section.code}" if self.way.startswith("section") else "nothing"


WAYS: dict[str, tuple[str, ...]] = {
    "entry from person": ("person",),
    "entry from circle": ("sister",),
    "entry from account": ("sister",),
    "entry from worker": ("manager",),
    "section from person": ("person",),
    "section from circle": ("sister",),
}
# An entry of a closed kind that these were never named for.
CLOSED_WAYS = {"closed to person": ("person",), "closed to circle": ("sister",), "closed to worker": ("manager",)}
# Moved to another record: here a line is left, whatever the words were.
MOVED = ("person", "sister")


def ways(kind: Kind) -> dict[str, tuple[str, ...]]:
    """Give how an entry of this kind can be kept from somebody."""
    return WAYS | CLOSED_WAYS if kind.section.is_closed else WAYS


def all_pairs(seed: int) -> Iterator[Pair]:
    """Give pairs without end: every kind by every way, in an order of this seed."""
    drawn = random.Random(seed)
    while True:
        some = [Pair(kind.name, way, who) for kind in registry.all_kinds() for way, who in ways(kind).items()]
        drawn.shuffle(some)
        yield from some


# --- the record both worlds share ----------------------------------------------------------------------------


@dataclass
class Base:
    """A record with something of every kind, and the people who look at it."""

    world: World
    drawn: random.Random
    entries: dict[str, list[UUID]] = field(default_factory=dict)
    made: int = 0

    def voice(self, who: str) -> UUID:
        """Give whose words: by name."""
        return self.world.voices[who].pk

    def put(self, kind: Kind, key: UUID, *, links: dict[str, list[UUID]], by: str = "worker", whose: str = "") -> None:
        """Write an entry as it would have been written some days ago, with these links, as the keeper."""
        self.made += 1
        at = START + timedelta(days=self.made % 90, hours=self.made % 7)
        fields: dict[str, Any] = kind.demo() | self.link_fields(kind, links)
        fields |= {} if "words" in fields and not fields["words"] else {"words": self.sentence()}
        fields |= {column: self.voice("worker") for column in _voice_columns(kind)}
        kind.model._default_manager.create(
            id=key,
            subject=self.world.subject,
            words_of_id=self.voice(whose or self.drawn.choice(("person", "sister", "worker"))),
            written_by=getattr(self.world, by),
            written_at=at,
            at=at,
            **fields,
        )
        self.entries.setdefault(kind.name, []).append(key)

    def sentence(self) -> str:
        """Give words that are found once."""
        return f"{self.drawn.choice(SENTENCES)} ({self.made})"

    def link_fields(self, kind: Kind, links: dict[str, list[UUID]]) -> dict[str, Any]:
        """Give the columns that point at entries: what must be there from the record, the rest as told."""
        fields: dict[str, Any] = {}
        for column, target in targets(kind).items():
            fields[column] = self.entries[target.name][0]
        for column in link_columns(kind):
            wanted = links.get(column, links.get("*", []))
            many = isinstance(kind.model._meta.get_field(column), ArrayField)
            fields[column] = wanted if many else (wanted[0] if wanted else None)
        return fields


def link_columns(kind: Kind) -> list[str]:
    """Give the columns of a kind that may point at an entry and may be empty."""
    fields = {
        name: kind.model._meta.get_field(name.removesuffix("_id")) for name in kind.links if name not in targets(kind)
    }
    return [name for name, one in fields.items() if isinstance(one, UUIDField | ArrayField)]


def make_base(seed: int) -> Base:
    """Make the record that both worlds share."""
    world = make_world(f" {seed}")
    base = Base(world, random.Random(seed))
    with as_keeper():
        Subject.objects.filter(pk=world.subject.pk).update(added_at=START)
        Voice.objects.filter(subject=world.subject).update(added_at=START)
        Grant.objects.filter(subject=world.subject, account=world.sister).update(mask=ALL_SECTIONS | CIRCLE_RIGHTS)
        Grant.objects.filter(subject=world.subject).update(starts=START)
        Membership.objects.update(starts=START)
        Voice.objects.create(subject=world.subject, account=world.manager, name=world.manager.name, added_at=START)
        for n, kind in enumerate(in_order()):
            for m in range(1 + base.drawn.randrange(2)):
                base.put(kind, an_id(50, 10 * n + m), links={"*": []}, by=base.drawn.choice(("worker", "sister")))
    freeze(base, 0)
    for who in ("worker", "manager"):
        look(base, who, [reverse("front", args=[world.subject.pk]), reverse("plan", args=[world.subject.pk])])
    return base


def in_order() -> list[Kind]:
    """Give every kind, what others must point at first."""
    kinds = list(registry.all_kinds())
    first = [kind for kind in kinds if not targets(kind)]
    return first + [kind for kind in kinds if targets(kind)]


def freeze(base: Base, number: int) -> None:
    """Put the plan forward as it stands."""
    world = base.world
    with world.as_("worker") as worker:
        PlanVersion.objects.create(
            id=VERSIONS[number],
            subject=world.subject,
            number=number + 1,
            put_forward_at=START + timedelta(days=100 + number),
            put_forward_by=worker,
            blocked=False,
            holders=[base.voice("person"), base.voice("worker")],
        )
        keeper.call("freeze_plan", VERSIONS[number])


def client_of(base: Base, who: str) -> Client:
    """Give a browser in which this person has signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(getattr(base.world, who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def look(base: Base, who: str, addresses: list[str]) -> None:
    """Let somebody look at these pages, as the person will read afterwards."""
    client = client_of(base, who)
    for one in addresses:
        client.get(one)


# --- the two worlds ------------------------------------------------------------------------------------------


def finish(base: Base, pair: Pair | None, plain: str) -> None:
    """Make the rest of a world: the entries that point at the hidden one where it is there, and itself."""
    drawn = base.drawn.getstate()
    entries, made = {kind: list(ids) for kind, ids in base.entries.items()}, base.made
    hidden = registry.get(pair.kind) if pair else None
    try:
        if hidden:
            _add_hidden(base, hidden, from_person=bool(pair and pair.way == "closed to person"))
        with as_keeper():
            _point(base, bool(hidden))
            for whom, section in _sections_kept(pair, plain):
                _withhold(base, whom, section.bit)
        freeze(base, 1)
        if pair and hidden:
            _keep_from(base, pair)
        _look_at_one(base, bool(hidden))
    finally:
        base.drawn.setstate(drawn)
        base.entries, base.made = entries, made


def _point(base: Base, to_hidden: bool) -> None:
    """Write entries that point: at one that is seen and, where it is there, at the hidden one too; and at it alone."""
    for n, kind in enumerate(one for one in in_order() if link_columns(one)):
        seen = [base.entries["strength"][0]]
        base.put(kind, an_id(70, 2 * n), links={"*": [*seen, *([HIDDEN] if to_hidden else [])]}, whose="person")
        base.put(kind, an_id(70, 2 * n + 1), links={"*": [HIDDEN] if to_hidden else []}, whose="worker")


def _add_hidden(base: Base, kind: Kind, *, from_person: bool) -> None:
    """Let the worker write the hidden entry down, with all that hangs on it: by the site's own actions."""
    world = base.world
    with world.as_("worker") as worker:
        made = {
            "by": worker,
            "subject_id": world.subject.pk,
            "words_of": base.voice("worker"),
            "how": "wrote",
            "at": START + timedelta(days=20),
        }
        fields = kind.demo() | {"words": f"The {CANARY} is over the field."}
        fields |= {column: base.entries[target.name][0] for column, target in targets(kind).items()}
        fields |= {column: base.voice("worker") for column in _voice_columns(kind)}
        if kind.section.is_closed and from_person:
            fields |= {
                "tell": "not_now",
                "keep_ground": "harm",
                "keep_words": CANARY,
                "keep_review": date(2026, 12, 20),
            }
        actions.add(kind=kind, id=HIDDEN, **made, **fields)
        for n, other in enumerate(under(kind)):
            inner = other.demo() | {"words": f"Under the {CANARY}."}
            inner |= {column: base.entries[one.name][0] for column, one in targets(other).items() if one != kind}
            inner |= {column: HIDDEN for column, one in targets(other).items() if one == kind}
            actions.add(kind=other, id=an_id(63, n), **made, **inner)
        item = Item.objects.get(pk=HIDDEN)
        _beside(base, item)
    if kind.section.is_closed:
        return
    with world.as_("manager") as manager:
        actions.respond(
            by=manager, item=item, kind=ResponseKind.AGREE, words=f"I saw the {CANARY}.", id=BESIDE["second"]
        )


def under(kind: Kind) -> list[Kind]:
    """Give the kinds whose entries cannot be without one of this kind."""
    return [other for other in registry.all_kinds() if kind in targets(other).values()]


def _beside(base: Base, item: Item) -> None:
    by = base.world.worker
    actions.respond(by=by, item=item, kind=ResponseKind.COMMENT, words=f"More of the {CANARY}.", id=BESIDE["response"])
    actions.challenge(by=by, item=item, kind=ChallengeKind.WRONG, words=f"It was no {CANARY}.", id=BESIDE["challenge"])
    file = ContentFile(b"\x89PNG\r\n\x1a\nkestrel", name=f"{CANARY}.png")
    files.attach(by=by, item=item, file=file, content_type="image/png", id=BESIDE["attachment"])


def _sections_kept(pair: Pair | None, plain: str) -> list[tuple[str, Section]]:
    """Give the section that is withheld in both worlds of such a pair, from the person and from the circle."""
    if not plain.startswith("section "):
        return []
    section = next(one for one in Section if one.code == plain.removeprefix("section "))
    return [("person", section), ("circle", section)]


def _keep_from(base: Base, pair: Pair) -> None:
    """Withhold the hidden entry, and what hangs on it; a section's withholding stands in both worlds already."""
    _, _, whom = pair.way.partition(" from ")
    account = {"account": base.world.sister, "worker": base.world.manager}.get(whom)
    if pair.way.startswith("entry"):
        with as_keeper():
            ids = [HIDDEN, *(an_id(63, n) for n, _ in enumerate(under(registry.get(pair.kind))))]
            for item in Item.objects.filter(pk__in=ids):
                _withhold(base, "account" if account else whom, item.bit, item=item, account=account)
    with base.world.as_("worker") as worker:
        audit.note(
            by=worker, action="withheld.made", subject_id=base.world.subject.pk, withholding=str(BESIDE["withheld"])
        )


def _withhold(base: Base, whom: str, bit: int, *, item: Item | None = None, account: Any = None) -> None:
    Withholding.objects.create(
        id=BESIDE["withheld"]
        if item and item.pk == HIDDEN
        else an_id(64, zlib.crc32(f"{whom}{bit}{item and item.pk}".encode()) & 0xFFFFFF),
        subject=base.world.subject,
        item=item,
        bit=bit,
        whom=whom,
        account=account,
        grounds="serious_harm",
        words=f"Because of the {CANARY}.",
        made_at=START + timedelta(days=30),
        made_by=base.world.worker.pk,
        review_by=date(2026, 8, 1),
    )


def _look_at_one(base: Base, hidden: bool) -> None:
    """The worker looks at one entry's page: at the hidden one where it is there, else at another."""
    one = HIDDEN if hidden else base.entries["strength"][0]
    look(base, "worker", [reverse("entry", args=[base.world.subject.pk, one])])


def apart(base: Base, make: Callable[[], None], looked: Callable[[], Any]) -> Any:
    """Make a world from the shared record, look, and take it all back."""
    with transaction.atomic():
        make()
        found = looked()
        transaction.set_rollback(True)
    return found


def is_there(base: Base) -> bool:
    """Say whether the worker, from whom nothing is kept, sees the hidden entry: else a pair would prove nothing."""
    with viewing(base.world.worker.pk, subject_id=base.world.subject.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_item WHERE id = %s AND text ILIKE %s", [HIDDEN, f"%{CANARY}%"])
        return bool(cursor.fetchone()[0])


def make_moved(base: Base, words: str) -> None:
    """Let the worker write an entry into the wrong record and move it away, so that a line is left here."""
    other = make_world(" elsewhere")
    with as_keeper():
        every = ALL_SECTIONS | CIRCLE_RIGHTS
        Grant.objects.create(subject=other.subject, account=base.world.worker, mask=every, basis="care")
    kind = registry.get("strength")
    with viewing(base.world.worker.pk):
        entry = actions.add(
            by=base.world.worker,
            kind=kind,
            id=HIDDEN,
            subject_id=base.world.subject.pk,
            words_of=base.voice("worker"),
            how="wrote",
            at=START + timedelta(days=20),
            **(kind.demo() | {"words": words}),
        )
        actions.move(
            by=base.world.worker,
            kind=kind,
            entry=entry,
            to_subject=other.subject.pk,
            words_of=other.voices["person"].pk,
        )
