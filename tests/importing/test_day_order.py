"""A whole column tells whether the day or the month stands first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sheets_schema.imports.day_order import DayOrder, Tally, reading, turned


def order(*dates: str) -> DayOrder:
    tally = Tally()
    for text in dates:
        tally.add(text)
    return tally.order


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["03/04/2014", "27/03/2014"], DayOrder.DAY_FIRST),
        (["03/04/2014", "03/27/2014"], DayOrder.MONTH_FIRST),
        (["03/04/2014", "03/27/2014", "27/03/2014"], DayOrder.MIXED),
        (["03/04/2014", "05/04/2014"], DayOrder.UNCLEAR),
        (["04/04/2014", "2014-03-04", "hôm nay", "ngày 3 tháng 4"], DayOrder.SETTLED),
        (["3.4.14 9:30", "9:30 27.3.14"], DayOrder.DAY_FIRST),
        (["3-27-2014 11:59:59 PM"], DayOrder.MONTH_FIRST),
        (["31/13/2014", "10:11:12"], DayOrder.SETTLED),
        ([], DayOrder.SETTLED),
    ],
)
def test_one_date_that_can_mean_one_day_decides_for_all(
    dates: list[str], said: DayOrder
) -> None:
    assert order(*dates) is said


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("03/27/2014 9:30", "27/03/2014 9:30"),
        ("9:30 3-27-14", "9:30 27-3-14"),
        ("2014-03-27", "2014-03-27"),
    ],
)
def test_day_and_month_change_over(text: str, over: str) -> None:
    assert turned(text) == over


DAYS = st.dates(date(1950, 1, 1), date(2050, 1, 1))


@given(st.lists(DAYS, min_size=1))
def test_no_date_speaks_against_the_order_of_its_column(days: list[date]) -> None:
    told = {reading(f"{day:%m/%d/%Y}") for day in days}
    assert DayOrder.DAY_FIRST not in told
    assert {reading(turned(f"{day:%m/%d/%Y}")) for day in days} == {
        reading(f"{day:%d/%m/%Y}") for day in days
    }


@given(DAYS, DAYS)
def test_two_orders_in_one_column_are_noticed(one: date, other: date) -> None:
    assume(one.day > 12 and other.day > 12)
    assert order(f"{one:%d/%m/%Y}", f"{other:%m/%d/%Y}") is DayOrder.MIXED
