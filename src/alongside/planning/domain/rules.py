"""What a plan must say before it can be called agreed: one small function a rule. Pure: no database, no clock.

The rules follow two short documents, "The Ten Essential Shared Capabilities" and "Personalisation, Strengths and
Aspiration". A block stops the word "agreed"; it never stops anything being written down, nor help from starting.
"""

from collections.abc import Iterable
from enum import StrEnum

from alongside.base.findings import Finding

from .codes import Extent, MetByKind, SupportStatus, WillingAnswer
from .views import GoalView, MetByView, NeedView, PlanView, StepView

DIVERSITY = "Ten Essential Shared Capabilities 2: respecting diversity"
ETHICS = "Ten Essential Shared Capabilities 3: practising ethically"
INEQUALITY = "Ten Essential Shared Capabilities 4: challenging inequality"
DIFFERENCE = "Ten Essential Shared Capabilities 8: making a difference"
JOURNEY = "Personalisation, Strengths and Aspiration: needs are often met as part of that journey"
CHANGED = "changed"
PARTNERSHIP = "Ten Essential Shared Capabilities 6: identifying people's needs and strengths"
CENTRED = "Ten Essential Shared Capabilities 7: providing service user centred care"
STRENGTHS = "Personalisation, Strengths and Aspiration: personal resources, abilities, potential and strengths"
IF_IT_WERE_YOU = "Personalisation, Strengths and Aspiration: what would you want if it were you or your family?"


class Met(StrEnum):
    """How far a need is met by the lines that count."""

    MET = "met"
    PARTLY = "partly"
    UNMET = "unmet"


def said(text: str) -> bool:
    """Say whether there is anything in the text but blank space."""
    return bool(text.strip())


def has_own_words(goal: GoalView) -> bool:
    """Say whether a goal is in the person's own words. The best understanding of others is not the person's words."""
    return goal.own and goal.how != "best_understanding" and said(goal.words)


def asks_a_yes(line: MetByView) -> bool:
    """Say whether a line leans on somebody, so that it counts only with their own yes (B6)."""
    return line.sort == MetByKind.NETWORK or (line.leans_on is not None and not line.leans_on_self)


def counts(line: MetByView) -> bool:
    """Say whether a line counts towards its need: what leans on somebody only with a yes that stands."""
    if line.extent not in (Extent.FULLY, Extent.PARTLY):
        return False
    return not asks_a_yes(line) or (line.leans_on is not None and line.willing == WillingAnswer.YES and not line.left)


def how_far(lines: Iterable[MetByView]) -> Met:
    """Say how far a need is met by its lines; with none that counts it is unmet."""
    counting = {line.extent for line in lines if counts(line)}
    if Extent.FULLY in counting:
        return Met.MET
    return Met.PARTLY if counting else Met.UNMET


def in_order(lines: Iterable[MetByView]) -> tuple[MetByView, ...]:
    """Give lines in the order of B6: own strength, network, community, universal service, paid or clinical help."""
    order = list(MetByKind)
    return tuple(sorted(lines, key=lambda line: order.index(MetByKind(line.sort))))


def a2_2_support_fits_the_person(view: PlanView) -> tuple[Finding, ...]:
    """Warn of a support that says nothing of how it is adapted, where something to adapt to is recorded."""
    if not view.adjustments_count:
        return ()
    message = (
        "How is this adapted to the person? Something they need to take part is written at the top. "
        "Say what is done, or that it needs no change."
    )
    return tuple(
        Finding("A2.2", "warn", message, DIVERSITY, one.id)
        for one in view.supports
        if one.status not in (SupportStatus.DECLINED, SupportStatus.ENDED) and not said(one.adapted)
    )


def a3_1_rights_explained(view: PlanView) -> tuple[Finding, ...]:
    """Prompt while rights from the ready list have not been explained."""
    if not view.rights_unexplained:
        return ()
    count = len(view.rights_unexplained)
    message = (
        "One right has not been explained yet."
        if count == 1
        else f"{count} rights have not been explained yet. They can be talked about one at a time."
    )
    return (Finding("A3.1", "prompt", message, ETHICS, "rights"),)


