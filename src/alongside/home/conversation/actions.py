"""Writes of a conversation: a question skipped or not wanted, and the end of it."""

from alongside.access import audit, keeper
from alongside.access.domain import Conflict, Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.home.conversation.domain import Mark
from alongside.home.models import TopicMark
from alongside.record import actions, registry
from alongside.record.models import Contribution


def mark(*, by: Account, contribution: Contribution, part: str, as_: Mark) -> None:
    """Keep that a question was skipped, or is not for the people in this conversation; raises `Refused`."""
    row = TopicMark(subject_id=contribution.subject_id, contribution=contribution, part=part, mark=as_, written_by=by)
    with keeper.readable_refusals():
        row.save(force_insert=True)
    audit.note(by=by, action=f"conversation.{as_}", subject_id=contribution.subject_id, part=part)


def finish(*, by: Account, contribution: Contribution) -> None:
    """End a conversation; a second time changes nothing.

    Raises `Refused` when it is neither the one who wrote it down nor the person who asks.
    """
    if contribution.finished_at is not None:
        return
    kind = registry.get("contribution")
    moment = now()
    try:
        actions.mend(
            by=by,
            kind=kind,
            entry=contribution,
            version=contribution.version,
            finished_at=moment,
            finished_by=by.pk,
        )
    except Conflict as conflict:
        finish(by=by, contribution=conflict.theirs)  # type: ignore[arg-type]
    except Refused:
        raise Refused(
            "Only the person, or the one who began this conversation, can end it. Everything in it is kept."
        ) from None
