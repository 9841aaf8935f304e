"""The journal: rows as last seen, all that ever changed in them, and numbers given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from sheets_schema.words import Via
from sync.durable import entries, noting, seen
from sync.durable.chain import Note, What
from sync.durable.database import text
from sync.durable.log import Log
from sync.durable.snapshots import Snapshots

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Seen
    from sync.durable.database import Database

_NUMBERS = "SELECT series, year, highest FROM number"
_RESERVE = """
    INSERT INTO number (series, year, highest) VALUES (:series, :year, :highest)
    ON CONFLICT (series, year) DO UPDATE SET highest = excluded.highest
    WHERE number.highest < excluded.highest
"""
_HIGHEST = "SELECT highest FROM number WHERE series = :series AND year = :year"


@dataclass
class _Tab:
    """What of a tab has been loaded so far; later calls load only what is newer."""

    version: int = 0
    rows: dict[str, Seen] = field(default_factory=dict)


class Journal:
    """Last seen rows, their past, and numbers.

    Every method may raise `Unstorable`. Any thread may call any method.

    Attributes:
        log: What was noted, to be read.
        snapshots: What is kept of one moment, by name.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tabs: dict[str, _Tab] = {}
        self._loading = Lock()
        self.log = Log(database)
        self.snapshots = Snapshots(database)

    def numbers(self) -> Mapping[tuple[str, int], int]:
        """The highest number ever known, by series and year: ``("F01", 2026)``."""
        with self._database.reading() as connection:
            rows = connection.execute(_NUMBERS).fetchall()
        return {(row["series"], row["year"]): row["highest"] for row in rows}

    def reserve(self, series: str, year: int, *, at_least: int) -> int:
        """Count all numbers up to one as used; the highest ever known.

        The next free number is one more. It never falls.
        """
        wish = {"series": series, "year": year, "highest": at_least}
        with self._database.transaction() as connection:
            connection.execute(_RESERVE, wish)
            highest: int = connection.execute(_HIGHEST, wish).fetchone()["highest"]
        return highest

    def seen(self, tab: str) -> Mapping[str, Seen]:
        """The rows of a tab as they were last seen, by code."""
        return self._loaded(tab).rows

    def find(self, code: str) -> list[tuple[str, Seen]]:
        """The rows that carry a code, as last seen, with the keys of their tabs."""
        with self._database.reading() as connection:
            return seen.of_code(connection, code)

    def remember(
        self,
        table: Table,
        rows: Mapping[str, Mapping[str, Raw]],
        *,
        now: datetime,
        via: Via = Via.SHEET,
        who: str = "",
        why: str = "",
    ) -> int:
        """Note the rows that were found, by code; how many had to be written.

        What changed of facts and stamps is noted in the log, in the same transaction. A
        row is steady when its facts stay the same; a row that was missing is back. Rows
        that are not named stay as they were. What the desk itself adds to the facts of
        a row (that it came back) does not make what people typed there any younger.

        Args:
            table: What the rows are rows of.
            rows: Facts and stamps by code and key.
            now: The moment.
            via: The way by which facts came.
            who: Who said them; empty where nobody can know.
            why: What people are told of rows that are new.
        """

        def found(before: Mapping[str, Seen]) -> Iterable[Seen]:
            for code, cells in rows.items():
                old = before.get(code)
                typed = old.changed_at if old and via == Via.DESK else now
                yield seen.after(old, code, cells, table.facts, typed)

        def said(before: Seen | None, after: Seen) -> Iterable[Note]:
            return noting.notes(table, before, after, via=via, who=who, why=why)

        return self._note(table.key, found, said, now)

    def missing(self, tab: str, codes: Collection[str], *, now: datetime) -> int:
        """Note rows that a review did not find; how many are newly missing."""

        def found(before: Mapping[str, Seen]) -> Iterable[Seen]:
            gone = (before[code] for code in codes if code in before)
            return (
                replace(row, missing_since=now)
                for row in gone
                if row.missing_since is None
            )

        def said(_: Seen | None, after: Seen) -> Iterable[Note]:
            return [Note(What.GONE, tab, after.code, via=Via.SHEET)]

        return self._note(tab, found, said, now)

    def begin(
        self,
        beginning: Note,
        rows: Mapping[str, Iterable[Seen]],
        *,
        behind: int = 0,
        begun: int = 0,
        now: datetime,
    ) -> None:
        """Begin the log, or begin it anew, with the rows that stand in the books.

        They are remembered under the one entry that says how the log began.

        Args:
            beginning: Says how.
            rows: By tab, with facts and stamps.
            behind: The place that the first entry follows: the last one of a log that
                was lost.
            begun: The place of the beginning that the caller knows of; where another
                was made since, nothing is done.
            now: The moment.
        """
        with self._database.transaction() as connection:
            before = entries.beginning(connection)
            if before is not None and before.seq != begun:
                return
            entries.count_from(connection, behind)
            entries.add(connection, [beginning], text(now))
            for tab, found in rows.items():
                known = {row.code for _, row in seen.newer(connection, tab, 0)}
                new = [row for row in found if row.code not in known]
                seen.put(connection, tab, new)

    def tell(self, notes: Iterable[Note], *, now: datetime) -> None:
        """Note what happened besides what a reading shows."""
        with self._database.transaction() as connection:
            entries.add(connection, notes, text(now))

    def erase(
        self, tab: str, code: str, column: str, *, why: str, now: datetime
    ) -> int:
        """Take out whatever a cell ever held; out of how many entries it was taken.

        The chain still holds, and says that and why it was done. The cell in the sheet
        is to be emptied before, or the next review finds it filled anew. Copies of the
        database from before still hold the values.
        """
        with self._database.transaction() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            emptied = entries.empty(connection, tab, code, column)
            held = [
                replace(row, cells={k: v for k, v in row.cells.items() if k != column})
                for of, row in seen.of_code(connection, code)
                if of == tab and column in row.cells
            ]
            seen.put(connection, tab, held)
            if emptied or held:
                note = Note(What.ERASED, tab, code, column, via=Via.DESK, why=why)
                entries.add(connection, [note], text(now))
        with self._database.reading() as connection:  # out of the log of writes, too
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return emptied

    def _loaded(self, tab: str) -> _Tab:
        with self._loading:
            known = self._tabs.setdefault(tab, _Tab())
            with self._database.reading() as connection:
                for version, row in seen.newer(connection, tab, known.version):
                    known.rows[row.code] = row
                    known.version = version
            return _Tab(known.version, dict(known.rows))

    def _note(
        self,
        tab: str,
        found: Callable[[Mapping[str, Seen]], Iterable[Seen]],
        said: Callable[[Seen | None, Seen], Iterable[Note]],
        now: datetime,
    ) -> int:
        """Write rows that are not as last seen, and what is said of each, at once.

        It is thought out before the database is locked, and again where another program
        was faster.
        """
        while True:
            known = self._loaded(tab)
            before = known.rows
            rows = [it for it in found(before) if it is not before.get(it.code)]
            if not rows:
                return 0
            notes = [one for row in rows for one in said(before.get(row.code), row)]
            with self._database.transaction() as connection:
                if seen.version(connection, tab) == known.version:
                    seen.put(connection, tab, rows)
                    entries.add(connection, notes, text(now))
                    return len(rows)
