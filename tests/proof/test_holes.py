"""Each seeded hole is caught; without it, its probe finds nothing. A few in every run, all of them nightly."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import BUILD, IS_NIGHTLY
from .holes import HOLES, Hole
from .stage import Stage

CHOSEN = [hole for hole in HOLES if hole.often or IS_NIGHTLY]
LIST = Path(__file__).resolve().parents[2] / "docs" / "seeded-holes.md"
HEAD = """# Seeded holes

The proof is believed only because it fails when it should. `tests/proof/holes.py` breaks one thing at a time, in a
database of its own or in our code, and each has to be caught; without the hole the same probe finds nothing.
`make holes` tries all of them and writes `build/holes.json`; a few are tried in every run. This list is kept by
`tests/proof/test_holes.py`.

| broken | caught by |
| --- | --- |
"""


@pytest.mark.parametrize("hole", CHOSEN, ids=lambda hole: hole.name.replace(" ", "-"))
def test_a_hole_is_caught(stage: Stage, django_db_blocker: Any, hole: Hole) -> None:
    with django_db_blocker.unblock():
        assert hole.caught_by(stage) == [], "the probe finds fault with what is whole"
        with hole.breaks():
            found = hole.caught_by(stage)
        _keep(hole, found)
    assert found, f"nobody noticed: {hole.name}"


def _keep(hole: Hole, found: list[str]) -> None:
    folder = BUILD / "holes"
    folder.mkdir(parents=True, exist_ok=True)
    number = HOLES.index(hole)
    (folder / f"{number:02d}.json").write_text(
        json.dumps({"hole": hole.name, "caught": bool(found), "said": found[:3]})
    )
    kept = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    (BUILD / "holes.json").write_text(
        json.dumps({"holes": len(kept), "caught": sum(one["caught"] for one in kept), "list": kept}, indent=1)
    )


def test_there_are_enough_and_each_is_told_once() -> None:
    assert len(HOLES) >= 40
    assert len({hole.name for hole in HOLES}) == len(HOLES)


def test_the_list_in_the_docs_is_this_list() -> None:
    assert LIST.read_text() == written()


def written() -> str:
    """Give the list as it stands in the docs."""
    return HEAD + "".join(f"| {hole.name} | {hole.caught_in} |\n" for hole in HOLES)
