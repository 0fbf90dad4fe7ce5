"""Any record the schema allows, drawn at random."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

SCHEMA = json.loads((Path(__file__).parents[1] / "mental_capacity_act" / "decision-record.schema.json").read_text())
WORDS = st.sampled_from(
    [
        "",
        " ",
        "none",
        "n/a",
        "-",
        "tick",
        "see notes",
        "not likely",
        "asked her twice",
        "residence",
        "in general",
        "a stroke",
    ]
)
DAYS = st.dates(date(2005, 1, 1), date(2028, 1, 1)).map(date.isoformat)


def drawn_from(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Give values this piece of a schema allows."""
    if "const" in schema:
        return st.just(schema["const"])
    if "anyOf" in schema:
        return st.one_of(*map(drawn_from, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_type(kind, schema) for kind in types))


def _of_type(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "object":
        parts = {name: drawn_from(one) for name, one in schema["properties"].items()}
        must = {name: parts.pop(name) for name in schema.get("required", ())}
        return st.fixed_dictionaries(must, optional=parts)
    if kind == "array":
        return st.lists(drawn_from(schema["items"]), max_size=3)
    if kind == "string":
        return DAYS if "pattern" in schema else st.one_of(WORDS, st.text(max_size=12))
    if kind == "integer":
        return st.sampled_from([0, 15, 16, 17, 18, 28, 29, 56, 57, 70]) | st.integers(0, 10**6)
    return {"boolean": st.booleans(), "null": st.none()}[kind]


RECORDS = drawn_from(SCHEMA)
