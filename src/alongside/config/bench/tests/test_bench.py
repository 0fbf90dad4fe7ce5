"""The measuring works: it fills, serves, asks, checks what came back and writes down; never how fast it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside.config.bench.clients import Asking, _fault
from alongside.config.bench.measuring import BARE, OURS, Times, ratio
from alongside.config.bench.stage import Form


class Answer:
    """As much of an answer as is checked."""

    def __init__(self, status: int, location: str = "") -> None:
        self.status, self.location = status, location

    def getheader(self, name: str) -> str:
        return self.location


@pytest.mark.parametrize(
    ("asking", "answer", "page", "fault"),
    [
        (Asking(1, ("/",), holds="Ada"), Answer(200), "<p>Ada</p>", ""),
        (Asking(1, ("/",), holds="Ada"), Answer(200), "<p>Joan</p>", "does not hold 'Ada'"),
        (Asking(1, ("/",)), Answer(500), "<main>Sorry", "answered 500, not 200: Sorry"),
        (Asking(1, ("/",), counts=(("<li>", 2),)), Answer(200), "<li>", "holds '<li>' 1 times, not 2"),
        (Asking(1, ("/",), 302, "{new}"), Answer(302, "/p/#entry-17"), "", ""),
        (Asking(1, ("/",), 302, "{new}"), Answer(302, "/p/"), "", "does not hold '{new}'"),
    ],
)
def test_what_comes_back_is_checked(asking: Asking, answer: Answer, page: str, fault: str) -> None:
    assert _fault(asking, answer, page, "17") == fault  # type: ignore[arg-type]


def test_a_ratio_is_taken_round_by_round() -> None:
    found = {("a", 1, OURS): Times([[2.0, 4.0, 6.0], [8.0]]), ("a", 1, BARE): Times([[2.0], [2.0]])}
    assert ratio(found, "a", 1, BARE) == [2.0, 4.0]
    assert ratio(found, "a", 1, "another") == []


def test_the_wanted_form_is_read_as_a_browser_would_send_it() -> None:
    reader = Form("words")
    reader.feed(
        '<form><input type="hidden" name="token" value="x"></form>'
        '<form><input type="hidden" name="token" value="y"><textarea name="words"></textarea>'
        '<input type="radio" name="sort" value="a"><input type="radio" name="sort" value="b" checked>'
        '<select name="of"><option value="1">1<option value="2" selected>2</select></form>'
    )
    assert reader.found == {"token": "y", "words": "", "sort": "b", "of": "2"}


@pytest.mark.slow
def test_a_small_measurement_goes_through(tmp_path: Path) -> None:
    line = (
        "import sys; from pathlib import Path; from alongside.config.bench import run;"
        f"sys.exit(run(20, rounds=1, seconds=0.01, least=(2, 1), folder=Path({str(tmp_path)!r})))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", f"if __name__ == '__main__': {line}"],
        env={**environment, "ALONGSIDE_TEST": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((tmp_path / "bench.json").read_text())
    assert result["wrong"] == []
    assert result["law"]["records_a_second"] > 0
    assert "records a second on one core" in done.stdout
    named = {row["operation"] for row in result["operations"]}
    papers = {"print the plan", "print the Care Act plan"}
    assert named == papers | {
        "open front page",
        "open plan",
        "my work",
        "find by name",
        "add a strength",
        "save a draft",
    }
    assert all(row["ours"]["asked"] and row["bare"]["asked"] for row in result["operations"])
    assert "What is to be reached" in done.stdout
