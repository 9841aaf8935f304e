"""Quiet time: the hours in which a letter waits.

Moments carry the company's zone. Staff are written to in the company's working time,
customers from eight to twenty o'clock on every day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

LAST_CALL = timedelta(minutes=4)
"""How long before the last minute of work a reminder goes at the latest: it must get
through."""
MORNING = time(7, 30)
"""When the letter comes that is read before work begins."""
_DAY = timedelta(days=1)


class When(StrEnum):
    """The hours of a kind of letter."""

    AT_ONCE = "at any hour"
    """At any hour: what a customer has just asked for, and what is urgent."""
    DAYTIME = "every day 08:00–20:00"
    """From eight to twenty o'clock on every day: letters to customers."""
    WORKING = "working time"
    """In the company's working time: letters to staff."""
    MORNING = "working days from 07:30"
    """On working days, before work begins: what is read first."""


class Hours(Protocol):
    """The hours in which letters of a kind go out."""

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself if they go out then, else when they next do."""
        ...


class Work(Hours, Protocol):
    """What quiet time asks of the company's working time."""

    def last_open(self, moment: datetime) -> datetime:
        """The moment itself if work goes on then, else the last minute it did."""
        ...


class AnyTime:
    """No quiet time at all."""

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself."""
        return moment

    def last_open(self, moment: datetime) -> datetime:
        """The moment itself."""
        return moment


@dataclass(frozen=True, slots=True)
class Daily:
    """The same hours on every day.

    Attributes:
        opens: The first minute.
        closes: The last minute, which still belongs to them.
    """

    opens: time
    closes: time

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself, the opening of its day, or that of the next."""
        if moment <= _on(moment.date(), self.closes, moment):
            return max(moment, _on(moment.date(), self.opens, moment))
        return _on(moment.date() + _DAY, self.opens, moment)


@dataclass(frozen=True, slots=True)
class Mornings:
    """Working days from half past seven, or from their opening, to their close."""

    work: Hours

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself as long as the day has work left, else the next morning."""
        begins = self.work.next_open(moment)
        return max(moment, min(begins, _on(begins.date(), MORNING, moment)))


ALWAYS = AnyTime()
CUSTOMERS = Daily(time(8), time(20))


def hours(when: When, work: Hours) -> Hours:
    """The hours of a kind of letter in a company of these working times."""
    match when:
        case When.AT_ONCE:
            return ALWAYS
        case When.DAYTIME:
            return CUSTOMERS
        case When.WORKING:
            return work
        case When.MORNING:
            return Mornings(work)


def reminder(moment: datetime, *, came_in: datetime, work: Work) -> datetime:
    """When a reminder planned for a moment goes out.

    Outside working time it goes ahead, at the last moment of work after the case came
    in; if there is none, at the next opening.
    """
    following = work.next_open(moment)
    if following == moment:
        return moment
    last = work.last_open(moment) - LAST_CALL
    is_good = came_in <= last and work.next_open(last) == last
    return last if is_good else following


def _on(day: date, at: time, like: datetime) -> datetime:
    return datetime.combine(day, at, like.tzinfo)
