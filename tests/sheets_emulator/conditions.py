"""Conditions of rules, validations and filters: read, held to, and their colours."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from tests.sheets_emulator import compute
from tests.sheets_emulator.book import span
from tests.sheets_emulator.errors import refuse
from tests.sheets_emulator.formula import Call, FormulaError, Reference
from tests.sheets_emulator.functions import truth
from tests.sheets_emulator.grid import Trouble
from tests.sheets_emulator.locales import decimal_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.formula import Node
    from tests.sheets_emulator.functions import Plain
    from tests.sheets_emulator.grid import Sheet
    from tests.sheets_emulator.wire import Json
    from tests.sheets_emulator.work import Work

TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda value, wanted: wanted in value,
    "TEXT_NOT_CONTAINS": lambda value, wanted: wanted not in value,
    "TEXT_STARTS_WITH": lambda value, wanted: value.startswith(wanted),
    "TEXT_ENDS_WITH": lambda value, wanted: value.endswith(wanted),
    "TEXT_EQ": lambda value, wanted: value == wanted,
}
NUMBERS: dict[str, Callable[[float, float], bool]] = {
    "NUMBER_GREATER": lambda value, limit: value > limit,
    "NUMBER_GREATER_THAN_EQ": lambda value, limit: value >= limit,
    "NUMBER_LESS": lambda value, limit: value < limit,
    "NUMBER_LESS_THAN_EQ": lambda value, limit: value <= limit,
    "NUMBER_EQ": lambda value, limit: value == limit,
    "NUMBER_NOT_EQ": lambda value, limit: value != limit,
}


KNOWN = {*TEXTS, *NUMBERS, "BLANK", "NOT_BLANK", "BOOLEAN", "ONE_OF_LIST"}
KNOWN |= {"ONE_OF_RANGE", "CUSTOM_FORMULA"}
"""The conditions that are understood; under any other a cell has no colour."""


def kept(sent: Json, locale: str) -> Json:
    """A BooleanCondition as it is kept: its formulas read, its range absolute.

    Raises:
        KindError: A formula cannot be read in the locale of the spreadsheet.
    """
    kind = sent.get("type", "")
    values = [
        {**one, "userEnteredValue": _value(kind, one["userEnteredValue"], locale)}
        if "userEnteredValue" in one
        else one
        for one in sent.get("values") or []
    ]
    return {**sent, "values": values} if values else dict(sent)


def _value(kind: str, text: str, locale: str) -> str:
    if not text.startswith("="):
        if kind in ("CUSTOM_FORMULA", "ONE_OF_RANGE"):
            _refuse(text)
        return text
    tree = _tree(text, locale)
    return _absolute(tree, text) if kind == "ONE_OF_RANGE" else text


def _tree(text: str, locale: str) -> Node:
    try:
        return compute.tree_of(text, decimal_of(locale))
    except FormulaError:
        _refuse(text)


def _absolute(tree: Node, text: str) -> str:
    """``=Sales!A2:A5`` is told as ``=Sales!$A$2:$A$5``."""
    if isinstance(tree, Call) and tree.name == "NAMED RANGE":
        return text
    if not isinstance(tree, Reference):
        _refuse(text)
    corners = [
        replace(one, row_fixed=one.row is not None, column_fixed=one.column is not None)
        for one in tree.corners
    ]
    return "=" + replace(tree, corners=tuple(corners)).written()


def _refuse(text: str) -> NoReturn:
    refuse(f"Invalid ConditionValue.userEnteredValue: {text}")


def rule_format(work: Work, sheet: Sheet, place: tuple[int, int]) -> Json:
    """The format of the first rule that holds for a cell; empty if none does."""
    for rule in sheet.rules:
        corner = _corner(rule, place)
        if corner and "booleanRule" in rule:
            boolean = rule["booleanRule"]
            if holds(work, sheet, place, boolean["condition"], corner):
                look: Json = boolean.get("format", {})
                return look
    return {}


def _corner(rule: Json, place: tuple[int, int]) -> tuple[int, int] | None:
    """The first cell of the rule's ranges, if the place lies in one of them."""
    row, column = place
    spans = [span(one) for one in rule["ranges"]]
    for one in spans:
        down = (one.top or 0) <= row and (one.bottom is None or row < one.bottom)
        over = (one.left or 0) <= column and (one.right is None or column < one.right)
        if down and over:
            return spans[0].top or 0, spans[0].left or 0
    return None


def holds(
    work: Work,
    sheet: Sheet,
    place: tuple[int, int],
    condition: Json,
    corner: tuple[int, int],
) -> bool:
    """Whether a condition holds for a cell.

    A formula is written for the corner of the range and moves with the cell. One that
    calls what the emulator does not know gives no colour.
    """
    kind = condition["type"]
    values = [one.get("userEnteredValue", "") for one in condition.get("values", [])]
    sight = work.sight(sheet, *place)
    if kind == "CUSTOM_FORMULA":
        shift = place[0] - corner[0], place[1] - corner[1]
        found = compute.result(values[0], replace(sight, shift=shift))
        return not isinstance(found, Trouble | str) and truth(found)
    if kind == "ONE_OF_RANGE":
        wanted = "=" + values[0].removeprefix("=")
        values = [_text(one) for one in compute.listed(wanted, sight)]
    return plainly(kind, values, compute.shown(sight))


def plainly(kind: str, wanted: list[str], value: Plain) -> bool:
    """Whether a condition without a formula of its own holds for a value."""
    if kind in TEXTS:
        return TEXTS[kind](_text(value).casefold(), wanted[0].casefold())
    if kind in NUMBERS and isinstance(value, float | int):
        limit = re.fullmatch(r"-?\d+(\.\d+)?", wanted[0])
        return limit is not None and NUMBERS[kind](value, float(wanted[0]))
    return {
        "BLANK": value is None,
        "NOT_BLANK": value is not None,
        "BOOLEAN": isinstance(value, bool),
        "ONE_OF_LIST": _text(value) in wanted,
        "ONE_OF_RANGE": _text(value) in wanted,
    }.get(kind, False)


def _text(value: Plain) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return "" if value is None else str(value)
