"""The spreadsheet as ``spreadsheets.get`` shows it: what is zero is left out."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import masks, render

if TYPE_CHECKING:
    from tests.sheets_emulator.a1 import Area
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

RANGE_PARTS = {"startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex"}
RANGE_PARTS |= {"dimension", "startIndex", "endIndex", "rowIndex", "columnIndex"}
RANGE_PARTS |= {"locationType"}
LINE_SIZE = {"ROWS": 21, "COLUMNS": 100}
"""The pixels of a row and a column that nobody has sized."""
LINK = "https://docs.google.com/spreadsheets/d/{}/edit"


def wire(node: Any) -> Any:
    """An object as it goes out: no null, no false, no id 0 in a range (recorded)."""
    if isinstance(node, list):
        return [wire(one) for one in node]
    if not isinstance(node, dict):
        return node
    result = {
        name: wire(one)
        for name, one in node.items()
        if one is not None and one is not False and one != ""
    }
    if result.get("sheetId") == 0 and (set(result) <= RANGE_PARTS | {"sheetId"}):
        del result["sheetId"]
    return result


def properties(sheet: Sheet, index: int) -> Json:
    """SheetProperties; the id and the index are there even when they are 0."""
    own = copy.deepcopy(sheet.properties)
    grid = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    extra = {name: one for name, one in own.pop("gridProperties", {}).items() if one}
    return {
        "sheetId": sheet.sheet_id,
        "title": sheet.title,
        "index": index,
        "sheetType": "GRID",
        "gridProperties": grid | extra,
        **{name: one for name, one in own.items() if one},
    }


def spreadsheet(
    work: Work, *, ranges: list[str], with_data: bool, mask: masks.Mask
) -> Json:
    """The whole answer, limited to ranges if any are given; the mask is applied.

    A mask that names data fields brings grid data whatever ``with_data`` says.
    """
    book = work.book
    wanted = _wanted(work, ranges)
    data = masks.wants(mask, "sheets", "data") if mask else with_data
    inner = mask.get("sheets", {}).get("data", {}) if mask else {}
    answer: Json = {
        "spreadsheetId": book.book_id,
        "properties": copy.deepcopy(book.properties),
        "sheets": [
            _sheet(work, sheet, wanted[sheet.sheet_id] if data else None, inner)
            for sheet in book.sheets
            if sheet.sheet_id in wanted
        ],
        "spreadsheetUrl": LINK.format(book.book_id),
    }
    if book.names:
        answer["namedRanges"] = wire(book.names)
    found = [one for one in book.metadata if "spreadsheet" in one["location"]]
    if found:
        answer["developerMetadata"] = wire(found)
    if not mask:
        return answer
    kept: Json = masks.keep(answer, mask)
    return kept


def _wanted(work: Work, ranges: list[str]) -> dict[int, list[Area]]:
    if not ranges:
        return {sheet.sheet_id: [sheet.area] for sheet in work.book.sheets}
    wanted: dict[int, list[Area]] = {}
    for text in ranges:
        sheet, asked = work.book.find(text)
        wanted.setdefault(sheet.sheet_id, []).append(sheet.inside(asked))
    return wanted


def _sheet(
    work: Work, sheet: Sheet, areas: list[Area] | None, mask: masks.Mask
) -> Json:
    index = work.book.sheets.index(sheet)
    answer: Json = {"properties": properties(sheet, index)}
    if areas is not None:
        answer["data"] = [_grid_data(work, sheet, area, mask) for area in areas]
    answer["merges"] = wire(sheet.merges)
    answer["conditionalFormats"] = wire(sheet.rules)
    answer["basicFilter"] = wire(sheet.basic_filter or {})
    answer["charts"] = copy.deepcopy(sheet.charts)
    answer["protectedRanges"] = [protection(work, one) for one in sheet.protected]
    answer["rowGroups"] = wire(sheet.row_groups)
    answer["columnGroups"] = wire(sheet.column_groups)
    answer["developerMetadata"] = [
        wire(one)
        for one in work.book.metadata
        if one["location"].get("sheetId") == sheet.sheet_id
    ]
    return {name: one for name, one in answer.items() if one or name == "data"}


def protection(work: Work, own: Json) -> Json:
    """A protected range as the caller sees it; only who may edit sees the editors."""
    shown: Json = wire(own)
    may = not work.is_barred(own)
    shown.pop("editors", None)
    if may:
        shown["requestingUserCanEdit"] = True
        shown["editors"] = dict(own["editors"])
    return shown


def _grid_data(work: Work, sheet: Sheet, area: Area, mask: masks.Mask) -> Json:
    data: Json = {}
    if area.top:
        data["startRow"] = area.top
    if area.left:
        data["startColumn"] = area.left
    if masks.wants(mask, "rowData"):
        inner = mask.get("rowData", {}).get("values", {}) if mask else {}
        rows = _rows(work, sheet, area, inner)
        if rows:
            data["rowData"] = rows
    if masks.wants(mask, "rowMetadata"):
        lines = area.rows, "ROWS"
        data["rowMetadata"] = [line(work, sheet, lines[1], one) for one in lines[0]]
    if masks.wants(mask, "columnMetadata"):
        places = area.columns
        data["columnMetadata"] = [line(work, sheet, "COLUMNS", one) for one in places]
    return data


def _rows(work: Work, sheet: Sheet, area: Area, mask: masks.Mask) -> list[Json]:
    """Rows to the last cell that holds anything; an empty row is ``{}`` (recorded)."""
    rows: list[Json] = []
    for row in area.rows:
        held = [one for one in sheet.rows[row] if area.left <= one < area.right]
        values = [
            render.cell_data(work, sheet, (row, column), mask)
            for column in range(area.left, max(held, default=area.left - 1) + 1)
        ]
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def line(work: Work, sheet: Sheet, dimension: str, index: int) -> Json:
    """The DimensionProperties of a row or a column."""
    lines = sheet.row_lines if dimension == "ROWS" else sheet.column_lines
    own = {"pixelSize": LINE_SIZE[dimension], **lines.get(index, {})}
    shown: Json = {name: one for name, one in own.items() if one}
    tags = [
        wire(one)
        for one in work.book.metadata
        if _is_on(one["location"], sheet.sheet_id, dimension, index)
    ]
    return {**shown, "developerMetadata": tags} if tags else shown


def _is_on(location: Json, sheet_id: int, dimension: str, index: int) -> bool:
    place = location.get("dimensionRange")
    if not place or place.get("sheetId", 0) != sheet_id:
        return False
    return bool(place["dimension"] == dimension and place["startIndex"] == index)
