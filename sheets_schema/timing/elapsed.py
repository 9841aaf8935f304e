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
LATEST = datetime(9998, 12, 31, 23, 59, 59)  # noqa: DTZ001 - as above
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
        begun = ceil(abs(amount)) * _MONTHS[unit]
        return _months(moment, begun if amount > 0 else -begun)
    return _plus(moment, timedelta(seconds=round(amount * _SECONDS[unit])))


def _months(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not EARLIEST.year <= year <= LATEST.year:
        return _end(moment, future=year > LATEST.year)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _plus(moment: datetime, much: timedelta) -> datetime:
    try:
        end = moment + much
    except OverflowError:
        return _end(moment, future=much > timedelta(0))
    if EARLIEST.year <= end.year <= LATEST.year:
        return end
    return _end(moment, future=end.year > LATEST.year)


def _end(moment: datetime, *, future: bool) -> datetime:
    """The end of what is counted."""
    return (LATEST if future else EARLIEST).replace(tzinfo=moment.tzinfo)


def put_off(end: datetime, start: datetime, pauses: Iterable[Pause]) -> datetime:
    """A moment put off by the pauses since a start that began before it."""
    paused_to = start
    for since, until in sorted(pauses):
        begin = max(paused_to, since)
        if begin >= end:
            break
        paused_to = max(begin, until)
        end = _plus(end, paused_to - begin)
    return end
