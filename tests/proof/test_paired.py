"""Withheld is invisible: two worlds that differ in one withheld thing give the same bytes to whom it is kept from."""

import difflib
import itertools
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from alongside.record import registry
from tests.proof import pairs
from tests.proof.conftest import IS_NIGHTLY, keep_figures
from tests.proof.pairs import Base, Pair, apart, asks, everything, finish, make_base, some_of

PAIRS = 500 if IS_NIGHTLY else 50
SECONDS = 3 * 60 * 60 if IS_NIGHTLY else int(os.environ.get("ALONGSIDE_PAIR_SECONDS", "90"))
A_BASE = 100 if IS_NIGHTLY else 25
# Of the pages that are not about the hidden entry, each pair asks this share in CI, all of them at night.
SHARE = 1.0 if IS_NIGHTLY else 0.2
REPORT, LINE = 5, 600
counted: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def figures() -> Iterator[None]:
    """Keep what was compared, also when something differed."""
    yield
    by_way = {name.removeprefix("way "): number for name, number in counted.items() if name.startswith("way ")}
    keep_figures("paired", {name: counted[name] for name in ("pairs", "answers", "bases")} | {"by_way": by_way})


@pytest.mark.django_db
def test_what_is_kept_from_somebody_changes_nothing_they_get() -> None:
    until = time.monotonic() + SECONDS
    todo = pairs.all_pairs(seed=1)
    differing: list[str] = []
    for seed in itertools.count(1):
        with transaction.atomic():
            base = make_base(seed)
            counted["bases"] += 1
            differing += compare_some(base, list(itertools.islice(todo, A_BASE)), until)
            transaction.set_rollback(True)
        if counted["pairs"] >= PAIRS or time.monotonic() > until:
            break
    assert not differing, f"{len(differing)} pairs differ\n\n" + "\n\n".join(differing[:REPORT])
    assert counted["pairs"] >= (PAIRS if IS_NIGHTLY else 10), f"only {counted['pairs']} pairs in {SECONDS} seconds"


def compare_some(base: Base, some: list[Pair], until: float) -> list[str]:
    """Compare pairs of one base, as many as there is time for; gives what differs, in words."""
    asked = asks(base)
    without: dict[tuple[str, str], Any] = defaultdict(dict)
    found = []
    for pair in some:
        wanted = some_of(asked, SHARE, f"{pair}")
        for who in pair.viewers:
            plain = without[pair.plain, who]
            missing = [one for one in wanted if one not in plain]
            plain |= apart(base, lambda: finish(base, None, pair.plain), lambda: everything(base, who, missing))  # noqa: B023
            with_it = apart(base, lambda: finish_and_check(base, pair), lambda: everything(base, who, wanted))  # noqa: B023
            differing = [one for one in wanted if with_it[one] != plain[one]]
            if differing:
                found.append(explain(pair, who, differing, with_it, plain))
            counted["answers"] += len(wanted)
        counted["pairs"] += 1
        counted[f"way {pair.way}"] += 1
        if time.monotonic() > until:
            break
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


def test_every_kind_is_hidden_in_every_way() -> None:
    first = list(itertools.islice(pairs.all_pairs(1), len(pairs.WAYS) * len(registry.all_kinds())))
    assert len(set(first)) == len(first)
