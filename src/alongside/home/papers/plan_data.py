"""What a plan is printed from: in full, as far as its reader may see it."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.home.papers.data import AnswerLine, Card, Said, TensionCard


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step: what, who sees to it, by when, how we know it is done; ``outcome``: blank, done or not_done.

    ``uses`` names the strength or person it makes use of; ``how_it_went`` is said once it is ticked.
    """

    words: str
    who: str = ""
    by_when: date | None = None
    done_when: str = ""
    outcome: str = ""
    uses: str = ""
    how_it_went: str = ""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in somebody's words, why it matters, where it starts, what success looks like, and its steps."""

    words: str
    voice: str = ""
    because: str = ""
    confirmed: bool = True
    no_words_because: str = ""
    success: str = ""
    baseline: str = ""
    importance: int | None = None
    confidence: int | None = None
    later: bool = False
    grows_from: str = ""
    steps: tuple[StepLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PractitionerLine:
    """A practitioner's answer: would they want this for themself, what follows, what they can and cannot do."""

    name: str
    role: str = ""
    would: str = ""
    words: str = ""
    follows: str = ""
    can: str = ""
    cannot: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """The network picture: ``svg`` from ``strengths.picture.svg``, its one-sentence ``reading``, and the list."""

    svg: str
    reading: str
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """A plan as it is printed. ``mark`` is the state as people see it ("AGREED"); ``mark_lines`` say why and till when.

    ``were`` are goals that are goals no more, with what became of them. ``gaps`` are the messages of rules not met;
    ``not_yet`` the stated "not yet, because …". ``extract`` marks a copy that shows only what the person chose.
    ``language`` is a BCP 47 tag.
    """

    name: str
    printed_by: str
    printed_at: datetime
    mark: str
    mark_lines: tuple[str, ...] = ()
    pronouns: str = ""
    version: int | None = None
    put_forward_on: date | None = None
    communication: tuple[Said, ...] = ()
    hopes: tuple[Said, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    were: tuple[Card, ...] = ()
    strengths: tuple[Said, ...] = ()
    network: Network | None = None
    roles: tuple[Card, ...] = ()
    needs: tuple[Card, ...] = ()
    barriers: tuple[Card, ...] = ()
    supports: tuple[Card, ...] = ()
    means: tuple[Card, ...] = ()
    council: tuple[Card, ...] = ()
    tensions: tuple[TensionCard, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    practitioners: tuple[PractitionerLine, ...] = ()
    not_yet: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    extract: bool = False
    language: str = "en-GB"
