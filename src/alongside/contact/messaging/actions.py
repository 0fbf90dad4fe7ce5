"""Every write of messages: one transaction, with its audit row, which names the message and no word of it."""

from collections.abc import Iterable
from datetime import time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import connections
from django.utils.translation import gettext as _

from alongside.access import audit, keeper, preferring
from alongside.access.actions import OWNER_ALIAS
from alongside.access.domain import Refused
from alongside.access.models import Account
from alongside.base.clock import now
from alongside.contact.messaging.reading import unread_after
from alongside.contact.models import Message
from alongside.people.domain import Viewer
from alongside.people.working import queries as working
from alongside.people.working.domain import Hours
from alongside.record import actions as record
from alongside.record import registry
from alongside.record.domain import How

A_DAY = timedelta(days=1)


def send(
    *,
    by: Account,
    viewer: Viewer,
    subject_id: UUID,
    voice_id: UUID,
    to: list[UUID],
    words: str,
    thread_id: UUID | None = None,
    id: UUID | None = None,
) -> Message:
    """Send a message to these voices, in the voice of whoever writes; the same form twice is one.

    Raises `Refused`: to nobody, to somebody who cannot be reached here, or where `by` may not write.
    """
    here = working.presence(subject_id, viewer=viewer)
    if not to or any(pk not in here or not here[pk].is_here or here[pk].account_id == by.pk for pk in to):
        raise Refused(_("Somebody you chose cannot be written to here any more. Please look at your choice again."))
    made: Any = record.add(
        by=by,
        kind=registry.of_model(Message),
        subject_id=subject_id,
        words_of=voice_id,
        how=How.WROTE,
        id=id,
        words=words,
        sent_to=to,
        thread_id=thread_id,
    )
    return made


def open_messages(*, by: Account, subject_id: UUID, ids: list[UUID]) -> int:
    """Keep that `by` opened these messages now, each once, with its audit row. Gives how many were new to them."""
    return int(keeper.call("open_messages", subject_id, ids))


def note_listed(*, by: Account, subject_ids: Iterable[UUID]) -> None:
    """Keep that `by` has read the list of their messages, and in which records they are."""
    shown = sorted({str(one) for one in subject_ids})
    if shown:
        audit.note(by=by, action="messages.listed", records=" ".join(shown))


NOT_SAFE = _(
    "In your details this number is not known to be safe. Choose another one, or say there first that it is safe."
)


def prefer(
    *,
    by: Account,
    quiet_from: time,
    quiet_until: time,
    zone: str,
    reminders: bool,
    reads_days: int | None = None,
    reads_from: time | None = None,
    reads_until: time | None = None,
    word_prompts: bool | None = None,
    mobile: str | None = None,
) -> None:
    """Keep how `by` likes to use this. What is None stays as it was.

    `mobile`: figures, country first; empty for e-mail. Raises `Refused` for a clock that is not known, and for a number
    that is not safe.
    """
    if zone not in available_timezones():
        raise Refused(_("We do not know that clock. Please choose another one."))
    if mobile and not keeper.call("may_tell_me", mobile):
        raise Refused(NOT_SAFE)
    told = {
        "reads_days": reads_days,
        "reads_from": reads_from,
        "reads_until": reads_until,
        "word_prompts": word_prompts,
        "mobile": mobile,
    }
    values: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    values |= {"quiet_from": quiet_from, "quiet_until": quiet_until, "zone": zone, "reminders": reminders}
    preferring.prefer(by=by, **values)


def begin_covers() -> str:
    """Let those who stand in since a moment read what waits for whoever is away. A chore; shows none."""
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT alongside.begin_covers()")
        return f"messages covered: {cursor.fetchone()[0]}"


def say_who_waits() -> str:
    """Say to leads that a message to somebody who is away was not opened in its time. A chore; no word of it."""
    told = 0
    with connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(
            "SELECT message, away, sent, reads_days, reads_from, reads_until, zone "
            "FROM alongside.messages_nobody_reads()"
        )
        for message, away, sent, *said in cursor.fetchall():
            over = unread_after(Hours() if None in said else Hours(*said), sent) or sent + A_DAY
            if over <= now():
                cursor.execute("SELECT alongside.message_waits(%s, %s)", [message, away])
                told += bool(cursor.fetchone()[0])
    return f"messages that wait: {told}"
