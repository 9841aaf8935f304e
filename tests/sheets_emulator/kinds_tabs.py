"""Requests of a batch that change tabs and the spreadsheet itself."""

from __future__ import annotations

import re
import zoneinfo
from typing import TYPE_CHECKING

from tests.sheets_emulator import cells, masks, shape
from tests.sheets_emulator.book import span
from tests.sheets_emulator.charts import move_sources
from tests.sheets_emulator.errors import NotDoneError, refuse
from tests.sheets_emulator.grid import Sheet
from tests.sheets_emulator.kinds_lines import room
from tests.sheets_emulator.lines import Delete, apply, rewrite, rewrite_rules

if TYPE_CHECKING:
    from tests.sheets_emulator.formula import Reference
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

KEPT = {"title", "index", "hidden", "gridProperties", "tabColor", "tabColorStyle"}
KEPT |= {"rightToLeft", "sheetId", "sheetType"}
COLUMN_LIMIT = 18_278
TOO_WIDE = (
    "This action would increase the number of columns in the sheet above the limit of "
    "18278 columns."
)


def _free_title(work: Work, title: str, own: Sheet | None) -> None:
    if not title:
        refuse("The sheet name cannot be empty.")
    taken = work.book.titled(title)
    if taken is not None and taken is not own:
        refuse(
            f'A sheet with the name "{title}" already exists. '
            "Please enter another name."
        )


def _next_title(work: Work) -> str:
    number = len(work.book.sheets) + 1
    while work.book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def add_sheet(work: Work, request: Json) -> Json:
    """Add a tab; its id is random unless one is asked for."""
    sent = request.get("properties") or {}
    if set(sent) - KEPT or sent.get("sheetType", "GRID") != "GRID":
        what = f"addSheet with {', '.join(sorted(set(sent) - KEPT)) or 'another type'}"
        raise NotDoneError(what)
    title = sent.get("title") or _next_title(work)
    _free_title(work, title, None)
    sheet_id = sent.get("sheetId")
    if sheet_id is None:
        sheet_id = work.book.numbers.next()
    if any(one.sheet_id == sheet_id for one in work.book.sheets):
        refuse(f"Sheet with id {sheet_id} already exists.")
    sheet = Sheet.blank(sheet_id, title, 1000, 26)
    at = sent.get("index")
    place = len(work.book.sheets) if at is None else at
    work.book.sheets.insert(place, sheet)
    mask: masks.Mask = {
        name: {} for name in sent if name in KEPT - {"sheetId", "index", "title"}
    }
    if mask:
        _update(work, sheet, sent, _all_of(mask, sent))
    index = work.book.sheets.index(sheet)
    return {"addSheet": {"properties": shape.properties(sheet, index)}}


def _all_of(mask: masks.Mask, sent: Json) -> masks.Mask:
    grid = sent.get("gridProperties")
    return mask | {"gridProperties": {name: {} for name in grid}} if grid else mask


def delete_sheet(work: Work, request: Json) -> Json:
    """Take a tab away; one that is seen has to stay."""
    sheet = _tab(work, request.get("sheetId") or 0)
    left = [one for one in work.book.sheets if one is not sheet]
    if not [one for one in left if not one.properties.get("hidden")]:
        refuse("You can't remove all the visible sheets in a document.")
    work.guard(sheet, sheet.area)
    work.book.sheets = left
    gone = sheet.sheet_id
    move_sources(work.book, lambda it: None if it.get("sheetId", 0) == gone else it)
    work.book.names = [
        one for one in work.book.names if one["range"].get("sheetId", 0) != gone
    ]
    work.book.metadata = [
        one for one in work.book.metadata if not _tags(one["location"], gone)
    ]
    return {}


def _tags(location: Json, sheet_id: int) -> bool:
    own = location.get("dimensionRange", location)
    return bool(own.get("sheetId") == sheet_id)


def _tab(work: Work, sheet_id: int) -> Sheet:
    found = [one for one in work.book.sheets if one.sheet_id == sheet_id]
    if not found:
        refuse(f"No sheet with id: {sheet_id}")
    return found[0]


def update_sheet_properties(work: Work, request: Json) -> Json:
    """Rename, move, hide, size, freeze or colour a tab."""
    sent = request.get("properties") or {}
    mask = cells.twins(cells.mask_of(request))
    if set(mask) - KEPT:
        what = f"sheet properties {', '.join(sorted(set(mask) - KEPT))}"
        raise NotDoneError(what)
    sheet = _tab(work, sent.get("sheetId") or 0)
    whole: masks.Mask = {name: {} for name in KEPT - {"sheetId", "sheetType"}}
    _update(work, sheet, sent, mask or whole)
    return {}


