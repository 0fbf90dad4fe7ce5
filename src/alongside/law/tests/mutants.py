"""Breaks the law's code in one place at a time, and sees whether its tests notice (`make mutants`).

The ways of breaking are mutmut's. That tool leaves out every function with a decorator, and here those are the rules;
so each broken module is tried here, in a process of its own.
"""

import contextlib
import io
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper
from mutmut.mutation.mutators import mutation_operators

LAW = Path(__file__).resolve().parents[1]
SOURCE = LAW.parents[1]
TESTS = [
    LAW / "tests" / f"test_{name}.py"
    for name in ("rules", "scenarios", "changes", "reading", "telling", "files", "where")
]
LONGEST = 120  # seconds
KEPT = Path(__file__).with_name("survivors.json")


@dataclass(frozen=True)
class Mutant:
    """One way of breaking a file: where, and how the line reads then."""

    file: Path
    was: str
    source: str

    @property
    def name(self) -> str:
        """Say what was broken: the file, the line as it stands, the line as it reads then."""
        before, now = self.was.splitlines(), self.source.splitlines()
        at = next((n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), 0)
        return f"{self.file.relative_to(LAW)}: {before[at].strip()} -> {now[at].strip()}"


class _Finder(cst.CSTVisitor):
    def __init__(self) -> None:
        self.depth, self.found = 0, []  # type: ignore[var-annotated]

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:  # noqa: N802 (named by libcst)
        self.depth += 1
        node.body.visit(self)
        self.depth -= 1
        return False

    def visit_Annotation(self, node: cst.Annotation) -> bool:  # noqa: N802 (named by libcst)
        return False

    def on_visit(self, node: cst.CSTNode) -> bool:
        if self.depth and not isinstance(node, cst.Annotation):
            for kind, operator in mutation_operators:
                if isinstance(node, kind):
                    self.found += [(node, other) for other in operator(node)]
        return super().on_visit(node)


def mutants_of(file: Path) -> Iterator[Mutant]:
    """Give every way of breaking a file, inside its functions."""
    wrapper = MetadataWrapper(cst.parse_module(file.read_text()))
    finder = _Finder()
    wrapper.module.visit(finder)
    for node, other in finder.found:
        source = wrapper.module.deep_replace(node, other).code
        if source != wrapper.module.code:
            yield Mutant(file, wrapper.module.code, source)


class _Broken(SourceFileLoader):
    def __init__(self, name: str, path: str, source: str) -> None:
        super().__init__(name, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.source, self.path, "exec")


class _In(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = ".".join(mutant.file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        where = str(self.mutant.file)
        inside = [str(self.mutant.file.parent)] if self.mutant.file.name == "__init__.py" else None
        loader = _Broken(fullname, where, self.mutant.source)
        return spec_from_file_location(fullname, where, loader=loader, submodule_search_locations=inside)


def is_noticed(mutant: Mutant | None) -> bool:
    """Run the tests over a broken module, in a process of its own; say whether any fails. None: nothing is broken."""
    if child := os.fork():
        _pid, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) != 0
    signal.alarm(LONGEST)
    for name in [name for name in sys.modules if name == "alongside" or name.startswith("alongside.")]:
        del sys.modules[name]
    if mutant is not None:
        sys.meta_path.insert(0, _In(mutant))
    code = 1
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if not _stands():
            os._exit(1)
        options = ["-x", "-q", "--noconftest", "--import-mode=importlib", "-p", "no:django", "-p", "no:cacheprovider"]
        options += ["-p", "no:xdist", "-p", "no:randomly", "-c", os.devnull, "--rootdir", str(SOURCE)]
        with contextlib.suppress(BaseException):
            code = int(pytest.main([*options, *map(str, TESTS)]))
    os._exit(code)


def _stands() -> bool:
    """Look at each rule's own records, without pytest: most of what is broken is noticed here, in no time."""
    try:
        tests, scenarios = (import_module(f"alongside.law.tests.test_{name}") for name in ("rules", "scenarios"))
        for group in ("fires", "open_fires", "silent", "open_silent"):
            test = tests.test_it_fires if group.endswith("fires") else tests.test_it_is_silent
            for one in tests.told(group):
                test(*one.values)
        for file in scenarios.SCENARIOS:
            scenarios.test_it_is_judged_as_the_court_did(file)
    except BaseException:  # noqa: BLE001 (whatever it is, it is noticed)
        return False
    return True


def _why(name: str) -> str:
    """Give why this one may survive; "" where nobody has said."""
    known = json.loads(KEPT.read_text())
    return next((one["why"] for one in known if name.startswith(one["in"]) and one.get("holds", "") in name), "")


def _share(mutants: list[Mutant], number: int, of: int, folder: Path) -> None:
    survivors = [mutant.name for mutant in mutants[number::of] if not is_noticed(mutant)]
    (folder / f"mutants-{number}.json").write_text(json.dumps(survivors))


def main(only: Sequence[str] = ()) -> int:
    """Try every mutant (of the files named) and write build/mutants.json.

    Gives 1 when more than one in ten survives, or one that nobody has explained.
    """
    files = sorted(file for file in LAW.rglob("*.py") if "tests" not in file.parts and "parts" not in file.parts)
    mutants = [one for file in files if not only or file.name in only for one in mutants_of(file)]
    if is_noticed(None):
        sys.stdout.write("The tests fail with nothing broken.\n")
        return 1
    folder = Path.cwd() / "build"
    folder.mkdir(exist_ok=True)
    shares, children = os.cpu_count() or 1, []
    for number in range(shares):
        if child := os.fork():
            children.append(child)
            continue
        _share(mutants, number, shares, folder)
        os._exit(0)
    for child in children:
        os.waitpid(child, 0)
    survivors = sorted(one for n in range(shares) for one in json.loads((folder / f"mutants-{n}.json").read_text()))
    reasons = {one: _why(one) for one in survivors}
    killed = len(mutants) - len(survivors)
    told = {
        "mutants": len(mutants),
        "noticed": killed,
        "share": round(killed / len(mutants), 4),
        "survivors": survivors,
    }
    (folder / "mutants.json").write_text(json.dumps(told, indent=1, ensure_ascii=False))
    sys.stdout.write(f"{killed} of {len(mutants)} noticed ({killed / len(mutants):.1%}); build/mutants.json\n")
    for one in survivors:
        sys.stdout.write(f"  {one}\n    {reasons[one] or 'NOT EXPLAINED'}\n")
    return 1 if killed < 0.9 * len(mutants) or not all(reasons.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
