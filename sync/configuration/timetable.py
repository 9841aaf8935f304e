"""The timetable: when each job is due, read from the settings as people write it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

DAY = timedelta(days=1)
YEAR_AND_A_DAY = 367
LEAP_YEAR = 2024
EPOCH_LIKE = datetime(2000, 1, 1)  # noqa: DTZ001 - given the zone of now
WEEKDAYS = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)
MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
DEFAULT_HOUR = time(7)
"""When a job runs whose line names a day but no hour."""
_SECONDS = {"s": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600}
_EVERY = re.compile(r"every (?:(\d{1,6}) )?(s|second|min|minute|h|hour)s?")
_AT = re.compile(r"(.*?)(?: (\d\d?):(\d\d))?")
_DATE = re.compile(r"(\d{1,2}) ([a-z]{3})[a-z]*")


class BadLine(ValueError):  # noqa: N818 - named for the refusal
    """A line of the timetable that says nothing known."""

    def __init__(self, line: str) -> None:
        super().__init__(
            f"không hiểu “{line}”, xin viết như “every 5 s”, “hourly”, “daily 01:00”, "
            "“working days 07:30”, “Friday 16:00”, “10 Jan and 10 Jul”, "
            "“quarter ends”, “monthly” hoặc “off”"
        )


class Times(Protocol):
    """When a job is due.

    Attributes:
        again: Whether it is due again after so much time, not at moments of the day:
            a clock that is set back makes it due anew.
    """

    again: ClassVar[bool]

    def latest(self, now: datetime, works: Callable[[date], bool]) -> datetime | None:
        """The last moment up to now at which the job was due; None if never.

        Args:
            now: With the company's zone.
            works: Whether the company works on a day.
        """
        ...


@dataclass(frozen=True)
class Periodic:
    """Again and again, so many seconds apart."""

    again: ClassVar[bool] = True
    seconds: int

    def latest(self, now: datetime, works: Callable[[date], bool]) -> datetime | None:
        """The start of the stretch that now lies in."""
        del works
        since = now.replace(tzinfo=None) - EPOCH_LIKE
        return now - since % timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class On:
    """At an hour of those days that pass a test.

    Attributes:
        hour: The hour of the day.
        day: Whether a day is one; told also which days are worked.
    """

    again: ClassVar[bool] = False
    hour: time
    day: Callable[[date, Callable[[date], bool]], bool]

    def latest(self, now: datetime, works: Callable[[date], bool]) -> datetime | None:
        """Looks back over a year, day by day; a job that rare is due within."""
        first = now.date() if now.time() >= self.hour else now.date() - DAY
        for back in range(YEAR_AND_A_DAY):
            day = first - back * DAY
            if self.day(day, works):
                return datetime.combine(day, self.hour, now.tzinfo)
        return None


class Off:
    """Never."""

    again: ClassVar[bool] = False

    def latest(self, now: datetime, works: Callable[[date], bool]) -> datetime | None:
        """Never."""
        del now, works
        return None


def times(line: str) -> Times:
    """What a line of the timetable says.

    Raises:
        BadLine: It says nothing known.
    """
    said = " ".join(line.lower().split())
    if said == "off":
        return Off()
    if said == "hourly":
        return Periodic(3600)
    every = _EVERY.fullmatch(said)
    if every and int(every[1] or 1):
        return Periodic(int(every[1] or 1) * _SECONDS[every[2]])
    return _on(line, said)


def _on(line: str, said: str) -> On:
    match = _AT.fullmatch(said)
    days, hour, minute = match.groups("") if match else (said, "", "")
    test = _days(days)
    if test is None:
        raise BadLine(line)
    try:
        return On(time(int(hour), int(minute)) if hour else DEFAULT_HOUR, test)
    except ValueError:
        raise BadLine(line) from None


def _days(said: str) -> Callable[[date, Callable[[date], bool]], bool] | None:
    if said in WEEKDAYS:
        return lambda day, _: day.weekday() == WEEKDAYS.index(said)
    named = {
        "daily": lambda _day, _: True,
        "working days": lambda day, works: works(day),
        "monthly": lambda day, _: day.day == 1,
        "quarter ends": lambda day, _: (day + DAY).day == 1 and day.month % 3 == 0,
    }
    return named.get(said) or _dates(said)


def _dates(said: str) -> Callable[[date, Callable[[date], bool]], bool] | None:
    wanted = [_date(part) for part in said.split(" and ")]
    if None in wanted:
        return None
    return lambda day, _: (day.month, day.day) in wanted


def _date(said: str) -> tuple[int, int] | None:
    """Month and day; the 29th of February counts as one."""
    match = _DATE.fullmatch(said)
    if match is None or match[2] not in MONTHS:
        return None
    month, day = MONTHS.index(match[2]) + 1, int(match[1])
    return (month, day) if 1 <= day <= monthrange(LEAP_YEAR, month)[1] else None
