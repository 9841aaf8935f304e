"""Pages: where a printed report goes on to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

LINE = 15.0
"""The height of a line that has none of its own, in points."""
_LANDSCAPE = (841.9, 595.3)
"""The width and the height of A4 lying, in points."""
_INCH = 72
_SURE = 0.96
"""Programs measure letters differently: so much of a page is counted on."""
_HEAD = 3
"""So many lines of what is longer than a page stand below its heading."""


class Piece(NamedTuple):
    """What a block of a report takes: its first and last line.

    Attributes:
        first: The first line, from 1.
        last: The last one.
        leads: Whether it belongs to what follows, as a heading does.
    """

    first: int
    last: int
    leads: bool


def room(sheet: Worksheet, widths: Sequence[float]) -> float:
    """How many points of lines one page holds when all columns are put on it.

    Args:
        sheet: With its margins.
        widths: Of the columns, in characters.
    """
    margins = sheet.page_margins
    wide = _LANDSCAPE[0] - (margins.left + margins.right) * _INCH
    tall = _LANDSCAPE[1] - (margins.top + margins.bottom) * _INCH
    points = sum(width * 7 + 5 for width in widths) * 0.75
    return tall * max(1, points / wide) * _SURE


def breaks(
    pieces: Sequence[Piece], heights: Mapping[int, float], page: float
) -> Iterator[int]:
    """The lines after which a page ends, so that nothing is cut that need not be.

    Args:
        pieces: The blocks in their order.
        heights: Of the lines that have one of their own, in points.
        page: How many points a page holds.
    """
    used = 0.0
    for group in _groups(pieces):
        lines = range(group[0].first, group[-1].last + 1)
        tall = sum(heights.get(line, LINE) for line in lines)
        least = range(group[0].first, group[-1].first + _HEAD)
        needs = tall if tall <= page else sum(heights.get(it, LINE) for it in least)
        if used and used + needs > page:
            yield group[0].first - 1
            used = 0.0
        used = (used + tall) % page


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces that stay together."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.leads:
            yield group
            group = []
    if group:
        yield group
