"""Ranges: where on a tab something belongs, as the API and people write it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from sync.google.cells import Json

T = TypeVar("T")


def from_heading(sheet_id: int, left: int, right: int) -> Json:
    """Columns from their heading on, the end not included.

    A line that is put in as the first one of data lies within.
    """
    return {
        "sheetId": sheet_id,
        "startRowIndex": HEADING_LINE - 1,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def below_heading(sheet_id: int, left: int, right: int) -> Json:
    """Columns from the first line of data on, the end not included."""
    return {**from_heading(sheet_id, left, right), "startRowIndex": FIRST_LINE - 1}


def whole_row(sheet_id: int, at: int) -> Json:
    """All cells of one line, counted from 0."""
    return {"sheetId": sheet_id, "startRowIndex": at, "endRowIndex": at + 1}


def dimension_range(sheet_id: int, dimension: str, start: int, end: int) -> Json:
    """Some lines or columns; the end is not included."""
    return {
        "sheetId": sheet_id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": end,
    }


def runs(
    items: Iterable[tuple[int, T]], alike: Callable[[T], Hashable]
) -> Iterator[tuple[int, int, T]]:
    """Neighbouring columns that are alike: first, end, and one of them."""
    order = sorted(items, key=lambda it: it[0])
    numbered = [(at - nth, alike(it), at, it) for nth, (at, it) in enumerate(order)]
    for _, run in groupby(numbered, lambda it: it[:2]):
        found = list(run)
        yield found[0][2], found[-1][2] + 1, found[0][3]


def same_grid_range(found: Json, wanted: Json) -> bool:
    """Whether a range of today is the wanted one; where it ends below is left to it."""
    names = ("startRowIndex", "startColumnIndex", "endColumnIndex")
    return all(found.get(name, 0) == wanted.get(name, 0) for name in names)


def quoted(title: str) -> str:
    """A tab's title as ranges name it."""
    return "'" + title.replace("'", "''") + "'"


def line_of_keys(title: str) -> str:
    """Line 1 of a tab."""
    return f"{quoted(title)}!{KEY_LINE}:{KEY_LINE}"
