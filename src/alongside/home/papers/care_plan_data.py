"""What a care and support plan is printed from: parts in the order of the law, each with what is written or missing."""

from dataclasses import dataclass
from datetime import date, datetime

from alongside.home.papers.data import AnswerLine, Card, Fact, Said, TensionCard


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePart:
    """One part: a heading in plain words, the provision in small type, and what stands under it.

    `missing` says calmly what is not decided or written yet; `by_hand` are questions with a line to write on.
    """

    heading: str
    law: str = ""
    level: int = 2
    say: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    cards: tuple[Card, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    tensions: tuple[TensionCard, ...] = ()
    missing: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlanPaper:
    """A care and support plan, for a carer a support plan. `title` says which; `mark` is the plan's state."""

    title: str
    name: str
    printed_by: str
    printed_at: datetime
    mark: str
    mark_lines: tuple[str, ...] = ()
    law: str = ""
    full_name: str = ""
    pronouns: str = ""
    born: date | None = None
    nhs_number: str = ""
    version: int | None = None
    put_forward_on: date | None = None
    communication: tuple[Said, ...] = ()
    parts: tuple[CarePart, ...] = ()
    extract: bool = False
    language: str = "en-GB"
