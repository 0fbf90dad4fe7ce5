"""What a care and support plan has to hold by section 25, part by part."""

from dataclasses import replace

import pytest

from alongside.planning.domain.care_act import BudgetView, DecisionView, lacking, undecided

DECISION = DecisionView("council", ("n1",), says_how=True, says_towards=True, advises=True, prevents=True)
WHOLE = {"needs": ["n1"], "decisions": [DECISION], "paid_lines": 1, "budgets": [BudgetView(True, True, True)]}


def test_a_whole_plan_lacks_nothing() -> None:
    assert lacking(**WHOLE) == ()


def test_an_empty_plan_lacks_what_can_be_said_before_a_decision() -> None:
    assert lacking(needs=[], decisions=[], paid_lines=0, budgets=[]) == ("needs", "eligibility", "advice", "prevent")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"needs": []}, "needs"),
        ({"needs": ["n1", "n2"]}, "eligibility"),
        ({"paid_lines": 0, "decisions": [replace(DECISION, says_how=False)]}, "met"),
        ({"decisions": [replace(DECISION, says_towards=False)]}, "towards"),
        ({"budgets": []}, "budget"),
        ({"budgets": [BudgetView(True, True, False)]}, "direct"),
        ({"decisions": [replace(DECISION, advises=False)]}, "advice"),
        ({"decisions": [replace(DECISION, prevents=False)]}, "prevent"),
    ],
)
def test_each_part_is_missed_by_itself(change: dict[str, object], part: str) -> None:
    assert lacking(**(WHOLE | change)) == (part,)


def test_a_decision_that_names_no_need_is_about_all() -> None:
    assert lacking(**(WHOLE | {"needs": ["n1", "n2"], "decisions": [replace(DECISION, needs=())]})) == ()
    assert undecided(["n1", "n2"], [DECISION]) == ("n2",)


def test_where_the_council_meets_no_need_there_is_no_budget_to_ask_for() -> None:
    decision = replace(DECISION, decision="not_eligible", says_how=False)
    assert lacking(needs=["n1"], decisions=[decision], paid_lines=0, budgets=[]) == ()
