"""Dates with an English month, as exports of other programs have them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.reading.month_names import spelled
from tests.importing.conftest import maps

if TYPE_CHECKING:
    from tests.importing.conftest import Hall

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("27-Mar-2024", "27/3/2024"),
        ("27-MAR-24", "27/3/24"),
        ("March 27, 2024", "27/3/2024"),
        ("Mar 27 2024 10:30PM", "27/3/2024 10:30PM"),
        ("Wed, 27 Mar 2024 10:30:00", "27/3/2024 10:30:00"),
        ("Tuesday, March 5, 2024 8:05 AM", "5/3/2024 8:05 AM"),
        ("1st of May, 2024", "1/5/2024"),
        ("Sept. 3, 2024", "3/9/2024"),
    ],
)
def test_a_date_with_an_english_month_is_spelled_in_numbers(
    written: str, meant: str
) -> None:
    assert spelled(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12 tháng 5 năm 2024",
        "31/12/2024 17:30",
        "2024-03-27T10:30:00Z",
        "May 2024",
        "27 Mar 10:30",
        "marketing 27, 2024",
        "maybe 12, 2024",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert spelled(text) == text


@given(
    day=st.dates(),
    shape=st.sampled_from(
        ["{d}-{m}-{y}", "{d:02} {m} {y}", "{m} {d}, {y}", "{m}/{d:02}/{y}"]
    ),
    letters=st.sampled_from([3, 99]),
    is_loud=st.booleans(),
)
def test_every_day_is_spelled_as_it_is_meant(
    *, day: date, shape: str, letters: int, is_loud: bool
) -> None:
    name = MONTHS[day.month - 1][:letters]
    year = f"{day.year:04}"
    said = shape.format(d=day.day, m=name.upper() if is_loud else name, y=year)
    number, month, rest = spelled(said).split("/")
    assert (int(number), int(month), rest) == (day.day, day.month, year)


OLD = """
    Received,Promised,Story
    27-Mar-2024 08:15,"March 29, 2024",Giao hàng chậm
    3-Apr-24,"Wed, 10 Apr 2024 5:30 PM",Thái độ kém
    31-Feb-2024,,Ngày không có trong lịch
"""


def test_english_months_are_dates_in_the_register(hall: Hall) -> None:
    columns = {"received_at": "Received", "promised_at": "Promised"}
    words = maps(tab="f01", description="Story", **columns)
    assert hall.bring(hall.file(OLD), *words)["written"] == 3
    assert hall.cells("f01", "received_at") == [
        datetime(2024, 3, 27, 8, 15),
        datetime(2024, 4, 3),
        "31-Feb-2024",
    ]
    assert hall.cells("f01", "promised_at")[:2] == [
        datetime(2024, 3, 29, 23, 59),
        datetime(2024, 4, 10, 17, 30),
    ]
