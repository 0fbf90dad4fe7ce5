"""What was found, as text: what stands, what is missing, where, why, and the way on."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from alongside.law.command import check_files, list_rules
from alongside.law.mental_capacity_act import Difference, Findings, check, compare, record_of
from alongside.law.mental_capacity_act.telling import day, tell
from alongside.law.tests.lawful import deciding, has, lacks, unassessed
from alongside.law.tests.test_changes import DOL
from alongside.law.tests.test_command import write


def text_of(document: dict[str, Any]) -> str:
    record = record_of(document)
    return " ".join(tell("Anna", record, check(record)).split())


def test_the_text_says_what_stands_what_is_missing_where_and_why() -> None:
    told = text_of(deciding(support=[], changes_since="home again", shared_with_person=None))
    assert told.startswith(
        "Anna: Whether to move to Hill House By the law of 21 November 2026. This is no legal advice."
    )
    for words in (
        "It cannot be finalised yet: 2 things are in the way.",
        "What stands + The decision is named. + It says who assessed, and when.",
        "+ Each ability found absent has its evidence.",
        "What stands in the way - Record what you did to help them decide for themselves",
        "Where: support Why: s1(3); Code ch 3; QS194 statements 1 and 3 (MCA-1-3-support)",
        "What to look at, and answer - This assessment is old, or things have changed since.",
        "What to ask - Have you told them the outcome and how to challenge it?",
    ):
        assert words in told, told
    assert "What was done to help them decide is written down." not in told


def test_the_text_counts_as_people_do() -> None:
    assert "It can be finalised once 1 thing to look at is answered." in text_of(lacks(changes_since="home again"))
    assert "It cannot be finalised yet: 1 thing is in the way." in text_of(lacks(options_presented=[]))
    assert "Nothing stands in the way of finalising it." in text_of(has())
    assert text_of({"format": "decision-record/1"}).startswith("Anna: no decision is named")
    assert "What stands" not in text_of({"format": "decision-record/1"}).partition("What stands in the way")[0]
    assert "+ The decision is named." in text_of(unassessed())


def test_the_text_shows_what_another_day_would_say(tmp_path: Path) -> None:
    file = write(tmp_path, "a", lacks(dol=DOL, law_as_at="2026-06-01"))
    told, wrong, status = check_files((file,), date(2026, 11, 21), "text")
    assert (wrong, status) == ([], 0)
    assert check_files((file,), date(2026, 6, 1), "text") == check_files((file,), None, "text")
    words = " ".join(told.split())
    assert "By the law of its own day, 1 June 2026" in words
    assert "Not said then: DOL-acid-test-outdated." in words
    assert "Said then alone: DOL-valid-consent." in words
    assert "On 2 June 2026: Whether somebody is deprived of liberty is decided on all the facts again" in words
    record = record_of(lacks())
    same = tell("a", record, check(record), compare(record, check(record).as_at))
    assert "The same would have been said." in same
    one = check(record_of(lacks(options_presented=[])))
    softer = Findings(one.as_at, (replace(one.found[0], kind="warn"),))
    told = tell("a", record, softer, Difference(one, softer, (), (), ((one.found[0], softer.found[0]),)))
    assert "MCA-3-4-options was a block, and is a warn." in told
    assert day(check(record).as_at) == "21 November 2026"


def test_the_rules_are_told_in_words() -> None:
    text = list_rules(date(2009, 3, 31), "text")
    assert "MCA-1-3-support (block), in force from 2007-10-01\n  s1(3): nobody is unable" in text
    assert "  Source: s1(3); Code ch 3; QS194 statements 1 and 3\n  It says: Record what you did" in text
    assert "DOLS-A1-rpr" not in text
