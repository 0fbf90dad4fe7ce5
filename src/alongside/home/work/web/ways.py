"""For each sort of thing that is asked: what it is called, the next step in words, and where that is done."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.design import dates
from alongside.home.work.queries import Asked
from alongside.record.times import local, today

Way = tuple[str, str, str]


def _to(name: str, one: Asked, *args: Any, anchor: str = "") -> str:
    address = reverse(name, args=[one.due.subject_id, *args])
    return f"{address}#{anchor}" if anchor else address


def of_gone(one: Asked) -> Way:
    """Give the way for something that is with another, who is away or gone: do it for them, or say who does it."""
    gone, sort = one.gone, one.due.sort
    if gone is None:
        return WAYS[sort](one)
    if gone.away_until is None:
        label = _("%(name)s is no longer here. Who does this now?") % {"name": gone.name}
        return (label, _("Say who does it now"), _hand_on(one))
    told = {"name": gone.name, "day": dates.day(local(gone.away_until).date())}
    label = _("For %(name)s, who is away until %(day)s") % told
    if sort == "step":
        return label, _("Take it on, or hand it on"), _hand_on(one)
    _label, way, href = WAYS[sort](one)
    return label, way, href


def _hand_on(one: Asked) -> str:
    names = {"step": "plan_step_hand_on", "task": "task_hand_on", "yes": "entry"}
    name = names.get(one.due.sort)
    return _to(name, one, one.due.entry_id) if name else WAYS[one.due.sort](one)[2]


def _step(one: Asked) -> Way:
    return "", _("Say how it went"), _to("plan_step", one, one.due.entry_id)


def _task(one: Asked) -> Way:
    return "", _("Say how it went"), _to("task_done", one, one.due.entry_id)


def _visit_asked(one: Asked) -> Way:
    return _("A visit was asked for"), _("Find a time"), _to("in_touch", one, anchor=f"entry-{one.due.entry_id}")


def _visit_write_up(one: Asked) -> Way:
    label = _("This visit has gone by. Did it take place?")
    return label, _("Say how it went"), _to("in_touch", one, anchor=f"entry-{one.due.entry_id}")


def _yes(one: Asked) -> Way:
    is_self = one.place is not None and one.place.is_self
    label = _("Your plan leans on you") if is_self else _("The plan leans on you. Is that right for you?")
    return label, _("Say yes or no"), _to("plan_yes", one, one.due.entry_id)


def _appeal(one: Asked) -> Way:
    if one.due.by is not None and one.due.by < today():
        label = _("The answer was not a whole yes, and the day to appeal has gone by. Ask whether a late one is heard")
    else:
        label = _("The answer was not a whole yes. It can be appealed until this day")
    return label, _("Write the appeal down"), _to("entry_mend", one, one.due.entry_id)


def _review(one: Asked) -> Way:
    return _("Look at the plan again, together"), _("Begin the review"), _to("plan_review_start", one)


def _interim(one: Asked) -> Way:
    label = _("Help has started before the plan is agreed. It is to be complete by this day")
    return label, _("Go to the plan"), _to("plan", one)


def _ask_again(one: Asked) -> Way:
    if one.place is not None and one.due.who_id == one.place.voice_id:
        return _("You have not agreed to the plan. Look at it once more"), _("Go to it"), _to("plan", one)
    label = _("Ask %(name)s again about the plan") % {"name": one.due.who}
    return label, _("Go to the plan"), _to("plan", one, anchor="agreement")


def _in_use(one: Asked) -> Way:
    return _("The plan is used though it is not agreed. Look at it again"), _("Go to the plan"), _to("plan", one)


def _returned(one: Asked) -> Way:
    label = _("A manager returned the plan. Talk about it, change it, and put it forward again")
    return label, _("Go to the plan"), _to("plan", one)


def _authorise(one: Asked) -> Way:
    return _("A plan waits for a manager’s word"), _("Read the plan"), _to("plan", one, anchor="agreement")


def _right(one: Asked) -> Way:
    return _("Talk about this right again"), _("Go to the rights"), _to("rights", one)


def _concern(one: Asked) -> Way:
    return _("Somebody has to decide what is done about it"), _("Read it"), _to("concern", one, one.due.entry_id)


def _concern_kept(one: Asked) -> Way:
    label = _("They have not been told of it. Look at that again")
    return label, _("Look at it"), _to("concern_who", one, one.due.entry_id)


WAYS: dict[str, Callable[[Asked], Way]] = {
    "step": _step,
    "task": _task,
    "visit_asked": _visit_asked,
    "visit_write_up": _visit_write_up,
    "yes": _yes,
    "appeal": _appeal,
    "review": _review,
    "interim": _interim,
    "ask_again": _ask_again,
    "in_use_not_agreed": _in_use,
    "returned": _returned,
    "authorise": _authorise,
    "right": _right,
    "concern": _concern,
    "concern_kept": _concern_kept,
}
