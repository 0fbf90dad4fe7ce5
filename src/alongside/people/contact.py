"""The only way to an address, and the only way a mail leaves for one: "is it safe to write here?" is asked first."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.access import keeper
from alongside.access.models import Account
from alongside.people.domain import ContactSort


def addressed_to(*, by: Account, subject_id: UUID, how: ContactSort) -> str:
    """Give where a message to the person goes; raises `Refused` when no way of this sort is known to be safe.

    A hidden address or number is never given, and nothing that somebody said is not safe.
    """
    return str(keeper.call("addressed_to", subject_id, how.value))


def post(*, to: str, subject: str | Promise, words: str | Promise) -> None:
    """Send one mail. `to` comes from `addressed_to`, or is where somebody signs in or was invited with their word.

    `subject` and `words` say that there is something, and nothing of anybody's record.
    """
    send_mail(str(subject), str(words), None, [to])


def line() -> Any:
    """Give the way to the mail server, as a context that opens and closes it; opening it sends nothing."""
    return get_connection()


def put(by_line: Any, *, to: str, reference: UUID) -> None:
    """Send on an open line that there is something to read, and nothing more.

    `reference` is the posting's, by which a mail server's log can be asked about it. Raises what the line raises.
    """
    place = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    EmailMessage(
        subject=_("There is something for you to read"),
        body=_("Somebody has left something for you to read in Alongside. Sign in as you always do to read it."),
        to=[to],
        connection=by_line,
        headers={"Message-ID": f"<{reference}@{place}>", "Auto-Submitted": "auto-generated"},
    ).send()
