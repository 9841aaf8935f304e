"""Days, times and hours of work are read as people type them, the day first."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.cells import (
    DAY,
    HOURS,
    MOMENT,
    PAST_DAY,
    PAST_MOMENT,
    TIME,
    Conditions,
    Kind,
    Raw,
    Unreadable,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = Conditions(zone=ZONE, today=date(2026, 3, 6), lists={})


def wall(text: str) -> datetime:
    """A moment of the company's clock: ``2026-03-06 09:42``."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def refusal(kind: Kind, raw: Raw) -> str:
    with pytest.raises(Unreadable) as refused:
        kind.read(raw, FRIDAY)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/4/26", "2026-04-03"),
        ("03/04/2026", "2026-04-03"),
        ("27-3-2026", "2026-03-27"),
        ("27.3.26", "2026-03-27"),
        (" 3 / 4 / 2026. ", "2026-04-03"),
        ("27 3 2026", "2026-03-27"),
        ("27032026", "2026-03-27"),
        ("270326", "2026-03-27"),
        ("20260327", "2026-03-27"),
        ("2026-03-27", "2026-03-27"),
        ("2026/3/27", "2026-03-27"),
        ("ngày 3 tháng 4 năm 2026", "2026-04-03"),
        ("thứ Sáu, 06/03/2026", "2026-03-06"),
        ("T6 06/03/2026", "2026-03-06"),
        ("3/4/2026 9h30", "2026-04-03"),
        ("5/3/99", "1999-03-05"),
        ("27 thg 3 2025", "2025-03-27"),
        ("29-Thg3-25", "2025-03-29"),
        ("31 tháng Ba năm 2025", "2025-03-31"),
        ("mùng 5 tháng năm năm 2025", "2025-05-05"),
        ("1 tháng mười hai 2025", "2025-12-01"),
        ("27-Mar-2025", "2025-03-27"),
        ("45689", "2025-02-01"),
        (20250203, "2025-02-03"),
        (46087, "2026-03-06"),
        (46087.4, "2026-03-06"),
        (datetime.fromisoformat("2026-03-06T09:42"), "2026-03-06"),
        (date(1899, 5, 1), "1899-05-01"),
    ],
)
def test_a_day_is_read_however_it_is_typed(typed: Raw, meant: str) -> None:
    day = date.fromisoformat(meant)
    assert DAY.read(typed, FRIDAY) == PAST_DAY.read(typed, FRIDAY) == day


@pytest.mark.parametrize(
    ("typed", "nearest", "past"),
    [
        ("27.3", "2026-03-27", "2025-03-27"),
        ("6/3", "2026-03-06", "2026-03-06"),
        ("7/3", "2026-03-07", "2025-03-07"),
        ("20/12", "2025-12-20", "2025-12-20"),
        ("29/2", "2028-02-29", "2024-02-29"),
        ("thứ Bảy 07/03", "2026-03-07", "2025-03-07"),
    ],
)
def test_a_day_without_a_year_is_the_nearest_or_the_last_one(
    typed: str, nearest: str, past: str
) -> None:
    read = DAY.read(typed, FRIDAY), PAST_DAY.read(typed, FRIDAY)
    assert read == (date.fromisoformat(nearest), date.fromisoformat(past))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/4/2026 9h30", "2026-04-03 09:30"),
        ("9:42 6/3/2026", "2026-03-06 09:42"),
        ("2026-03-06 09:42", "2026-03-06 09:42"),
        ("2026-03-06T09:42:31", "2026-03-06 09:42:31"),
        ("2026-03-06T02:42:00Z", "2026-03-06 09:42"),
        ("2026-03-06 04:42+02:00", "2026-03-06 09:42"),
        ("10:42 thứ Sáu 06/03/2026", "2026-03-06 10:42"),
        ("lúc 17 giờ 30 phút ngày 5/3/2026", "2026-03-05 17:30"),
        ("9h 3/4/2026", "2026-04-03 09:00"),
        ("9h30 - 30/4/2026", "2026-04-30 09:30"),
        ("9 giờ rưỡi 2/3/2026", "2026-03-02 09:30"),
        ("9g15 2/3/2026", "2026-03-02 09:15"),
        ("3/4/2026, 9:30:15", "2026-04-03 09:30:15"),
        ("2h chiều 5/3/2026", "2026-03-05 14:00"),
        ("12h trưa 5/3/2026", "2026-03-05 12:00"),
        ("1h trưa 5/3/2026", "2026-03-05 13:00"),
        ("12h sáng 5/3/2026", "2026-03-05 00:00"),
        ("6/3/2026 9:42 PM", "2026-03-06 21:42"),
        ("2026-03-06 09:42:00 PM", "2026-03-06 21:42"),
        ("2026-03-06 09:42 am", "2026-03-06 09:42"),
        ("27/03/2025 3:05:01 CH", "2025-03-27 15:05:01"),
        ("12:10 SA 27/03/2025", "2025-03-27 00:10"),
        ("27/3/2025 9:05 GMT+7", "2025-03-27 09:05"),
        ("Thu Mar 27 2025 09:05:00 GMT+0700", "2025-03-27 09:05"),
        ("Thu Mar 27 2025 02:05:00 GMT+0000 (UTC)", "2025-03-27 09:05"),
        ("9:05 SA, 27 thg 3, 2025", "2025-03-27 09:05"),
        ("Thứ Năm, 27 tháng 3, 2025 lúc 09:05", "2025-03-27 09:05"),
        ("45689.378", "2025-02-01 09:04:19"),
        ("6/3/2026", "2026-03-06 00:00"),
        (46087.40417, "2026-03-06 09:42"),
        (date(2026, 3, 6), "2026-03-06 00:00"),
        (datetime.fromisoformat("2026-03-06T09:42:30.999996"), "2026-03-06 09:42:31"),
        (datetime(2026, 3, 6, 2, 42, tzinfo=UTC), "2026-03-06 09:42"),
    ],
)
def test_a_moment_is_read_however_it_is_typed(typed: Raw, meant: str) -> None:
    read = MOMENT.read(typed, FRIDAY), PAST_MOMENT.read(typed, FRIDAY)
    assert read == (wall(meant), wall(meant))


