"""Areas: the cells that a rule of a sheet covers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sync.a1 import LAST_COLUMN, column_index, column_letters
from sync.changes import LAST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CORNER = re.compile(r"\$?([A-Z]*)\$?(\d*)")


class Area(NamedTuple):
    """A block of cells: columns from 0, lines from 1, all of them inclusive."""

    left: int
    top: int
    right: int
    bottom: int


def areas(words: str) -> tuple[Area, ...]:
    """The areas that a rule names, as in ``A3:D9 F3``."""
    return tuple(map(_area, words.split()))


def _area(words: str) -> Area:
    first, _, last = words.partition(":")
    left, top = _corner(first)
    right, bottom = _corner(last or first)
    return Area(
        column_index(left) if left else 0,
        int(top or 1),
        column_index(right) if right else LAST_COLUMN,
        int(bottom or LAST_LINE),
    )


def _corner(words: str) -> tuple[str, str]:
    found = _CORNER.fullmatch(words)
    return (found[1], found[2]) if found else ("", "")


def named(found: Iterable[Area]) -> str:
    """Areas as a rule names them."""
    return " ".join(map(_named, found))


def _named(area: Area) -> str:
    first = f"{column_letters(area.left)}{area.top}"
    last = f"{column_letters(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"


def outside(found: Iterable[Area], columns: Iterable[int]) -> tuple[Area, ...]:
    """What of some areas lies outside of some columns."""
    left = tuple(found)
    for at in columns:
        left = tuple(part for area in left for part in _cut(area, at))
    return left


def _cut(area: Area, at: int) -> Iterator[Area]:
    if not area.left <= at <= area.right:
        yield area
        return
    if area.left < at:
        yield area._replace(right=at - 1)
    if at < area.right:
        yield area._replace(left=at + 1)


def gaps(column: int, taken: Iterable[Area], top: int, bottom: int) -> list[Area]:
    """The runs of a column's lines that no area covers."""
    free, line = [], top
    for area in sorted(taken, key=lambda it: it.top):
        if not area.left <= column <= area.right or area.bottom < line:
            continue
        if area.top > line:
            free.append(Area(column, line, column, min(area.top - 1, bottom)))
        line = area.bottom + 1
        if line > bottom:
            return free
    return [*free, Area(column, line, column, bottom)]
