"""The queue of parcels: on disk before "thank you", delivered once, in order."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from sync.durable import parcel as packing
from sync.durable.committer import Committer
from sync.durable.database import Unstorable, moment, text
from sync.durable.parcel import Parcel, Sender

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sync.durable.database import Database

__all__ = ["Count", "Parcel", "Queue", "Sender", "Since"]

_DRAWS = 100
"""How many tracking codes are tried; a random one is hardly ever taken."""
_PUT = """
    INSERT INTO parcel
        (token, track_code, about, at, via, who, address, digest, code, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
    RETURNING place
"""
_LEAVE = "INSERT INTO delivery (place, tab) SELECT ?, value FROM json_each(?)"
_CONTACTS = """
    INSERT INTO parcel_contact (contact, at, token)
    SELECT DISTINCT value, ?, ? FROM json_each(?)
"""
_FIND = "SELECT * FROM parcel_left WHERE token = ?"
_BY_TRACK = "SELECT * FROM parcel_left WHERE track_code = ?"
_WAITING = """
    SELECT * FROM parcel_left WHERE place IN (
        SELECT place FROM delivery WHERE tab IN (SELECT value FROM json_each(?))
    )
    ORDER BY place LIMIT ?
"""
_TABS = "SELECT DISTINCT tab FROM delivery"
_TRACKS = """
    SELECT track_code FROM parcel
    WHERE track_code <> '' AND place IN (SELECT place FROM delivery)
"""
_DELIVERED = """
    DELETE FROM delivery
    WHERE tab = ? AND place = (SELECT place FROM parcel WHERE token = ?)
"""
_NUMBERED = "UPDATE parcel SET code = ? WHERE token = ?"
_QUEUED = """
    SELECT 0, count(*), min(at) FROM parcel
    WHERE place IN (SELECT place FROM delivery)
"""
_RECENT = {
    "": "count(*), min(at) FROM parcel WHERE at >= ?",
    "address": "count(*), min(at) FROM parcel WHERE at >= ? AND address = ?",
    "digest": "count(*), min(at) FROM parcel WHERE at >= ? AND digest = ?",
    "contact": "count(*), min(at) FROM parcel_contact WHERE at >= ? AND contact = ?",
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
    """Parcels from a moment on: all, or those that have something in common.

    Attributes:
        moment: With its zone.
        having: ``address``, ``contact`` or ``digest``; empty for all.
        value: What they have in common.
    """

    moment: datetime
    having: str = ""
    value: str = ""


Judge: TypeAlias = "Callable[[Parcel, list[Count]], Parcel]"
"""What is stored of a parcel, in the light of what was accepted before it."""


def _as_it_is(parcel: Parcel, _: list[Count]) -> Parcel:
    return parcel


class Queue:
    """Parcels, from the moment they are sent; kept after they were delivered.

    Any thread may call any method. Every method may raise `Unstorable`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._committer = Committer(database)

    def put(
        self,
        parcel: Parcel,
        *,
        another_code: Callable[[], str],
        asked: Sequence[Since] = (),
        judge: Judge = _as_it_is,
    ) -> Parcel:
        """Store a parcel; it is on disk when this returns.

        Args:
            parcel: Where it opens a case, with a code of its own drawn at random.
            another_code: Draws another code, asked only where the first is taken.
            asked: What is counted in the same transaction, see `recent`.
            judge: Told what was counted, says what is stored; may refuse by raising.
                It may run in another thread, and more than once.

        Returns:
            The parcel as stored, or the earlier one that came with this token.

        Raises:
            Unstorable: It is not stored.
            Exception: Whatever ``judge`` raised; it is not stored.
        """
        for _ in range(_DRAWS):
            stored = self._committer.run(partial(_put, parcel, asked, judge))
            if stored is not None:
                return stored
            parcel = replace(parcel, track_code=another_code())
        reason = "không còn mã tra cứu nào trống"
        raise Unstorable(reason)

    def find(self, token: str) -> Parcel | None:
        """The parcel that came with this token."""
        return self._one(_FIND, token)

    def by_track(self, track_code: str) -> Parcel | None:
        """The parcel that opened the case with this tracking code."""
        return self._one(_BY_TRACK, track_code)

    def tabs(self) -> frozenset[str]:
        """The tabs for which something waits."""
        with self._database.reading() as connection:
            return frozenset(row["tab"] for row in connection.execute(_TABS))

    def waiting(
        self, *, tabs: Collection[str] | None = None, limit: int = 500
    ) -> list[Parcel]:
        """What is not all in the books yet, in the order in which it came.

        Args:
            tabs: Only what waits for one of these; for any where none is named.
            limit: How many at most.
        """
        asked = json.dumps(sorted(self.tabs() if tabs is None else tabs))
        with self._database.reading() as connection:
            found = connection.execute(_WAITING, (asked, limit))
            return [packing.of(row) for row in found]

    def tracks(self) -> frozenset[str]:
        """The tracking codes of the cases that wait."""
        with self._database.reading() as connection:
            found = connection.execute(_TRACKS)
            return frozenset(row["track_code"] for row in found)

    def delivered(
        self, done: Iterable[tuple[str, str]], numbers: Mapping[str, str]
    ) -> None:
        """Note what stands in the books.

        Args:
            done: Tokens, each with a tab to which its parcel was delivered.
            numbers: The numbers of the cases that were opened, by token.
        """
        with self._database.transaction() as connection:
            pairs = ((number, token) for token, number in numbers.items())
            connection.executemany(_NUMBERED, pairs)
            connection.executemany(_DELIVERED, ((tab, token) for token, tab in done))

    def length(self) -> int:
        """How many parcels are not all in the books yet."""
        return self._queued()[0]

    def oldest(self) -> datetime | None:
        """When the first of those that wait came, in UTC; None if none waits."""
        return self._queued()[1]

    def recent(self, *asked: Since) -> list[Count]:
        """How many were accepted, for each that is asked; all of one instant.

        The first one's moment tells when a limit lets the next one in.
        """
        with self._database.reading() as connection:
            return _recent(connection, asked)

    def try_(self, *, now: datetime) -> None:
        """Store as much as a long message takes, where nobody reads it.

        Raises:
            Unstorable: Nothing can be stored now.
        """
        self._committer.run(partial(_try, text(now)))

    def close(self) -> None:
        """Store what is under way; what comes later is refused with `Unstorable`."""
        self._committer.close()

    def _one(self, sql: str, value: str) -> Parcel | None:
        with self._database.reading() as connection:
            row = connection.execute(sql, (value,)).fetchone()
        return packing.of(row) if row else None

    def _queued(self) -> Count:
        with self._database.reading() as connection:
            (found,) = _counts(connection, _QUEUED, [])
        return found


def _recent(connection: sqlite3.Connection, asked: Sequence[Since]) -> list[Count]:
    if not asked:
        return []
    sql = " UNION ALL ".join(
        f"SELECT {nth}, {_RECENT[one.having]}" for nth, one in enumerate(asked)
    )
    values = [
        value
        for one in asked
        for value in (text(one.moment), *([one.value] if one.having else []))
    ]
    return _counts(connection, sql, values)


def _counts(
    connection: sqlite3.Connection, sql: str, values: Sequence[str]
) -> list[Count]:
    rows = sorted(map(tuple, connection.execute(sql, values)))
    return [(count, moment(first or "")) for _, count, first in rows]


def _try(now: str, connection: sqlite3.Connection) -> None:
    connection.execute(_TRY, (json.dumps(now.ljust(_LONG)), now))


def _put(
    parcel: Parcel,
    asked: Sequence[Since],
    judge: Judge,
    connection: sqlite3.Connection,
) -> Parcel | None:
    """The parcel as it is stored now; None where its tracking code is taken."""
    judged = judge(parcel, _recent(connection, asked))
    parcel, row = packing.whole(judged), packing.columns(judged)
    made = connection.execute(_PUT, row).fetchone()
    if made is None:
        earlier = connection.execute(_FIND, (parcel.token,)).fetchone()
        return packing.of(earlier) if earlier else None
    connection.execute(_LEAVE, (made["place"], json.dumps(sorted(parcel.left))))
    contacts = json.dumps(parcel.sender.contacts, ensure_ascii=False)
    at = text(parcel.at)
    connection.execute(_CONTACTS, (at, parcel.token, contacts))
    return parcel
