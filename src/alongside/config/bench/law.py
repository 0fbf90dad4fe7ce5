"""How fast the law is asked, and how long it takes to be there: no database, no page."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Any

SECONDS = 1.0
TRIES = 5
LEAST = 2000  # records a second on one core
LONGEST = 100  # milliseconds to import
RECORD: dict[str, Any] = {
    "format": "decision-record/1",
    "law_as_at": "2026-11-21",
    "decision": {"question": "Whether to move to Hill House", "needed_by": "2026-11-25", "setting": "care_home"},
    "person": {"age": 71, "befriended": True},
    "assessor": {"role": "social worker", "date": "2026-11-18"},
    "standard": "balance_of_probabilities",
    "support": [{"what": "pictures of both homes", "kind": "explanation", "result": "pointed to her own"}],
    "options_presented": ["stay, with more help", "Hill House"],
    "relevant_information": {"facts": ["what help there is"], "if_yes": "moves", "if_no": "stays"},
    "functional": {
        "understand": {"able": False, "evidence": "said there is no other home", "evidence_kind": "quote"},
        "retain": {"able": True},
        "use_weigh": {"able": False, "evidence_kind": "same_as:understand"},
        "communicate": {"able": True},
    },
    "impairment": {"present": True, "description": "a stroke"},
    "causal_link": {"ability": ["understand"], "mechanism": "follows one thing at a time", "strength": "because_of"},
    "conclusion": "lacks_capacity",
    "best_interests": {
        "options": [
            {"option": "stay", "for": "her kitchen", "against": "two falls"},
            {"option": "go", "for": "nights"},
        ],
        "wishes": {"present": "to be at home"},
        "beliefs_values": "her own door",
        "regain": "not likely",
        "participation": "chose the pictures",
    },
    "consultees": [{"who": "her sister", "view": "home, if it can be"}],
    "less_restrictive": [{"option": "a sensor", "why_not": "tried"}],
    "restrictions": ["doors locked at night"],
    "dol": {"answer": "no", "test_used": "multifactorial", "factors": "goes out", "persons_attitude": "content"},
}
ASKS = "import time; t = time.perf_counter(); import alongside.law.mental_capacity_act; print(time.perf_counter() - t)"


def measure() -> dict[str, float]:
    """Give how many records a second are read and asked about on one core, and how many milliseconds to import."""
    from alongside.law.mental_capacity_act import check

    check(RECORD)
    began, many = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS:
        check(RECORD)
        many += 1
    rate = many / (time.perf_counter() - began)
    took = [_import() for _ in range(TRIES)]
    return {"records_a_second": rate, "import_ms": min(took) * 1000}


def _import() -> float:
    told = subprocess.check_output([sys.executable, "-c", ASKS])  # noqa: S603 (our own words)
    return float(told)
