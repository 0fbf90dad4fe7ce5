"""How my work is shown: a few groups, each thing with its own words, whose record it is in, by when, and what to do."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.home.work.domain import Group, group_of
from alongside.home.work.queries import Asked, Owed
from alongside.home.work.words import away
from alongside.record.times import today
from alongside.record.words import CHALLENGES, WAITS

MOST = 20
HEADINGS: dict[Group, Promise] = {
    Group.LATE: gettext_lazy("The day has gone by"),
    Group.WEEK: gettext_lazy("Today and this week"),
    Group.LATER: gettext_lazy("In the next four weeks"),
    Group.ASKED: gettext_lazy("Asked of you, in your own time"),
    Group.NO_DAY: gettext_lazy("Without a day yet"),
}


def groups(found: list[Asked], *, only: str = "") -> dict[str, Any]:
    """Give the groups that hold something, each with its first lines; one group whole when it is asked for by name."""
    day = today()
    sorted_: dict[Group, list[Asked]] = {group: [] for group in Group}
    for one in found:
        sorted_[group_of(one.due.sort, one.due.by, day)].append(one)
    alone = next((group for group in HEADINGS if group == only and sorted_[group]), None)
    shown = [
        {
            "key": group.value,
            "heading": heading,
            "lines": [_line(one) for one in (some if alone else some[:MOST])],
            "more": 0 if alone else max(0, len(some) - MOST),
        }
        for group, heading in HEADINGS.items()
        if (some := sorted_[group]) and alone in (None, group)
    ]
    after = sorted_[Group.AFTER]
    return {
        "groups": shown,
        "alone": alone is not None,
        "after": len(after) if alone is None else 0,
        "after_from": after[0].due.by if after else None,
    }


def _line(one: Asked) -> dict[str, Any]:
    due = one.due
    label, way, href = WAYS[due.sort](one)
    is_late = due.by is not None and due.by < today() and due.sort != "yes"
    return {
        "label": label,
        "words": due.what,
        "name": _("Your own record") if one.voice.is_self else one.subject.liked_name,
        "is_own": one.voice.is_self,
        "front": reverse("front", args=[one.subject.pk]),
        "by": due.by,
        "away": away(due.by, today()) if due.by else "",
        "is_late": is_late,
        "is_since": due.sort == "yes",
        "href": href,
        "way": way,
    }


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


def _to(name: str, one: Asked, *args: Any, anchor: str = "") -> str:
    address = reverse(name, args=[one.subject.pk, *args])
    return f"{address}#{anchor}" if anchor else address


def _step(one: Asked) -> tuple[str, str, str]:
    return "", _("Say how it went"), _to("plan_step", one, one.due.entry_id)


def _yes(one: Asked) -> tuple[str, str, str]:
    label = _("Your plan leans on you") if one.voice.is_self else _("The plan leans on you. Is that right for you?")
    return label, _("Say yes or no"), _to("plan_yes", one, one.due.entry_id)


def _appeal(one: Asked) -> tuple[str, str, str]:
    if one.due.by is not None and one.due.by < today():
        label = _("The answer was not a whole yes, and the day to appeal has gone by. Ask whether a late one is heard")
    else:
        label = _("The answer was not a whole yes. It can be appealed until this day")
    return label, _("Write the appeal down"), _to("entry_mend", one, one.due.entry_id)


def _review(one: Asked) -> tuple[str, str, str]:
    return _("Look at the plan again, together"), _("Begin the review"), _to("plan_review_start", one)


def _interim(one: Asked) -> tuple[str, str, str]:
    label = _("Help has started before the plan is agreed. It is to be complete by this day")
    return label, _("Go to the plan"), _to("plan", one)


def _ask_again(one: Asked) -> tuple[str, str, str]:
    if one.due.who_id == one.voice.pk:
        return _("You have not agreed to the plan. Look at it once more"), _("Go to it"), _to("plan", one)
    label = _("Ask %(name)s again about the plan") % {"name": one.due.who}
    return label, _("Go to the plan"), _to("plan", one, anchor="agreement")


def _in_use(one: Asked) -> tuple[str, str, str]:
    return _("The plan is used though it is not agreed. Look at it again"), _("Go to the plan"), _to("plan", one)


def _returned(one: Asked) -> tuple[str, str, str]:
    label = _("A manager returned the plan. Talk about it, change it, and put it forward again")
    return label, _("Go to the plan"), _to("plan", one)


def _right(one: Asked) -> tuple[str, str, str]:
    return _("Talk about this right again"), _("Go to the rights"), _to("rights", one)


def _concern(one: Asked) -> tuple[str, str, str]:
    return _("Somebody has to decide what is done about it"), _("Read it"), _to("concern", one, one.due.entry_id)


def _concern_kept(one: Asked) -> tuple[str, str, str]:
    label = _("They have not been told of it. Look at that again")
    return label, _("Look at it"), _to("concern_who", one, one.due.entry_id)


WAYS: dict[str, Callable[[Asked], tuple[str, str, str]]] = {
    "step": _step,
    "yes": _yes,
    "appeal": _appeal,
    "review": _review,
    "interim": _interim,
    "ask_again": _ask_again,
    "in_use_not_agreed": _in_use,
    "returned": _returned,
    "right": _right,
    "concern": _concern,
    "concern_kept": _concern_kept,
}
