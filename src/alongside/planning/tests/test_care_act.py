"""What a care and support plan has to hold by section 25, part by part."""

from dataclasses import replace

import pytest

from alongside.planning.domain.care_act import BudgetView, DecisionView, lacking

DECISION = DecisionView("council", says_how=True, says_towards=True, has_advice=True)
WHOLE = {"needs": 1, "decisions": [DECISION], "paid_lines": 1, "budgets": [BudgetView(True, True, True)]}


def test_a_whole_plan_lacks_nothing() -> None:
    assert lacking(**WHOLE) == ()


def test_an_empty_plan_lacks_what_can_be_said_before_a_decision() -> None:
    assert lacking(needs=0, decisions=[], paid_lines=0, budgets=[]) == ("needs", "eligibility", "advice")


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"needs": 0}, "needs"),
        ({"paid_lines": 0, "decisions": [replace(DECISION, says_how=False)]}, "met"),
        ({"decisions": [replace(DECISION, says_towards=False)]}, "towards"),
        ({"budgets": []}, "budget"),
        ({"budgets": [BudgetView(True, True, False)]}, "direct"),
        ({"decisions": [replace(DECISION, has_advice=False)]}, "advice"),
    ],
)
def test_each_part_is_missed_by_itself(change: dict[str, object], part: str) -> None:
    assert lacking(**(WHOLE | change)) == (part,)


def test_where_the_council_meets_no_need_there_is_no_budget_to_ask_for() -> None:
    decision = replace(DECISION, decision="not_eligible", says_how=False)
    assert lacking(needs=1, decisions=[decision], paid_lines=0, budgets=[]) == ()
