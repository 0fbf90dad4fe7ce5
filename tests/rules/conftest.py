"""The rules of this repository, tried on the repository itself: what reviewers would otherwise have to remember."""

import ast
from collections.abc import Iterator
from pathlib import Path

from alongside.conftest import django_db_setup, files_apart, world  # noqa: F401 (fixtures)

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "alongside"


def python_files(*, tests: bool = False) -> Iterator[Path]:
    """Give every Python file of ours, without migrations; with `tests` also the tests."""
    for file in sorted(SOURCE.rglob("*.py")):
        parts = file.relative_to(SOURCE).parts
        if "migrations" not in parts and (tests or ("tests" not in parts and file.name != "conftest.py")):
            yield file


def tree(file: Path) -> ast.Module:
    """Give a file as a syntax tree."""
    return ast.parse(file.read_text(), filename=str(file))


def name_of(file: Path) -> str:
    """Give a file's path from the top of the repository."""
    return str(file.relative_to(ROOT))
