"""Deadlines fall where a person with a calendar and a watch would put them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheets_schema.timing.worktime import (
    NORMAL,
    UNITS,
    SpecialDay,
    UnknownUnit,
    Window,
    WorkTime,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sheets_schema.timing.worktime import Pause

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = [Window(day, *window) for day in range(5) for window in NORMAL]
TET = [
    SpecialDay(date(2026, 2, day), "Nghỉ lễ", "Tết Nguyên Đán") for day in range(16, 21)
]
DAYS = [
    *TET,
    SpecialDay(date(2026, 4, 30), "Nghỉ lễ", "Ngày Chiến thắng"),
    SpecialDay(date(2026, 5, 1), "Nghỉ lễ", "Ngày Quốc tế Lao động"),
    SpecialDay(date(2026, 8, 22), "Làm bù", "Làm bù", NORMAL),
    SpecialDay(date(2026, 8, 31), "Nghỉ bù", "Nghỉ bù"),
    SpecialDay(date(2026, 9, 1), "Nghỉ lễ", "Quốc khánh"),
    SpecialDay(date(2026, 9, 2), "Nghỉ lễ", "Quốc khánh"),
    SpecialDay(date(2026, 12, 31), "Nửa ngày", "Tất niên", NORMAL[:1]),
    SpecialDay(date(2027, 1, 1), "Nghỉ lễ", "Tết Dương lịch"),
]
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def working(
    windows: Sequence[Window], days: Sequence[SpecialDay], zone: ZoneInfo = ZONE
) -> WorkTime:
    return WorkTime(windows, days, zone=zone, first=FIRST, last=LAST)


DESK = working(WEEK, DAYS)


def at(text: str, zone: ZoneInfo = ZONE) -> datetime:
    """A moment of the company's clock: ``2026-03-06 09:42``."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-03-06 09:00", 2, "2026-03-06 11:00"),
        ("2026-03-06 11:30", 1, "2026-03-06 13:30"),
        ("2026-03-06 11:30", 0.5, "2026-03-06 12:00"),
        ("2026-03-06 12:10", 1, "2026-03-06 14:00"),
        ("2026-03-06 09:00", 31 / 60, "2026-03-06 09:31"),
        ("2026-03-06 09:00", 0.13, "2026-03-06 09:08"),
        ("2026-03-06 09:42:31", 1, "2026-03-06 10:43"),
        ("2026-03-06 16:30", 1, "2026-03-09 08:30"),
        ("2026-03-06 17:00", 1, "2026-03-09 09:00"),
        ("2026-03-07 10:00", 1, "2026-03-09 09:00"),
        ("2026-03-09 03:00", 1, "2026-03-09 09:00"),
        ("2026-03-06 09:00", 40, "2026-03-13 09:00"),
        ("2026-02-13 16:30", 1, "2026-02-23 08:30"),
        ("2026-02-18 10:00", 1, "2026-02-23 09:00"),
        ("2026-04-29 15:20", 2, "2026-05-04 08:20"),
        ("2026-08-21 16:00", 2, "2026-08-22 09:00"),
        ("2026-08-28 16:30", 1, "2026-09-03 08:30"),
        ("2026-12-31 11:00", 2, "2027-01-04 09:00"),
        ("2026-03-06 18:00", 0, "2026-03-06 18:00"),
        ("2026-03-06 18:00", -3, "2026-03-06 18:00"),
    ],
)
def test_working_hours_run_only_while_the_company_works(
    start: str, amount: float, due: str
) -> None:
    assert DESK.due(at(start), amount, "giờ làm việc") == at(due)


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2026-04-29 15:20", 3, "2026-05-06 17:00"),
        ("2026-04-29 23:59", 3, "2026-05-06 17:00"),
        ("2026-03-06 00:00", 1, "2026-03-09 17:00"),
        ("2026-03-06 09:00", 5, "2026-03-13 17:00"),
        ("2026-03-07 10:00", 1, "2026-03-09 17:00"),
        ("2026-03-08 10:00", 1, "2026-03-09 17:00"),
        ("2026-02-13 16:30", 1, "2026-02-23 17:00"),
        ("2026-02-18 10:00", 2, "2026-02-24 17:00"),
        ("2026-08-21 16:00", 1, "2026-08-22 17:00"),
        ("2026-08-21 16:00", 2, "2026-08-24 17:00"),
        ("2026-12-30 09:00", 1, "2026-12-31 12:00"),
        ("2026-12-30 09:00", 2, "2027-01-04 17:00"),
        ("2026-03-06 09:00", 0, "2026-03-06 17:00"),
        ("2026-03-07 09:00", 0, "2026-03-07 09:00"),
        ("2026-03-06 09:00", 0.5, "2026-03-09 17:00"),
    ],
)
def test_m41_working_days_leave_out_the_first_and_end_at_the_close_of_the_last(
    start: str, amount: float, due: str
) -> None:
    assert DESK.due(at(start), amount, "ngày làm việc") == at(due)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("2026-03-06 10:42:31", 1, "giờ", "2026-03-06 11:42:31"),
        ("2026-03-06 10:42", 30, "phút", "2026-03-06 11:12"),
        ("2026-03-06 10:42", 1, "ngày", "2026-03-07 10:42"),
        ("2026-03-06 10:42", 24, "giờ", "2026-03-07 10:42"),
        ("2026-03-06 10:42", 1.5, "ngày", "2026-03-07 22:42"),
        ("2026-01-31 10:42", 1, "tháng", "2026-02-28 10:42"),
        ("2026-11-30 10:42", 3, "tháng", "2027-02-28 10:42"),
        ("2028-02-29 10:42", 1, "năm", "2029-02-28 10:42"),
        ("2026-03-06 10:42", 2, "năm", "2028-03-06 10:42"),
    ],
)
def test_plain_units_go_by_the_clock_and_the_calendar(
    start: str, amount: float, unit: str, due: str
) -> None:
    assert DESK.due(at(start), amount, unit) == at(due)


