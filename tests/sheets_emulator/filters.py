"""The basic filter: which rows it hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import colors
from tests.sheets_emulator.book import span
from tests.sheets_emulator.errors import NotDoneError
from tests.sheets_emulator.render import plain, text

if TYPE_CHECKING:
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.work import Work

Json = dict[str, Any]


def criteria(own: Json) -> dict[int, Json]:
    """What each column is held against, however it was sent."""
    found = {int(at): one for at, one in (own.get("criteria") or {}).items()}
    for spec in own.get("filterSpecs") or []:
        found[spec.get("columnIndex") or 0] = spec.get("filterCriteria") or {}
    for one in found.values():
        if set(one) - {"hiddenValues", "condition"}:
            what = "filtering by colour"
            raise NotDoneError(what)
    return found


def hide(work: Work, sheet: Sheet) -> None:
    """Set which rows the filter hides, its heading never."""
    for held in sheet.row_lines.values():
        held.pop("hiddenByFilter", None)
    own = sheet.basic_filter
    if not own:
        return
    wanted = criteria(own)
    area = span(own["range"]).clamped(sheet.row_count, sheet.column_count)
    for row in range(area.top + 1, area.bottom):
        if any(_out(work, sheet, (row, at), one) for at, one in wanted.items()):
            sheet.row_lines.setdefault(row, {})["hiddenByFilter"] = True


def _out(work: Work, sheet: Sheet, place: tuple[int, int], wanted: Json) -> bool:
    seen = text(plain(work, sheet, *place), sheet.cell(*place), work.book.locale)
    if seen in (wanted.get("hiddenValues") or []):
        return True
    condition = wanted.get("condition")
    if not condition:
        return False
    return not colors.holds(work, sheet, place, condition, place)
