"""Cells of Google: values, number formats and looks, and what the register means."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from sheets_schema.cells import Unread
from sheets_schema.looks import colours, look

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.looks.colours import Style
    from sheets_schema.looks.look import ColumnLook
    from sync.rows import DisplayedValue

Json: TypeAlias = dict[str, Any]
"""An object of the API, as it goes over the line."""
CellData: TypeAlias = "Mapping[str, Any]"
"""A cell as Google answers it: ``effectiveValue``, and the formula if it is one."""
Plain: TypeAlias = "str | float | int | bool | None"
"""What a cell shows: text, a number (moments too), true or false, or nothing."""
ExtendedValue: TypeAlias = "Mapping[str, Any]"
"""What is entered into a cell: Google's ExtendedValue; empty for nothing."""

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - sheets hold local time
_END = 2_958_466
"""The day after the last one of the year 9999."""
_DAY = 86_400
_DIGITS = 11
"""So many digits of a number survive; a moment of today keeps its hundredths."""
_STEPS = 255
_HEADING = colours.Style(font=colours.TEXT, bold=True)
_PLAIN = colours.Style(font=colours.TEXT)
_ERRORS = {
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
_SHOWN_ERRORS = frozenset({*_ERRORS.values(), "#ERROR!"})


def extended_value(raw: Raw) -> ExtendedValue:
    """A value as it is entered: text stays text whatever it begins with."""
    match raw:
        case None | "":
            return {}
        case bool():
            return {"boolValue": raw}
        case date():
            return {"numberValue": serial(raw)}
        case str():
            return {"stringValue": raw}
    return {"numberValue": raw}


def serial(moment: date) -> float:
    """A day or a moment as the number of days since Google's day 0."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min)
    return (moment - EPOCH) / timedelta(days=1)


def moment_of(number: float) -> DisplayedValue:
    """The moment that a number in a column of moments means, to the second.

    A number below 1 is an hour of a day; one that is no day at all stays a number.
    """
    if not 0 <= number < _END:
        return number
    moment = EPOCH + timedelta(seconds=round(number * _DAY))
    return moment.time() if number < 1 else moment


def pattern_of(raw: Raw, declared: str) -> str:
    """The number format that a value needs, in Excel's words; empty if none.

    Args:
        raw: The value.
        declared: The format of its column.
    """
    if not isinstance(raw, date):
        return ""
    if "yy" in declared:
        return declared
    return "dd/mm/yyyy hh:mm" if isinstance(raw, datetime) else "dd/mm/yyyy"


def shown(cell: CellData) -> Plain:
    """What a cell shows; None where it is empty."""
    value = cell.get("effectiveValue")
    if not value:
        return None
    raw: Any = next(iter(value.values()))
    plain: Plain = raw if type(raw) is not dict else _ERRORS.get(raw["type"], "#ERROR!")
    return plain


def believed(line: Sequence[Plain]) -> Sequence[DisplayedValue]:
    """What a line tells the register: an error is no value, and fills its cell.

    A reading of values tells an error by its name, as it would a text.
    """
    if _SHOWN_ERRORS.isdisjoint(line):
        return line
    return [
        Unread.error(it) if isinstance(it, str) and it in _SHOWN_ERRORS else it
        for it in line
    ]


def formula(cell: CellData) -> str:
    """The formula of a cell; empty if it has none."""
    return str((cell.get("userEnteredValue") or {}).get("formulaValue", ""))


def entered(plain: Plain, formula: str = "") -> ExtendedValue:
    """What was entered into a cell, so that it can be entered again."""
    return {"formulaValue": formula} if formula else extended_value(plain)


def token(value: ExtendedValue) -> Hashable:
    """What tells one entry from another; None for nothing."""
    if not value:
        return None
    ((kind, raw),) = value.items()
    if kind == "numberValue":
        number = float(raw)
        digits = _DIGITS - (math.floor(math.log10(abs(number))) if number else 0)
        return kind, round(number, digits)
    return None if raw == "" else (kind, raw)


def same_number_format(found: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether a number format is the wanted one; date patterns have no case.

    Google may tell ``dd/MM/yyyy HH:mm`` where ``dd/mm/yyyy hh:mm`` was written.
    """
    return all(found.get(it, "").casefold() == wanted[it].casefold() for it in wanted)


def number_format(pattern: str) -> Mapping[str, str] | None:
    """A number format in Excel's words as Google's; None for no format at all."""
    if pattern in {"", "General"}:
        return None
    if pattern == "@":
        return {"type": "TEXT"}
    if "yy" in pattern:
        kind = "DATE_TIME" if "hh" in pattern else "DATE"
    else:
        kind = "PERCENT" if pattern.endswith("%") else "NUMBER"
    return {"type": kind, "pattern": pattern}


def color_style(written: str) -> Json:
    """``#RRGGBB`` as Google's colour style."""
    red, green, blue = (int(written[at : at + 2], 16) / _STEPS for at in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def hexadecimal(found: Json) -> str:
    """Google's colour style as ``#RRGGBB``; a part that is not there is 0."""
    parts = found.get("rgbColor", {})
    steps = (round(parts.get(one, 0) * _STEPS) for one in ("red", "green", "blue"))
    return "#" + "".join(f"{step:02X}" for step in steps)


def text_format(style: Style, size: int = 0) -> Json:
    """The letters of a style; those of a live colour keep font and size."""
    found: Json = {"fontFamily": look.FONT, "fontSize": size} if size else {}
    if style.font:
        found["foregroundColorStyle"] = color_style(style.font)
    return found | ({"bold": True} if style.bold else {})


def styled(style: Style, size: int = 0) -> Json:
    """A cell's format in a style."""
    ground = {"backgroundColorStyle": color_style(style.fill)} if style.fill else {}
    return {**ground, "textFormat": text_format(style, size)}


def heading_format(column: ColumnLook) -> Json:
    """The format of a heading: its ground says who fills the column."""
    line = {"style": "SOLID", "colorStyle": color_style(colours.GREY)}
    side = {"style": "SOLID", "colorStyle": color_style(colours.PALE_GREY)}
    return {
        "backgroundColorStyle": color_style(column.tint),
        "textFormat": text_format(_HEADING, look.FONT_SIZE),
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
        "borders": {"bottom": line, "right": side},
    }


def body_format(column: ColumnLook) -> Json:
    """The format of a column's cells."""
    shape = number_format(column.format)
    left = {"horizontalAlignment": "LEFT"} if "yy" in column.format else {}
    return {
        **({"numberFormat": dict(shape)} if shape else {}),
        **left,
        "verticalAlignment": "TOP",
        "wrapStrategy": "WRAP" if column.wrap else "CLIP",
        "textFormat": text_format(_PLAIN, look.FONT_SIZE),
    }
