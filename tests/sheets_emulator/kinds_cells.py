"""Requests of a batch that change cells: write, repeat, validate, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator import cells
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.book import grid_range, span
from tests.sheets_emulator.errors import refuse
from tests.sheets_emulator.grid import Cell

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.masks import Mask
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

MERGED = "You must select all cells in a merged range to merge or unmerge them."


def _target(work: Work, request: Json, rows: list[Json]) -> tuple[Sheet, Area]:
    """Where updateCells writes: its range, or from its start as far as it goes."""
    if request.get("range"):
        return work.area(request["range"])
    start = request.get("start") or {}
    sheet = work.book.sheet(start.get("sheetId") or 0)
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    width = max((len(row.get("values") or []) for row in rows), default=0)
    return sheet, Area(top, left, top + len(rows), left + width)


def update_cells(work: Work, request: Json) -> Json:
    """Write CellData; in a range, cells without data are cleared as the mask says."""
    rows: list[Json] = request.get("rows") or []
    mask = cells.cell_mask(request)
    sheet, area = _target(work, request, rows)
    _fits(sheet, area, rows)
    work.guard(sheet, area)
    for down, row in enumerate(rows):
        _write_row(work, sheet, (area.top + down, area.left), row, mask)
    if request.get("range"):
        for down, at in enumerate(area.rows):
            sent = rows[down].get("values") or [] if down < len(rows) else []
            _clear(work, sheet, at, range(area.left + len(sent), area.right), mask)
    return {}


def _fits(sheet: Sheet, area: Area, rows: list[Json]) -> None:
    width = max((len(row.get("values") or []) for row in rows), default=0)
    if len(rows) > area.bottom - area.top:
        at = area.bottom
        refuse(
            f"Attempting to write row: {at}, beyond the last requested row of: {at - 1}"
        )
    if width > area.right - area.left:
        at = area.right
        refuse(
            f"Attempting to write column: {at}, "
            f"beyond the last requested column of: {at - 1}"
        )
    if area.bottom > sheet.row_count:
        at = sheet.row_count
        refuse(f"Attempting to write row: {at}, beyond the last row of: {at - 1}")
    if area.right > sheet.column_count:
        at = sheet.column_count
        refuse(f"Attempting to write column: {at}, beyond the last column of: {at - 1}")


def _write_row(
    work: Work, sheet: Sheet, corner: tuple[int, int], row: Json, mask: Mask
) -> None:
    top, left = corner
    for across, data in enumerate(row.get("values") or []):
        old = sheet.cell(top, left + across)
        sheet.put(top, left + across, cells.updated(old, data or {}, mask, work))


def _clear(work: Work, sheet: Sheet, row: int, columns: range, mask: Mask) -> None:
    for column in [at for at in sheet.rows[row] if at in columns]:
        old = sheet.cell(row, column)
        sheet.put(row, column, cells.updated(old, {}, mask, work))


def repeat_cell(work: Work, request: Json) -> Json:
    """Write the same CellData into every cell of a range."""
    mask = cells.cell_mask(request)
    sheet, area = work.area(request.get("range") or {})
    work.guard(sheet, area)
    data = request.get("cell") or {}
    if "userEnteredValue" in mask:
        for row in area.rows:
            for column in area.columns:
                old = sheet.cell(row, column)
                sheet.put(row, column, cells.updated(old, data, mask, work))
    else:
        _repeat_look(work, sheet, area, data, mask)
    return {}


def _repeat_look(work: Work, sheet: Sheet, area: Area, data: Json, mask: Mask) -> None:
    """Change the look alone: worked out once for all cells that look the same."""
    known: dict[tuple[int, int, str], tuple[Cell, Cell]] = {}
    for row in area.rows:
        for column in area.columns:
            old = sheet.cell(row, column)
            key = id(old.format), id(old.rule), old.note
            if key not in known:
                known[key] = old, cells.updated(old, data, mask, work)
            new = known[key][1]
            runs = new.runs if "textFormatRuns" in mask else old.runs
            look = new.format, new.note, new.rule, runs
            sheet.put(row, column, Cell(old.value, *look))


def set_data_validation(work: Work, request: Json) -> Json:
    """Give a range a rule, or take it away where none is sent."""
    sheet, area = work.area(request.get("range") or {})
    work.guard(sheet, area)
    sent = request.get("rule")
    rule = cells.rule(sent, work) if sent else None
    for row in area.rows:
        for column in area.columns:
            old = sheet.cell(row, column)
            new = Cell(old.value, old.format, old.note, rule, old.runs)
            sheet.put(row, column, new)
    return {}


def _merges_in(sheet: Sheet, area: Area) -> list[Json]:
    """The merged ranges inside an area.

    Raises:
        KindError: One of them lies across its edge.
    """
    size = sheet.row_count, sheet.column_count
    found = []
    for one in sheet.merges:
        place = span(one).clamped(*size)
        if area.holds(place):
            found.append(one)
        elif area.touches(place):
            refuse(MERGED)
    return found


def merge_cells(work: Work, request: Json) -> Json:
    """Merge a range as one, by rows or by columns; only the first cells keep values."""
    sheet, area = work.area(request.get("range") or {})
    work.guard(sheet, area)
    gone = _merges_in(sheet, area)
    sheet.merges = [one for one in sheet.merges if one not in gone]
    kind = request.get("mergeType", "MERGE_ALL")
    for part in _parts(area, kind):
        if part.is_cell:
            continue
        _not_frozen_in_part(sheet, part)
        sheet.merges.append(grid_range(sheet, part))
        for row, column, cell in list(sheet.filled(part)):
            if (row, column) != (part.top, part.left):
                sheet.put(row, column, cell.with_value(None))
    return {}


def _not_frozen_in_part(sheet: Sheet, area: Area) -> None:
    rows, columns = sheet.frozen("Row"), sheet.frozen("Column")
    if area.left < columns < area.right:
        refuse("You can't merge frozen and non-frozen columns.")
    if area.top < rows < area.bottom:
        refuse("You can't merge frozen and non-frozen rows.")


def _parts(area: Area, kind: str) -> list[Area]:
    if kind == "MERGE_ROWS":
        return [Area(row, area.left, row + 1, area.right) for row in area.rows]
    if kind == "MERGE_COLUMNS":
        return [Area(area.top, one, area.bottom, one + 1) for one in area.columns]
    return [area]


def unmerge_cells(work: Work, request: Json) -> Json:
    """Take every merge inside a range apart."""
    sheet, area = work.area(request.get("range") or {})
    work.guard(sheet, area)
    gone = _merges_in(sheet, area)
    sheet.merges = [one for one in sheet.merges if one not in gone]
    return {}


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "setDataValidation": set_data_validation,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
