"""Quiet time: the hours in which a letter waits.

Moments carry the company's zone; windows are hours of its clock. A window's last
minute still belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

LAST_CALL = timedelta(minutes=5)
"""How long before quiet time a reminder is sent at the latest: it must get through."""
_DAY = timedelta(days=1)
_AT_ONCE = frozenset({"C01", "C11", "C14"})
"""What a customer has just asked for or sent is answered at any hour; a kind of its
own for a question or a compliment adds a letter: ``C01h``."""


class Hours(Protocol):
    """What quiet time asks of the company's working time."""

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if work goes on then, else when it next begins."""
        ...


class EveryDay:
    """Working time where the calendar is not at hand: no day is off."""

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself."""
        return moment


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of a day in which letters go out.

    Attributes:
        opens: The first minute.
        closes: The last minute.
        working_days: Whether days off are quiet from end to end.
    """

    opens: time
    closes: time
    working_days: bool = False

    def on(self, day: date, like: datetime) -> tuple[datetime, datetime]:
        """Its two ends on a day, in the zone of ``like``."""
        return (
            datetime.combine(day, self.opens, like.tzinfo),
            datetime.combine(day, self.closes, like.tzinfo),
        )

    def is_kept(self, day: date, like: datetime, hours: Hours) -> bool:
        """Whether letters go out at all on a day."""
        midnight = datetime.combine(day, time.min, like.tzinfo)
        return not self.working_days or hours.next_open(midnight).date() == day


ALWAYS = Window(time.min, time.max)
"""No quiet time at all."""
CUSTOMERS = Window(time(8), time(20))
STAFF = Window(time(7, 30), time(18), working_days=True)


def window(template: str, *, urgent: bool = False) -> Window:
    """When letters of a kind go out: C and S go to customers, all others to staff."""
    if urgent or template[:3] in _AT_ONCE:
        return ALWAYS
    return CUSTOMERS if template[:1] in {"C", "S"} else STAFF


def opening(window: Window, moment: datetime, hours: Hours) -> datetime:
    """The moment itself where letters go out then, else the next that they do."""
    opens, closes = window.on(moment.date(), moment)
    if moment <= closes and window.is_kept(moment.date(), moment, hours):
        return max(moment, opens)
    return _next(window, moment, hours)


def reminder(
    window: Window, moment: datetime, *, came_in: datetime, hours: Hours
) -> datetime:
    """When a reminder planned for a moment goes out.

    In quiet time it goes ahead, at the last allowed moment after the case came in; if
    there is none, at the next opening.
    """
    if opening(window, moment, hours) == moment:
        return moment
    day = moment.date()
    while day >= came_in.date():
        last = window.on(day, moment)[1] - LAST_CALL
        if came_in <= last <= moment and window.is_kept(day, moment, hours):
            return last
        day -= _DAY
    return opening(window, moment, hours)


def _next(window: Window, moment: datetime, hours: Hours) -> datetime:
    day = moment.date() + _DAY
    if window.working_days:
        midnight = datetime.combine(day, time.min, moment.tzinfo)
        day = hours.next_open(midnight).date()
    return window.on(day, moment)[0]
