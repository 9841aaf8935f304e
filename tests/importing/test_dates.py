"""What a column of dates says of itself, cell by cell."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jobs.imports.import_dates import Dates

DAY, MIDNIGHT = date(2024, 3, 2), datetime(2024, 3, 2)
OVER = datetime(2024, 3, 2, 23, 59)


@pytest.mark.parametrize(
    ("raw", "due"),
    [
        ("02/03/2024", OVER),
        ("ngày 2 tháng 3 năm 2024", OVER),
        ("02/03/2024 00:00", MIDNIGHT),
        ("2024-03-02 00:00:00", MIDNIGHT),
        ("2024-03-02T00:00:00Z", MIDNIGHT),
        ("0 giờ 2/3/2024", MIDNIGHT),
        ("0h 2/3/2024", MIDNIGHT),
        (DAY, OVER),
        (MIDNIGHT, OVER),
    ],
)
def test_a_due_day_without_an_hour_is_over_at_its_end(
    raw: object, due: datetime
) -> None:
    assert Dates().due(MIDNIGHT, raw) == due  # type: ignore[arg-type] # all of them are raw values


def test_midnight_is_a_moment_where_the_column_has_hours() -> None:
    dates = Dates()
    dates.study(datetime(2024, 3, 1, 17, 30))
    assert dates.due(MIDNIGHT, MIDNIGHT) == MIDNIGHT


def test_words_that_are_no_date_are_left_alone() -> None:
    assert Dates().due("tuần sau", "tuần sau") == "tuần sau"


def test_real_dates_are_never_turned() -> None:
    dates = Dates()
    dates.study("03/27/2024")
    assert dates.in_order(DAY) == DAY
    assert dates.in_order("03/04/2024") == "04/03/2024"
