"""Reads a decision record from what JSON gives, and says by name what is not one.

Absent, null and "" are the same: not answered. So are [], {} and a part in which nothing is answered. Unknown fields
are refused at any depth, and a value outside a list with the list.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, cast, get_args, get_origin

from alongside.law.answers import PLACEHOLDERS, TICKS, UNANSWERED, Nothing, Part, Unanswered
from alongside.law.mental_capacity_act.record import FORMAT, Record

MOST_BYTES = 5_000_000
MOST_FAULTS = 50
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Reader = Callable[[Any, str, list["Fault"]], Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: its name from the top ("support[2].kind"), and what was expected there."""

    field: str
    expected: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.field}: {self.expected}"


class NotADecisionRecord(ValueError):
    """What was given is no decision record; `faults` says which fields, and what was expected of each."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep what is wrong."""
        super().__init__("; ".join(map(str, faults)))
        self.faults = tuple(faults)


def parse(data: bytes) -> Any:
    """Give what JSON text (UTF-8) holds. Raises `NotADecisionRecord` for what is no JSON, too large, or too deep."""
    if len(data) > MOST_BYTES:
        raise NotADecisionRecord([Fault("the whole", f"a record has at most {MOST_BYTES:,} bytes; this has more")])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError:
        expected = "text in UTF-8; it is in another character set, or no text"
    except json.JSONDecodeError as error:
        expected = f"JSON; line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        expected = "a record of a few levels; this is nested too deeply"
    except ValueError as error:
        expected = str(error)
    raise NotADecisionRecord([Fault("the whole", expected)])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for n, (name, _value) in enumerate(pairs) if name in dict(pairs[:n]))
        raise ValueError(f"each field once; “{twice[:60]}” stands there twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"numbers as JSON has them; {name} is none")


def record_of(document: Any) -> Record:
    """Give the record that a parsed JSON document holds; of a scenario, which has a `record` inside, that record.

    Raises `NotADecisionRecord`.
    """
    if is_scenario(document):
        document = document["record"]
    if not isinstance(document, Mapping):
        raise NotADecisionRecord([Fault("the whole", f"an object with named fields; this is {_kind(document)}")])
    faults: list[Fault] = []
    if document.get("format") != FORMAT:
        faults.append(Fault("format", f'must be there and say "{FORMAT}"'))
    found = _reader(Record)({name: value for name, value in document.items() if name != "format"}, "", faults)
    if faults:
        raise NotADecisionRecord(faults)
    return cast(Record, found)


def is_scenario(document: Any) -> bool:
    """Say whether this is no record itself, and has one inside."""
    if not isinstance(document, Mapping) or document.get("format") == FORMAT:
        return False
    return isinstance(document.get("record"), Mapping)


def _kind(value: Any) -> str:
    for kinds, name in (
        (type(None), "null"),
        (bool, "true or false"),
        (str, "text"),
        ((int, float), "a number"),
        (Mapping, "an object"),
    ):
        if isinstance(value, kinds):
            return name
    return "a list" if isinstance(value, list | tuple) else type(value).__name__


def _wrong(path: str, expected: str, value: Any, faults: list[Fault]) -> Any:
    if len(faults) < MOST_FAULTS:
        faults.append(Fault(path or "the whole", f"{expected}; this is {_kind(value)}"))
    return UNANSWERED


# Each reader takes a value, its path and the faults found so far; it gives the answer, or notes what is wrong.


def _text(value: Any, path: str, faults: list[Fault]) -> Any:
    found = _word(value, path, faults)
    return Nothing(found) if found is not UNANSWERED and found.strip().lower() in PLACEHOLDERS else found


def _evidence(value: Any, path: str, faults: list[Fault]) -> Any:
    found = _text(value, path, faults)
    return Nothing(found) if found is not UNANSWERED and found.strip().lower() in TICKS else found


def _word(value: Any, path: str, faults: list[Fault]) -> Any:
    if _is_blank(value):
        return UNANSWERED
    return value if isinstance(value, str) else _wrong(path, "text was expected", value, faults)


def _flag(value: Any, path: str, faults: list[Fault]) -> Any:
    if _is_blank(value) or isinstance(value, bool):
        return UNANSWERED if _is_blank(value) else value
    return _wrong(path, "true or false was expected", value, faults)


def _whole(value: Any, path: str, faults: list[Fault]) -> Any:
    if _is_blank(value):
        return UNANSWERED
    is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not is_whole or value < 0:
        return _wrong(path, "a whole number from 0 up was expected", value, faults)
    return int(value)


def day_of(typed: str) -> date:
    """Give the day that is written as 2026-11-21. Raises ValueError."""
    if not ISO_DAY.fullmatch(typed):
        raise ValueError(typed)
    return date.fromisoformat(typed)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _day(value: Any, path: str, faults: list[Fault]) -> Any:
    if _is_blank(value):
        return UNANSWERED
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            return day_of(value)
        except ValueError:
            return _wrong(path, f"a day that exists was expected, as 2026-11-21; there is no {value}", value, faults)
    return _wrong(path, "a day was expected, as 2026-11-21", value, faults)


def _choice(*allowed: str) -> Reader:
    among = frozenset(allowed)
    expected = "one of these was expected: " + ", ".join(allowed)

    def read(value: Any, path: str, faults: list[Fault]) -> Any:
        if isinstance(value, str) and value in among:
            return value
        if _is_blank(value):
            return UNANSWERED
        return _wrong(path, expected, value, faults)

    return read


def _many(one: Reader) -> Reader:
    def read(value: Any, path: str, faults: list[Fault]) -> Any:
        if _is_blank(value):
            return ()
        if not isinstance(value, list | tuple):
            _wrong(path, "a list was expected", value, faults)
            return ()
        found = [one(each, f"{path}[{number}]", faults) for number, each in enumerate(value)]
        told = [each for each in found if each is not UNANSWERED]
        while told and isinstance(told[-1], Part) and told[-1] == type(told[-1])():
            told.pop()
        return tuple(told)

    return read


@cache
def _reader(of: type[Part]) -> Reader:
    readers = {name.name.rstrip("_"): (name.name, _for_field(name)) for name in fields(of)}  # type: ignore[arg-type]
    known = ", ".join(readers)

    def read(value: Any, path: str, faults: list[Fault]) -> Any:
        if _is_blank(value):
            return of()
        if not isinstance(value, Mapping):
            return _wrong(path, f"an object with these fields was expected: {known}", value, faults)
        told = {}
        for name, each in value.items():
            here = f"{path}.{name}" if path else str(name)
            if name not in readers:
                if len(faults) < MOST_FAULTS:
                    faults.append(Fault(here[:200], f"there is no such field here. The fields are: {known}"))
                continue
            attribute, reader = readers[name]
            told[attribute] = reader(each, here, faults)
        return of(**told)

    return read


def _for_field(one: "Field[Any]") -> Reader:
    reads = one.metadata.get("reads")
    if reads is not None:
        return {"word": _word, "evidence": _evidence}[reads]
    return _for_type(one.type)


def _for_type(wanted: Any) -> Reader:
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is tuple:
        return _many(_part_in_list(args[0]) if isinstance(args[0], type) else _for_type(args[0]))
    if origin is Literal:
        return _choice(*args)
    if origin is UnionType or Unanswered in args:
        inner = [each for each in args if each is not Unanswered]
        if get_origin(inner[0]) is Literal:
            return _choice(*get_args(inner[0]))
        return {str: _text, bool: _flag, int: _whole, date: _day}[inner[0]]
    return _reader(wanted)


def _part_in_list(of: type) -> Reader:
    """Give what reads the parts of a list. Each keeps its place, so that a finding names the right one."""
    return _text if of is str else _reader(of)
