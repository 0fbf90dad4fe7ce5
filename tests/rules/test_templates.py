"""Templates: what people wrote is never taken for markup, and nothing runs that did not come from us."""

import re
from pathlib import Path

import pytest

from .conftest import SOURCE, name_of

TEMPLATES = sorted([*SOURCE.rglob("jinja2/**/*.jinja"), *SOURCE.rglob("jinja2/**/*.html")])
each_template = pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
# Markup made by us on the server, of parts that were escaped one by one.
MAY_BE_SAFE: dict[str, str] = {}


def code_of(file: Path) -> str:
    """Give a template without its comments."""
    return re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)


def test_there_are_templates() -> None:
    assert TEMPLATES


@each_template
def test_nothing_is_called_safe_that_somebody_wrote(file: Path) -> None:
    if name_of(file) not in MAY_BE_SAFE:
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", code_of(file))


@each_template
def test_scripts_carry_the_nonce_and_styles_come_from_files(file: Path) -> None:
    text = code_of(file)
    assert not [tag for tag in re.findall(r"<script\b[^>]*>", text) if "nonce=" not in tag]
    if not file.name.endswith(".svg.jinja"):
        assert not re.search(r"<style\b|\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']|javascript:", text, re.IGNORECASE)


@each_template
def test_forms_that_write_carry_their_token(file: Path) -> None:
    """A form of method post holds Django's csrf_input, or passes it on as `csrf`."""
    for form in re.findall(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", code_of(file), flags=re.DOTALL):
        assert re.search(r"\{\{\s*csrf\w*", form), form[:200]


@each_template
def test_words_of_people_take_the_direction_of_their_script(file: Path) -> None:
    for tag in re.findall(r"<[a-z]+\b[^>]*class=\"[^\"]*al-words[^\"]*\"[^>]*>", code_of(file)):
        assert 'dir="auto"' in tag, tag


@each_template
def test_pages_fetch_nothing_from_elsewhere(file: Path) -> None:
    assert not re.search(r"<(?:script|img|iframe|link|source)\b[^>]*(?:src|href)=\"(?:https?:)?//", code_of(file))


@each_template
def test_titles_name_nobody(file: Path) -> None:
    """A title stays in the history of a browser that others may use."""
    for title in re.findall(r"block title\s*%\}(.*?)\{%", code_of(file)):
        assert not re.search(r"person\.|subject|liked_name|\.name\b|\.words\b", title), title
