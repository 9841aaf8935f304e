"""What people type: a cell's raw value, and the refusal when it says nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

Raw: TypeAlias = str | float | int | bool | datetime | date | None
"""What a store hands over; a naive datetime is company local time."""

Value: TypeAlias = str | float | bool | datetime | date | tuple[str, ...] | None
"""What a cell means; moments carry the company's zone, several choices are a tuple."""

_UNSTORABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_ALIKE = str.maketrans("đðɖ" + "аеорсухі", "ddd" + "aeopcyxi")
"""Letters that look like others: what stands for đ in other scripts (Ð, Ɖ), and the
Cyrillic ones that look Latin."""
_SHOWN = 40
_DIGITS = 1e21


class Unreadable(ValueError):  # noqa: N818 - named for the refusal
    """What was typed cannot be meant; ``str`` is one Vietnamese sentence for staff.

    Args:
        typed: What the cell holds.
        how: How to type it, without the first capital and the full stop.
    """

    def __init__(self, typed: Raw, how: str) -> None:
        line = " ".join(as_text(typed).split())
        shown = line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
        super().__init__(f"Không hiểu “{shown}”: {how}.")


class Unread(str):
    """What a cell shows that holds something, and yet no value: it is occupied.

    Until a person mends it, what was last known to stand there goes on to count.

    Attributes:
        how: What is so, and what to do, without the first capital and the full stop.
    """

    __slots__ = ("how",)
    how: str

    def __new__(cls, shown: str, how: str) -> Self:
        """A cell that shows this."""
        made = super().__new__(cls, shown)
        made.how = how
        return made

    @classmethod
    def error(cls, name: str) -> Self:
        """The error that a formula came to, such as ``#N/A``."""
        return cls(name, f"ô đang báo lỗi {name}, xin sửa công thức hoặc nhập lại")

    @classmethod
    def formula(cls, words: str) -> Self:
        """A formula that no program has computed yet."""
        return cls(f"={words}", _NOT_COMPUTED)

    @classmethod
    def picture(cls) -> Self:
        """A picture, or something else that is no text."""
        return cls("(hình)", _PICTURE)


_NOT_COMPUTED = (
    "công thức chưa được tính, xin mở sổ bằng Excel hoặc LibreOffice rồi lưu lại"
)
_PICTURE = "trong ô là hình hoặc thứ không phải chữ, xin để chỗ khác và nhập bằng chữ"


def known(cells: Mapping[str, Raw], last: Mapping[str, Raw]) -> Mapping[str, Raw]:
    """Cells by key, those that cannot be read as they were last known."""
    if not any(type(raw) is Unread for raw in cells.values()):
        return cells
    told = {
        key: last.get(key) if type(raw) is Unread else raw for key, raw in cells.items()
    }
    return {key: raw for key, raw in told.items() if raw is not None}


@dataclass(frozen=True)
class Conditions:
    """What reading depends on besides the cell.

    Attributes:
        zone: The company's time zone.
        today: The company's day, for dates typed without a year.
        lists: The choices by the name of their list, in the order of the sheet.
    """

    zone: ZoneInfo
    today: date
    lists: Mapping[str, tuple[str, ...]]


def clean(text: str) -> str:
    """Text as the register keeps it: NFC, LF, trimmed, nothing XML 1.0 forbids.

    What it begins with stays, ``=`` and ``0`` included. Cleaning twice changes nothing.
    """
    if not text.isprintable():  # what ends a line or cannot be stored is not
        text = _UNSTORABLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Text for search and likeness: lower case, no marks, ``đ`` as ``d``, one blank.

    Letters that nobody can tell apart by eye are the same.
    """
    apart = unicodedata.normalize("NFKD", text).lower().translate(_ALIKE)
    bare = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return " ".join(bare.split())


def visible(text: str) -> str:
    """Clean text without the characters that take no room, as copying brings along."""
    if not text.isprintable():  # what takes no room is not
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return clean(text)


def as_text(raw: Raw) -> str:
    """A raw value as a person sees it in the cell; empty for an empty cell."""
    match raw:
        case None:
            return ""
        case str():
            return clean(raw)
        case bool():
            return "TRUE" if raw else "FALSE"
        case datetime():
            return f"{raw:%d/%m/%Y %H:%M}"
        case date():
            return f"{raw:%d/%m/%Y}"
    return _digits(raw)


def _digits(number: float) -> str:
    """A number without the ``.0`` that sheets give to all; ``#`` for what fits none."""
    if not -_DIGITS < number < _DIGITS:
        return "#####"
    return str(int(number)) if number == int(number) else f"{number:.15g}"
