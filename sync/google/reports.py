"""Reports: a report as a tab with its charts, in place of its older drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, count
from math import ceil
from typing import TYPE_CHECKING

from sheets_schema.columns import HEADING_LINE
from sheets_schema.looks import colours, look
from sheets_schema.report import Chart, FigureTable, Heading, Paragraph
from sync.google import cells, new_tabs, ranges
from sync.google.cells import extended_value, number_format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.report import Block, Report
    from sync.google.appearance import TabAppearance
    from sync.google.cells import Json

_SIZES = {1: 16, 2: 13, 3: 11}
_LEADING = 2.0
"""A line's height in pixels, by the size of its letters in points."""
_LETTER = 7
"""About how many pixels a letter of the usual size is wide."""
_NARROW, _WIDE, _LABEL = 80, 310, 320
"""How wide a column is in pixels: at least, at most, and the one of labels."""
_LEAST_COLUMNS = 7
_WIDEST = 940
_LINE = 21
"""The height in pixels of a line that nobody has sized."""
_PLAIN = colours.Style(font=colours.TEXT)
_BOLD = colours.Style(font=colours.TEXT, bold=True)
_HEAD = colours.Style(colours.PALE_GREY, colours.TEXT, bold=True)
_TITLE_SIZE = 12
_BESIDE = ("#0072B2", "#B8C4CE", "#009E73", "#E69F00", "#CC79A7")
"""Series side by side: the first one speaks, the second one is what it is held to."""
_STACKED = {
    2: ("#D55E00", "#0072B2"),
    3: ("#D55E00", "#D0D5DA", "#0072B2"),
    4: ("#D55E00", "#F4B183", "#8EC1E0", "#0072B2"),
    5: ("#D55E00", "#F4B183", "#D0D5DA", "#8EC1E0", "#0072B2"),
}
"""Shares of a whole, from the low end to the high one."""


def key_of(report: Report) -> str:
    """What the first cell of a report's tab holds, hidden."""
    return f"report.{report.key}"


