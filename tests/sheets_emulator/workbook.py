"""A spreadsheet exported as an Excel workbook: values, formulas, number formats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from tests.sheets_emulator.grid import Formula, Trouble
from tests.sheets_emulator.numberformat import DATE_TYPES

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Cell, Sheet
    from tests.sheets_emulator.work import Work


def drawn(work: Work) -> bytes:
    """The whole spreadsheet as a file; look other than number formats is not drawn."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in work.book.sheets:
        _draw(book.create_sheet(sheet.title[:31]), sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _draw(target: Any, sheet: Sheet) -> None:
    for row, column, cell in sheet.filled(sheet.area):
        drawn_cell = target.cell(row + 1, column + 1)
        if cell.value is not None:
            _write(drawn_cell, cell)
        if cell.note:
            drawn_cell.comment = Comment(cell.note, "")
    for at, line in sheet.row_lines.items():
        target.row_dimensions[at + 1].hidden = bool(line.get("hiddenByUser"))
    for at, line in sheet.column_lines.items():
        letter = get_column_letter(at + 1)
        target.column_dimensions[letter].hidden = bool(line.get("hiddenByUser"))


def _write(target: Any, cell: Cell) -> None:
    value = cell.value
    if isinstance(value, Formula):
        target.value = value.text
        return
    target.value = value.code if isinstance(value, Trouble) else value
    if isinstance(value, str):
        target.data_type = "s"  # text that begins with = stays text
    pattern = (cell.format or {}).get("numberFormat", {})
    plain = {"DATE": "yyyy-mm-dd", "DATE_TIME": "yyyy-mm-dd hh:mm:ss", "TIME": "hh:mm"}
    if pattern.get("pattern") or pattern.get("type") in DATE_TYPES:
        target.number_format = pattern.get("pattern") or plain[pattern["type"]]
