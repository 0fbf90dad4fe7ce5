"""What a care and support plan (a carer's: support plan) has to hold: Care Act 2014, s. 25. Pure; decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision about eligibility: what it was, for which needs (ids; none named: for all), and what it says."""

    decision: str
    needs: tuple[str, ...] = ()
    says_how: bool = False
    says_towards: bool = False
    advises: bool = False
    prevents: bool = False


@dataclass(frozen=True, slots=True)
class BudgetView:
    """A personal budget that runs: whether it has an amount, a direct payment, and the needs that meets."""

    has_amount: bool
    has_direct: bool = False
    names_needs: bool = False


def undecided(needs: Sequence[str], decisions: Sequence[DecisionView]) -> tuple[str, ...]:
    """Give the needs that no decision is about; a decision that names none is about all."""
    if any(not one.needs for one in decisions):
        return ()
    decided = {need for one in decisions for need in one.needs}
    return tuple(need for need in needs if need not in decided)


def lacking(
    *, needs: Sequence[str], decisions: Sequence[DecisionView], paid_lines: int, budgets: Sequence[BudgetView]
) -> tuple[str, ...]:
    """Name the parts of s. 25(1) and (2) that are not written yet, in the order of the section.

    needs (1)(a); eligibility (1)(b), also while some need is undecided; met (1)(c); towards (1)(d), s. 9(4); budget
    (1)(e); direct (2); advice (1)(f)(i); prevent (1)(f)(ii). Where the council meets no need there is no budget to ask
    for: then (c) and (e) are not missed.
    """
    council_meets = any(one.decision == "council" for one in decisions)
    says_how = paid_lines > 0 or any(one.says_how for one in decisions)
    direct = [one for one in budgets if one.has_direct]
    missed = {
        "needs": not needs,
        "eligibility": not decisions or bool(undecided(needs, decisions)),
        "met": council_meets and not says_how,
        "towards": bool(decisions) and not any(one.says_towards for one in decisions),
        "budget": council_meets and not any(one.has_amount for one in budgets),
        "direct": any(not one.names_needs for one in direct),
        "advice": not any(one.advises for one in decisions),
        "prevent": not any(one.prevents for one in decisions),
    }
    return tuple(part for part, is_missed in missed.items() if is_missed)
