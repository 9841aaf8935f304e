"""One value and one cell: each kind of column reads what people type and writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sheets_schema.typed import Conditions, Raw, Unreadable, Value, clean, fold

__all__ = [
    "CODE",
    "DAY",
    "EMAIL",
    "LINK",
    "LONG",
    "MOMENT",
    "MONEY",
    "NUMBER",
    "PAST_DAY",
    "PAST_MOMENT",
    "PHONE",
    "TEXT",
    "YES",
    "Conditions",
    "Kind",
    "Raw",
    "Unreadable",
    "Value",
    "choice",
    "choices",
    "clean",
    "fold",
    "phone_text",
]


@dataclass(frozen=True)
class Kind:
    """How a column's cells are read and written.

    Attributes:
        name: What it is called in documents.
        format: The number format in Excel's words; ``@`` is text.
        read: From the cell to the meaning; raises `Unreadable`. Empty reads as None.
        write: From the meaning to the cell; reading gives the same meaning again.
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
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return None if raw is None else clean(str(raw)) or None


def _write(value: Value) -> Raw:
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _read_plain(raw: Raw, to: Conditions) -> Value:
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=to.zone)
    return _read_text(raw, to) if isinstance(raw, str) else raw


def phone_text(value: Value) -> str:
    """A telephone number as people write it: ``0912 345 678``."""
    return str(value or "")


TEXT = Kind("chữ", "@", _read_text, _write)
LONG = Kind("đoạn văn", "@", _read_text, _write)
CODE = Kind("mã", "@", _read_text, _write)
PHONE = Kind("số điện thoại", "@", _read_text, _write)
EMAIL = Kind("e-mail", "@", _read_text, _write)
LINK = Kind("đường dẫn", "@", _read_text, _write)
MOMENT = Kind("thời điểm", "dd/mm/yyyy hh:mm", _read_plain, _write)
PAST_MOMENT = Kind("thời điểm đã qua", "dd/mm/yyyy hh:mm", _read_plain, _write)
DAY = Kind("ngày", "dd/mm/yyyy", _read_plain, _write)
PAST_DAY = Kind("ngày đã qua", "dd/mm/yyyy", _read_plain, _write)
NUMBER = Kind("số", "General", _read_plain, _write)
MONEY = Kind("số tiền", '#,##0 "₫"', _read_plain, _write)
YES = Kind("có hoặc không", "General", _read_plain, _write)


def choice(list_name: str) -> Kind:
    """One of a list."""
    return Kind("lựa chọn", "@", _read_text, _write, list=list_name)


def choices(list_name: str) -> Kind:
    """Several of a list, separated by ``;``."""

    def read(raw: Raw, to: Conditions) -> Value:
        text = _read_text(raw, to)
        return tuple(clean(part) for part in str(text).split(";")) if text else None

    return Kind("nhiều lựa chọn", "@", read, _write, list=list_name, many=True)
