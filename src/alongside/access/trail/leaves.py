"""How a row of the audit trail becomes the bytes of a leaf: JSON of all its columns, written one way only. No Django.

Names sorted by their letters, no blanks, no escapes but those JSON must have, numbers in the digits PostgreSQL keeps.
"""

import json
from collections.abc import Mapping
from typing import Any

from alongside.base import merkle

# Each column as text that says everything in it; read with the time zone UTC and dates in ISO.
COLUMNS = ("id", "at", "by", "action", "subject_id", "detail")
SELECT = ", ".join(f'e."{name}"::text' for name in COLUMNS)
SETTINGS = "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true)"


class _Digits(str):
    """A number as it was written."""

    __slots__ = ()


def canonical(row: Mapping[str, str | None]) -> bytes:
    """Give the bytes of a row whose columns are given as PostgreSQL writes them."""
    found: dict[str, Any] = dict(row)
    detail = found.get("detail")
    if detail is not None:
        found["detail"] = json.loads(detail, parse_int=_Digits, parse_float=_Digits)
    return _written(found).encode()


def leaf(row: Mapping[str, str | None]) -> bytes:
    """Give the hash of a row as a leaf."""
    return merkle.leaf_hash(canonical(row))


def _written(value: Any) -> str:
    if isinstance(value, _Digits):
        return str(value)
    if isinstance(value, dict):
        pairs = (f"{json.dumps(name, ensure_ascii=False)}:{_written(value[name])}" for name in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
