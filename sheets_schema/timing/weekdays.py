"""Weekdays and special days: the hours that the company gives to each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.words import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Windows: TypeAlias = tuple[tuple[time, time], ...]
"""From and to, in order; a window that ends at 00:00 ends at midnight."""

Minutes: TypeAlias = tuple[tuple[int, int], ...]
"""Windows of one day, counted from its midnight."""

NORMAL: Windows = ((time(8), time(12)), (time(13), time(17)))
"""A normal day; from Monday to Friday where the company gives no hours at all."""

WEEK = 7
DAY = 24 * 60
"""Minutes of a day."""

_NORMAL_DAYS = 5


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of a weekday in which the company works.

    Attributes:
        weekday: 0 for Monday.
        start: The first minute.
        end: The first minute after it; 00:00 is midnight.
    """

    weekday: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day with hours of its own: off, half, or made up for another.

    Attributes:
        day: Which.
        kind: A word of the calendar tab: ``Nghỉ lễ``, ``Nghỉ bù``, ``Làm bù`` ….
        name: What people call it.
        windows: When the company works on it; none is a day off.
        source: Where the company has it from.
    """

    day: date
    kind: str
    name: str
    windows: Windows = ()
    source: str = ""

    @property
    def told(self) -> str:
        """The day in a sentence: ``Ngày Chiến thắng 30/04``."""
        return f"{self.name} {self.day:%d/%m}"


class Week:
    """A plain week: each weekday's open minutes.

    Args:
        windows: In any order, overlapping or not. One that ends before it starts
            counts for nothing; where none counts the week is a normal one, since
            deadlines that never come would help nobody.
    """

    def __init__(self, windows: Iterable[Window]) -> None:
        given = list(windows)
        days = [
            open_minutes((one.start, one.end) for one in given if one.weekday == day)
            for day in range(WEEK)
        ]
        normal = [open_minutes(NORMAL)] * _NORMAL_DAYS + [()] * (WEEK - _NORMAL_DAYS)
        self._days = days if any(days) else normal

    def __getitem__(self, ordinal: int) -> Minutes:
        """The open minutes of the day with that ordinal, counted from midnight."""
        return self._days[(ordinal - 1) % WEEK]


def open_minutes(windows: Iterable[tuple[time, time]]) -> Minutes:
    """Windows as minutes, in order and apart; wrong ones are left out."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(_minutes(windows)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _minutes(windows: Iterable[tuple[time, time]]) -> Iterator[tuple[int, int]]:
    for start, end in windows:
        since = start.hour * 60 + start.minute
        until = end.hour * 60 + end.minute or DAY
        if since < until:
            yield since, until


def open_days(
    week: Week, special: Iterable[SpecialDay], ordinals: Iterable[int]
) -> list[tuple[int, Minutes]]:
    """The working days among some, by ordinal, with their open minutes."""
    own = {one.day.toordinal(): open_minutes(one.windows) for one in special}
    days = ((day, own.get(day, week[day])) for day in ordinals)
    return [(day, hours) for day, hours in days if hours]


def whole_weeks(first: date, last: date) -> tuple[int, int]:
    """The Mondays, as ordinals, beyond a whole week on either side of two days."""
    low, high = first.toordinal(), max(first, last).toordinal()
    return low - (low - 1) % WEEK - WEEK, high - (high - 1) % WEEK + 2 * WEEK


def weekday(day: date) -> str:
    """A day of the plain week in a sentence: ``thứ Bảy 07/03``."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"
