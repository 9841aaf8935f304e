from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.timing import quiet

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKEND = 5


class Week:
    """Monday to Friday from eight."""

    def next_open(self, moment: datetime) -> datetime:
        while moment.weekday() >= WEEKEND:
            midnight = datetime.combine(moment, time.min, moment.tzinfo)
            moment = midnight + timedelta(days=1, hours=8)
        return moment


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
        ("N01", at(6, 7, 30), at(6, 7, 30)),
        ("N01", at(6, 6), at(6, 7, 30)),
        ("N01", at(6, 18, 1), at(9, 7, 30)),
        ("N05a", at(7, 10), at(9, 7, 30)),
        ("N06", at(9, 7, 29), at(9, 7, 30)),
    ],
)
def test_a_letter_waits_for_the_next_opening(
    template: str, moment: datetime, goes: datetime
) -> None:
    assert quiet.opening(quiet.window(template), moment, Week()) == goes


def test_a_letter_of_severity_three_never_waits() -> None:
    window = quiet.window("N05b", urgent=True)
    assert quiet.opening(window, at(8, 2), Week()) == at(8, 2)


def test_a_reminder_planned_for_sunday_goes_on_friday_afternoon() -> None:
    goes = quiet.reminder(quiet.STAFF, at(8, 9), came_in=at(5, 9), hours=Week())
    assert goes == at(6, 17, 55)


def test_a_reminder_goes_ahead_in_the_same_evening() -> None:
    goes = quiet.reminder(quiet.STAFF, at(6, 22), came_in=at(6, 9), hours=Week())
    assert goes == at(6, 17, 55)


def test_a_reminder_of_a_case_that_came_in_at_night_waits_for_the_opening() -> None:
    goes = quiet.reminder(quiet.STAFF, at(6, 23), came_in=at(6, 21), hours=Week())
    assert goes == at(9, 7, 30)


def test_a_reminder_in_working_hours_goes_as_planned() -> None:
    goes = quiet.reminder(quiet.STAFF, at(6, 9), came_in=at(6, 8), hours=Week())
    assert goes == at(6, 9)


MOMENTS = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
)
WINDOWS = st.sampled_from([quiet.ALWAYS, quiet.CUSTOMERS, quiet.STAFF])


@given(WINDOWS, MOMENTS)
def test_the_opening_is_no_quiet_time(window: quiet.Window, moment: datetime) -> None:
    goes = quiet.opening(window, moment, Week())
    assert goes >= moment
    assert quiet.opening(window, goes, Week()) == goes


@given(WINDOWS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_reminder_never_goes_in_quiet_time_nor_before_its_case(
    window: quiet.Window, came_in: datetime, later: timedelta
) -> None:
    goes = quiet.reminder(window, came_in + later, came_in=came_in, hours=Week())
    assert goes >= came_in
    assert quiet.opening(window, goes, Week()) == goes


def test_without_a_calendar_only_the_clock_counts() -> None:
    goes = quiet.opening(quiet.STAFF, at(7, 19), quiet.EveryDay())
    assert goes == at(8, 7, 30)
