"""Workbooks as other programs write them today, with what people add to one there."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.stores import libre
from tests.stores.dialects import BOOK, HEADINGS, KEYS
from tests.stores.foreign import png

if TYPE_CHECKING:
    from collections.abc import Callable

TAB, OWN = "Đơn vị", "Thống kê của tôi"
LINES: tuple[tuple[Any, ...], ...] = (
    KEYS,
    (*HEADINGS, None, "Cột riêng"),
    ("Kho", "Hà & <Lan>", None, None, None, None, "=LEN(A3)"),
    ("Kỹ thuật", "Huy", None, None, None, None, "=LEN(A4)"),
)
MONTHS = (("Tháng", "Số vụ"), ("1", 5), ("2", 7), ("3", 6))
PAINTED = 4
"""The line that somebody has painted."""


def by_openpyxl() -> bytes:
    """A chart, a pie, notes, a table, live colours, rules of entry, joined cells."""
    workbook = openpyxl.Workbook()
    sheet, own = workbook.worksheets[0], workbook.create_sheet(OWN)
    sheet.title = TAB
    for line in LINES:
        sheet.append(line)
    for cell in sheet[PAINTED]:
        cell.fill = PatternFill("solid", fgColor="FFFF00")
    sheet.merge_cells("I1:K1")
    sheet["G3"].comment = Comment("nhớ xem lại", "chị Hà")
    rule = DataValidation("list", formula1='"Hà,Huy"', sqref="B3:B99")
    sheet.add_data_validation(rule)
    bold = DifferentialStyle(font=Font(bold=True))
    rule_of_colour = Rule("expression", formula=["$E3>5"], dxf=bold)
    sheet.conditional_formatting.add("E3:E99", rule_of_colour)
    sheet.print_title_rows = "2:2"
    for month in MONTHS:
        own.append(month)
    own.add_table(Table(displayName="TheoThang", ref="A1:B4"))
    for chart, place in ((BarChart(), "F2"), (PieChart(), "F20")):
        figures = Reference(own, min_col=2, min_row=1, max_row=4)
        chart.add_data(figures, titles_from_data=True)
        own.add_chart(chart, place)
    name = DefinedName("SoVu", attr_text=f"'{OWN}'!$B$2:$B$4")
    workbook.defined_names["SoVu"] = name
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def by_xlsxwriter() -> bytes:
    """Pictures, a text box, sparklines, bars in cells, a picture in the page's head."""
    file, picture = BytesIO(), BytesIO(png())
    with xlsxwriter.Workbook(file) as workbook:
        sheet, own = workbook.add_worksheet(TAB), workbook.add_worksheet(OWN)
        paint = workbook.add_format({"bg_color": "#FFFF00"})
        for at, line in enumerate(LINES):
            sheet.write_row(at, 0, line, paint if at + 1 == PAINTED else None)
        sheet.insert_image("I3", "anh.png", {"image_data": picture})
        sheet.insert_textbox("I9", "Gọi chị Hà trước 10 giờ")
        sheet.write_comment("G3", "nhớ xem lại", {"author": "chị Hà"})
        sheet.conditional_format("E3:E99", {"type": "data_bar", "data_bar_2010": True})
        sheet.data_validation("B3:B99", {"validate": "list", "source": ["Hà", "Huy"]})
        sheet.add_sparkline("H3", {"range": f"'{TAB}'!E3:E9"})
        sheet.set_header(
            "&C&G", {"image_center": "a.png", "image_data_center": picture}
        )
        for at, month in enumerate(MONTHS):
            own.write_row(at, 0, month)
        heads = {"columns": [{"header": str(it)} for it in MONTHS[0]]}
        own.add_table("A1:B4", heads)
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": f"='{OWN}'!$B$2:$B$4"})
        own.insert_chart("D2", chart)
    return file.getvalue()


def by_libreoffice() -> bytes:
    """The same, once LibreOffice has opened and saved it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / BOOK.file
        file.write_bytes(by_openpyxl())
        libre.saved(file)
        return file.read_bytes()


PROGRAMS: tuple[Callable[[], bytes], ...] = (
    by_openpyxl,
    by_xlsxwriter,
    *([by_libreoffice] if libre.SOFFICE else ()),
)
