"""Requests of a batch about rows and columns: insert, delete, hide, size, group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_emulator import cells, masks, shape
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.lines import Carry, Delete, Insert, apply, inherit
from tests.sheets_emulator.render import plain, text
from tests.sheets_emulator.values import CELLS

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

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


def _depths(groups: list[Json], size: int) -> list[int]:
    depths = [0] * size
    for group in groups:
        for at in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[at] = max(depths[at], group["depth"])
    return depths


def _grouped(depths: list[int], base: Json, old: list[Json]) -> list[Json]:
    """The groups of a profile of depths; what was folded stays folded."""
    groups = []
    folded = {(str(one["range"]), one["depth"]): one.get("collapsed") for one in old}
    for depth in range(1, max(depths, default=0) + 1):
        start = None
        for at, held in enumerate([*depths, 0]):
            if held >= depth and start is None:
                start = at
            elif held < depth and start is not None:
                place = {**base, "startIndex": start, "endIndex": at}
                one: Json = {"range": place, "depth": depth}
                if folded.get((str(place), depth)):
                    one["collapsed"] = True
                groups.append(one)
                start = None
    return sorted(groups, key=lambda one: (one["range"]["startIndex"], one["depth"]))


def _regroup(work: Work, request: Json, step: int) -> tuple[Sheet, list[Json]]:
    sheet, dimension, start, end = lines_of(work, request.get("range") or {})
    name = "row_groups" if dimension == "ROWS" else "column_groups"
    old: list[Json] = getattr(sheet, name)
    size = size_of(sheet, dimension)
    if end > size:
        refuse(f"endIndex[{end}] is beyond the grid: {size}")
    depths = _depths(old, size)
    for at in range(start, end):
        if depths[at] + step < 0:
            refuse("There is no group at the specified range.")
        depths[at] += step
    base = {"sheetId": sheet.sheet_id, "dimension": dimension}
    groups = _grouped(depths, base, old)
    setattr(sheet, name, groups)
    grid = sheet.properties.setdefault("gridProperties", {})
    grid[f"{WORDS[dimension]}GroupControlAfter"] = True  # recorded
    return sheet, groups


def add_group(work: Work, request: Json) -> Json:
    """Group lines; a group inside another is one deeper."""
    _, groups = _regroup(work, request, 1)
    return {"addDimensionGroup": {"dimensionGroups": shape.wire(groups)}}


def delete_group(work: Work, request: Json) -> Json:
    """Take lines out of their deepest group."""
    _, groups = _regroup(work, request, -1)
    left = {"dimensionGroups": shape.wire(groups)} if groups else {}
    return {"deleteDimensionGroup": left}


def update_group(work: Work, request: Json) -> Json:
    """Fold or unfold a group; its lines are hidden or shown with it."""
    sent = request.get("dimensionGroup") or {}
    if masks.paths(cells.mask_of(request)) not in ([], ["collapsed"]):
        what = f"dimension group field {request['fields']}"
        raise NotDoneError(what)
    sheet, dimension, start, end = lines_of(work, sent.get("range") or {})
    groups = sheet.row_groups if dimension == "ROWS" else sheet.column_groups
    for group in groups:
        place = group["range"]["startIndex"], group["range"]["endIndex"]
        if place == (start, end) and group["depth"] == sent.get("depth"):
            group["collapsed"] = bool(sent.get("collapsed"))
            break
    else:
        refuse("There is no group at the specified range and depth.")
    lines = sheet.row_lines if dimension == "ROWS" else sheet.column_lines
    for at in range(start, end):
        hidden = {"hiddenByUser": bool(sent.get("collapsed"))}
        lines[at] = lines.get(at, {}) | hidden
    return {}


KINDS = {
    "insertDimension": insert_dimension,
    "appendDimension": append_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize,
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
