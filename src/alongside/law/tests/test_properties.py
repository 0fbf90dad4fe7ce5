"""What holds of every record the schema allows."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.law.mental_capacity_act import check, compare, record_of
from alongside.law.mental_capacity_act.telling import tell
from alongside.law.tests.lawful import DECIDING, changed
from alongside.law.tests.records import RECORDS

many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
ABILITIES = st.sampled_from(["understand", "retain", "use_weigh", "communicate"])


def fired(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one.rule, one.kind) for one in check(document).found}


def blocks(document: dict[str, Any]) -> set[str]:
    return {one.rule for one in check(document).found if one.kind == "block"}


@many
@given(RECORDS, st.dates())
def test_no_rule_raises_and_every_finding_says_where(document: dict[str, Any], day: Any) -> None:
    record = record_of(document)
    for found in (check(record), check(record, day)):
        assert all(one.where and one.message and one.source for one in found.found)
        assert len({one.rule for one in found.found}) == len(found.found)
        kinds = {one.kind for one in found.found}
        assert found.outcome == ("blocked" if "block" in kinds else "warn" if "warn" in kinds else "may_finalise")
    assert tell("any", record, check(record, day), compare(record, day))


@many
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_lists_does_not_matter(document: dict[str, Any], random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: shuffled(one) for name, one in value.items()}
        if isinstance(value, list):
            return random.sample([shuffled(one) for one in value], len(value))
        return value

    assert fired(document) == fired(shuffled(document))


@many
@given(RECORDS)
def test_help_that_was_given_never_makes_it_worse(document: dict[str, Any]) -> None:
    step = {"what": "pictures of both homes", "kind": "explanation", "result": "looked at each"}
    more = document | {"support": [*(document.get("support") or []), step]}
    assert blocks(more) <= blocks(document)


@many
@given(RECORDS, ABILITIES)
def test_an_ability_somebody_has_never_helps_a_finding_that_they_lack_capacity(
    document: dict[str, Any], name: str
) -> None:
    able = changed({"functional": {}} | document | {"functional": document.get("functional") or {}}, {})
    able["functional"][name] = (able["functional"].get(name) or {}) | {"able": True}
    assert ("MCA-1-2-presumption" in blocks(able)) >= ("MCA-1-2-presumption" in blocks(document))
    if document.get("conclusion") != "lacks_capacity":
        assert not {"MCA-1-2-presumption", "MCA-3-1-functional", "MCA-2-1-impairment"} & blocks(able)


@many
@given(RECORDS)
def test_no_record_of_capacity_carries_a_decision_for_the_person(document: dict[str, Any]) -> None:
    told = document | {"conclusion": "has_capacity"} | DECIDING
    assert check(told | {"law_as_at": "2026-11-21"}).outcome == "blocked"


@many
@given(RECORDS)
def test_unanswered_parts_written_out_change_nothing(document: dict[str, Any]) -> None:
    blank = {name: None for name in ("decision", "support", "act", "dol", "review_on") if name not in document}
    assert fired(document | blank) == fired(document)
