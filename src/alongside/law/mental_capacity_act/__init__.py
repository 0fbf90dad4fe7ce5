"""The Mental Capacity Act 2005 as rules over a decision record, by the law of a day.

`check(record, as_at)` says what stands in the way of a record, what to look at, and what to ask. It is no legal advice.
"""

# To import a part declares its rules; they stand in the order of the Act, as here.
from alongside.law.mental_capacity_act import (  # noqa: F401  # isort: skip
    the_matter,
    principles,
    inability,
    best_interests,
    attorneys,
    acts,
    liberty,
    advance_decisions,
    advocates,
    limits,
    recording,
)
from alongside.law.mental_capacity_act.engine import Difference, Findings, Rule, check, compare, own_day, rules
from alongside.law.mental_capacity_act.reading import Fault, NotADecisionRecord, parse, record_of
from alongside.law.mental_capacity_act.record import Record

__all__ = [
    "Difference",
    "Fault",
    "Findings",
    "NotADecisionRecord",
    "Record",
    "Rule",
    "check",
    "compare",
    "own_day",
    "parse",
    "record_of",
    "rules",
]
