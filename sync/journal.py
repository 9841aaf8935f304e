"""The journal: what each row last held, and the numbers ever given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from sheets_schema.columns import Nature
from sync import raw_json, seen
from sync.database import text
from sync.seen import STEADY, Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sync.database import Database

__all__ = ["STEADY", "Journal", "Seen"]

_NUMBERS = "SELECT series, year, highest FROM number"
_RESERVE = """
    INSERT INTO number (series, year, highest) VALUES (:series, :year, :highest)
    ON CONFLICT (series, year) DO UPDATE SET highest = excluded.highest
    WHERE number.highest < excluded.highest
"""
_HIGHEST = "SELECT highest FROM number WHERE series = :series AND year = :year"
_SEEN = "SELECT * FROM seen WHERE tab = ? AND version > ? ORDER BY version"
_VERSION = "SELECT coalesce(max(version), 0) + 1 FROM seen WHERE tab = ?"
_REMEMBER = """
    INSERT INTO seen (tab, version, code, cells, unchanged, missing_since, changed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (tab, code) DO UPDATE SET
        version = excluded.version, cells = excluded.cells,
        unchanged = excluded.unchanged, changed_at = excluded.changed_at,
        missing_since = excluded.missing_since
"""
_SNAPSHOT = "SELECT value FROM snapshot WHERE name = ?"
_KEEP = """
    INSERT INTO snapshot (name, value, kept_at) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, kept_at = excluded.kept_at
    WHERE snapshot.value <> excluded.value
"""


@dataclass
class _Tab:
    """What of a tab has been loaded so far; later calls load only what is newer."""

    version: int = 0
    rows: dict[str, Seen] = field(default_factory=dict)


class Journal:
    """Last seen rows, numbers and snapshots. Every method may raise `Unstorable`.

    Any thread may call any method.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._tabs: dict[str, _Tab] = {}
        self._snapshots: dict[str, tuple[str, object]] = {}
        self._loading = Lock()

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
        with self._loading:
            known = self._tabs.setdefault(tab, _Tab())
            with self._database.reading() as connection:
                for row in connection.execute(_SEEN, (tab, known.version)):
                    known.rows[row["code"]] = seen.of(row)
                    known.version = row["version"]
            return dict(known.rows)

    def remember(
        self, table: Table, rows: Mapping[str, Mapping[str, Raw]], *, now: datetime
    ) -> int:
        """Note the rows that a review found, by code; how many had to be written.

        A row is steady when its facts (`Nature.FACT`) stay the same; a row that was
        missing is back. Rows that are not named stay as they were.
        """
        before = self.seen(table.key)
        facts = [column.key for column in table.columns if column.nature is Nature.FACT]
        after = [
            seen.after(before.get(code), code, cells, facts, now)
            for code, cells in rows.items()
        ]
        return self._write(
            table.key, [row for row in after if row is not before.get(row.code)]
        )

    def missing(self, tab: str, codes: Collection[str], *, now: datetime) -> int:
        """Note rows that a review did not find; how many are newly missing."""
        before = self.seen(tab)
        gone = [before[code] for code in codes if code in before]
        return self._write(
            tab,
            [
                replace(row, missing_since=now)
                for row in gone
                if row.missing_since is None
            ],
        )

    def snapshot(self, name: str) -> object:
        """What was kept under a name, as lists and mappings; None if nothing was.

        The very same object as long as it stays the same: not to be changed, and its
        identity may serve as a key.
        """
        with self._database.reading() as connection:
            row = connection.execute(_SNAPSHOT, (name,)).fetchone()
        if row is None:
            return None
        stored, value = self._snapshots.get(name, ("", None))
        if stored != row["value"]:
            value = raw_json.loads(row["value"])
            self._snapshots[name] = (row["value"], value)
        return value

    def keep_snapshot(self, name: str, value: object, *, now: datetime) -> None:
        """Keep lists and mappings of raw values under a name, in place of the last."""
        with self._database.transaction() as connection:
            connection.execute(_KEEP, (name, raw_json.dumps(value), text(now)))

    def _write(self, tab: str, rows: Sequence[Seen]) -> int:
        if not rows:
            return 0
        with self._database.transaction() as connection:
            (version,) = connection.execute(_VERSION, (tab,)).fetchone()
            connection.executemany(
                _REMEMBER, ((tab, version, *seen.columns(row)) for row in rows)
            )
        return len(rows)
