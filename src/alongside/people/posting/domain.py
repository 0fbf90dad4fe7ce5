"""How a posting stands, and when one that did not leave is tried again."""

from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 10  # a mail that surely did not leave; the waits between come to about a day and a half
MOST_REFUSED = 3  # where the receiving server said no for good
KEPT_DAYS = 30


class Sort(StrEnum):
    """What a posting is about. Both read the same."""

    NOTICE = "notice"
    REMINDER = "reminder"


class State(StrEnum):
    """Waiting, sending and the ways it ended.

    Unknown: our process was gone, or the line broke, after the mail was handed over and before anybody said that it
    arrived. It may have; so it is never sent again.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"
    FAILED = "failed"
    UNKNOWN = "unknown"


OPEN = (State.WAITING, State.SENDING)


def next_wait(tries: int, *, refused: bool) -> timedelta | None:
    """Give how long to wait after so many tries that surely sent nothing; None when it is given up."""
    if tries >= (MOST_REFUSED if refused else MOST_TRIES):
        return None
    return min(timedelta(minutes=4 ** (tries - 1)), timedelta(hours=6))
