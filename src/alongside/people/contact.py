"""The only way to an address, and the only way a mail leaves for one: "is it safe to write here?" is asked first."""

from uuid import UUID

from django.core.mail import send_mail
from django.utils.functional import Promise

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
