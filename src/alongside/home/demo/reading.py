"""Reads the lives: plain dicts out of YAML files, with sittings and diaries unrolled. Pure: no database, no clock."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LIVES = Path(__file__).parent / "lives"
_CHOICE = re.compile(r"\{([^{}]*)\}")
Life = dict[str, Any]


@cache
def places() -> Life:
    """Give the organisation, its teams and the accounts."""
    return _read(LIVES / "accounts.yaml")


def ready() -> list[Life]:
    """Give the accounts one may sign in as by a button, in the order of the file: name, role, e-mail, button."""
    return [one for one in places()["accounts"] if one.get("ready")]


def lives() -> list[Life]:
    """Give every life, the main person first: who others care for stands before who cares for them."""
    files = sorted(file for file in LIVES.glob("*.yaml") if file.name != "accounts.yaml")
    found = [_read(file) for file in files]
    return sorted(found, key=lambda life: "carer_of" in life)


def _read(file: Path) -> Life:
    life: Life = yaml.safe_load(file.read_text(encoding="utf-8"))
    if "subject" in life:
        sittings = [one for sitting in life.get("sittings") or () for one in sat(sitting)]
        diary = [one for series in life.get("diary") or () for one in unroll(series)]
        life["entries"] = [*life["entries"], *sittings, *diary]
    return life


def sat(sitting: Life) -> list[Life]:
    """Give the entries of a sitting, each with what they share."""
    return [sitting["each"] | one for one in sitting["entries"]]


def unroll(series: Life) -> list[Life]:
    """Give the entries of a diary, in order; see README.md for how lines, choices and turns go round."""
    lines, count = series["lines"], series["count"]
    return [_nth(series, lines[place % len(lines)], place, len(lines), count) for place in range(count)]


def _nth(series: Life, line: Any, place: int, lines: int, count: int) -> Life:
    own = dict(line) if isinstance(line, dict) else {"words": line}
    chosen = {name: _choose(value, place // lines) if isinstance(value, str) else value for name, value in own.items()}
    turns = {name: values[place % len(values)] for name, values in (series.get("turns") or {}).items()}
    span = series["from_days"] - series["to_days"]
    days = round(series["from_days"] - span * place / max(count - 1, 1))
    return (series.get("each") or {}) | turns | chosen | {"days_ago": days}


def _choose(text: str, number: int) -> str:
    def one(found: re.Match[str]) -> str:
        choices = found.group(1).split("|")
        return choices[number % len(choices)]

    return _CHOICE.sub(one, text)
