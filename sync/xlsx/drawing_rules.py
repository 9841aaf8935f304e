"""The rules of a drawn tab: what its cells offer, and what colours them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sheets_schema.columns import FIRST_LINE
from sync.changes import LAST_LINE
from sync.xlsx.areas import named
from sync.xlsx.colouring import colours
from sync.xlsx.offering import offer
from sync.xlsx.paint import font, rgb

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.columns import Table
    from sheets_schema.looks.look import ColumnLook, Style
    from sync.xlsx.offering import Where


def rule_of_entry(sheet: Worksheet, at: int, column: ColumnLook, where: Where) -> None:
    """What is offered in a column's cells, and what is said to who types otherwise."""
    said = offer(column, where)
    if said is None:
        return
    rule = DataValidation(said.kind, said.formula)
    rule.errorStyle = said.alert
    rule.errorTitle, rule.error = said.title, said.words
    rule.showErrorMessage = said.speaks
    letter = get_column_letter(at)
    rule.add(f"{letter}{FIRST_LINE}:{letter}{LAST_LINE}")
    sheet.add_data_validation(rule)


def colour(sheet: Worksheet, table: Table) -> None:
    """Live colours over the columns as they are declared."""
    declared = {column.key: at for at, column in enumerate(table.columns)}
    for area, formula, style in colours(table, declared):
        rule = Rule("expression", dxf=_dxf(style), stopIfTrue=True, formula=[formula])
        sheet.conditional_formatting.add(named([area]), rule)


def _dxf(style: Style) -> DifferentialStyle:
    fill = PatternFill(bgColor=rgb(style.fill)) if style.fill else None
    return DifferentialStyle(font=font(style), fill=fill)
