"""How a text is looked at: words, the contexts that count, what stands in quotation marks. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

GAP = 3
_WORD = r"[^\s.,;:!?()]+"
# What somebody else said stands between quotation marks, and is left as it is. An apostrophe inside a word is none.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|(?<!\w)‘[^’]*(?:’\w[^’]*)*’(?!\w)|(?<!\w)'[^']*(?:'\w[^']*)*'(?!\w)")


@dataclass(frozen=True)
class Phrase:
    """One entry of the list: its forms, why, other ways to say it, and the contexts that count or do not."""

    id: str
    forms: tuple[str, ...]
    why: str
    instead: tuple[str, ...]
    sources: tuple[str, ...]
    only: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give what finds any of its forms, whatever the capitals, as whole words."""
        longest_first = sorted(self.forms, key=len, reverse=True)
        forms = "|".join(re.escape(form).replace(r"\ ", r"\s+").replace("'", "['’]") for form in longest_first)
        return re.compile(rf"(?<![\w’'-])(?:{forms})(?![\w-])", re.IGNORECASE)

    @cached_property
    def contexts(self) -> "tuple[list[Context], list[Context]]":
        """Give the contexts that count and those that are harmless."""
        return [Context.read(one) for one in self.only], [Context.read(one) for one in self.harmless]


@dataclass(frozen=True)
class Context:
    """What stands right before and right after a word."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    @classmethod
    def read(cls, text: str) -> "Context":
        """Read a context as the list writes it; raises `ValueError` when it does not hold exactly one `_`."""
        left, mark, right = text.partition("_")
        if not mark or "_" in right:
            raise ValueError(f"a context holds the word once, as _: {text!r}")
        before = "".join(_before(piece) for piece in left.split())
        after = "".join(_after(piece) for piece in right.split())
        return cls(
            re.compile(rf"(?:^|[\s(]){before}$" if before else "", re.IGNORECASE), re.compile(after, re.IGNORECASE)
        )

    def fits(self, before: str, after: str) -> bool:
        """Say whether a word between these two stands in this context."""
        return bool(self.before.search(before)) and bool(self.after.match(after))


def _before(piece: str) -> str:
    if piece == "…":
        return rf"(?:{_WORD}\s+){{0,{GAP}}}"
    return "(?:" + "|".join(re.escape(one) for one in piece.split("/")) + r")\s+"


def _after(piece: str) -> str:
    if piece == "…":
        return rf"(?:\s+{_WORD}){{0,{GAP}}}"
    words = [re.escape(one) for one in piece.split("/") if one != "."]
    ways = [rf"\s+(?:{'|'.join(words)})(?!\w)"] if words else []
    return "(?:" + "|".join([*ways, *([r"\s*(?:[.,;:!?)]|$)"] if "." in piece.split("/") else [])]) + ")"


@dataclass(frozen=True)
class Prompt:
    """A word that was found, as it was written, and what the list says of it."""

    found: str
    phrase: Phrase = field(repr=False)


def look(text: str, phrases: Iterable[Phrase], *, own: str = "") -> list[Prompt]:
    """Give each phrase of the list that stands in `text`, once, in the order of the text.

    What stands in quotation marks is not looked at, nor a phrase that is found in `own`: the person's own words for
    themself, whose choice counts.
    """
    plain = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    found: list[tuple[int, Prompt]] = []
    for phrase in phrases:
        place = next((one for one in phrase.pattern.finditer(plain) if _counts(phrase, plain, one)), None)
        if place is not None and not phrase.pattern.search(own):
            found.append((place.start(), Prompt(text[place.start() : place.end()], phrase)))
    return [prompt for _place, prompt in sorted(found, key=lambda pair: pair[0])]


def _counts(phrase: Phrase, text: str, place: re.Match[str]) -> bool:
    before, after = text[: place.start()], text[place.end() :]
    # A sentence is the most that a context reaches back.
    before = re.split(r"[.!?\n]", before)[-1]
    only, harmless = phrase.contexts
    if only and not any(one.fits(before, after) for one in only):
        return False
    return not any(one.fits(before, after) for one in harmless)
