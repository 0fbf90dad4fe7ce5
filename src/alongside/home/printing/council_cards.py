"""What a council decided, on paper: eligibility, the personal budget, a direct payment, aftercare."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.design import dates
from alongside.home import papers
from alongside.home.printing.reading import Reading, fact, facts
from alongside.planning import words as codes
from alongside.planning.versions import FrozenEntry
from alongside.planning.web.council import money

OUTCOMES = codes.ALL_OUTCOMES
ADVICE = {
    "advice": gettext_lazy("Advice: to meet or reduce needs"),
    "prevent": gettext_lazy("Advice: to prevent or delay needs"),
}
AFTERCARE = {
    "owed_by": gettext_lazy("Who owes it"),
    "from_on": gettext_lazy("From"),
    "until_on": gettext_lazy("Ended on"),
    "ended_because": gettext_lazy("Because"),
}


def council(reading: Reading) -> tuple[papers.Card, ...]:
    """Give everything the council decided, as it stands in a plan."""
    decisions = [
        papers.Card(
            **reading.said(one),
            title=decided(one),
            facts=(
                *_who_decided(reading, one.row),
                *fact(_("About these needs"), items=reading.links(one.row.needs)),
                *decision_facts(one.row),
                *fact(_("What help could contribute to"), items=reading.links(one.row.towards)),
                *facts(one.row, {"how_met": _("How the council will meet them"), **ADVICE}),
            ),
        )
        for one in newest_first(reading)
    ]
    budgets = [
        papers.Card(
            **reading.said(one),
            title=_("Personal budget"),
            facts=(*budget_facts(one.row), *direct_facts(reading, one.row)),
        )
        for one in reading.of("personal_budget")
    ]
    return (*decisions, *budgets, *aftercare(reading))


def newest_first(reading: Reading) -> list[FrozenEntry]:
    """Give the decisions about eligibility, the newest first."""
    return sorted(reading.of("eligibility"), key=lambda one: one.row.decided_on or one.row.at.date(), reverse=True)


def decided(one: FrozenEntry) -> str:
    """Say in words what was decided about eligibility."""
    return str(dict(codes.ELIGIBILITY)[one.row.decision])


def _who_decided(reading: Reading, row: Any) -> tuple[papers.Fact, ...]:
    who, when = reading.names.whole(row.decided_by_id), dates.day(row.decided_on)
    return fact(_("Decided by"), who or _("This has not been said yet.")) + fact(_("Decided on"), when)


def decision_card(reading: Reading, one: FrozenEntry, about: tuple[str, ...]) -> papers.Card:
    """Give a decision about eligibility as the law asks it: what, by whom, when, why, and what it rests on.

    `about` names its needs.
    """
    return papers.Card(
        **reading.said(one),
        title=decided(one),
        facts=(
            *_who_decided(reading, one.row),
            *fact(_("About these needs"), "" if about else _("It does not say which."), about),
            *decision_facts(one.row),
        ),
    )


def decision_facts(row: Any) -> tuple[papers.Fact, ...]:
    """Give the outcomes a decision names, the parts of wellbeing it touches, and how much."""
    wellbeing = dict(codes.WELLBEING)
    return (
        *fact(_("Outcomes out of reach without help"), items=[str(OUTCOMES[code]) for code in row.outcomes]),
        *fact(_("Parts of wellbeing it touches"), items=[str(wellbeing[code]) for code in row.wellbeing]),
        *facts(row, {"impact": _("In what way, and how much")}),
    )


def budget_facts(row: Any) -> tuple[papers.Fact, ...]:
    """Give how much a personal budget is, how often, who pays what, who manages it, from when until when."""
    return (
        *fact(_("Personal budget"), money(row.amount, row.frequency)),
        *fact(_("Of this the council pays"), money(row.council_pays, row.frequency)),
        *fact(_("Of this I pay"), money(row.person_pays, row.frequency)),
        *managed(row),
        *facts(row, {"from_on": _("From"), "until_on": _("Until")}),
    )


def managed(row: Any) -> tuple[papers.Fact, ...]:
    """Give who manages the money of a personal budget or direct payment, by name where there is one."""
    by = str(dict(codes.MANAGED_BY)[row.managed_by]) if row.managed_by else ""
    return fact(_("Who manages the money"), ": ".join(part for part in (by, row.manager) if part))


def direct_facts(reading: Reading, row: Any) -> tuple[papers.Fact, ...]:
    """Give a direct payment: how much, how often, and which needs it meets."""
    if row.direct_payment is None:
        return ()
    return (
        *fact(_("Direct payment"), money(row.direct_payment, row.direct_frequency)),
        *fact(_("It meets these needs"), items=reading.links(row.direct_for)),
    )


def aftercare(reading: Reading) -> tuple[papers.Card, ...]:
    """Give aftercare under section 117: what it covers, who owes it, from when; nobody is charged for it."""
    return tuple(
        papers.Card(
            **reading.said(one),
            title=_("Aftercare (section 117)"),
            facts=(*fact(_("What I pay"), _("Nothing: nobody is charged for it.")), *facts(one.row, dict(AFTERCARE))),
        )
        for one in reading.of("aftercare")
    )