def a4_2_wanted_roles_have_goals(view: PlanView) -> tuple[Finding, ...]:
    """Prompt for each role that is wanted while no goal of now, and none achieved, grows from it."""
    towards = {goal.grows_from for goal in view.goals if goal.status in ("now", "achieved")}
    return tuple(
        Finding(
            "A4.2",
            "prompt",
            f"“{role.name}” is a role that is wanted. Is there a goal towards it?",
            INEQUALITY,
            role.id,
        )
        for role in view.wanted_roles
        if role.id not in towards
    )


def a8_1_support_is_well_founded(view: PlanView) -> tuple[Finding, ...]:
    """Warn of a support that is offered or given without its evidence, or without what it means to the person."""
    found = []
    for one in view.supports:
        if one.status in (SupportStatus.TALKED_ABOUT, SupportStatus.DECLINED, SupportStatus.ENDED):
            continue
        if not said(one.evidence):
            message = "Why should this help? Say where that is known from, even if it is only from those who tried it."
            found.append(Finding("A8.1", "warn", message, DIFFERENCE, one.id))
        if not said(one.means_to_me):
            message = "What does this mean to the person? Ask, and write it in their words."
            found.append(Finding("A8.1", "warn", message, DIFFERENCE, one.id))
    return tuple(found)


def b6_how_needs_are_met(view: PlanView) -> tuple[Finding, ...]:
    """Prompt: how is a need met, beginning with own strength; whose yes is missing; what else could help."""
    found = []
    for need in view.needs:
        lines = in_order(line for line in view.met_by if line.need == need.id)
        if not lines:
            found.append(
                _met(need.id, "How could this be met? Begin with what the person can do, then people, then places.")
            )
        found += [_met(line.id, _missing_yes(line)) for line in lines if asks_a_yes(line) and not _stands(line)]
        if lines and how_far(lines) is not Met.MET and not said(need.what_else):
            found.append(_met(need.id, "This is not wholly met. What else could help, and if nothing can: why not?"))
    return tuple(found)


def _stands(line: MetByView) -> bool:
    return line.leans_on is not None and line.willing == WillingAnswer.YES and not line.left


def _missing_yes(line: MetByView) -> str:
    if line.leans_on is None:
        return "This leans on somebody. Who is it? It counts once they have said yes themselves."
    if line.left:
        return f"{line.name} is no longer in the circle, so this does not count. What else could help?"
    if line.willing == WillingAnswer.TAKEN_BACK:
        return f"{line.name} has taken their yes back, so this does not count any more. What else could help?"
    if line.willing == WillingAnswer.ENDED:
        return f"{line.name} was out of the circle, or nothing was shared with them, so their yes ended. Ask them anew."
    if line.willing == CHANGED:
        return f"The words have changed since {line.name} said yes. It counts again once they say yes to these."
    if line.willing == WillingAnswer.NO:
        return f"{line.name} has said no to this. What else could help?"
    return f"{line.name} has not said yes to this yet. It counts once they have."


def _met(where: str, message: str) -> Finding:
    return Finding("B6", "prompt", message, JOURNEY, where)


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
        if step.responsible_left:
            message = f"{step.responsible_name} is no longer in the circle. Who will see to this now?"
        elif step.responsible is None and step.by_when is None:
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
    a2_2_support_fits_the_person,
    a6_1_needs_in_their_place,
    a8_1_support_is_well_founded,
    a3_1_rights_explained,
    a4_2_wanted_roles_have_goals,
    b6_how_needs_are_met,
)


def findings(view: PlanView) -> tuple[Finding, ...]:
    """Run every rule: first what blocks, then what warns, then what only asks."""
    return tuple(finding for rule in RULES for finding in rule(view))
