"""What a tab holds: columns, tables and books, declared once for every store."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.cells import Kind

KEY_LINE = 1
"""The line of a tab that holds the keys, hidden."""
HEADING_LINE = 2
"""The line that people read as headings, frozen."""
FIRST_LINE = 3
"""The first line of data."""


class Owner(Enum):
    """Who fills a column; the value is the first word of the heading's note."""

    MACHINE = "HỆ THỐNG"
    STAFF = "NHÂN VIÊN"
    UNIT = "ĐƠN VỊ"
    HEAD = "TRƯỞNG BỘ PHẬN"
    DIRECTOR = "GIÁM ĐỐC"
    CUSTOMER = "KHÁCH HÀNG"
    ADMIN = "QUẢN TRỊ"


class Nature(Enum):
    """What may happen to a cell once it holds something."""

    FACT = "fact"
    """Typed by people or sent by customers; the machine never changes it."""
    STAMP = "stamp"
    """Set once by the machine, put back when lost."""
    DERIVED = "derived"
    """Computed anew at every review; heals when it is wrong."""


@dataclass(frozen=True)
class Column:
    """One column of a tab.

    Attributes:
        key: The name without the tab: ``code``; ``Table.full`` gives ``f01.code``.
        heading: What people read in line 2.
        kind: How a cell is read and written.
        owner: Who fills it.
        nature: Fact, stamp or derived.
        note: What the heading's note says after the owner's word.
        width: In pixels.
        box: The name of the box of the form it belongs to; boxes fold.
        since: The shape of the books that it came with; it is put into older ones.
        grouped: Whether a cell shows a tracking code in groups, as letters do, so that
            a search in the sheet finds it. Rows hold it bare, and older cells do.
    """

    key: str
    heading: str
    kind: Kind
    owner: Owner = Owner.STAFF
    nature: Nature = Nature.FACT
    note: str = ""
    width: int = 120
    box: str = ""
    since: int = 1
    grouped: bool = False

    @property
    def by_machine(self) -> bool:
        """Whether only the desk writes here."""
        return self.nature is not Nature.FACT


@dataclass(frozen=True)
class Table:
    """One working tab.

    Attributes:
        key: The tab's name in keys: ``f01``.
        title: The tab's name for people, free to be changed by them.
        columns: In the order in which a new book shows them.
        code: The key of the column that tells one row from another.
        frozen: How many columns stay in sight when the sheet is scrolled.
        unfolded: The boxes that are not folded in a new book.
        log: Whether the desk alone writes the whole tab.
        printed: The first and the last column of each page that is printed; where none
            is named, as many columns as two pages hold.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    code: str
    frozen: int = 1
    unfolded: frozenset[str] = field(default_factory=frozenset)
    log: bool = False
    printed: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}

    @cached_property
    def facts(self) -> frozenset[str]:
        """The keys of the columns that people fill."""
        return frozenset(it.key for it in self.columns if it.nature is Nature.FACT)

    def newer(self, shape: int) -> frozenset[str]:
        """The keys of the columns that a book of this shape cannot have had."""
        return frozenset(it.key for it in self.columns if it.since > shape)

    @cached_property
    def machine(self) -> tuple[str, ...]:
        """The keys of the columns that only the desk writes, in their order."""
        return tuple(it.key for it in self.columns if it.by_machine)

    @cached_property
    def stamps(self) -> frozenset[str]:
        """The keys of the columns that the desk sets once."""
        return frozenset(it.key for it in self.columns if it.nature is Nature.STAMP)

    def __getitem__(self, key: str) -> Column:
        """The column of that key; ``KeyError`` if the tab has none."""
        return self.by_key[key]

    def full(self, key: str) -> str:
        """The key as line 1 of the sheet holds it."""
        return f"{self.key}.{key}"


@dataclass(frozen=True)
class Book:
    """One spreadsheet: permission is given by the book, so secrets need their own.

    Attributes:
        key: ``desk``, ``survey``, ``board`` or ``restricted``.
        title: What people call it.
        file: The name of the workbook in the desk's folder.
        tables: The tabs in the order of a new book; reports are drawn, not declared.
    """

    key: str
    title: str
    file: str
    tables: tuple[Table, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Table]:
        """The tables by their keys."""
        return {table.key: table for table in self.tables}

    @cached_property
    def shape(self) -> int:
        """Grows with each version that brings columns for people to fill."""
        every = (it.since for table in self.tables for it in table.columns)
        return max(every, default=1)

    def __getitem__(self, key: str) -> Table:
        """The table of that key; ``KeyError`` if the book has none."""
        return self.by_key[key]
