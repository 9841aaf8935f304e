"""An envelope: one letter to one recipient, written out as it goes over the line."""

from __future__ import annotations

import hashlib
import re
from binascii import b2a_qp
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING

from jobs.mailing import twin
from jobs.mailing.headers import POLICY, visible
from sheets_schema.reading.contacts import ascii_domain
from sheets_schema.writing.courtesy import person_name

if TYPE_CHECKING:
    from datetime import datetime

    from sheets_schema.writing.letter import Letter

_ADDRESS = re.compile(r"[A-Za-z0-9_.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")


class Misaddressed(ValueError):  # noqa: N818 - named for the refusal
    """No mail can go to such an address; ``str`` is one Vietnamese sentence."""

    def __init__(self, address: str) -> None:
        super().__init__(f"Địa chỉ thư “{address}” không đúng.")


@dataclass(frozen=True, slots=True)
class MailSender:
    """Who the desk's letters come from.

    Attributes:
        company: The company's name.
        address: The mail address of the desk.
        reply_to: Where answers go, if elsewhere.
        home: What links to the desk's own pages begin with.
    """

    company: str
    address: str
    reply_to: str = ""
    home: str = ""

    @property
    def mailbox(self) -> Address:
        """Name and address as the recipient sees them."""
        return mailbox(f"Chăm sóc khách hàng {self.company}".strip(), self.address)


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter ready to go.

    Attributes:
        sender: The bare address it comes from.
        recipient: The bare address it goes to.
        message_id: The Message-ID, the same at every try.
        label: Moment, template, case and recipient, for the name of a file.
        content: The whole message, ASCII, lines ended by CRLF.
    """

    sender: str
    recipient: str
    message_id: str
    label: str
    content: bytes


def mailbox(name: str, address: str) -> Address:
    """A name and an address, the domain in ASCII; raises `Misaddressed`."""
    local, _, domain = address.strip().rpartition("@")
    try:
        plain = f"{local}@{ascii_domain(domain)}"
    except UnicodeError:
        raise Misaddressed(address) from None
    if not _ADDRESS.fullmatch(plain):
        raise Misaddressed(address)
    username, domain = plain.split("@")
    return Address(" ".join(visible(name).split()), username, domain)


def seal(
    letter: Letter, *, message_id: str, sender: MailSender, now: datetime
) -> Envelope:
    """Write a letter out: plain text and its HTML twin, one recipient.

    Signs that nobody sees are left out of names and subject.

    Raises:
        Misaddressed: No mail can go to its address.
        Smuggled: A line end stands in its subject.
    """
    home, to = sender.mailbox, mailbox(person_name(letter.to_name), letter.to_address)
    message = EmailMessage(policy=POLICY)
    message["From"] = home
    message["To"] = to
    if sender.reply_to not in {"", sender.address}:
        message["Reply-To"] = mailbox("", sender.reply_to)
    message["Subject"] = visible(letter.subject)
    message["Date"] = now
    message["Message-ID"] = _ascii_id(message_id)
    message["Auto-Submitted"] = "auto-generated"
    _put_body(message, letter, sender.home, message_id)
    label = f"{now:%Y%m%d-%H%M} {letter.template} {letter.ref} {to.addr_spec}"
    content = message.as_bytes()
    return Envelope(home.addr_spec, to.addr_spec, message_id, label, content)


def _ascii_id(message_id: str) -> str:
    """A Message-ID that earlier versions gave with Vietnamese letters, in ASCII."""
    name, at, domain = message_id.strip("<>").rpartition("@")
    return f"<{name}{at}{ascii_domain(domain)}>"


def _put_body(message: EmailMessage, letter: Letter, home: str, mark: str) -> None:
    # "=_" never stands in quoted-printable text, so no boundary is found there
    boundary = f"=_{hashlib.sha256(mark.encode()).hexdigest()[:24]}"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = f'multipart/alternative; boundary="{boundary}"'
    page = twin.html(letter.subject, letter.body, home=home)
    message.attach(_part(letter.body + "\n", "plain"))
    message.attach(_part(page, "html"))


def _part(text: str, kind: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part["Content-Type"] = f'text/{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    # the C encoder: the one behind set_content is most of the cost of a letter
    part.set_payload(b2a_qp(text.encode(), istext=True).decode("ascii"))
    return part
