"""The story of progress on paper: data and the call that prints it. From the beginning, month by month."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.home.papers import press
from alongside.home.papers.data import Said
from alongside.home.papers.documents import said


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line: what happened in a sentence, on which day, in whose words; ``facts`` are (what, words)."""

    sentence: str
    on: date
    words: str = ""
    voice: str = ""
    confirmed: bool = True
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoryMonth:
    """A month of a story, by its name ("March 2026")."""

    name: str
    lines: tuple[StoryLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPaper:
    """A story as it is printed, oldest month first. ``extract``: it does not show everything there is."""

    name: str
    printed_by: str
    printed_at: datetime
    pronouns: str = ""
    opening: Said | None = None
    months: tuple[StoryMonth, ...] = ()
    extract: bool = False
    language: str = "en-GB"


def story(paper: StoryPaper, *, large_print: bool = False) -> bytes:
    """Print a story."""
    return press.render("story", said(paper), large_print=large_print)