@pytest.mark.parametrize(
    ("amount", "unit", "pauses", "due"),
    [
        (4, "giờ làm việc", [("10:00", "11:00")], "2026-03-06 15:00"),
        (4, "giờ làm việc", [("10:00", "14:00")], "2026-03-06 17:00"),
        (
            4,
            "giờ làm việc",
            [("10:00", "11:00"), ("10:30", "11:30")],
            "2026-03-06 15:30",
        ),
        (
            4,
            "giờ làm việc",
            [("14:30", "15:30"), ("10:00", "12:00")],
            "2026-03-06 17:00",
        ),
        (4, "giờ làm việc", [("14:00", "15:00")], "2026-03-06 14:00"),
        (4, "giờ làm việc", [("07:00", "08:30")], "2026-03-06 14:00"),
        (4, "giờ làm việc", [("12:00", "13:00")], "2026-03-06 14:00"),
        (4, "giờ làm việc", [("10:00:30", "10:59:10")], "2026-03-06 15:00"),
        (4, "giờ làm việc", [("11:00", "10:00")], "2026-03-06 14:00"),
        (1, "ngày làm việc", [("10:00", "12:00")], "2026-03-10 10:00"),
        (3, "giờ", [("10:00", "12:00")], "2026-03-06 14:00"),
        (1, "ngày", [("10:00", "10:20:30")], "2026-03-07 09:20:30"),
    ],
)
def test_a_pause_puts_a_deadline_off_by_what_would_have_counted(
    amount: float, unit: str, pauses: Sequence[tuple[str, str]], due: str
) -> None:
    waited = [(at(f"2026-03-06 {a}"), at(f"2026-03-06 {b}")) for a, b in pauses]
    start = at("2026-03-06 09:00")
    assert DESK.due(start, amount, unit, pauses=waited) == at(due)


