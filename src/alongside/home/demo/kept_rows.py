"""Makes the withholdings of a life, each with its steps: who keeps what from whom, and who looked at it second."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.base.ids import uuid7
from alongside.base.working_days import working_days_after
from alongside.home.demo.rows import LifeRows
from alongside.record import registry
from alongside.record.domain import REVIEW_DAYS, SECOND_WORKING_DAYS, Decided
from alongside.record.models import Withholding, WithholdingStep


def rows(life: LifeRows) -> Iterator[Any]:
    """Give each withholding of a life and its steps, in the order of its file."""
    for told in life.life.get("withheld") or ():
        entry = life.entries[told["on"]]
        made_at = life.calendar.ago(told["days_ago"], "16:00")
        words = told.get("second_words", "")
        second_at = life.calendar.ago(told["second_days_ago"], "11:00") if words else None
        by, second = life.accounts[told["by"]], life.accounts[told["second"]]
        kept = Withholding(
            id=uuid7(),
            subject_id=life.subject_id,
            item_id=entry.pk,
            bit=registry.of_model(type(entry)).section.bit,
            whom=told["whom"],
            grounds=told["grounds"],
            words=told["words"],
            made_at=made_at,
            made_by=by,
            second_asked_id=second,
            second_due=working_days_after(made_at.date(), SECOND_WORKING_DAYS),
            second_at=second_at,
            second_by=second if second_at else None,
            second_agrees=True if second_at else None,
            second_answer=words,
            review_by=made_at.date() + timedelta(days=REVIEW_DAYS - 1),
        )
        yield kept
        yield _step(kept, Decided.MADE, by, made_at, kept.words)
        if second_at:
            yield _step(kept, Decided.AGREED, second, second_at, words)


def _step(kept: Withholding, sort: Decided, who: UUID, at: datetime, words: str) -> WithholdingStep:
    return WithholdingStep(
        withholding=kept,
        subject_id=kept.subject_id,
        sort=sort,
        grounds=kept.grounds,
        words=words,
        review_by=kept.review_by,
        written_at=at,
        written_by_id=who,
    )
