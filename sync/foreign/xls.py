"""Workbooks as Excel saved them until 2003, read by xlrd."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import xlrd

from sheets_schema.cells import Unread
from sync.xlsx.cellread import number_reader
from sync.xlsx.cellxml import SINCE_1900, SINCE_1904
from sync.xlsx.number_formats import padded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.rows import DisplayedValue


@dataclass(frozen=True)
class XlsSheet:
    """One sheet.

    Attributes:
        words: The bytes of the workbook.
        at: Its place in the workbook, from 0.
        name: What people call it.
        merged: The cells that were joined: first and last, as line and column from 0.
        is_hidden: Whether people do not see it.
        hidden: The lines that people do not see.
    """

    words: bytes
    at: int
    name: str
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    is_hidden: bool
    hidden: set[int]

    def lines(self) -> Iterator[list[DisplayedValue]]:
        """Its lines from line 1 on, as long as they are filled.

        Raises:
            BadZipFile: They cannot be read.
        """
        with _opened(self.words) as book:
            sheet = book.sheet_by_index(self.at)
            for at in range(sheet.nrows):
                yield [_value(cell, book) for cell in sheet.row(at)]


def sheets(words: bytes) -> tuple[XlsSheet, ...]:
    """The sheets of an old workbook.

    Raises:
        BadZipFile: It cannot be read, or has a password.
    """
    with _opened(words) as book:
        return tuple(_sheet(words, book, at) for at in range(book.nsheets))


def _sheet(words: bytes, book: xlrd.book.Book, at: int) -> XlsSheet:
    sheet = book.sheet_by_index(at)
    merged = tuple(
        ((top, left), (bottom - 1, right - 1))
        for top, bottom, left, right in sheet.merged_cells
    )
    hidden = {line + 1 for line, it in sheet.rowinfo_map.items() if it.hidden}
    book.unload_sheet(at)
    return XlsSheet(words, at, sheet.name, merged, bool(sheet.visibility), hidden)


@contextmanager
def _opened(words: bytes) -> Iterator[xlrd.book.Book]:
    """An old workbook, of which only the sheet that is asked for is loaded.

    Rows are as long as they are filled, so that a stray cell costs nothing.
    """
    try:
        with (
            Path(os.devnull).open("w") as nowhere,
            xlrd.open_workbook(
                file_contents=words,
                logfile=nowhere,
                on_demand=True,
                formatting_info=True,
                ragged_rows=True,
            ) as book,
        ):
            yield book
    except OSError:
        raise
    except Exception as error:  # torn bytes meet xlrd in all kinds of errors
        raise BadZipFile(str(error)) from error


def _value(cell: xlrd.sheet.Cell, book: xlrd.book.Book) -> DisplayedValue:
    raw = cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Unread.error(xlrd.error_text_from_code.get(int(raw), "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(raw)
    if isinstance(raw, str) or cell.xf_index is None:
        return raw
    key = book.xf_list[cell.xf_index].format_key
    since = SINCE_1904 if book.datemode else SINCE_1900
    convert = number_reader(book.format_map[key].format_str, since, padded)
    return convert(raw) if convert else raw
