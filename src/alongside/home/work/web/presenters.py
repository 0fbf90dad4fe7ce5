"""How my work is shown: today, what I promised, what is late; each thing with whose it is and its next step."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.contact.words import SORTS
from alongside.design.near import away
from alongside.home.work.around import News, Owed, Silence, Waiting
from alongside.home.work.domain import SINCE, Group
from alongside.home.work.queries import Asked, Day
from alongside.home.work.web.ways import WAYS, of_gone
from alongside.people.domain import Viewer
from alongside.people.working.words import meanwhile
from alongside.record import registry
from alongside.record.times import local, today
from alongside.record.words import CHALLENGES, WAITS

HEADINGS: dict[Group, Promise] = {
    Group.TODAY: gettext_lazy("Today"),
    Group.PROMISED: gettext_lazy("I promised"),
    Group.LATE: gettext_lazy("The day has gone by"),
    Group.ASKED: gettext_lazy("Asked of you"),
    Group.LATER: gettext_lazy("Later"),
}
HINTS: dict[Group, Promise] = {
    Group.LATE: gettext_lazy("That happens. Do it, say how it went, or agree on another day."),
}
KINDS_SHOWN = 3


def page(day: Day, viewer: Viewer) -> dict[str, Any]:
    """Give what the page draws; a group is there when it holds something, today when there is a visit as well."""
    visits = [_visit(one, day) for one in day.visits]
    groups = [
        {
            "key": group.value,
            "heading": heading,
            "hint": HINTS.get(group, ""),
            "visits": visits if group is Group.TODAY else [],
            "lines": [_line(one, day) for one in day.groups.get(group, [])],
            "more": group in day.more,
        }
        for group, heading in HEADINGS.items()
        if day.groups.get(group) or (group is Group.TODAY and visits)
    ]
    return {
        "groups": [one for one in groups if one["key"] != Group.LATER],
        "later": next((one for one in groups if one["key"] == Group.LATER), None),
        "waiting_for": [_waiting(one, day, viewer) for one in day.waiting],
        "silent": [_silence(one, day) for one in day.silent],
        "news": [_news(one, day) for one in day.news],
        "owed": owed_lines(day.owed),
    }


def _named(subject_id: UUID, day: Day) -> dict[str, Any]:
    place = day.places.get(subject_id)
    is_own = place is not None and place.is_self
    return {
        "name": _("Your own record") if is_own else day.subjects[subject_id].liked_name,
        "is_own": is_own,
        "front": reverse("front", args=[subject_id]),
    }


def _line(one: Asked, day: Day) -> dict[str, Any]:
    due = one.due
    label, way, href = of_gone(one) if one.gone else WAYS[due.sort](one)
    return _named(due.subject_id, day) | {
        "label": label,
        "words": due.what,
        "by": due.by,
        "away": away(due.by, today()) if due.by else "",
        "is_late": due.by is not None and due.by < today() and due.sort not in SINCE,
        "is_since": due.sort in SINCE,
        "href": href,
        "way": way,
    }


def _visit(one: Any, day: Day) -> dict[str, Any]:
    address = reverse("in_touch", args=[one.subject_id])
    place = one.place if one.sort not in {"call", "video"} else ""
    return _named(one.subject_id, day) | {
        "clock": local(one.starts),
        "until": local(one.ends) if one.ends else None,
        "sort": dict(SORTS)[one.sort],
        "words": one.words,
        "place": place,
        "href": f"{address}#entry-{one.pk}",
    }


def _waiting(one: Waiting, day: Day, viewer: Viewer) -> dict[str, Any]:
    if one.sort == "plan":
        label = _("The plan waits for a word of: %(who)s") % {"who": one.who}
        href = reverse("plan", args=[one.subject_id]) + "#agreement"
    else:
        label = _("A visit that has no time yet") if one.sort == "visit" else one.who
        href = f"{reverse('in_touch', args=[one.subject_id])}#entry-{one.entry_id}"
    return _named(one.subject_id, day) | {
        "label": label,
        "words": one.words,
        "by": one.by if one.sort == "task" else None,
        "since": one.by if one.sort == "plan" else None,
        "away": away(one.by, today()) if one.by else "",
        "is_late": one.sort == "task" and one.by is not None and one.by < today(),
        "meanwhile": meanwhile(one.gone, viewer.account_id) if one.gone else "",
        "href": href,
    }


def _silence(one: Silence, day: Day) -> dict[str, Any]:
    last = local(one.last or one.since).date()
    return _named(one.subject_id, day) | {
        "last": last,
        "away": away(last, today()),
        "is_met": one.last is not None,
        "every": one.every,
        "planned": local(one.planned) if one.planned else None,
        "href": f"{reverse('in_touch', args=[one.subject_id])}#visits",
    }


def _news(one: News, day: Day) -> dict[str, Any]:
    kinds = [registry.get(kind) for kind, _several in one.kinds]
    said = [
        str(kind.plural if several else kind.label) for kind, (_name, several) in zip(kinds, one.kinds, strict=True)
    ]
    more = [_("and more")] if len(said) > KINDS_SHOWN else []
    return _named(one.subject_id, day) | {"what": ", ".join([*said[:KINDS_SHOWN], *more]), "at": one.at}


def owed_lines(found: list[Owed]) -> list[dict[str, Any]]:
    """Give what is owed, each with whose record it is in, by when, and the way there."""
    return [
        {
            "words": WAITS.get(one.sort) or CHALLENGES[one.sort],
            "name": one.subject.liked_name,
            "by": one.by,
            "away": away(one.by, today()),
            "is_late": one.by < today(),
            "href": reverse(one.where, args=[one.subject.pk, *([one.about] if one.where == "withholding" else [])]),
        }
        for one in found
    ]
