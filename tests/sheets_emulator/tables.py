"""The table that ``values.append`` finds, and the room it makes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.changes import Insert
from tests.sheets_emulator.lines import apply

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.work import Work


def find(sheet: Sheet, area: Area) -> Area | None:
    """The last block of filled cells that begins in the range; None if it is empty.

    A range that is one empty cell finds nothing, even beside a block (recorded).
    """
    last = _last_filled(sheet, area)
    if last is None:
        return None
    return _block(sheet, Area(last[0], last[1], last[0] + 1, last[1] + 1))


def _last_filled(sheet: Sheet, area: Area) -> tuple[int, int] | None:
    for row in reversed(area.rows):
        held = [one for one in sheet.rows[row] if area.left <= one < area.right]
        filled = [column for column in held if sheet.has_value(row, column)]
        if filled:
            return row, max(filled)
    return None


def _block(sheet: Sheet, block: Area) -> Area:
    """The rectangle around a cell that has only empty cells about it."""
    while True:
        ring = Area(
            max(0, block.top - 1),
            max(0, block.left - 1),
            min(sheet.row_count, block.bottom + 1),
            min(sheet.column_count, block.right + 1),
        )
        held = [
            (row, column)
            for row, column, cell in sheet.filled(ring)
            if cell.value is not None
        ]
        wider = Area(
            min(block.top, *(row for row, _ in held)),
            min(block.left, *(column for _, column in held)),
            max(block.bottom, *(row + 1 for row, _ in held)),
            max(block.right, *(column + 1 for _, column in held)),
        )
        if wider == block:
            return block
        block = wider


def make_room(work: Work, sheet: Sheet, row: int, count: int) -> None:
    """Insert rows so that everything below is pushed down."""
    sheet.grow(row, 0)
    apply(work.book, sheet, "ROWS", Insert(row, count))
