"""Every write of this room: one transaction, with its audit row. `by` acts; the database checks the signed viewer."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.access import keeper
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.contact.domain import TaskOutcome
from alongside.contact.models import Task
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import ResponseKind
from alongside.record.models import Item

# Tasks by hand


def end_task(*, by: Account, task: Task, version: int, outcome: str, words: str = "") -> Task:
    """Say that a task is done, or no longer needed and why; with a blank `outcome` it is open again.

    For the person, those who work with them, and whoever sees to it. Said twice is said once. Raises `Conflict` with
    what stands when somebody changed it meanwhile, `Refused` when `by` may not or does not say why.
    """
    if outcome not in {"", *TaskOutcome}:
        raise Refused("Please say what became of it.")
    if outcome == TaskOutcome.NOT_NEEDED and not words.strip():
        raise Refused("Please say in a few words why it is no longer needed.")
    if (task.outcome, task.how_it_went) == (outcome, words):
        return task
    done = {"done_at": now(), "done_by": by.pk} if outcome else {"done_at": None, "done_by": None}
    return _mended(by=by, task=task, version=version, outcome=outcome, how_it_went=words, **done)


def hand_on_task(
    *, by: Account, task: Task, version: int, to: UUID, words: str, item: Item | None = None, id: UUID | None = None
) -> None:
    """Ask somebody else of the circle to see to a task, with a word that stays beside it.

    `item` is its slim row, if `by` sees that; else the word stands on the task itself. Sent twice it is handed on once.
    Raises `Conflict` or `Refused`.
    """
    with transaction.atomic():
        if task.responsible_id != to:
            kept = words if item is None else ""
            if not keeper.call("hand_on_task", task.subject_id, task.pk, version, to, kept):
                raise _gone_by(task)
        _say(by=by, item=item, words=words, id=id)


def _gone_by(task: Task) -> Exception:
    """Say what stands now of a task that somebody changed meanwhile."""
    standing = Task.objects.select_related("words_of", "written_by").filter(pk=task.pk).first()
    return Conflict(standing) if standing is not None else Refused("This task is no longer open.")


def move_task(
    *,
    by: Account,
    task: Task,
    version: int,
    to: date,
    words: str = "",
    item: Item | None = None,
    id: UUID | None = None,
) -> Task:
    """Give a task another day; why, if it is said, stays beside it. Raises `Conflict` or `Refused`."""
    with transaction.atomic():
        if task.by_when != to:
            task = _mended(by=by, task=task, version=version, by_when=to, **_beside(item, words))
        _say(by=by, item=item, words=words, id=id)
    return task


def _beside(item: Item | None, words: str) -> dict[str, str]:
    return {"how_it_went": words} if item is None and words.strip() else {}


def _say(*, by: Account, item: Item | None, words: str, id: UUID | None) -> None:
    if item is not None and words.strip():
        record.respond(by=by, item=item, kind=ResponseKind.COMMENT, words=words, id=id)


def _mended(*, by: Account, task: Task, version: int, **fields: Any) -> Task:
    return record.mend(by=by, kind=registry.of_model(Task), entry=task, version=version, **fields)  # type: ignore[return-value]
