"""A spreadsheet at one instant, tab by tab, cell by cell, as its answers tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.columns import HEADING_LINE, KEY_LINE
from sync.a1 import column_index
from sync.google.cells import entered, formula, shown
from sync.google.ranges import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sheets_schema.columns import Book
    from sync.google.cells import CellData, ExtendedValue, Json, Plain
    from sync.keys import Places


_CELL = "effectiveValue,userEnteredValue(formulaValue)"
DATA = f"data(startRow,startColumn,rowData(values({_CELL})))"
"""The cells, in the words of a field mask."""
FIELDS = (
    "namedRanges(namedRangeId,name),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),"
    f"{DATA})"
)
"""All that a reading needs of a spreadsheet, in one answer."""
VALUES = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
}
"""Values as they are; moments as numbers, whatever the locale shows."""
_END = re.compile(r":([A-Z]+)(\d+)$")
_MARK = re.compile(r"langnghe_(\w*)_([0-9a-f]+)")


@dataclass(frozen=True)
class Mark:
    """The desk's mark in a spreadsheet: whose it is, and which write was the last.

    It is a named range, which every write takes away by its id and puts back under a
    new token. Two writes that rest on one mark cannot both be done: Google refuses the
    one that comes second whole, however late a line delivers it.

    Attributes:
        id: What Google calls it; empty for one that is not there yet.
        desk: Whose it is, in letters that a name may have.
        token: What the last write called itself.
    """

    id: str
    desk: str
    token: str

    @property
    def name(self) -> str:
        """The name of the range."""
        return f"langnghe_{self.desk}_{self.token}"


def nameable(desk_id: str) -> str:
    """A desk's id in letters that the name of a range may have."""
    return re.sub(r"\W", "_", desk_id)


@dataclass(frozen=True)
class Sheet:
    """One tab at one instant.

    Attributes:
        id: What Google calls it for good.
        title: What people call it today.
        height: How many lines it has, filled or not.
        width: How many columns.
        lines: What its cells show, by line, each as far as it is filled.
        formulas: The formulas by line from 1 and column from 0, where they were asked.
    """

    id: int
    title: str
    height: int
    width: int
    lines: Sequence[Sequence[Plain]]
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, line: int, at: int) -> ExtendedValue:
        """What was entered in a line, counted from 1, and a column, counted from 0."""
        cells = self.line(line)
        shown = cells[at] if at < len(cells) else None
        return entered(shown, self.formulas.get((line, at), ""))

    def line(self, line: int) -> Sequence[Plain]:
        """What a line shows."""
        return self.lines[line - 1] if line <= len(self.lines) else ()

    @property
    def keys(self) -> Sequence[Plain]:
        """What line 1 shows."""
        return self.line(KEY_LINE)

    @property
    def headings(self) -> Sequence[Plain]:
        """What line 2 shows."""
        return self.line(HEADING_LINE)


@dataclass(frozen=True)
class Spreadsheet:
    """A spreadsheet at one instant."""

    marks: tuple[Mark, ...]
    sheets: tuple[Sheet, ...]

    @cached_property
    def by_title(self) -> Mapping[str, Sheet]:
        """The tabs by what people call them."""
        return {sheet.title: sheet for sheet in self.sheets}

    @cached_property
    def by_id(self) -> Mapping[int, Sheet]:
        """The tabs by what Google calls them."""
        return {sheet.id: sheet for sheet in self.sheets}

    @property
    def tokens(self) -> frozenset[str]:
        """The names of the last writes; more than one only where people copied tabs."""
        return frozenset(mark.token for mark in self.marks)


def spreadsheet(answer: Json) -> Spreadsheet:
    """A spreadsheet as an answer under `FIELDS` tells it."""
    return Spreadsheet(
        marks=marks(answer), sheets=tuple(map(_sheet, answer.get("sheets", ())))
    )


def marks(answer: Json) -> tuple[Mark, ...]:
    """The desks' marks among the named ranges of an answer."""
    return tuple(
        Mark(one["namedRangeId"], match[1], match[2])
        for one in answer.get("namedRanges", ())
        if (match := _MARK.fullmatch(one["name"]))
    )


def _sheet(answer: Json) -> Sheet:
    properties = answer["properties"]
    grid = properties.get("gridProperties", {})
    data = answer.get("data") or [{}]
    cells = [row.get("values", ()) for row in data[0].get("rowData", ())]
    return Sheet(
        id=properties.get("sheetId", 0),
        title=properties["title"],
        height=grid.get("rowCount", 0),
        width=grid.get("columnCount", 0),
        lines=[list(map(shown, line)) for line in cells],
        formulas=dict(_formulas(cells)),
    )


def _formulas(
    cells: Sequence[Sequence[CellData]],
) -> Iterator[tuple[tuple[int, int], str]]:
    for line, values in enumerate(cells, 1):
        for at, cell in enumerate(values):
            if cell.get("userEnteredValue"):
                yield (line, at), formula(cell)


@dataclass(frozen=True)
class KnownTabs:
    """What is known of a spreadsheet from the last look at it.

    A look (``spreadsheets.get``) tells everything: tabs, the desk's mark, formulas. It
    is needed once in a while; in between the values response (``values.batchGet``) of
    the tabs by their titles is many times lighter. A tab that is gone or renamed
    refuses it, keys that are lost show in it, and a mark that is old is refused when
    something is written: then everything is looked at.

    Attributes:
        marks: The desks' marks.
        tabs: The tab of each table by the table's key, its cells left out.
        until: Until when that is believed, by a clock that only goes forward.
    """

    marks: tuple[Mark, ...]
    tabs: Mapping[str, Sheet]
    until: float


def known(book: Book, found: Spreadsheet, places: Places, *, until: float) -> KnownTabs:
    """What a look leaves for the readings after it; nothing where a table is at fault.

    Args:
        book: What the spreadsheet holds.
        found: What was seen.
        places: Where all of the book's tables stand.
        until: Until when it is believed.
    """
    tabs = {
        key: _bare(found.by_title[place.title])
        for key, place in places.found.items()
        if len(places.found) == len(book.tables)
    }
    return KnownTabs(found.marks, tabs, until)


def _bare(sheet: Sheet) -> Sheet:
    return Sheet(sheet.id, sheet.title, sheet.height, sheet.width, ())


def tables_known(of: KnownTabs, book: Book, tabs: Collection[str]) -> list[str]:
    """The keys of the tables that are read; none where not all of them are known."""
    wanted = [table.key for table in book.tables if not tabs or table.key in tabs]
    return wanted if all(key in of.tabs for key in wanted) else []


def values_query(of: KnownTabs, keys: Sequence[str]) -> Json:
    """What ``values.batchGet`` is asked."""
    return {"ranges": [quoted(of.tabs[key].title) for key in keys], **VALUES}


def from_values(of: KnownTabs, keys: Sequence[str], answer: Json) -> Spreadsheet:
    """The tabs as a values response tells them."""
    ranges = answer.get("valueRanges", ())
    pairs = zip(keys, ranges, strict=True)
    sheets = tuple(_of_values(of.tabs[key], it) for key, it in pairs)
    return Spreadsheet(of.marks, sheets)


def _of_values(tab: Sheet, answer: Json) -> Sheet:
    end = _END.search(answer["range"])
    width, height = tab.width, tab.height
    if end:
        width, height = column_index(end[1]) + 1, int(end[2])
    lines: list[list[Plain]] = answer.get("values", [])
    for line in lines:
        if "" in line:
            line[:] = [None if it == "" else it for it in line]
    return Sheet(tab.id, tab.title, height, width, lines)
