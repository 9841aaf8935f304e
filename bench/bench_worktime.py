"""What a clock costs: ours, plain addition (floor), a walk with `holidays` (peer).

Run it from the project's folder: ``python bench/bench_worktime.py``. A clock is one of
five deadlines, as many of each, for cases that came in at all hours of two years. All
figures of a line are measured in one run.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays

sys.path.insert(0, str(Path(__file__).parents[1]))

from sheets_schema.timing.holidays_vn import for_year
from sheets_schema.timing.worktime import NORMAL, Window, WorkTime

if TYPE_CHECKING:
    from collections.abc import Callable

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SIZES = (1_000, 10_000, 100_000)
PEER_MOST = 10_000
ROUNDS = 3
LIMITS = (
    (1, "giờ làm việc"),
    (1, "ngày làm việc"),
    (3, "ngày làm việc"),
    (7, "ngày làm việc"),
    (30, "ngày"),
)
GOAL = 3.0


def desk() -> WorkTime:
    """Three years of the calendar tab as it is pre-filled."""
    week = [Window(day, *window) for day in range(5) for window in NORMAL]
    days = [day for year in (2025, 2026, 2027) for day in for_year(year)]
    return WorkTime(
        week, days, zone=ZONE, first=date(2025, 1, 1), last=date(2027, 12, 31)
    )


def starts(many: int) -> list[datetime]:
    """Moments at all hours of two years."""
    chance = random.Random(1)
    first = datetime(2025, 1, 1, tzinfo=ZONE)
    minutes = (chance.randrange(2 * 365 * 24 * 60) for _ in range(many))
    return [first + timedelta(minutes=minute) for minute in minutes]


class Walker:
    """The peer: the library's own working days, one after the other."""

    def __init__(self) -> None:
        self._known = holidays.country_holidays("VN", years=range(2024, 2029))

    def due(self, start: datetime, amount: int, unit: str) -> datetime:
        if unit == "ngày":
            return start + timedelta(days=amount)
        if unit == "ngày làm việc":
            day = self._known.get_nth_working_day(start.date(), amount)
            return datetime.combine(day, NORMAL[-1][1], ZONE)
        return self._hours(start, timedelta(hours=amount))

    def _hours(self, start: datetime, left: timedelta) -> datetime:
        day = start.date()
        while True:
            for window in NORMAL if self._known.is_working_day(day) else ():
                begin, end = (datetime.combine(day, one, ZONE) for one in window)
                begin = max(begin, start)
                if begin < end and left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta(0))
            day += timedelta(days=1)


def floor(start: datetime, amount: int, unit: str) -> datetime:
    """Plain addition, right for no unit but the calendar's."""
    return start + (
        timedelta(hours=amount) if unit[0] == "g" else timedelta(days=amount)
    )


def micros(
    due: Callable[[datetime, int, str], datetime], moments: list[datetime]
) -> float:
    """The best of some rounds, in µs a clock."""
    clocks = list(zip(moments, cycle(LIMITS), strict=False))
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        for start, (amount, unit) in clocks:
            due(start, amount, unit)
        best = min(best, perf_counter() - began)
    return best / len(clocks) * 1e6


def agreeing(ours: WorkTime, peer: Walker, moments: list[datetime]) -> int:
    """On how many clocks both give the same deadline."""
    clocks = zip(moments, cycle(LIMITS), strict=False)
    return sum(ours.due(one, *of) == peer.due(one, *of) for one, of in clocks)


def main() -> None:
    began = perf_counter()
    ours, peer = desk(), Walker()
    built = (perf_counter() - began) * 1e3
    print(f"calendar of three years, filled and ruled: {built:.0f} ms")
    print(f"same deadlines as the peer: {agreeing(ours, peer, starts(1000))} of 1000")
    print("  clocks  ours µs  floor µs  × floor  peer µs  peer ÷ ours")
    for many in SIZES:
        moments = starts(many)
        mine, least = micros(ours.due, moments), micros(floor, moments)
        walked = micros(peer.due, moments[:PEER_MOST])
        print(
            f"{many:>8} {mine:>8.2f} {least:>9.2f} {mine / least:>8.1f}"
            f" {walked:>8.2f} {walked / mine:>12.1f}"
        )
    print(f"goal: at most {GOAL:.0f} µs a clock, the same at every size")


if __name__ == "__main__":
    main()
