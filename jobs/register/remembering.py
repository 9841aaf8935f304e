"""Remembering: what a review found goes into the journal, tab by tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.words import Via

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sheets_schema.casework.casebook import Casework
    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Reading, Row
    from sync.durable.journal import Journal

    Rows = Mapping[str, Mapping[str, Raw]]

CASES = (F01, F02)
"""The tabs whose rows come back by themselves."""
WATCHED = tuple(it for it in DESK.tables if it.code and not it.log and it not in CASES)
"""The other tabs of which every row is remembered: by what people call it."""


def standing(
    reading: Reading, work: Casework, *, but: frozenset[Raw]
) -> dict[str, Rows]:
    """The rows of every tab that could be read, by tab and code: facts and stamps.

    Args:
        reading: The desk book.
        work: What was decided on it.
        but: Numbers that do not stand in the sheet: their rows are left out.
    """
    found = {
        table.key: by_code(table, reading.rows[table.key])
        for table in WATCHED
        if table.key in reading.rows
    }
    for tab, rows in work.remember.items():
        known = {code: _without(cells, but) for code, cells in rows.items()}
        found[tab] = {code: cells for code, cells in known.items() if code not in but}
    return found


def remember(
    journal: Journal, rows: Mapping[str, Rows], work: Casework, *, now: datetime
) -> None:
    """Note the rows that stand there, and those that do not any more."""
    for table in (*CASES, *WATCHED):
        if table.key in rows:
            journal.remember(table, rows[table.key], now=now)
            gone = _gone(journal, table, rows[table.key], work)
            journal.missing(table.key, gone, now=now)


def restored(journal: Journal, work: Casework, *, now: datetime) -> None:
    """Note the rows that were brought back, as they stand in the sheet now."""
    for table in CASES:
        if table.key in work.gone:
            back = (new.cells for new in work.gone[table.key].back)
            rows = {str(cells[table.code]): cells for cells in back}
            journal.remember(table, rows, now=now, via=Via.DESK)


def by_code(table: Table, rows: Iterable[Row]) -> Rows:
    """Facts and stamps by what people call a row; of two of one name the upper one."""
    kept = table.facts | table.stamps
    found: dict[str, dict[str, Raw]] = {}
    for row in rows:
        code = str(row.get(table.code) or "")
        if code and code not in found:
            found[code] = {key: raw for key, raw in row.cells.items() if key in kept}
    return found


def _gone(journal: Journal, table: Table, rows: Rows, work: Casework) -> frozenset[str]:
    if table.key in work.gone:
        return work.gone[table.key].codes
    return frozenset(journal.seen(table.key)) - frozenset(rows)


def _without(cells: Mapping[str, Raw], values: frozenset[Raw]) -> Mapping[str, Raw]:
    """Cells without those that hold certain values."""
    if values.isdisjoint(cells.values()):
        return cells
    return {key: raw for key, raw in cells.items() if raw not in values}
