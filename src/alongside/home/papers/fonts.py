"""Which letters can be printed, and what is done with those that cannot.

Fonts come with packages (Source Sans Pro; Noto Sans Arabic and Hebrew), so that a paper looks alike on every machine.
An organisation can add more, for Bengali, Punjabi or Chinese say: put the font files in a folder and name it in the
environment variable ALONGSIDE_FONTS (several folders are parted as in PATH).
"""

import os
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

FAMILIES = ("Source Sans Pro", "Noto Sans Arabic", "Noto Sans Hebrew", "Libertinus Serif")
BOX = "□"
JOINERS = "\u200c\u200d"  # they shape Persian, Urdu and others; other format marks could turn text round
_PACKAGED = (("font_source_sans_pro", "files"), ("justmytype_intl_rtl", "fonts"))


def folders() -> tuple[str, ...]:
    """Name the folders fonts are taken from: the packaged ones, then those in ALONGSIDE_FONTS that exist."""
    packaged = [str(files(package) / folder) for package, folder in _PACKAGED]
    added = [folder for folder in os.environ.get("ALONGSIDE_FONTS", "").split(os.pathsep) if Path(folder).is_dir()]
    return (*packaged, *[folder for folder in added if folder])


@cache
def book(where: tuple[str, ...]) -> typst.Fonts:
    """Open the fonts in these folders, without the machine's own. Kept, because opening takes a moment."""
    return typst.Fonts(include_system_fonts=False, font_paths=list(where))


def families(where: tuple[str, ...]) -> list[str]:
    """Name the families to print with: ours first, then whatever else the folders hold."""
    extra = sorted({font.family for font in book(where).fonts() if font.path} - set(FAMILIES))
    return [*FAMILIES, *extra]


@cache
def letters(where: tuple[str, ...]) -> frozenset[int]:
    """Give the code points that at least one of the font files can draw."""
    found: set[int] = set()
    for path in {font.path for font in book(where).fonts() if font.path and font.style == "normal"}:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            found |= set(font.getBestCmap() or {})
    return frozenset(found)


def printable(text: str, where: tuple[str, ...]) -> str:
    """Make text safe to print: known letters stay, an emoji becomes its name in brackets, the rest becomes "□"."""
    known = letters(where)
    return "".join(_one(char, known) for char in unicodedata.normalize("NFC", text))


def _one(char: str, known: frozenset[int]) -> str:
    if char == "\n":
        return char
    if char in "\t\r\x0b\x0c\x85\u2028\u2029":
        return " "
    kind = unicodedata.category(char)
    if kind == "Zs":
        return " "
    if ord(char) in known and (kind not in ("Cc", "Cf") or char in JOINERS):
        return char
    if kind in ("Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me", "Sk"):
        return ""
    return f"({unicodedata.name(char, 'a picture').lower()})" if kind == "So" else BOX
