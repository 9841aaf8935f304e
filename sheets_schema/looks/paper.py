"""Paper: what of a tab is printed, so that people can read it.

A4 across, letters of 8 points or more, at most two pages beside each other. Folded
columns take no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.looks import look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sheets_schema.columns import Table

MARGIN = 0.25
"""Inches at the left and right."""
SMALLEST = 8
"""Points of the smallest letters on paper."""
MOST_PAGES = 2
_A4_ACROSS, _PIXELS = 11.69, 96
"""Inches, and how many pixels one is on the screen."""
PAGE = int((_A4_ACROSS - 2 * MARGIN) * _PIXELS * look.FONT_SIZE / SMALLEST)
"""Pixels of columns that fit one page."""


@dataclass(frozen=True)
class PrintArea:
    """What is printed of a tab.

    Attributes:
        areas: The first and the last column of each part, from 1; each part begins on
            a page of its own.
        pages: How many pages wide one part is.
    """

    areas: tuple[tuple[int, int], ...]
    pages: int


def paper(table: Table) -> PrintArea:
    """What of a tab is printed: what it says itself, else as much as there is room."""
    keys = [column.key for column in table.columns]
    if table.printed:
        parts = ((keys.index(a) + 1, keys.index(z) + 1) for a, z in table.printed)
        return PrintArea(tuple(parts), 1)
    *_, (last, pages) = _filled(table)
    return PrintArea(((1, last),), pages)


def _filled(table: Table) -> Iterator[tuple[int, int]]:
    """Column after column, and on which page it stands, as long as there is a page."""
    said = look.of(table)
    folded = {key for fold in said.folds if fold.folded for key in fold.columns}
    page, used = 1, 0
    for at, column in enumerate(said.columns, 1):
        width = 0 if column.key in folded else column.width
        if used + width > PAGE:
            page, used = page + 1, 0
        if page > MOST_PAGES:
            return
        used += width
        yield at, page
