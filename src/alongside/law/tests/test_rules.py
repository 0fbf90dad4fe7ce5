"""Each rule fires where it should, is silent where it should, and does with an unanswered field what it says."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from alongside.law.mental_capacity_act import check, engine, record_of, rules
from alongside.law.mental_capacity_act.facts import _at
from alongside.law.tests.cases import CASES, Document
from alongside.law.tests.lawful import deciding, has, lacks, unassessed

SPEC: dict[str, Any] = {one["id"]: one for one in json.loads((Path(__file__).parent / "rules.json").read_text())}


def fired(document: Document, name: str) -> list[str]:
    return [one.where or "" for one in check(document).found if one.rule == name]


def told(group: str) -> list[Any]:
    return [
        pytest.param(name, document, id=f"{name}-{number}")
        for name, case in CASES.items()
        for number, document in enumerate(getattr(case, group))
    ]


@pytest.mark.parametrize(("name", "document"), told("fires") + told("open_fires"))
def test_it_fires(name: str, document: Document) -> None:
    (where,) = fired(document, name)
    for path in where.split(", "):
        bare = path.partition("[")[0]
        _at(record_of(document), bare.replace(".from", ".from_") if bare.endswith(".from") else bare)


@pytest.mark.parametrize(("name", "document"), told("silent") + told("open_silent"))
def test_it_is_silent(name: str, document: Document) -> None:
    assert fired(document, name) == []


@pytest.mark.parametrize("document", [lacks(), deciding(), has()], ids=["lacks", "deciding", "has"])
def test_nothing_stands_in_the_way_of_a_record_that_is_whole(document: Document) -> None:
    assert [(one.rule, one.where) for one in check(document).found] == []


def test_the_least_record_is_asked_for_no_more_than_it_claims() -> None:
    assert check(unassessed()).outcome == "may_finalise"


def test_every_rule_of_the_list_is_here_as_it_says() -> None:
    assert set(CASES) == set(SPEC) == {one.id for one in rules()}
    for one in rules():
        spec = SPEC[one.id]
        assert (one.kind, one.in_emergency) == (spec["kind"], spec["in_emergency"]), one.id
        assert one.since == date.fromisoformat(spec["in_force"]["from"]), one.id
        assert one.until is None
        assert spec["in_force"]["until"] is None
        assert spec["source"].startswith(one.source), one.id


def test_a_rule_says_what_the_law_is_with_the_citation_first() -> None:
    for one in rules():
        citation, colon, rest = one.statement.partition(": ")
        assert colon, one.id
        assert rest, one.id
        assert len(citation) < 40, one.id
        assert one.message.endswith((".", "?")), one.id


@pytest.mark.parametrize("name", [one["id"] for one in SPEC.values() if one["in_emergency"] == "warn"])
def test_in_an_emergency_a_block_that_may_wait_is_a_warning(name: str) -> None:
    emergency = {"reason": "bleeding", "complete_by": "2026-11-22"}
    (document, *_rest) = CASES[name].fires
    (kind,) = [one.kind for one in check(document).found if one.rule == name]
    assert kind == "block"
    (kind,) = [one.kind for one in check(document | {"emergency": emergency}).found if one.rule == name]
    assert kind == "warn"
    half = document | {"emergency": {"reason": "bleeding", "complete_by": None}}
    (kind,) = [one.kind for one in check(half).found if one.rule == name]
    assert kind == "block"


def test_a_rule_is_silent_outside_its_days() -> None:
    before = {one.id for one in rules(date(2007, 9, 30))}
    assert before == set()
    assert "DOLS-A1-rpr" not in {one.id for one in rules(date(2009, 3, 31))}
    assert "DOLS-A1-rpr" in {one.id for one in rules(date(2009, 4, 1))}
    assert check(lacks(law_as_at="2007-09-30", support=[])).found == ()
    ends = replace(rules()[0], since=date(2020, 1, 1), until=date(2020, 12, 31))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [ends.is_law(day) for day in days] == [False, True, True, False]


def test_a_rule_that_ends_is_declared_with_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_rules", {})

    @engine.rule("OLD", "warn", "s1", "As it was.", since=date(2010, 1, 1), until=date(2014, 3, 18))
    def old(record: Any, law: Any) -> Any:
        """S1: as it was."""
        return ("conclusion",)

    assert [one.rule for one in check(lacks(), date(2014, 3, 18)).found] == ["OLD"]
    assert check(lacks(), date(2014, 3, 19)).found == ()


def test_an_old_assessment_is_as_old_as_one_sets() -> None:
    document = lacks(assessor={"date": "2026-11-01"})
    assert not fired(document, "MCA-2-1-stale")
    assert "MCA-2-1-stale" in {one.rule for one in check(document, stale_after=10).found}