@pytest.mark.parametrize(
    ("moment", "amount", "unit", "before"),
    [
        ("2026-03-06 14:00", 2, "giờ làm việc", "2026-03-06 11:00"),
        ("2026-03-09 10:00", 2, "giờ làm việc", "2026-03-09 08:00"),
        ("2026-03-09 08:30", 1, "giờ làm việc", "2026-03-06 16:30"),
        ("2026-05-04 08:20", 2, "giờ làm việc", "2026-04-29 15:20"),
        ("2026-03-06 17:00", 2, "giờ làm việc", "2026-03-06 15:00"),
        ("2026-03-08 12:00", 2, "giờ làm việc", "2026-03-06 15:00"),
        ("2026-03-08 12:00", 0, "giờ làm việc", "2026-03-08 12:00"),
        ("2026-05-06 17:00", 3, "ngày làm việc", "2026-04-29 08:00"),
        ("2026-03-09 10:00", 1, "ngày làm việc", "2026-03-06 08:00"),
        ("2026-03-31 10:00", 1, "tháng", "2026-02-28 10:00"),
        ("2026-03-31 10:00", 0.5, "tháng", "2026-02-28 10:00"),
        ("2026-03-06 10:42", 1, "ngày", "2026-03-05 10:42"),
    ],
)
def test_a_reminder_leaves_as_much_as_it_says(
    moment: str, amount: float, unit: str, before: str
) -> None:
    assert DESK.before(at(moment), amount, unit) == at(before)


def test_the_working_minutes_between_two_moments_are_whole_ones() -> None:
    start, end = at("2026-03-06 16:30:20"), at("2026-03-09 08:10:50")
    assert (DESK.between(start, end), DESK.between(end, start)) == (29 + 10, 0)


@pytest.mark.parametrize(
    ("moment", "following", "latest"),
    [
        ("2026-03-06 09:42:31", "2026-03-06 09:42:31", "2026-03-06 09:42:31"),
        ("2026-03-06 08:00", "2026-03-06 08:00", "2026-03-06 08:00"),
        ("2026-03-06 12:00", "2026-03-06 13:00", "2026-03-06 11:59"),
        ("2026-03-06 17:00", "2026-03-09 08:00", "2026-03-06 16:59"),
        ("2026-02-18 10:00", "2026-02-23 08:00", "2026-02-13 16:59"),
        ("2026-08-22 10:00", "2026-08-22 10:00", "2026-08-22 10:00"),
    ],
)
def test_in_quiet_time_a_letter_knows_the_next_and_the_last_open_moment(
    moment: str, following: str, latest: str
) -> None:
    found = DESK.next_open(at(moment)), DESK.last_open(at(moment))
    assert found == (at(following), at(latest))


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (date(2026, 3, 6), 480),
        (date(2026, 3, 7), 0),
        (date(2026, 8, 22), 480),
        (date(2026, 12, 31), 240),
        (date(2026, 2, 17), 0),
    ],
)
def test_a_day_is_as_long_as_its_windows(day: date, minutes: int) -> None:
    assert DESK.day_length(day) == minutes


def test_m41_the_days_that_were_skipped_are_named() -> None:
    start = at("2026-04-29 15:20")
    assert DESK.skipped(start, DESK.due(start, 3, "ngày làm việc")) == (
        "Ngày Chiến thắng 30/04",
        "Ngày Quốc tế Lao động 01/05",
        "thứ Bảy 02/05",
        "Chủ nhật 03/05",
    )


def test_of_many_weekends_skipped_only_the_number_is_told() -> None:
    told = DESK.skipped(at("2026-04-01 08:00"), at("2026-05-04 08:00"))
    assert told[-1] == "10 ngày nghỉ hằng tuần"


def test_on_ordinary_days_nothing_is_skipped() -> None:
    assert DESK.skipped(at("2026-03-02 08:00"), at("2026-03-06 17:00")) == ()


