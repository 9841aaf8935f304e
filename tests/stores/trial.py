"""The stores under test, and a person's hand that works in each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import openpyxl

from sheets_schema.cells import CODE, DAY, LONG, MOMENT, MONEY, NUMBER, TEXT, YES
from sheets_schema.columns import Book, Column, Nature, Owner, Table
from sync.grid import Grid
from sync.memory import MemoryStore
from sync.xlsx.workbook import WorkbookStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.cells import Raw
    from sync.store import Store


def _derived(key: str, heading: str, kind: Any) -> Column:
    return Column(key, heading, kind, Owner.MACHINE, Nature.DERIVED)


CASE = Table(
    key="case",
    title="Sổ vụ việc",
    code="code",
    columns=(
        _derived("code", "Số sổ", CODE),
        _derived("status", "Tình trạng", TEXT),
        _derived("due", "Hạn kế tiếp", MOMENT),
        Column("name", "Họ và tên", TEXT),
        Column("phone", "Điện thoại", CODE),
        Column("words", "Nội dung", LONG),
        Column("day", "Ngày xảy ra", DAY),
        Column("mark", "Điểm", NUMBER),
        Column("amount", "Số tiền", MONEY),
        Column("agreed", "Đồng ý", YES),
        _derived("message", "Hệ thống nhắn", LONG),
    ),
)
UNIT = Table(
    key="unit",
    title="Đơn vị",
    code="name",
    columns=(Column("name", "Tên đơn vị", TEXT), Column("head", "Trưởng", TEXT)),
)
BOOK = Book("trial", "Sổ thử", "so-thu.xlsx", (CASE, UNIT))


class Hand(Protocol):
    """A person who works in a book with a program of their own."""

    def act(self, tab: str, what: Callable[[Grid], None]) -> None:
        """Do something in the tab that carries a table's keys, and save."""

    def add_tab(self, title: str, lines: Sequence[Sequence[Raw]]) -> None:
        """Add a tab of one's own."""

    def drop_tab(self, title: str) -> None:
        """Delete a tab."""

    def see(self, title: str) -> Grid:
        """Look at a tab."""

    def mark(self) -> object:
        """What tells the stored book from any other state of it."""


@dataclass
class MemoryHand:
    store: MemoryStore

    def act(self, tab: str, what: Callable[[Grid], None]) -> None:
        what(self.store.tab(tab))

    def add_tab(self, title: str, lines: Sequence[Sequence[Raw]]) -> None:
        self.store.books[BOOK.key].append(Grid(title, [list(line) for line in lines]))

    def drop_tab(self, title: str) -> None:
        self.store.books[BOOK.key].remove(self.see(title))

    def see(self, title: str) -> Grid:
        return next(it for it in self.store.books[BOOK.key] if it.title == title)

    def mark(self) -> object:
        return repr(self.store.books)


@dataclass
class WorkbookHand:
    """Works as a program that loads the whole book and saves all of it."""

    file: Path
    _formats: dict[str, str] = field(default_factory=dict)

    def act(self, tab: str, what: Callable[[Grid], None]) -> None:
        workbook = openpyxl.load_workbook(self.file)
        sheet = next(it for it in workbook.worksheets if _carries(it, tab))
        grid = _grid(sheet)
        what(grid)
        sheet.title = grid.title
        _write(sheet, grid)
        workbook.save(self.file)

    def add_tab(self, title: str, lines: Sequence[Sequence[Raw]]) -> None:
        workbook = openpyxl.load_workbook(self.file)
        _write(workbook.create_sheet(title), Grid(title, [list(it) for it in lines]))
        workbook.save(self.file)

    def drop_tab(self, title: str) -> None:
        workbook = openpyxl.load_workbook(self.file)
        workbook.remove(workbook[title])
        workbook.save(self.file)

    def see(self, title: str) -> Grid:
        return _grid(openpyxl.load_workbook(self.file)[title])

    def mark(self) -> object:
        return self.file.read_bytes()


def _carries(sheet: Worksheet, tab: str) -> bool:
    return any(str(cell.value).startswith(f"{tab}.") for cell in sheet[1])


def _grid(sheet: Worksheet) -> Grid:
    lines: list[list[Any]] = [[it.value for it in row] for row in sheet.iter_rows()]
    return Grid(sheet.title, lines)


def _write(sheet: Worksheet, grid: Grid) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            cell.value = None
    for line, values in enumerate(grid.lines, 1):
        for at, raw in enumerate(values, 1):
            target = sheet.cell(line, at)
            target.value = raw
            if isinstance(raw, str) and raw:
                target.data_type = "s"


@dataclass
class Trial:
    """A store with the dressed trial book, and a person at work in it.

    Attributes:
        has_versions: Whether the store tells any edit since a reading; where there are
            no versions only what moved is noticed.
    """

    store: Store
    hand: Hand
    book: Book = BOOK
    has_versions: bool = True


def memory(_: Path) -> Trial:
    """A trial in this process's memory."""
    store = MemoryStore()
    store.dress(BOOK)
    return Trial(store, MemoryHand(store))


def workbook(folder: Path) -> Trial:
    """A trial in a workbook on disk."""
    store = WorkbookStore(folder, desk_id="ban-thu")
    store.dress(BOOK)
    return Trial(store, WorkbookHand(folder / BOOK.file))
