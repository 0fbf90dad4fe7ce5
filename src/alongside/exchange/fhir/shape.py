"""Is a resource what FHIR R4 says it is? Judged by JSON Schema (Draft 2020-12), made from the facts in `elements.py`.

A part that breaks the rules is refused by itself, and the rest goes on; where a part that must be there is refused or
missing, the whole around it is refused. A part that says "you must understand me" (modifierExtension, implicitRules)
and that we do not understand is refused too, as R4 asks.
"""

import re
from functools import cache
from typing import Any

import jsonschema_rs

from .elements import BACKBONE, PATTERNS, RESOURCES, TYPES

Path = tuple[str | int, ...]
Refused = dict[Path, str]

_NUMBERS: dict[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "decimal": {"type": "number"},
    "integer": {"type": "integer", "minimum": -(2**31), "maximum": 2**31 - 1},
    "unsignedInt": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    "positiveInt": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
}
_TYPE_WORDS = {
    "object": "an object",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}
_LINE = re.compile(r"^(\w+) ([\w.]+)(?:\((.*)\))?(\*?)(!?)$")
_COMMON = "id string; extension Extension*"
_RESOURCE = "meta Meta; implicitRules uri; language code; text Narrative; contained Any*; modifierExtension Extension*"
_ROUNDS = 40


def check(resource: dict[str, Any]) -> Refused:
    """The parts of a resource of a supported type that are not FHIR R4, each with why; the empty path is the whole.

    Takes cleaned JSON (`cleaning.clean`); never changes it.
    """
    refused: Refused = {}
    judge = _judge(resource["resourceType"])
    for _ in range(_ROUNDS):
        rest = without(resource, refused)
        if judge.is_valid(rest):
            break
        before = len(refused)
        for error in judge.iter_errors(rest):
            for path, why in _faults(error):
                refused.setdefault(path, why)
        if () in refused or len(refused) == before:
            break
    else:
        refused[()] = "too much of it is not FHIR R4"
    for path in _not_understood(resource):
        refused.setdefault(path, "it carries a rule that must be understood before use, and is not known here")
    return refused


def without(tree: Any, refused: Refused) -> Any:
    """A JSON tree without the refused parts; in a list they become null, so that places keep their numbers."""
    if not refused:
        return tree
    return _copy(tree, (), refused)


def _copy(tree: Any, path: Path, refused: Refused) -> Any:
    if isinstance(tree, dict):
        return {k: _copy(v, (*path, k), refused) for k, v in tree.items() if (*path, k) not in refused}
    if isinstance(tree, list):
        return [None if (*path, n) in refused else _copy(v, (*path, n), refused) for n, v in enumerate(tree)]
    return tree


def _faults(error: jsonschema_rs.ValidationError) -> list[tuple[Path, str]]:
    path: Path = tuple(error.instance_path)
    kind = error.kind
    match kind:
        case jsonschema_rs.ValidationErrorKind.AdditionalProperties():
            return [((*path, name), "FHIR R4 has no such element here") for name in kind.unexpected]
        case jsonschema_rs.ValidationErrorKind.Required():
            return [(path, f"“{kind.property}” must be there, and is missing or not as FHIR R4 asks")]
        case jsonschema_rs.ValidationErrorKind.Type():
            return [(path, f"it should be {_type_words(kind.types)}")]
        case jsonschema_rs.ValidationErrorKind.Enum():
            return [(path, "it is none of the codes FHIR R4 allows here")]
        case jsonschema_rs.ValidationErrorKind.Pattern():
            return [(path, "it is not written the way FHIR R4 asks")]
        case _:
            return [(path, "it is not what FHIR R4 allows here")]


def _type_words(types: Any) -> str:
    found = [types] if isinstance(types, str) else list(types)
    return " or ".join(_TYPE_WORDS[name] for name in found if name in _TYPE_WORDS) or "something else"


def _not_understood(resource: dict[str, Any]) -> list[Path]:
    found: list[Path] = [()] if "implicitRules" in resource else []
    todo: list[tuple[Path, Any]] = [((), resource)]
    while todo:
        path, tree = todo.pop()
        if isinstance(tree, list):
            todo += [((*path, n), part) for n, part in enumerate(tree)]
        elif isinstance(tree, dict):
            if tree.get("modifierExtension"):
                found.append(path)
            todo += [((*path, k), part) for k, part in tree.items() if k != "contained"]
    return found


@cache
def _judge(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema(name))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one resource type ("Goal"), self-contained."""
    parts = {kind: _object(lines, modifier=kind in BACKBONE) for kind, lines in TYPES.items()}
    parts |= {kind: _primitive(kind) for kind in (*PATTERNS, *_NUMBERS)}
    parts["Any"] = {"type": "object", "required": ["resourceType"], "properties": {"resourceType": {"type": "string"}}}
    parts["Extension"] = {
        "type": "object",
        "required": ["url"],
        "properties": {
            "url": {"type": "string"},
            "id": {"type": "string"},
            "extension": {"$ref": "#/$defs/Extensions"},
        },
        "patternProperties": {"^_?value[A-Z]": {}, "^_url$": {}},
        "additionalProperties": False,
    }
    parts["Extensions"] = {"type": "array", "items": {"$ref": "#/$defs/Extension"}}
    parts["Element"] = _object("", modifier=False)
    whole = _object(f"{_RESOURCE}; {RESOURCES[name]}", modifier=False)
    whole["properties"]["resourceType"] = {"const": name}
    whole["properties"]["id"] = {"$ref": "#/$defs/id"}
    return whole | {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": parts}


def _object(lines: str, *, modifier: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required: list[str] = []
    for line in filter(None, f"{_COMMON}; {lines}".split("; ")):
        name, kind, codes, many, must = _LINE.match(line.rstrip(";")).groups()  # type: ignore[union-attr]
        single: dict[str, Any] = {"enum": codes.split("|")} if codes else {"$ref": f"#/$defs/{kind}"}
        simple = kind in PATTERNS or kind in _NUMBERS
        properties[name] = _many(single, simple) if many else single
        if simple:
            beside = {"$ref": "#/$defs/Element"}
            properties[f"_{name}"] = _many(beside, True) if many else beside
        if must:
            required.append(name)
    if modifier:
        properties["modifierExtension"] = {"$ref": "#/$defs/Extensions"}
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _many(single: dict[str, Any], nullable: bool) -> dict[str, Any]:
    return {"type": "array", "items": {"anyOf": [single, {"type": "null"}]} if nullable else single}


def _primitive(kind: str) -> dict[str, Any]:
    if kind in _NUMBERS:
        return _NUMBERS[kind]
    pattern = PATTERNS[kind]
    return {"type": "string"} if pattern is None else {"type": "string", "pattern": f"^(?:{pattern})$"}
