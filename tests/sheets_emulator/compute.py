"""Formulas computed: what a cell with one shows, and whether a rule holds."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.sheets_emulator import formula
from tests.sheets_emulator.a1 import Area, Span
from tests.sheets_emulator.errors import NotDoneError
from tests.sheets_emulator.formula import Call, FormulaError, Node, Reference
from tests.sheets_emulator.functions import (
    COMPARE,
    TABLE,
    Argument,
    ComputeError,
    Plain,
    compared,
    fail,
    flat,
    number,
    one,
    text,
    truth,
)
from tests.sheets_emulator.grid import Formula, Sheet, Trouble
from tests.sheets_emulator.locales import decimal_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sheets_emulator.book import Book

SPECIAL = {"IF", "IFERROR", "NOW", "TODAY", "ROW", "COLUMN"}
ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


@lru_cache(maxsize=4096)
def tree_of(written: str, decimal: str) -> Node:
    """The tree of a formula, kept, for sheets repeat theirs."""
    return formula.read(written, decimal=decimal)


def check(written: str, locale: str) -> None:
    """Refuse a formula that the emulator could only pretend to compute.

    Raises:
        NotDoneError: It calls a function that is not in the table.
    """
    try:
        tree = tree_of(written, decimal_of(locale))
    except FormulaError:
        return  # Google shows #ERROR! for it, and so do we
    for name in sorted(formula.functions(tree) - set(TABLE) - SPECIAL):
        what = f"formula function {name}"
        raise NotDoneError(what)


@dataclass(frozen=True)
class Sight:
    """From where a formula looks: its book, its tab, its cell, and the moment.

    Attributes:
        now: The moment as a serial number in the book's time zone.
        shift: Rows and columns by which relative references are moved.
        busy: The cells being computed, so that a circle is seen.
    """

    book: Book
    sheet: Sheet
    row: int
    column: int
    now: float
    shift: tuple[int, int] = (0, 0)
    busy: frozenset[tuple[int, int, int]] = field(default_factory=frozenset)


def shown(sight: Sight) -> Plain:
    """What the cell holds, computed if it is a formula."""
    value = sight.sheet.cell(sight.row, sight.column).value
    if not isinstance(value, Formula):
        return value
    here = sight.sheet.sheet_id, sight.row, sight.column
    if here in sight.busy:
        return Trouble("#REF!")
    return result(value.text, replace(sight, busy=sight.busy | {here}, shift=(0, 0)))


def result(written: str, sight: Sight) -> Plain:
    """What a formula yields; a failure is an error value."""
    try:
        tree = tree_of(written, decimal_of(sight.book.locale))
        value = one(_value(tree, sight))
    except FormulaError:
        return Trouble("#ERROR!")
    except ComputeError as error:
        return Trouble(str(error))
    return 0.0 if value is None else value


def listed(written: str, sight: Sight) -> list[Plain]:
    """Every value of the range that a formula names."""
    try:
        tree = tree_of(written, decimal_of(sight.book.locale))
        return list(flat((_value(tree, sight),)))
    except (FormulaError, ComputeError):
        return []


def _value(tree: Node, sight: Sight) -> Argument:
    if isinstance(tree, Reference):
        return _cells(tree, sight)
    if not isinstance(tree, Call):
        return tree
    if tree.name in SPECIAL:
        return _special(tree, sight)
    if tree.name in ARITHMETIC or tree.name in COMPARE or tree.name == "&":
        left, right = (one(_value(part, sight)) for part in tree.parts)
        return _operated(tree.name, left, right)
    return _called(tree, sight)


def _operated(sign: str, left: Plain, right: Plain) -> Plain:
    if sign in COMPARE:
        return compared(sign, left, right)
    if sign == "&":
        return text(left) + text(right)
    return _arithmetic(sign, number(left), number(right))


def _called(tree: Call, sight: Sight) -> Argument:
    if tree.name not in TABLE:
        fail("#NAME?")
    parts = [_value(part, sight) for part in tree.parts]
    try:
        found: Argument = TABLE[tree.name](*parts)
    except TypeError:
        fail("#N/A")
    return found


def _arithmetic(sign: str, left: float, right: float) -> float:
    try:
        return ARITHMETIC[sign](left, right)
    except ZeroDivisionError:
        fail("#DIV/0!")
    except (OverflowError, TypeError):
        fail("#NUM!")


def _special(tree: Call, sight: Sight) -> Argument:
    if tree.name in ("IF", "IFERROR"):
        return _chosen(tree, sight)
    return {
        "NOW": sight.now,
        "TODAY": float(int(sight.now)),
        "ROW": sight.row + 1.0,
        "COLUMN": sight.column + 1.0,
    }[tree.name]


def _chosen(tree: Call, sight: Sight) -> Argument:
    first, second, third = (*tree.parts, None, None, None)[:3]
    if tree.name == "IFERROR":
        try:
            return one(_value(first, sight))
        except ComputeError:
            return _value(second, sight)
    if truth(_value(first, sight)):
        return _value(second, sight)
    return False if len(tree.parts) == 2 else _value(third, sight)


def _cells(reference: Reference, sight: Sight) -> Argument:
    sheet: Sheet | None = sight.sheet
    if reference.title is not None:
        sheet = sight.book.titled(reference.title)
    if sheet is None:
        fail("#REF!")
    area = _area(reference, sheet, sight.shift)
    if len(reference.corners) == 1:
        return _cell(sheet, area.top, area.left, sight)
    return [
        [_cell(sheet, row, column, sight) for column in area.columns]
        for row in area.rows
    ]


def _cell(sheet: Sheet, row: int, column: int, sight: Sight) -> Plain:
    value = shown(replace(sight, sheet=sheet, row=row, column=column))
    if isinstance(value, Trouble):
        raise ComputeError(value.code)
    return value


def _area(reference: Reference, sheet: Sheet, shift: tuple[int, int]) -> Area:
    places = []
    for corner in reference.corners:
        row = _shifted(corner.row, shift[0] * (not corner.row_fixed))
        column = _shifted(corner.column, shift[1] * (not corner.column_fixed))
        places.append((row, column))
    (top, left), (bottom, right) = places[0], places[-1]
    end_row = None if bottom is None else bottom + 1
    end_column = None if right is None else right + 1
    span = Span(top, left, end_row, end_column)
    if len(places) == 1:
        return span.whole(sheet.row_count, sheet.column_count)
    return span.clamped(sheet.row_count, sheet.column_count)


def _shifted(index: int | None, by: int) -> int | None:
    if index is None:
        return None
    if index + by < 0:
        fail("#REF!")
    return index + by
