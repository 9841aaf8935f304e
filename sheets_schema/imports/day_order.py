"""Day order: whether a column of dates puts the day or the month first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_MONTHS = 12
_DATE = re.compile(
    r"(?<![0-9:/.-])([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?![0-9])"
)


class DayOrder(Enum):
    """What a whole column says of the order in its dates."""

    SETTLED = "settled"
    """No date could be read in two ways."""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    MIXED = "mixed"
    """Some can only be read the one way, some only the other."""
    UNCLEAR = "unclear"
    """Every date could be read both ways; here the day stands first."""


@dataclass
class Tally:
    """The dates of one column, counted by how they may be read.

    Attributes:
        day_first: Dates whose first number can be no month.
        month_first: Dates whose second number can be no month.
        either: Dates that mean two different days.
    """

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    def add(self, text: str) -> None:
        """Count one cell; ISO dates and words decide nothing."""
        match reading(text):
            case DayOrder.DAY_FIRST:
                self.day_first += 1
            case DayOrder.MONTH_FIRST:
                self.month_first += 1
            case DayOrder.UNCLEAR:
                self.either += 1

    @property
    def order(self) -> DayOrder:
        """What the column as a whole says: one date that can mean one day decides."""
        if self.day_first and self.month_first:
            return DayOrder.MIXED
        if self.month_first:
            return DayOrder.MONTH_FIRST
        if self.day_first:
            return DayOrder.DAY_FIRST
        return DayOrder.UNCLEAR if self.either else DayOrder.SETTLED


def reading(text: str) -> DayOrder:
    """How one date may be read; `DayOrder.UNCLEAR` where it means two days."""
    found = _DATE.search(text)
    if found is None:
        return DayOrder.SETTLED
    first, second = int(found[1]), int(found[3])
    if first == second or (first > _MONTHS and second > _MONTHS):
        return DayOrder.SETTLED
    if first > _MONTHS:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if second > _MONTHS else DayOrder.UNCLEAR


def turned(text: str) -> str:
    """A date with its first two numbers changed over."""
    return _DATE.sub(r"\3\2\1\2\4", text, count=1)