@pytest.mark.parametrize("typed", ["31/2/2026", "3/25/2026", "29.2.2025"])
def test_a_day_of_no_calendar_is_told(typed: str) -> None:
    assert refusal(DAY, typed) == (
        f"Không hiểu “{typed}”: ngày này không có trong lịch; "
        "xin nhập ngày trước, tháng sau, rồi năm."
    )


@pytest.mark.parametrize("typed", ["1/1/1200", "31/12/1899", "2/9/2200", "1899-01-02"])
def test_a_year_of_no_register_is_told_as_such(typed: str) -> None:
    assert refusal(DAY, typed) == (
        f"Không hiểu “{typed}”: năm phải từ 1900 đến 2199; xin xem lại số năm."
    )


@pytest.mark.parametrize(
    "typed",
    ["tuần sau", "9h30", "25h 3/4/2026", "1/2/3/4", 27.3, 2026, 1e300, True, "12-"],
)
def test_what_is_no_moment_is_told_with_an_example(typed: Raw) -> None:
    assert refusal(MOMENT, typed).endswith("ngày và giờ, ví dụ 27/3/2026 9:30.")


def test_a_moment_is_written_on_the_company_clock_to_the_second() -> None:
    noted = wall("2026-03-06 09:42:31.5")
    written = datetime.fromisoformat("2026-03-06T09:42:31")
    assert MOMENT.write(noted) == written


def test_a_day_is_written_without_its_time() -> None:
    assert DAY.write(wall("2026-03-06 09:42")) == date(2026, 3, 6)


@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)), today=st.dates(date(1960, 1, 1))
)
def test_a_day_typed_without_its_year_is_never_read_as_another_day(
    day: date, today: date
) -> None:
    read = DAY.read(f"{day.day}/{day.month}", Conditions(ZONE, today, {}))
    assert isinstance(read, date)
    assert (read.day, read.month) == (day.day, day.month)


@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)), today=st.dates(date(1960, 1, 1))
)
def test_a_past_day_typed_without_its_year_is_past(day: date, today: date) -> None:
    read = PAST_DAY.read(f"{day.day}/{day.month}", Conditions(ZONE, today, {}))
    assert isinstance(read, date)
    assert read <= today


@given(
    day=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    shown=st.times(),
    form=st.sampled_from(
        ["%d/%m/%Y %H:%M", "%Hh%M %d-%m-%Y", "%H:%M ngày %d.%m.%Y", "%Y-%m-%d %H:%M"]
    ),
)
def test_every_minute_is_read_in_every_common_form(
    day: date, shown: time, form: str
) -> None:
    whole = shown.replace(second=0, microsecond=0)
    minute = datetime.combine(day, whole, ZONE)
    assert MOMENT.read(minute.strftime(form), FRIDAY) == minute


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("8h", "08:00"),
        ("8:05", "08:05"),
        ("5h30 chiều", "17:30"),
        (8.0, "08:00"),
        (1 / 3, "08:00"),
        ("24:00", "00:00"),
        (datetime.fromisoformat("1899-12-30T17:30"), "17:30"),
    ],
)
def test_a_time_of_day_is_read_however_it_is_typed(typed: Raw, shown: str) -> None:
    assert TIME.read(typed, FRIDAY) == shown


@pytest.mark.parametrize("typed", ["25h", "8:60", "sáng", 8.5, True])
def test_what_no_clock_shows_is_told(typed: Raw) -> None:
    assert refusal(TIME, typed).endswith("giờ và phút, ví dụ 8:00 hoặc 17h30.")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8h-12h, 13h-17h30", "08:00–12:00; 13:00–17:30"),
        ("8:00 đến 12:00", "08:00–12:00"),
        ("8-12 và 13-17", "08:00–12:00; 13:00–17:00"),
        ("08:00–12:00\n13:00–17:00", "08:00–12:00; 13:00–17:00"),
    ],
)
def test_hours_of_work_are_read_however_they_are_typed(typed: str, hours: str) -> None:
    assert HOURS.read(typed, FRIDAY) == hours


@pytest.mark.parametrize("typed", ["cả ngày", "8h", "8h-25h", "8-12-17", 0.5])
def test_what_are_no_hours_of_work_is_told(typed: Raw) -> None:
    assert refusal(HOURS, typed).endswith("giờ làm, ví dụ 8:00–12:00; 13:00–17:00.")


@pytest.mark.parametrize("typed", ["hôm nay", "8h hôm qua", "mai"])
def test_words_that_mean_another_day_tomorrow_are_refused(typed: str) -> None:
    assert refusal(MOMENT, typed).endswith("ví dụ 27/3/2026 9:30.")
