"""One value and one cell: each kind of column reads what people type and writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sheets_schema.reading import amounts, contacts, hours, moments, options
from sheets_schema.reading.contacts import phone_text
from sheets_schema.reading.typed import (
    Conditions,
    Raw,
    Unread,
    Unreadable,
    Value,
    as_text,
    clean,
    fold,
    known,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "CODE",
    "DAY",
    "EMAIL",
    "HOURS",
    "LINK",
    "LONG",
    "MOMENT",
    "MONEY",
    "NUMBER",
    "PAST_DAY",
    "PAST_MOMENT",
    "PHONE",
    "TEXT",
    "TIME",
    "YES",
    "Conditions",
    "Kind",
    "Raw",
    "Unread",
    "Unreadable",
    "Value",
    "choice",
    "choices",
    "clean",
    "fold",
    "known",
    "phone_text",
]

_AS_TEXT = "@"
_MOMENT = "dd/mm/yyyy hh:mm"
_DAY = "dd/mm/yyyy"

_NUMBERED = re.compile(
    r"([a-z][0-9]{2})\s?[-–—‑./\s]\s?([0-9]{4})\s?[-–—‑./\s]\s?([0-9]+)"
)
_DIGITS = re.compile(r"[0-9]+(?:[\s.\-–—‑][0-9]+)*")
_TRACK_DIGITS = 10
_YES = frozenset({"1", "co", "x", "v", "true", "yes", "y", "ok", "dung", "✓", "✔", "☑"})
_NO = frozenset({"0", "khong", "false", "no", "n", "sai", "chua", "✗", "✘", "☐"})


@dataclass(frozen=True)
class Kind:
    """How a column's cells are read and written.

    Attributes:
        name: What it is called in documents.
        format: The number format in Excel's words; ``@`` is text.
        read: From the cell to the meaning; raises `Unreadable`. Empty reads as None.
        write: From the meaning to the cell; reading gives the same meaning again.
            A moment has to carry the company's zone.
        list: The name of the list of choices, or empty.
        many: Whether several choices may stand in one cell.
    """

    name: str
    format: str
    read: Callable[[Raw, Conditions], Value]
    write: Callable[[Value], Raw]
    list: str = ""
    many: bool = False


def _read_text(raw: Raw, _: Conditions) -> Value:
    text = as_text(raw)
    return text if text[:1].isalnum() or visible(text) else None


def _read_code(raw: Raw, _: Conditions) -> Value:
    """A number of the register in capitals, a tracking code without its blanks."""
    text = visible(as_text(raw))
    if numbered := _NUMBERED.fullmatch(text.lower()):
        series, year, number = numbered.groups()
        return f"{series.upper()}-{year}-{number:0>4}"
    digits = "".join(sign for sign in text if sign.isdigit())
    is_track_code = len(digits) == _TRACK_DIGITS and _DIGITS.fullmatch(text)
    return digits if is_track_code else text or None


def _read_yes(raw: Raw, _: Conditions) -> Value:
    word = fold(visible(as_text(raw)))
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable(raw, "xin đánh dấu ô, hoặc nhập Có hay Không")


def _write_yes(value: Value) -> Raw:
    return None if value is None else ("Có" if value else "Không")


def _write(value: Value) -> Raw:
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return moments.write_moment(value) if isinstance(value, datetime) else value


def _write_day(value: Value) -> Raw:
    return value.date() if isinstance(value, datetime) else _write(value)


def _write_phone(value: Value) -> Raw:
    return contacts.write_phone(value) if isinstance(value, str) else None


def _plain(read: Callable[[Raw], Value]) -> Callable[[Raw, Conditions], Value]:
    return lambda raw, _: read(raw)


_read_moment = partial(moments.read_moment, year=moments.nearest)
_read_past_moment = partial(moments.read_moment, year=moments.latest_past)
_read_day = partial(moments.read_day, year=moments.nearest)
_read_past_day = partial(moments.read_day, year=moments.latest_past)

TEXT = Kind("chữ", _AS_TEXT, _read_text, _write)
LONG = Kind("đoạn văn", _AS_TEXT, _read_text, _write)
CODE = Kind("mã số", _AS_TEXT, _read_code, _write)
PHONE = Kind("số điện thoại", _AS_TEXT, _plain(contacts.read_phone), _write_phone)
EMAIL = Kind("e-mail", _AS_TEXT, _plain(contacts.read_email), _write)
LINK = Kind("liên kết", _AS_TEXT, _plain(contacts.read_link), _write)
MOMENT = Kind("thời điểm", _MOMENT, _read_moment, _write)
"""A day and a time; without a year the one nearest to today."""
PAST_MOMENT = Kind("thời điểm đã qua", _MOMENT, _read_past_moment, _write)
"""A day and a time; without a year the last one not after today."""
DAY = Kind("ngày", _DAY, _read_day, _write_day)
"""A day; without a year the one nearest to today."""
PAST_DAY = Kind("ngày đã qua", _DAY, _read_past_day, _write_day)
"""A day; without a year the last one not after today."""
TIME = Kind("giờ", _AS_TEXT, _plain(hours.read_time), _write)
"""A time of the day, ``08:00``."""
HOURS = Kind("giờ làm", _AS_TEXT, _plain(hours.read_hours), _write)
"""Hours of work, ``08:00–12:00; 13:00–17:00``; `hours.spans` takes them apart."""
NUMBER = Kind("số", "General", _plain(amounts.read_number), _write)
MONEY = Kind("số tiền", '#,##0 "₫"', _plain(amounts.read_money), _write)
YES = Kind("có hoặc không", "General", _read_yes, _write_yes)


def choice(list_name: str) -> Kind:
    """One of the choices of a list."""

    def read(raw: Raw, to: Conditions) -> Value:
        return options.read_choice(raw, to.lists.get(list_name, ()))

    return Kind("một lựa chọn", _AS_TEXT, read, _write, list=list_name)


def choices(list_name: str) -> Kind:
    """Several choices of a list, written ``A; B``."""

    def read(raw: Raw, to: Conditions) -> Value:
        return options.read_choices(raw, to.lists.get(list_name, ()))

    return Kind("nhiều lựa chọn", _AS_TEXT, read, _write, list=list_name, many=True)
