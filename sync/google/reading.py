"""Reading: the rows of a book out of a spreadsheet at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sheets_schema.records import Reading
from sync.google.cells import moment_of
from sync.keys import locate
from sync.rows import gather

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sheets_schema.columns import Book, Table
    from sheets_schema.records import Row
    from sync.google.spreadsheet import Sheet, Spreadsheet
    from sync.keys import Place, Places
    from sync.rows import Seen


@dataclass(frozen=True)
class Instant:
    """What a book held when it was read: the only version that Google lets us know."""

    book: Book
    spreadsheet: Spreadsheet
    places: Places


def reading(
    book: Book, spreadsheet: Spreadsheet, tabs: Collection[str] = ()
) -> Reading:
    """The rows of a book's tabs; all of them if none is named."""
    heads = {sheet.title: sheet.keys for sheet in spreadsheet.sheets}
    places = locate(book, heads, tabs)
    rows = {
        key: tuple(_rows(book[key], place, spreadsheet.by_title[place.title]))
        for key, place in places.found.items()
    }
    return Reading(
        book=book.key,
        rows=rows,
        problems=places.problems,
        version=Instant(book, spreadsheet, places),
        columns={key: tuple(place.columns) for key, place in places.found.items()},
    )


def _rows(table: Table, place: Place, sheet: Sheet) -> Iterator[Row]:
    return gather(table, place, _lines(table, place, sheet))


def _lines(table: Table, place: Place, sheet: Sheet) -> Iterator[list[Seen]]:
    """All lines as values, as long as the last key's position."""
    width = max(place.columns.values()) + 1
    dated = [at for key, at in place.columns.items() if "yy" in table[key].kind.format]
    for cells in sheet.lines:
        values: list[Seen] = [*cells, *[None] * (width - len(cells))]
        for at in dated:
            value = values[at]
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[at] = moment_of(value)
        yield values
