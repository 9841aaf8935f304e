"""A mail server for tests: real SMTP on a free port, refusing whom it is told to."""

from __future__ import annotations

import asyncio
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

if TYPE_CHECKING:
    from collections.abc import Iterator

CUT = "cut"


def _set() -> Event:
    event = Event()
    event.set()
    return event


@dataclass
class MailServer:
    """What it did, and what it is told to do.

    Attributes:
        answers: By recipient, what it says to the next tries.
        at_data: The same, once it has the whole letter: a reply, or `CUT`.
        free: While it is not set, no letter is answered that was handed over whole.
        waiting: Set as long as such a letter is there.
        letters_a_line: After how many letters it wants a new connection.
        taken: The letters it took: recipient and content.
        lines: How many connections were opened.
        port: Where it listens.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    at_data: dict[str, list[str]] = field(default_factory=dict)
    free: Event = field(default_factory=_set)
    waiting: Event = field(default_factory=Event)
    letters_a_line: int = 10**9
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    port: int = 0

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]

    async def handle_EHLO(  # noqa: N802 - the name SMTP gives it
        self, server: Any, session: Any, envelope: Any, hostname: str, said: list[str]
    ) -> list[str]:
        if session not in self.lines:
            self.lines.append(session)
            session.letters = 0
        session.host_name = hostname
        return said

    async def handle_MAIL(  # noqa: N802 - as above
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        session.letters += 1
        if session.letters > self.letters_a_line:
            return "421 4.7.0 Too many letters on this line"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answers = self.answers.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as above
        (recipient,) = envelope.rcpt_tos
        try:
            while not self.free.is_set():
                self.waiting.set()
                await asyncio.sleep(0.05)
        except asyncio.CancelledError:  # whoever brought it has left
            self.waiting.clear()
            raise
        answers = self.at_data.get(recipient)
        answer = answers.pop(0) if answers else "250 OK"
        if answer == CUT:
            server.transport.abort()
        if answer.startswith("250"):
            self.taken.append((recipient, envelope.content))
        return answer


def only(
    _server: Any, _session: Any, _envelope: Any, _how: str, data: Any
) -> AuthResult:
    """Let in `desk` with the password `secret`."""
    known = (data.login, data.password) == (b"desk", b"secret")
    return AuthResult(success=known, handled=False)


@contextmanager
def serving(server: MailServer, **how: Any) -> Iterator[MailServer]:
    """The server at work on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        server.port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=server.port, **how)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
