"""What the documents say is there: commands, files, tests."""

import ast
import re
from functools import cache
from typing import Any

import pytest
import yaml

from .conftest import ROOT, name_of

HAZARDS = yaml.safe_load((ROOT / "docs" / "safety" / "hazards.yaml").read_text())["hazards"]
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEST_ID = re.compile(r"(?:src|tests)/[\w/]+\.py::\w+")


@cache
def names_in(path: str) -> frozenset[str]:
    """Give the names of the tests in a file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith("test")
    )


def exists(test_id: str) -> bool:
    """Say whether a test of that name stands in that file."""
    path, _, name = test_id.partition("::")
    return name.partition("[")[0] in names_in(path)


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_is_told_whole_and_its_controls_are_tested(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {"id", "hazard", "cause", "effect", "controls"}
    for control in hazard["controls"]:
        assert control["what"]
        assert control["tests"], f"{hazard['id']}: {control['what']} has no test"
        assert [one for one in control["tests"] if not exists(one)] == []


def test_hazards_are_numbered_once_and_there_are_enough_of_them() -> None:
    assert len({hazard["id"] for hazard in HAZARDS}) == len(HAZARDS) >= 20


@pytest.mark.parametrize("adr", ADRS, ids=lambda adr: adr.name)
def test_a_decision_is_short_and_names_the_test_that_guards_it(adr: Any) -> None:
    text = adr.read_text()
    assert len(text.splitlines()) <= 30
    named = TEST_ID.findall(text)
    assert named
    assert [one for one in named if not exists(one)] == []


@pytest.mark.parametrize("doc", DOCS, ids=name_of)
def test_commands_and_files_in_a_document_are_there(doc: Any) -> None:
    text = doc.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) - targets == set()
    blocks = "\n".join(re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    assert set(re.findall(r"^make ([a-z]+)", blocks, re.MULTILINE)) - targets == set()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (doc.parent / link).exists()] == []


def test_the_readme_says_what_the_command_line_knows() -> None:
    cli = (ROOT / "src" / "alongside" / "config" / "cli.py").read_text()
    for command in re.findall(r"`alongside (\w+)", (ROOT / "README.md").read_text()):
        assert re.search(rf'name="{command}"|def {command}\b|def {command}_|App\("{command}"', cli), command
