"""What the threat model and the self-check say stands: every requirement has its line, every named test is there."""

import re
from typing import Any

import pytest

from .conftest import ROOT
from .test_docs import TEST_ID, exists

THREATS = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
CHECK = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (met|partly|not|n/a) \| ([^|]*) \|$", re.MULTILINE)
LINES = LINE.findall(CHECK)
FILE = re.compile(r"`((?:src|docs|tests)/[\w/.-]+\.\w+|CONTRIBUTING\.md|pyproject\.toml)`")
# How many requirements of levels 1 and 2 each chapter of OWASP ASVS 5.0.0 has.
CHAPTERS = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13}
CHAPTERS |= {16: 16, 17: 7}
DOORS = {
    "Signing in", "Pages of a record", "Concerns about safety", "Files", "Papers and exports", "The database",
    "Bringing in files of other systems", "The command line", "The audit trail and its heads", "Chores and mail",
    "The demonstration", "An invitation", "Backups", "Work with somebody, and emergencies",
    "Keeping something from somebody, and saying that something is wrong",
}  # fmt: skip


def test_every_requirement_has_one_line() -> None:
    ids = [line[0] for line in LINES]
    assert len(ids) == len(set(ids))
    counted = {chapter: sum(one.startswith(f"{chapter}.") for one in ids) for chapter in CHAPTERS}
    assert counted == CHAPTERS
    assert len(re.findall(r"^\| \d", CHECK, re.MULTILINE)) == len(ids), "a line is not written like the others"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_what_is_met_is_shown(line: Any) -> None:
    """By a test or a file that is there; what is not met, or not for us, says why."""
    _id, _what, state, shown = line
    assert shown.strip()
    tests, files = TEST_ID.findall(shown), FILE.findall(shown)
    assert [one for one in tests if not exists(one)] == []
    assert [one for one in files if not (ROOT / one).exists()] == []
    if state == "met":
        assert tests or files, "say which test or file shows it"


def test_the_figures_at_the_top_are_those_of_the_lines() -> None:
    states = [line[2] for line in LINES]
    said = {state: int(number) for number, state in re.findall(r"\*\*(\d+)\*\* (met|partly|not|n/a)", CHECK)}
    assert said == {state: states.count(state) for state in ("met", "partly", "not", "n/a")}


def test_the_threat_model_names_tests_that_are_there() -> None:
    named = TEST_ID.findall(THREATS)
    assert len(named) > 50
    assert [one for one in named if not exists(one)] == []


def test_every_door_has_its_threats() -> None:
    found = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n)*)", THREATS, re.MULTILINE))
    assert DOORS - found.keys() == set()
    for door in DOORS:
        rows = [row for row in found[door].splitlines() if row.startswith("|")][2:]
        assert rows
        for row in rows:
            letter, threat, stops, shown, _remains = (cell.strip() for cell in row.strip("|").split("|"))
            assert letter in set("STRIDE"), row
            assert threat, row
            assert stops, row
            assert TEST_ID.search(shown), row
