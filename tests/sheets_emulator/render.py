"""What a reader gets to see of a cell: its value, its text, its CellData."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from tests.sheets_emulator import compute, conditions, entry, masks, numberformat
from tests.sheets_emulator.book import DEFAULT_FORMAT
from tests.sheets_emulator.grid import Cell, Formula, Sheet, Trouble, Value
from tests.sheets_emulator.locales import ways_of

if TYPE_CHECKING:
    from tests.sheets_emulator.functions import Plain
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

FONT = {"fontFamily": "Arial"}
"""The font that cells are seen in, whatever the default format calls it."""
ERRORS = {
    "#ERROR!": "ERROR",
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}


def trimmed(number: float) -> float:
    """A number without a fraction as JSON writes it: 2, not 2.0."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def plain(work: Work, sheet: Sheet, row: int, column: int) -> Plain:
    """The value of a cell, computed if it is a formula."""
    value = sheet.cell(row, column).value
    if isinstance(value, Formula):
        return compute.shown(work.sight(sheet, row, column))
    return value


def text(value: Plain, cell: Cell, locale: str) -> str:
    """The value as the cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        pattern = (cell.format or {}).get("numberFormat")
        return numberformat.shown(value, pattern, ways_of(locale))
    return value.code if isinstance(value, Trouble) else value


def is_dated(cell: Cell) -> bool:
    """Whether the cell's format shows a number as a date or a time."""
    pattern = (cell.format or {}).get("numberFormat", {})
    return pattern.get("type") in numberformat.DATE_TYPES


def value(
    work: Work, sheet: Sheet, place: tuple[int, int], option: str, dates: str
) -> str | float:
    """The value of a cell as ``valueRenderOption`` and ``dateTimeRenderOption`` ask."""
    cell = sheet.cell(*place)
    if option == "FORMULA" and isinstance(cell.value, Formula):
        return cell.value.text
    found = plain(work, sheet, *place)
    dated = dates == "FORMATTED_STRING" and is_dated(cell)
    number = isinstance(found, float | int) and not isinstance(found, bool)
    if option == "FORMATTED_VALUE" or (dated and number and option != "FORMULA"):
        return text(found, cell, work.book.locale)
    if isinstance(found, Trouble):
        return found.code
    if number and isinstance(found, float):
        return trimmed(found)
    return "" if found is None else found


def extended(value: Value) -> Json:
    """A value as Google's ExtendedValue."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, Trouble):
        return {"errorValue": {"type": ERRORS[value.code]}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": trimmed(value or 0)}


def cell_data(
    work: Work, sheet: Sheet, place: tuple[int, int], mask: masks.Mask
) -> Json:
    """What the mask takes of a cell's CellData."""
    cell = sheet.cell(*place)
    data: Json = {}
    if cell.value is not None:
        data = _value_data(work, sheet, place, mask)
    if cell.format and masks.wants(mask, "userEnteredFormat"):
        data["userEnteredFormat"] = cell.format
    if masks.wants(mask, "effectiveFormat") and not cell.is_bare:
        data["effectiveFormat"] = effective(work, sheet, place)
    if cell.note:
        data["note"] = cell.note
    if cell.rule:
        data["dataValidation"] = cell.rule
    if cell.runs:
        data["textFormatRuns"] = list(cell.runs)
    whole = not any(mask.values())  # fields are named, but nothing inside of them
    if not mask or (whole and data.keys() <= mask.keys()):
        return data
    kept: Json = masks.keep(data, mask)
    return kept


def _value_data(
    work: Work, sheet: Sheet, place: tuple[int, int], mask: masks.Mask
) -> Json:
    cell = sheet.cell(*place)
    data: Json = {}
    if masks.wants(mask, "userEnteredValue"):
        data["userEnteredValue"] = extended(cell.value)
    found = plain(work, sheet, *place)
    if found is not None and masks.wants(mask, "effectiveValue"):
        data["effectiveValue"] = extended(found)
    if masks.wants(mask, "formattedValue"):
        data["formattedValue"] = text(found, cell, work.book.locale)
    if masks.wants(mask, "hyperlink") and entry.is_link(cell.value):
        data["hyperlink"] = cell.value
    return data


def effective(work: Work, sheet: Sheet, place: tuple[int, int]) -> Json:
    """The format in which a cell is seen: the default, its own, and its colours."""
    cell, value = sheet.cell(*place), plain(work, sheet, *place)
    kind = "LINKED" if entry.is_link(value) else "PLAIN_TEXT"
    found = {**_aligned(value), "hyperlinkDisplayType": kind, "textFormat": FONT}
    rules = conditions.rule_format(work, sheet, place)
    return functools.reduce(_over, (DEFAULT_FORMAT, found, cell.format or {}, rules))


def _aligned(value: Plain) -> Json:
    """How a value stands in its cell where nobody has said it."""
    if value is None:
        return {}
    if isinstance(value, bool | Trouble):
        return {"horizontalAlignment": "CENTER"}
    side = "LEFT" if isinstance(value, str) else "RIGHT"
    return {"horizontalAlignment": side}


def _over(below: Json, above: Json) -> Json:
    result = dict(below)
    for name, one in above.items():
        held = result.get(name)
        both = isinstance(held, dict) and isinstance(one, dict)
        nested = both and not name.endswith(("Color", "ColorStyle"))
        result[name] = _over(held or {}, one) if nested else one
    return result
