"""What is no decision record is refused by name, with what was expected; what is one is read as it stands."""

import json
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from alongside.law.answers import UNANSWERED, Nothing, filled, said
from alongside.law.mental_capacity_act import NotADecisionRecord, Record, check, own_day, parse, record_of
from alongside.law.mental_capacity_act.reading import MOST_BYTES, MOST_FAULTS
from alongside.law.tests.lawful import changed, has, lacks

BARE = {"format": "decision-record/1"}


def faults(document: Any) -> dict[str, str]:
    with pytest.raises(NotADecisionRecord) as refused:
        record_of(document)
    assert str(refused.value)
    return {one.field: one.expected for one in refused.value.faults}


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"desicion": {}}, "desicion", "there is no such field here. The fields are: law_as_at, decision"),
        ({"decision": {"quest": "x"}}, "decision.quest", "The fields are: question, needed_by"),
        ({"support": [{"what": "a"}, {"wat": "b"}]}, "support[1].wat", "The fields are: what, kind, result"),
        ({"decision": []}, "decision", "an object with these fields was expected: question"),
        ({"decision": "x"}, "decision", "this is text"),
        ({"support": {}}, "support", "a list was expected; this is an object"),
        ({"support": ["x"]}, "support[0]", "an object with these fields was expected"),
        ({"options_presented": [1]}, "options_presented[0]", "text was expected; this is a number"),
        ({"options_presented": "stay"}, "options_presented", "a list was expected; this is text"),
        ({"unwise_basis": "no"}, "unwise_basis", "true or false was expected; this is text"),
        ({"unwise_basis": 0}, "unwise_basis", "true or false was expected; this is a number"),
        ({"person": {"age": "70"}}, "person.age", "a whole number from 0 up was expected; this is text"),
        ({"person": {"age": True}}, "person.age", "this is true or false"),
        ({"person": {"age": -1}}, "person.age", "a whole number from 0 up"),
        ({"person": {"age": 70.5}}, "person.age", "a whole number from 0 up"),
        ({"person": {"age": float("inf")}}, "person.age", "a whole number from 0 up"),
        (
            {"review_on": "2026-02-30"},
            "review_on",
            "a day that exists was expected, as 2026-11-21; there is no 2026-02-30",
        ),
        ({"review_on": "30/02/2026"}, "review_on", "a day was expected, as 2026-11-21"),
        ({"review_on": 20261121}, "review_on", "a day was expected"),
        ({"review_on": "2026-11-21T10:00"}, "review_on", "a day was expected"),
        ({"conclusion": "lacks"}, "conclusion", "has_capacity, lacks_capacity, not_assessed"),
        ({"conclusion": True}, "conclusion", "one of these was expected"),
        ({"authority": {"from_": "2026-11-21"}}, "authority.from_", "The fields are: type, status, from, to"),
        (
            {"causal_link": {"ability": ["recall"]}},
            "causal_link.ability[0]",
            "understand, retain, use_weigh, communicate",
        ),
        ({"changes_since": {"a": 1}}, "changes_since", "text was expected; this is an object"),
        ({"changes_since": ["a"]}, "changes_since", "text was expected; this is a list"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_what_was_expected(
    change: dict[str, Any], field: str, expected: str
) -> None:
    found = faults(BARE | change)
    assert list(found) == [field]
    assert expected in found[field]


@pytest.mark.parametrize("document", [[], "text", 1, None, True, [BARE]])
def test_what_is_no_object_is_no_record(document: Any) -> None:
    assert faults(document)["the whole"].startswith("an object with named fields")


@pytest.mark.parametrize("document", [{}, {"format": "decision-record/2"}, {"format": None}, {"record": 1}])
def test_the_format_has_to_be_there(document: Any) -> None:
    assert 'must be there and say "decision-record/1"' in faults(document)["format"]


def test_every_fault_is_said_at_once_up_to_a_number() -> None:
    assert len(faults(BARE | {"unwise_basis": 1, "person_objects": 1, "x": 1})) == 3
    assert len(faults(BARE | {f"x{n}": n for n in range(200)})) == MOST_FAULTS
    assert len(faults(BARE | {"options_presented": list(range(200))})) == MOST_FAULTS


def test_absent_null_and_empty_are_the_same() -> None:
    names = dict.fromkeys(Record.__slots__)
    texts = {"changes_since": "", "real_world_evidence": "  ", "law_as_at": "", "conclusion": ""}
    lists = {
        "support": [],
        "options_presented": [None, ""],
        "consultees": [{}, None, {"who": None}],
        "restrictions": None,
    }
    assert record_of(BARE) == record_of(BARE | names) == record_of(BARE | texts | lists)
    blanks = {
        "unwise_basis": "",
        "person": {"age": ""},
        "act": "",
        "support": "",
        "causal_link": {"ability": [None, ""]},
    }
    assert record_of(BARE) == record_of(BARE | blanks)
    assert record_of(BARE) == record_of(BARE | {"decision": {}, "best_interests": {"wishes": {"past": ""}}})
    assert record_of(BARE) == Record()


def test_no_and_nought_are_answers() -> None:
    record = record_of(BARE | {"unwise_basis": False, "decision": {"stay_days": 0}, "person": {"age": 3.0}})
    assert record.unwise_basis is False
    assert said(record.decision)
    assert record.person.age == 3
    assert record.person_objects is UNANSWERED
    assert not record.person_objects
    assert repr(record.person_objects) == "UNANSWERED"


@pytest.mark.parametrize("word", ["none", "No change", " n/a ", "-", "NIL"])
def test_a_placeholder_is_kept_and_shown_and_is_no_content(word: str) -> None:
    told = {"changes_since": word, "restrictions": [word], "act": {"what": word}, "consultees": [{"who": word}]}
    record = record_of(BARE | told)
    assert record.changes_since == word
    assert record.restrictions == (word,)
    for value in (record.changes_since, record.restrictions, record.act, record.consultees):
        assert not said(value)
    assert filled(record.consultees) == ()
    assert check(record).found == check(BARE).found


def test_two_fields_take_a_placeholder_at_its_word() -> None:
    options = {"best_interests": {"options": [{"option": "none"}]}, "less_restrictive": [{"option": "none"}]}
    record = record_of(BARE | options | {"support": [{"result": "none"}]})
    assert said(record.support)
    assert said(record.best_interests)
    assert said(record.less_restrictive)


@pytest.mark.parametrize(
    "word", ["yes", "No", "na", ".", "x", "tick", "ticked", "same", "ditto", "as above", "see notes"]
)
def test_a_tick_is_no_evidence(word: str) -> None:
    record = record_of(lacks(functional={"understand": {"evidence": word}}))
    assert isinstance(record.functional.understand.evidence, Nothing)
    assert isinstance(record_of(BARE | {"changes_since": word}).changes_since, str)
    assert said(record_of(BARE | {"changes_since": word}).changes_since)


def test_none_among_allowed_values_is_that_value() -> None:
    record = record_of(BARE | {"person": {"mha_status": "none"}, "court": {"status": "none"}})
    assert said(record.person)
    assert record.court.status == "none"


def test_a_scenario_is_taken_as_the_record_in_it() -> None:
    assert record_of({"id": "S1", "record": lacks(), "expected": {}}) == record_of(lacks())
    assert record_of({"format": "scenario/1", "record": lacks()}) == record_of(lacks())
    assert list(faults(lacks(record=has()))) == ["record"]


def test_a_finding_names_the_place_in_the_list_as_it_was_given() -> None:
    others = {
        "restraint": [None, {}, {"what": "holds", "harm_to": "others"}],
        "other_opinions": [{}, {"conclusion": "disagrees"}],
    }
    where = {one.rule: one.where for one in check(lacks(**others)).found}
    assert (where["MCA-6-2-necessary"] or "").startswith("restraint[2].harm_to")
    assert where["REC-disagreement"] == "other_opinions[1].answer"


def test_a_record_cannot_be_changed() -> None:
    record = record_of(lacks())
    with pytest.raises(FrozenInstanceError):
        record.conclusion = "has_capacity"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        record.decision.also = "x"  # type: ignore[attr-defined]
    assert hash(record) == hash(record_of(lacks()))
    assert record != record_of(has())
    assert record.impairment != record.causal_link
    assert record.impairment != "a stroke"
    assert repr(record.impairment) == "Impairment(present=True, description='a stroke')"
    assert repr(Record()) == "Record()"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "JSON; line 1, column 1"),
        (b"{'a': 1}", "JSON; line 1, column 2"),
        (b"\xff\xfe{\x00}\x00", "text in UTF-8"),
        ('{"changes_since": "Straße"}'.encode("latin-1"), "text in UTF-8"),
        (b'{"a": NaN}', "NaN is none"),
        (b'{"a": -Infinity}', "-Infinity is none"),
        (b'{"conclusion": "has_capacity", "conclusion": "lacks_capacity"}', "“conclusion” stands there twice"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"age": ' + b"9" * 5000 + b"}", "the whole"),
        (b" " * (MOST_BYTES + 1), "at most 5,000,000 bytes"),
    ],
)
def test_what_is_no_json_is_said_in_words(data: bytes, expected: str) -> None:
    with pytest.raises(NotADecisionRecord, match=r".") as refused:
        parse(data)
    assert expected in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_a_mark_at_the_beginning_of_a_file_does_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf{}") == {}
    assert parse(b" " * (MOST_BYTES - 2) + b"{}") == {}


