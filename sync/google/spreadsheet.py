"""A spreadsheet at one instant, tab by tab, cell by cell, as its answers tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.columns import HEADING_LINE, KEY_LINE
from sync.a1 import column_index
from sync.google.cells import entered, formula, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.google.cells import CellData, ExtendedValue, Json, Plain


_CELL = "effectiveValue,userEnteredValue(formulaValue)"
DATA = f"data(startRow,startColumn,rowData(values({_CELL})))"
"""The cells, in the words of a field mask."""
MARKS = "namedRanges(namedRangeId,name)"
"""The desks' marks."""
_TAB = "properties(sheetId,title,sheetType,gridProperties(rowCount,columnCount))"
TABS = f"{MARKS},sheets({_TAB})"
"""Which tabs there are, without a cell of theirs."""
FIELDS = f"{MARKS},sheets({_TAB},{DATA})"
"""All that a reading needs of a spreadsheet, in one answer."""
VALUES = {
    "valueRenderOption": "UNFORMATTED_VALUE",
    "dateTimeRenderOption": "SERIAL_NUMBER",
}
"""Values as they are; moments as numbers, whatever the locale shows."""
_END = re.compile(r":([A-Z]+)(\d+)$")
_MARK = re.compile(r"langnghe_(\w*)_([0-9a-f]+)")


@dataclass(frozen=True)
class DeskMark:
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
class GoogleSheet:
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

    marks: tuple[DeskMark, ...]
    sheets: tuple[GoogleSheet, ...]

    @cached_property
    def by_title(self) -> Mapping[str, GoogleSheet]:
        """The tabs by what people call them."""
        return {sheet.title: sheet for sheet in self.sheets}

    @cached_property
    def by_id(self) -> Mapping[int, GoogleSheet]:
        """The tabs by what Google calls them."""
        return {sheet.id: sheet for sheet in self.sheets}

    @cached_property
    def titles(self) -> frozenset[tuple[int, str]]:
        """What Google and people call the tabs."""
        return frozenset((sheet.id, sheet.title) for sheet in self.sheets)

    @property
    def tokens(self) -> frozenset[str]:
        """The names of the last writes; more than one only where people copied tabs."""
        return frozenset(mark.token for mark in self.marks)


def spreadsheet(answer: Json) -> Spreadsheet:
    """A spreadsheet as an answer under `FIELDS` or `TABS` tells it."""
    sheets = [
        _sheet(it)
        for it in answer.get("sheets", ())
        if it["properties"].get("sheetType", "GRID") == "GRID"
    ]
    return Spreadsheet(marks(answer), tuple(sheets))


def marks(answer: Json) -> tuple[DeskMark, ...]:
    """The desks' marks among the named ranges of an answer."""
    return tuple(
        DeskMark(one["namedRangeId"], match[1], match[2])
        for one in answer.get("namedRanges", ())
        if (match := _MARK.fullmatch(one["name"]))
    )


def _sheet(answer: Json) -> GoogleSheet:
    properties = answer["properties"]
    grid = properties.get("gridProperties", {})
    data = answer.get("data") or [{}]
    cells = [row.get("values", ()) for row in data[0].get("rowData", ())]
    return GoogleSheet(
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


def from_values(
    tabs: Sequence[GoogleSheet], answer: Json, marks: tuple[DeskMark, ...]
) -> Spreadsheet:
    """Known tabs as a values response tells them."""
    pairs = zip(tabs, answer.get("valueRanges", ()), strict=True)
    return Spreadsheet(marks, tuple(_of_values(tab, it) for tab, it in pairs))


def _of_values(tab: GoogleSheet, answer: Json) -> GoogleSheet:
    end = _END.search(answer["range"])
    width, height = tab.width, tab.height
    if end:
        width, height = column_index(end[1]) + 1, int(end[2])
    lines: list[list[Plain]] = answer.get("values", [])
    for line in lines:
        if "" in line:
            line[:] = [None if it == "" else it for it in line]
    return GoogleSheet(tab.id, tab.title, height, width, lines)
