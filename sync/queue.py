"""The queue of what customers sent: on disk before "thank you", once, in order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sync import submission as form
from sync.committer import Committer
from sync.database import Unstorable, moment, text
from sync.submission import Submission

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sync.database import Database

__all__ = ["Queue", "Submission"]

_DRAWS = 100
"""How many tracking codes are tried; a random one is hardly ever taken."""
_PUT = """
    INSERT INTO submission
        (token, track_code, received_at, address, digest, code, body)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
    RETURNING place
"""
_CONTACT = """
    INSERT INTO submission_contact (contact, received_at, token) VALUES (?, ?, ?)
    ON CONFLICT DO NOTHING
"""
_FIND = "SELECT * FROM submission WHERE token = ?"
_BY_TRACK = "SELECT * FROM submission WHERE track_code = ?"
_WAITING = "SELECT * FROM submission WHERE code = '' ORDER BY place LIMIT ?"
_WRITTEN = "UPDATE submission SET code = ? WHERE track_code = ?"
_QUEUED = "SELECT count(*), min(received_at) FROM submission WHERE code = ''"
_RECENT = {
    "": "SELECT count(*), min(received_at) FROM submission WHERE received_at >= ?",
    "address": """
        SELECT count(*), min(received_at) FROM submission
        WHERE received_at >= ? AND address = ?
    """,
    "digest": """
        SELECT count(*), min(received_at) FROM submission
        WHERE received_at >= ? AND digest = ?
    """,
    "contact": """
        SELECT count(*), min(received_at) FROM submission_contact
        WHERE received_at >= ? AND contact = ?
    """,
}


class Queue:
    """Submissions, from the moment they are sent; kept after they were written.

    Any thread may call any method. Every method may raise `Unstorable`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._committer = Committer(database)

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
        for _ in range(_DRAWS):
            stored = self._committer.run(
                partial(_put, submission, form.row(submission))
            )
            if stored is not None:
                return stored
            submission = replace(submission, track_code=another_code())
        reason = "không còn mã tra cứu nào trống"
        raise Unstorable(reason)

    def find(self, token: str) -> Submission | None:
        """The submission that came with this token."""
        return self._one(_FIND, token)

    def by_track(self, track_code: str) -> Submission | None:
        """The submission with this tracking code."""
        return self._one(_BY_TRACK, track_code)

    def waiting(self, limit: int = 500) -> list[Submission]:
        """What is not in the sheet yet, in the order in which it came."""
        with self._database.reading() as connection:
            return [form.of(row) for row in connection.execute(_WAITING, (limit,))]

    def written(self, codes: Mapping[str, str]) -> None:
        """Note what stands in the sheet: register codes by tracking code."""
        with self._database.transaction() as connection:
            pairs = ((code, track_code) for track_code, code in codes.items())
            connection.executemany(_WRITTEN, pairs)

    def length(self) -> int:
        """How many submissions are not in the sheet yet."""
        return self._count(_QUEUED)[0]

    def oldest(self) -> datetime | None:
        """When the first of those that wait came, in UTC; None if none waits."""
        return self._count(_QUEUED)[1]

    def recent(
        self,
        *,
        since: datetime,
        address: str = "",
        contact: str = "",
        digest: str = "",
    ) -> tuple[int, datetime | None]:
        """How many were accepted since a moment, and when the first of them came.

        All of the site's, or only those with this address, contact or digest: one of
        the three at most. The first one's moment, in UTC, tells when a limit lets the
        next one in.
        """
        asked = {"address": address, "contact": contact, "digest": digest}
        given = [(name, value) for name, value in asked.items() if value]
        if not given:
            return self._count(_RECENT[""], text(since))
        ((name, value),) = given
        return self._count(_RECENT[name], text(since), value)

    def close(self) -> None:
        """Store what is under way; what comes later is refused with `Unstorable`."""
        self._committer.close()

    def _one(self, sql: str, value: str) -> Submission | None:
        with self._database.reading() as connection:
            row = connection.execute(sql, (value,)).fetchone()
        return form.of(row) if row else None

    def _count(self, sql: str, *values: str) -> tuple[int, datetime | None]:
        with self._database.reading() as connection:
            count, first = connection.execute(sql, values).fetchone()
        return count, moment(first or "")


def _put(
    submission: Submission, row: tuple[str, ...], connection: sqlite3.Connection
) -> Submission | None:
    """The submission as it is stored now; None where its tracking code is taken."""
    if connection.execute(_PUT, row).fetchone() is None:
        earlier = connection.execute(_FIND, (submission.token,)).fetchone()
        return form.of(earlier) if earlier else None
    at = text(submission.received_at)
    contacts = ((contact, at, submission.token) for contact in submission.contacts)
    connection.executemany(_CONTACT, contacts)
    return submission
