"""How the code is written: sizes, doors, docstrings, reasons."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from .conftest import ROOT, SOURCE, name_of, python_files, tree

MOST_LINES = 400
MOST_FUNCTION_LINES = 40
# A file or function that is one thing and would be harder to read in two. The reason is part of the line.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {
    "src/alongside/config/bench/__init__.py::_measured": "one measurement, told in the order in which it happens",
}
DATABASE_WORDS = re.compile(
    r"\.objects\b|\._default_manager\b|\.save\(|\.create\(|\.bulk_create\(|\.delete\(|\.get_or_create\(|"
    r"\.update_or_create\(|\.raw\(|\.cursor\(|\.aggregate\(|\.annotate\("
)
QUERYSET_UPDATE = re.compile(r"\b(?:filter|all|exclude)\([^\n]*\)\.update\(")
# Words that look like a door to the database and are none.
NOT_THE_DATABASE: dict[str, str] = {}
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".jinja", ".html", ".js", ".scss", ".sql", ".json", ".typ", ".txt", ""}


def _functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count what a reader has to hold in mind: the body, without the list of arguments and the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_files_stay_small_enough_to_read() -> None:
    long = {name_of(file): len(file.read_text().splitlines()) for file in python_files()}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES and name not in LONG_FILES} == {}


def test_functions_stay_small_enough_to_read() -> None:
    long = {}
    for file in python_files():
        for function in _functions(tree(file)):
            lines = _lines_of(function)
            name = f"{name_of(file)}::{function.name}"
            if lines > MOST_FUNCTION_LINES and name not in LONG_FUNCTIONS:
                long[name] = lines
    assert long == {}


def test_exemptions_are_still_needed() -> None:
    here = {name_of(file) for file in python_files()}
    assert set(LONG_FILES) <= here
    assert {name.split("::")[0] for name in LONG_FUNCTIONS} <= here


def test_pages_speak_to_the_record_through_queries_and_actions() -> None:
    found = []
    for file in python_files():
        if "web" not in file.relative_to(SOURCE).parts:
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            code = line.split("#")[0]
            if (DATABASE_WORDS.search(code) or QUERYSET_UPDATE.search(code)) and line.strip() not in NOT_THE_DATABASE:
                found.append(f"{name_of(file)}:{number}: {line.strip()}")
    assert found == []


def test_mail_leaves_by_one_door() -> None:
    """`people.contact` asks whether it is safe to write there. Sign-in alone writes by itself, to where one signs in:
    that a way in was changed, and no word of any record."""
    doors = re.compile(r"send_mail|EmailMessage|EmailMultiAlternatives|mail_admins|get_connection\(")
    found = [name_of(file) for file in python_files() if doors.search(file.read_text())]
    assert found == ["src/alongside/access/signing_in.py", "src/alongside/people/contact.py"]


def test_every_public_function_and_class_says_what_it_does() -> None:
    silent = []
    for file in python_files():
        module = tree(file)
        if not ast.get_docstring(module) and file.stat().st_size:
            silent.append(name_of(file))
        for node in module.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append(f"{name_of(file)}::{node.name}")
    assert silent == []


def test_domains_know_no_django() -> None:
    for file in [*SOURCE.glob("*/domain.py"), *SOURCE.glob("*/domain/*.py"), *(SOURCE / "base").glob("*.py")]:
        names = [
            alias.name
            for node in ast.walk(tree(file))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(name=node.module or "")])
        ]
        assert not [name for name in names if name.startswith("django")], name_of(file)


def test_an_action_takes_its_arguments_by_name() -> None:
    loose = []
    for file in sorted(SOURCE.glob("*/actions.py")):
        for node in tree(file).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                loose.append(f"{name_of(file)}::{node.name}")
    assert loose == []


def _tells_a_type(node: ast.Assert) -> bool:
    """`assert isinstance(…)` speaks to the type checker alone."""
    return isinstance(node.test, ast.Call) and getattr(node.test.func, "id", "") == "isinstance"


def test_nobody_trusts_an_assert_in_the_product() -> None:
    found = [
        f"{name_of(file)}:{node.lineno}"
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Assert) and not _tells_a_type(node)
    ]
    assert found == []


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    project = tomllib.loads(text)
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    for name in (name for group in groups for name in group):
        line = next(line for line in text.splitlines() if f'"{name}"' in line)
        assert re.search(r"# \w{2,}", line), f"{name} has no reason beside it"


HOSTS = [
    "pypi" + ".org",
    "files.pythonhosted" + ".org",
    "registry.npmjs" + ".org",
    "registry.yarnpkg" + ".com",
    "cdn.jsdelivr" + ".net",
    "unpkg" + ".com",
    "cdnjs.cloudflare" + ".com",
    "fonts.googleapis" + ".com",
    "index-url",
    "extra-index",
]
MACHINE_PATHS = re.compile(r"(?<![\w.:/-])/(?:work|root|home/\w+)/\w")


def _tracked_texts() -> list[Path]:
    files = [ROOT / name for name in TRACKED if name]
    return [file for file in files if file.suffix in TEXT and file.is_file() and file != Path(__file__)]


@pytest.mark.skipif(not any(TRACKED), reason="not a git checkout")
def test_no_file_names_a_package_host_or_a_path_of_one_machine() -> None:
    found = []
    for file in _tracked_texts():
        text = file.read_text(errors="replace")
        found += [f"{name_of(file)}: {host}" for host in HOSTS if host in text and "--no-emit-index-url" not in text]
        found += [f"{name_of(file)}: {match.group()}" for match in MACHINE_PATHS.finditer(text)]
    assert found == []


@pytest.mark.skipif(not any(TRACKED), reason="not a git checkout")
def test_nothing_built_installed_or_private_is_tracked() -> None:
    wrong = re.compile(r"(^|/)(node_modules|\.venv|var|build|__pycache__)/|\.(pyc|log|sqlite3?|pem|key|env)$")
    assert [name for name in TRACKED if wrong.search(name)] == []


def test_we_do_not_wear_the_badge_of_the_nhs() -> None:
    """No logo, no header of theirs, no Frutiger: this is not an NHS service."""
    looks = [*SOURCE.rglob("*.jinja"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.scss"), *SOURCE.rglob("*.typ")]
    badge = re.compile(r"nhsuk-logo|nhsuk-header|nhs-logo|logo-nhs", re.IGNORECASE)
    assert [name_of(file) for file in looks if badge.search(file.read_text())] == []
    assert "$nhsuk-include-font-face: false" in "".join(
        file.read_text() for file in (SOURCE / "design" / "assets" / "scss").glob("*.scss")
    ).replace("$nhsuk-include-font-face : ", "$nhsuk-include-font-face: ")
    sheets = "".join(file.read_text() for file in (SOURCE / "design" / "assets").rglob("*.scss"))
    assert not re.search(r"^[^/]*Frutiger", sheets, re.MULTILINE)


def test_nothing_unfinished_is_left_standing() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    files = [*python_files(tests=True), *SOURCE.rglob("*.jinja"), *SOURCE.rglob("*.sql")]
    assert [name_of(file) for file in files if mark.search(file.read_text())] == []
