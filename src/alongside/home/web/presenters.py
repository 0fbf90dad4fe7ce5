"""How the pages that join rooms are put together."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from alongside.home.sections import Group
from alongside.people.domain import Act, Right, may
from alongside.record import queries, registry
from alongside.record.models import Item
from alongside.record.web import presenters
from alongside.record.web.page import Page
from alongside.record.whose import Known


def groups(wanted: Iterable[Group], page: Page) -> list[dict[str, Any]]:
    """Give the groups of a section page that this viewer may see or add to, each with its cards, in four queries."""
    listed = list(wanted)
    items = Known(page.circle).all_of(
        queries.items(page.subject.pk, viewer=page.viewer, kinds={*_banner(), *(one.kind for one in listed)}).order_by(
            "at", "id"
        )
    )
    cards = {card["id"]: card for card in presenters.cards(items, page)}
    page.items = items
    return [made for group in listed if (made := _group(group, page, cards))]


def _banner() -> set[str]:
    return {kind.name for kind in registry.all_kinds() if kind.banner}


def _group(group: Group, page: Page, cards: dict[Any, dict[str, Any]]) -> dict[str, Any] | None:
    kind = registry.get(group.kind)
    rows = [
        item
        for item in page.items or ()
        if item.kind == group.kind and (not group.facets or item.facet in group.facets)
    ]
    may_add = may(page.viewer, Act.ADD, section=kind.section, subject_open=page.subject.is_open)
    if not page.viewer.sight.sees(kind.section) and not (rows or page.viewer.sight.has(Right.OWN)):
        return None
    first = {kind.facet: group.facets[0]} if kind.facet and group.facets else {}
    return {
        "heading": group.heading,
        "hint": group.hint,
        "cards": [cards[item.pk] for item in rows],
        "add": f"{page.url('add', group.kind)}{'?' + urlencode(first) if first else ''}" if may_add else None,
        "label": kind.label,
        "shared": page.viewer.sight.sees(kind.section),
    }


def blocks(by_kind: dict[str, list[Item]], page: Page) -> list[dict[str, Any]]:
    """Give the front page's blocks from the top, each with its cards and where the rest is."""
    fronts = [(kind, kind.front) for kind in registry.all_kinds() if kind.front is not None]
    made = []
    for kind, front in sorted(fronts, key=lambda pair: pair[1].order):
        if not page.viewer.sight.sees(kind.section) and not by_kind.get(kind.name):
            continue
        rows = by_kind.get(kind.name, [])[: front.most]
        made.append(
            {
                "kind": kind.name,
                "heading": front.heading,
                "cards": [presenters.card(item, page) for item in rows],
                "href": page.url(kind.page),
                "plural": kind.plural,
            }
        )
    return made
