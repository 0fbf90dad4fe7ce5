"""JSON text to a tree that is safe to handle: no bombs, no doubles, nothing PostgreSQL or a screen would choke on."""

import json
import math
from dataclasses import dataclass
from typing import Any

from .shape import Path, Refused

MAX_DEPTH = 64
MAX_DIGITS = 18
MAX_NUMBER = 200


@dataclass(frozen=True, slots=True)
class Bad:
    """Stands in the tree where a value cannot be used; `why` is a sentence."""

    why: str


class NotJsonError(ValueError):
    """The text is not JSON we can read; its words say what and where."""


def parse(text: str) -> Any:
    """The JSON tree of a text, with `Bad` where a value cannot be used (see `clean`).

    Raises NotJsonError for broken JSON (with line and column) and for nesting deeper than `MAX_DEPTH`.
    """
    try:
        tree = json.loads(
            text, parse_int=_whole, parse_float=_decimal, parse_constant=_constant, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        ended = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        raise NotJsonError(
            f"the JSON stops too early, at {at}" if ended else f"not JSON at {at}: {error.msg}"
        ) from None
    except RecursionError:
        raise NotJsonError("nested far too deep") from None
    return _shallow(tree)


def clean(tree: Any) -> tuple[Any, Refused]:
    """The tree without its `Bad` parts, and where they were, with why. In a list a bad part becomes null."""
    if isinstance(tree, Bad):
        return None, {(): tree.why}
    refused: Refused = {}
    todo: list[tuple[Path, Any]] = [((), tree)] if isinstance(tree, dict | list) else []
    while todo:
        path, here = todo.pop()
        for key, part in list(here.items() if isinstance(here, dict) else enumerate(here)):
            why = part.why if isinstance(part, Bad) else _bad_text(part) or _bad_text(key)
            if why:
                refused[(*path, key)] = why
                if isinstance(here, dict):
                    del here[key]
                else:
                    here[key] = None
            elif isinstance(part, dict | list):
                todo.append(((*path, key), part))
    return tree, refused


def _shallow(tree: Any) -> Any:
    """The tree itself, once it is known to be shallow; goes level by level, so that no depth can break it."""
    level, depth = [tree], 0
    while level := [here for here in level if isinstance(here, dict | list)]:
        depth += 1
        if depth > MAX_DEPTH:
            raise NotJsonError(f"nested deeper than {MAX_DEPTH} levels")
        level = [part for here in level for part in (here.values() if isinstance(here, dict) else here)]
    return tree


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                made[name] = Bad("it is there twice, and only one can be right")
            seen.add(name)
    return made


def _whole(text: str) -> int | Bad:
    return int(text) if len(text) <= MAX_DIGITS else Bad("a number too large to be meant")


def _decimal(text: str) -> float | Bad:
    value = float(text) if len(text) <= MAX_NUMBER else math.inf
    return value if math.isfinite(value) else Bad("a number too large to be meant")


def _constant(text: str) -> Bad:
    return Bad(f"{text} is not a number JSON knows")


def _bad_text(text: Any) -> str:
    if not isinstance(text, str) or (text.isascii() and "\0" not in text):
        return ""
    if "\0" in text:
        return "the text holds a null character"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return "the text holds half a character"
    return ""
