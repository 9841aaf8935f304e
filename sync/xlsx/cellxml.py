"""One raw value as the XML of one cell (ECMA-376 part 1, 18.3.1.4 and 22.9.2.19)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from sheets_schema.cells import Raw

SINCE_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets hold local time
"""Day 0 of most workbooks, right from March 1900 on: Excel counts a 29/2/1900."""
SINCE_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - sheets hold local time
"""Day 0 of workbooks that began on an old Macintosh."""
_FIRST_SURE = date(1900, 3, 1)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LETTERS = 26


def storable(raw: Raw, *, since: datetime) -> Raw:
    """The value as a cell can hold it: what sheets cannot count becomes text."""
    if isinstance(raw, float) and not isfinite(raw):
        return str(raw)
    if isinstance(raw, date):
        first = max(_FIRST_SURE, since.date())
        day = raw.date() if isinstance(raw, datetime) else raw
        return raw if day >= first else f"{raw:%d/%m/}{raw.year:04}"
    return raw


def serial(moment: date, *, since: datetime) -> float:
    """A day or a naive moment as the number of days that a cell holds."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    return (moment - since) / timedelta(days=1)


def cell(ref: str, raw: Raw, *, style: int, prefix: str, since: datetime) -> bytes:
    """A cell's XML.

    Args:
        ref: Where it stands: ``AB12``.
        raw: What it holds; text stays text whatever it begins with.
        style: The index of its format in the workbook's styles.
        prefix: What stands before the names of elements: ``x:`` or empty.
        since: Day 0 of the workbook.
    """
    kind, inside = _content(raw, prefix, since)
    about = f'{prefix}c r="{ref}"' + (f' s="{style}"' if style else "") + kind
    xml = f"<{about}>{inside}</{prefix}c>" if inside else f"<{about}/>"
    return xml.encode()


def _content(raw: Raw, p: str, since: datetime) -> tuple[str, str]:
    match storable(raw, since=since):
        case None:
            return "", ""
        case bool(truth):
            return ' t="b"', f"<{p}v>{int(truth)}</{p}v>"
        case date() as moment:
            return "", f"<{p}v>{serial(moment, since=since)!r}</{p}v>"
        case str(words):
            text = f'<{p}t xml:space="preserve">{_text(words)}</{p}t>'
            return ' t="inlineStr"', f"<{p}is>{text}</{p}is>"
        case number:
            return "", f"<{p}v>{number!r}</{p}v>"


def _text(words: str) -> str:
    """Text for an element; what XML forbids is written in the form sheets use."""
    return escape(_ESCAPED.sub(_coded, words))


def _coded(sign: re.Match[str]) -> str:
    return f"_x{ord(sign[0]):04X}_"
