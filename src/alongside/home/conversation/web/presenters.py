"""How a conversation is shown: its meeting, its topics, one question, what was said."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.design.dates import day
from alongside.home.conversation import queries
from alongside.home.conversation.domain import Part, Progress, Standing, next_open
from alongside.home.conversation.topics import PARTS, TOPICS, topic_with
from alongside.people.domain import Act, may
from alongside.record import registry
from alongside.record.models import Contribution, Item
from alongside.record.web import presenters as entries
from alongside.record.web.page import Page

OPEN_BELOW = 4
STANDINGS = {
    Standing.SAID: gettext_lazy("something said"),
    Standing.SKIPPED: gettext_lazy("skipped for now"),
    Standing.NOT_FOR_US: gettext_lazy("not for us"),
    Standing.OPEN: gettext_lazy("not asked yet"),
}


def url_of(page: Page, contribution_id: UUID, part: Part) -> str:
    """Give the address of a question."""
    topic = topic_with(part)
    if part == topic.parts[0]:
        return page.url("conversation_topic", contribution_id, topic.code)
    return page.url("conversation_part", contribution_id, topic.code, part.code)


def meeting(held: Contribution, page: Page) -> dict[str, Any]:
    """Give when and where a conversation was, who was there, who chose, what support there was."""
    form = registry.get("contribution").form_class()
    choosers = dict(form.base_fields["chose_place"].choices)
    names = {voice.pk: voice.name for voice in page.circle}
    there = [names[one] for one in held.present if one in names] + ([held.also_present] if held.also_present else [])
    rows = [
        (_("Where"), held.place, True),
        (_("Who was there"), ", ".join(there), True),
        (_("Who chose the place"), choosers.get(held.chose_place, ""), False),
        (_("Who chose the time"), choosers.get(held.chose_time, ""), False),
        (_("Who chose what to talk about"), choosers.get(held.chose_agenda, ""), False),
        (_("Support to take part"), held.support, True),
        (_("How they took part"), held.took_part, True),
        (_("Written on paper by"), held.paper_author, True),
    ]
    finisher = next((one.name for one in page.circle if one.account_id == held.finished_by), "")
    return {
        "id": held.pk,
        "at": held.at,
        "facts": [{"key": key, "value": value, "own": own} for key, value, own in rows if value],
        "href": page.url("entry", held.pk),
        "finished_at": held.finished_at,
        "finished_by": finisher,
        "may_finish": bool(
            may(page.viewer, Act.MEND, written_by=held.written_by_id, words_of=held.words_of_id)
            and held.finished_at is None
        ),
    }


def begun(conversations: Iterable[Contribution], page: Page) -> list[dict[str, Any]]:
    """Give the conversations that were begun, to go on with."""
    return [
        {"at": one.at, "href": page.url("conversation", one.pk), "finished": one.finished_at is not None}
        for one in conversations
    ]


def topics(
    held: Contribution, page: Page, where: Progress, totals: dict[str, int], typed: list[str]
) -> list[dict[str, Any]]:
    """Give the list of topics, each with its questions, where each stands, and what waits as a draft."""
    made = []
    for topic in TOPICS:
        parts = []
        for part in topic.parts:
            href = url_of(page, held.pk, part)
            here = where.counts.get(part.code, 0)
            parts.append(
                {
                    "text": part.ask,
                    "href": href,
                    "standing": where.standing[part.code].value,
                    "says": STANDINGS[where.standing[part.code]],
                    "here": here,
                    "before": max(0, totals.get(part.code, 0) - here),
                    "typed": href in typed,
                }
            )
        made.append({"title": topic.title, "parts": parts})
    return made


def resume(held: Contribution, page: Page, where: Progress) -> dict[str, Any] | None:
    """Give the question to go on with, or None when all have been asked."""
    part = next_open(PARTS, where)
    return {"text": part.ask, "href": url_of(page, held.pk, part)} if part else None


def question(held: Contribution, page: Page, asked: Part) -> dict[str, Any]:
    """Give one question's page: why we ask, what was said already, who can read it, the way round."""
    topic = topic_with(asked)
    kind = registry.get(asked.kind)
    said, more = queries.said_on(asked, page.subject.pk, viewer=page.viewer)
    place = TOPICS.index(topic) + 1
    missing = bool(asked.needs_kind) and not queries.has_any(asked.needs_kind, page.subject.pk, viewer=page.viewer)
    cards = entries.cards(said, page)
    if asked.kind == "step":
        _who_and_when(cards, page)
    return {
        "held": {"id": held.pk, "at": held.at},
        "topic": topic,
        "asked": asked,
        "place": _("Topic %(n)s of %(all)s: %(topic)s") % {"n": place, "all": len(TOPICS), "topic": topic.title},
        "tabs": [
            {"text": part.tab, "href": url_of(page, held.pk, part), "current": part == asked} for part in topic.parts
        ]
        if len(topic.parts) > 1
        else [],
        "said": cards,
        "said_more": more,
        "said_open": len(said) < OPEN_BELOW,
        "all_href": page.url(kind.page),
        "readers": queries.readers(kind.section, page.subject.pk, viewer=page.viewer),
        "missing": {"href": url_of(page, held.pk, topic.parts[0])} if missing else None,
        "list_href": page.url("conversation", held.pk),
    }


def _who_and_when(cards: list[dict[str, Any]], page: Page) -> None:
    """Say beside each step who sees to it and by when, or that this is still open."""
    steps = queries.steps([card["id"] for card in cards], page.subject.pk, viewer=page.viewer)
    for card in cards:
        step = steps.get(card["id"])
        if step is not None:
            who = step.responsible.name if step.responsible else _("nobody yet")
            card["more"] = [(_("Who"), who), (_("By when"), day(step.by_when) if step.by_when else _("no date yet"))]


def summary(page: Page, said: list[Item], where: Progress) -> list[dict[str, Any]]:
    """Give what was said in a conversation, by topic, in its order."""
    cards = {card["id"]: card for card in entries.cards(said, page)}
    by_topic: dict[str, list[dict[str, Any]]] = {}
    for item in said:
        part = next((one for one in PARTS if one.holds(item.kind, item.facet, item.words_of.kind)), None)
        if part:
            by_topic.setdefault(topic_with(part).code, []).append(cards[item.pk])
    return [{"title": topic.title, "cards": by_topic[topic.code]} for topic in TOPICS if topic.code in by_topic]


def left(held: Contribution, page: Page, where: Progress) -> list[dict[str, Any]]:
    """Give the questions that wait for another day."""
    waits = {Standing.OPEN, Standing.SKIPPED}
    return [
        {"text": part.ask, "href": url_of(page, held.pk, part)} for part in PARTS if where.standing[part.code] in waits
    ]


def passed(where: Progress) -> list[str | Promise]:
    """Give the questions that are not for them."""
    return [part.ask for part in PARTS if where.standing[part.code] == Standing.NOT_FOR_US]  # type: ignore[misc]
