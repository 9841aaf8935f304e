"""The books of a desk in the hands of people, wherever they are kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from zipfile import ZipFile

import openpyxl

from sheets_schema.books.shelf import BOOKS, DESK
from sheets_schema.columns import FIRST_LINE
from sync.a1 import column_letters
from sync.xlsx.workbook import WorkbookStore
from tests.google.hand import account
from tests.sheets_emulator.grid import Formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.columns import Book
    from tests.sheets_emulator.emulator import Emulator
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.people import Person

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


class Books(Protocol):
    """What people do in the books with a program of their own.

    Attributes:
        store: What the settings call the place.
        environ: What the desk has to be told of it.
    """

    store: str
    environ: Mapping[str, str]

    def rows(self, tab: str, book: Book = DESK) -> Sequence[Mapping[str, object]]:
        """The rows of a tab by key, as far as they are filled."""

    def type(self, line: int, **cells: str) -> None:
        """Type into a line of the register, and save."""

    def delete(self, line: int) -> None:
        """Delete a line of the register, and save."""

    def formulas(self) -> int:
        """How many cells of the desk book compute."""

    def titles(self, book: Book) -> Sequence[str]:
        """What the tabs of a book are called."""


@dataclass
class Workbooks:
    """Files in the desk's folder."""

    folder: Path
    store: str = "workbook"
    environ: Mapping[str, str] = field(default_factory=dict)

    def rows(self, tab: str, book: Book = DESK) -> Sequence[Mapping[str, object]]:
        store = WorkbookStore(self.folder, desk_id="")
        return [row.cells for row in store.read(book, {tab}).rows[tab]]

    def type(self, line: int, **cells: str) -> None:
        workbook = openpyxl.load_workbook(self._file)
        sheet = _register(workbook)
        keys = [cell.value for cell in sheet[1]]
        for key, said in cells.items():
            sheet.cell(line, keys.index(f"f01.{key}") + 1, said)
        workbook.save(self._file)

    def delete(self, line: int) -> None:
        workbook = openpyxl.load_workbook(self._file)
        _register(workbook).delete_rows(line)
        workbook.save(self._file)

    def formulas(self) -> int:
        with ZipFile(self._file) as book:
            names = [it for it in book.namelist() if _SHEET.fullmatch(it)]
            assert names
            cells = [book.read(name).partition(b"<sheetData")[2] for name in names]
        return sum(one.count(b"<f>") + one.count(b"<f ") for one in cells)

    def titles(self, book: Book) -> Sequence[str]:
        names: list[str] = openpyxl.load_workbook(self.folder / book.file).sheetnames
        return names

    @property
    def _file(self) -> Path:
        return self.folder / DESK.file


def _register(book: openpyxl.Workbook) -> Worksheet:
    return next(it for it in book if str(it.cell(1, 1).value).startswith("f01."))


class Spreadsheets:
    """Empty spreadsheets that a person made and shared with the desk."""

    store = "google"

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self._emulator = emulator
        self._ids = {it.key: emulator.make(it.title).book_id for it in BOOKS}
        said = {"CREDENTIALS": f"{account(emulator, folder)}"}
        said |= {"ENDPOINT": emulator.url}
        said |= {key.upper(): book_id for key, book_id in self._ids.items()}
        self.environ: Mapping[str, str] = {
            f"LANGNGHE_STORE__GOOGLE__{key}": it for key, it in said.items()
        }

    def rows(self, tab: str, book: Book = DESK) -> Sequence[Mapping[str, object]]:
        sheet = self._sheet(tab, book)
        keys = {at: str(cell.value) for at, cell in sheet.rows[0].items()}
        found = (
            {
                keys[at].removeprefix(f"{tab}."): cell.value
                for at, cell in row.items()
                if cell.value is not None and at in keys
            }
            for row in sheet.rows[FIRST_LINE - 1 :]
        )
        return [row for row in found if row]

    def type(self, line: int, **cells: str) -> None:
        sheet = self._sheet("f01", DESK)
        columns = {cell.value: at for at, cell in sheet.rows[0].items()}
        for key, said in cells.items():
            place = f"{column_letters(columns[f'f01.{key}'])}{line}"
            self._person.type(sheet.title, place, said)

    def delete(self, line: int) -> None:
        self._person.delete_rows(self._sheet("f01", DESK).title, line)

    def formulas(self) -> int:
        cells = (
            cell for it in self._tabs(DESK) for row in it.rows for cell in row.values()
        )
        return sum(isinstance(cell.value, Formula) for cell in cells)

    def titles(self, book: Book) -> Sequence[str]:
        return [sheet.title for sheet in self._tabs(book)]

    @property
    def _person(self) -> Person:
        return self._emulator.person(self._ids[DESK.key])

    def _tabs(self, book: Book) -> Sequence[Sheet]:
        return self._emulator.shelf.books[self._ids[book.key]].sheets

    def _sheet(self, tab: str, book: Book) -> Sheet:
        return next(
            sheet
            for sheet in self._tabs(book)
            if any(str(it.value).startswith(f"{tab}.") for it in sheet.rows[0].values())
        )
