"""A trial on Google or its emulator: the store, and a person with the sheet open."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sync.google.client import Client
from sync.google.spreadsheet import FIELDS, GoogleSheet, spreadsheet
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
    from tests.sheets_emulator.grid import Sheet as EmulatedSheet

EPOCH = datetime(1899, 12, 30)
QUICK = Patience(sleep=lambda _: None, draw=lambda: 0.0)
"""Insists as often as ever, without waiting."""


class Hand(ABC):
    """Works in the spreadsheet as its own program does, on its cells and columns."""

    @abstractmethod
    def sheets(self) -> list[GoogleSheet]:
        """The tabs as they stand."""

    @abstractmethod
    def do(self, kind: str, **request: Any) -> None:
        """Do one thing of those that Google's own program does."""

    @abstractmethod
    def mark(self) -> object:
        """What tells the stored book from any other state of it."""

    def act(self, tab: str, what: Callable[[Grid], None]) -> None:
        sheet = next(it for it in self.sheets() if _carries(it, tab))
        grid = _grid(sheet)
        what(grid)
        if grid.title != sheet.title:
            new = {"sheetId": sheet.id, "title": grid.title}
            self.do("updateSheetProperties", properties=new, fields="title")
        self._arrange(sheet, grid)
        self._fill(sheet.id, grid)

    def add_tab(self, title: str, lines: Sequence[Sequence[Raw]]) -> None:
        self.do("addSheet", properties={"title": title})
        grid = Grid(title, [list(line) for line in lines])
        self._fill(self._titled(title).id, grid)

    def drop_tab(self, title: str) -> None:
        self.do("deleteSheet", sheetId=self._titled(title).id)

    def see(self, title: str) -> Grid:
        return _grid(self._titled(title))

    def _titled(self, title: str) -> GoogleSheet:
        return next(it for it in self.sheets() if it.title == title)

    def _arrange(self, sheet: GoogleSheet, grid: Grid) -> None:
        """Delete, insert and move whole columns, so that their looks go along."""
        now, wanted = _keys(_grid(sheet)), _keys(grid)
        if grid.width < len(now):
            for at in reversed(range(len(now))):
                if now[at] not in wanted:
                    self.do("deleteDimension", range=_column(sheet.id, at))
                    del now[at]
        for at, key in enumerate(wanted[: len(now)]):
            if key is None and len(now) < len(wanted) and now[at] is not None:
                self.do("insertDimension", range=_column(sheet.id, at))
                now.insert(at, None)
            elif key != now[at] and key in now[at:]:
                source = _column(sheet.id, now.index(key, at))
                self.do("moveDimension", source=source, destinationIndex=at)
                now.insert(at, now.pop(now.index(key, at)))

    def _fill(self, sheet_id: int, grid: Grid) -> None:
        """Type what differs."""
        sheet = next(it for it in self.sheets() if it.id == sheet_id)
        for dimension, lacking in (
            ("ROWS", len(grid.lines) - sheet.height),
            ("COLUMNS", grid.width - sheet.width),
        ):
            if lacking > 0:
                about = {"sheetId": sheet_id, "dimension": dimension}
                self.do("appendDimension", **about, length=lacking)
        was, new = _grid(sheet).squared(), grid.squared()
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
        self.do("updateCells", start=start, rows=rows, fields="userEnteredValue")


@dataclass
class GoogleHand(Hand):
    """Somebody at work in the emulator; no request of theirs is counted."""

    emulator: Emulator
    book_id: str

    @property
    def book(self) -> Book:
        return self.emulator.shelf.books[self.book_id]

    def sheets(self) -> list[GoogleSheet]:
        return [_emulated(sheet) for sheet in self.book.sheets]

    def do(self, kind: str, **request: Any) -> None:
        self.emulator.person(self.book_id).do(kind, request)

    def mark(self) -> object:
        return repr(self.book.sheets)


@dataclass
class LiveHand(Hand):
    """Somebody at work in a spreadsheet of Google's own."""

    line: Client
    book_id: str
    patience: Patience = field(default_factory=Patience)

    def sheets(self) -> list[GoogleSheet]:
        return list(spreadsheet(self._get(FIELDS)).sheets)

    def do(self, kind: str, **request: Any) -> None:
        body = {"requests": [{kind: request}]}
        fields = "spreadsheetId"
        self.patience.insist(lambda: self.line.post(self.book_id, body, fields=fields))

    def _get(self, fields: str) -> Any:
        asked = {"fields": fields}
        return self.patience.insist(lambda: self.line.get(self.book_id, asked))

    def mark(self) -> object:
        return repr(self.sheets())

    def wipe(self) -> None:
        """Leave one empty tab, as a new spreadsheet has."""
        self.do("addSheet", properties={"title": f"Trang {len(self.sheets())}"})
        *old, _ = self.sheets()
        for sheet in old:
            self.do("deleteSheet", sheetId=sheet.id)
        for one in self._get("namedRanges(namedRangeId)").get("namedRanges", ()):
            self.do("deleteNamedRange", **one)


def _emulated(sheet: EmulatedSheet) -> GoogleSheet:
    lines = []
    for row in sheet.rows:
        held = {at: cell for at, cell in row.items() if cell.value is not None}
        filled = range(max(held, default=-1) + 1)
        lines.append([_raw(held[at].value) if at in held else None for at in filled])
    while lines and not lines[-1]:
        lines.pop()
    size = sheet.row_count, sheet.column_count
    return GoogleSheet(sheet.sheet_id, sheet.title, *size, lines)


def _carries(sheet: GoogleSheet, tab: str) -> bool:
    return any(str(key).startswith(f"{tab}.") for key in sheet.keys)


def _grid(sheet: GoogleSheet) -> Grid:
    return Grid(sheet.title, [list(line) for line in sheet.lines])


def _keys(grid: Grid) -> list[Raw]:
    return [*grid.keys, *[None] * (grid.width - len(grid.keys))]


def _column(sheet_id: int, at: int) -> Mapping[str, Any]:
    ends = {"startIndex": at, "endIndex": at + 1}
    return {"sheetId": sheet_id, "dimension": "COLUMNS", **ends}


def _raw(value: object) -> str | float | int | bool | None:
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
        line = Client(account(emulator, folder), endpoint=emulator.url)
        book_id = emulator.make("Bảng tính không có tiêu đề").book_id
        ids = {BOOK.key: book_id}
        store = GoogleStore(line, ids=ids, desk_id="ban-thu", patience=QUICK)
        store.dress(BOOK)
        yield Trial(store, GoogleHand(emulator, book_id), has_versions=False)
        store.close()


@contextmanager
def live(credentials: Path, book_id: str) -> Iterator[Trial]:
    """A trial in a spreadsheet of Google's own, which is emptied first.

    Args:
        credentials: The file of a service account that may write it.
        book_id: A spreadsheet that holds nothing of worth.
    """
    line = Client(credentials)
    hand = LiveHand(line, book_id)
    hand.wipe()
    store = GoogleStore(line, ids={BOOK.key: book_id}, desk_id="ban-thu")
    store.dress(BOOK)
    yield Trial(store, hand, has_versions=False)
    store.close()
