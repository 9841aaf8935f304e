"""Working time: when the company works, and deadlines counted in it.

Everything is counted on the company's own clock on the wall, so that anybody can count
a deadline again by hand. Working time is counted in whole
minutes, rounded in favour of whoever has to keep the deadline: it is never early.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from sheets_schema.timing import elapsed
from sheets_schema.timing.elapsed import EARLIEST, LATEST, Pause
from sheets_schema.timing.ruler import Ruler
from sheets_schema.timing.weekdays import (
    DAY,
    NORMAL,
    WEEK,
    SpecialDay,
    Week,
    Window,
    open_days,
    weekday,
    whole_weeks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

__all__ = [
    "NORMAL",
    "UNITS",
    "Pause",
    "SpecialDay",
    "UnknownUnit",
    "Window",
    "WorkTime",
]

WORKING_HOURS = "giờ làm việc"
WORKING_DAYS = "ngày làm việc"
UNITS = (*elapsed.UNITS, WORKING_HOURS, WORKING_DAYS)
"""The units of a deadline, as the policy tab writes them."""

_MOST = 10**8
_FAR = 400
_FEW = 6


class UnknownUnit(ValueError):  # noqa: N818 - named for the refusal
    """A deadline in a unit that nobody can count; ``str`` is one sentence."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"Không có đơn vị “{unit}”; xin chọn: {'; '.join(UNITS)}.")


