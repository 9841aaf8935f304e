"""Rows as a review last saw them, in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sheets_schema.cells import known
from sheets_schema.records import STEADY, Seen
from sync.durable import raw_json
from sync.durable.database import moment, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw

_NEWER = "SELECT * FROM seen WHERE tab = ? AND version > ? ORDER BY version"
_VERSION = "SELECT coalesce(max(version), 0) FROM seen WHERE tab = ?"
_PUT = """
    INSERT INTO seen (tab, version, code, cells, unchanged, missing_since, changed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (tab, code) DO UPDATE SET
        version = excluded.version, cells = excluded.cells,
        unchanged = excluded.unchanged, changed_at = excluded.changed_at,
        missing_since = excluded.missing_since
"""
_TRACK = "INSERT INTO track (code) VALUES (?) ON CONFLICT DO NOTHING"
_OF_CODE = "SELECT * FROM seen WHERE code = ? ORDER BY tab"


def after(
    before: Seen | None,
    code: str,
    cells: Mapping[str, Raw],
    facts: Collection[str],
    typed_at: datetime,
) -> Seen:
    """What to note of a row; ``before`` itself where that says it all.

    A cell that cannot be read is noted as it was last known.

    Args:
        before: As it was last seen; None if it never was.
        code: What it is called.
        cells: What it holds now.
        facts: The keys of what people fill.
        typed_at: When its facts were typed, if they are others than before.
    """
    if before is None:
        return Seen(code, known(cells, {}), changed_at=typed_at)
    if cells != before.cells:
        cells = known(cells, before.cells)
    if cells == before.cells:
        if before.is_settled:
            return before
        return replace(before, unchanged_reviews=_more(before), missing_since=None)
    if any(cells.get(key) != before.cells.get(key) for key in facts):
        return Seen(code, cells, changed_at=typed_at)
    count = _more(before)
    return replace(before, cells=cells, unchanged_reviews=count, missing_since=None)


def _more(before: Seen) -> int:
    return min(before.unchanged_reviews + 1, STEADY)


def version(connection: sqlite3.Connection, tab: str) -> int:
    """The mark of the last change to a tab's rows; 0 where none was ever seen."""
    found: int = connection.execute(_VERSION, (tab,)).fetchone()[0]
    return found


def newer(
    connection: sqlite3.Connection, tab: str, than: int
) -> Iterator[tuple[int, Seen]]:
    """The rows of a tab that changed after a mark, each with its own mark."""
    for row in connection.execute(_NEWER, (tab, than)):
        yield row["version"], _of(row)


def put(connection: sqlite3.Connection, tab: str, rows: Sequence[Seen]) -> None:
    """Keep rows of a tab, under one new mark; their tracking codes are taken."""
    mark = version(connection, tab) + 1
    connection.executemany(_PUT, ((tab, mark, *_columns(row)) for row in rows))
    tracks = (row.cells.get("track_code") for row in rows)
    codes = ((code,) for code in tracks if isinstance(code, str))
    connection.executemany(_TRACK, codes)


def of_code(connection: sqlite3.Connection, code: str) -> list[tuple[str, Seen]]:
    """The rows that carry a code, with the keys of their tabs."""
    return [(row["tab"], _of(row)) for row in connection.execute(_OF_CODE, (code,))]


def _columns(row: Seen) -> tuple[object, ...]:
    return (
        row.code,
        raw_json.dumps(dict(row.cells)),
        row.unchanged_reviews,
        text(row.missing_since) if row.missing_since else "",
        text(row.changed_at),
    )


def _of(row: sqlite3.Row) -> Seen:
    return Seen(
        code=row["code"],
        cells=raw_json.loads(row["cells"]),
        changed_at=datetime.fromisoformat(row["changed_at"]),
        unchanged_reviews=row["unchanged"],
        missing_since=moment(row["missing_since"]),
    )
