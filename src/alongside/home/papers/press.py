"""Turns a sheet and its data into a tagged PDF that screen readers can read (PDF/UA-1).

Nothing a person wrote ever becomes part of a sheet's source: the data goes in beside it as JSON, so ``#read(...)`` in a
name is printed as those letters and no more.
"""

import json
from pathlib import Path
from typing import Any, cast

import typst

from alongside.home.papers import fonts

SHEETS = Path(__file__).parent / "sheets"
NORMAL, LARGE = 12, 18
LONGEST = 6000


def render(template: str, data: dict[str, Any], *, large_print: bool = False) -> bytes:
    """Print a sheet (``plan``, ``about_me``, ``conversation_form``) with its data; give the PDF's bytes.

    ``data`` holds text, numbers, true or false, None, lists and dicts of these. Large print sets all text at 18 points
    or more. Raises KeyError for a sheet there is none of.
    """
    compiler = _compiler(template, data, large_print)
    try:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        made = compiler.compile(format="pdf")  # still tagged; a missing letter must not keep the paper from anyone
    return cast("bytes", made)  # a PDF is always one file


def pages(template: str, data: dict[str, Any], *, large_print: bool = False) -> int:
    """Count the pages the sheet would take."""
    return int(json.loads(_compiler(template, data, large_print).query("<pages>", field="value", one=True)))


def _compiler(template: str, data: dict[str, Any], large_print: bool) -> typst.Compiler:
    sheet = SHEETS / f"{template}.typ"
    if sheet.parent != SHEETS or not sheet.is_file():
        raise KeyError(template)
    where = fonts.folders()
    clean = _clean(data, where)
    house = {
        "size": LARGE if large_print else NORMAL,
        "large": large_print,
        "fonts": [name.lower() for name in fonts.families(where)],
        "missing": _holds_box(clean),
    }
    inputs = {"data": json.dumps(clean), "house": json.dumps(house)}
    return typst.Compiler(sheet, root=SHEETS, font_paths=fonts.book(where), ignore_system_fonts=True, sys_inputs=inputs)


def _clean(value: Any, where: tuple[str, ...]) -> Any:
    """Make every text printable and no longer than a page or so; drawings are left as they are."""
    if isinstance(value, str):
        return fonts.printable(value[:LONGEST] + (" …" if len(value) > LONGEST else ""), where)
    if isinstance(value, dict):
        return {key: one if key == "svg" else _clean(one, where) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one, where) for one in value]
    return value


def _holds_box(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_box(one) for key, one in value.items() if key != "svg")
    if isinstance(value, list):
        return any(_holds_box(one) for one in value)
    return isinstance(value, str) and fonts.BOX in value
