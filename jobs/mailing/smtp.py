"""The mail server, over SMTP: one connection a batch, refusals told apart."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Self, TypeAlias

from jobs.mailing import replies
from jobs.mailing.mail import Closed, LetterRefused
from jobs.mailing.replies import Cause

if TYPE_CHECKING:
    from types import TracebackType

    from jobs.mailing.envelope import Envelope

Security: TypeAlias = Literal["none", "starttls", "tls"]
_SHOWN = 200
_CUTS = 2
"""How many connections in a row may break before the server counts as closed."""
_TROUBLE = (smtplib.SMTPException, OSError, UnicodeError)


class SmtpPost:
    """A `Post` that hands letters to a mail server.

    Args:
        server: Its name.
        port: Usually 587 for STARTTLS, 465 for TLS, 25 inside a house.
        security: How the line is encrypted.
        user: Who logs in; empty for nobody.
        password: With which password.
        timeout: Seconds to wait for each answer.
        context: What certificates are believed; the system's where it is not given.
    """

    is_mail = True

    def __init__(
        self,
        server: str,
        *,
        port: int,
        security: Security,
        user: str = "",
        password: str = "",
        timeout: float = 30.0,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._port = port
        self._security = security
        self._user = user
        self._password = password
        self._timeout = timeout
        self._given = context
        self._line: smtplib.SMTP | None = None
        self._cuts = 0

    @cached_property
    def _context(self) -> ssl.SSLContext:
        # made once: reading the system's certificates costs more than a letter
        return self._given or ssl.create_default_context()

    def __enter__(self) -> Self:
        """Begin a batch; the server is called for the first letter."""
        self._cuts = 0
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take leave of the server."""
        if self._line:
            with suppress(*_TROUBLE):
                self._line.quit()
        self._hang_up()

    def knock(self) -> None:
        """Call the server as for a letter, and send none.

        Raises:
            Closed: It does not answer, or does not want us.
        """
        self._line = self._call()

    def deliver(self, envelope: Envelope) -> None:
        """Hand over one letter; on return the server has taken it."""
        line = self._begin(envelope.sender)
        try:
            code, reply, is_whole = _hand_over(line, envelope)
            if not _is_yes(code):
                line.rset()
        except _TROUBLE as error:
            raise self._cut() from error
        self._cuts = 0
        if not _is_yes(code):
            raise _refused(code, _said(code, reply), is_whole=is_whole)

    def _begin(self, sender: str) -> smtplib.SMTP:
        """A line on which the server has agreed to take a letter.

        A line that was used before may be worn out (servers allow so many letters a
        connection): nothing was handed over yet, so a new one is safe.
        """
        if self._line:
            with suppress(*_TROUBLE):
                if _is_yes(self._line.mail(sender)[0]):
                    return self._line
            self._hang_up()
        self._line = self._call()
        try:
            code, reply = self._line.mail(sender)
        except _TROUBLE as error:
            raise self._closed(_reason(error)) from error
        if not _is_yes(code):
            raise self._closed(_said(code, reply))
        return self._line

    def _call(self) -> smtplib.SMTP:
        line: smtplib.SMTP | None = None
        try:
            line = self._dialled()
            if self._security == "starttls":
                line.starttls(context=self._context)
            line.ehlo_or_helo_if_needed()
            if self._user:
                line.login(self._user, self._password)
        except _TROUBLE as error:
            if line:
                line.close()
            raise self._closed(_reason(error)) from error
        return line

    def _dialled(self) -> smtplib.SMTP:
        at, wait = (self._server, self._port), self._timeout
        if self._security == "tls":
            return smtplib.SMTP_SSL(*at, timeout=wait, context=self._context)
        return smtplib.SMTP(*at, timeout=wait)

    def _cut(self) -> LetterRefused | Closed:
        self._hang_up()
        self._cuts += 1
        if self._cuts >= _CUTS:
            return self._closed("đường truyền bị ngắt nhiều lần")
        return LetterRefused("đường truyền bị ngắt giữa chừng", cause=Cause.MOMENT)

    def _closed(self, reason: str) -> Closed:
        self._hang_up()
        return Closed(f"máy chủ thư {self._server}:{self._port}: {reason}")

    def _hang_up(self) -> None:
        if self._line:
            self._line.close()
        self._line = None


def _hand_over(line: smtplib.SMTP, envelope: Envelope) -> tuple[int, bytes | str, bool]:
    """The last reply, and whether the server had accepted the address before."""
    code, reply = line.rcpt(envelope.recipient)
    if not _is_yes(code):
        return code, reply, False
    try:
        return *line.data(envelope.content), True
    except smtplib.SMTPDataError as refusal:
        return refusal.smtp_code, refusal.smtp_error, True


def _refused(code: int, said: str, *, is_whole: bool) -> LetterRefused:
    why = replies.cause(code, said, is_whole=is_whole)
    ours = why is Cause.OURS
    return LetterRefused(f"{replies.TURNED_AWAY}: {said}" if ours else said, cause=why)


def _is_yes(code: int) -> bool:
    return 200 <= code < 300  # noqa: PLR2004 - RFC 5321, 4.2.1


def _said(code: int, reply: bytes | str) -> str:
    words = reply if isinstance(reply, str) else reply.decode(errors="replace")
    return " ".join(f"{code} {words}".split())[:_SHOWN].rstrip(". ")


def _reason(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "tên đăng nhập hoặc mật khẩu không được chấp nhận"
        case smtplib.SMTPNotSupportedError():
            return "không hỗ trợ cách mã hoá hoặc đăng nhập đã chọn"
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=reply):
            return _said(code, reply)
        case ssl.SSLError():
            return "không lập được đường truyền mã hoá tin cậy"
        case UnicodeError():
            return "tên đăng nhập hoặc mật khẩu có chữ không gửi được"
    return "không kết nối được"
