"""Withheld is invisible: two worlds that differ in one withheld thing give the same bytes to whom it is kept from."""

import difflib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from alongside.record import registry
from tests.proof import pairs
from tests.proof.conftest import IS_NIGHTLY, keep_figures
from tests.proof.everything import asks, everything, how_long, not_asked, some_of
from tests.proof.pairs import Base, Pair, apart, finish, make_base, make_moved

PAIRS = 500 if IS_NIGHTLY else 30
A_BASE = 100 if IS_NIGHTLY else 15
# Each pair asks these shares of what is about the hidden entry, and of the rest.
NEAR, REST = (1.0, 0.1) if IS_NIGHTLY else (0.2, 0.015)
REPORT, LINE, ROUNDS = 5, 600, 40
counted: Counter[str] = Counter()
auc: dict[str, float] = {}


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[None]:
    """Keep what was compared, also when something differed."""
    yield
    by_way = {name.removeprefix("way "): number for name, number in counted.items() if name.startswith("way ")}
    figures = {name: counted[name] for name in ("pairs", "answers", "bases")}
    keep_figures("paired", figures | {"by_way": by_way, "differing": counted["differing"], "auc": auc})


@pytest.mark.django_db
def test_what_is_kept_from_somebody_changes_nothing_they_get() -> None:
    todo = pairs.all_pairs(seed=1)
    differing: list[str] = []
    for seed in itertools.count(1):
        with transaction.atomic():
            base = make_base(seed)
            counted["bases"] += 1
            differing += compare_some(base, list(itertools.islice(todo, A_BASE)))
            transaction.set_rollback(True)
        if counted["pairs"] >= PAIRS:
            break
    assert not differing, f"{len(differing)} pairs differ\n\n" + "\n\n".join(differing[:REPORT])


def compare_some(base: Base, some: list[Pair]) -> list[str]:
    """Compare pairs of one base; gives what differs, in words."""
    asked = asks(base)
    assert not not_asked(asked)
    without: dict[tuple[str, str], Any] = defaultdict(dict)
    found = []
    for pair in some:
        wanted = some_of(base, asked, f"{pair}", near=NEAR, rest=REST)
        for who in pair.viewers:
            plain = without[pair.plain, who]
            missing = [one for one in wanted if one not in plain]
            plain |= apart(base, lambda: finish(base, None, pair.plain), lambda: everything(base, who, missing))  # noqa: B023
            with_it = apart(base, lambda: finish_and_check(base, pair), lambda: everything(base, who, wanted))  # noqa: B023
            differing = [one for one in wanted if with_it[one] != plain[one]]
            if differing:
                counted["differing"] += 1
                found.append(explain(pair, who, differing, with_it, plain))
            counted["answers"] += len(wanted)
        counted["pairs"] += 1
        counted[f"way {pair.way}"] += 1
    return found


def finish_and_check(base: Base, pair: Pair) -> None:
    finish(base, pair, pair.plain)
    assert pairs.is_there(base), f"nobody sees the hidden {pair.kind}: this pair proves nothing"


def explain(pair: Pair, who: str, differing: list[Any], with_it: Any, without: Any) -> str:
    """Say what differs: each difference once, with the addresses that show it."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in differing:
        texts = [
            f"{status}\n".encode() + headers + b"\n" + body for status, headers, body in (without[one], with_it[one])
        ]
        parts = [text.decode(errors="replace").splitlines() for text in texts]
        changed = [
            line[:200]
            for line in difflib.unified_diff(*parts, lineterm="", n=0)
            if not line.startswith(("@", "---", "+++"))
        ]
        kinds["\n".join(changed[:12])].append(f"{one[0]} {one[1]}")
    lines = [f"{pair}, as {who}: {len(differing)} of {len(with_it)} answers differ"]
    for text, where in kinds.items():
        lines += [f"at {', '.join(where[:5])} ({len(where)})", text]
    return "\n".join(lines)


@pytest.mark.django_db
@pytest.mark.parametrize("who", pairs.MOVED)
def test_what_was_moved_away_leaves_a_line_that_says_nothing(who: str) -> None:
    """Two worlds in which an entry stood in the wrong record, with other words: what is left here is the same."""
    with transaction.atomic():
        base = make_base(7)
        asked = [one for one in asks(base) if one[0] == "GET"]
        asked = some_of(base, asked, who, near=1.0, rest=max(REST, 0.1))
        answers = [
            apart(base, lambda: make_moved(base, words), lambda: everything(base, who, asked))  # noqa: B023
            for words in ("A short one.", "Another one, much longer, about something else entirely.")
        ]
        transaction.set_rollback(True)
    differing = [one for one in asked if answers[0][one] != answers[1][one]]
    assert not differing, explain(Pair("strength", "moved", (who,)), who, differing, answers[1], answers[0])
    counted["pairs"] += 1
    counted["answers"] += len(asked)
    counted["way moved"] += 1


@pytest.mark.django_db
@pytest.mark.skipif(not IS_NIGHTLY, reason="a figure, not a test: measured at night")
def test_how_long_an_answer_takes_is_looked_at() -> None:
    """A figure alone: how well the time an answer takes tells the two worlds apart (0.5: not at all)."""
    names = ("front", "timeline", "plan", "plan_options", "entry")
    took: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in names}
    with transaction.atomic():
        base = make_base(11)
        pair = Pair("goal", "entry from person", ("person",))
        subject = base.world.subject.pk
        addresses = [reverse(name, args=[subject]) for name in names[:-1]]
        addresses.append(reverse("entry", args=[subject, pairs.HIDDEN]))
        for n in range(ROUNDS):
            for hidden in (n % 2 == 0, n % 2 == 1):
                made = pair if hidden else None
                times = apart(base, lambda: finish(base, made, "nothing"), lambda: how_long(base, "person", addresses))  # noqa: B023
                for name, one in zip(names, times, strict=True):
                    took[name][hidden].append(one)
        transaction.set_rollback(True)
    for name, (without, with_it) in took.items():
        more = sum((b > a) + 0.5 * (b == a) for a in without for b in with_it)
        auc[name] = round(more / (len(without) * len(with_it)), 3)


def test_every_kind_is_hidden_in_every_way() -> None:
    count = sum(len(pairs.ways(kind)) for kind in registry.all_kinds())
    first = list(itertools.islice(pairs.all_pairs(1), count))
    assert len(set(first)) == count
