"""The numbers of the register and the codes that customers read out on the phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TRACK_DIGITS = 10
_NUMBER = re.compile(r"([A-Z]{2}|[A-Z]\d\d)-(\d{4})-(\d{3,})", re.ASCII)


def check_digit(digits: str) -> str:
    """The digit that follows ``digits``, after ISO 7064 MOD 11,10.

    It finds every single wrong digit, and nearly every pair of neighbours swapped.
    """
    product = 10
    for digit in digits:
        total = (product + int(digit)) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def track_code(seed: int) -> str:
    """The tracking code of a seed: nine digits and the check digit.

    Args:
        seed: Any whole number from 0; its last nine digits count. The caller draws it
            at random, since a code that can be guessed is none.
    """
    digits = f"{seed % 10**9:09d}"
    return digits + check_digit(digits)


def is_track_code(text: str) -> bool:
    """Whether these are ten digits with the right last one."""
    return (
        len(text) == TRACK_DIGITS
        and text.isascii()
        and text.isdigit()
        and check_digit(text[:-1]) == text[-1]
    )


def grouped(code: str) -> str:
    """A tracking code as it is shown and read out: ``4829 153 076``."""
    return f"{code[:4]} {code[4:7]} {code[7:]}"


def bare(text: str) -> str:
    """A tracking code without the blanks in which it is shown; other text as it is."""
    digits = "".join(text.split())
    return digits if is_track_code(digits) else text


def shown(code: str) -> str:
    """What people call a case: its number; before it has one, its tracking code."""
    if not is_track_code(code):
        return code
    return f"(chờ ghi sổ) mã tra cứu {grouped(code)}"


def numbered(series: str, year: int, number: int) -> str:
    """A number of the register: ``F01-2026-0123``; four digits or more."""
    return f"{series}-{year}-{number:04d}"


def is_number(text: str) -> bool:
    """Whether it has the form of a number of the register."""
    return _NUMBER.fullmatch(text) is not None


def highest(series: str, codes: Iterable[object]) -> dict[int, int]:
    """The highest number of a series by year, among whatever the cells hold."""
    found: dict[int, int] = {}
    for code in codes:
        match = _NUMBER.fullmatch(code) if isinstance(code, str) else None
        if match and match[1] == series:
            year, number = int(match[2]), int(match[3])
            found[year] = max(found.get(year, 0), number)
    return found
