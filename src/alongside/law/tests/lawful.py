"""A record that stands: somebody who lacks capacity for one decision, with everything the law asks written down."""

from copy import deepcopy
from typing import Any

LACKS: dict[str, Any] = {
    "format": "decision-record/1",
    "law_as_at": "2026-11-21",
    "decision": {"question": "Whether to move to Hill House", "needed_by": "2026-11-25", "category": "other"},
    "person": {"age": 71, "befriended": True},
    "assessor": {"role": "social worker", "date": "2026-11-18"},
    "assessment_order": "functional_first",
    "standard": "balance_of_probabilities",
    "support": [
        {"what": "pictures of both homes", "kind": "explanation", "result": "pointed to her own; did not follow"},
    ],
    "options_presented": ["stay, with more help", "Hill House"],
    "relevant_information": {
        "facts": ["what help there is in each"],
        "if_yes": "moves",
        "if_no": "stays",
        "if_undecided": "stays for now",
    },
    "functional": {
        "understand": {"able": False, "evidence": "said there is no other home", "evidence_kind": "quote"},
        "retain": {"able": True},
        "use_weigh": {"able": True},
        "communicate": {"able": True},
    },
    "impairment": {"present": True, "description": "a stroke"},
    "causal_link": {
        "ability": ["understand"],
        "mechanism": "since the stroke she follows one thing at a time and loses the first",
        "strength": "because_of",
    },
    "conclusion": "lacks_capacity",
    "code_departure": {"departed": False},
    "shared_with_person": True,
}
DECIDING: dict[str, Any] = {
    "best_interests": {
        "options": [
            {"option": "stay", "for": "her own kitchen", "against": "two falls"},
            {"option": "Hill House", "for": "somebody there at night", "against": "far from her sister"},
        ],
        "wishes": {"present": "to be at home"},
        "beliefs_values": "her own door",
        "would_have_decided": "to stay",
        "regain": "not likely",
        "participation": "chose the pictures, showed her kitchen",
        "reasons": [{"text": "she sleeps when somebody is there", "about": "benefit"}],
        "belief_confirmed": True,
    },
    "consultees": [{"who": "her sister", "view": "home, if it can be"}],
    "less_restrictive": [{"option": "a sensor", "why_not": "tried; she takes it off"}],
}


def changed(record: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Give a record with some fields changed; objects are changed field by field, anything else as a whole."""
    found = deepcopy(record)
    for name, value in change.items():
        inside = found.get(name)
        found[name] = changed(inside, value) if isinstance(value, dict) and isinstance(inside, dict) else value
    return found


def lacks(**change: Any) -> dict[str, Any]:
    """Give the record that stands, changed."""
    return changed(LACKS, change)


def deciding(**change: Any) -> dict[str, Any]:
    """Give a record that stands in which somebody decides for the person, changed."""
    return changed(changed(LACKS, DECIDING), change)


def has(**change: Any) -> dict[str, Any]:
    """Give a record that stands of somebody who has capacity, changed."""
    able = {name: {"able": True} for name in ("understand", "retain", "use_weigh", "communicate")}
    return changed(LACKS | {"functional": able, "conclusion": "has_capacity"}, change)


def unassessed(**change: Any) -> dict[str, Any]:
    """Give the least there can be: one decision, and nothing found about it."""
    return changed({"format": "decision-record/1", "decision": {"question": "Whether to move"}}, change)
