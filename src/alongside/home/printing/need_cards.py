"""Needs on paper: what each does to a life, how it is met and how each yes stands today; and what gets in the way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.home import papers
from alongside.home.printing.reading import Reading, fact, facts, listed
from alongside.planning import domain, viewing
from alongside.planning import words as codes
from alongside.planning.domain.codes import Extent
from alongside.planning.versions import FrozenEntry
from alongside.planning.web.plan_parts import MET, yes_words

BARRIER = {
    "cause": gettext_lazy("Why it is like that"),
    "consequence": gettext_lazy("What it leads to"),
    "who_can_change": gettext_lazy("Who can change it"),
    "action_person": gettext_lazy("What I, and we around me, do"),
    "action_service": gettext_lazy("What the service does"),
    "action_community": gettext_lazy("What could change where I live"),
    "result": gettext_lazy("What came of it"),
}


@dataclass(frozen=True, slots=True)
class MetLine:
    """A line of how a need is met, as the rules see it and as it stands on this paper."""

    view: domain.MetByView
    one: FrozenEntry


def met_lines(reading: Reading) -> dict[UUID, list[MetLine]]:
    """Give the lines of each need, by the need's id, in the order in which they are asked (B6)."""
    by_need: dict[UUID, list[MetLine]] = defaultdict(list)
    lines = [MetLine(viewing.line_view(one.row, reading.around), one) for one in reading.of("met_by")]
    by_id = {line.view.id: line for line in lines}
    for view in domain.in_order(line.view for line in lines):
        line = by_id[view.id]
        by_need[line.one.row.need_id].append(line)
    return by_need


def needs(reading: Reading) -> tuple[papers.Card, ...]:
    """Give each need whole: impact, what it gets in the way of, how it is met, how far, and what stays unmet."""
    by_need = met_lines(reading)
    return tuple(_need(reading, one, by_need.get(one.item.pk, [])) for one in reading.of("need"))


def _need(reading: Reading, one: FrozenEntry, lines: list[MetLine]) -> papers.Card:
    far = domain.how_far(line.view for line in lines)
    area = "" if one.row.domain == "other" else str(dict(codes.NEED_DOMAINS).get(one.row.domain, ""))
    return papers.Card(
        **reading.said(one),
        tags=tuple(tag for tag in (str(MET[far][0]), area) if tag),
        facts=need_facts(reading, one.row),
        lines_title=_("How it is met"),
        lines=tuple(paper_line(reading, line) for line in lines),
        missing=() if lines else (_("How this could be met is not written down yet."),),
        after=unmet(one.row, far),
    )


def need_facts(reading: Reading, row: Any) -> tuple[papers.Fact, ...]:
    """Give what a need does to a life, what it gets in the way of, and what helps already."""
    return (
        *facts(row, {"impact": _("What it does to my life")}),
        *fact(_("It gets in the way of"), reading.link(row.gets_in_way_of)),
        *facts(row, {"gets_in_way_not_yet": _("What it gets in the way of: not yet, because")}),
        *fact(_("What helps already"), listed(reading.links(row.helped_by))),
        *facts(row, {"helped_by_not_yet": _("What helps: nothing yet, because")}),
    )


def unmet(row: Any, far: domain.Met) -> tuple[papers.Fact, ...]:
    """Give what could still help, or that nobody has said; nothing for a need that is met."""
    if far is domain.Met.MET:
        return fact(_("What else could help"), row.what_else)
    return fact(_("What stays unmet, and what else could help"), what_else(row))


def what_else(row: Any) -> str:
    """Give what else could help with a need, or that nobody has said."""
    return row.what_else.strip() or _("This has not been said yet.")


def paper_line(reading: Reading, line: MetLine) -> papers.Line:
    """Give a line of how a need is met, with how the yes of whoever it leans on stands now."""
    row, view = line.one.row, line.view
    through = reading.link(row.through)
    return papers.Line(
        **reading.said(line.one),
        label=str(dict(codes.MET_BY)[row.sort]),
        extent=str(dict(codes.EXTENTS)[row.extent]),
        through=_("Through: %(what)s") % {"what": through} if through else "",
        yes=_yes(reading, line),
        counts=domain.counts(replace(view, extent=Extent.FULLY)),
    )


def _yes(reading: Reading, line: MetLine) -> str:
    if not domain.asks_a_yes(line.view):
        return ""
    if line.view.leans_on is None:
        return _("It is not said yet on whom this leans. It does not count until they have said yes.")
    return yes_words(line.view, reading.around.willing.get((line.one.item.pk, line.one.row.leans_on_id)))


def barriers(reading: Reading) -> tuple[papers.Card, ...]:
    """Give what gets in the way in full: cause, consequence, who can change it, what is done, what came of it."""
    return tuple(
        papers.Card(
            **reading.said(one), tags=(str(dict(codes.BARRIERS)[one.row.sort]),), facts=facts(one.row, dict(BARRIER))
        )
        for one in reading.of("barrier")
    )


def roles(reading: Reading, tenses: Iterable[tuple[str, Any]]) -> tuple[papers.Card, ...]:
    """Give who somebody is to others: has, had, would like to be."""
    said = dict(tenses)
    return tuple(
        papers.Card(
            **reading.said(one) | {"words": one.row.name},
            tags=(str(said[one.row.tense]),),
            facts=(
                *fact(_("What it gives me"), one.row.words),
                *facts(one.row, {"in_the_way": _("What stands in the way")}),
            ),
        )
        for one in reading.of("role")
    )
