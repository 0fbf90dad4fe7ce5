"""Django's way to a mail server, which also tells whether a mail that failed can have left."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class MayHaveLeft(Exception):
    """The line broke after the mail was handed over, before the server said whether it has it."""


class Line(smtplib.SMTP):
    """A connection that remembers whether the server is being given a mail."""

    is_given = False

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer; 354 asks for the mail itself."""
        answer = super().getreply()
        self.is_given = answer[0] == 354
        return answer

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand a mail over. Raises `MayHaveLeft` when the line breaks while it is given."""
        try:
            return super().data(msg)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            if self.is_given:
                raise MayHaveLeft(type(error).__name__) from None
            raise


class EmailBackend(smtp.EmailBackend):
    """What `EMAIL_BACKEND` names where there is a mail server."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Give our connection."""
        return Line
