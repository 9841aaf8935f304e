"""A report drawn as a tab: headings, sentences, tables and charts, by openpyxl."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Literal, TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border
from openpyxl.styles import Side as Edge
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break

from sheets_schema.columns import HEADING_LINE, KEY_LINE
from sheets_schema.looks import colours, look
from sheets_schema.report import Chart, FigureTable, Heading, Paragraph
from sync.xlsx.drawing import saved
from sync.xlsx.drawing_chart import HEIGHT_OF_LINE, chart
from sync.xlsx.drawing_pages import Piece, breaks, room
from sync.xlsx.paint import fill, font, print_setup, rgb

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.cells import Raw
    from sheets_schema.report import Block, Report

Side: TypeAlias = Literal["left", "center", "right"]

_SIZES = {1: 16, 2: 13, 3: 11}
_LEADING = 1.55
"""A line's height, by the size of its letters."""
_NARROW, _WIDE, _LABEL = 11, 44, 46
"""How many characters a column holds: at least, at most, and the one of labels."""
_LEAST_COLUMNS = 7
_WIDEST, _WIDTH_OF_SIGN = 25, 0.19
"""A chart's width at most, and a character's, in centimetres."""
_MARGINS = {"left": 0.6, "right": 0.6, "top": 0.6, "bottom": 0.8, "footer": 0.4}
"""Of a printed page, in inches."""
_PLAIN = colours.Style(font=colours.TEXT)
_BOLD = colours.Style(font=colours.TEXT, bold=True)
_LINE = Edge("thin", rgb(colours.PALE_GREY))


def report_book(report: Report, title: str) -> bytes:
    """A workbook with a report as its one tab.

    Args:
        report: What stands on it.
        title: The tab's name, which its charts refer to.
    """
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    sheet.append([key_of(report)])
    sheet.row_dimensions[KEY_LINE].hidden = True
    sheet.sheet_view.showGridLines = False
    print_setup(sheet, "landscape")
    sheet.page_margins = PageMargins(**_MARGINS)
    page = _Page(sheet, _widths(report.blocks))
    _break(page, [page.add(block) for block in report.blocks])
    return saved(workbook)


def _break(page: _Page, pieces: list[Piece]) -> None:
    """Let new pages begin where no chart, table or heading is cut off."""
    dimensions = page.sheet.row_dimensions
    heights = {line: it.height for line, it in dimensions.items() if it.height}
    heights[KEY_LINE] = 0
    tall = room(page.sheet, page.widths)
    for line in breaks(pieces, heights, tall):
        page.sheet.row_breaks.append(Break(line))


def key_of(report: Report) -> str:
    """What the first cell of a report's tab holds, hidden."""
    return f"report.{report.key}"


def _widths(blocks: tuple[Block, ...]) -> list[float]:
    """How many characters wide the columns are, so that most of the tables fit."""
    grids = [block for block in blocks if isinstance(block, FigureTable)]
    count = max([_LEAST_COLUMNS, *(len(grid.head) for grid in grids)])
    widths: list[float] = [_LABEL, *[_NARROW] * (count - 1)]
    for grid in grids:
        for at in range(1, len(grid.head)):
            texts = [it for row in grid.rows if isinstance(it := row[at], str)]
            longest = max([len(grid.head[at]) / 2, *map(len, texts)])
            widths[at] = min(_WIDE, max(widths[at], longest + 2))
    return widths


@dataclass
class _Page:
    """A sheet that is filled from the top."""

    sheet: Worksheet
    widths: list[float]
    line: int = HEADING_LINE
    grid: tuple[FigureTable, int] | None = field(default=None)

    def __post_init__(self) -> None:
        for at, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width

    def add(self, block: Block) -> Piece:
        """Draw a block below the last one; the lines it takes."""
        first = self.line
        match block:
            case Heading():
                self._words(block.text, _SIZES.get(block.level, look.FONT_SIZE), _BOLD)
            case Paragraph():
                self._words(block.text, look.FONT_SIZE, _PLAIN)
            case FigureTable():
                self._table(block)
            case Chart():
                self._chart(block)
        return Piece(first, self.line - 1, leads=isinstance(block, Heading))

    def _words(self, text: str, size: int, style: colours.Style) -> None:
        """Text across the page, with as many lines as it needs."""
        if size > look.FONT_SIZE and self.line > HEADING_LINE:
            self.line += 1
        cell = self._put(0, text)
        cell.font = font(style, size=size)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        last = get_column_letter(len(self.widths))
        self.sheet.merge_cells(f"A{self.line}:{last}{self.line}")
        room = sum(self.widths) * look.FONT_SIZE / size
        self._height(sum(_lines(it, room) for it in text.split("\n")), size)
        self.line += 1

    def _table(self, grid: FigureTable) -> None:
        self.grid = (grid, self.line)
        sides = [_side(at, grid) for at in range(len(grid.head))]
        for cell in self._row(grid.head, sides, _BOLD):
            cell.fill = fill(colours.PALE_GREY)
        for row in grid.rows:
            cells = self._row(row, sides, _PLAIN)
            for cell, code in zip(cells, grid.formats, strict=False):
                cell.number_format = code or "General"
        self.line += 1

    def _row(
        self, values: tuple[Raw, ...], sides: list[Side], style: colours.Style
    ) -> list[Cell | MergedCell]:
        """One line of a table, as high as its longest text needs."""
        cells = [self._put(at, raw) for at, raw in enumerate(values)]
        for cell, side in zip(cells, sides, strict=True):
            cell.font = font(style, size=look.FONT_SIZE)
            cell.border = Border(bottom=_LINE)
            cell.alignment = Alignment(side, "center", wrap_text=True)
        texts = [it if isinstance(it, str) else "" for it in values]
        rooms = zip(self.widths, texts, strict=False)
        self._height(max(_lines(text, room) for room, text in rooms), look.FONT_SIZE)
        self.line += 1
        return cells

    def _chart(self, block: Chart) -> None:
        if self.grid is None:
            raise ValueError(block)
        drawn = chart(self.sheet, block, *self.grid)
        drawn.width = min(_WIDEST, round(sum(self.widths) * _WIDTH_OF_SIGN))
        self.sheet.add_chart(drawn, f"A{self.line}")
        self.line += ceil(drawn.height / HEIGHT_OF_LINE) + 1

    def _put(self, at: int, raw: Raw) -> Cell | MergedCell:
        """Fill a cell of this line; text stays text, whatever it begins with."""
        cell = self.sheet.cell(self.line, at + 1)
        cell.value = raw
        if isinstance(raw, str):
            cell.data_type = "s"
        return cell

    def _height(self, lines: int, size: int) -> None:
        self.sheet.row_dimensions[self.line].height = max(1, lines) * size * _LEADING


def _side(at: int, grid: FigureTable) -> Side:
    """Labels stand on the left, figures on the right, other words in the middle."""
    if at == 0:
        return "left"
    return "center" if any(isinstance(row[at], str) for row in grid.rows) else "right"


def _lines(text: str, room: float) -> int:
    """How many lines a text takes in a width counted in characters."""
    return max(1, ceil(len(text) * 1.1 / room))
