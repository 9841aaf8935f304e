"""Offering: what the cells of a tab offer, and what they say to who types otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from sheets_schema.columns import FIRST_LINE
from sheets_schema.looks import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.looks.look import ColumnLook, DropDown

Where: TypeAlias = "Callable[[str, str], str]"
"""From the tab and the key of a list to the formula of its choices, or empty."""

ValidationType: TypeAlias = Literal["list", "custom"]
ErrorStyle: TypeAlias = Literal["stop", "warning"]
NEVER = "FALSE"
"""The rule of a cell that warns whatever is typed."""
_INLINE = 255
"""How many characters of choices fit into a rule itself."""
_LIST_LINES = 1_000
"""How many choices a list may have."""


class Offer(NamedTuple):
    """One rule of entry.

    Attributes:
        kind: ``list`` or ``custom``.
        formula: The choices, or what must hold.
        alert: ``stop`` refuses another value, ``warning`` warns.
        speaks: Whether anything is said at all.
        title: Above what is said.
        words: What is said.
    """

    kind: ValidationType
    formula: str
    alert: ErrorStyle
    speaks: bool
    title: str
    words: str


def offer(column: ColumnLook, where: Where) -> Offer | None:
    """The rule of a column's cells; None if they take anything."""
    if column.warning:
        said, title = column.warning, look.WARNING_TITLE
        return Offer("custom", NEVER, "warning", speaks=True, title=title, words=said)
    choice = column.drop_down
    formula = _formula(choice, where) if choice else ""
    if choice is None or not formula:
        return None
    return Offer(
        "list",
        formula,
        "stop" if choice.alert == "refuse" else "warning",
        speaks=choice.alert != "none",
        title=look.CHOICE_TITLE,
        words=choice.words,
    )


def choices(title: str, column: str) -> str:
    """The formula of a list of choices: as long as it is filled, at least one cell."""
    tab = title.replace("'", "''")
    cells = f"'{tab}'!${column}${FIRST_LINE}"
    last = FIRST_LINE + _LIST_LINES - 1
    return f"OFFSET({cells},0,0,MAX(1,COUNTA({cells}:${column}${last})),1)"


def _formula(choice: DropDown, where: Where) -> str:
    """The choices of a drop-down, by their tab or in the rule itself."""
    listed = where(choice.tab, choice.column) if choice.tab else ""
    inline = ",".join(choice.values)
    fits = len(inline) <= _INLINE and all("," not in it for it in choice.values)
    return listed or (f'"{inline}"' if inline and fits else "")
