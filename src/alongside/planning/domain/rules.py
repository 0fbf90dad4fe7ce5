"""What a plan must say before it can be called agreed: one small function a rule. Pure: no database, no clock.

The rules follow two short documents, "The Ten Essential Shared Capabilities" and "Personalisation, Strengths and
Aspiration". A block stops the word "agreed"; it never stops anything being written down, nor help from starting.
"""

from dataclasses import dataclass
from datetime import date

from alongside.base.findings import Finding

PARTNERSHIP = "Ten Essential Shared Capabilities 6: identifying people's needs and strengths"
CENTRED = "Ten Essential Shared Capabilities 7: providing service user centred care"
STRENGTHS = "Personalisation, Strengths and Aspiration: personal resources, abilities, potential and strengths"
IF_IT_WERE_YOU = "Personalisation, Strengths and Aspiration: what would you want if it were you or your family?"


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as the rules see it. ``own``: the words are the person's, alone or together; ``how`` we know them."""

    id: str
    words: str
    own: bool = True
    how: str = "said"
    no_words_because: str = ""
    status: str = "now"


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: ``goal`` is the goal's id, ``responsible`` the id of one voice, ``outcome`` is blank while it is open."""

    id: str
    goal: str
    words: str
    responsible: str | None = None
    by_when: date | None = None
    outcome: str = ""
    responsible_name: str = ""


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need: whose words, what it gets in the way of, which strengths and ties already help; or why not yet."""

    id: str
    words: str
    words_of: str | None = None
    gets_in_way_of: str | None = None
    gets_in_way_not_yet: str = ""
    helped_by: tuple[str, ...] = ()
    helped_by_not_yet: str = ""


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


def said(text: str) -> bool:
    """Say whether there is anything in the text but blank space."""
    return bool(text.strip())


def has_own_words(goal: GoalView) -> bool:
    """Say whether a goal is in the person's own words. The best understanding of others is not the person's words."""
    return goal.own and goal.how != "best_understanding" and said(goal.words)


def a6_1_needs_in_their_place(view: PlanView) -> tuple[Finding, ...]:
    """Warn of a need that lacks whose words it is in, what it gets in the way of, or which strengths help already."""
    found = []
    for need in view.needs:
        if not need.words_of:
            found.append(_need(need, "Whose words are these? Choose who said this."))
        if not need.gets_in_way_of and not said(need.gets_in_way_not_yet):
            found.append(_need(need, "What does this get in the way of? Choose it, or say “not yet, because …”."))
        if not need.helped_by and not said(need.helped_by_not_yet):
            found.append(_need(need, "Which strengths or people help already? Choose, or say “not yet, because …”."))
    return tuple(found)


def _need(need: NeedView, message: str) -> Finding:
    return Finding("A6.1", "warn", message, PARTNERSHIP, need.id)


def a7_1_goals_in_own_words(view: PlanView) -> tuple[Finding, ...]:
    """Block while a goal of now has neither the person's own words nor a stated reason why not."""
    message = "This goal is not in the person's own words yet. Ask how they would say it, or say why not."
    return tuple(
        Finding("A7.1", "block", message, CENTRED, goal.id)
        for goal in view.goals
        if goal.status == "now" and not has_own_words(goal) and not said(goal.no_words_because)
    )


def open_steps(view: PlanView) -> tuple[StepView, ...]:
    """Give the steps still to be done, of goals that are goals now."""
    now = {goal.id for goal in view.goals if goal.status == "now"}
    return tuple(step for step in view.steps if step.goal in now and not step.outcome)


def a7_3_steps_have_who_and_when(view: PlanView) -> tuple[Finding, ...]:
    """Block while an open step lacks its one responsible member or its date."""
    found = []
    for step in open_steps(view):
        if step.responsible is None and step.by_when is None:
            message = "Who will do this, and by when? Choose one person and a date."
        elif step.responsible is None:
            message = "Who will see that this is done? Choose one person. It can be the person whose plan this is."
        elif step.by_when is None:
            message = "By when? Choose a date. You can change it later."
        else:
            continue
        found.append(Finding("A7.3", "block", message, CENTRED, step.id))
    return tuple(found)


def b2_strengths_beside_needs(view: PlanView) -> tuple[Finding, ...]:
    """Block a plan that has needs and no strengths, unless it says "not yet, because …"."""
    excused = any(line.rule == "B2" and said(line.words) for line in view.not_yet)
    if not view.needs or view.strengths_count > 0 or excused:
        return ()
    message = "There are needs here and no strengths yet. Add one strength, or say “not yet, because …”."
    return (Finding("B2", "block", message, STRENGTHS, "strengths"),)


def b7_would_you_want_this(view: PlanView) -> tuple[Finding, ...]:
    """Block until a practitioner has answered whether they would want this plan for themself or their family."""
    if any(said(answer.would) and said(answer.words) for answer in view.answers):
        return ()
    message = "For the worker: would you want this for yourself or your family? Say why, or why not."
    return (Finding("B7", "block", message, IF_IT_WERE_YOU, "practitioner_answer"),)


RULES = (
    a7_1_goals_in_own_words,
    a7_3_steps_have_who_and_when,
    b2_strengths_beside_needs,
    b7_would_you_want_this,
    a6_1_needs_in_their_place,
)


def findings(view: PlanView) -> tuple[Finding, ...]:
    """Run every rule: first what blocks, then what warns, each in the order of the page."""
    return tuple(finding for rule in RULES for finding in rule(view))
