"""Foreign: files of other programs as tables of cells: xlsx, xls, ods and csv."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, TypeAlias, cast

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from sheets_schema.imports.old_encodings import best
from sync.store import Unreachable
from sync.xlsx.rewriting import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

    from sheets_schema.cells import Raw

Cells: TypeAlias = "list[Raw]"
"""One line of a table from its first column on; empty cells are None or ''."""

_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_GZIP = b"\x1f\x8b"
_PAGE = (b"<html", b"<!doctype", b"<?xml", b"<table")
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 60
_SAMPLE_BYTES = 1 << 16
_MARKED_LINES = 2_000
_LONGEST = 1 << 28
"""A field of a csv file may be this long; Python's own limit is meant for others."""

BROKEN = "tệp hỏng hoặc có mật khẩu"
WEB_PAGE = "đây là trang web đặt tên như bảng tính; xin mở ra rồi lưu lại dạng xlsx"
NO_TEXT = "đây không phải tệp xlsx, xls hay csv"


@dataclass(frozen=True)
class Foreign:
    """One table of a file of another program.

    Attributes:
        name: The sheet's name; empty for a csv file.
        lines: Reads its lines, from line 1, as often as it is called.
        merged: The cells that were joined: first and last, each as line and column
            counted from 0; empty for a csv file.
        encoding: How the bytes of a csv file became letters; empty for a book.
    """

    name: str
    lines: Callable[[], Iterator[Cells]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    encoding: str = ""


def tables(path: Path) -> tuple[Foreign, ...]:
    """The tables of a file; what it is shows in its first bytes, not in its name.

    Raises:
        Unreachable: It is not there, broken, locked by a password, or nothing known.
    """
    with told(path, path.name):
        start = _start(path)
        if start.startswith(_BOOKS):
            return _sheets(path)
        if start[:512].lstrip().lower().startswith(_PAGE):
            raise Unreachable(path.name, WEB_PAGE)
        return (_text_table(path),)


def _start(path: Path) -> bytes:
    with _bytes(path) as file:
        return file.read(_SAMPLE_BYTES)


def _bytes(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
    return cast("IO[bytes]", gzip.open(path) if packed else path.open("rb"))


def _sheets(path: Path) -> tuple[Foreign, ...]:
    with _bytes(path) as file:
        words = BytesIO(file.read())
    try:
        with CalamineWorkbook.from_filelike(words) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(about.name))
                for about in book.sheets_metadata
                if about.typ is SheetTypeEnum.WorkSheet
            )
    except CalamineError as error:
        raise Unreachable(path.name, BROKEN) from error


def _sheet(sheet: CalamineSheet) -> Foreign:
    left: Cells = [None] * (sheet.start[1] if sheet.start else 0)

    def lines() -> Iterator[Cells]:
        for line in sheet.iter_rows():
            yield [*left, *map(_raw, line)]

    return Foreign(sheet.name, lines, tuple(sheet.merged_cell_ranges or ()))


def _raw(cell: object) -> Raw:
    """A cell as our own kinds know it: an hour of the day becomes text."""
    return str(cell) if isinstance(cell, time | timedelta) else cast("Raw", cell)


def _text_table(path: Path) -> Foreign:
    encoding, errors = _encoding(path)
    opened = partial(_opened, path, encoding, errors)
    with opened() as file:
        sample = file.read(_SAMPLE_BYTES)
    if "\0" in sample:
        raise Unreachable(path.name, NO_TEXT)
    delimiter, skipped = _delimiter(sample)

    def lines() -> Iterator[Cells]:
        csv.field_size_limit(_LONGEST)
        with opened() as file:
            yield from islice(csv.reader(file, delimiter=delimiter), skipped, None)

    return Foreign("", lines, encoding=encoding)


def _opened(path: Path, encoding: str, errors: str) -> TextIOWrapper:
    return TextIOWrapper(_bytes(path), encoding=encoding, errors=errors, newline="")


def _delimiter(sample: str) -> tuple[str, int]:
    """What stands between the cells, and how many lines only say so.

    The mark that cuts the most lines into the same number of cells, more than one; of
    equals the one that cuts more.
    """
    first, _, _ = sample.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first.strip()[-1], 1
    return max(_DELIMITERS, key=partial(_regularity, sample.splitlines())), 0


def _regularity(lines: Sequence[str], mark: str) -> tuple[int, int]:
    rows = islice(csv.reader(lines, delimiter=mark), _SAMPLE_LINES)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _encoding(path: Path) -> tuple[str, str]:
    """How the bytes become letters, and what happens to those that cannot.

    Vietnamese tells: of the encodings a file may be in, that one is meant in which its
    words are Vietnamese. Text for TCVN3 and VNI fonts comes out as Latin letters and is
    turned later, as in any spreadsheet.
    """
    start = _start(path)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", "replace"
    for at, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if start[at::2].count(0) * 4 > len(start):
            return name, "replace"
    marked, is_utf8 = _marked(path)
    if is_utf8:
        return "utf-8-sig", "strict"
    names = ("utf-8-sig", "cp1258", "cp1252")
    return max(names, key=partial(_likelihood, marked)), "replace"


def _likelihood(marked: bytes, encoding: str) -> int:
    lines = marked.decode(encoding, "replace").splitlines()
    return sum(best(line)[1] for line in lines)


def _marked(path: Path) -> tuple[bytes, bool]:
    """Some of the lines that go beyond ASCII, and whether all of them are UTF-8."""
    kept: list[bytes] = []
    is_utf8 = True
    with _bytes(path) as file:
        for line in file:
            if not line.isascii():
                is_utf8 = is_utf8 and _is_utf8(line)
                if len(kept) < _MARKED_LINES:
                    kept.append(line)
    return b"".join(kept), is_utf8


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
