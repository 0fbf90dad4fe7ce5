"""What `alongside law` does: asks the law about files, and lists the rules. No Django, no database."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Literal

from alongside.law.mental_capacity_act import (
    Findings,
    NotADecisionRecord,
    Record,
    check,
    compare,
    own_day,
    parse,
    record_of,
    rules,
)
from alongside.law.mental_capacity_act.reading import MOST_BYTES, is_scenario
from alongside.law.mental_capacity_act.telling import tell

Format = Literal["json", "text"]
MAY_FINALISE, BLOCKED, NOT_A_RECORD = 0, 1, 2


def check_files(files: tuple[Path, ...], as_at: date | None, format_: Format) -> tuple[str, list[str], int]:
    """Ask the law about each file; give what to print, what went wrong (a line each), and the exit status.

    0: nothing is blocked; 1: something is; 2: a file is no decision record, and what is wrong with it is said.
    """
    told: list[tuple[str, Record, Findings]] = []
    wrong: list[str] = []
    for file in files:
        try:
            name, record = _read(file)
        except NotADecisionRecord as error:
            wrong += [f"{file}: {fault}" for fault in error.faults]
        except OSError as error:
            wrong.append(f"{file}: cannot be read: {error.strerror}")
        else:
            told.append((name, record, check(record, as_at)))
    if wrong:
        status = NOT_A_RECORD
    else:
        status = BLOCKED if any(found.outcome == "blocked" for _name, _record, found in told) else MAY_FINALISE
    if format_ == "json":
        return json.dumps([as_json(name, found) for name, _record, found in told], indent=1) + "\n", wrong, status
    texts = [
        tell(name, record, found, compare(record, as_at) if as_at and as_at != own_day(record) else None)
        for name, record, found in told
    ]
    return "\n".join(texts), wrong, status


def _read(file: Path) -> tuple[str, Record]:
    with file.open("rb") as opened:
        document = parse(opened.read(MOST_BYTES + 1))
    name = document.get("id") if is_scenario(document) else None
    return name if isinstance(name, str) and name else file.stem, record_of(document)


def as_json(name: str, findings: Findings) -> dict[str, Any]:
    """Give what was found in the shape that the command and the API answer with."""
    return {
        "id": name,
        "as_at": findings.as_at.isoformat(),
        "outcome": findings.outcome,
        "findings": [asdict(one) for one in findings.found],
    }


def list_rules(as_at: date | None, format_: Format) -> str:
    """Give every rule, or those in force on a day: its name, how strong it is, what it says, its source, since when."""
    found = rules(as_at)
    if format_ == "json":
        told = [
            {
                "id": one.id,
                "kind": one.kind,
                "in_force": {"from": one.since.isoformat(), "until": one.until.isoformat() if one.until else None},
                "in_emergency": one.in_emergency,
                "statement": one.statement,
                "source": one.source,
                "message": one.message,
            }
            for one in found
        ]
        return json.dumps(told, indent=1) + "\n"
    lines = []
    for one in found:
        until = f" to {one.until.isoformat()}" if one.until else ""
        lines += [f"{one.id} ({one.kind}), in force from {one.since.isoformat()}{until}", f"  {one.statement}"]
        lines += [f"  Source: {one.source}", f"  It says: {one.message}", ""]
    return "\n".join(lines)