def test_of_a_stretch_of_years_the_skipped_days_are_told_at_once() -> None:
    told = DESK.skipped(at("1900-01-01 00:00"), at("9000-01-01 00:00"))
    assert told == ("114 ngày nghỉ hằng tuần",)


def test_where_no_hours_are_given_the_week_is_a_normal_one() -> None:
    backwards = [Window(2, time(17), time(8))]
    start = at("2026-03-06 16:30")
    assert working(backwards, []).due(start, 1, "giờ làm việc") == at(
        "2026-03-09 08:30"
    )


def test_overlapping_windows_count_once() -> None:
    windows = [Window(4, time(8), time(11)), Window(4, time(10), time(12))]
    assert working(windows, []).day_length(date(2026, 3, 6)) == 240


def test_a_window_may_end_at_midnight_and_go_on_the_next_day() -> None:
    shifts = [Window(day, time(22), time(0)) for day in range(7)]
    night = [*shifts, *(Window(day, time(0), time(6)) for day in range(7))]
    due = working(night, []).due(at("2026-03-06 23:00"), 3, "giờ làm việc")
    assert due == at("2026-03-07 02:00")


def test_of_two_entries_for_one_day_the_later_counts() -> None:
    own = SpecialDay(date(2026, 8, 31), "Làm bù", "Công ty không hoán đổi", NORMAL)
    assert working(WEEK, [*DAYS, own]).day_length(own.day) == 480


def test_a_special_day_beyond_the_known_calendar_is_an_ordinary_one() -> None:
    mistyped = SpecialDay(date(2926, 3, 6), "Nghỉ lễ", "Gõ nhầm năm")
    assert working(WEEK, [mistyped]).day_length(date(2926, 3, 7)) == 480


@pytest.mark.parametrize("unit", UNITS)
def test_a_deadline_no_calendar_holds_is_the_last_minute_that_one_does(
    unit: str,
) -> None:
    assert DESK.due(at("9999-06-01 09:00"), 1, unit) == at("9998-12-31 23:59:59")


def test_a_deadline_in_an_unknown_unit_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownUnit, match="“tuần”; xin chọn: phút; giờ; ngày"):
        DESK.due(at("2026-03-06 09:00"), 1, "tuần")
    with pytest.raises(UnknownUnit, match="“tuần”"):
        DESK.before(at("2026-03-06 09:00"), 1, "tuần")


def test_a_moment_of_another_zone_is_understood() -> None:
    start = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
    due = DESK.due(start, 1, "giờ làm việc")
    assert (due, due.tzinfo) == (at("2026-03-06 10:00"), ZONE)


def test_summer_time_does_not_move_the_close_of_the_day() -> None:
    paris = ZoneInfo("Europe/Paris")
    desk = working(WEEK, [], paris)
    start = at("2026-03-27 16:00", paris)
    assert desk.due(start, 2, "giờ làm việc") == at("2026-03-30 09:00", paris)


# What holds for every calendar.

HALF_HOURS = st.integers(0, 47)
MANY = st.sampled_from([*UNITS])


def clock(half_hour: int) -> time:
    return time(half_hour // 2 % 24, half_hour % 2 * 30)


def windows_of(a_day: list[tuple[int, int]]) -> tuple[tuple[time, time], ...]:
    return tuple((clock(a), clock(b)) for a, b in a_day)


SPANS = st.tuples(st.integers(10, 30), st.integers(2, 12)).map(
    lambda one: (one[0], one[0] + one[1])
)
DAY_HOURS = st.lists(SPANS, max_size=3).map(windows_of)
WEEKS = st.lists(st.lists(SPANS, min_size=1, max_size=3).map(windows_of), min_size=5)
SPECIAL = st.builds(
    SpecialDay,
    st.dates(date(2026, 2, 2), date(2026, 3, 15)),
    st.just("Nghỉ công ty"),
    st.just("Nghỉ"),
    DAY_HOURS,
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-02-06"), datetime.fromisoformat("2026-02-28")
).map(lambda moment: moment.replace(microsecond=0, tzinfo=ZONE))
PAUSES = st.lists(
    st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=4))).map(
        lambda one: (one[0], one[0] + one[1])
    ),
    max_size=3,
)


