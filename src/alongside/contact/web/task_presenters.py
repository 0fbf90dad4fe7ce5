"""How tasks are shown: whose each is, by when, who does it meanwhile, what was said, and what one may do with it."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.contact import queries
from alongside.contact.models import Task
from alongside.contact.words import TASK_OUTCOMES
from alongside.people.domain import Act, Section, may
from alongside.people.working.words import meanwhile
from alongside.record import queries as record
from alongside.record.models import Item, Response
from alongside.record.times import today
from alongside.record.web.page import Page

Shown = dict[str, Any]


def part(page: Page) -> Shown:
    """Give the open tasks of a record and those done lately, each with what stands beside it, in few questions."""
    found = queries.open_tasks(page.subject.pk, viewer=page.viewer)
    if not page.viewer.sight.sees(Section.VISITS):
        known = {one.pk for one in found}
        mine = queries.tasks_of(page.viewer.voices, page.subject.pk, viewer=page.viewer)
        found += [one for one in mine if one.pk not in known]
    over = queries.tasks_done_lately(page.subject.pk, viewer=page.viewer)
    ids = [one.pk for one in (*found, *over)]
    said = record.responses(page.subject.pk, ids) if ids else {}
    before = queries.seen_to_before(found)
    about = _about(page, [*found, *over])
    told: dict[str, Any] = {"said": said, "before": before, "about": about}
    may_add = may(page.viewer, Act.ADD, section=Section.VISITS, subject_open=page.subject.is_open)
    return {
        "tasks": [line(one, page, **told) for one in found],
        "tasks_done": [line(one, page, **told) for one in over],
        "task_new": page.url("task_new") if may_add else "",
    }


def line(
    task: Task,
    page: Page,
    *,
    said: dict[UUID, list[Response]] | None = None,
    before: dict[UUID, list[UUID]] | None = None,
    about: dict[UUID, Item] | None = None,
) -> Shown:
    """Give one task as it is drawn."""
    names = {voice.pk: voice for voice in page.circle}
    who = names.get(task.responsible_id) if task.responsible_id else None
    away = page.gone.get(task.responsible_id) if task.responsible_id and not task.outcome else None
    earlier = [names[pk].name for pk in (before or {}).get(task.pk, ()) if pk in names]
    item = (about or {}).get(task.about_id) if task.about_id else None
    replies = (said or {}).get(task.pk, [])
    can = may_see_to(page, task)
    is_mine = task.responsible_id in page.viewer.voices
    return {
        "id": task.pk,
        "words": task.words,
        "who": who.name if who else "",
        "kind": who.kind if who else "outside",
        "is_mine": is_mine,
        "by": task.by_when,
        "is_late": not task.outcome and task.by_when is not None and task.by_when < today(),
        "meanwhile": meanwhile(away, page.account.pk) if away else "",
        "before": _("Before that it was with %(name)s.") % {"name": earlier[0]} if earlier else "",
        "about": {"words": (item.title or item.text)[:120], "href": page.url("entry", item.pk)} if item else None,
        "replies": [
            {"words": one.words, "who": one.written_by.name, "at": one.written_at} for one in replies[-3:] if one.words
        ],
        "outcome": str(dict(TASK_OUTCOMES).get(task.outcome, "")),
        "how_it_went": task.how_it_went,
        "done_at": task.done_at,
        "entry": page.url("entry", task.pk),
        "ways": _ways(page, task) if can else [],
    }


def _ways(page: Page, task: Task) -> list[tuple[str, str]]:
    if task.outcome:
        return [(_("It is still to be done"), page.url("task_done", task.pk))]
    return [
        (_("It is done"), page.url("task_done", task.pk)),
        (_("Hand it on"), page.url("task_hand_on", task.pk)),
        (_("Another day"), page.url("task_day", task.pk)),
        (_("No longer needed"), page.url("task_done", task.pk) + "?outcome=not_needed"),
    ]


def may_see_to(page: Page, task: Task) -> bool:
    """Say whether this viewer says how a task stands: the person, who works with them, who wrote it or sees to it."""
    if not page.subject.is_open or not may(page.viewer, Act.ADD):
        return False
    shared = may(
        page.viewer,
        Act.MEND,
        section=Section.VISITS,
        written_by=task.written_by_id,
        words_of=task.words_of_id,
        shared_work=True,
    )
    return bool(shared) or task.responsible_id in page.viewer.voices


def _about(page: Page, tasks: list[Task]) -> dict[UUID, Item]:
    """Give the entries that tasks are about, as far as this viewer sees them."""
    wanted = {one.about_id for one in tasks if one.about_id}
    if not wanted:
        return {}
    return {item.pk: item for item in record.items(page.subject.pk, viewer=page.viewer).filter(pk__in=wanted)}
