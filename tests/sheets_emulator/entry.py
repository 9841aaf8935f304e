"""What somebody typed: text to a typed value and the format that comes with it."""

from __future__ import annotations

import datetime as dt
import re

from tests.sheets_emulator import compute
from tests.sheets_emulator.grid import Cell, Formula, Value
from tests.sheets_emulator.locales import Ways, ways_of
from tests.sheets_emulator.numberformat import DATE_TYPES, serial_of
from tests.sheets_emulator.wire import Json

Entered = tuple[Value, Json | None]
Sent = str | float | bool
LINK = re.compile(
    r"(https?://\S+|(www\.)?[\w-]+(\.[\w-]+)*\.(com|org|net|vn|io)(/\S*)?)\Z"
)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?\Z")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp][Mm]))?\Z")
LIMIT = 50_000
"""Characters a cell holds, inclusive."""


def raw(sent: Sent) -> Value:
    """A value under RAW: kept as it came; empty text clears the cell."""
    return None if sent == "" else sent


def typed(sent: Sent, locale: str, year: int) -> Entered:
    """A value under USER_ENTERED: parsed as if somebody had typed it.

    Returns:
        The value and the number format that it brings along, or None.
    """
    if not isinstance(sent, str):
        return sent, None
    text = sent.strip()
    if not text:
        return (None if sent == "" else sent), None
    if text.startswith("'"):
        return text[1:] or None, None
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE", None
    if text.startswith("=") and len(text) > 1:
        compute.check(text, locale)
        return Formula(text), None
    return _parsed(sent, text, locale, year)


def _parsed(sent: str, text: str, locale: str, year: int) -> Entered:
    if not re.search(r"\d", text) and text[0] not in "+-":
        return sent, None
    ways = ways_of(locale)
    found = _number(text, ways) or _money(text, ways) or _clock(text)
    found = found or _date(text, ways, year) or _moment(text, ways, year)
    if found:
        return found
    if text[0] in "+-" and re.match(r"[-+][A-Za-z(]", text):
        compute.check(f"={text}", locale)
        return Formula(f"={text}"), None
    return sent, None


def _number(text: str, ways: Ways) -> Entered | None:
    group, decimal = re.escape(ways.group), re.escape(ways.decimal)
    whole = rf"(?:\d+|\d{{1,3}}(?:{group}\d{{3}})+)"
    number = rf"[-+]?(?:{whole}(?:{decimal}\d*)?|{decimal}\d+)(?:[eE][-+]?\d+)?\s*%?"
    if not re.fullmatch(number, text):
        return None
    plain = text.rstrip("% ").replace(ways.group, "").replace(ways.decimal, ".")
    value = float(plain)
    places = len(plain.partition(".")[2])
    if text.endswith("%"):
        kind = "0.00%" if places else "0%"
        return value / 100, {"type": "PERCENT", "pattern": kind}
    if re.search("[eE]", text):
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if ways.group in text:
        kind = "#,##0.00" if places else "#,##0"
        return value, {"type": "NUMBER", "pattern": kind}
    return value, None


def _money(text: str, ways: Ways) -> Entered | None:
    signs = "|".join(re.escape(sign) for sign in ways.money_signs)
    rest = re.sub(rf"\A([-+]?)\s*(?:{signs})\s*|\s*(?:{signs})\Z", r"\1", text)
    if rest == text:
        return None
    found = _number(rest, ways)
    if not found:
        return None
    return found[0], {"type": "CURRENCY", "pattern": ways.money}


def _serial(year: int, month: int, day: int) -> float | None:
    try:
        return serial_of(dt.datetime(year, month, day))
    except ValueError:
        return None


def _date(text: str, ways: Ways, year: int) -> Entered | None:
    iso = ISO.match(text)
    if iso:
        serial = _serial(int(iso[1]), int(iso[2]), int(iso[3]))
        form = "yyyy-mm-dd"
    else:
        found = SLASHED.match(text)
        if not found:
            return None
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if ways.day_first else (second, first)
        serial = _serial(_full_year(found[4], year), month, day)
        form = _date_form(found, ways)
    if serial is None:
        return None
    return serial, {"type": "DATE", "pattern": form}


def _full_year(written: str | None, year: int) -> int:
    if written is None:
        return year
    return int(written) if len(written) == 4 else 2000 + int(written)


def _date_form(found: re.Match[str], ways: Ways) -> str:
    day, month = ("dd", "mm") if len(found[1]) == len(found[3]) == 2 else ("d", "m")
    parts = [day, month] if ways.day_first else [month, day]
    if found[4]:
        parts.append("y" * len(found[4]))
    return str(found[2]).join(parts)


def _clock(text: str) -> Entered | None:
    found = CLOCK.match(text)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + 12 * (found[4].lower() == "pm")
    if hour > 23 or minute > 59 or second > 59:
        return None
    form = "h:mm" + (":ss" if found[3] else "") + (" am/pm" if found[4] else "")
    serial = (hour * 3600 + minute * 60 + second) / 86400
    return serial, {"type": "TIME", "pattern": form}


def _moment(text: str, ways: Ways, year: int) -> Entered | None:
    day, _, clock = text.partition(" ")
    date, time = _date(day, ways, year), _clock(clock.strip())
    if not date or not time or not date[1] or not time[1]:
        return None
    form = f"{date[1]['pattern']} {time[1]['pattern']}"
    serial = float(str(date[0])) + float(str(time[0]))
    return serial, {"type": "DATE_TIME", "pattern": form}


def entered(cell: Cell, sent: Sent, *, option: str, locale: str, year: int) -> Cell:
    """The cell after a value was written into it; format, note and rule stay.

    A number format that the typed text brings along replaces the cell's only when it
    is of another type; a cell of plain text keeps what is typed as text.
    """
    if option == "RAW":
        return cell.with_value(raw(sent))
    held = (cell.format or {}).get("numberFormat", {})
    if held.get("type") == "TEXT":
        return cell.with_value(raw(sent))
    value, form = typed(sent, locale, year)
    if form and _family(form) != _family(held):
        look = {**(cell.format or {}), "numberFormat": form}
        return Cell(value, look, cell.note, cell.rule)
    return cell.with_value(value)


def _family(form: Json) -> str:
    """Dates and times are of one kind here: a moment's cell stays a moment's cell."""
    kind = str(form.get("type", ""))
    return "DATE_TIME" if kind in DATE_TYPES else kind


def is_link(value: Value) -> bool:
    """Whether Google makes a link of the text, under RAW too."""
    return isinstance(value, str) and LINK.match(value) is not None
