"""Tally: how often each mark of a scale was given, and what was no mark."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from sheets_schema.reading.typed import Raw

AnswerValue: TypeAlias = float | str | None
"""What a cell says: a number where it reads as one, else its words, None if blank."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_ENDS = re.compile(r"(\d{1,3})\s*(?:-|–|—|\.\.|đến)\s*(\d{1,3})")
_LARGEST = 100


def said(cell: Raw) -> AnswerValue:
    """What a cell says: ``5``, ``"5"`` and ``" 5,0 "`` are the same mark."""
    if cell is None or isinstance(cell, (int, float)):
        return cell
    text = str(cell).strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    return text.casefold() or None


def scale(cell: Raw) -> range | None:
    """The marks of a scale written as ``1-5``; None where the cell is no scale.

    A spreadsheet takes ``1-5`` for a day of May or January: that is read as it was
    meant, whichever way round it went.
    """
    if isinstance(cell, date):
        low, high = sorted((cell.day, cell.month))
    elif match := _ENDS.fullmatch(str(cell).strip()):
        low, high = int(match[1]), int(match[2])
    else:
        return None
    return range(low, high + 1) if low < high <= _LARGEST else None


def codes(cell: Raw) -> frozenset[AnswerValue]:
    """The codes in a cell such as ``6`` or ``6; 99``."""
    parts = cell.split(";") if isinstance(cell, str) else (cell,)
    return frozenset(said(part) for part in parts) - {None}


@dataclass(frozen=True)
class Marks:
    """The answers to one question that asks for a mark.

    Attributes:
        counts: How often each mark of the scale was given, from the lowest.
        not_applicable: Answers that say the question does not apply.
        blank: Slips that leave it out: an empty cell, or a 0 that is no mark.
        outside: What else stands there, as it stands, and how often.
    """

    counts: Mapping[int, int]
    not_applicable: int = 0
    blank: int = 0
    outside: Mapping[str, int] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """The valid answers: marks of the scale."""
        return sum(self.counts.values())

    @property
    def mean(self) -> float:
        """The mean of the valid answers; there must be one."""
        return sum(mark * times for mark, times in self.counts.items()) / self.n

    def among(self, marks: Container[int]) -> int:
        """How many valid answers give one of these marks."""
        return sum(times for mark, times in self.counts.items() if mark in marks)

    def share(self, marks: Container[int]) -> float:
        """The part of the valid answers that gives one of these marks, 0 to 1."""
        return self.among(marks) / self.n


def sort(
    cells: Mapping[Raw, int],
    marks: range,
    *,
    not_applicable: Container[AnswerValue] = frozenset(),
) -> Marks:
    """Sort counted cells into marks, not applicable, left out and outside.

    A declared code comes first, then the scale: 0 is a mark where the scale has it.
    """
    counts = dict.fromkeys(marks, 0)
    inapplicable = blank = 0
    outside: Counter[str] = Counter()
    for cell, times in cells.items():
        meant = said(cell)
        if meant in not_applicable:
            inapplicable += times
        elif isinstance(meant, (int, float)) and meant in marks:
            counts[int(meant)] += times
        elif meant is None or meant == 0:
            blank += times
        else:
            outside[str(cell).strip()] += times
    return Marks(counts, inapplicable, blank, dict(outside))
