from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_schema.words import WEEKDAYS
from sheets_schema.writing import wording

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FRIDAY = datetime(2026, 3, 6, 10, 42, tzinfo=ZONE)


def test_a_moment_names_the_weekday() -> None:
    assert wording.moment(FRIDAY) == "10:42 thứ Sáu 06/03/2026"


def test_a_moment_in_english_stands_after_before() -> None:
    assert wording.moment(FRIDAY, "en") == "10:42 on Friday 6 March 2026"


def test_sunday_is_written_with_a_capital() -> None:
    assert wording.day(date(2026, 3, 8)) == "Chủ nhật 08/03/2026"


def test_lateness_is_told_as_a_moment() -> None:
    assert wording.flag_moment(FRIDAY) == "quá hạn từ 10:42 thứ Sáu 06/03"


@given(st.datetimes(timezones=st.just(ZONE)))
def test_a_moment_is_read_back_from_its_words(at: datetime) -> None:
    hour, *weekday, on = wording.moment(at).split(" ")
    read = datetime.strptime(f"{hour} {on}", "%H:%M %d/%m/%Y").replace(tzinfo=UTC)
    meant = at.replace(second=0, microsecond=0, tzinfo=UTC, fold=0)
    assert (read, " ".join(weekday)) == (meant, WEEKDAYS[at.weekday()])


def test_the_week_goes_from_monday_to_sunday() -> None:
    monday = date(2026, 3, 2)
    week = [wording.day(monday + timedelta(days=n)).rsplit(" ", 1)[0] for n in range(7)]
    assert tuple(week) == WEEKDAYS


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (150, "2 giờ 30 phút làm việc"),
        (120, "2 giờ làm việc"),
        (45, "45 phút làm việc"),
        (0, "0 phút làm việc"),
        (3000, "50 giờ làm việc"),
    ],
)
def test_working_time_is_said_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert wording.working_span(minutes) == words


def test_a_span_in_english_has_its_plurals() -> None:
    assert wording.working_span(61, "en") == "1 hour 1 minute of working time"


def test_a_limit_is_said_as_the_policy_tab_writes_it() -> None:
    assert wording.amount(1.5, "ngày làm việc") == "1,5 ngày làm việc"


def test_a_limit_is_said_in_english() -> None:
    assert wording.amount(3, "ngày làm việc", "en") == "3 working days"


def test_money_is_written_as_in_viet_nam() -> None:
    assert wording.money(1500000) == "1.500.000 ₫"


def test_money_in_english_names_the_currency() -> None:
    assert wording.money(1500000.4, "en") == "1,500,000 VND"


def test_decimals_have_a_comma() -> None:
    assert (wording.number(4.3), wording.number(1234567)) == ("4,3", "1.234.567")


def test_a_share_is_written_in_percent() -> None:
    assert (wording.percent(0.432), wording.percent(1)) == ("43,2%", "100%")


def test_one_and_many_differ_in_english() -> None:
    said = wording.count(1, "case", "cases"), wording.count(1200, "case", "cases")
    assert said == ("1 case", "1,200 cases")
