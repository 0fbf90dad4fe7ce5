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


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step: what, who sees to it, by when, how we know it is done; ``outcome``: blank, done or not_done."""

    words: str
    who: str = ""
    by_when: date | None = None
    done_when: str = ""
    outcome: str = ""


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
    steps: tuple[StepLine, ...] = ()


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need or a barrier: what it gets in the way of, and what helps already."""

    words: str
    voice: str = ""
    confirmed: bool = True
    gets_in_way_of: str = ""
    helped_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One voice's answer to the plan. ``answer``: agree, in_part, differently, could_not, or blank (none yet)."""

    name: str
    relationship: str = ""
    answer: str = ""
    words: str = ""
    on: date | None = None
    written_by: str = ""


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

    ``gaps`` are the messages of rules not met; ``not_yet`` the stated "not yet, because …". ``extract`` marks a copy
    that shows only what the person chose. ``language`` is a BCP 47 tag.
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
    strengths: tuple[Said, ...] = ()
    network: Network | None = None
    needs: tuple[NeedLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()
    practitioners: tuple[PractitionerLine, ...] = ()
    not_yet: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    extract: bool = False
    language: str = "en-GB"


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
