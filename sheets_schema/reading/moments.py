"""Moments as people type them: days and times, the day always before the month."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from sheets_schema.reading import month_names
from sheets_schema.reading.hours import find_time
from sheets_schema.reading.typed import Raw, Unreadable, fold, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from sheets_schema.reading.typed import Conditions

    Year: TypeAlias = Callable[[Sequence[date], date], date]
    """Which of the same days of several years is meant, seen from today."""

_NOISE = re.compile(
    r"\b(?:ngay|luc|vao|khoang|hoi|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat"
    r"|t[2-7]|cn|mung|mong)\b|,"
)
_MONTHS = (
    *("gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"),
    *("muoi mot", "muoi hai", "mot", "bon", "chap"),
)
_OF_MONTHS = (*range(1, 13), 1, 4, 12)
_MONTH_NUMBERS = dict(zip(_MONTHS, _OF_MONTHS, strict=True))
_MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))
_IN_WORDS = re.compile(rf"\bthang ({_MONTH_WORDS})(?![a-z0-9])")
_WRITTEN_OUT = re.compile(r"[-/. ]*\b(?:thang|thg|nam)(?![a-z])\.?[-/ ]*")
_OFFSET = re.compile(r"\b(?:gmt|utc) ?([+-])([0-9]{1,2}):?([0-9]{2})?(?: ?\(.*\))?$")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_AROUND_MARKS = re.compile(r" ?([-/.]) ?")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:?[0-9]{2}(?!.*[ap]m\b).*")
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<y>[0-9]{4})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<d>[0-9]{1,2})",
        r"(?P<d>[0-9]{1,2})[-/.](?P<m>[0-9]{1,2})(?:[-/. ](?P<y>[0-9]{4}|[0-9]{2}))?",
        r"(?P<d>[0-9]{1,2}) (?P<m>[0-9]{1,2}) (?P<y>[0-9]{4}|[0-9]{2})",
        r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>(?:19|20|21)[0-9]{2}|[0-9]{2})",
        r"(?P<y>(?:19|20|21)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    )
)
_YEARS = range(1900, 2200)
_LEAP_SPAN = 8  # years between two 29 February, where a century has none
_SERIAL_EPOCH = datetime.combine(date(1899, 12, 30), time.min)
_SERIALS = (14_611, 109_575)  # 1940 to 2199: less or more was meant otherwise
_TOGETHER = (19_000_000, 21_000_000)  # 20250203, which a sheet took for a number
EARLIEST = date(2000, 1, 1)
"""No register here tells of days before."""
_HALF_SECOND = timedelta(microseconds=500_000)

_HOW_DAY = "xin nhập ngày/tháng/năm, ví dụ 27/3/2026"
_HOW_MOMENT = "xin nhập ngày và giờ, ví dụ 27/3/2026 9:30"
_NOT_REAL = "ngày này không có trong lịch; xin nhập ngày trước, tháng sau, rồi năm"
_FAR = f"năm phải từ {_YEARS[0]} đến {_YEARS[-1]}; xin xem lại số năm"


class NoSuchDay(Unreadable):
    """It is shaped like a day, and no calendar has it: ``31/4``."""


class _FarYearError(ValueError):
    """The year is one of no register."""


def nearest(days: Sequence[date], today: date) -> date:
    """The year that brings a day nearest to today."""
    return min(days, key=lambda day: abs(day - today))


def latest_past(days: Sequence[date], today: date) -> date:
    """The last year in which the day is not after today."""
    return max((day for day in days if day <= today), default=days[0])


def read_moment(raw: Raw, to: Conditions, *, year: Year) -> datetime | None:
    """A moment in the company's zone, to the second; None for an empty cell.

    A real date is believed as it is; a day without a time is its midnight. Days without
    a year depend on ``to.today``, so whoever reads such a cell again later passes the
    day on which it was typed. ``hôm nay`` is refused: in a cell it would mean another
    day tomorrow.

    Raises:
        NoSuchDay: The day that is named is not one of the calendar.
        Unreadable: No day can be made out.
    """
    return _read(raw, to, year, _HOW_MOMENT)


def read_day(raw: Raw, to: Conditions, *, year: Year) -> date | None:
    """A day, read as `read_moment` does; a time beside it is let go."""
    moment = _read(raw, to, year, _HOW_DAY)
    return None if moment is None else moment.date()


def _read(raw: Raw, to: Conditions, year: Year, how: str) -> datetime | None:
    typed = visible(raw) if isinstance(raw, str) else ""
    if raw is None or (isinstance(raw, str) and not typed):
        return None
    try:
        meant = _typed(typed, to, year) if typed else _given(raw, to, year)
        moment = meant and _to_second(_local(meant, to))
    except (ValueError, OverflowError) as error:
        how = _FAR if isinstance(error, _FarYearError) else _NOT_REAL
        raise NoSuchDay(raw, how) from None
    if moment is None:
        raise Unreadable(raw, how)
    return moment


def _given(raw: Raw, to: Conditions, year: Year) -> datetime | None:
    """A real date, the number by which a spreadsheet counts days, or bare digits."""
    if isinstance(raw, datetime):
        return raw
    if isinstance(raw, date):
        return datetime.combine(raw, time.min)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if raw in range(*_TOGETHER):
        return _together(raw)
    counted = _counted(raw)
    if counted is None and float(raw).is_integer():
        return _typed(f"{raw:.0f}", to, year)  # 120100 is what 12/01/00 is
    return counted


def _counted(days: float) -> datetime | None:
    first, last = _SERIALS
    return _SERIAL_EPOCH + timedelta(days=days) if first <= days < last else None


def _together(number: float) -> datetime:
    return datetime.combine(date.fromisoformat(str(int(number))), time.min)


def _local(moment: datetime, to: Conditions) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=to.zone)
    return moment.astimezone(to.zone)


def _to_second(moment: datetime) -> datetime:
    """To the nearest second: no sheet shows less, and its fractions are noise."""
    try:
        return (moment + _HALF_SECOND).replace(microsecond=0)
    except OverflowError:
        return moment.replace(microsecond=0)


def _typed(text: str, to: Conditions, year: Year) -> datetime | None:
    """What a text means; ``ValueError`` if it is shaped well and yet is no day."""
    folded = fold(text)
    if _STAMP.fullmatch(folded):
        return datetime.fromisoformat(folded.upper())
    if _SERIAL.fullmatch(folded):
        return _counted(float(folded.replace(",", ".")))
    zone = _OFFSET.search(folded)
    clock, rest = find_time(_plain(folded[: zone.start()] if zone else folded))
    day = _day(_AROUND_MARKS.sub(r"\1", " ".join(rest.split()).strip(" .-/")), to, year)
    if day is None:
        return None
    return datetime.combine(day, clock or time.min, _offset(zone) if zone else None)


def _plain(folded: str) -> str:
    """The words of a day as numbers and marks, without those that say nothing."""
    numbered = _IN_WORDS.sub(lambda it: f"thang {_MONTH_NUMBERS[it[1]]}", folded)
    bare = _NOISE.sub(" ", month_names.spelled(numbered))
    return _WRITTEN_OUT.sub("/", " ".join(bare.split()))


def _offset(found: re.Match[str]) -> timezone:
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead)


def _day(text: str, to: Conditions, year: Year) -> date | None:
    found = next((hit for shape in _SHAPES if (hit := shape.fullmatch(text))), None)
    if found is None:
        return None
    month, day = int(found["m"]), int(found["d"])
    if found["y"]:
        return date(_full_year(found["y"], to.today), month, day)
    around = range(to.today.year - _LEAP_SPAN, to.today.year + _LEAP_SPAN + 1)
    return year(_real(around, month, day), to.today)


def doubt(day: date, today: date, *, is_past: bool) -> str:
    """Why a day of the register is not believed; empty where it is.

    Args:
        day: What was read.
        today: The company's day.
        is_past: Whether it tells of something that has happened.
    """
    if day < EARLIEST:
        return f"năm phải từ {EARLIEST.year} trở lại đây, xin xem lại."
    if is_past and day > today:
        return "ngày này chưa tới, xin nhập một ngày đã qua."
    return ""


def _full_year(typed: str, today: date) -> int:
    number = int(typed)
    if len(typed) == 2:  # noqa: PLR2004 - the century was left out
        return min(range(number, 3000, 100), key=lambda year: abs(year - today.year))
    if number not in _YEARS:
        raise _FarYearError(typed)
    return number


def _real(years: range, month: int, day: int) -> Sequence[date]:
    """The day in each year that has it; ``ValueError`` if no year has."""
    real = []
    for year in years:
        try:
            real.append(date(year, month, day))
        except ValueError:
            continue
    if not real:
        raise ValueError(day)
    return real


def write_moment(value: datetime) -> datetime:
    """A moment as a cell holds it: the company's clock, without zone, to the second."""
    return value.replace(tzinfo=None, microsecond=0)


def in_cell(moment: datetime, zone: tzinfo | None) -> datetime:
    """Any moment as a cell of a company in a zone holds it."""
    return write_moment(moment.astimezone(zone))
