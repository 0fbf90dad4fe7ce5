"""The staying-well plan: its parts in order, whom to call first, and how hopeful somebody feels."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from alongside.about_me import actions, words
from alongside.about_me import queries as about_me
from alongside.about_me.domain import StayingWellPart
from alongside.about_me.models import Hope, StayingWell
from alongside.access.domain import Refused
from alongside.design.scales import of_ten
from alongside.home.web import presenters
from alongside.people.domain import Act, Section, may
from alongside.record import queries, registry
from alongside.record.web import presenters as entries
from alongside.record.web.page import EVERY, Page, record_page
from alongside.record.whose import Known, bare

CALLS = StayingWellPart.WHO_TO_CALL
HINTS = {
    "signs": gettext_lazy("What do you, or others, notice first?"),
    "triggers": gettext_lazy("What has made it harder before?"),
    "helps": gettext_lazy("What has helped before, even a little?"),
    "i_can_do": gettext_lazy("What can you do by yourself, at three in the morning?"),
    "who_to_call": gettext_lazy(
        "Whom would you want to hear from? Their numbers stand on “I need help now”, in your order."
    ),
    "must_not": gettext_lazy("What would make it worse? What should nobody do?"),
    "home": gettext_lazy("Who has a key? Who feeds the cat, fetches the children, waters the tomatoes?"),
    "advance": gettext_lazy("What should people know and do, if one day you could not tell them?"),
}


@require_http_methods(["GET"])
@record_page("about", shows=EVERY)
def staying_well(request: HttpRequest, *, page: Page) -> HttpResponse:
    """The whole plan, part by part, and the answers to how hopeful somebody feels."""
    known = Known(page.circle)
    banners = {kind.name for kind in registry.all_kinds() if kind.banner}
    rows = queries.items(page.subject.pk, viewer=page.viewer, kinds={*banners, "staying_well"}).order_by("at", "id")
    items = known.all_of(rows)
    page.items = items
    cards = {card["id"]: card for card in entries.cards((one for one in items if one.kind == "staying_well"), page)}
    read = queries.entries(registry.get("staying_well"), page.subject.pk, viewer=page.viewer)
    by_part = about_me.by_part(one for one in bare(read) if one.pk in cards)
    hopes = known.all_of(
        queries.entries(registry.get("hope"), page.subject.pk, viewer=page.viewer).order_by("-at", "-id")
    )
    answers = [_hope(one, page) for one in hopes]
    can_add = bool(may(page.viewer, Act.ADD, section=Section.STAYING_WELL, subject_open=page.subject.is_open))
    sees = page.viewer.sight.sees(Section.STAYING_WELL)
    return page.render(
        "home/staying_well.jinja",
        {
            "parts": [_part(code, heading, by_part.get(code, []), cards, page) for code, heading in words.STAYING_WELL],
            "has_any": bool(by_part),
            "can_add": can_add,
            "sees": sees,
            "hope": answers[0] if answers else None,
            "earlier": answers[1:],
        },
    )


def _part(
    code: str, heading: Any, rows: list[StayingWell], cards: dict[UUID, dict[str, Any]], page: Page
) -> dict[str, Any]:
    may_order = code == CALLS and len(rows) > 1 and bool(_may_order(page))
    return {
        "code": code,
        "heading": heading,
        "hint": HINTS[code],
        "add": f"{page.url('add', 'staying_well')}?part={code}",
        "cards": [
            cards[one.pk]
            | {
                "label": _("%(place)s. %(name)s") % {"place": place, "name": one.name} if one.name else "",
                "name": one.name,
                "phone": one.phone,
                "actions": _deeds(one, place, page, last=len(rows) if may_order else 0),
            }
            for place, one in enumerate(rows, 1)
        ],
    }


def _deeds(one: StayingWell, place: int, page: Page, *, last: int) -> list[dict[str, Any]]:
    """Give what can be done with an entry; a call also moves, where there are `last` of them to put in order."""
    ways = [("up", _("Call sooner"), 1 < place <= last), ("down", _("Call later"), place < last)]
    move = {"action": page.url("staying_well_move", one.pk), "name": "way"}
    deeds = [move | {"text": text, "value": f"{way} {place}"} for way, text, can in ways if can]
    deeds.append({"text": _("Read, answer or change"), "href": page.url("entry", one.pk)})
    # A card without words says nothing of what its links are about, so they say it themselves.
    return deeds if one.words else [deed | {"text": f"{deed['text']}: {one.name}"} for deed in deeds]


def _may_order(page: Page) -> Any:
    return may(page.viewer, Act.MEND, section=Section.STAYING_WELL, shared_work=True) if page.subject.is_open else None


def _hope(one: Hope, page: Page) -> dict[str, Any]:
    return {
        "id": one.pk,
        "score": one.score,
        "said": of_ten(one.score, words.HOPE),
        "words": one.words,
        "at": one.at,
        "voice": entries.voice(one.words_of, one),
        "href": page.url("entry", one.pk),
        "asks_you": presenters.asks_you(one, page),
    }


@require_POST
@record_page("about", shows=EVERY, write=Act.ADD)
def move(request: HttpRequest, *, page: Page, item_id: UUID) -> HttpResponse:
    """Put somebody to call a place sooner or later. The same button sent twice moves them once."""
    decision = _may_order(page)
    if not decision:
        raise Refused(decision.reason if decision is not None else _("This record is closed."))
    calls = about_me.staying_well(page.subject.pk, viewer=page.viewer).get(CALLS, [])
    place = next((place for place, one in enumerate(calls, 1) if one.pk == item_id), None)
    if place is None:
        raise Http404
    way, _space, then = request.POST.get("way", "").partition(" ")
    if then != str(place):
        say = _("The order has changed meanwhile. It stands as it is now.")
    else:
        call, up = calls[place - 1], way == "up"
        actions.move_call(by=page.account, calls=calls, call=call, up=up)
        say = _("%(name)s is called sooner now.") if up else _("%(name)s is called later now.")
        say %= {"name": call.name or _("This call")}
    answer = page.go("staying_well", say=say)
    answer["Location"] += f"#entry-{item_id}"
    return answer