class Walk:
    """The slow way: one minute after the other, as a person would with a calendar."""

    def __init__(self, windows: Sequence[Window], days: Sequence[SpecialDay]) -> None:
        self.windows = windows
        self.special = {one.day: one.windows for one in days}
        self.known: dict[date, set[int]] = {}

    def open_minutes(self, day: date) -> set[int]:
        if day not in self.known:
            plain = [
                (w.start, w.end) for w in self.windows if w.weekday == day.weekday()
            ]
            self.known[day] = {
                minute
                for start, end in self.special.get(day, plain)
                for minute in range(_of_day(start), _of_day(end) or 1440)
            }
        return self.known[day]

    def is_open(self, minute: datetime) -> bool:
        return minute.hour * 60 + minute.minute in self.open_minutes(minute.date())

    def hours(self, start: datetime, minutes: int, pauses: Sequence[Pause]) -> datetime:
        now = whole_minute_after(start)
        while minutes > 0:
            minutes -= self.is_open(now) and not is_paused(now, pauses)
            now += timedelta(minutes=1)
        return now

    def days(self, start: datetime, days: int, pauses: Sequence[Pause]) -> datetime:
        day = start.date()
        while days > 0:
            day += timedelta(days=1)
            days -= bool(self.open_minutes(day))
        close = datetime.combine(day + timedelta(days=1), time(), ZONE)
        now, minutes = whole_minute_after(start), 0
        while now < close:
            minutes += self.is_open(now)
            now += timedelta(minutes=1)
        return self.hours(start, minutes, pauses)


def _of_day(shown: time) -> int:
    return shown.hour * 60 + shown.minute


def whole_minute_after(moment: datetime) -> datetime:
    ahead = timedelta(minutes=1) if moment.second else timedelta(0)
    return moment.replace(second=0) + ahead


def is_paused(minute: datetime, pauses: Sequence[Pause]) -> bool:
    """A minute that a pause touches is paused: the deadline is never early."""
    end = minute + timedelta(minutes=1)
    return any(since < end and until > minute for since, until in pauses)


def a_week(days: Sequence[Sequence[tuple[time, time]]]) -> list[Window]:
    return [Window(day, *one) for day, hours in enumerate(days[:7]) for one in hours]


@given(WEEKS, st.lists(SPECIAL, max_size=8), MOMENTS, st.integers(1, 900), PAUSES)
def test_working_hours_across_tet_equal_a_walk_minute_by_minute(
    week: Sequence[Sequence[tuple[time, time]]],
    days: Sequence[SpecialDay],
    start: datetime,
    minutes: int,
    pauses: Sequence[Pause],
) -> None:
    windows, calendar = a_week(week), [*TET, *days]
    slow = Walk(windows, calendar).hours(start, minutes, pauses)
    due = working(windows, calendar).due(
        start, minutes / 60, "giờ làm việc", pauses=pauses
    )
    assert due == slow


@given(WEEKS, st.lists(SPECIAL, max_size=8), MOMENTS, st.integers(1, 6), PAUSES)
def test_working_days_across_tet_equal_a_walk_minute_by_minute(
    week: Sequence[Sequence[tuple[time, time]]],
    days: Sequence[SpecialDay],
    start: datetime,
    amount: int,
    pauses: Sequence[Pause],
) -> None:
    windows, calendar = a_week(week), [*TET, *days]
    slow = Walk(windows, calendar).days(start, amount, pauses)
    due = working(windows, calendar).due(start, amount, "ngày làm việc", pauses=pauses)
    assert due == slow