@dataclass
class ReportTab:
    """A tab that is filled from the top.

    Attributes:
        report: What stands on it.
        sheet_id: The tab.
    """

    report: Report
    sheet_id: int
    _rows: list[Json] = field(default_factory=list)
    _after: list[Json] = field(default_factory=list)
    _table: tuple[FigureTable, int] | None = None

    def __post_init__(self) -> None:
        self._widths = list(_widths(self.report.blocks))
        self._rows.append({"values": [new_tabs.text(key_of(self.report))]})
        for block in self.report.blocks:
            self._add(block)

    @property
    def grid(self) -> Json:
        """The size of the tab."""
        return {
            "rowCount": len(self._rows) + 2,
            "columnCount": len(self._widths),
            "hideGridlines": True,
        }

    def requests(self) -> Iterator[Json]:
        """Everything that draws the page on an empty tab of its size."""
        start = {"sheetId": self.sheet_id, "rowIndex": 0, "columnIndex": 0}
        fields = "userEnteredValue,userEnteredFormat"
        yield {"updateCells": {"start": start, "rows": self._rows, "fields": fields}}
        for left, right, width in ranges.runs(enumerate(self._widths), lambda it: it):
            place = ranges.dimension_range(self.sheet_id, "COLUMNS", left, right)
            yield new_tabs.sized(place, width)
        yield new_tabs.hiding(self.sheet_id)
        yield from self._after

    @property
    def _line(self) -> int:
        """The line that is filled next, from 1."""
        return len(self._rows) + 1

    def _add(self, block: Block) -> None:
        match block:
            case Heading():
                self._words(block.text, _SIZES.get(block.level, look.FONT_SIZE), _BOLD)
            case Paragraph():
                self._words(block.text, look.FONT_SIZE, _PLAIN)
            case FigureTable():
                self._grid(block)
            case Chart():
                self._chart(block)

    def _words(self, text: str, size: int, style: colours.Style) -> None:
        """Text across the page, with as many lines as it needs."""
        if size > look.FONT_SIZE and self._line > HEADING_LINE:
            self._rows.append({})
        line = ranges.whole_row(self.sheet_id, len(self._rows))
        ends = {"startColumnIndex": 0, "endColumnIndex": len(self._widths)}
        merge = {"range": {**line, **ends}, "mergeType": "MERGE_ALL"}
        self._after.append({"mergeCells": merge})
        room = sum(self._widths) * look.FONT_SIZE / size
        self._height(sum(_lines(it, room) for it in text.split("\n")) * size)
        self._rows.append({"values": [_cell(text, _style(style, size=size))]})

    def _grid(self, grid: FigureTable) -> None:
        self._table = (grid, self._line)
        head = [_cell(it, _style(_HEAD)) for it in grid.head]
        formats = [*grid.formats, *[""] * (len(grid.head) - len(grid.formats))]
        self._row(grid.head, head)
        for row in grid.rows:
            cells = zip(row, formats, strict=True)
            self._row(row, [_cell(raw, _style(_PLAIN, it)) for raw, it in cells])
        self._rows.append({})

    def _row(self, raws: tuple[Raw, ...], cells: list[Json]) -> None:
        """One line of a table, as high as its longest text needs."""
        rooms = zip(self._widths, raws, strict=False)
        texts = [_lines(raw, room) for room, raw in rooms if isinstance(raw, str)]
        self._height(max([1, *texts]) * look.FONT_SIZE)
        self._rows.append({"values": cells})

    def _chart(self, block: Chart) -> None:
        if self._table is None:
            raise ValueError(block)
        if not block.values:
            return  # there is nothing to draw, and Google answers 500 for ever
        grid, table = self._table
        width = min(_WIDEST, sum(self._widths))
        at = {"sheet_id": self.sheet_id, "table": table, "line": self._line}
        self._after.append(_chart_request(block, grid, **at, width=width))
        self._rows += [{}] * (ceil(_chart_height(block, grid) / _LINE) + 1)

    def _height(self, points: int) -> None:
        """The height of the line that is filled next."""
        at = len(self._rows)
        place = ranges.dimension_range(self.sheet_id, "ROWS", at, at + 1)
        self._after.append(new_tabs.sized(place, max(_LINE, round(points * _LEADING))))


def _widths(blocks: tuple[Block, ...]) -> Iterator[int]:
    """How many pixels wide the columns are, so that most of the tables fit."""
    grids = [block for block in blocks if isinstance(block, FigureTable)]
    yield _LABEL
    for at in range(1, max([_LEAST_COLUMNS, *(len(grid.head) for grid in grids)])):
        texts = [
            len(it) * _LETTER
            for grid in grids
            if at < len(grid.head)
            for it in (*(row[at] for row in grid.rows), grid.head[at][::2])
            if isinstance(it, str)
        ]
        yield min(_WIDE, max([_NARROW, *(one + 2 * _LETTER for one in texts)]))


def _style(style: colours.Style, pattern: str = "", *, size: int = 0) -> Json:
    shape = number_format(pattern)
    return {
        **cells.styled(style, size or look.FONT_SIZE),
        **({"numberFormat": dict(shape)} if shape else {}),
        "wrapStrategy": "WRAP",
        "verticalAlignment": "TOP" if size else "MIDDLE",
    }


def _cell(raw: Raw, style: Json) -> Json:
    value = extended_value(raw)
    return {
        **({"userEnteredValue": dict(value)} if value else {}),
        "userEnteredFormat": style,
    }


def _lines(text: str, room: float) -> int:
    """How many lines a text takes in a width in pixels."""
    return max(1, ceil(len(text) * _LETTER / room))


def drawn(
    report: Report, tabs: Sequence[TabAppearance], *, new_id: int
) -> tuple[list[Json], int]:
    """The requests that draw a report, and the id of its tab.

    A tab that carries the report's key keeps its name and place, whatever people call
    it now; a new one is put at the end, under a name that is free.
    """
    older = next((tab for tab in tabs if key_of(report) in tab.keys[:1]), None)
    page = ReportTab(report, older.id if older else new_id)
    making = _emptied(older, page.grid) if older else _new(report, page, tabs)
    return [*making, *page.requests()], page.sheet_id


