"""Survey: how a spreadsheet looks now, as far as the desk cares."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE
from sync.google.sheets import marks, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sync.google.sheets import Mark

Json: TypeAlias = dict[str, Any]

TITLES = "sheets(properties(sheetId,title,sheetType))"
"""The tabs alone, in the words of a field mask."""
LOOKS = (
    "properties(locale,timeZone,autoRecalc),namedRanges(namedRangeId,name),"
    "sheets(properties(sheetId,title,gridProperties),conditionalFormats,"
    "protectedRanges(protectedRangeId,range,description,warningOnly),columnGroups,"
    "data(rowData(values(userEnteredValue,note,userEnteredFormat(numberFormat),"
    "dataValidation)),rowMetadata(hiddenByUser)))"
)
"""All that dressing needs to know, in one answer."""


REPORTS = (
    "namedRanges(namedRangeId,name),sheets(properties(sheetId,title,gridProperties),"
    "charts(chartId),data(rowData(values(userEnteredValue))))"
)
"""The tabs with their keys and charts: all that drawing a report needs to know."""


def lines_of(titles: Iterable[str]) -> list[str]:
    """The ranges that show how tabs look: keys, headings, the first line of data."""
    return [f"{quoted(title)}!{KEY_LINE}:{FIRST_LINE}" for title in titles]


@dataclass(frozen=True)
class Tab:
    """One tab as it looks.

    Attributes:
        id: What Google calls it for good.
        title: What people call it.
        grid: Google's gridProperties.
        lines: Its first lines as Google's CellData.
        hidden: Whether line 1 is hidden.
        rules: Google's conditional formats, the first to hold first.
        guards: Google's protected ranges.
        groups: Google's groups of columns.
        charts: Google's charts, their ids alone.
    """

    id: int
    title: str
    grid: Json = field(default_factory=dict)
    lines: Sequence[Sequence[Json]] = ()
    hidden: bool = False
    rules: Sequence[Json] = ()
    guards: Sequence[Json] = ()
    groups: Sequence[Json] = ()
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
class Survey:
    """A spreadsheet as it looks.

    Attributes:
        properties: Locale, zone and recalculation.
        marks: The desks' marks.
        tabs: The tabs that were asked for.
    """

    properties: Mapping[str, str]
    marks: tuple[Mark, ...]
    tabs: tuple[Tab, ...]


def survey(answer: Json) -> Survey:
    """A spreadsheet as an answer under `LOOKS` tells it."""
    return Survey(
        properties=answer.get("properties", {}),
        marks=marks(answer),
        tabs=tuple(map(_tab, answer.get("sheets", ()))),
    )


def _tab(answer: Json) -> Tab:
    properties = answer["properties"]
    data = (answer.get("data") or [{}])[0]
    about = data.get("rowMetadata") or [{}]
    return Tab(
        id=properties.get("sheetId", 0),
        title=properties["title"],
        grid=properties.get("gridProperties", {}),
        lines=[row.get("values", ()) for row in data.get("rowData", ())],
        hidden=bool(about[0].get("hiddenByUser")),
        rules=answer.get("conditionalFormats", ()),
        guards=answer.get("protectedRanges", ()),
        groups=answer.get("columnGroups", ()),
        charts=answer.get("charts", ()),
    )


def _text(cell: Json) -> str:
    value = cell.get("userEnteredValue") or {}
    return str(next(iter(value.values()), ""))
