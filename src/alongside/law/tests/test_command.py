"""`alongside law`: JSON in the order of the files, text like a colleague's, exit statuses, and no trace ever."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alongside.law.command import list_rules
from alongside.law.tests.lawful import lacks
from alongside.law.tests.test_changes import DOL


def alongside(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": encoding,
        "COLUMNS": "200",
    }
    return subprocess.run(
        [sys.executable, "-m", "alongside.config", "law", *arguments], env=environment, capture_output=True, check=False
    )


def write(folder: Path, name: str, document: Any) -> Path:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(document))
    return file


def test_json_is_a_list_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = [write(tmp_path, "b", lacks()), write(tmp_path, "a", lacks(support=[]))]
    files.append(write(tmp_path, "c", {"id": "S1", "record": lacks(changes_since="moved")}))
    done = alongside("check", *map(str, files), "--format", "json")
    assert done.returncode == 1
    assert done.stderr == b""
    told = json.loads(done.stdout)
    assert [(one["id"], one["as_at"], one["outcome"]) for one in told] == [
        ("b", "2026-11-21", "may_finalise"),
        ("a", "2026-11-21", "blocked"),
        ("S1", "2026-11-21", "warn"),
    ]
    (support, *_rest) = [one for one in told[1]["findings"] if one["rule"] == "MCA-1-3-support"]
    assert set(support) == {"rule", "kind", "message", "source", "where"}
    assert (support["kind"], support["where"]) == ("block", "support")


def test_nothing_blocked_ends_well_and_a_day_can_be_given(tmp_path: Path) -> None:
    file = write(tmp_path, "a", lacks(dol=DOL, law_as_at="2026-11-21"))
    done = alongside("check", str(file), "--as-at", "2026-11-22", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["as_at"] == "2026-11-22"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"format": "decision-record/1", "x": 1}', b"\xff\xfe\x00", b"[" * 99999]
)
def test_what_is_no_record_is_said_plainly(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "odd.json").write_bytes(data)
    done = alongside("check", str(tmp_path / "odd.json"))
    assert done.returncode == 2
    assert b"odd.json: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_without_a_file_or_with_an_odd_day_it_says_what_to_do(tmp_path: Path) -> None:
    assert alongside("check").returncode == 2
    done = alongside("check", str(write(tmp_path, "a", lacks())), "--as-at", "tomorrow")
    assert done.returncode == 2
    assert b"--as-at takes a day" in done.stderr


def test_words_no_terminal_can_show_do_no_harm(tmp_path: Path) -> None:
    file = write(tmp_path, "a", lacks(decision={"question": "Whether to see \ud800 \u0175 again"}))
    for encoding in ("ascii", "utf-8"):
        done = alongside("check", str(file), encoding=encoding)
        assert done.returncode == 0, done.stderr
        assert b"Whether to see" in done.stdout


def test_the_rules_are_listed_and_as_at_a_day() -> None:
    done = alongside("rules", "--format", "json")
    assert done.returncode == 0
    assert len(json.loads(done.stdout)) == 86
    assert len(json.loads(list_rules(None, "json"))) == 86
    text = alongside("rules", "--as-at", "2009-03-31").stdout.decode()
    assert text == list_rules(date(2009, 3, 31), "text")
    assert "MCA-1-3-support (block), in force from 2007-10-01" in text
    assert "DOLS-A1-rpr" not in text
    assert "Source: s1(3); Code ch 3" in text


def test_it_needs_no_django() -> None:
    line = "import sys; from alongside.config import cli, law; from alongside.law import command; "
    line += "sys.exit('django' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert subprocess.run([sys.executable, "-c", line], env=environment, check=False).returncode == 0
