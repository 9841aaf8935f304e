"""Somebody typing: what people do with cells, as the program of theirs does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator import a1, batch, colors, entry
from tests.sheets_emulator.a1 import Area
from tests.sheets_emulator.errors import KindError
from tests.sheets_emulator.grid import Formula
from tests.sheets_emulator.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.shelf import Shelf

Json = dict[str, Any]
REFUSED = "The data you entered violates the data validation rules set on this cell."


@dataclass
class Typist:
    """Somebody who has the spreadsheet open, with a cursor in a cell.

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
        if rule["condition"]["type"] not in colors.KNOWN:
            return
        if not colors.holds(work, sheet, place, rule["condition"], place):
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


def _corner(cell: str) -> tuple[int, int]:
    span = a1.read_span(cell)
    if span is None or span.top is None or span.left is None:
        message = f"No such cell: {cell}"
        raise KindError(message)
    return span.top, span.left
