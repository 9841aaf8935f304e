"""Requests of a batch that carry cells about: paste, cut, sort."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.sheets_emulator import formula
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.book import span
from tests.sheets_emulator.errors import NotDoneError
from tests.sheets_emulator.functions import rank
from tests.sheets_emulator.grid import BARE, Cell, Formula
from tests.sheets_emulator.render import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.formula import Corner, Reference
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

Block = list[list[Cell]]
PASTES: dict[str, Callable[[Cell, Cell], Cell]] = {
    "PASTE_NORMAL": lambda _, new: new,
    "PASTE_VALUES": lambda old, new: old.with_value(new.value),
    "PASTE_FORMULA": lambda old, new: old.with_value(new.value),
    "PASTE_FORMAT": lambda old, new: replace(old, format=new.format),
    "PASTE_DATA_VALIDATION": lambda old, new: replace(old, rule=new.rule),
}
"""What a paste takes of the new cell; other kinds of paste are not done."""


def shifted(cell: Cell, down: int, right: int) -> Cell:
    """A cell copied elsewhere: the relative references of its formula follow."""
    if not isinstance(cell.value, Formula):
        return cell

    def one(found: Reference) -> Reference | None:
        corners = tuple(_shifted(corner, down, right) for corner in found.corners)
        gone = any((c.row or 0) < 0 or (c.column or 0) < 0 for c in corners)
        return None if gone else replace(found, corners=corners)

    return cell.with_value(Formula(formula.moved(cell.value.text, one)))


def _shifted(corner: Corner, down: int, right: int) -> Corner:
    row, column = corner.row, corner.column
    if row is not None and not corner.row_fixed:
        row += down
    if column is not None and not corner.column_fixed:
        column += right
    return replace(corner, row=row, column=column)


def _no_merges(sheet: Sheet, area: Area, name: str) -> None:
    for one in sheet.merges:
        if span(one).clamped(sheet.row_count, sheet.column_count).touches(area):
            what = f"{name} over merged cells"
            raise NotDoneError(what)


def _paste_of(request: Json) -> Callable[[Cell, Cell], Cell]:
    kind = request.get("pasteType", "PASTE_NORMAL")
    if kind not in PASTES:
        raise NotDoneError(kind)
    return PASTES[kind]


def copy_paste(work: Work, request: Json) -> Json:
    """Copy a range, as often as it fits the destination."""
    paste = _paste_of(request)
    source, area = work.area(request.get("source") or {})
    sheet, target = work.area(request.get("destination") or {})
    _no_merges(source, area, "copyPaste")
    _no_merges(sheet, target, "copyPaste")
    block: Block = [[source.cell(r, c) for c in area.columns] for r in area.rows]
    values = request.get("pasteType") == "PASTE_VALUES"
    if values:
        block = [
            [
                source.cell(r, c).with_value(plain(work, source, r, c))
                for c in area.columns
            ]
            for r in area.rows
        ]
    if request.get("pasteOrientation") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    target = _filled(target, len(block), len(block[0]))
    sheet.grow(target.bottom, target.right)
    work.guard(sheet, target)
    for row in target.rows:
        for column in target.columns:
            down, right = row - target.top, column - target.left
            cell = block[down % len(block)][right % len(block[0])]
            home = area.top + down % len(block), area.left + right % len(block[0])
            new = shifted(cell, row - home[0], column - home[1])
            sheet.put(row, column, paste(sheet.cell(row, column), new))
    return {}


def _filled(target: Area, height: int, width: int) -> Area:
    """The destination made a whole number of copies, one at least."""
    rows = max(1, (target.bottom - target.top) // height) * height
    columns = max(1, (target.right - target.left) // width) * width
    return Area(target.top, target.left, target.top + rows, target.left + columns)


def cut_paste(work: Work, request: Json) -> Json:
    """Move a range; where it was nothing stays."""
    paste = _paste_of(request)
    source, area = work.area(request.get("source") or {})
    corner = request.get("destination") or {}
    sheet = work.book.sheet(corner.get("sheetId") or 0)
    top, left = corner.get("rowIndex") or 0, corner.get("columnIndex") or 0
    height, width = area.bottom - area.top, area.right - area.left
    target = Area(top, left, top + height, left + width)
    _no_merges(source, area, "cutPaste")
    _no_merges(sheet, target, "cutPaste")
    sheet.grow(target.bottom, target.right)
    work.guard(source, area)
    work.guard(sheet, target)
    block = [[source.cell(row, column) for column in area.columns] for row in area.rows]
    for row in area.rows:
        for column in area.columns:
            source.put(row, column, BARE)
    for row in target.rows:
        for column in target.columns:
            new = block[row - top][column - left]
            sheet.put(row, column, paste(sheet.cell(row, column), new))
    return {}


def sort_range(work: Work, request: Json) -> Json:
    """Sort the rows of a range; ``dimensionIndex`` is the sheet's column, no offset.

    Blanks stand last whichever way it is sorted; numbers before text before booleans.
    """
    sheet, area = work.area(request.get("range") or {})
    _no_merges(sheet, area, "sortRange")
    work.guard(sheet, area)
    specs = request.get("sortSpecs") or []
    order = sort_order(work, sheet, area, specs)
    old = {row: dict(sheet.rows[row]) for row in area.rows}
    for at, row in zip(area.rows, order, strict=True):
        for column in area.columns:
            cell = shifted(old[row].get(column, BARE), at - row, 0)
            sheet.put(at, column, cell)
    _carry_tags(work, sheet, dict(zip(order, area.rows, strict=True)))
    return {}


def sort_order(work: Work, sheet: Sheet, area: Area, specs: list[Json]) -> list[int]:
    """The rows of an area in the order that the specs give."""
    order = list(area.rows)
    for spec in reversed(specs):
        if set(spec) - {"dimensionIndex", "sortOrder"}:
            what = "sorting by colour or by a data source"
            raise NotDoneError(what)
        column = spec.get("dimensionIndex") or 0
        found = {row: plain(work, sheet, row, column) for row in order}
        filled = [row for row in order if found[row] is not None]
        blank = [row for row in order if found[row] is None]
        down = spec.get("sortOrder") == "DESCENDING"
        filled.sort(key=lambda row, held=found: rank(held[row]), reverse=down)
        order = filled + blank
    return order


def _carry_tags(work: Work, sheet: Sheet, places: dict[int, int]) -> None:
    for one in work.book.metadata:
        own = one["location"].get("dimensionRange")
        if own and own["dimension"] == "ROWS" and own["sheetId"] == sheet.sheet_id:
            place = places.get(own["startIndex"], own["startIndex"])
            own["startIndex"], own["endIndex"] = place, place + 1


KINDS = {
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
    "sortRange": sort_range,
}
