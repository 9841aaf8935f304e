"""The allowance of a workbook: how much of what it holds may be kept in memory."""

from __future__ import annotations

from sys import getsizeof
from typing import TYPE_CHECKING

from sync.xlsx.parts import Oversized

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sync.rows import DisplayedValue

_LEAST, _RATIO = 200 << 20, 11
"""So many bytes, or so many times the file's own: a register of a hundred thousand
rows takes ten times its file."""
_ROW, _CELL, _LONG = 250, 48, 100
"""What a row takes, and a cell; texts of more signs than the last count besides."""


class Allowance:
    """What may still be kept; a small file may hold gigabytes of the same text.

    Args:
        size: How many bytes the file has.
    """

    def __init__(self, size: int) -> None:
        self._left = max(_LEAST, _RATIO * size)

    def texts(self, found: Sequence[str]) -> Sequence[str]:
        """The texts, if they may be kept.

        Raises:
            Oversized: They are too much.
        """
        self._take(sum(map(getsizeof, found)) + _CELL * len(found))
        return found

    def row(self, cells: Collection[DisplayedValue]) -> None:
        """Count a row with these cells.

        Raises:
            Oversized: It is too much.
        """
        long = [it for it in cells if type(it) is str and len(it) > _LONG]
        self._take(_ROW + _CELL * len(cells) + sum(map(getsizeof, long)))

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise Oversized
