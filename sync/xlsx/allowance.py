"""The allowance of a workbook: how much of what it holds may be kept in memory."""

from __future__ import annotations

from sys import getsizeof
from typing import TYPE_CHECKING

from sync.xlsx.parts import Oversized

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST, _RATIO = 180 << 20, 9
"""So many bytes, or so many times the file's own: a register of a hundred thousand
rows takes seven times its file."""
_ROW, _CELL = 300, 64


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

    def row(self, cells: int) -> None:
        """Count a row of so many cells.

        Raises:
            Oversized: It is too much.
        """
        self._take(_ROW + _CELL * cells)

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise Oversized
