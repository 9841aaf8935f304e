"""Files of other programs as tables of cells: xlsx, xls, ods and text."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Protocol, TypeAlias
from zipfile import BadZipFile

from sync.foreign import ods, texts, xls, xlsx
from sync.store import Unreachable
from sync.xlsx.contents import TYPES
from sync.xlsx.parts import Oversized, Parts
from sync.xlsx.rewriting import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sync.rows import DisplayedValue

Cells: TypeAlias = "list[Raw]"
"""One line of a table from its first column on; empty cells are None or ''."""
Corner: TypeAlias = tuple[int, int]

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<html|<!doctype|<\?xml|<table|<meta|mime-version:"
    rb"|ID;P[^\r\n]*\r?\n[A-Z]{1,3};)",
    re.IGNORECASE,
)
"""How web pages, their archives, XML and SYLK begin, which others name .xls."""

BROKEN = "tệp hỏng hoặc có mật khẩu"
OTHER = (
    "tệp này chỉ mang tên như bảng tính; xin mở bằng Excel hoặc LibreOffice rồi lưu "
    "lại dạng .xlsx"
)
NO_TEXT = texts.NO_TEXT


@dataclass(frozen=True)
class Foreign:
    """One table of a file of another program.

    Attributes:
        name: The sheet's name; empty for a text.
        lines: Reads its lines, from line 1, as often as it is called.
        merged: The cells that were joined: first and last, each as line and column
            counted from 0; empty for a text.
        encoding: How the bytes of a text became letters; empty for a book.
        is_hidden: Whether people do not see the sheet.
        hidden: The lines that people do not see, known when they have been read.
        told: What a person should look at, in sentences.
    """

    name: str
    lines: Callable[[], Iterator[Cells]]
    merged: tuple[tuple[Corner, Corner], ...] = ()
    encoding: str = ""
    is_hidden: bool = False
    hidden: set[int] = field(default_factory=set)
    told: tuple[str, ...] = ()


class ForeignSheet(Protocol):
    """A sheet of a workbook; what `Foreign` says of it besides."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def merged(self) -> tuple[tuple[Corner, Corner], ...]:
        """The cells that were joined: first and last, as line and column from 0."""

    @property
    def is_hidden(self) -> bool:
        """Whether people do not see it."""

    @property
    def hidden(self) -> set[int]:
        """The lines that people do not see, known when they have been read."""

    def lines(self) -> Iterator[Sequence[DisplayedValue]]:
        """Its lines from line 1 on, as long as they are filled."""


def tables(path: Path) -> tuple[Foreign, ...]:
    """The tables of a file; what it is shows in its first bytes, not in its name.

    Raises:
        Unreachable: It is not there, broken, locked by a password, too large, or
            nothing known.
    """
    with _refusing(path):
        start = texts.start(path)
        if start.startswith((_ZIP, _OLD)):
            found = _sheets(path, is_old=start.startswith(_OLD))
            return tuple(_foreign(path, it) for it in found)
        if _PAGE.match(start):
            raise Unreachable(path.name, OTHER)
        text = texts.read(path)
        lines = _told(path, text.lines)
        return (Foreign("", lines, encoding=text.encoding, told=text.told),)


def _told(
    path: Path, lines: Callable[[], Iterator[Cells]]
) -> Callable[[], Iterator[Cells]]:
    """The same lines, what cannot be read of them told in a sentence."""

    def read() -> Iterator[Cells]:
        with _refusing(path):
            yield from lines()

    return read


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn what a file answers that cannot be read into one sentence."""
    with told(path, path.name):
        try:
            yield
        except Oversized:
            raise
        except BadZipFile as error:
            raise Unreachable(path.name, BROKEN) from error


def _sheets(path: Path, *, is_old: bool) -> Sequence[ForeignSheet]:
    """The sheets of a workbook, whichever program wrote it."""
    words = _words(path)
    if is_old:
        return xls.sheets(words)
    parts = Parts(BytesIO(words))
    if parts.find(ods.CONTENT):
        return ods.sheets(parts)
    if not parts.find(TYPES) or parts.find("xl/workbook.bin"):
        raise Unreachable(path.name, OTHER)
    return xlsx.sheets(words)


def _words(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed."""
    most = texts.most(path)
    with texts.opened(path) as file:
        words = file.read(most + 1)
    if len(words) > most:
        raise Oversized(path.name)
    return words


def _foreign(path: Path, sheet: ForeignSheet) -> Foreign:
    def lines() -> Iterator[Cells]:
        for line in sheet.lines():
            yield [_raw(cell) for cell in line]

    return Foreign(
        sheet.name,
        _told(path, lines),
        sheet.merged,
        is_hidden=sheet.is_hidden,
        hidden=sheet.hidden,
    )


def _raw(cell: DisplayedValue) -> Raw:
    """A cell as our own kinds know it: an hour of the day becomes text."""
    return str(cell) if isinstance(cell, time | timedelta) else cell
