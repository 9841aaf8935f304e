"""People at work in a spreadsheet: what they do between two requests of a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sheets_emulator import a1, batch, conditions, entry
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.errors import KindError
from tests.sheets_emulator.grid import Formula
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.shelf import Shelf
    from tests.sheets_emulator.wire import Json

ACTIONS = (
    "type",
    "clear",
    "paste",
    "sort",
    "insert_rows",
    "delete_rows",
    "insert_columns",
    "delete_columns",
    "move_rows",
    "move_columns",
    "rename_tab",
    "add_tab",
    "delete_tab",
    "filter",
    "unfilter",
    "hide_rows",
    "note",
    "color",
    "protect",
)
"""What a person can be told to do by name."""
REFUSED = "The data you entered violates the data validation rules set on this cell."


@dataclass
class Person:
    """Somebody who has the spreadsheet open. Rows count from 1, columns are letters.

    Attributes:
        email: Who it is; protections ask.
        book_id: The spreadsheet.
        now: The clock.
    """

    shelf: Shelf
    book_id: str
    email: str
    now: Callable[[], float]

    def work(self) -> Work:
        draft = self.shelf.writing(self.book_id, self.email)
        return Work(draft, self.email, self.now())

    def done(self, work: Work) -> None:
        work.book.modified = work.now
        self.shelf.put(work.book)

    def do(self, kind: str, request: Json) -> None:
        work = self.work()
        batch.KINDS[kind](work, request)
        self.done(work)

    def _tab(self, work: Work, title: str) -> Sheet:
        sheet = work.book.titled(title)
        if sheet is None:
            message = f"No tab is called {title}"
            raise KindError(message)
        return sheet

    def id_of(self, title: str) -> int:
        return self._tab(self.work(), title).sheet_id

    def type(self, tab: str, cell: str, text: str) -> None:
        """Type into a cell; a strict rule of the cell refuses what it does not allow.

        Raises:
            KindError: Refused, with the words people see.
        """
        self.paste(tab, cell, [[text]], checked=True)

    def paste(
        self,
        tab: str,
        cell: str,
        rows: Sequence[Sequence[str]],
        *,
        checked: bool = False,
    ) -> None:
        """Paste text; it is parsed as if typed, and rules do not stop it."""
        work = self.work()
        sheet = self._tab(work, tab)
        top, left = _corner(cell)
        width = max((len(row) for row in rows), default=0)
        sheet.grow(top + len(rows), left + width)
        work.guard(sheet, Area(top, left, top + len(rows), left + width))
        for down, row in enumerate(rows):
            for right, text in enumerate(row):
                self._enter(work, sheet, (top + down, left + right), text)
                if checked:
                    self._check(work, sheet, (top + down, left + right))
        self.done(work)

    def _enter(
        self, work: Work, sheet: Sheet, place: tuple[int, int], text: str
    ) -> None:
        locale, year = work.book.locale, work.year
        old = sheet.cell(*place)
        new = entry.entered(old, text, option="USER_ENTERED", locale=locale, year=year)
        work.book.computes |= isinstance(new.value, Formula)
        sheet.put(*place, new)

    def _check(self, work: Work, sheet: Sheet, place: tuple[int, int]) -> None:
        rule = sheet.cell(*place).rule or {}
        if not rule.get("strict") or sheet.cell(*place).value is None:
            return
        if rule["condition"]["type"] not in conditions.KNOWN:
            return
        if not conditions.holds(work, sheet, place, rule["condition"], place):
            raise KindError(REFUSED)

    def clear(self, tab: str, area: str) -> None:
        """Select cells and press delete."""
        work = self.work()
        sheet, span = work.book.find(f"{a1.quote(tab)}!{area}")
        held = sheet.inside(span)
        work.guard(sheet, held)
        for row, column, cell in list(sheet.filled(held)):
            sheet.put(row, column, cell.with_value(None))
        self.done(work)

    def _cell(self, tab: str, cell: str, data: Json, fields: str) -> None:
        top, left = _corner(cell)
        start = {"sheetId": self.id_of(tab), "rowIndex": top, "columnIndex": left}
        rows = [{"values": [data]}]
        self.do("updateCells", {"start": start, "rows": rows, "fields": fields})

    def note(self, tab: str, cell: str, text: str) -> None:
        """Leave a note at a cell."""
        self._cell(tab, cell, {"note": text}, "note")

    def color(self, tab: str, cell: str, red: float, green: float, blue: float) -> None:
        """Paint a cell."""
        paint = {"red": red, "green": green, "blue": blue}
        look = {"userEnteredFormat": {"backgroundColor": paint}}
        self._cell(tab, cell, look, "userEnteredFormat.backgroundColor")

    def protect(self, tab: str, area: str) -> None:
        """Protect cells so that only this person and the owner may edit them."""
        work = self.work()
        sheet, span = work.book.find(f"{a1.quote(tab)}!{area}")
        held = sheet.inside(span)
        place = {
            "sheetId": sheet.sheet_id,
            "startRowIndex": held.top,
            "endRowIndex": held.bottom,
            "startColumnIndex": held.left,
            "endColumnIndex": held.right,
        }
        self.do("addProtectedRange", {"protectedRange": {"range": place}})

    def sort(
        self, tab: str, column: str, *, first: int = 2, down: bool = False
    ) -> None:
        """Sort whole rows from ``first`` on by a column, whatever lies to its right."""
        spec = {
            "dimensionIndex": a1.column_index(column),
            "sortOrder": "DESCENDING" if down else "ASCENDING",
        }
        place = {"sheetId": self.id_of(tab), "startRowIndex": first - 1}
        self.do("sortRange", {"range": place, "sortSpecs": [spec]})

    def _lines(self, tab: str, dimension: str, start: int, count: int) -> Json:
        ends = {"startIndex": start, "endIndex": start + count}
        return {"sheetId": self.id_of(tab), "dimension": dimension, **ends}

    def insert_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Insert empty rows above row ``at``."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("insertDimension", {"range": place})

    def delete_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Delete rows from row ``at`` on."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("deleteDimension", {"range": place})

    def insert_columns(self, tab: str, at: str, count: int = 1) -> None:
        """Insert empty columns left of column ``at``."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        self.do("insertDimension", {"range": place})

    def delete_columns(self, tab: str, at: str, count: int = 1) -> None:
        """Delete columns from column ``at`` on."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        self.do("deleteDimension", {"range": place})

    def move_rows(self, tab: str, at: int, to: int, count: int = 1) -> None:
        """Drag rows before row ``to``."""
        place = self._lines(tab, "ROWS", at - 1, count)
        self.do("moveDimension", {"source": place, "destinationIndex": to - 1})

    def move_columns(self, tab: str, at: str, to: str, count: int = 1) -> None:
        """Drag columns before column ``to``."""
        place = self._lines(tab, "COLUMNS", a1.column_index(at), count)
        end = {"source": place, "destinationIndex": a1.column_index(to)}
        self.do("moveDimension", end)

    def rename_tab(self, tab: str, title: str) -> None:
        """Give a tab another name."""
        new = {"sheetId": self.id_of(tab), "title": title}
        self.do("updateSheetProperties", {"properties": new, "fields": "title"})

    def add_tab(self, title: str) -> None:
        """Add a tab of one's own."""
        self.do("addSheet", {"properties": {"title": title}})

    def delete_tab(self, tab: str) -> None:
        """Delete a tab."""
        self.do("deleteSheet", {"sheetId": self.id_of(tab)})

    def filter(
        self, tab: str, column: str, hidden: Sequence[str], *, first: int = 1
    ) -> None:
        """Put a filter on a tab, its heading in row ``first``; hide some values."""
        place = {"sheetId": self.id_of(tab), "startRowIndex": first - 1}
        criteria = {str(a1.column_index(column)): {"hiddenValues": list(hidden)}}
        self.do("setBasicFilter", {"filter": {"range": place, "criteria": criteria}})

    def unfilter(self, tab: str) -> None:
        """Take the filter off."""
        self.do("clearBasicFilter", {"sheetId": self.id_of(tab)})

    def hide_rows(self, tab: str, at: int, count: int = 1) -> None:
        """Hide rows."""
        place = self._lines(tab, "ROWS", at - 1, count)
        new = {"range": place, "properties": {"hiddenByUser": True}}
        self.do("updateDimensionProperties", {**new, "fields": "hiddenByUser"})

    def act(self, action: Json) -> None:
        """Do what a description says: ``{"do": "type", "tab": …, "cell": …}``.

        Raises:
            KindError: No such action, or it was refused.
        """
        rest = dict(action)
        name = rest.pop("do", "")
        if name not in ACTIONS:
            message = f"no such action: {name}; there are {', '.join(ACTIONS)}"
            raise KindError(message)
        getattr(self, name)(**rest)


def _corner(cell: str) -> tuple[int, int]:
    span = a1.read_span(cell)
    if span is None or span.top is None or span.left is None:
        message = f"No such cell: {cell}"
        raise KindError(message)
    return span.top, span.left
