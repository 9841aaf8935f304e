"""Holidays of Viet Nam: what pre-fills a year of the calendar tab for a person to mend.

Swaps of working days are decided late, and by each private company for itself, so these
rows are a start; a person confirms each year.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import holidays

from sheets_schema.timing.weekdays import NORMAL, SpecialDay, weekday

if TYPE_CHECKING:
    from datetime import date

HOLIDAY = "Nghỉ lễ"
COMPENSATION = "Nghỉ bù"
MADE_UP = "Làm bù"

_SWAPPED = "Ngày nghỉ (thay"
_BY_LAW = "Bộ luật Lao động, Điều 112"
_COMPENSATED = "Bộ luật Lao động, Điều 111"
_SWAP = "Hoán đổi ngày nghỉ; cần đối chiếu thông báo"
_CULTURE = "Nghị quyết 80-NQ/TW; cần đối chiếu"
_CULTURE_DAY = (11, 24)


@cache
def for_year(year: int) -> tuple[SpecialDay, ...]:
    """The public holidays of a year, days off in their stead, and days made up.

    Days off stand in for those that fall on a Saturday or a Sunday: a company that
    works on Saturdays takes out what does not hold for it. Days made up have the hours
    of a normal day.

    Args:
        year: Four digits; the lunar calendar is known from 1901 to 2199.
    """
    around = range(year - 1, year + 2)  # a day may be swapped across New Year
    off = holidays.country_holidays("VN", years=around, language="vi")
    by_law = holidays.country_holidays(
        "VN", years=around, language="vi", observed=False
    )
    days = [
        _off(day, name, by_law=day in by_law)
        for day, name in off.items()
        if day.year == year
    ]
    made_up = [_made_up(day, off) for day in off.weekend_workdays if day.year == year]
    return tuple(sorted((*days, *made_up), key=lambda one: one.day))


def _off(day: date, name: str, *, by_law: bool) -> SpecialDay:
    if name.startswith(_SWAPPED):
        return SpecialDay(day, COMPENSATION, name, source=_SWAP)
    if not by_law:
        return SpecialDay(day, COMPENSATION, name, source=_COMPENSATED)
    is_new = (day.month, day.day) == _CULTURE_DAY
    return SpecialDay(day, HOLIDAY, name, source=_CULTURE if is_new else _BY_LAW)


def _made_up(day: date, off: dict[date, str]) -> SpecialDay:
    written = f"{day:%d/%m/%Y}"
    instead = (weekday(free) for free, name in off.items() if written in name)
    name = f"Làm bù cho {next(instead, 'ngày nghỉ')}"
    return SpecialDay(day, MADE_UP, name, NORMAL, _SWAP)
