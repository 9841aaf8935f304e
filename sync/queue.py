"""The queue of what customers sent: on disk before "thank you", once, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sync.database import Database


@dataclass(frozen=True)
class Submission:
    """One form that a customer sent.

    Attributes:
        token: The page's one-time token; it makes the submission once.
        track_code: Ten digits for the customer (`codes.track_code`).
        received_at: When it came, with its zone.
        fields: Columns of ``f01`` by key, as text.
        consents: Rows for tab ``consent``, columns by key.
        address: A hash of the sender's network address.
        contacts: Hashes of the phone number and the e-mail address.
        suspect: Why a person should look first; empty if nothing is suspicious.
        digest: A hash of the words, to notice the same text sent twice.
        code: ``F01-2026-0123`` once it stands in the sheet; empty before.
        pin: Four digits for one who left no contact; empty otherwise.
    """

    token: str
    track_code: str
    received_at: datetime
    fields: Mapping[str, str]
    consents: tuple[Mapping[str, str], ...]
    address: str
    contacts: tuple[str, ...]
    suspect: str = ""
    digest: str = ""
    code: str = ""
    pin: str = ""


class Queue:
    """Submissions, from the moment they are sent; kept after they were written.

    Any thread may call any method. Every method may raise `Unstorable`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, submission: Submission, *, another_code: Callable[[], str]
    ) -> Submission:
        """Store a submission; it is on disk when this returns.

        Args:
            submission: With a code of its own drawn at random.
            another_code: Draws another code, asked only where the first is taken.

        Returns:
            The submission as stored, or the earlier one that came with this token.

        Raises:
            Unstorable: It is not stored.
        """
        raise NotImplementedError

    def find(self, token: str) -> Submission | None:
        """The submission that came with this token."""
        raise NotImplementedError

    def by_track(self, track_code: str) -> Submission | None:
        """The submission with this tracking code."""
        raise NotImplementedError

    def waiting(self, limit: int = 500) -> list[Submission]:
        """What is not in the sheet yet, in the order in which it came."""
        raise NotImplementedError

    def written(self, codes: Mapping[str, str]) -> None:
        """Note what stands in the sheet: register codes by tracking code."""
        raise NotImplementedError

    def length(self) -> int:
        """How many submissions are not in the sheet yet."""
        raise NotImplementedError

    def oldest(self) -> datetime | None:
        """When the first of those that wait came; None if none waits."""
        raise NotImplementedError

    def recent(
        self,
        *,
        since: datetime,
        address: str = "",
        contact: str = "",
        digest: str = "",
    ) -> tuple[int, datetime | None]:
        """How many were accepted since a moment, and when the first of them came.

        All of the site's, or only those with this address, contact or digest; the
        first one's moment tells when a limit lets the next one in.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Store what is under way; what comes later is refused with `Unstorable`."""
        raise NotImplementedError
