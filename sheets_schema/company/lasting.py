"""Lasting: what the company typed that holds: where it cannot, its last good reading.

A setting that cannot be read, or cannot be (a negative limit, an unknown unit), leaves
the last good one in force; where there never was one, that of the pack. People are told
in the row all the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.books.desk import DESK
from sheets_schema.company import prefill
from sheets_schema.procedure import pack
from sheets_schema.records import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sheets_schema.finding import Finding


RowsByTab: TypeAlias = "Mapping[str, tuple[Row, ...]]"
"""The rows of tabs by their keys."""
WHOLE = frozenset({"hours"})
"""The tabs of which all rows are one setting: a week."""
_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "policy": ("value", "unit", "from"),
    "calendar": ("date", "kind", "hours"),
}
"""The cells of a row that are one setting; elsewhere each cell is one of its own."""
_TIMED = "from"
"""What tells lines of one limit apart that hold from different days."""


def of_pack(key: str) -> RowsByTab:
    """The settings of a written procedure, as a new book has them."""
    rows = {"policy": prefill.policy(pack.read(key)), "hours": prefill.hours()}
    return {tab: tuple(Row(0, cells) for cells in found) for tab, found in rows.items()}


def mended(rows: RowsByTab, wrong: Iterable[Finding], last: RowsByTab) -> RowsByTab:
    """The settings tabs with what cannot hold replaced by what did.

    Args:
        rows: The tabs as they stand.
        wrong: What is wrong in them.
        last: The tabs as they held before.
    """
    faults: dict[str, list[Finding]] = defaultdict(list)
    for one in wrong:
        if one.line and last.get(one.tab):
            faults[one.tab].append(one)
    return {
        tab: _mended(tab, found, faults[tab], last[tab]) if tab in faults else found
        for tab, found in rows.items()
    }


def _mended(
    tab: str, rows: tuple[Row, ...], wrong: Sequence[Finding], last: tuple[Row, ...]
) -> tuple[Row, ...]:
    if tab in WHOLE:
        return last
    names = {_name(tab, row) for row in rows}
    by_name = {_name(tab, row): row for row in reversed(last)}
    apart = last if tab in _TOGETHER else ()  # a person may be typed over another
    by_line = {row.line: row for row in apart if _name(tab, row) not in names}
    columns: dict[int, set[str]] = defaultdict(set)
    for one in wrong:
        columns[one.line] |= {one.column, *_TOGETHER.get(tab, ())} - {""}
    held = (by_name.get(_name(tab, row)) or by_line.get(row.line) for row in rows)
    return tuple(
        _with(row, columns.get(row.line, ()), before)
        for row, before in zip(rows, held, strict=True)
    )


def _name(tab: str, row: Row) -> tuple[object, object]:
    code = DESK[tab].code
    return row.get(code) if code else row.line, row.get(_TIMED)


def _with(row: Row, columns: Iterable[str], before: Row | None) -> Row:
    """A row whose cells of some columns hold what they did."""
    if before is None:
        return row
    cells = {**row.cells, **{key: before.get(key) for key in columns}}
    return replace(row, cells={key: it for key, it in cells.items() if it is not None})
