"""The law as at a day, what changed, and a record judged again."""

from datetime import date

import pytest

from alongside.law.changes import CHANGES, changes, confinement_test
from alongside.law.mental_capacity_act import check, compare, rules
from alongside.law.tests.lawful import lacks

CONTENT = {"positive_evidence": [{"what": "smiles", "kind": "conduct"}]}
DOL = {
    "answer": "no",
    "test_used": "acid_test",
    "factors": "never alone",
    "state": True,
    "persons_attitude": "content",
    "claims_valid_consent": True,
    "consent_basis": CONTENT,
}


@pytest.mark.parametrize(
    ("day", "test"),
    [
        ("2014-03-18", "multifactorial"),
        ("2014-03-19", "acid_test"),
        ("2026-06-01", "acid_test"),
        ("2026-06-02", "multifactorial"),
    ],
)
def test_which_test_decided_on_which_day(day: str, test: str) -> None:
    assert confinement_test(date.fromisoformat(day)) == test
    outdated = "DOL-acid-test-outdated" in {one.rule for one in check(lacks(dol=DOL), date.fromisoformat(day)).found}
    assert outdated == (day >= "2026-06-02")


def test_a_record_is_judged_again_and_the_difference_is_shown() -> None:
    difference = compare(lacks(dol=DOL, law_as_at="2026-06-01", options_presented=[]), date(2026, 6, 2))
    assert "MCA-3-4-options" in {one.rule for one in difference.before.found} & {
        one.rule for one in difference.after.found
    }
    assert difference.before.as_at == date(2026, 6, 1)
    assert difference.after.as_at == date(2026, 6, 2)
    assert [one.rule for one in difference.gone] == ["DOL-valid-consent"]
    assert [one.rule for one in difference.new] == ["DOL-acid-test-outdated"]
    assert difference.changed == ()
    same = compare(lacks(), date(2026, 11, 22))
    assert (same.gone, same.new, same.changed) == ((), (), ())


def test_what_changed_between_two_days() -> None:
    assert [one.on.year for one in changes(date(2014, 3, 19), date(2026, 6, 2))] == [2019, 2026]
    assert [one.on.year for one in changes(date(2014, 3, 18), date(2014, 3, 19))] == [2014]
    assert changes(date(2026, 6, 2), date(2027, 1, 1)) == ()


def test_changes_name_rules_that_are_there_in_order_of_their_days() -> None:
    known = {one.id: one for one in rules()}
    assert [one.on for one in CHANGES] == sorted(one.on for one in CHANGES)
    for change in CHANGES:
        assert change.title
        assert change.source
        assert change.words.endswith(".")
        assert set(change.rules) <= known.keys()
    dated = {one.id: one.since for one in rules() if one.since != date(2007, 10, 1)}
    assert dated == {
        name: change.on for change in CHANGES for name in change.rules if known[name].since != date(2007, 10, 1)
    }
