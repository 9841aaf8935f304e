"""The queue of what customers sent: on disk before "thank you", once, in order."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sync.durable import submission as form
from sync.durable.committer import Committer
from sync.durable.database import Unstorable, moment, text
from sync.durable.submission import Submission

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sync.durable.database import Database

__all__ = ["Count", "Queue", "Since", "Submission"]

_DRAWS = 100
"""How many tracking codes are tried; a random one is hardly ever taken."""
_PUT = """
    INSERT INTO submission
        (token, track_code, received_at, address, digest, code, body)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""
_CONTACTS = """
    INSERT INTO submission_contact (contact, received_at, token)
    SELECT DISTINCT value, ?, ? FROM json_each(?)
"""
_FIND = "SELECT * FROM submission WHERE token = ?"
_BY_TRACK = "SELECT * FROM submission WHERE track_code = ?"
_WAITING = "SELECT * FROM submission WHERE code = '' ORDER BY place LIMIT ?"
_WRITTEN = "UPDATE submission SET code = ? WHERE track_code = ?"
_QUEUED = "SELECT 0, count(*), min(received_at) FROM submission WHERE code = ''"
_RECENT = {
    "": "count(*), min(received_at) FROM submission WHERE received_at >= ?",
    "address": """count(*), min(received_at) FROM submission
        WHERE received_at >= ? AND address = ?""",
    "digest": """count(*), min(received_at) FROM submission
        WHERE received_at >= ? AND digest = ?""",
    "contact": """count(*), min(received_at) FROM submission_contact
        WHERE received_at >= ? AND contact = ?""",
}

_TRY = """
    INSERT INTO snapshot (name, value, kept_at) VALUES ('storable', ?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at
"""
_LONG = 20_000
"""So many bytes the longest message that the form takes may have."""

Count = tuple[int, "datetime | None"]
"""How many, and when the first of them came, in UTC; None if there are none."""


@dataclass(frozen=True, slots=True)
class Since:
    """Submissions from a moment on: all, or those that have something in common.

    Attributes:
        moment: With its zone.
        having: ``address``, ``contact`` or ``digest``; empty for all.
        value: What they have in common.
    """

    moment: datetime
    having: str = ""
    value: str = ""


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
        return self._counts(_QUEUED)[0][0]

    def oldest(self) -> datetime | None:
        """When the first of those that wait came, in UTC; None if none waits."""
        return self._counts(_QUEUED)[0][1]

    def recent(self, *asked: Since) -> list[Count]:
        """How many were accepted, for each that is asked; all of one instant.

        The first one's moment tells when a limit lets the next one in.
        """
        sql = " UNION ALL ".join(
            f"SELECT {nth}, {_RECENT[one.having]}" for nth, one in enumerate(asked)
        )
        values = [
            value
            for one in asked
            for value in (text(one.moment), *([one.value] if one.having else []))
        ]
        return self._counts(sql, *values)

    def try_(self, *, now: datetime) -> None:
        """Store as much as a long message takes, where nobody reads it.

        Raises:
            Unstorable: Nothing can be stored now.
        """
        self._committer.run(partial(_try, text(now)))

    def close(self) -> None:
        """Store what is under way; what comes later is refused with `Unstorable`."""
        self._committer.close()

    def _one(self, sql: str, value: str) -> Submission | None:
        with self._database.reading() as connection:
            row = connection.execute(sql, (value,)).fetchone()
        return form.of(row) if row else None

    def _counts(self, sql: str, *values: str) -> list[Count]:
        with self._database.reading() as connection:
            rows = sorted(map(tuple, connection.execute(sql, values)))
        return [(count, moment(first or "")) for _, count, first in rows]


def _try(now: str, connection: sqlite3.Connection) -> None:
    connection.execute(_TRY, (json.dumps(now.ljust(_LONG)), now))


def _put(
    submission: Submission, row: tuple[str, ...], connection: sqlite3.Connection
) -> Submission | None:
    """The submission as it is stored now; None where its tracking code is taken."""
    if not connection.execute(_PUT, row).rowcount:
        earlier = connection.execute(_FIND, (submission.token,)).fetchone()
        return form.of(earlier) if earlier else None
    contacts = json.dumps(submission.contacts, ensure_ascii=False)
    at = text(submission.received_at)
    connection.execute(_CONTACTS, (at, submission.token, contacts))
    return submission
