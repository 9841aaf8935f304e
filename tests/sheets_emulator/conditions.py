"""Conditions of rules, validations and filters: refused, or as Google keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from tests.sheets_emulator import compute
from tests.sheets_emulator.errors import refuse
from tests.sheets_emulator.formula import Call, FormulaError, Reference
from tests.sheets_emulator.locales import decimal_of

if TYPE_CHECKING:
    from tests.sheets_emulator.formula import Node

Json = dict[str, Any]


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
