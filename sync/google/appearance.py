"""Appearance: how a spreadsheet looks now, as far as the desk cares."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE
from sheets_schema.looks import guide
from sync.google.ranges import quoted
from sync.google.refusals import ApiRefused, Why
from sync.google.spreadsheet import MARKS, GoogleSheet, marks
from sync.keys import carries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sheets_schema.columns import Book
    from sync.google.cells import Json
    from sync.google.spreadsheet import DeskMark
    from sync.google.writing import BookClient


LOOKS = (
    f"properties(locale,timeZone,autoRecalc),{MARKS},"
    "sheets(properties(sheetId,title,gridProperties),conditionalFormats,"
    "protectedRanges(protectedRangeId,range,description,warningOnly),columnGroups,"
    "data(rowData(values(userEnteredValue,note,userEnteredFormat(numberFormat),"
    "dataValidation)),rowMetadata(hiddenByUser)))"
)
"""All that dressing needs to know, in one answer."""
REPORTS = (
    f"{MARKS},sheets(properties(sheetId,title,gridProperties),"
    "charts(chartId),data(rowData(values(userEnteredValue))))"
)
"""The tabs with their keys and charts: all that drawing a report needs to know."""


def lines_of(titles: Iterable[str]) -> list[str]:
    """The ranges that show how tabs look: keys, headings, the first line of data."""
    return [f"{quoted(title)}!{KEY_LINE}:{FIRST_LINE}" for title in titles]


@dataclass(frozen=True)
class TabAppearance:
    """One tab as it looks.

    Attributes:
        id: What Google calls it for good.
        title: What people call it.
        grid: Google's gridProperties.
        lines: Its first lines as Google's CellData.
        hidden: Whether line 1 is hidden.
        conditional_formats: Google's conditional formats, the first to hold first.
        protected_ranges: Google's protected ranges.
        column_groups: Google's groups of columns.
        charts: Google's charts, their ids alone.
    """

    id: int
    title: str
    grid: Json = field(default_factory=dict)
    lines: Sequence[Sequence[Json]] = ()
    hidden: bool = False
    conditional_formats: Sequence[Json] = ()
    protected_ranges: Sequence[Json] = ()
    column_groups: Sequence[Json] = ()
    charts: Sequence[Json] = ()

    def cell(self, line: int, at: int) -> Json:
        """A cell of the first lines; empty where nothing is."""
        cells = self.lines[line - 1] if line <= len(self.lines) else ()
        return cells[at] if at < len(cells) else {}

    @cached_property
    def keys(self) -> list[str]:
        """What line 1 says."""
        return self._texts(KEY_LINE)

    @cached_property
    def headings(self) -> list[str]:
        """What line 2 says."""
        return self._texts(HEADING_LINE)

    @property
    def height(self) -> int:
        """How many lines it has."""
        return int(self.grid.get("rowCount", 0))

    @property
    def width(self) -> int:
        """How many columns it has."""
        return int(self.grid.get("columnCount", 0))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever entered in the lines that were read."""
        return not any("userEnteredValue" in cell for it in self.lines for cell in it)

    def _texts(self, line: int) -> list[str]:
        cells = self.lines[line - 1] if line <= len(self.lines) else ()
        return [_text(cell) for cell in cells]


@dataclass(frozen=True)
class Appearance:
    """A spreadsheet as it looks.

    Attributes:
        properties: Locale, zone and recalculation.
        marks: The desks' marks.
        tabs: The tabs that were asked for.
    """

    properties: Mapping[str, str]
    marks: tuple[DeskMark, ...]
    tabs: tuple[TabAppearance, ...]

    @property
    def sheets(self) -> list[GoogleSheet]:
        """The tabs as a reading knows them, with line 1 alone."""
        return [
            GoogleSheet(tab.id, tab.title, tab.height, tab.width, [tab.keys])
            for tab in self.tabs
        ]


def appearance(answer: Json) -> Appearance:
    """A spreadsheet as an answer under `LOOKS` tells it."""
    return Appearance(
        properties=answer.get("properties", {}),
        marks=marks(answer),
        tabs=tuple(map(_tab, answer.get("sheets", ()))),
    )


def _tab(answer: Json) -> TabAppearance:
    properties = answer["properties"]
    data = (answer.get("data") or [{}])[0]
    about = data.get("rowMetadata") or [{}]
    return TabAppearance(
        id=properties.get("sheetId", 0),
        title=properties["title"],
        grid=properties.get("gridProperties", {}),
        lines=[row.get("values", ()) for row in data.get("rowData", ())],
        hidden=bool(about[0].get("hiddenByUser")),
        conditional_formats=answer.get("conditionalFormats", ()),
        protected_ranges=answer.get("protectedRanges", ()),
        column_groups=answer.get("columnGroups", ()),
        charts=answer.get("charts", ()),
    )


def _text(cell: Json) -> str:
    value = cell.get("userEnteredValue") or {}
    return str(next(iter(value.values()), ""))


def look_at(client: BookClient, book: Book, titles: Sequence[str]) -> Appearance:
    """How a book looks.

    Args:
        client: The way there.
        book: What it should hold.
        titles: What its tabs were called when they were last seen; none if they were
            not: then they may have the names that a new book gives them.

    Raises:
        ApiRefused: Google said no.
    """
    declared = [table.title for table in book.tables] or [guide.TITLE]
    try:
        found = _asked(client, lines_of(titles or declared))
    except ApiRefused as refused:
        if refused.why is not Why.INVALID:
            raise
    else:
        if _is_whole(book, found):
            return found
    return _asked(client, _all_lines(client))


def _asked(client: BookClient, ranges: Sequence[str]) -> Appearance:
    return appearance(client.get({"fields": LOOKS, "ranges": list(ranges)}))


def _is_whole(book: Book, found: Appearance) -> bool:
    """Whether each table stands on exactly one of the tabs that were looked at."""
    return all(
        sum(carries(table, tab.keys) for tab in found.tabs) == 1
        for table in book.tables
    )


def _all_lines(client: BookClient) -> list[str]:
    """The first lines of every tab; of a new spreadsheet's only tab everything."""
    titles = [tab.title for tab in client.tabs().sheets]
    return lines_of(titles) if len(titles) > 1 else [quoted(it) for it in titles]
