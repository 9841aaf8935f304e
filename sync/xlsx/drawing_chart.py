"""A report's chart, drawn from the cells of its table, by openpyxl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.report import Chart, FigureTable

HEIGHT_OF_LINE = 0.53
"""A line of the sheet without a height of its own, in centimetres."""
_BAR, _WHOLE, _ROOM, _COLUMN = 0.75, 1.1, 3, 9
"""The heights of one of several lying bars, of a bar with a label of its own, of what
stands around them, and of standing columns. Labels without room are left out."""
_TITLE_SIZE = 1200
"""In hundredths of a point."""
_FAINT = "E5E7EB"
_BESIDE = ("0072B2", "B8C4CE", "009E73", "E69F00", "CC79A7")
"""Series side by side: the first one speaks, the second one is what it is held to."""
_STACKED = {
    2: ("D55E00", "0072B2"),
    3: ("D55E00", "D0D5DA", "0072B2"),
    4: ("D55E00", "F4B183", "8EC1E0", "0072B2"),
    5: ("D55E00", "F4B183", "D0D5DA", "8EC1E0", "0072B2"),
}
"""Shares of a whole, from the low end to the high one."""


def chart(sheet: Worksheet, said: Chart, grid: FigureTable, line: int) -> BarChart:
    """A chart of a table that stands on a sheet.

    Args:
        sheet: Where the table stands.
        said: What is drawn.
        grid: The table.
        line: The line of its headings.
    """
    drawn = BarChart()
    drawn.title = _title(said.title)
    drawn.type = "col" if said.kind == "column" else "bar"
    drawn.gapWidth = 60
    last = line + (said.rows or len(grid.rows))
    for at in said.values:
        values = Reference(sheet, min_col=at + 1, min_row=line, max_row=last)
        drawn.add_data(values, titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=line + 1, max_row=last))
    if said.kind == "stacked":
        drawn.grouping, drawn.overlap = "percentStacked", 100
    _axes(drawn, said, grid)
    _paint(drawn, said)
    drawn.height = _height(said, last - line)
    return drawn


def _height(said: Chart, labels: int) -> float:
    if said.kind == "column":
        return _COLUMN
    bars = 1 if said.kind == "stacked" else len(said.values)
    return round(_ROOM + max(_WHOLE, _BAR * bars) * labels)


def _title(words: str) -> Title:
    """A title in letters as large as a heading's."""
    letters = CharacterProperties(sz=_TITLE_SIZE, b=True)
    about = ParagraphProperties(defRPr=letters)
    run = RegularTextRun(letters, words)
    return Title(Text(rich=RichText(p=[Paragraph(about, r=[run])])), overlay=False)


def _axes(drawn: BarChart, said: Chart, grid: FigureTable) -> None:
    """Both axes are shown, the first label of lying bars on top."""
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.tickLblSkip = 1
    drawn.y_axis.scaling.min = 0
    formats = {grid.formats[at] for at in said.values} if grid.formats else {""}
    if said.kind == "stacked" or all(it.endswith("%") for it in formats):
        drawn.y_axis.scaling.max = 1
        drawn.y_axis.number_format = "0%"
    if said.kind != "column":
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.crosses = "max"
    faint = GraphicalProperties(ln=LineProperties(solidFill=_FAINT))
    drawn.y_axis.majorGridlines = ChartLines(faint)


def _paint(drawn: BarChart, said: Chart) -> None:
    count = len(said.values)
    stacked = said.kind == "stacked"
    colours = _STACKED.get(count, _BESIDE) if stacked else _BESIDE
    for series, colour in zip(drawn.series, colours * count, strict=False):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
    if not stacked:
        drawn.dataLabels = DataLabelList()
        drawn.dataLabels.showVal = True
        for name in ("SerName", "CatName", "LegendKey", "Percent", "LeaderLines"):
            setattr(drawn.dataLabels, f"show{name}", False)
    if count == 1:
        drawn.legend = None
    else:
        drawn.legend.position = "b"
