"""How the pages that join rooms are put together."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from alongside.home.sections import Group
from alongside.people.domain import Act, Right, may
from alongside.people.working.words import meanwhile
from alongside.planning import due
from alongside.planning.models import Step
from alongside.planning.web.presenters import may_tick
from alongside.record import queries, registry
from alongside.record.models import Entry, Item
from alongside.record.times import today
from alongside.record.web import presenters
from alongside.record.web.page import Page
from alongside.record.whose import Known


def groups(wanted: Iterable[Group], page: Page, *, picked: Iterable[UUID] = ()) -> list[dict[str, Any]]:
    """Give the groups of a section page that this viewer may see or add to, each with its cards, in four queries.

    `picked` are the entries to show, in this order, of groups that stand whole on a page of their own.
    """
    listed = list(wanted)
    items = Known(page.circle).all_of(
        queries.items(page.subject.pk, viewer=page.viewer, kinds={*_banner(), *(one.kind for one in listed)}).order_by(
            "at", "id"
        )
    )
    cards = {card["id"]: card for card in presenters.cards(items, page)}
    page.items = items
    order = {pk: place for place, pk in enumerate(picked)}
    return [made for group in listed if (made := _group(group, page, cards, order))]


def _banner() -> set[str]:
    return {kind.name for kind in registry.all_kinds() if kind.banner}


def _group(group: Group, page: Page, cards: dict[Any, dict[str, Any]], order: dict[UUID, int]) -> dict[str, Any] | None:
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
    add = f"{page.url('add', group.kind)}{'?' + urlencode(first) if first else ''}" if may_add else None
    if group.whole:
        rows = sorted((item for item in rows if item.pk in order), key=lambda item: order[item.pk])
    return {
        "heading": group.heading,
        "hint": group.hint,
        "cards": [cards[item.pk] for item in rows],
        "add": None if group.whole else add,
        "label": kind.label,
        "shared": page.viewer.sight.sees(kind.section),
        "whole": page.url(group.whole) if group.whole else None,
        "whole_text": group.whole_text,
    }


def asks_you(entry: Entry, page: Page) -> bool:
    """Say whether words that somebody else wrote down wait for this viewer's own yes."""
    waits = entry.confirmed_at is None and entry.written_by_id != page.account.pk
    return waits and entry.words_of_id in page.viewer.voices and page.subject.is_open


def steps(found: Iterable[Step], page: Page) -> dict[str, list[dict[str, Any]]]:
    """Give what happens next: the viewer's own steps, each with the way to tick it, then those of others."""
    shown: dict[str, list[dict[str, Any]]] = {"yours": [], "theirs": []}
    listed = list(found)
    gone = page.gone if listed else {}
    for step in listed:
        own = step.responsible_id in page.viewer.voices
        away = gone.get(step.responsible_id) if step.responsible_id and not own else None
        shown["yours" if own else "theirs"].append(
            {
                "id": step.pk,
                "words": step.words,
                "who": step.responsible.name if step.responsible else "",
                "by": step.by_when,
                "is_late": step.by_when is not None and step.by_when < today(),
                "tick": page.url("plan_step", step.pk) if own and may_tick(page, step) else None,
                "version": step.version,
                "meanwhile": meanwhile(away, page.account.pk) if away else "",
            }
        )
    return shown


def waiting(page: Page) -> dict[str, Any]:
    """Give what waits for this viewer: how many yeses are asked of them, and the review of the plan, where it is near.

    A review is for the person and for those who work with them.
    """
    asks = page.subject.is_open
    yeses = due.of_yeses(viewer=page.viewer, voices=page.viewer.voices) if asks and page.viewer.voices else ()
    holds = page.viewer.is_person or page.viewer.sight.has(Right.CARE)
    return {
        "yeses": len(list(yeses)),
        "review_on": due.review_on(page.subject.pk, viewer=page.viewer) if asks and holds else None,
        "today": today(),
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
