"""A grid: one tab as lines of cells that people change by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Table


@dataclass
class Grid:
    """One tab: line 1 holds the keys, line 2 the headings, then come the rows.

    Lines are counted from 1, columns from 0; keys are full ones (``f01.code``).
    """

    title: str
    lines: list[list[Raw]] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table) -> Grid:
        """A new tab of a table, without rows."""
        keys: list[Raw] = [table.full(column.key) for column in table.columns]
        headings: list[Raw] = [column.heading for column in table.columns]
        return cls(table.title, [keys, headings])

    @property
    def keys(self) -> list[Raw]:
        """What line 1 holds."""
        return self.lines[KEY_LINE - 1] if self.lines else []

    @property
    def headings(self) -> list[Raw]:
        """What line 2 holds."""
        return self.lines[HEADING_LINE - 1] if len(self.lines) >= HEADING_LINE else []

    @property
    def width(self) -> int:
        """How many columns are in use."""
        return max(map(len, self.lines), default=0)

    def squared(self) -> list[list[Raw]]:
        """The lines, all of one length."""
        width = self.width
        return [[*line, *[None] * (width - len(line))] for line in self.lines]

    def cell(self, line: int, key: str) -> Raw:
        """What stands under a key."""
        at = self.keys.index(key)
        known = line <= len(self.lines) and at < len(self.lines[line - 1])
        return self.lines[line - 1][at] if known else None

    def put(self, line: int, at: int, raw: Raw) -> None:
        """Set one cell; lines and columns that are not there yet are made."""
        while len(self.lines) < line:
            self.lines.append([])
        cells = self.lines[line - 1]
        cells.extend([None] * (at + 1 - len(cells)))
        cells[at] = raw

    def type(self, line: int, key: str, raw: Raw) -> None:
        """Type into a cell."""
        self.put(line, self.keys.index(key), raw)

    def insert(self, line: int) -> None:
        """Insert an empty line."""
        self.lines.insert(line - 1, [])

    def delete(self, line: int) -> None:
        """Delete a line."""
        del self.lines[line - 1 : line]

    def sort(self, key: str) -> None:
        """Sort the rows by what stands under a key, empty cells last."""
        at = self.keys.index(key)
        head, rows = self.squared()[: FIRST_LINE - 1], self.squared()[FIRST_LINE - 1 :]
        rows.sort(key=lambda cells: (cells[at] is None, str(cells[at])))
        self.lines = [*head, *rows]

    def paste(self, line: int, rows: Sequence[Mapping[str, Raw]]) -> None:
        """Paste rows over what stands there."""
        for down, cells in enumerate(rows):
            for key, raw in cells.items():
                self.type(line + down, key, raw)

    def add_column(self, at: int, heading: str) -> None:
        """Insert a column of one's own."""
        self.lines = self.squared()
        for cells in self.lines:
            cells.insert(at, None)
        self.put(HEADING_LINE, at, heading)

    def move_column(self, key: str, to: int) -> None:
        """Take a column out and put it in elsewhere."""
        at = self.keys.index(key)
        self.lines = self.squared()
        for cells in self.lines:
            cells.insert(to, cells.pop(at))
