"""Headings: which lines of a foreign table name its columns, and what they call them.

Above the headings there may be titles; a heading may span several columns and name them
together with the line below; below the headings there may be a line that only counts
the columns.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.reading.typed import as_text, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sheets_schema.reading.typed import Raw

Lines: TypeAlias = "Sequence[Sequence[Raw]]"
Merged: TypeAlias = "Collection[tuple[tuple[int, int], tuple[int, int]]]"
"""Joined cells: first and last, each as line and column from 0."""

LOOKED_AT = 40
"""So many lines from the top may hold the headings."""
BETWEEN = " / "
"""Stands between the heading of several columns and that of one of them."""
_SHARE = 0.6
_COUNTED = re.compile(r"\(([0-9]{1,2})\)")


@dataclass(frozen=True)
class Headings:
    """What the columns of a foreign table are called.

    Attributes:
        names: By position, each once; a column without a heading is called by its
            letter: ``Cột E``.
        line: The line of the headings, from 1.
        first: The first line of data, from 1.
        named: How many columns have a heading of their own.
    """

    names: tuple[str, ...]
    line: int
    first: int
    named: int

    def position(self, name: str) -> int | None:
        """Where a column stands; the last part of a joined heading is enough.

        Found to the letter, else without marks, capitals and blanks too many.
        """
        if name in self.names:
            return self.names.index(name)
        folded = [fold(one) for one in self.names]
        parts = [one.rpartition(BETWEEN.strip())[2].strip() for one in folded]
        for among in (folded, parts):
            if among.count(fold(name)) == 1:
                return among.index(fold(name))
        return None


def find(
    lines: Lines, *, wanted: Collection[str] = (), merged: Merged = ()
) -> Headings | None:
    """The headings among the first lines of a table; None where there are none.

    Args:
        lines: The first lines of the table, `LOOKED_AT` and a few more.
        wanted: Headings that are known to be there; the line that has the most of them
            is it. Without any it is the first that is nearly all names.
        merged: The joined cells of the table.
    """
    found = [
        one
        for at in range(min(len(lines), LOOKED_AT))
        for one in _at(lines, at, merged)
    ]
    if wanted:
        found = _holding(found, wanted)
    most = max((one.named for one in found), default=0)
    fit = [one for one in found if one.named and one.named >= _SHARE * most]
    alike = [one for one in fit if one.line == fit[0].line]
    return max(alike, key=lambda one: one.named, default=None)


def _holding(found: list[Headings], wanted: Collection[str]) -> list[Headings]:
    """Those that hold the most of the wanted headings."""
    hits = [sum(one.position(name) is not None for name in wanted) for one in found]
    most = max(hits, default=0)
    return [one for one, hit in zip(found, hits, strict=True) if hit == most > 0]


def _at(lines: Lines, at: int, merged: Merged) -> list[Headings]:
    """The headings that a line, alone or with the next, would give."""
    top = [_text(cell) for cell in lines[at]]
    below = [_text(cell) for cell in lines[at + 1]] if at + 1 < len(lines) else []
    spans = _spans(at, top, below, merged)
    found = [_headings(lines, top, at, 1)]
    if spans:
        names = [
            BETWEEN.join(dict.fromkeys(filter(None, (spans.get(to, upper), lower))))
            for to, (upper, lower) in enumerate(_paired(top, below))
        ]
        found.append(_headings(lines, names, at, 2))
    return found


def _paired(top: list[str], below: list[str]) -> list[tuple[str, str]]:
    width = max(len(top), len(below))
    longer = (line + [""] * (width - len(line)) for line in (top, below))
    return list(zip(*longer, strict=True))


def _spans(
    at: int, top: list[str], below: list[str], merged: Merged
) -> Mapping[int, str]:
    """The headings of several columns, by each of the columns they stand above."""
    if sum(map(bool, top)) < 2:  # noqa: PLR2004 - one cell alone is a title
        return {}
    if merged:
        return {
            column: top[left]
            for (line, left), (last, right) in merged
            if line == last == at and left < right < len(below) and top[left]
            if all(below[left : right + 1])
            for column in range(left, right + 1)
        }
    return _gaps(top, below)


def _gaps(top: list[str], below: list[str]) -> Mapping[int, str]:
    """The same where a file does not tell: the next line names what this one leaves."""
    found: dict[int, str] = {}
    for to, (upper, lower) in enumerate(_paired(top, below)):
        opens = (
            bool(upper) and not "".join(top[to + 1 : to + 2]) and to + 1 < len(below)
        )
        if lower and upper and not opens:
            return {}
        if lower and (upper or to - 1 in found):
            found[to] = upper or found[to - 1]
    return found


def _headings(lines: Lines, names: list[str], at: int, depth: int) -> Headings:
    first = at + depth
    if first < len(lines) and _only_counts(lines[first]):
        first += 1
    named = sum(map(_is_name, names))
    return Headings(_unique(names), at + 1, first + 1, named)


def _text(cell: Raw) -> str:
    return " ".join(as_text(cell).split())


def _is_name(text: str) -> bool:
    """Whether a cell may be a heading: more than a number or a date."""
    return any(sign.isalpha() for sign in text)


def _unique(names: list[str]) -> tuple[str, ...]:
    found: dict[str, int] = {}
    times: Counter[str] = Counter()
    for at, name in enumerate(names):
        called = name or f"Cột {_letters(at)}"
        while called in found:
            times[name] += 1
            called = f"{name} ({times[name] + 1})"
        found[called] = at
    return tuple(found)


def _letters(at: int) -> str:
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _only_counts(line: Sequence[Raw]) -> bool:
    """Whether a line only counts the columns: ``(1)``, ``(2)``, ``(3)``."""
    told = [_COUNTED.fullmatch(_text(cell)) for cell in line if _text(cell)]
    numbers = [int(one[1]) for one in told if one]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(told) == len(numbers) and steps == {1}