def _update(work: Work, sheet: Sheet, sent: Json, mask: masks.Mask) -> None:
    if "title" in mask:
        _rename(work, sheet, sent.get("title") or "")
    if "gridProperties" in mask:
        _resize(work, sheet, sent.get("gridProperties") or {}, mask["gridProperties"])
    if "index" in mask:
        _place(work, sheet, sent.get("index") or 0)
    rest = KEPT - {"title", "gridProperties", "index", "sheetId", "sheetType"}
    plain = {name: below for name, below in mask.items() if name in rest}
    if plain:
        sheet.properties = masks.merged(sheet.properties, cells.tidy(sent), plain)
    if not [one for one in work.book.sheets if not one.properties.get("hidden")]:
        refuse("You can't hide all the sheets in a document.")


def _rename(work: Work, sheet: Sheet, title: str) -> None:
    _free_title(work, title, sheet)
    old, sheet.title = sheet.title, title

    def one(found: Reference) -> Reference:
        if found.title is None or found.title.casefold() != old.casefold():
            return found
        return type(found)(title, found.corners)

    for other in work.book.sheets:
        if work.book.computes:
            rewrite(other, one)
        rewrite_rules(other, one)


def _place(work: Work, sheet: Sheet, index: int) -> None:
    """The new index counts before the move."""
    sheets = work.book.sheets
    at = sheets.index(sheet)
    if index in (at, at + 1):
        return
    sheets.remove(sheet)
    sheets.insert(index - 1 if index > at else index, sheet)


def _resize(work: Work, sheet: Sheet, sent: Json, mask: masks.Mask) -> None:
    names = mask or {name: {} for name in sent}
    rows, columns = sent.get("rowCount"), sent.get("columnCount")
    if "rowCount" in names:
        _set_rows(work, sheet, rows or 0)
    if "columnCount" in names:
        _set_columns(work, sheet, columns or 0)
    room(work)
    grid = sheet.properties.setdefault("gridProperties", {})
    rest: masks.Mask = {
        name: {} for name in names if name not in ("rowCount", "columnCount")
    }
    if rest:
        sheet.properties["gridProperties"] = masks.merged(grid, sent, rest)
    _freeze(sheet)


def _set_rows(work: Work, sheet: Sheet, count: int) -> None:
    if count <= 0:
        refuse("gridProperties.rowCount must be greater than 0")
    if count < sheet.row_count:
        apply(work.book, sheet, "ROWS", Delete(count, sheet.row_count))
    sheet.grow(count, 0)
    room(work)


def _set_columns(work: Work, sheet: Sheet, count: int) -> None:
    if count <= 0:
        refuse("gridProperties.columnCount must be greater than 0")
    if count > COLUMN_LIMIT:
        refuse(TOO_WIDE)
    if count < sheet.column_count:
        apply(work.book, sheet, "COLUMNS", Delete(count, sheet.column_count))
    sheet.grow(0, count)


def _freeze(sheet: Sheet) -> None:
    rows, columns = sheet.frozen("Row"), sheet.frozen("Column")
    if rows >= sheet.row_count > 1:
        refuse("You can't freeze all visible rows on the sheet.")
    if columns >= sheet.column_count > 1:
        refuse("You can't freeze all visible columns on the sheet.")
    for one in sheet.merges:
        area = span(one).clamped(sheet.row_count, sheet.column_count)
        if area.top < rows < area.bottom or area.left < columns < area.right:
            refuse("You can't freeze only part of a merged cell.")


def update_spreadsheet_properties(work: Work, request: Json) -> Json:
    """Change the file's name, locale, zone or recalculation."""
    sent = request.get("properties") or {}
    mask = cells.mask_of(request)
    if set(mask) - {"title", "locale", "timeZone", "autoRecalc"} or not mask:
        what = f"spreadsheet properties {request['fields']}"
        raise NotDoneError(what)
    locale, zone = sent.get("locale") or "", sent.get("timeZone") or ""
    if "locale" in mask and not re.match(r"[a-z]{2,3}(_[A-Z]{2})?\Z", locale):
        refuse(f"Unsupported locale: {locale}")
    if "timeZone" in mask and zone not in zoneinfo.available_timezones():
        refuse(f"Invalid time zone: {zone}")
    if "title" in mask and not sent.get("title"):
        refuse("The spreadsheet title cannot be empty.")
    work.book.properties = masks.merged(work.book.properties, sent, mask)
    return {}


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