class WorkTime:
    """The company's working time, for all times.

    Args:
        windows: The plain week.
        days: Days with hours of their own; of two on one day the later given counts.
        zone: The company's zone. Moments in other zones are understood; answers are in
            this one.
        first: From when special days are believed.
        last: Until when. Before and after it every week is plain, so that no moment,
            however mistyped, stops a job.
    """

    def __init__(
        self,
        windows: Iterable[Window],
        days: Iterable[SpecialDay],
        *,
        zone: ZoneInfo,
        first: date,
        last: date,
    ) -> None:
        self._zone = zone
        self._epoch = datetime(1, 1, 1, tzinfo=zone)
        self._special = {one.day: one for one in days if first <= one.day <= last}
        low, high = whole_weeks(first, last)
        table = open_days(Week(windows), self._special.values(), range(low, high))
        minutes = [(d * DAY + a, d * DAY + b) for d, one in table for a, b in one]
        self._minutes = Ruler(minutes, low=low * DAY, high=high * DAY, lap=WEEK * DAY)
        worked = [(day, day + 1) for day, _ in table]
        self._days = Ruler(worked, low=low, high=high, lap=WEEK)

    def due(
        self, start: datetime, amount: float, unit: str, *, pauses: Iterable[Pause] = ()
    ) -> datetime:
        """When a deadline falls that starts at a moment.

        ``phút``, ``giờ``, ``ngày``, ``tháng`` and ``năm`` go by the clock and the
        calendar. ``giờ làm việc`` may be part of an hour. Of ``ngày làm việc`` the
        starting day is not counted, and the close of the last one is the end. A pause
        puts the deadline off by as much of it as would have counted.

        Args:
            start: With its zone; working time starts at the next whole minute.
            amount: Less than nothing is nothing.
            unit: One of `UNITS`.
            pauses: In any order, overlapping or not.

        Raises:
            UnknownUnit: The unit is none of `UNITS`.
        """
        local, much = start.astimezone(self._zone), _bounded(amount)
        begin = _minute_after(local)
        if unit == WORKING_HOURS:
            work = self._minutes.upto(begin) + _minutes(much)
            return self._worked(begin, work, pauses)
        if unit == WORKING_DAYS:
            before = self._days.upto(local.toordinal() + 1)
            last = self._days.reach(before + ceil(much))
            return self._worked(begin, self._minutes.upto(last * DAY), pauses)
        return elapsed.put_off(_later(local, much, unit), local, pauses)

    def _worked(self, start: int, work: int, pauses: Iterable[Pause]) -> datetime:
        """When so much has been worked, on the ruler's count, apart from pauses."""
        paused_to = start
        end = max(start, self._minutes.reach(work))
        for since, until in sorted(pauses):
            begin = max(paused_to, _minute(since.astimezone(self._zone)))
            if begin >= end:
                break
            paused_to = max(begin, _minute_after(until.astimezone(self._zone)))
            work += self._minutes.upto(paused_to) - self._minutes.upto(begin)
            end = self._minutes.reach(work)
        return self._moment(end)

    def before(self, moment: datetime, amount: float, unit: str) -> datetime:
        """When so much is left until a moment: the last one from which it is enough.

        ``ngày làm việc`` goes back to the opening of that day, the moment's own day
        not counted. Working time ends at the whole minute before the moment.

        Raises:
            UnknownUnit: The unit is none of `UNITS`.
        """
        local, much = moment.astimezone(self._zone), _bounded(amount)
        if unit == WORKING_HOURS:
            work = self._minutes.upto(_minute(local)) - _minutes(much)
        elif unit == WORKING_DAYS:
            worked = self._days.upto(local.toordinal()) - ceil(much)
            work = self._minutes.upto(self._days.leave(worked) * DAY)
        else:
            return _later(local, -much, unit)
        return self._moment(min(_minute(local), self._minutes.leave(work)))

    def between(self, start: datetime, end: datetime) -> int:
        """The whole working minutes between two moments; 0 if the second is first."""
        since = _minute_after(start.astimezone(self._zone))
        until = _minute(end.astimezone(self._zone))
        return max(0, self._minutes.upto(until) - self._minutes.upto(since))

    def is_open(self, moment: datetime) -> bool:
        """Whether the company works at a moment; at its closing minute it does not."""
        minute = _minute(moment.astimezone(self._zone))
        return self._minutes.upto(minute) < self._minutes.upto(minute + 1)

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if the company works then, else its next opening."""
        local = moment.astimezone(self._zone)
        minute = _minute(local)
        opening = self._minutes.leave(self._minutes.upto(minute))
        return local if opening <= minute else self._moment(opening)

    def last_open(self, moment: datetime) -> datetime:
        """The moment itself if the company works then, else the last minute it did."""
        local = moment.astimezone(self._zone)
        if self.is_open(local):
            return local
        worked = self._minutes.upto(_minute(local))
        return self._moment(self._minutes.reach(worked) - 1)

    def day_length(self, day: date) -> int:
        """The working minutes of a day; 0 on a day off."""
        midnight = day.toordinal() * DAY
        return self._minutes.upto(midnight + DAY) - self._minutes.upto(midnight)

    def skipped(self, start: datetime, due: datetime) -> tuple[str, ...]:
        """The days off from the day of one moment to that of another, as told.

        ``Quốc khánh 02/09``, ``thứ Bảy 05/09``; many plain week's days off are only
        counted, after the others. Of a stretch of years the first 400 days are told.
        """
        since, until = (end.astimezone(self._zone).date() for end in (start, due))
        many = min((until - since).days + 1, _FAR)
        days = (since + timedelta(days=ahead) for ahead in range(many))
        off = [day for day in days if not self.day_length(day)]
        special = {day: self._special[day].told for day in off if day in self._special}
        weekly = len(off) - len(special)
        if weekly > _FEW:
            return (*special.values(), f"{weekly} ngày nghỉ hằng tuần")
        return tuple(special.get(day) or weekday(day) for day in off)

    def _moment(self, minute: int) -> datetime:
        if not _LOWEST <= minute <= _HIGHEST:
            far = LATEST if minute > _HIGHEST else EARLIEST
            return far.replace(tzinfo=self._zone)
        return self._epoch + timedelta(minutes=minute - DAY)


def _later(local: datetime, amount: float, unit: str) -> datetime:
    if unit not in elapsed.UNITS:
        raise UnknownUnit(unit)
    return elapsed.later(local, amount, unit)


def _bounded(amount: float) -> float:
    return min(max(amount, 0), _MOST)


def _minute(local: datetime) -> int:
    return local.toordinal() * DAY + local.hour * 60 + local.minute


def _minute_after(local: datetime) -> int:
    return _minute(local) + bool(local.second or local.microsecond)


def _minutes(hours: float) -> int:
    """Hours in minutes, rounded up; the noise of binary fractions is not counted."""
    return ceil(hours * 60 - 1e-6)


_LOWEST, _HIGHEST = _minute(EARLIEST), _minute(LATEST)
