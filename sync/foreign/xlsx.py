"""Workbooks as Excel has saved them since 2007, read as the desk reads its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sync.xlsx.number_formats import padded
from sync.xlsx.sheetread import Sheets, column_at, squared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.rows import DisplayedValue
    from sync.xlsx import sheetread


@dataclass(frozen=True)
class XlsxSheet:
    """One sheet.

    Attributes:
        name: What people call it.
        of: The sheet itself.
    """

    name: str
    of: sheetread.Sheet

    @property
    def merged(self) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
        """The cells that were joined: first and last, as line and column from 0."""
        return self.of.merged

    @property
    def is_hidden(self) -> bool:
        """Whether people do not see it."""
        return self.of.is_hidden

    @property
    def hidden(self) -> set[int]:
        """The lines that people do not see, known when they have been read."""
        return self.of.hidden

    def lines(self) -> Iterator[list[DisplayedValue]]:
        """Its lines from line 1 on, as long as they are filled."""
        below = 1
        for line, cells in self.of.lines(column_at):
            yield from ([] for _ in range(below, line))
            yield squared(cells)
            below = line + 1


def sheets(words: bytes) -> tuple[XlsxSheet, ...]:
    """The sheets of a workbook.

    Raises:
        BadZipFile: It cannot be read.
        Oversized: It holds more than a book can need.
    """
    return tuple(XlsxSheet(*it) for it in Sheets(words, padded).by_title.items())
