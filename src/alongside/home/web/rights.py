"""Rights, in plain words: a leaflet to read and print, and beside each whether it has been talked about."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from alongside.about_me import words
from alongside.about_me.models import RightExplained
from alongside.home.web import presenters
from alongside.people.domain import Act, Right, Section, SubjectKind, may
from alongside.record import queries, registry
from alongside.record.times import today
from alongside.record.web import presenters as entries
from alongside.record.web.page import EVERY, Page, record_page
from alongside.record.whose import Known

EXPLAINED, UNDERSTOOD = dict(words.EXPLAINED), dict(words.UNDERSTOOD)
COLOURS = {"yes": "green", "partly": "amber", "not_yet": "amber", "not_sure": "grey"}


@require_http_methods(["GET"])
@record_page("about", shows=EVERY)
def rights(request: HttpRequest, *, page: Page) -> HttpResponse:
    """Each right of the ready list with what was said of it last, then other rights that were talked about."""
    told = _told(page)
    sees = page.viewer.sight.sees(Section.RIGHTS)
    may_add = bool(may(page.viewer, Act.ADD, section=Section.RIGHTS, subject_open=page.subject.is_open))
    can_add = may_add and (sees or page.viewer.sight.has(Right.CARE))
    ready = [(code, label) for code, label in words.RIGHTS if code != "other"]
    shown = [_right(code, label, told.get((code, ""), []), page) for code, label in ready]
    others = sorted({other for code, other in told if code == "other"})
    return page.render(
        "home/rights.jinja",
        {
            "rights": shown,
            "others": [_right("other", other, told["other", other], page) for other in others],
            "explained": sum(1 for one in shown if one["last"]),
            "sees": sees,
            "can_add": can_add,
            "is_group": page.subject.kind == SubjectKind.GROUP,
        },
    )


def _told(page: Page) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Give what was said of each right, the newest first, by right and (of another right) by its name."""
    known = Known(page.circle)
    found = queries.entries(registry.get("right_explained"), page.subject.pk, viewer=page.viewer)
    rows: list[RightExplained] = known.voiced(known.all_of(found), "explained_by")
    said = queries.responses(page.subject.pk, [one.pk for one in rows]) if rows else {}
    told: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in sorted(rows, key=lambda one: (one.explained_on or one.at.date(), one.at, one.pk), reverse=True):
        told.setdefault((one.right, one.other if one.right == "other" else ""), []).append(_explained(one, said, page))
    return told


def _explained(one: RightExplained, said: dict[UUID, Any], page: Page) -> dict[str, Any]:
    return {
        "id": one.pk,
        "words": one.words,
        "voice": entries.voice(one.words_of, one),
        "on": one.explained_on or one.at,
        "by": one.explained_by.name if one.explained_by else "",
        "form": EXPLAINED[one.form],
        "understood": UNDERSTOOD[one.understood],
        "colour": COLOURS[one.understood],
        "again": one.again_on,
        "is_late": one.again_on is not None and one.again_on < today(),
        "href": page.url("entry", one.pk),
        "asks_you": presenters.asks_you(one, page),
        "replies": entries.replies(said.get(one.pk, ()), page),
    }


def _right(code: str, label: Any, told: list[dict[str, Any]], page: Page) -> dict[str, Any]:
    plain, source = words.RIGHTS_IN_PLAIN_WORDS.get(code, ("", ""))
    return {
        "code": code,
        "label": label,
        "plain": plain,
        "source": source,
        "last": told[0] if told else None,
        "earlier": told[1:],
        "add": f"{page.url('add', 'right_explained')}?right={code}",
    }
