"""The matrix: everybody asks everything, and nobody is shown what policy does not give; what it gives, is there.

Each role is a test of its own; the last to finish sums up and writes `build/access-matrix.json`. With
ALONGSIDE_PROFILE=nightly every entry is tried on every address, and each section has a sister who sees it alone.
"""

import fcntl
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from .asking import aims, is_guessed
from .canaries import HAS_PDFTOTEXT
from .cast import A, cast, is_short
from .doors import ours, undeclared
from .matrix import LEFT_OUT, Shown, Sweep, references
from .stage import OPEN_SECTIONS, Stage
from .verdicts import OPENS_TO_NOBODY_HERE

BUILD = Path(__file__).resolve().parents[2] / "build"
FULL = os.environ.get("ALONGSIDE_PROFILE") == "nightly"
ROLES = ["nobody", *(name for name in cast([one.code for one in OPEN_SECTIONS]) if FULL or is_short(name))]
LEAST = 20_000
# What stands nowhere on any page yet.
NEVER_SHOWN: set[str] = {"withholding"}


@pytest.fixture(scope="module")
def seen_by_most(stage: Stage, django_db_blocker: Any) -> tuple[Shown, dict[str, list[dict[str, Any]]]]:
    with django_db_blocker.unblock():
        return references(stage) if os.environ.get("ALONGSIDE_PROFILE") != "leaks" else ({}, {})


@pytest.mark.skipif(not HAS_PDFTOTEXT, reason="needs pdftotext (poppler-utils) to read papers")
@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_shown_what_policy_does_not_give(
    stage: Stage, db: None, seen_by_most: Any, role: str, testrun_uid: str
) -> None:
    row = Sweep(stage, role, *seen_by_most, full=FULL).run()
    folder = BUILD / "matrix" / testrun_uid
    row.keep(folder)
    total = _sum_up(folder, stage)
    assert row.leaks[:20] == []
    assert row.missing[:20] == []
    assert row.faults[:20] == []
    if total:
        assert total["undeclared"] == []
        assert total["combinations"] >= LEAST
        assert total["untried"] == [], "tell tests/proof/asking.py a word for the parts of these addresses"
        assert total["never_seen"] == [], "a canary that nobody sees proves nothing"
        unopened = set(total["never_open"]) - OPENS_TO_NOBODY_HERE.keys()
        assert not unopened, "an address that opens to nobody proves nothing"


@pytest.fixture(scope="session")
def testrun_uid() -> str:
    """Give what all workers of this run share."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"


def _sum_up(folder: Path, stage: Stage) -> dict[str, Any] | None:
    """Write the whole matrix down when this was the last role; else nothing."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
        if {row["role"] for row in rows} != set(ROLES):
            return None
    opened = {name for row in rows for name in row["opened"]}
    seen = {canary for row in rows for canary in row["seen"]}
    marks = stage.cage.marks
    guessed = sorted(route.name for route in ours() if is_guessed(stage, route))
    total = {
        "combinations": sum(row["combinations"] for row in rows),
        "allowed": sum(row["allowed"] for row in rows),
        "leaks": [leak for row in rows for leak in row["leaks"]],
        "missing": [gap for row in rows for gap in row["missing"]],
        "undeclared": undeclared(),
        "faults": [fault for row in rows for fault in row["faults"]],
        "verdicts": sum(row["verdicts"] for row in rows),
        "roles": len(rows),
        "routes": len(ours()),
        "canaries": len(marks),
        "untried": sorted({route.name for route in ours() if not aims(stage, route, A)} - LEFT_OUT),
        "guessed": guessed,
        "never_open": sorted({route.name for route in ours()} - opened - LEFT_OUT - set(guessed)),
        "never_seen": sorted(
            f"{mark.what} {mark.kind} {mark.relation} {mark.record}"
            for canary, mark in marks.items()
            if canary not in seen and mark.what not in NEVER_SHOWN
        ),
        "at": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }
    (BUILD / "access-matrix.json").write_text(json.dumps(total, indent=1))
    return total
