"""The rules of a drawn tab: what its cells offer, and what colours them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sheets_schema import look
from sheets_schema.columns import FIRST_LINE, HEADING_LINE
from sync.changes import LAST_LINE
from sync.paint import font, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from sheets_schema.columns import Table
    from sheets_schema.look import ColourRule, ColumnLook, DropDown, Look

Where: TypeAlias = "Callable[[str, str], str]"
"""From the tab and the key of a list to the formula of its choices, or empty."""

_INLINE = 255
"""How many characters of choices fit into a rule itself."""


def rule_of_entry(sheet: Worksheet, at: int, column: ColumnLook, where: Where) -> None:
    """What is offered in a column's cells, and what is said to who types otherwise."""
    if column.warning:
        rule = DataValidation("custom", "FALSE", errorStyle="warning")
        rule.errorTitle, rule.error = look.WARNING_TITLE, column.warning
    elif column.drop_down and (formula := _formula(column.drop_down, where)):
        rule = DataValidation("list", formula)
        rule.errorStyle = "stop" if column.drop_down.alert == "refuse" else "warning"
        rule.errorTitle, rule.error = look.CHOICE_TITLE, column.drop_down.words
    else:
        return
    silent = column.drop_down is not None and column.drop_down.alert == "none"
    rule.showErrorMessage = not silent
    letter = get_column_letter(at)
    rule.add(f"{letter}{FIRST_LINE}:{letter}{LAST_LINE}")
    sheet.add_data_validation(rule)


def _formula(choice: DropDown, where: Where) -> str:
    """The choices of a drop-down, by their tab or in the rule itself."""
    listed = where(choice.tab, choice.column) if choice.tab else ""
    inline = ",".join(choice.values)
    fits = len(inline) <= _INLINE and all("," not in it for it in choice.values)
    return listed or (f'"{inline}"' if inline and fits else "")


def colour(sheet: Worksheet, table: Table, said: Look) -> None:
    """Live colours: every cell has one list of rules, so that the first one wins."""
    for columns, rules in _by_columns(said):
        if not rules:
            continue
        first, last = (
            get_column_letter(columns[0] + 1),
            get_column_letter(columns[-1] + 1),
        )
        for rule in rules:
            lines = (HEADING_LINE,) * 2 if rule.on_heading else (FIRST_LINE, LAST_LINE)
            cells = f"{first}{lines[0]}:{last}{lines[1]}"
            sheet.conditional_formatting.add(cells, _live(table, rule))


def _by_columns(said: Look) -> Iterator[tuple[list[int], list[ColourRule]]]:
    """Neighbouring columns that have the same rules, with these."""
    run: list[int] = []
    before: list[ColourRule] = []
    for at, column in enumerate(said.columns):
        rules = [it for it in said.rules if not it.columns or column.key in it.columns]
        if run and rules != before:
            yield run, before
            run = []
        run, before = [*run, at], rules
    yield run, before


def _live(table: Table, rule: ColourRule) -> Rule:
    keys = [column.key for column in table.columns]

    def letter(key: str) -> str:
        return get_column_letter(keys.index(key) + 1)

    formula = look.formula(
        rule.when,
        cell=lambda key: f"${letter(key)}{FIRST_LINE}",
        column=lambda key: f"${letter(key)}${FIRST_LINE}:${letter(key)}${LAST_LINE}",
        separator=",",
    )
    ground = rule.style.fill
    fill = PatternFill(bgColor=rgb(ground)) if ground else None
    style = DifferentialStyle(font=font(rule.style), fill=fill)
    return Rule("expression", dxf=style, stopIfTrue=True, formula=[formula])
