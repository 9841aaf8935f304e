"""Values compared: which stands before which, and what is equal."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from tests.sheets_emulator.functions import ComputeError, Plain
from tests.sheets_emulator.grid import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def rank(value: Plain) -> tuple[int, float | str]:
    """The place of a value among others: numbers, then text, then true and false."""
    if isinstance(value, bool):
        return 2, float(value)
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, float(value) if isinstance(value, float | int) else 0.0


def compared(sign: str, left: Plain, right: Plain) -> bool:
    for side in (left, right):
        if isinstance(side, Trouble):
            raise ComputeError(side.code)
    left = _empty_as(right) if left is None else left
    right = _empty_as(left) if right is None else right
    return COMPARE[sign](rank(left), rank(right))


def _empty_as(other: Plain) -> Plain:
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0.0
