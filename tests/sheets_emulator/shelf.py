"""The shelf: all spreadsheets, who may take which, and their copy on disk."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator.book import Book, Numbers, default_properties
from tests.sheets_emulator.errors import forbidden, not_found
from tests.sheets_emulator.grid import Cell, Formula, Sheet, Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sheets_emulator.wire import Json

ANYONE = "*"
"""Stands for everybody with the link among the roles of a book."""


class Shelf:
    """Every spreadsheet; with a folder, each change is on disk when it is answered."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.books: dict[str, Book] = {}
        self.made = 0
        if folder:
            for path in sorted(folder.glob("*.book.json")):
                book = loaded(json.loads(path.read_text("utf-8")))
                self.books[book.book_id] = book
            self.made = len(self.books)

    def create(self, title: str, owner: str, now: float) -> Book:
        """A new spreadsheet with one empty tab."""
        book_id = self._free_id(title)
        sheet = Sheet.blank(0, "Sheet1", 1000, 26)
        book = Book(book_id, default_properties(title), [sheet], Numbers(book_id))
        book.roles[owner] = "owner"
        book.created = book.modified = now
        self.put(book)
        return book

    def _free_id(self, title: str) -> str:
        while True:
            self.made += 1
            digest = hashlib.blake2b(f"{self.made}:{title}".encode(), digest_size=32)
            letters = base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
            if f"1{letters}" not in self.books:
                return f"1{letters}"

    def put(self, book: Book) -> None:
        """Take a book, new or changed."""
        self.books[book.book_id] = book
        if self.folder:
            path = self.folder / f"{book.book_id}.book.json"
            fresh = path.with_suffix(".new")
            fresh.write_text(json.dumps(saved(book), ensure_ascii=False), "utf-8")
            fresh.replace(path)

    def remove(self, book_id: str) -> None:
        """Throw a book away."""
        del self.books[book_id]
        if self.folder:
            (self.folder / f"{book_id}.book.json").unlink()

    def role(self, book: Book, caller: str) -> str:
        """``owner``, ``writer``, ``reader`` or nothing."""
        return book.roles.get(caller) or book.roles.get(ANYONE, "")

    def reading(self, book_id: str, caller: str) -> Book:
        """The book for reading.

        Raises:
            ApiError: 404, or 403 when it is not shared with the caller.
        """
        book = self.books.get(book_id)
        if book is None:
            raise not_found()
        if not self.role(book, caller):
            raise forbidden()
        return book

    def writing(self, book_id: str, caller: str) -> Book:
        """A draft of the book; `put` makes it true.

        Raises:
            ApiError: 404, or 403 when the caller may not write.
        """
        book = self.reading(book_id, caller)
        if self.role(book, caller) not in ("owner", "writer"):
            raise forbidden()
        return book.copy()


def _saved_cell(cell: Cell) -> Json:
    value: Any = cell.value
    if isinstance(value, Formula):
        value = {"formula": value.text}
    elif isinstance(value, Trouble):
        value = {"trouble": value.code}
    return {
        "v": value,
        "f": cell.format,
        "n": cell.note,
        "r": cell.rule,
        "t": list(cell.runs),
    }


def _loaded_cell(kept: Json) -> Cell:
    value = kept["v"]
    if isinstance(value, dict):
        text = value.get("formula")
        value = Formula(text) if text else Trouble(value["trouble"])
    return Cell(value, kept["f"], kept["n"], kept["r"], tuple(kept["t"]))


def saved(book: Book) -> Json:
    """A book as JSON."""
    whole = {one.name: getattr(book, one.name) for one in dataclasses.fields(book)}
    sheets = []
    for sheet in book.sheets:
        kept = {one.name: getattr(sheet, one.name) for one in dataclasses.fields(sheet)}
        kept["rows"] = [
            {str(at): _saved_cell(cell) for at, cell in row.items()}
            for row in sheet.rows
        ]
        sheets.append(kept)
    numbers = dataclasses.asdict(book.numbers)
    return {**whole, "sheets": sheets, "numbers": numbers}


def loaded(kept: Json) -> Book:
    """A book from JSON."""
    sheets = []
    for one in kept["sheets"]:
        lines = {
            name: {int(at): line for at, line in one[name].items()}
            for name in ("row_lines", "column_lines")
        }
        rows = [
            {int(at): _loaded_cell(cell) for at, cell in row.items()}
            for row in one["rows"]
        ]
        sheets.append(Sheet(**{**one, **lines, "rows": rows}))
    numbers = Numbers(**kept["numbers"])
    return Book(**{**kept, "sheets": sheets, "numbers": numbers})
