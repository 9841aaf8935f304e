"""Elapsed time: deadlines by the clock on the wall and by the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Pause: TypeAlias = tuple[datetime, datetime]
"""From and to; whoever asks says how far a pause that still runs has come."""

_SECONDS = {"phút": 60, "giờ": 60 * 60, "ngày": 24 * 60 * 60}
_MONTHS = {"tháng": 1, "năm": 12}
UNITS = (*_SECONDS, *_MONTHS)

EARLIEST = datetime(2, 1, 1)  # noqa: DTZ001 - on the wall of any zone
LATEST = datetime(9998, 12, 31, 23, 59)  # noqa: DTZ001 - as above
"""Answers stay a year within what a computer can count, so that none overflows."""


def later(moment: datetime, amount: float, unit: str) -> datetime:
    """A moment so much later, or earlier where the amount is less than nothing.

    A month or a year ends on the same day, or on the month's last day where it has no
    such day.

    Args:
        moment: With its zone; the hour changes of summer time are not counted.
        amount: Of months and years a begun one counts as whole.
        unit: One of `UNITS`.
    """
    if unit in _MONTHS:
        return _months(moment, ceil(amount) * _MONTHS[unit])
    seconds = round(amount * _SECONDS[unit])
    try:
        return within(moment + timedelta(seconds=seconds))
    except OverflowError:
        return (LATEST if seconds > 0 else EARLIEST).replace(tzinfo=moment.tzinfo)


def _months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    year = min(max(year, EARLIEST.year), LATEST.year)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def within(moment: datetime) -> datetime:
    """The moment, or the end of what can be counted if it lies beyond."""
    if EARLIEST.year < moment.year < LATEST.year:
        return moment
    zone = moment.tzinfo
    return min(max(moment, EARLIEST.replace(tzinfo=zone)), LATEST.replace(tzinfo=zone))


def put_off(end: datetime, start: datetime, pauses: Iterable[Pause]) -> datetime:
    """A moment put off by the pauses since a start that began before it."""
    paused_to = start
    for since, until in sorted(pauses):
        begin = max(paused_to, since)
        if begin >= end:
            break
        paused_to = max(begin, until)
        end = within(end + (paused_to - begin))
    return end
