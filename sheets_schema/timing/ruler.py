"""Ruler: how much of a line is open up to a point, and where an amount is reached."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ruler:
    """Open stretches of a line of whole numbers, measured from the left.

    Between ``low`` and ``high`` the stretches are as given; the first and the last
    ``lap`` of them repeat outwards for ever, so that no point lies off the ruler.
    Each question takes two comparisons and a bisection.

    Args:
        stretches: (start, end) in order, without overlap, all within low and high.
        low: Where the given stretches begin; amounts are counted from here.
        high: Where they end.
        lap: After how much the stretches repeat outside; something has to be open
            in the first and in the last lap.
    """

    __slots__ = (
        "_after",
        "_ends",
        "_high",
        "_lap",
        "_left",
        "_low",
        "_right",
        "_starts",
    )

    def __init__(
        self,
        stretches: Sequence[tuple[int, int]],
        *,
        low: int,
        high: int,
        lap: int,
    ) -> None:
        self._low, self._high, self._lap = low, high, lap
        table = [(low, low), *stretches]
        self._starts = [start for start, _ in table]
        self._ends = [end for _, end in table]
        self._after = list(accumulate(end - start for start, end in table))
        self._left = self._in_table(low + lap)
        self._right = self._after[-1] - self._in_table(high - lap)

    def upto(self, point: int) -> int:
        """How much is open left of a point; less than nothing left of ``low``."""
        if self._low <= point <= self._high:
            return self._in_table(point)
        if point < self._low:
            laps = (self._low - point - 1) // self._lap + 1
            return self._in_table(point + laps * self._lap) - laps * self._left
        laps = (point - self._high - 1) // self._lap + 1
        return self._in_table(point - laps * self._lap) + laps * self._right

    def _in_table(self, point: int) -> int:
        index = bisect_right(self._starts, point)
        before = self._after[index - 1]
        beyond = self._ends[index - 1] - point
        return before - beyond if beyond > 0 else before

    def reach(self, amount: int) -> int:
        """The first point left of which that much is open: the close of a stretch."""
        if 0 < amount <= self._after[-1]:
            return self._at(amount)
        if amount <= 0:
            laps = -amount // self._left + 1
            return self._at(amount + laps * self._left) - laps * self._lap
        laps = (amount - self._after[-1] - 1) // self._right + 1
        return self._at(amount - laps * self._right) + laps * self._lap

    def _at(self, amount: int) -> int:
        index = bisect_left(self._after, amount)
        return self._ends[index] - (self._after[index] - amount)

    def leave(self, amount: int) -> int:
        """The last point left of which no more is open: the opening of a stretch."""
        return self.reach(amount + 1) - 1
