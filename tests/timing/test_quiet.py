from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.timing import quiet
from sheets_schema.writing import kinds
from tests.plainweek import WORK, ZONE


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, whose sixth is a Friday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("template", "moment", "goes"),
    [
        ("C01", at(6, 23), at(6, 23)),
        ("C11", at(7, 3), at(7, 3)),
        ("C01h", at(7, 3), at(7, 3)),
        ("C02", at(6, 20), at(6, 20)),
        ("C02", at(6, 20, 1), at(7, 8)),
        ("C02", at(7, 6), at(7, 8)),
        ("S01", at(6, 23), at(7, 8)),
        ("N01", at(6, 8), at(6, 8)),
        ("N01", at(6, 6), at(6, 8)),
        ("N01", at(6, 12, 30), at(6, 13)),
        ("N01", at(6, 17), at(9, 8)),
        ("N05a", at(7, 10), at(9, 8)),
        ("N06", at(9, 7, 29), at(9, 7, 30)),
        ("N06", at(9, 12, 30), at(9, 12, 30)),
        ("N06", at(6, 17, 1), at(9, 7, 30)),
    ],
)
def test_a_letter_waits_for_the_next_opening(
    template: str, moment: datetime, goes: datetime
) -> None:
    hours = kinds.of(template).hours(WORK, is_urgent=False)
    assert hours.next_open(moment) == goes


def test_a_letter_of_severity_three_never_waits() -> None:
    hours = kinds.of("N05b").hours(WORK, is_urgent=True)
    assert hours.next_open(at(8, 2)) == at(8, 2)


@pytest.mark.parametrize(
    ("planned", "came_in", "goes"),
    [
        (at(8, 9), at(5, 9), at(6, 16, 55)),
        (at(6, 22), at(6, 9), at(6, 16, 55)),
        (at(6, 12, 30), at(6, 9), at(6, 11, 55)),
        (at(6, 23), at(6, 21), at(9, 8)),
        (at(6, 9), at(6, 8), at(6, 9)),
    ],
    ids=["sunday", "evening", "noon", "came at night", "in working time"],
)
def test_a_reminder_goes_in_working_time_ahead_where_it_can(
    planned: datetime, came_in: datetime, goes: datetime
) -> None:
    assert quiet.reminder(planned, came_in=came_in, work=WORK) == goes


MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)
HOURS = st.sampled_from(
    [quiet.ALWAYS, quiet.CUSTOMERS, quiet.Mornings(WORK), quiet.Daily(time(), time.max)]
)


@given(HOURS, MOMENTS)
def test_the_opening_is_no_quiet_time(hours: quiet.Hours, moment: datetime) -> None:
    goes = hours.next_open(moment)
    assert goes >= moment
    assert hours.next_open(goes) == goes


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_reminder_never_goes_in_quiet_time_nor_before_its_case(
    came_in: datetime, later: timedelta
) -> None:
    goes = quiet.reminder(came_in + later, came_in=came_in, work=WORK)
    assert goes >= came_in
    assert WORK.next_open(goes) == goes


def test_where_nothing_is_known_of_working_time_a_reminder_goes_as_planned() -> None:
    assert quiet.reminder(at(8, 3), came_in=at(1, 8), work=quiet.ALWAYS) == at(8, 3)
