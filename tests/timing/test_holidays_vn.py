"""The calendar tab starts with the holidays that Viet Nam published."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.timing.holidays_vn import for_year
from sheets_schema.timing.worktime import NORMAL, Window, WorkTime

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = [Window(day, *window) for day in range(5) for window in NORMAL]


def days(year: int, kind: str) -> list[str]:
    return [f"{one.day:%d/%m}" for one in for_year(year) if one.kind == kind]


def off_on_weekdays(year: int) -> list[str]:
    return [
        f"{one.day:%d/%m}"
        for one in for_year(year)
        if not one.windows and one.day.weekday() < 5
    ]


def test_the_days_off_of_2025_are_those_of_the_published_plan() -> None:
    tet = ["27/01", "28/01", "29/01", "30/01", "31/01"]
    rest = ["07/04", "30/04", "01/05", "02/05", "01/09", "02/09"]
    assert off_on_weekdays(2025) == ["01/01", *tet, *rest]


def test_the_saturday_worked_in_2025_is_a_normal_day() -> None:
    made_up = [one for one in for_year(2025) if one.kind == "Làm bù"]
    assert [(one.day, one.name, one.windows) for one in made_up] == [
        (date(2025, 4, 26), "Làm bù cho thứ Sáu 02/05", NORMAL)
    ]


def test_tet_of_2026_is_off_from_monday_to_friday() -> None:
    tet = [one for one in for_year(2026) if one.day.month == 2]
    assert [one.day.day for one in tet] == [16, 17, 18, 19, 20]
    assert all("Tết Nguyên Đán" in one.name for one in tet)


def test_days_off_in_the_stead_of_others_have_their_own_kind() -> None:
    assert days(2026, "Nghỉ bù") == ["27/04", "31/08"]


def test_a_day_worked_in_december_for_one_off_in_january_is_found() -> None:
    assert "27/12" in days(2014, "Làm bù")
    assert "02/01" in days(2015, "Nghỉ bù")


def test_what_no_published_law_confirms_says_so() -> None:
    sources = {one.day: one.source for one in for_year(2026)}
    asks = [day for day, source in sources.items() if "cần đối chiếu" in source]
    assert asks == [date(2026, 8, 22), date(2026, 8, 31), date(2026, 11, 24)]


def test_names_are_vietnamese_whatever_the_machine_speaks() -> None:
    names = {one.day: one.name for one in for_year(2027)}
    assert names[date(2027, 9, 2)] == "Quốc khánh"


@given(st.integers(2007, 2100))
def test_every_year_has_its_eleven_days_of_the_law_in_order(year: int) -> None:
    """Labour Code, article 112: 1 + 5 + 1 + 1 + 1 + 2 days, fewer before 2021."""
    rows = for_year(year)
    assert [one.day for one in rows] == sorted({one.day for one in rows})
    assert all(one.day.year == year and one.name and one.source for one in rows)
    assert len([one for one in rows if one.kind == "Nghỉ lễ"]) >= 9


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2025-04-25 16:00", "2025-04-26 17:00"),
        ("2025-04-29 16:00", "2025-05-05 17:00"),
        ("2026-02-13 16:00", "2026-02-23 17:00"),
        ("2026-04-29 16:00", "2026-05-04 17:00"),
        ("2026-08-28 16:00", "2026-09-03 17:00"),
    ],
)
def test_m41_a_deadline_of_one_working_day_knows_these_days(
    start: str, due: str
) -> None:
    known = [*for_year(2025), *for_year(2026)]
    first, last = date(2025, 1, 1), date(2026, 12, 31)
    desk = WorkTime(WEEK, known, zone=ZONE, first=first, last=last)
    began, ends = (
        datetime.fromisoformat(end).replace(tzinfo=ZONE) for end in (start, due)
    )
    assert desk.due(began, 1, "ngày làm việc") == ends
