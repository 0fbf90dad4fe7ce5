"""A real mail server on this machine, which can be told to refuse, to hang up, or to kill who is sending."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from django.test import override_settings

BACKEND = "alongside.people.posting.smtp.EmailBackend"
FROM = "Alongside <no-reply@alongside.example.org>"


class PostOffice:
    """Keeps what it accepted. `at_rcpt` and `at_data` may answer in its place, or do something before it does."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, Message]] = []
        self.lines = 0
        self.at_rcpt: Callable[[str], str | None] = lambda address: None
        self.at_data: Callable[[str], str | None] = lambda address: None

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: Any) -> Any:  # noqa: N802
        self.lines += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        said = self.at_rcpt(address)
        if said == "hang up":
            server.transport.abort()
            return "421 gone"
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        said = self.at_data(address)
        if said == "hang up":
            server.transport.abort()
            return "421 gone"
        if said:
            return said
        self.accepted.append((address, message_from_bytes(envelope.content)))
        return "250 ok"

    @property
    def addresses(self) -> list[str]:
        """Give to whom mails were accepted, in their order."""
        return [address for address, _mail in self.accepted]


def free_port() -> int:
    """Give a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_office(office: PostOffice, port: int = 0) -> Iterator[int]:
    """Have it listen; gives the port."""
    port = port or free_port()
    running = Controller(office, hostname="127.0.0.1", port=port)
    running.start()
    try:
        yield port
    finally:
        running.stop()


@contextmanager
def by_mail_server(port: int) -> Iterator[None]:
    """Have this process send its mails there."""
    with override_settings(
        EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_TIMEOUT=5, DEFAULT_FROM_EMAIL=FROM
    ):
        yield
