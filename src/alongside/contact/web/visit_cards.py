"""How visits are shown: when in words, who comes with a face and a name, what became of them, what one may do."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.base.clock import now
from alongside.contact import visiting, words
from alongside.contact.domain import BY_WIRE, Deed, VisitStatus, deeds, may_arrange
from alongside.contact.models import Visit
from alongside.design import dates, near
from alongside.people.domain import Section
from alongside.people.models import Voice
from alongside.people.working import faces
from alongside.people.working.queries import Presence
from alongside.record.times import local, today
from alongside.record.web import presenters
from alongside.record.web.page import Page

_WAYS = {
    Deed.AGREE: ("visit_arrange", _("Agree on a time")),
    Deed.WRITE_UP: ("visit_write", _("Write down how it was")),
    Deed.CHANGE: ("visit_arrange", _("Change it")),
    Deed.CANCEL: ("visit_cancel", _("Cancel it")),
    Deed.NOT_HELD: ("visit_not_held", _("It did not take place")),
}


def cards(found: Iterable[Visit], page: Page) -> dict[UUID, dict[str, Any]]:
    """Give these visits as they are shown, by id; at most four queries however many there are."""
    visits = list(found)
    come = {pk for one in visits for pk in one.who}
    voices = {one.pk: one for one in page.circle if one.pk in come}
    with_face = faces.of([one.account_id for one in voices.values() if one.account_id]) if voices else frozenset()
    ahead = any(is_ahead(one) for one in visits) and bool(voices)
    there = page.presence if ahead else {}
    before = visiting.visits_before(visits) if visits else {}
    became = visiting.visits_became(page.subject.pk, visits, viewer=page.viewer)
    made = {}
    for one in visits:
        who = [_face(voices[pk], one, there.get(pk), with_face) for pk in one.who if pk in voices]
        made[one.pk] = _card(one, page, who) | _moved(one, before.get(one.pk))
        made[one.pk]["became"] = page.url("entry", one.became_id) if one.became_id in became else None
    return made


def is_ahead(visit: Visit) -> bool:
    """Say whether a visit is planned and not over."""
    return visit.status == VisitStatus.PLANNED and visit.ends is not None and visit.ends > now()


def _card(one: Visit, page: Page, who: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": one.pk,
        "status": one.status,
        "is_over": one.ends is not None and one.ends <= now(),
        "when": words.day_and_hour(one.starts) if one.starts else "",
        "until": words.hour(one.ends) if one.ends else "",
        "near": near.away(local(one.starts).date(), today()) if one.starts and is_ahead(one) else "",
        "how": dict(words.SORTS)[one.sort],
        "is_call": one.sort in BY_WIRE,
        "place": one.place,
        "who": who,
        "also": one.also,
        "interpreter": one.interpreter,
        "words": one.words,
        "needs": one.needs,
        "suits": one.suits,
        "why": one.why,
        "voice": presenters.voice(one.words_of, one),
        "is_mine": one.words_of_id in page.viewer.voices,
        "href": page.url("entry", one.pk),
        "deeds": _deeds(one, page),
        "kept": page.kept(one.pk, Section.VISITS.bit),
    }


def _moved(one: Visit, before: visiting.Before | None) -> dict[str, str]:
    """Give when and where it was to be before, as far as that is another time or place."""
    if before is None or one.starts is None or one.status == VisitStatus.HELD:
        return {"was": "", "was_at": ""}
    return {
        "was": words.day_and_hour(before.starts) if before.starts != one.starts else "",
        "was_at": before.place if before.place != one.place else "",
    }


def _face(voice: Voice, visit: Visit, there: Presence | None, with_face: frozenset[UUID]) -> dict[str, Any]:
    return {
        "name": voice.name,
        "relationship": presenters.RELATIONSHIPS.get(voice.relationship, ""),  # type: ignore[call-overload]  # a code
        "initials": "".join(part[:1] for part in voice.name.split()[:2]).upper(),
        "face": reverse("face_of", args=[voice.account_id]) if voice.account_id in with_face else "",
        "away": _away(voice, visit, there),
    }


def _away(voice: Voice, visit: Visit, there: Presence | None) -> str:
    """Say that somebody cannot come, and who stands in; nothing where they are back before the visit."""
    if there is None or not is_ahead(visit) or visit.starts is None:
        return ""
    if not there.is_here:
        return _("%(name)s is no longer here. Ask who comes instead.") % {"name": voice.name}
    if there.away_until is None or there.away_until <= visit.starts:
        return ""
    told = {"name": voice.name, "day": dates.until(there.away_until), "cover": there.cover}
    if there.cover:
        return _("%(name)s is away until %(day)s. %(cover)s stands in.") % told
    return _("%(name)s is away until %(day)s. Ask who comes instead.") % told


def _deeds(one: Visit, page: Page) -> list[dict[str, str]]:
    """Give what this viewer may do with a visit, each with its way."""
    decision = may_arrange(
        page.viewer,
        who=one.who,
        written_by=one.written_by_id,
        words_of=one.words_of_id,
        subject_open=page.subject.is_open,
    )
    if not decision:
        return []
    can = deeds(one.status, one.starts, now())
    return [{"text": _(text), "href": page.url(name, one.pk)} for deed, (name, text) in _WAYS.items() if deed in can]