def _new(
    report: Report, page: ReportTab, tabs: Sequence[TabAppearance]
) -> Iterator[Json]:
    taken = {tab.title.casefold() for tab in tabs}
    names = chain([report.title], (f"{report.title} ({nth})" for nth in count(2)))
    title = next(name for name in names if name.casefold() not in taken)
    properties = {"sheetId": page.sheet_id, "title": title, "gridProperties": page.grid}
    yield {"addSheet": {"properties": properties}}


def _emptied(tab: TabAppearance, grid: Json) -> Iterator[Json]:
    """A tab without anything that an older drawing put there, in its new size."""
    whole = {"sheetId": tab.id}
    for chart in tab.charts:
        yield {"deleteEmbeddedObject": {"objectId": chart["chartId"]}}
    yield {"unmergeCells": {"range": whole}}
    yield {"updateCells": {"range": whole, "fields": "*"}}
    properties = {**whole, "gridProperties": grid}
    about = {"properties": properties, "fields": "gridProperties"}
    yield {"updateSheetProperties": about}


_BAR, _ROOM, _COLUMN = 28, 110, 340
"""The height of a lying bar, of what stands around them, of standing columns."""


def _chart_height(said: Chart, grid: FigureTable) -> int:
    """How many pixels a chart is high."""
    if said.kind == "column":
        return _COLUMN
    bars = said.rows or len(grid.rows)
    return _ROOM + _BAR * bars * (1 if said.kind == "stacked" else len(said.values))


def _chart_request(
    said: Chart, grid: FigureTable, *, sheet_id: int, table: int, line: int, width: int
) -> Json:
    """The request that draws a chart.

    Args:
        said: What is drawn.
        grid: The table.
        sheet_id: The tab.
        table: The line of the table's headings, from 1.
        line: The line that the chart hangs on, from 1.
        width: In pixels.
    """
    anchor = {"sheetId": sheet_id, "rowIndex": line - 1, "columnIndex": 0}
    place = {"anchorCell": anchor, "widthPixels": width}
    place["heightPixels"] = _chart_height(said, grid)
    last = table + (said.rows or len(grid.rows))
    spec = {
        "title": said.title,
        "titleTextFormat": cells.text_format(_BOLD, _TITLE_SIZE),
        "basicChart": _basic(said, sheet_id, table, last),
    }
    return {"addChart": {"chart": {"spec": spec, "position": _over(place)}}}


def _over(place: Json) -> Json:
    return {"overlayPosition": place}


def _basic(said: Chart, sheet_id: int, first: int, last: int) -> Json:
    lying = said.kind != "column"
    shades = _STACKED.get(len(said.values), _BESIDE) if _is_whole(said) else _BESIDE
    shades *= len(said.values)
    return {
        "chartType": "BAR" if lying else "COLUMN",
        **({"stackedType": "PERCENT_STACKED"} if _is_whole(said) else {}),
        "legendPosition": "NO_LEGEND" if len(said.values) == 1 else "BOTTOM_LEGEND",
        "headerCount": 1,
        "domains": [{"domain": _source(sheet_id, 0, first, last)}],
        "series": [
            {
                "series": _source(sheet_id, at, first, last),
                "targetAxis": "BOTTOM_AXIS" if lying else "LEFT_AXIS",
                "colorStyle": cells.color_style(shade),
                **({} if _is_whole(said) else {"dataLabel": {"type": "DATA"}}),
            }
            for at, shade in zip(said.values, shades, strict=False)
        ],
    }


def _is_whole(said: Chart) -> bool:
    return said.kind == "stacked"


def _source(sheet_id: int, at: int, first: int, last: int) -> Json:
    lines = {"startRowIndex": first - 1, "endRowIndex": last}
    columns = {"startColumnIndex": at, "endColumnIndex": at + 1}
    return {"sourceRange": {"sources": [{"sheetId": sheet_id, **lines, **columns}]}}
