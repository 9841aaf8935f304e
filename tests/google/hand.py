"""A trial on the emulator: the store over HTTP, and a person with the sheet open."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sync.google.line import Line
from sync.google.store import GoogleStore
from sync.grid import Grid
from sync.retry import Patience
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.grid import Formula, Trouble
from tests.sheets_emulator.server import serving
from tests.stores.trial import BOOK, Trial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sheets_schema.cells import Raw
    from tests.sheets_emulator.book import Book
    from tests.sheets_emulator.grid import Sheet

EPOCH = datetime(1899, 12, 30)
QUICK = Patience(sleep=lambda _: None, draw=lambda: 0.0)
"""Insists as often as ever, without waiting."""


@dataclass
class GoogleHand:
    """Works in the spreadsheet as its own program does, on its cells and columns."""

    emulator: Emulator
    book_id: str

    @property
    def book(self) -> Book:
        return self.emulator.shelf.books[self.book_id]

    def act(self, tab: str, what: Callable[[Grid], None]) -> None:
        sheet = next(it for it in self.book.sheets if _carries(it, tab))
        grid = _grid(sheet)
        what(grid)
        if grid.title != sheet.title:
            new = {"sheetId": sheet.sheet_id, "title": grid.title}
            self._do("updateSheetProperties", properties=new, fields="title")
        self._arrange(sheet.sheet_id, grid)
        self._fill(sheet.sheet_id, grid)

    def add_tab(self, title: str, lines: Sequence[Sequence[Raw]]) -> None:
        self._do("addSheet", properties={"title": title})
        sheet = self._titled(title)
        self._fill(sheet.sheet_id, Grid(title, [list(line) for line in lines]))

    def drop_tab(self, title: str) -> None:
        self._do("deleteSheet", sheetId=self._titled(title).sheet_id)

    def see(self, title: str) -> Grid:
        return _grid(self._titled(title))

    def mark(self) -> object:
        return repr(self.book.sheets)

    def _titled(self, title: str) -> Sheet:
        found = self.book.titled(title)
        assert found is not None
        return found

    def _do(self, kind: str, **request: Any) -> None:
        self.emulator.person(self.book_id).do(kind, request)

    def _arrange(self, sheet_id: int, grid: Grid) -> None:
        """Delete, insert and move whole columns, so that their looks go along."""
        now, wanted = _keys(_grid(self.book.sheet(sheet_id))), _keys(grid)
        if grid.width < len(now):
            for at in reversed(range(len(now))):
                if now[at] not in wanted:
                    self._columns("deleteDimension", sheet_id, at)
                    del now[at]
        for at, key in enumerate(wanted[: len(now)]):
            if key is None and len(now) < len(wanted) and now[at] is not None:
                self._columns("insertDimension", sheet_id, at)
                now.insert(at, None)
            elif key != now[at] and key in now[at:]:
                self._move(sheet_id, now.index(key, at), at)
                now.insert(at, now.pop(now.index(key, at)))

    def _columns(self, kind: str, sheet_id: int, at: int) -> None:
        self._do(kind, range=_column(sheet_id, at))

    def _move(self, sheet_id: int, at: int, to: int) -> None:
        source = _column(sheet_id, at)
        self._do("moveDimension", source=source, destinationIndex=to)

    def _fill(self, sheet_id: int, grid: Grid) -> None:
        """Type what differs."""
        was = _grid(self.book.sheet(sheet_id)).squared()
        sheet = self.book.sheet(sheet_id)
        for dimension, lacking in (
            ("ROWS", len(grid.lines) - sheet.row_count),
            ("COLUMNS", grid.width - sheet.column_count),
        ):
            if lacking > 0:
                about = {"sheetId": sheet_id, "dimension": dimension}
                self._do("appendDimension", **about, length=lacking)
        new = grid.squared()
        height, width = max(len(was), len(new)), max(grid.width, len((was or [[]])[0]))
        for line in range(height):
            for at in range(width):
                raw = _at(new, line, at)
                if raw != _at(was, line, at):
                    self._type(sheet_id, line, at, raw)

    def _type(self, sheet_id: int, line: int, at: int, raw: Raw) -> None:
        start = {"sheetId": sheet_id, "rowIndex": line, "columnIndex": at}
        data = {"userEnteredValue": _value(raw)} if raw is not None else {}
        rows = [{"values": [data]}]
        self._do("updateCells", start=start, rows=rows, fields="userEnteredValue")


def _carries(sheet: Sheet, tab: str) -> bool:
    return any(str(it.value).startswith(f"{tab}.") for it in sheet.rows[0].values())


def _keys(grid: Grid) -> list[Raw]:
    return [*grid.keys, *[None] * (grid.width - len(grid.keys))]


def _column(sheet_id: int, at: int) -> Mapping[str, Any]:
    ends = {"startIndex": at, "endIndex": at + 1}
    return {"sheetId": sheet_id, "dimension": "COLUMNS", **ends}


def _grid(sheet: Sheet) -> Grid:
    lines: list[list[Raw]] = []
    for row in sheet.rows:
        held = {at: cell for at, cell in row.items() if cell.value is not None}
        width = max(held, default=-1) + 1
        lines.append(
            [_raw(held[at].value) if at in held else None for at in range(width)]
        )
    while lines and not lines[-1]:
        lines.pop()
    return Grid(sheet.title, lines)


def _raw(value: object) -> Raw:
    if isinstance(value, Formula):
        return value.text
    if isinstance(value, Trouble):
        return value.code
    assert isinstance(value, str | float | int)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _at(lines: list[list[Raw]], line: int, at: int) -> Raw:
    return lines[line][at] if line < len(lines) and at < len(lines[line]) else None


def _value(raw: Raw) -> Mapping[str, Any]:
    if isinstance(raw, bool):
        return {"boolValue": raw}
    if isinstance(raw, date):
        whole = raw if isinstance(raw, datetime) else datetime.combine(raw, time.min)
        return {"numberValue": (whole - EPOCH) / timedelta(days=1)}
    if isinstance(raw, str):
        return {"stringValue": raw}
    return {"numberValue": raw}


def account(emulator: Emulator, folder: Path) -> Path:
    """A service account's file of an emulator."""
    file = folder / "credentials.json"
    file.write_text(json.dumps(emulator.account()), encoding="utf-8")
    return file


@contextmanager
def google(folder: Path) -> Iterator[Trial]:
    """A trial in a spreadsheet that a person made and shared."""
    emulator = Emulator(sleep=lambda _: None)
    with serving(emulator):
        line = Line(account(emulator, folder), endpoint=emulator.url)
        book_id = emulator.make("Bảng tính không có tiêu đề").book_id
        ids = {BOOK.key: book_id}
        store = GoogleStore(line, ids=ids, desk_id="ban-thu", patience=QUICK)
        store.dress(BOOK)
        try:
            yield Trial(store, GoogleHand(emulator, book_id), has_versions=False)
        finally:
            store.close()
