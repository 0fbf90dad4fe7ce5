"""What each paper is printed from. The caller has chosen what its reader may see; a paper shows all it is given.

Every ``voice`` says whose words and how we know them, ready to read: "Ruth, said", "Grace, her sister, wrote".
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Said:
    """Some words and whose they are. ``confirmed`` is false for words written down and not yet seen by their owner."""

    words: str
    voice: str = ""
    confirmed: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said about an entry: a label with its words, or with several things, one under the other."""

    label: str
    words: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line under an entry, such as how a need is met: by what kind of help (`label`), how far, through what.

    `yes` says how the yes of whoever it leans on stands; `counts` is false when that yes is not there.
    """

    label: str
    words: str
    extent: str = ""
    voice: str = ""
    confirmed: bool = True
    through: str = ""
    yes: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An entry in a box: its words largest, whose they are, short labels, facts, and lines under it.

    `missing` says calmly what is not written yet; `after` are facts that follow the lines.
    """

    words: str = ""
    title: str = ""
    voice: str = ""
    confirmed: bool = True
    tags: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines_title: str = ""
    lines: tuple[Line, ...] = ()
    after: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewLine:
    """What one voice wants where people want different things, and why."""

    words: str
    voice: str
    why: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TensionCard:
    """Where people want different things: what it is about, each view at one size, and how it stands."""

    words: str
    voice: str = ""
    confirmed: bool = True
    tags: tuple[str, ...] = ()
    views: tuple[ViewLine, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One voice's answer to the plan. ``answer``: agree, in_part, differently, could_not, or blank (none yet)."""

    name: str
    relationship: str = ""
    answer: str = ""
    words: str = ""
    on: date | None = None
    written_by: str = ""


# Stands after words on the one page that the person has not confirmed; below the page it is said what it means.
UNCONFIRMED = " *"


@dataclass(frozen=True, slots=True)
class MustKnow:
    """What anybody near the person must know at once: from whom, as of which day, where a thing or form is kept."""

    words: str
    from_whom: str = ""
    as_of: date | None = None
    where_kept: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: name, who they are, number."""

    name: str
    relationship: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutMePaper:
    """One page about a person, to take to a hospital. In print order; what does not fit is named as "more".

    `signs` and `home` are printed where there is room for them beside all the rest.
    ``unconfirmed`` says below the page what a "*" after words means."""

    name: str
    printed_by: str
    printed_at: datetime
    full_name: str = ""
    pronouns: str = ""
    born: date | None = None
    nhs_number: str = ""
    communication: tuple[Said, ...] = ()
    must_knows: tuple[MustKnow, ...] = ()
    calls: tuple[Call, ...] = ()
    spoken_with: tuple[str, ...] = ()
    what_matters: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    good_day: tuple[str, ...] = ()
    bad_day: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    unconfirmed: bool = False
    extract: bool = False
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class StayingWellPaper:
    """A staying-well plan for the fridge door: what to look out for, what helps, whom to call in which order.

    Each part of `before` and `after` (the calls stand between) is a heading and its lines. `advance` are wishes noted;
    `numbers` are those for everybody here, after 999 and 111.
    """

    name: str
    printed_by: str
    printed_at: datetime
    communication: tuple[str, ...] = ()
    before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    calls: tuple[Call, ...] = ()
    after: tuple[tuple[str, tuple[str, ...]], ...] = ()
    advance: tuple[str, ...] = ()
    numbers: tuple[Call, ...] = ()
    unconfirmed: bool = False
    extract: bool = False
    language: str = "en-GB"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a conversation: its heading, questions that may help, how many lines to leave for writing."""

    heading: str
    ask: str
    lines: int = 5
    whose: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper:
    """A blank form for a first conversation on paper. ``name`` may stay blank, to be written in by hand."""

    name: str = ""
    printed_by: str = ""
    printed_at: datetime | None = None
    language: str = "en-GB"
    topics: tuple[Topic, ...] = field(default=())
