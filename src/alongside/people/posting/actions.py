"""Fills the outbox (a chore) and empties it (a job). Both run for nobody, on the owner's connection."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connections

from alongside.access import jobs
from alongside.access.jobs import OWNER_ALIAS
from alongside.people import contact
from alongside.people.contact import Place
from alongside.people.posting.domain import KEPT_DAYS, State, next_wait
from alongside.people.posting.smtp import MayHaveLeft

BATCH = 100  # mails by one connection to the mail server
LOCK = "alongside.postings"
PERMANENT = 500  # from this code on, a mail server says no for good


def queue() -> str:
    """Keep a posting for everybody who has something new to read, and have the job send what is due. A chore."""
    due = int(_one("SELECT alongside.postings_make()"))
    if due:
        jobs.defer("post", once=True)
    return f"mails due: {due}"


def purge() -> int:
    """Throw away postings that ended a month ago; gives how many."""
    return int(_one("SELECT alongside.postings_purge(make_interval(days => %s))", KEPT_DAYS))


@jobs.job("post", why="mails that there is something to read; no word of it", tries=None)
def post(*, ended: Callable[[], bool] = lambda: False) -> None:
    """Send what is due, until nothing is, or until told to end. Only one process at a time does.

    Raises what keeps a connection to the mail server from being opened: then nothing was touched, and the job is
    tried again.
    """
    if not _one("SELECT pg_try_advisory_lock(hashtext(%s))", LOCK):
        return
    try:
        _one("SELECT alongside.postings_cut_off()")
        while not ended() and _batch(ended):
            pass
    finally:
        _one("SELECT pg_advisory_unlock(hashtext(%s))", LOCK)


def _batch(ended: Callable[[], bool]) -> bool:
    """Send up to a batch by one connection; False when nothing is due."""
    if not _one("SELECT alongside.postings_due()"):
        return False
    with contact.line() as line:
        for _number in range(BATCH):
            if ended():
                return True
            taken = _take()
            if taken is None:
                return False
            posting, to, tries = taken
            if posting and not _send(line, posting, to, tries):
                return True
    return True


def _take() -> tuple[UUID | None, Place, int] | None:
    """Take the next mail, marked as being sent; without an id: ask again; None: nothing is due."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT id, address, is_text, attempts FROM alongside.posting_take()")
        if (row := cursor.fetchone()) is None:
            return None
        posting, address, is_text, tries = row
        return posting, Place(address, is_text=is_text), tries


def _send(line: Any, posting: UUID, to: Place, tries: int) -> bool:
    """Send one mail and keep how it went; False when the line is no good any more."""
    try:
        contact.put(line, to=to, reference=posting)
    except MayHaveLeft:
        _ended(posting, State.UNKNOWN, "line broke")
        return False
    except OSError as error:  # every error of a mail server is one
        wait = next_wait(tries, refused=_is_refused(error))
        if wait is None:
            _ended(posting, State.FAILED, _kind(error))
        else:
            _later(posting, wait, _kind(error))
        return isinstance(error, smtplib.SMTPException) and not _is_broken(error)
    except ValueError as error:  # no way to this place, or it cannot be written into a mail; nothing was handed over
        _ended(posting, State.FAILED, _kind(error))
        return True
    _ended(posting, State.SENT, "")
    return True


def _codes(error: OSError) -> list[int]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []


def _is_refused(error: OSError) -> bool:
    """Say whether the mail server said no for good."""
    codes = _codes(error)
    return bool(codes) and min(codes) >= PERMANENT


def _is_broken(error: OSError) -> bool:
    """Say whether the server has gone, or said that it goes."""
    return isinstance(error, smtplib.SMTPServerDisconnected) or 421 in _codes(error)


def _kind(error: Exception) -> str:
    """Give the kind of error and the server's number, never its words: they name the address."""
    codes = _codes(error) if isinstance(error, OSError) else []
    return " ".join([type(error).__name__, *map(str, codes)])


def _ended(posting: UUID, state: State, kind: str) -> None:
    _one("SELECT alongside.posting_ended(%s, %s, %s)", posting, state.value, kind)


def _later(posting: UUID, wait: timedelta, kind: str) -> None:
    seconds = wait.total_seconds()
    _one("SELECT alongside.posting_later(%s, make_interval(secs => %s), %s)", posting, seconds, kind)


def _one(sql: str, *values: Any) -> Any:
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
