"""Every act of a withholding. Keeper functions decide who may, keep each step, and tell whom it concerns."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from alongside.access import keeper
from alongside.access.models import Account
from alongside.base.ids import uuid7
from alongside.base.working_days import working_days_after
from alongside.people.domain import Section
from alongside.record.domain import (
    DECISION_WORKING_DAYS,
    OPINION_WORKING_DAYS,
    REVIEW_DAYS,
    SECOND_WORKING_DAYS,
    Grounds,
    Whom,
)
from alongside.record.times import today


def latest_review() -> date:
    """Give the last day on which a withholding decided today may be reviewed: within six months."""
    return today() + timedelta(days=REVIEW_DAYS - 1)


def withhold(
    *,
    by: Account,
    subject_id: UUID,
    whom: Whom,
    grounds: Grounds,
    words: str,
    item_id: UUID | None = None,
    section: Section | None = None,
    account_id: UUID | None = None,
    particular: str = "",
    review_by: date | None = None,
    second: UUID | None = None,
    along: Collection[UUID] = (),
    id: UUID | None = None,
) -> UUID:
    """Keep an entry (with what hangs on it, `along`) or a whole section from somebody, at once. Gives its id.

    `second` is asked to look at it within three working days. Raises `Refused`.
    """
    day = today()
    opinion_due = working_days_after(day, OPINION_WORKING_DAYS) if grounds == Grounds.SERIOUS_HARM else None
    made = keeper.call(
        "withhold",
        id or uuid7(),
        subject_id,
        item_id,
        section.bit if section else 0,
        whom,
        account_id,
        grounds,
        particular,
        words,
        review_by or latest_review(),
        working_days_after(day, SECOND_WORKING_DAYS),
        opinion_due,
        second,
        list(along),
    )
    return UUID(str(made))


def _decision_day() -> date:
    return working_days_after(today(), DECISION_WORKING_DAYS)


def answer_as_second(
    *, by: Account, withholding_id: UUID, agrees: bool, words: str, decider: UUID | None = None
) -> None:
    """Say as the second professional whether it should be kept. Disagreed: hidden until `decider` decides."""
    keeper.call("second", withholding_id, agrees, words, decider, _decision_day())


def decide(
    *, by: Account, withholding_id: UUID, keeps: bool, words: str, review_by: date | None = None, tells: bool = False
) -> None:
    """Decide as the third professional; raises `Refused` for the first two."""
    keeper.call("decide", withholding_id, keeps, words, review_by or latest_review(), tells)


def give_opinion(
    *,
    by: Account,
    withholding_id: UUID,
    name: str,
    profession: str,
    registration: str,
    finds_harm: bool,
    words: str,
    given_on: date,
    decider: UUID | None = None,
    id: UUID | None = None,
) -> None:
    """Write down what the health professional thinks of the test of serious harm; an old opinion is `Refused`."""
    keeper.call(
        "opine",
        id or uuid7(),
        withholding_id,
        name,
        profession,
        registration,
        finds_harm,
        words,
        given_on,
        decider,
        _decision_day(),
    )


def renew(
    *,
    by: Account,
    withholding_id: UUID,
    grounds: Grounds,
    words: str,
    particular: str = "",
    review_by: date | None = None,
    stays: Collection[UUID] = (),
) -> None:
    """Keep it on after a review, with grounds said afresh; `stays` names the entries that stay kept of several."""
    keeper.call("renew", withholding_id, grounds, particular, words, review_by or latest_review(), list(stays))


def lift(*, by: Account, withholding_id: UUID, words: str, tells: bool = False) -> None:
    """Show it again, at once; `tells` lets those who could not see it know that there is something to read."""
    keeper.call("lift", withholding_id, words, tells)
