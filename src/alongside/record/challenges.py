"""What is done about a challenge: heard, handed over, answered. Keeper functions decide who may, and keep the audit."""

from datetime import date
from uuid import UUID

from alongside.access import keeper
from alongside.access.models import Account
from alongside.record.domain import Outcome


def acknowledge(*, by: Account, challenge_id: UUID, words: str, answer_by: date) -> None:
    """Say that it was heard, what was agreed, and by when an answer comes (SI 2009/309 reg. 13). Raises `Refused`."""
    keeper.call("acknowledge_challenge", challenge_id, words, answer_by)


def hand_over(*, by: Account, challenge_id: UUID, to: UUID) -> None:
    """Let a colleague own it from now on; raises `Refused` for whom it is about, or who said it."""
    keeper.call("hand_over_challenge", challenge_id, to)


def answer(
    *, by: Account, challenge_id: UUID, answer: str, outcome: Outcome, grounds: str, right_words: str = ""
) -> None:
    """Answer a challenge and so close it. Raises `Refused` without answer or grounds, or from somebody who may not.

    A correction takes `right_words`, how it is right; what stood there stays readable beside it.
    """
    keeper.call("answer_challenge", challenge_id, answer, outcome, grounds, right_words)
