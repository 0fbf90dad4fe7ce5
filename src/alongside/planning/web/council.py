"""What the council decided: eligibility, the personal budget, aftercare; and what the law asks for beside."""

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods

from alongside.people.domain import Act, Section, may
from alongside.planning import queries
from alongside.planning import words as codes
from alongside.planning.domain import care_act, said
from alongside.planning.models import Aftercare, Eligibility, PersonalBudget
from alongside.planning.queries import Plan
from alongside.planning.sections import PLAN
from alongside.planning.web.links import add_href, can_add, item_words
from alongside.planning.web.plan_parts import may_mend, pairs
from alongside.planning.web.presenters import Drawn
from alongside.record import queries as record
from alongside.record.times import today
from alongside.record.web.page import Page, record_page

Shown = dict[str, Any]
PARTS = {
    "needs": later("The needs that were found"),
    "eligibility": later("Whether, and how far, each of them meets the eligibility criteria"),
    "met": later("Which needs the council will meet, and how"),
    "towards": later("What that can contribute to: wellbeing, and what you want from life"),
    "budget": later("The personal budget"),
    "direct": later("Which needs a direct payment meets, how much, how often"),
    "advice": later("Advice: what can meet or reduce needs"),
    "prevent": later("Advice: what can prevent or delay needs"),
}


@require_http_methods(["GET"])
@record_page("plan", shows=PLAN)
def council(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Decisions about eligibility, the personal budget, aftercare; each with who decided, when and why."""
    if not page.viewer.sight.sees(Section.COUNCIL):
        return page.render("planning/council.jinja", {"shared": False})
    found = queries.plan(page.subject.pk, viewer=page.viewer, circle=page.circle)
    replies = record.responses(
        page.subject.pk, [one.pk for kind in ("eligibility", "personal_budget", "aftercare") for one in found.of(kind)]
    )
    drawn = Drawn(page, found, replies, ())
    staff = can_add(page) and bool(may(page.viewer, Act.ALLOCATE))
    context = {
        "shared": True,
        "for_carer": bool(page.subject.cares_for),
        "decisions": [eligibility(drawn, one) for one in reversed(found.of("eligibility"))],
        "budgets": [budget(drawn, one) for one in reversed(found.of("personal_budget"))],
        "aftercare": [aftercare(drawn, one) for one in found.of("aftercare")],
        "add": {kind: add_href(page, kind) for kind in ("eligibility", "personal_budget", "aftercare")}
        if staff
        else {},
        "lacks": [PARTS[part] for part in _lacking(found)] if page.viewer.sight.sees(Section.NEEDS) else [],
        "may_print": page.viewer.sight.sees(Section.GOALS),
    }
    return page.render("planning/council.jinja", context)


def _lacking(found: Plan) -> tuple[str, ...]:
    return care_act.lacking(
        needs=[str(one.pk) for one in found.needs],
        decisions=[
            care_act.DecisionView(
                one.decision,
                tuple(map(str, one.needs)),
                said(one.how_met),
                bool(one.wellbeing or one.towards),
                said(one.advice),
                said(one.prevent),
            )
            for one in found.of("eligibility")
        ],
        paid_lines=sum(line.sort == "paid" for line in found.of("met_by")),
        budgets=[
            care_act.BudgetView(one.amount is not None, one.direct_payment is not None, bool(one.direct_for))
            for one in found.of("personal_budget")
            if one.until_on is None or one.until_on >= today()
        ],
    )


def eligibility(drawn: Drawn, one: Eligibility) -> Shown:
    """Give a decision: who, when, why; for which needs and outcomes; what it touches; the advice given."""
    names = {voice.pk: voice.name for voice in drawn.page.circle}
    outcomes = codes.ALL_OUTCOMES
    more = [
        (_("Decided by"), names.get(one.decided_by_id, "")),  # type: ignore[arg-type]
        *pairs(one, {"decided_on": _("Decided on")}),
        (_("About these needs"), _lines(drawn, one.needs)),
        (_("Outcomes out of reach without help"), "\n".join(str(outcomes[code]) for code in one.outcomes)),
        (_("Parts of wellbeing it touches"), "\n".join(str(dict(codes.WELLBEING)[code]) for code in one.wellbeing)),
        *pairs(one, {"impact": _("In what way, and how much")}),
        *pairs(one, {"going_on": _("Going on caring")}),
        (_("What help could contribute to"), _lines(drawn, one.towards)),
        *pairs(one, {"how_met": _("How the council will meet them")}),
        *pairs(
            one, {"advice": _("Advice: to meet or reduce needs"), "prevent": _("Advice: to prevent or delay needs")}
        ),
    ]
    return _card(drawn, one, more, label=dict(codes.ELIGIBILITY)[one.decision])


def budget(drawn: Drawn, one: PersonalBudget) -> Shown:
    """Give a personal budget: how much and how often, who pays what, any direct payment, who manages it."""
    more = [
        (_("Personal budget"), money(one.amount, one.frequency)),
        (_("Of this the council pays"), money(one.council_pays, one.frequency)),
        (_("Of this the person pays"), money(one.person_pays, one.frequency)),
        (_("Direct payment"), money(one.direct_payment, one.direct_frequency)),
        (_("The direct payment meets"), _lines(drawn, one.direct_for)),
        (_("Who manages the money"), str(dict(codes.MANAGED_BY)[one.managed_by]) if one.managed_by else ""),
        *pairs(one, {"manager": _("By name"), "from_on": _("From"), "until_on": _("Until")}),
    ]
    return _card(drawn, one, more)


def aftercare(drawn: Drawn, one: Aftercare) -> Shown:
    """Give aftercare: what it covers, who owes it, from when until when."""
    labels = {
        "owed_by": _("Who owes it"),
        "from_on": _("From"),
        "until_on": _("Ended on"),
        "ended_because": _("Because"),
    }
    return _card(drawn, one, pairs(one, labels))


def _card(drawn: Drawn, one: Any, more: list[tuple[str, str]], **others: Any) -> Shown:
    mend = drawn.page.url("entry_mend", one.pk) if may_mend(drawn.page, one) else ""
    return drawn.card(one, more, mend=mend, **others)


def _lines(drawn: Drawn, ids: list[Any]) -> str:
    whole = {row.pk: row for kind in ("need", "goal") for row in drawn.found.of(kind)}
    return "\n".join(words for one in ids if (words := item_words(whole.get(one) or drawn.found.items.get(one))))


def money(amount: Decimal | None, frequency: str) -> str:
    """Say an amount as people do: "£86.40 a week"."""
    if amount is None:
        return ""
    how_often = f" {dict(codes.FREQUENCIES)[frequency]}" if frequency else ""
    return f"£{amount:,.2f}".removesuffix(".00") + how_often
