"""A small drill for real: a place of its own, three kills, a race, and a control that must lose."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.config.drill import drilling


@pytest.mark.slow
def test_a_small_drill_loses_nothing_and_its_control_does(tmp_path: Path) -> None:
    small = ["--kills", "3", "--control", "3", "--reads", "60", "--writers", "3"]
    done = subprocess.run(
        [sys.executable, "-m", "alongside.config", "drill", *small],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads((tmp_path / "build" / "drill.json").read_text())
    assert told["wrong"] == []
    assert told["drill"]["kills"] == 3
    assert told["drill"]["acked"] > 30
    assert told["control"]["lost"]
    assert told["revocation"]["refused"] == told["revocation"]["after"] >= 60
    assert told["trail"]["sealed"] > told["drill"]["acked"]


GOOD = {
    "drill": {"kills": 3, "acked": 9, "lost": [], "doubled": [], "torn": []},
    "revocation": {"after": 9, "refused": 9},
    "control": {"lost": ["one"]},
    "trail": {"faults": []},
}


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("drill", {"lost": ["one"]}),
        ("drill", {"doubled": ["one"]}),
        ("drill", {"torn": ["one"]}),
        ("drill", {"kills": 2}),
        ("drill", {"acked": 0}),
        ("revocation", {"refused": 8}),
        ("revocation", {"after": 0, "refused": 0}),
        ("control", {"lost": []}),
        ("trail", {"faults": ["a row is gone"]}),
    ],
)
def test_each_harm_is_said(part: str, told: dict[str, object]) -> None:
    assert drilling._wrong(GOOD, 3) == []
    assert len(drilling._wrong(GOOD | {part: GOOD[part] | told}, 3)) == 1
