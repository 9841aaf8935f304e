"""One piece of work on a draft of a spreadsheet: by whom, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.sheets_emulator.book import grid_range, span
from tests.sheets_emulator.compute import Sight
from tests.sheets_emulator.errors import refuse
from tests.sheets_emulator.numberformat import serial_of

if TYPE_CHECKING:
    from tests.sheets_emulator.a1 import Area
    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the "
    "spreadsheet owner to remove protection if you need to edit."
)


@dataclass
class Work:
    """A draft of a book, who works on it, and the moment in seconds since 1970."""

    book: Book
    caller: str
    now: float

    @property
    def local(self) -> dt.datetime:
        """The moment in the book's zone, without zone."""
        zone = ZoneInfo(str(self.book.properties["timeZone"]))
        return dt.datetime.fromtimestamp(self.now, zone).replace(tzinfo=None)

    @property
    def year(self) -> int:
        """The year that a date without one means."""
        return self.local.year

    def sight(self, sheet: Sheet, row: int, column: int) -> Sight:
        """From where a formula in that cell looks."""
        return Sight(self.book, sheet, row, column, serial_of(self.local))

    def area(self, asked: Json) -> tuple[Sheet, Area]:
        """The tab and the rectangle of a GridRange, its ends cut to the grid."""
        sheet = self.book.sheet(asked.get("sheetId") or 0)
        _in_order(asked)
        area = span(asked).clamped(sheet.row_count, sheet.column_count)
        if area.top >= sheet.row_count or area.left >= sheet.column_count:
            rows, columns = sheet.row_count, sheet.column_count
            size = f"rowCount={rows}, columnCount={columns}"
            refuse(f"Range starts outside the grid limits: {size}")
        return sheet, area

    def resolved(self, asked: Json) -> Json:
        """A GridRange with its open ends filled."""
        sheet, area = self.area(asked)
        return grid_range(sheet, area)

    def may_edit(self, sheet: Sheet, area: Area) -> bool:
        """Whether no protection of others lies there."""
        return not any(
            self.is_barred(one) and self._covers(sheet, one, area)
            for one in sheet.protected
        )

    def guard(self, sheet: Sheet, area: Area) -> None:
        """Refuse work on cells that are protected by others.

        Raises:
            KindError: In Google's words.
        """
        if not self.may_edit(sheet, area):
            refuse(PROTECTED)

    def is_barred(self, protection: Json) -> bool:
        """Whether a protection keeps the caller out."""
        if protection.get("warningOnly"):
            return False
        if self.book.roles.get(self.caller) == "owner":
            return False
        return self.caller not in protection["editors"].get("users", [])

    def _covers(self, sheet: Sheet, protection: Json, area: Area) -> bool:
        size = sheet.row_count, sheet.column_count
        covered = span(self.range_of(protection)).clamped(*size)
        free = protection.get("unprotectedRanges", [])
        if any(span(one).clamped(*size).holds(area) for one in free):
            return False
        return covered.touches(area)

    def range_of(self, protection: Json) -> Json:
        """The range of a protection, its own or that of the name it protects."""
        for one in self.book.names:
            if one["namedRangeId"] == protection.get("namedRangeId"):
                found: Json = one["range"]
                return found
        own: Json = protection.get("range", {})
        return own


def _in_order(asked: Json) -> None:
    for start, end in (
        ("startRowIndex", "endRowIndex"),
        ("startColumnIndex", "endColumnIndex"),
    ):
        first, last = asked.get(start) or 0, asked.get(end)
        if first < 0:
            refuse(f"{start}[{first}] cannot be negative")
        if last is not None and last <= first:
            refuse(f"{end}[{last}] must be greater than {start}[{first}]")
