"""Requests of a batch that change rows and columns: insert, delete, hide, size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import cells, masks
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.changes import Carry, Delete, Insert
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.lines import apply, inherit
from tests.sheets_emulator.render import plain, text
from tests.sheets_emulator.values import CELLS

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.work import Work

Json = dict[str, Any]
WORDS = {"ROWS": "row", "COLUMNS": "column"}
PADDING = 21
LETTER = 8.467
"""The mean width of a letter: what was recorded for a line of A."""


def lines_of(work: Work, asked: Json) -> tuple[Sheet, str, int, int]:
    """The tab, the dimension and the ends of a DimensionRange."""
    sheet = work.book.sheet(asked.get("sheetId") or 0)
    dimension = asked.get("dimension", "")
    if dimension not in WORDS:
        refuse("No dimension specified.")
    size = size_of(sheet, dimension)
    start, end = asked.get("startIndex") or 0, asked.get("endIndex")
    end = size if end is None else end
    if end <= start:
        refuse(f"endIndex[{end}] must be greater than startIndex[{start}]")
    return sheet, dimension, start, end


def size_of(sheet: Sheet, dimension: str) -> int:
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def _area(sheet: Sheet, dimension: str, start: int, end: int) -> Area:
    if dimension == "ROWS":
        return Area(start, 0, end, sheet.column_count)
    return Area(0, start, sheet.row_count, end)


def room(work: Work) -> None:
    """Refuse a workbook that has grown past ten million cells."""
    total = sum(one.row_count * one.column_count for one in work.book.sheets)
    if total > 10_000_000:
        refuse(CELLS)


def insert_dimension(work: Work, request: Json) -> Json:
    """Push lines apart; the new ones look like the line before or after them."""
    sheet, dimension, start, end = lines_of(work, request.get("range") or {})
    before = bool(request.get("inheritFromBefore"))
    size = size_of(sheet, dimension)
    if before and start == 0:
        refuse("inheritFromBefore cannot be true if inserting at the first index")
    if start > size or (start == size and not before):
        refuse(f"range.startIndex[{start}] is too large for the grid: {size}")
    apply(work.book, sheet, dimension, Insert(start, end - start))
    room(work)
    inherit(sheet, dimension, range(start, end), start - 1 if before else end)
    return {}


def append_dimension(work: Work, request: Json) -> Json:
    """Add lines at the end."""
    sheet = work.book.sheet(request.get("sheetId") or 0)
    length = request.get("length") or 0
    if length <= 0:
        refuse("length must be greater than 0")
    if request.get("dimension") == "ROWS":
        sheet.grow(sheet.row_count + length, 0)
    else:
        sheet.grow(0, sheet.column_count + length)
    room(work)
    return {}


def delete_dimension(work: Work, request: Json) -> Json:
    """Take lines out; one line that can be scrolled has to stay."""
    sheet, dimension, start, end = lines_of(work, request.get("range") or {})
    size, word = size_of(sheet, dimension), WORDS[dimension]
    if start >= size or end > size:
        at = max(start, size)
        refuse(
            f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index "
            f"{at} but there are only {size} {word}s."
        )
    frozen = sheet.frozen(word.title())
    if end - start >= size:
        refuse(f"You can't delete all the {word}s on the sheet.")
    if size - (end - start) <= frozen - max(0, min(end, frozen) - start):
        refuse(f"It is not possible to delete all non-frozen {word}s.")
    work.guard(sheet, _area(sheet, dimension, start, end))
    apply(work.book, sheet, dimension, Delete(start, end))
    return {}


def move_dimension(work: Work, request: Json) -> Json:
    """Carry lines before another one, whose index counts before the move."""
    sheet, dimension, start, end = lines_of(work, request.get("source") or {})
    to = request.get("destinationIndex") or 0
    size = size_of(sheet, dimension)
    if to == start or to > size or end > size:
        refuse(f"Invalid destinationIndex[{to}] for source [{start}, {end})")
    work.guard(sheet, _area(sheet, dimension, start, end))
    if not start < to <= end:
        apply(work.book, sheet, dimension, Carry(start, end, to))
    return {}


def update_dimension_properties(work: Work, request: Json) -> Json:
    """Hide, show or size lines."""
    mask = cells.mask_of(request)
    if set(masks.paths(mask)) - {"hiddenByUser", "pixelSize"}:
        what = f"dimension property {request['fields']}"
        raise NotDoneError(what)
    sheet, dimension, start, end = lines_of(work, request.get("range") or {})
    lines = sheet.row_lines if dimension == "ROWS" else sheet.column_lines
    sent = request.get("properties") or {}
    for at in range(start, min(end, size_of(sheet, dimension))):
        whole = mask or {"hiddenByUser": {}, "pixelSize": {}}
        lines[at] = masks.merged(lines.get(at, {}), sent, whole)
    return {}


def auto_resize(work: Work, request: Json) -> Json:
    """Size columns by their longest text; Google's fonts are not measured here."""
    sheet, dimension, start, end = lines_of(work, request.get("dimensions") or {})
    if dimension == "ROWS":
        for at in range(start, end):
            sheet.row_lines.get(at, {}).pop("pixelSize", None)
        return {}
    for at in range(start, end):
        longest = max(
            (
                len(text(plain(work, sheet, row, at), cell, work.book.locale))
                for row, _, cell in sheet.filled(Area(0, at, sheet.row_count, at + 1))
            ),
            default=0,
        )
        if longest:
            width = round(longest * LETTER) + PADDING
            sheet.column_lines[at] = sheet.column_lines.get(at, {}) | {
                "pixelSize": width
            }
    return {}


KINDS = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
}
