"""Data validation: what is offered in the cells of a column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.columns import FIRST_LINE
from sync.a1 import column_letters
from sync.google.ranges import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.looks.look import DropDown
    from sync.google.cells import Json

ListRange: TypeAlias = "Callable[[str, str], str]"
"""From the tab and the key of a list to the range of its choices, or empty."""

_END = re.compile(r"\$?\d+$")


def where_listed(title: str, at: int) -> str:
    """The range of a list: a column of a tab from its first line of data on."""
    letters = column_letters(at)
    return f"={quoted(title)}!${letters}${FIRST_LINE}:${letters}"


def rule(choice: DropDown, where: ListRange) -> Json | None:
    """The rule that offers the choices; None where a book has none to offer."""
    listed = where(choice.tab, choice.column) if choice.tab else ""
    if listed:
        condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": listed}]}
    elif choice.values:
        values = [{"userEnteredValue": one} for one in choice.values]
        condition = {"type": "ONE_OF_LIST", "values": values}
    else:
        return None
    strict = choice.alert == "refuse"
    found = {"condition": condition, "strict": strict, "showCustomUi": True}
    return found | ({"inputMessage": choice.words} if strict else {})


def same(found: Json, wanted: Json) -> bool:
    """Whether a cell offers what it should; the last line of a list may differ."""
    return bool(found) and _meaning(found) == _meaning(wanted)


def _meaning(one: Json) -> tuple[object, ...]:
    condition = one.get("condition", {})
    values = [it.get("userEnteredValue", "") for it in condition.get("values", ())]
    if condition.get("type") == "ONE_OF_RANGE":
        values = [_END.sub("", it.replace("'", "")) for it in values]
    return condition.get("type"), tuple(values), bool(one.get("strict"))
