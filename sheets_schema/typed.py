"""What people type: a cell's raw value, and the refusal when it says nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

Raw: TypeAlias = str | float | int | bool | datetime | date | None
"""What a store hands over; a naive datetime is company local time."""

Value: TypeAlias = str | float | bool | datetime | date | tuple[str, ...] | None
"""What a cell means; moments carry a zone, several choices are a tuple."""

_UNSTORABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


class Unreadable(ValueError):  # noqa: N818 - named for the refusal
    """What was typed cannot be meant; ``str`` is one Vietnamese sentence for staff."""

    def __init__(self, typed: object, how: str) -> None:
        shown = clean(str(typed)).replace("\n", " ")
        short = shown if len(shown) <= 40 else f"{shown[:39]}…"  # noqa: PLR2004 - fits a line of a note
        super().__init__(f"Không hiểu “{short}”: {how}.")


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
    storable = _UNSTORABLE.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", storable).strip()


def fold(text: str) -> str:
    """Text for search and likeness: lower case, no marks, ``đ`` as ``d``, one blank."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.split())
