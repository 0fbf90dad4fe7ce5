"""What becomes of steps and goals: ticked, achieved, let go of, changed into another. Each leaves its audit row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from alongside.access import keeper
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.planning import domain
from alongside.planning.domain.codes import GoalStatus, StepOutcome
from alongside.planning.models import Goal, Step
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import ResponseKind
from alongside.record.models import Item


def tick_step(
    *, by: Account, step: Step, version: int, outcome: str, how_it_went: str = "", at: datetime | None = None
) -> Step:
    """Say that a step is done, or was not, and how it went; with a blank `outcome` it is open again.

    For whoever is responsible, whose words it is, or who wrote it down. Raises `Conflict` or `Refused`.
    """
    if outcome not in {"", *StepOutcome}:
        raise Refused("Please say whether it is done.")
    if (step.outcome, step.how_it_went) == (outcome, how_it_went):
        return step
    done = {"done_at": at or now(), "done_by": by.pk} if outcome else {"done_at": None, "done_by": None}
    fields: dict[str, Any] = {"outcome": outcome, "how_it_went": how_it_went, **done}
    return record.mend(by=by, kind=registry.get("step"), entry=step, version=version, **fields)  # type: ignore[return-value]


def hand_on_step(*, by: Account, item: Item, step: Step, version: int, to: UUID, words: str, id: UUID | None) -> None:
    """Ask somebody else of the circle to see to a step, with a word that stays beside it.

    For whoever sees to it, whose words it is, or who wrote it down; while whoever sees to it is away or gone, for the
    person and those who work with them. Sent twice it is handed on once. Raises `Conflict` or `Refused`.
    """
    with transaction.atomic():
        if step.responsible_id != to and not keeper.call("hand_on_step", step.subject_id, step.pk, version, to):
            raise Conflict(Step.objects.filter(pk=step.pk).first())
        record.respond(by=by, item=item, kind=ResponseKind.COMMENT, words=words, id=id)


def set_goal_status(
    *,
    by: Account,
    goal: Goal,
    version: int,
    status: str,
    reason: str = "",
    into: dict[str, Any] | None = None,
    id: UUID | None = None,
) -> Goal:
    """Say that a goal is achieved, let go of (why), changed into another (why), or a goal of now again. Never deleted.

    `into` holds the new goal's own fields, and `how` its words are known; it is in the same voice, grows from the same,
    and its id is `id`, so that the same form twice makes one. Gives the goal, or the new one. Raises `Conflict` or
    `Refused`.
    """
    if status not in set(GoalStatus):
        raise Refused("Please choose what has become of this goal.")
    if status in (GoalStatus.LET_GO, GoalStatus.CHANGED) and not domain.said(reason):
        raise Refused("Please say why. It stays with the goal, so that nobody has to guess.")
    kind = registry.get("goal")
    if status != GoalStatus.CHANGED:
        fields = {"status": status, "status_reason": reason, "changed_into": None}
        return record.mend(by=by, kind=kind, entry=goal, version=version, **fields)  # type: ignore[return-value]
    if goal.changed_into is not None and goal.changed_into == id:
        return goal
    of_new: dict[str, Any] = {"grows_from": goal.grows_from, "how": goal.how, **(into or {})}
    with transaction.atomic():
        made = record.add(by=by, kind=kind, subject_id=goal.subject_id, words_of=goal.words_of_id, id=id, **of_new)
        changed: dict[str, Any] = {"status": status, "status_reason": reason, "changed_into": made.pk}
        record.mend(by=by, kind=kind, entry=goal, version=version, **changed)
    return made  # type: ignore[return-value]