@given(WEEKS, st.lists(SPECIAL, max_size=8), MOMENTS, st.integers(0, 900))
def test_the_minutes_until_a_deadline_are_those_that_were_given(
    week: Sequence[Sequence[tuple[time, time]]],
    days: Sequence[SpecialDay],
    start: datetime,
    minutes: int,
) -> None:
    desk = working(a_week(week), [*TET, *days])
    due = desk.due(start, minutes / 60, "giờ làm việc")
    assert desk.between(start, due) == minutes


@given(WEEKS, st.lists(SPECIAL, max_size=8), MOMENTS, st.integers(1, 900))
def test_from_the_moment_before_a_deadline_it_can_just_be_kept(
    week: Sequence[Sequence[tuple[time, time]]],
    days: Sequence[SpecialDay],
    moment: datetime,
    minutes: int,
) -> None:
    desk = working(a_week(week), [*TET, *days])
    before = desk.before(moment, minutes / 60, "giờ làm việc")
    one_later = before + timedelta(minutes=1)
    assert desk.between(before, moment) == minutes > desk.between(one_later, moment)


@given(WEEKS, st.lists(SPECIAL, max_size=8), MOMENTS)
def test_the_next_and_the_last_open_moment_are_open_and_nearest(
    week: Sequence[Sequence[tuple[time, time]]],
    days: Sequence[SpecialDay],
    moment: datetime,
) -> None:
    desk = working(a_week(week), [*TET, *days])
    last, following = desk.last_open(moment), desk.next_open(moment)
    assert desk.is_open(last)
    assert desk.is_open(following)
    assert last <= moment <= following
    assert desk.between(last + timedelta(minutes=1), following) == 0


FAR_OFF = st.datetimes(
    datetime.fromisoformat("0003-01-01"), datetime.fromisoformat("9990-01-01")
).filter(lambda moment: not FIRST.year - 2 < moment.year < LAST.year + 2)


@given(WEEKS, FAR_OFF.map(lambda moment: moment.replace(tzinfo=ZONE)))
def test_beyond_the_known_calendar_every_week_is_plain(
    week: Sequence[Sequence[tuple[time, time]]], moment: datetime
) -> None:
    desk = working(a_week(week), TET)
    wide = WorkTime(
        a_week(week),
        [],
        zone=ZONE,
        first=moment.date() - timedelta(days=60),
        last=moment.date() + timedelta(days=60),
    )
    assert [ask(desk) for ask in _questions(moment)] == [
        ask(wide) for ask in _questions(moment)
    ]


def _questions(moment: datetime) -> list[Callable[[WorkTime], object]]:
    return [
        lambda desk: desk.due(moment, 7.5, "giờ làm việc"),
        lambda desk: desk.due(moment, 4, "ngày làm việc"),
        lambda desk: desk.before(moment, 7.5, "giờ làm việc"),
        lambda desk: desk.before(moment, 4, "ngày làm việc"),
        lambda desk: (desk.next_open(moment), desk.last_open(moment)),
        lambda desk: desk.day_length(moment.date()),
    ]


@given(
    st.datetimes().map(lambda moment: moment.replace(tzinfo=ZONE)),
    st.floats(allow_nan=False),
    MANY,
)
@example(datetime.max.replace(tzinfo=ZONE), 1e308, "giờ làm việc")
@example(datetime.min.replace(tzinfo=ZONE), 1e308, "ngày làm việc")
@example(datetime.max.replace(tzinfo=ZONE), float("inf"), "tháng")
def test_no_moment_and_no_amount_stops_a_job(
    moment: datetime, amount: float, unit: str
) -> None:
    countable = min(max(moment, at("0002-01-01 00:00")), at("9998-12-31 23:59:59"))
    before = DESK.before(moment, amount, unit)
    for_ever = [(moment, at("9999-12-31 00:00"))]
    assert before <= countable <= DESK.due(moment, amount, unit, pauses=for_ever)
