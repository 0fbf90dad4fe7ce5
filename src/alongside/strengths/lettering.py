"""How wide text is, roughly, and how to break it into few lines. For pictures drawn without knowing the font.

The widths lean to the wide side, so that text drawn with any common sans-serif stays inside the room it was given.
"""

import unicodedata
from functools import lru_cache

_NARROW = frozenset("iljtfrI.,:;'’‘|!()[] ")
_WIDE = frozenset("mwMW@%&")
LONGEST = 2000
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def width_of(text: str, size: float) -> float:
    """Estimate how wide the text is when drawn at this font size, in the same unit as the size."""
    return sum(map(_share, text)) * size


@lru_cache(maxsize=4096)
def _share(char: str) -> float:
    """Give the width of one character as a share of the font size."""
    if unicodedata.combining(char) or char in _JOINERS:
        return 0.0
    if char in _NARROW:
        return 0.38
    if char in _WIDE:
        return 0.95
    if unicodedata.east_asian_width(char) in "WF":
        return 1.1
    return 0.72 if char.isupper() else 0.6


def tidy(text: str) -> str:
    """Take out control characters (which XML cannot hold), fold blank space, and keep the first 2,000 characters."""
    kept = "".join(" " if char.isspace() else char for char in text[:LONGEST] if char.isspace() or _drawable(char))
    return " ".join(kept.split())


def shorten(text: str, most: int = 80) -> str:
    """Tidy the text and end it in "…" where it has more than ``most`` letters."""
    parts = _letters(tidy(text))
    return "".join(parts) if len(parts) <= most else "".join(parts[: most - 1]).rstrip() + "…"


def _drawable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs", "Cn") and char not in "\ufffe\uffff"


def fit(text: str, width: float, size: float, most_lines: int) -> tuple[str, ...]:
    """Break text into at most ``most_lines`` lines no wider than ``width``; what does not fit ends in "…".

    Words stay whole where they can. Letters are never parted from their accents, nor joined emoji from each other.
    """
    words = tidy(text).split(" ")
    lines: list[str] = []
    line = ""
    while words and len(lines) < most_lines:
        longer = f"{line} {words[0]}".strip()
        if width_of(longer, size) <= width:
            line = longer
            words.pop(0)
        elif line:
            lines.append(line)
            line = ""
        else:
            head, tail = _split(words[0], width, size)
            lines.append(head)
            words[0] = tail
    if line and len(lines) < most_lines:
        lines.append(line)
        line = ""
    if (line or words) and lines:
        lines[-1] = _shortened(lines[-1], width, size)
    return tuple(one for one in lines if one)


def _split(word: str, width: float, size: float) -> tuple[str, str]:
    """Part a word too wide for a line, after a hyphen if one fits; always takes one letter or more."""
    hyphen = max(
        (i for i, char in enumerate(word) if char == "-" and width_of(word[: i + 1], size) <= width), default=0
    )
    if hyphen:
        return word[: hyphen + 1], word[hyphen + 1 :]
    parts = _letters(word)
    count = 1
    while count < len(parts) and width_of("".join(parts[: count + 1]), size) <= width:
        count += 1
    return "".join(parts[:count]), "".join(parts[count:])


def _letters(word: str) -> list[str]:
    """Part a word into letters, each with the accents and joiners that belong to it."""
    parts: list[str] = []
    for char in word:
        if parts and (unicodedata.combining(char) or char in _JOINERS or parts[-1].endswith("\u200d")):
            parts[-1] += char
        else:
            parts.append(char)
    return parts


def _shortened(line: str, width: float, size: float) -> str:
    parts = _letters(line)
    while parts and width_of("".join(parts) + "…", size) > width:
        parts.pop()
    return "".join(parts).rstrip() + "…"
