"""Wording: moments, days, spans, amounts and money as letters and cells say them.

A moment is written in the zone it carries; the caller brings it into the company's.
Moments and days are plain string work, since a review says one for each open case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from babel.numbers import format_currency, format_decimal, format_percent

from sheets_schema.words import WEEKDAYS

if TYPE_CHECKING:
    from datetime import date, datetime

Lang: TypeAlias = Literal["vi", "en"]

_WEEKDAYS_EN = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FIRST_POINT = 1000
"""The first whole number that is written with a separator."""
_UNITS_EN = {
    "phút": ("minute", "minutes"),
    "giờ": ("hour", "hours"),
    "giờ làm việc": ("working hour", "working hours"),
    "ngày": ("day", "days"),
    "ngày làm việc": ("working day", "working days"),
    "tháng": ("month", "months"),
    "năm": ("year", "years"),
}


def day(on: date, lang: Lang = "vi") -> str:
    """A day: ``thứ Sáu 06/03/2026``, ``Friday 6 March 2026``."""
    if lang == "en":
        month = _MONTHS_EN[on.month - 1]
        return f"{_WEEKDAYS_EN[on.weekday()]} {on.day} {month} {on.year}"
    return f"{WEEKDAYS[on.weekday()]} {on.day:02}/{on.month:02}/{on.year:04}"


def moment(at: datetime, lang: Lang = "vi") -> str:
    """A moment: ``10:42 thứ Sáu 06/03/2026``, ``10:42 on Friday 6 March 2026``.

    Both stand after “trước”, “lúc”, “từ”, and after “before”, “at”, “since”.
    """
    link = " on " if lang == "en" else " "
    return f"{at.hour:02}:{at.minute:02}{link}{day(at, lang)}"


def short_moment(at: datetime) -> str:
    """A moment of these weeks: ``10:42 thứ Sáu 06/03``."""
    weekday = WEEKDAYS[at.weekday()]
    return f"{at.hour:02}:{at.minute:02} {weekday} {at.day:02}/{at.month:02}"


def flag_moment(due: datetime) -> str:
    """Lateness as an absolute moment: ``quá hạn từ 10:42 thứ Sáu 06/03``.

    It never counts the minutes, so that a case that stays late changes no cell.
    """
    return f"quá hạn từ {short_moment(due)}"


def span(minutes: int, lang: Lang = "vi") -> str:
    """A length of time: ``2 giờ 30 phút``, ``2 hours 30 minutes``, never in days."""
    hours, rest = divmod(minutes, 60)
    parts = ((hours, "giờ"), (rest, "phút"))
    said = [amount(number_of, unit, lang) for number_of, unit in parts if number_of]
    return " ".join(said) or amount(0, "phút", lang)


def working_span(minutes: int, lang: Lang = "vi") -> str:
    """A length of working time: ``2 giờ 30 phút làm việc``."""
    end = " of working time" if lang == "en" else " làm việc"
    return span(minutes, lang) + end


def amount(value: float, unit: str, lang: Lang = "vi") -> str:
    """A limit as people say it: ``3 ngày làm việc``, ``3 working days``.

    Args:
        value: How many.
        unit: A unit of the policy tab; one that has no English name stays as it is.
        lang: The reader's language.
    """
    if lang == "en" and unit in _UNITS_EN:
        return count(value, *_UNITS_EN[unit])
    return f"{number(value, lang)} {unit}"


def count(value: float, one: str, many: str) -> str:
    """How many of a thing in English: ``1 case``, ``1,200 cases``."""
    return f"{number(value, 'en')} {one if value == 1 else many}"


def number(value: float, lang: Lang = "vi") -> str:
    """A number: ``4,3`` and ``1.200``; three decimals at most."""
    if value == int(value) and abs(value) < _FIRST_POINT:
        return str(int(value))
    return format_decimal(value, locale=lang)


def percent(share: float, lang: Lang = "vi") -> str:
    """A share of 1: ``43,2%``."""
    return format_percent(share, format="#,##0.#%", locale=lang)


def money(value: float, lang: Lang = "vi") -> str:
    """An amount of đồng: ``1.500.000 ₫``, ``1,500,000 VND``; whole đồng only."""
    if lang == "en":
        return f"{format_decimal(round(value), locale='en')} VND"
    return format_currency(value, "VND", locale="vi").replace("\N{NO-BREAK SPACE}", " ")
