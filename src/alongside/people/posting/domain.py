"""How a posting stands, and when one that did not leave is tried again."""

import re
from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 10  # a mail that surely did not leave; the waits between come to about a day and a half
MOST_REFUSED = 3  # where the receiving server said no for good
KEPT_DAYS = 30


UNREADABLE = "not a mobile number"


def mobile_number(text: str) -> str:
    """Give a mobile number in figures with its country first (ITU-T E.164): 07700 900123 is 447700900123.

    A number that names no country is one of ours. Raises ValueError.
    """
    figures = re.sub(r"[\s().-]", "", text)
    if re.fullmatch(r"(\+44|0044|44)?0?7[0-9]{9}", figures):
        return f"44{figures[-10:]}"
    if elsewhere := re.fullmatch(r"(?:\+|00)(?!44)([1-9][0-9]{7,14})", figures):
        return elsewhere[1]
    raise ValueError(UNREADABLE)


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
