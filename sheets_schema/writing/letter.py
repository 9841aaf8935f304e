"""A letter: to whom, what about, and the key that makes it once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class Letter:
    """What a decision wants sent; the ledger sends each key once.

    Attributes:
        key: Makes it once: ``N05a:F01-2026-0123:reply:2026-03-06:an@example.com``.
        template: The key of its text in tab ``letter``: ``N05a``.
        to_name: Whom it is for, as people write the name.
        to_address: One e-mail address; empty as long as nobody is named for the role:
            such a letter waits, and is filled when the same key is queued again.
        role: Why this person: the role or the authority that they hold.
        ref: The code of the case or of whatever it is about.
        clock: The key of the clock that asked for it, or empty.
        step: Which reminder of that clock: ``ahead``, ``due``, ``late-1`` …; or empty.
        subject: One line.
        body: Plain text, lines ended by LF.
        urgent: Whether it is sent in quiet time too.
        droppable: Whether it is pointless once the matter is done: a reminder.
        not_before: The first moment at which it may be sent; None for at once.
    """

    key: str
    template: str
    to_name: str
    to_address: str
    role: str
    ref: str
    clock: str
    step: str
    subject: str
    body: str
    urgent: bool = False
    droppable: bool = False
    not_before: datetime | None = None
