"""Reads the reviewed list, and says what is wrong with it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from alongside.wording.domain import Phrase

HERE = Path(__file__).parent
NEEDED = {"id", "forms", "why", "instead", "sources"}
KNOWN = NEEDED | {"only", "harmless"}


class ListError(Exception):
    """The list cannot be used; the message says which entry, what is wrong and what is expected."""


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """Give the list that is shipped. Read once."""
    return read(yaml.safe_load((HERE / "words.yaml").read_text()), sources())


@lru_cache(maxsize=1)
def sources() -> dict[str, str]:
    """Give each source by its short name."""
    return dict(yaml.safe_load((HERE / "sources.yaml").read_text()))


def read(rows: Any, known_sources: dict[str, str]) -> tuple[Phrase, ...]:
    """Read rows as `words.yaml` holds them; raises `ListError`."""
    found = tuple(_phrase(row, known_sources) for row in rows)
    ids = [one.id for one in found]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise ListError(f"said twice: {', '.join(sorted(twice))}")
    return found


def _phrase(row: dict[str, Any], known_sources: dict[str, str]) -> Phrase:
    name = row.get("id", "an entry without an id")
    if NEEDED - set(row) or set(row) - KNOWN:
        raise ListError(f"{name}: missing {sorted(NEEDED - set(row))}, not known {sorted(set(row) - KNOWN)}")
    if unknown := [one for one in row["sources"] if one not in known_sources]:
        raise ListError(f"{name}: no such source: {', '.join(unknown)}")
    lists = {key: tuple(str(one) for one in row.get(key, ())) for key in KNOWN - {"id", "why"}}
    made = Phrase(id=name, why=row["why"], **lists)
    try:
        _ = made.contexts
    except ValueError as error:
        raise ListError(f"{name}: {error}") from None
    return made
