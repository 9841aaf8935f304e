"""Drawing: new books and tabs with their look, by openpyxl."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formula.translate import Translator
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from sheets_schema.columns import FIRST_LINE, HEADING_LINE, KEY_LINE
from sheets_schema.looks import colours, guide, look, paper
from sync.changes import LAST_LINE
from sync.xlsx.comments import AUTHOR, HEIGHT, WIDTH
from sync.xlsx.contents import Contents
from sync.xlsx.drawing_rules import colour, rule_of_entry
from sync.xlsx.offering import choices
from sync.xlsx.paint import fill, font, points, print_setup, rgb
from sync.xlsx.parts import PartChanges, Parts
from sync.xlsx.styling import in_order

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.columns import Book, Table
    from sheets_schema.looks.look import ColumnLook, Fold
    from sync.xlsx.offering import Where

_LEADING = 1.8
_HEADING = colours.Style(font=colours.TEXT, bold=True)
_PLAIN = colours.Style()


def new_book(book: Book) -> bytes:
    """A whole book, dressed and without rows."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    if book.key in guide.GUIDES:
        _guide(workbook.create_sheet(guide.TITLE), guide.GUIDES[book.key])
    for table in book.tables:
        _tab(workbook.create_sheet(table.title), table, _declared(book))
    return saved(workbook)


def new_tab(table: Table, title: str, where: Where) -> bytes:
    """A workbook with one tab, to be taken into a book that lacks it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title
    _tab(sheet, table, where)
    return saved(workbook)


def translated(words: str, origin: str, target: str) -> str:
    """A formula, without ``=``, as it reads when it is filled into another cell."""
    said = Translator(f"={words}", origin).translate_formula(target)
    return str(said).removeprefix("=")


def saved(workbook: Workbook) -> bytes:
    """A workbook as the bytes of a file, in the order that Excel asks for."""
    drawn, file = BytesIO(), BytesIO()
    with ZipFile(drawn, "w", ZIP_DEFLATED) as archive:  # closed also on a full disk
        ExcelWriter(workbook, archive).write_data()
    contents = Contents(Parts(drawn))
    styles = in_order(contents.parts.read(contents.styles))
    contents.parts.write(file, PartChanges({contents.styles: [styles]}))
    return file.getvalue()


def _declared(book: Book) -> Where:
    def where(tab: str, key: str) -> str:
        if tab not in book.by_key:
            return ""
        table = book[tab]
        at = table.columns.index(table[key])
        return choices(table.title, get_column_letter(at + 1))

    return where


def _guide(sheet: Worksheet, lines: tuple[guide.StyledLine, ...]) -> None:
    sheet.append([f"{guide.KEY}.page"])
    for at, (words, name) in enumerate(lines, HEADING_LINE):
        cell = sheet.cell(at, 1, words)
        style = guide.STYLES[name]
        size = guide.SIZES.get(name, look.FONT_SIZE)
        cell.font = font(style, size=size)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if style.fill:
            cell.fill = fill(style.fill)
        if name in guide.SIZES:
            sheet.row_dimensions[at].height = size * _LEADING
    sheet.column_dimensions["A"].width = 110
    sheet.row_dimensions[KEY_LINE].hidden = True
    sheet.sheet_view.showGridLines = False
    print_setup(sheet, "portrait")


def _tab(sheet: Worksheet, table: Table, where: Where) -> None:
    said = look.of(table)
    sheet.append([table.full(column.key) for column in said.columns])
    sheet.append([column.heading for column in said.columns])
    for at, column in enumerate(said.columns, 1):
        _heading(sheet, at, column)
        _column(sheet, at, column)
        rule_of_entry(sheet, at, column, where)
    _fold(sheet, table, said.folds)
    colour(sheet, table)
    sheet.row_dimensions[KEY_LINE].hidden = True
    sheet.row_dimensions[HEADING_LINE].height = points(look.HEADING_HEIGHT)
    sheet.sheet_format.defaultRowHeight = points(look.LINE_HEIGHT)
    sheet.sheet_format.customHeight = True
    sheet.freeze_panes = f"{get_column_letter(said.frozen + 1)}{FIRST_LINE}"
    last = get_column_letter(len(said.columns))
    sheet.auto_filter.ref = f"A{HEADING_LINE}:{last}{LAST_LINE}"
    sheet.print_title_rows = f"{HEADING_LINE}:{HEADING_LINE}"
    on_paper = paper.paper(table)
    print_setup(sheet, "landscape", pages=on_paper.pages)
    sheet.print_area = ",".join(
        f"{get_column_letter(first)}1:{get_column_letter(last)}{LAST_LINE}"
        for first, last in on_paper.areas  # whole columns: as far as they are filled
    )
    sheet.page_margins.left = sheet.page_margins.right = paper.MARGIN


def _heading(sheet: Worksheet, at: int, column: ColumnLook) -> None:
    cell = sheet.cell(HEADING_LINE, at)
    cell.font = font(_HEADING, size=look.FONT_SIZE)
    cell.fill = fill(column.tint)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    line = Side("thin", rgb(colours.GREY))
    cell.border = Border(bottom=line, right=Side("thin", rgb(colours.PALE_GREY)))
    cell.comment = Comment(column.note, AUTHOR, HEIGHT, WIDTH)


def _column(sheet: Worksheet, at: int, column: ColumnLook) -> None:
    """The format of a column's cells, those that are not there yet included."""
    dimension = sheet.column_dimensions[get_column_letter(at)]
    dimension.width = (column.width - 5) / 7
    dimension.number_format = column.format
    dimension.font = font(_PLAIN, size=look.FONT_SIZE)
    side = "left" if "yy" in column.format else None  # else it touches the next text
    dimension.alignment = Alignment(side, "top", wrap_text=column.wrap)


def _fold(sheet: Worksheet, table: Table, folds: tuple[Fold, ...]) -> None:
    """Boxes fold to the left of the column that follows them."""
    keys = [column.key for column in table.columns]
    for fold in folds:
        places = [keys.index(key) + 1 for key in fold.columns]
        for at in places:
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.outlineLevel = 1
            dimension.hidden = fold.folded
        after = sheet.column_dimensions[get_column_letter(max(places) + 1)]
        after.collapsed = fold.folded
