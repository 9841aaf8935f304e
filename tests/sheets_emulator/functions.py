"""The functions that formulas may call, and how values compare."""

from __future__ import annotations

import operator
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from tests.sheets_emulator.grid import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Plain = str | float | bool | Trouble | None
Many = list[list[Plain]]
Argument = Plain | Many


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


class ComputeError(ValueError):
    """A computation that ends in an error value, which is ``args[0]``."""


def fail(code: str) -> NoReturn:
    """End a computation in an error value.

    Raises:
        ComputeError: Always.
    """
    raise ComputeError(code)


def flat(parts: tuple[Argument, ...]) -> Iterator[Plain]:
    """Every single value among arguments that may be ranges."""
    for part in parts:
        if isinstance(part, list):
            for row in part:
                yield from row
        else:
            yield part


def one(value: Argument) -> Plain:
    """A single value; of a range its first cell."""
    if isinstance(value, list):
        return value[0][0] if value and value[0] else None
    return value


def number(value: Argument) -> float:
    """The value as a number, as arithmetic takes it."""
    value = one(value)
    if isinstance(value, Trouble):
        raise ComputeError(value.code)
    if value is None or value == "":
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            fail("#VALUE!")
    return float(value)


def text(value: Argument) -> str:
    """The value as text, as ``&`` takes it."""
    value = one(value)
    if isinstance(value, Trouble):
        raise ComputeError(value.code)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return value


def truth(value: Argument) -> bool:
    """The value as true or false."""
    value = one(value)
    if isinstance(value, str) and value.upper() in ("TRUE", "FALSE"):
        return value.upper() == "TRUE"
    return number(value) != 0


def _numbers(parts: tuple[Argument, ...]) -> list[float]:
    found = []
    for value in flat(parts):
        if isinstance(value, Trouble):
            raise ComputeError(value.code)
        if isinstance(value, float | int) and not isinstance(value, bool):
            found.append(float(value))
    return found


def _average(*parts: Argument) -> float:
    found = _numbers(parts)
    if not found:
        fail("#DIV/0!")
    return sum(found) / len(found)


def _left(of: Argument, count: Argument = 1.0) -> str:
    return text(of)[: int(number(count))]


def _right(of: Argument, count: Argument = 1.0) -> str:
    return text(of)[max(0, len(text(of)) - int(number(count))) :]


def _middle(of: Argument, start: Argument, count: Argument) -> str:
    first = int(number(start)) - 1
    return text(of)[first : first + int(number(count))]


def _search(for_what: Argument, of: Argument) -> float:
    place = text(of).lower().find(text(for_what).lower())
    if place < 0:
        fail("#VALUE!")
    return place + 1.0


def _matches(of: Argument, pattern: Argument) -> bool:
    return re.search(text(pattern), text(of)) is not None


def _round(value: Argument, places: Argument = 0.0) -> float:
    step = Decimal(1).scaleb(-int(number(places)))
    return float(Decimal(repr(number(value))).quantize(step, ROUND_HALF_UP))


def _rest(value: Argument, by: Argument) -> float:
    if number(by) == 0:
        fail("#DIV/0!")
    return number(value) % number(by)


def _is_number(value: Argument) -> bool:
    value = one(value)
    return isinstance(value, float | int) and not isinstance(value, bool)


def _count_filled(*parts: Argument) -> float:
    return float(sum(value is not None for value in flat(parts)))


TABLE: dict[str, Callable[..., Any]] = {
    "AND": lambda *parts: all(truth(part) for part in flat(parts)),
    "OR": lambda *parts: any(truth(part) for part in flat(parts)),
    "NOT": lambda part: not truth(part),
    "TRUE": lambda: True,
    "FALSE": lambda: False,
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _middle,
    "LEN": lambda part: float(len(text(part))),
    "LOWER": lambda part: text(part).lower(),
    "UPPER": lambda part: text(part).upper(),
    "TRIM": lambda part: " ".join(text(part).split()),
    "EXACT": lambda left, right: text(left) == text(right),
    "SEARCH": _search,
    "REGEXMATCH": _matches,
    "CONCATENATE": lambda *parts: "".join(text(part) for part in flat(parts)),
    "ISBLANK": lambda part: one(part) is None,
    "ISTEXT": lambda part: isinstance(one(part), str),
    "ISNUMBER": _is_number,
    "SUM": lambda *parts: float(sum(_numbers(parts))),
    "AVERAGE": _average,
    "MIN": lambda *parts: min(_numbers(parts), default=0.0),
    "MAX": lambda *parts: max(_numbers(parts), default=0.0),
    "COUNT": lambda *parts: float(len(_numbers(parts))),
    "COUNTA": _count_filled,
    "ABS": lambda part: abs(number(part)),
    "INT": lambda part: float(number(part) // 1),
    "MOD": _rest,
    "ROUND": _round,
    "N": lambda part: number(part) if _is_number(part) else 0.0,
}
"""The plain ones; IF, IFERROR, NOW, TODAY, ROW and COLUMN need more than values."""


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
