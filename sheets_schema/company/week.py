"""The company's week: from the tabs of hours and days to its working time."""

from __future__ import annotations

from datetime import time, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from sheets_schema.finding import Finding
from sheets_schema.reading.hours import read_hours, read_time, spans
from sheets_schema.reading.typed import Unreadable, fold
from sheets_schema.timing.holidays_vn import for_year
from sheets_schema.timing.worktime import SpecialDay, Window, WorkTime
from sheets_schema.words import DayKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sheets_schema.cells import Conditions
    from sheets_schema.entry import Entry

LOOK_BACK = timedelta(days=400)
LOOK_AHEAD = timedelta(days=800)
_DAYS = ("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat")
_MORNING, _AFTERNOON = (time(8), time(12)), (time(13), time(17))
MIDNIGHT = "00:00"
"""Where a day ends, as ``24:00`` is read, and where one begins."""
USUAL = tuple(
    Window(weekday, *span) for weekday in range(5) for span in (_MORNING, _AFTERNOON)
)
"""Monday to Friday, 08:00–12:00 and 13:00–17:00."""
_WORKED = frozenset({DayKind.MAKE_UP, DayKind.HALF})


def worktime(
    week: Iterable[Entry], days: Iterable[Entry], conditions: Conditions
) -> tuple[WorkTime, tuple[Finding, ...]]:
    """Working time as the two tabs say; rows that cannot be read are told.

    An empty tab of hours means the usual week. A year of which the tab of days holds
    none has the days off of the law: nobody has confirmed them, but a desk that knew of
    no Tết would promise what nobody can keep.
    """
    problems: list[Finding] = []
    windows = list(_windows(week, problems)) or list(USUAL)
    special = list(_special_days(days, windows, problems))
    first, last = conditions.today - LOOK_BACK, conditions.today + LOOK_AHEAD
    known = {one.day.year for one in special}
    lawful = (year for year in range(first.year, last.year + 1) if year not in known)
    special += chain.from_iterable(map(for_year, lawful))
    found = WorkTime(windows, special, zone=conditions.zone, first=first, last=last)
    return found, tuple(problems)


def _windows(week: Iterable[Entry], problems: list[Finding]) -> Iterator[Window]:
    for entry in week:
        try:
            start = read_time(entry.row.get("from"))
            end = read_time(entry.row.get("to"))
        except Unreadable as unreadable:
            problems.append(_told(entry, str(unreadable)))
            continue
        weekday = fold(entry.text("weekday"))
        whole = start and end and (start < end or end == MIDNIGHT)
        if not whole or weekday not in _DAYS:
            problems.append(_told(entry, "Xin ghi đủ Thứ, Từ và Đến; Từ trước Đến."))
            continue
        opens, closes = time.fromisoformat(str(start)), time.fromisoformat(str(end))
        yield Window(_DAYS.index(weekday), opens, closes)


def _special_days(
    days: Iterable[Entry], windows: list[Window], problems: list[Finding]
) -> Iterator[SpecialDay]:
    for entry in days:
        day = entry.day("date")
        if day is None:
            problems.append(_told(entry, "Xin ghi Ngày, ví dụ 30/4/2026."))
            continue
        try:
            hours = _hours(entry, day, windows)
        except Unreadable as unreadable:
            problems.append(_told(entry, str(unreadable)))
            continue
        yield SpecialDay(day, entry.text("kind"), entry.text("name"), hours)


def _hours(
    entry: Entry, day: date, windows: list[Window]
) -> tuple[tuple[time, time], ...]:
    """The hours of a special day: none on a day off, else typed, else the usual ones.

    A make-up day without hours of its own has those of a Monday; half a day is the
    morning of its weekday.
    """
    if entry.text("kind") not in _WORKED:
        return ()
    typed = read_hours(entry.row.get("hours"))
    if typed:
        return spans(typed)
    half = entry.text("kind") == DayKind.HALF
    weekday = day.weekday() if half else 0
    usual = tuple((one.start, one.end) for one in windows if one.weekday == weekday)
    return usual[:1] if half else usual


def _told(entry: Entry, sentence: str) -> Finding:
    return Finding(sentence, tab=entry.table.key, line=entry.row.line)
