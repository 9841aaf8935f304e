"""Signing: the ticket that each opened page carries, and hashes that tell nothing.

A ticket holds the one-time token of its page and the moment the page was opened. It
needs no cookie. Since sending a form gives nobody any right, a ticket together with
`is_foreign` is what a form needs against pages elsewhere that post into ours.
"""

from __future__ import annotations

import hmac
import secrets as chance
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeSerializer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from werkzeug.datastructures import Headers

DAY = 86_400
"""Seconds that a page may lie open before it is asked to be sent once more."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An opened page.

    Attributes:
        token: What makes the submission once; whoever knows it sees the case's code.
        opened: When, in whole seconds since 1970.
        text: The ticket as the page carries it.
    """

    token: str
    opened: int
    text: str

    def age(self, now: datetime) -> float:
        """Seconds since the page was opened."""
        return now.timestamp() - self.opened

    def is_old(self, now: datetime) -> bool:
        """Whether the page lay open longer than a day, or comes from the future."""
        return not -1 <= self.age(now) <= DAY


class Signer:
    """Tickets and hashes under the desk's secrets.

    Args:
        secrets: The newest first; the others are read but no longer used to sign.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        self._key = secrets[0].encode()
        self._tickets = URLSafeSerializer(
            list(reversed(secrets)),
            salt="langnghe.page",
            signer_kwargs={"digest_method": sha256, "key_derivation": "hmac"},
        )

    def ticket(self, now: datetime) -> Ticket:
        """A ticket for a page that is opened now."""
        token, opened = chance.token_urlsafe(18), int(now.timestamp())
        return Ticket(token, opened, str(self._tickets.dumps([token, opened])))

    def read(self, text: str) -> Ticket | None:
        """The ticket that a page brings back; None if it is not one of ours."""
        try:
            token, opened = self._tickets.loads(text)
        except (BadData, ValueError, TypeError):
            return None
        return Ticket(token, opened, text)

    def blur(self, text: str) -> str:
        """A hash that only this desk can make: enough to count, too little to tell."""
        return hmac.digest(self._key, text.encode(), "sha256").hex()[:32]


def is_foreign(headers: Headers, hosts: Collection[str]) -> bool:
    """Whether a browser says that another site's page sent this.

    Browsers of before 2023 may only say where a form came from, or nothing.

    Args:
        headers: Of the request.
        hosts: Under which names, with their ports, the desk is reached.
    """
    site = headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc not in hosts
