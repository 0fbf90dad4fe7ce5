"""The only way to an address, and the only way a mail leaves for one: "is it safe to write here?" is asked first."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from alongside.access import keeper
from alongside.access.models import Account
from alongside.people.domain import ContactSort


class NoGateway(ValueError):
    """Somebody is to be told by text, and no service that sends texts is known (`ALONGSIDE_TEXT_GATEWAY`)."""


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is told that there is something: an address, or a mobile number (figures, country first)."""

    way: str
    is_text: bool = False

    @property
    def address(self) -> str:
        """Give the address a mail goes to; a text goes by the gateway. Raises `NoGateway` where there is none."""
        if not self.is_text:
            return self.way
        if not settings.TEXT_GATEWAY:
            raise NoGateway
        return f"{self.way}@{settings.TEXT_GATEWAY}"


def put(by_line: Any, *, to: Place, reference: UUID) -> None:
    """Send on an open line that there is something to read, and nothing more.

    `reference` is the posting's, by which a mail server's log can be asked about it. Raises what the line raises, and
    `NoGateway`.
    """
    place = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("<> ") or "localhost"
    EmailMessage(
        subject="" if to.is_text else _("There is something for you to read"),
        body=_("There is something for you to read in Alongside. Sign in as you always do.")
        if to.is_text
        else _("Somebody has left something for you to read in Alongside. Sign in as you always do to read it."),
        to=[to.address],
        connection=by_line,
        headers={"Message-ID": f"<{reference}@{place}>", "Auto-Submitted": "auto-generated"},
    ).send()
