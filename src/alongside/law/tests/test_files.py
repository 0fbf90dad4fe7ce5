"""Files asked about at once: in their order, each with its own fault, JSON as it is promised."""

import json
from datetime import date
from pathlib import Path

from alongside.law.command import as_json, check_files, list_rules
from alongside.law.mental_capacity_act import check
from alongside.law.tests.lawful import lacks
from alongside.law.tests.test_command import write


def test_other_files_are_judged_beside_one_that_is_no_record(tmp_path: Path) -> None:
    good, odd = write(tmp_path, "good", lacks()), write(tmp_path, "odd", {"format": 1})
    told, wrong, status = check_files((good, odd, tmp_path / "none.json", tmp_path), None, "json")
    assert status == 2
    assert [one["id"] for one in json.loads(told)] == ["good"]
    assert [line.partition(": ")[0] for line in wrong] == [str(odd), str(tmp_path / "none.json"), str(tmp_path)]


def test_a_large_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as large:
        large.truncate(50_000_000)
    told, wrong, status = check_files((tmp_path / "large.json",), None, "text")
    assert (told, status) == ("", 2)
    assert "at most 5,000,000 bytes" in wrong[0]


def test_the_status_says_how_it_went(tmp_path: Path) -> None:
    good, held = write(tmp_path, "good", lacks()), write(tmp_path, "held", lacks(support=[]))
    assert check_files((good,), None, "json")[2] == 0
    assert check_files((good, held), None, "json")[2] == 1
    told, wrong, _status = check_files((held, good), date(2026, 11, 22), "json")
    assert [(one["id"], one["as_at"]) for one in json.loads(told)] == [("held", "2026-11-22"), ("good", "2026-11-22")]
    assert wrong == []
    assert told.endswith("]\n")
    assert check_files((good, held), None, "text")[0].count("This is no legal advice.") == 2


def test_a_name_is_the_scenarios_own_or_the_files(tmp_path: Path) -> None:
    named = write(tmp_path, "one", {"id": "S1", "record": lacks()})
    for document in ({"id": "", "record": lacks()}, {"id": 7, "record": lacks()}, {"record": lacks()}):
        assert json.loads(check_files((write(tmp_path, "two", document),), None, "json")[0])[0]["id"] == "two"
    assert json.loads(check_files((named,), None, "json")[0])[0]["id"] == "S1"


def test_json_has_the_shape_that_is_promised() -> None:
    found = check(lacks(support=[]))
    told = as_json("a", found)
    assert list(told) == ["id", "as_at", "outcome", "findings"]
    assert told["findings"][0] == {
        "rule": found.found[0].rule,
        "kind": found.found[0].kind,
        "message": found.found[0].message,
        "source": found.found[0].source,
        "where": found.found[0].where,
    }
    (one,) = [one for one in json.loads(list_rules(None, "json")) if one["id"] == "MCA-1-3-support"]
    assert one["kind"] == "block"
    assert one["in_force"] == {"from": "2007-10-01", "until": None}
    assert one["in_emergency"] == "silent"
    assert one["statement"].startswith("s1(3): ")
    assert one["source"].startswith("s1(3); ")
    assert one["message"].startswith("Record what you did")
    assert list(one) == ["id", "kind", "in_force", "in_emergency", "statement", "source", "message"]
