"""Amounts as people type them: numbers, and money in đồng."""

from __future__ import annotations

import re
import sys
from decimal import ROUND_HALF_UP, Decimal

from sheets_schema.reading.typed import Raw, Unreadable, as_text, fold, visible

_SCALES = {
    "k": 10**3,
    "nghin": 10**3,
    "ngan": 10**3,
    "tr": 10**6,
    "trieu": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_WORDS = "|".join(sorted(_SCALES, key=len, reverse=True))
_PLAIN = re.compile(r"[+-]?[0-9][0-9.,]*")
_PART = re.compile(rf"([0-9][0-9.,]*) ?({_WORDS})(?![a-z]) ?")
_CURRENCY = re.compile(r"^(?:vnd|₫) ?| ?(?:vnd|dong|d|₫)\.?$")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_REST_OF_SCALE = re.compile(r"[0-9]|[0-9]{3}")
_MOST = 10**15

_HOW_NUMBER = "xin nhập một số, ví dụ 4,3 hoặc 1.500"
_HOW_MONEY = "xin nhập số tiền bằng đồng, ví dụ 1.500.000 hoặc 1,5 triệu"


def read_number(raw: Raw) -> float | None:
    """A number: ``4,3``, ``4.3``, ``1.234,5``, ``1 500``; None for an empty cell.

    One point before exactly three digits groups thousands, as in the Vietnamese
    sheets that the desk makes: ``1.234`` is 1234, while ``0.125`` and ``4.25`` are
    fractions. A single comma is always the decimal comma: ``1,234`` is 1.234.

    Raises:
        Unreadable: It is no number, or not one that a cell can hold.
    """
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _number(raw)
    text = fold(visible(as_text(raw)))
    if not text:
        return None
    number = None if isinstance(raw, bool) else _decimal(text, single=".")
    if number is None or abs(number) >= _MOST:
        raise Unreadable(raw, _HOW_NUMBER)
    return _number(float(number))


def _number(number: float) -> float:
    if not -sys.float_info.max <= number <= sys.float_info.max:
        raise Unreadable(number, _HOW_NUMBER)
    whole = abs(number) < _MOST and number == int(number)
    return int(number) if whole else float(number)


def read_money(raw: Raw) -> int | None:
    """Whole đồng: ``1.500.000đ``, ``1,5 triệu``, ``1tr5``, ``500k``, ``2 tỷ``.

    A point or comma before exactly three digits groups thousands; before a word only
    the point does: ``1.500k`` is ``1,5 triệu``. After a word one digit or three go on
    with it (``1tr5``, ``1tr500``); two could mean two amounts and are refused, as are
    typed parts of a đồng: ``1.5`` was meant otherwise. Those of a formula are rounded.

    Raises:
        Unreadable: It is no amount, or less than nothing, or 10^15 đồng and more.
    """
    text = fold(visible(as_text(raw)))
    if not text:
        return None
    amount = _computed(raw) if isinstance(raw, int | float) else _typed(text)
    if amount is None or not 0 <= amount < _MOST or amount % 1:
        raise Unreadable(raw, _HOW_MONEY)
    return int(amount)


def _computed(number: float) -> Decimal | None:
    """A real number in the cell, to the đồng, halves up."""
    if isinstance(number, bool) or not -_MOST < number < _MOST:
        return None
    return Decimal(str(number)).quantize(Decimal(1), ROUND_HALF_UP)


def _typed(text: str) -> Decimal | None:
    bare = _CURRENCY.sub("", text).strip()
    return _spoken(bare) if _PART.match(bare) else _decimal(bare, single=".,")


def _spoken(text: str) -> Decimal | None:
    """An amount with words: ``2 tỷ 300 triệu``, ``1tr5``, ``1 triệu rưỡi``."""
    total, scale, at = Decimal(0), _MOST, 0
    while part := _PART.match(text, at):
        number = _decimal(part[1], single=".")
        if number is None or _SCALES[part[2]] >= scale:
            return None
        scale, at = _SCALES[part[2]], part.end()
        total += number * scale
    rest = _rest(text[at:])
    return None if rest is None else total + rest * scale


def _rest(text: str) -> Decimal | None:
    """What follows the last word, as a part of its scale."""
    if not text:
        return Decimal(0)
    if text == "ruoi":
        return Decimal("0.5")
    return Decimal(f"0.{text}") if _REST_OF_SCALE.fullmatch(text) else None


def _decimal(text: str, *, single: str) -> Decimal | None:
    """A plain number; ``single`` are the marks that group thousands standing alone."""
    joined = _BETWEEN_DIGITS.sub("", text)
    if not _PLAIN.fullmatch(joined):
        return None
    sign, digits = ("-", joined[1:]) if joined[0] == "-" else ("", joined.lstrip("+"))
    point = _decimal_mark(digits, single)
    whole, _, part = digits.rpartition(point) if point else (digits, "", "")
    grouped = _GROUPED.fullmatch(whole)
    bare = whole.replace(grouped[1], "") if grouped else whole
    if not bare.isdigit() or (point and not part.isdigit()):
        return None
    return Decimal(f"{sign}{bare}.{part or 0}")


def _decimal_mark(digits: str, single: str) -> str:
    """Which mark is the decimal one: the last of two kinds, or one standing alone."""
    last = max(".,", key=digits.rfind)
    if digits.count(last) != 1:
        return ""
    alone = "." not in digits or "," not in digits
    groups = last in single and _GROUPED.fullmatch(digits) and digits[0] != "0"
    return "" if alone and groups else last
