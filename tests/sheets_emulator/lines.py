"""Rows and columns inserted, deleted and carried."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import following
from tests.sheets_emulator.changes import Delete, Insert
from tests.sheets_emulator.grid import BARE, Cell

if TYPE_CHECKING:
    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.changes import Change
    from tests.sheets_emulator.grid import Sheet

Json = dict[str, Any]


def apply(book: Book, sheet: Sheet, dimension: str, change: Change) -> None:
    """Carry out a change of lines on the cells and on everything that names them."""
    if dimension == "ROWS":
        _move_rows(sheet, change)
        sheet.row_lines = _kept(sheet.row_lines, change)
    else:
        _move_columns(sheet, change)
        sheet.column_lines = _kept(sheet.column_lines, change)
    following.move_objects(book, sheet, dimension, change)
    if book.computes or any(one.rules for one in book.sheets):
        following.move_formulas(book, sheet, dimension, change)


def _kept(lines: dict[int, Json], change: Change) -> dict[int, Json]:
    moved = ((change.index(at), one) for at, one in lines.items())
    return {at: one for at, one in moved if at is not None}


def _move_rows(sheet: Sheet, change: Change) -> None:
    if isinstance(change, Insert):
        fresh: list[dict[int, Cell]] = [{} for _ in range(change.count)]
        sheet.rows[change.at : change.at] = fresh
    elif isinstance(change, Delete):
        del sheet.rows[change.start : change.end]
    else:
        places = [change.index(at) for at in range(sheet.row_count)]
        order = sorted(range(sheet.row_count), key=lambda at: places[at] or 0)
        sheet.rows = [sheet.rows[at] for at in order]


def _move_columns(sheet: Sheet, change: Change) -> None:
    for number, row in enumerate(sheet.rows):
        moved = ((change.index(at), cell) for at, cell in row.items())
        sheet.rows[number] = {at: cell for at, cell in moved if at is not None}
    if isinstance(change, Insert):
        sheet.column_count += change.count
    elif isinstance(change, Delete):
        sheet.column_count -= change.end - change.start


def inherit(sheet: Sheet, dimension: str, fresh: range, model: int) -> None:
    """Give new lines the formats and rules of the line beside them."""
    by_row = dimension == "ROWS"
    size = sheet.row_count if by_row else sheet.column_count
    if not 0 <= model < size:
        return
    lines = sheet.row_lines if by_row else sheet.column_lines
    for at in fresh:
        if model in lines:
            lines[at] = dict(lines[model])
        for across in range(sheet.column_count if by_row else sheet.row_count):
            place = (model, across) if by_row else (across, model)
            cell = sheet.cell(*place)
            if cell is not BARE and (cell.format or cell.rule):
                target = (at, across) if by_row else (across, at)
                sheet.put(*target, Cell(None, cell.format, "", cell.rule))