def test_ten_thousand_restrictions_are_read() -> None:
    many = [f"door {n} locked" for n in range(10_000)]
    assert "DOL-screen" in {one.rule for one in check(BARE | {"restrictions": many}).found}


def test_a_large_whole_number_is_kept() -> None:
    assert record_of(BARE | {"person": {"age": 10**30}}).person.age == 10**30


def test_a_record_is_judged_by_its_own_day() -> None:
    assert own_day(record_of(lacks())).isoformat() == "2026-11-21"
    assert own_day(record_of(lacks(law_as_at=None))).isoformat() == "2026-11-18"
    assert own_day(record_of(BARE)).year >= 2026


def test_the_schema_names_the_same_fields_and_values() -> None:
    """The schema others write by and the types we read by are one."""
    schema = json.loads((Path(__file__).parents[1] / "mental_capacity_act" / "decision-record.schema.json").read_text())
    for path, value in _examples(schema, BARE):
        record_of(value)
        assert path
    assert set(schema["properties"]) == {"format", *Record.__slots__}


def _examples(schema: dict[str, Any], whole: dict[str, Any]) -> Any:
    """Give records with one field each, of every value the schema lists for it; each must be taken."""

    def walk(one: dict[str, Any], path: tuple[str, ...]) -> Any:
        kinds = [kind for each in (one, *one.get("anyOf", ())) for kind in _values(each)]
        for kind in kinds:
            yield path, kind
        for name, inside in one.get("properties", {}).items():
            for deeper, value in walk(inside, (*path, name)):
                yield deeper, {name: value}
        if "items" in one:
            for deeper, value in walk(one["items"], path):
                yield deeper, [value]

    for name, one in schema["properties"].items():
        if name != "format":
            for path, value in walk(one, (name,)):
                yield path, changed(whole, {name: value})


def _values(one: dict[str, Any]) -> list[Any]:
    found = list(one.get("enum", ()))
    types = one.get("type", ())
    samples = {"string": "2026-11-21", "boolean": True, "integer": 3, "null": None, "array": [], "object": {}}
    return found + [samples[kind] for kind in ([types] if isinstance(types, str) else types)]
