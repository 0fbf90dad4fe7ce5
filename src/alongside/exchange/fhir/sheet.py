"""Reading one resource while keeping count of what was used, so that the rest can be listed and nothing is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .problems import Problem, plain
from .reasons import reason
from .records import Origin
from .shape import Path, Refused, without


@dataclass(frozen=True, slots=True)
class Row:
    """One resource as it was read: its key ("system|Type/id"), where it stood, its JSON, and the parts refused."""

    key: str
    system: str
    kind: str
    label: str
    file: str
    where: str
    resource: dict[str, Any]
    refused: Refused = field(default_factory=dict)

    def problem(self, why: str, element: str = "") -> Problem:
        """A problem with this resource, or with one element of it."""
        return Problem(self.file, self.where, self.label, element, why)


class Cursor:
    """A place inside a resource. Every answer is of the type asked for or nothing, whatever the JSON holds."""

    def __init__(self, sheet: "Sheet", tree: dict[str, Any], path: Path) -> None:
        self.sheet, self.tree, self.path = sheet, tree, path

    def peek(self, name: str) -> str:
        """The text of an element, "" where there is none, without using it."""
        value = self.tree.get(name)
        return value if isinstance(value, str) else ""

    def text(self, name: str) -> str:
        """The text of an element, "" where there is none; used."""
        if found := self.peek(name):
            self.use(name)
        return found.strip()

    def flag(self, name: str) -> bool | None:
        """True, false, or None where it is not said; used."""
        value = self.tree.get(name)
        if not isinstance(value, bool):
            return None
        self.use(name)
        return value

    def number(self, name: str) -> str:
        """A number as text, "" where there is none; used."""
        value = self.tree.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        self.use(name)
        return str(value).removesuffix(".0")

    def texts(self, name: str) -> list[str]:
        """The texts of a repeating element; used."""
        value = self.tree.get(name)
        found = value if isinstance(value, list) else []
        kept = [(n, one.strip()) for n, one in enumerate(found) if isinstance(one, str) and one.strip()]
        for n, _ in kept:
            self.use(name, n)
        return [one for _, one in kept]

    def one(self, name: str) -> "Cursor | None":
        """The object under a name."""
        value = self.tree.get(name)
        return Cursor(self.sheet, value, (*self.path, name)) if isinstance(value, dict) else None

    def all(self, name: str) -> list["Cursor"]:
        """The objects of a repeating element, in order."""
        value = self.tree.get(name)
        found = value if isinstance(value, list) else []
        return [Cursor(self.sheet, one, (*self.path, name, n)) for n, one in enumerate(found) if isinstance(one, dict)]

    def use(self, *names: str | int) -> None:
        """Count this place, or what is under the names, as placed."""
        self.sheet.used.add((*self.path, *names))

    def leave(self, why: str, *names: str | int) -> None:
        """List this place, or what is under the names, as not placed, for a reason of its own."""
        self.sheet.leave((*self.path, *names), why)


class Sheet:
    """One resource being read: what was used, what was left and why."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.tree: dict[str, Any] = without(row.resource, row.refused)
        self.used: set[Path] = {("resourceType",), ("id",)}
        self.left: dict[Path, str] = {}
        self.root = Cursor(self, self.tree, ())

    def origin(self, path: Path = ()) -> Origin:
        """Where in the files this is, or the element at a path of it."""
        return Origin(self.row.file, self.row.where, self.row.label, self.element(path) if path else "")

    def element(self, path: Path) -> str:
        """A path in the words FHIR people use: Goal.target[0].measure."""
        parts = [f"[{part}]" if isinstance(part, int) else f".{plain(part, 80)}" for part in path]
        return self.row.kind + "".join(parts)

    def leave(self, path: Path, why: str) -> None:
        """List one place as not placed, once."""
        self.used.add(path)
        self.left.setdefault(path, why)

    def contained(self, name: str) -> dict[str, Any] | None:
        """The resource kept inside this one under "#name"."""
        kept = self.tree.get("contained")
        for one in kept if isinstance(kept, list) else []:
            if isinstance(one, dict) and one.get("id") == name and isinstance(one.get("resourceType"), str):
                return one
        return None

    def problems(self) -> Iterator[Problem]:
        """Everything refused, left or never asked for, in the order of the resource's elements."""
        for path, why in self.row.refused.items():
            yield self.row.problem(why, self.element(path) if path else "")
        for path, why in self.left.items():
            yield self.row.problem(why, self.element(path) if path else "")
        for path in self._untouched():
            element = self.element(path)
            yield self.row.problem(reason(element), element)

    def _untouched(self) -> list[Path]:
        touched = {path[:n] for path in self.used for n in range(len(path))}
        found: list[Path] = []
        todo: list[tuple[Path, Any]] = [((), self.tree)]
        while todo:
            path, here = todo.pop()
            if path in self.used or here is None:
                continue
            if path not in touched and path:
                found.append(path)
            else:
                parts = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
                todo += reversed([((*path, key), part) for key, part in parts])
        return found
