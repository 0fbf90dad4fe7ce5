"""A plan as its rules look at it: small frozen values, without Django. Ids are text."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as the rules see it. ``own``: the words are the person's, alone or together; ``how`` we know them."""

    id: str
    words: str
    own: bool = True
    how: str = "said"
    no_words_because: str = ""
    status: str = "now"
    grows_from: str | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: ``goal`` is the goal's id, ``responsible`` the id of one voice, ``outcome`` is blank while it is open.

    ``responsible_left``: whoever is responsible is no longer in the circle.
    """

    id: str
    goal: str
    words: str
    responsible: str | None = None
    by_when: date | None = None
    outcome: str = ""
    responsible_name: str = ""
    responsible_left: bool = False


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need: whose words, what it gets in the way of, which strengths and ties already help; or why not yet.

    ``what_else``: what else could help, and why not; an answer to B6.
    """

    id: str
    words: str
    words_of: str | None = None
    gets_in_way_of: str | None = None
    gets_in_way_not_yet: str = ""
    helped_by: tuple[str, ...] = ()
    helped_by_not_yet: str = ""
    what_else: str = ""


@dataclass(frozen=True, slots=True)
class MetByView:
    """One line of how a need is met. ``need`` is the need's id, ``leans_on`` the id of one voice with its ``name``.

    ``leans_on_self``: that voice is the person's own. ``willing``: what that voice said last: yes, no, taken_back,
    blank (nothing yet), or "changed" (yes, to other words). ``left``: they are not in the circle any more.
    """

    id: str
    need: str
    sort: str
    extent: str = "not_yet"
    leans_on: str | None = None
    name: str = ""
    leans_on_self: bool = False
    willing: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class SupportView:
    """A support: where it stands, its evidence, what it means to the person, how it is adapted to them."""

    id: str
    words: str
    status: str = "offered"
    evidence: str = ""
    means_to_me: str = ""
    adapted: str = ""


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that the person wants."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PractitionerAnswerView:
    """A practitioner's answer to "would you want this for yourself or your family?" (``would``: yes, no, unsure)."""

    would: str
    words: str


@dataclass(frozen=True, slots=True)
class NotYetView:
    """A stated "not yet, because …" for one rule."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """All a plan's rules look at, each part in the order of the page."""

    goals: tuple[GoalView, ...] = ()
    steps: tuple[StepView, ...] = ()
    needs: tuple[NeedView, ...] = ()
    strengths_count: int = 0
    answers: tuple[PractitionerAnswerView, ...] = ()
    not_yet: tuple[NotYetView, ...] = ()
    met_by: tuple[MetByView, ...] = ()
    supports: tuple[SupportView, ...] = ()
    wanted_roles: tuple[RoleView, ...] = ()
    adjustments_count: int = 0
    rights_unexplained: tuple[str, ...] = ()
