"""Records modelled on published judgments: the outcome, what has to be said, and what must not be."""

import json
from pathlib import Path

import pytest

from alongside.law.mental_capacity_act import check

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.json"))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_it_is_judged_as_the_court_did(file: Path) -> None:
    scenario = json.loads(file.read_text())
    found, expected = check(scenario), scenario["expected"]
    said = {one.rule for one in found.found}
    assert set(expected["findings"]) <= said
    assert not said & set(expected["must_not_fire"])
    assert found.outcome == expected["outcome"], [one for one in found.found if one.kind != "prompt"]


def test_they_are_all_here() -> None:
    assert len(SCENARIOS) == 38
