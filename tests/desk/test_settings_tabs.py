"""The settings tabs: what the company types there holds, and what cannot be is told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from forms_app.company import SettingsOffice
from tests.desk.conftest import FRIDAY

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from tests.desk.conftest import Trial

K1, K2 = 3, 4
"""The lines of the policy tab that say the hour and the day."""


def due(trial: Trial) -> datetime:
    """When the one case of the register is due next."""
    trial.review()
    found: datetime = trial.row("f01", 3)["next_due"]
    return found


def message(trial: Trial, tab: str, line: int) -> str:
    """What the desk says in a line of a tab."""
    return str(trial.row(tab, line).get("message") or "")


@pytest.fixture
def asked(trial: Trial) -> Trial:
    """A desk with one question of Friday 09:42."""
    cells = {"description": "Hỏi giá", "kind": "Hỏi thông tin"}
    trial.type("f01", 3, **cells, received_at=datetime(2026, 3, 6, 9, 42))
    return trial


def test_a_limit_typed_in_the_policy_tab_is_the_limit(asked: Trial) -> None:
    asked.type("policy", K1, value="1,5")
    assert due(asked) == datetime(2026, 3, 6, 11, 12)


def test_a_limit_that_cannot_be_read_keeps_that_of_the_pack_and_is_told(
    asked: Trial,
) -> None:
    asked.type("policy", K1, value="một tiếng")
    assert due(asked) == datetime(2026, 3, 6, 10, 42)
    assert message(asked, "policy", K1) == (
        "Quy định “Nhận phản hồi → có người phụ trách”: Không hiểu “một tiếng”: xin "
        "nhập một số, ví dụ 4,3 hoặc 1.500. Vẫn dùng mức đọc được gần nhất."
    )


def test_a_limit_that_was_mended_says_nothing_any_more(asked: Trial) -> None:
    asked.type("policy", K1, value="một tiếng")
    asked.review()
    asked.type("policy", K1, value=2)
    assert due(asked) == datetime(2026, 3, 6, 11, 42)
    assert message(asked, "policy", K1) == ""


def test_a_unit_in_which_no_time_is_counted_is_told_and_stops_no_clock(
    asked: Trial,
) -> None:
    asked.type("policy", K1, unit="₫")
    assert due(asked) == datetime(2026, 3, 6, 10, 42)
    assert "đơn vị “₫” không tính được hạn" in message(asked, "policy", K1)


def test_a_value_and_a_default_that_cannot_be_read_stop_no_review(asked: Trial) -> None:
    asked.type("policy", K1, value="?", default="?")
    assert due(asked) == datetime(2026, 3, 6, 10, 42)
    assert "Vẫn dùng mức đọc được gần nhất." in message(asked, "policy", K1)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"value": "ba tiếng"}, "Không hiểu “ba tiếng”"),
        ({"value": -3}, "xin nhập một số từ 0 trở lên"),
        ({"unit": "tuần"}, "Đơn vị tính: Không hiểu “tuần”"),
        ({"unit": "₫"}, "đơn vị “₫” không tính được hạn"),
        ({"value": 9, "unit": "tuần"}, "đơn vị “tuần” không tính được hạn"),
        ({"from": "khi nào tiện"}, "Hiệu lực từ: Không hiểu"),
    ],
)
def test_a_setting_that_cannot_be_leaves_the_last_good_one_in_force(
    asked: Trial, cells: dict[str, Raw], told: str
) -> None:
    asked.type("policy", K1, value=3)
    assert due(asked) == datetime(2026, 3, 6, 13, 42)
    asked.type("policy", K1, **cells)
    assert due(asked) == datetime(2026, 3, 6, 13, 42)
    assert told in message(asked, "policy", K1)
    assert asked.review(times=2).changed_cells == 0
    pages = SettingsOffice(asked.desk.last_office(now=asked.now), abroad=False)
    promised = pages.promised("Hỏi thông tin", FRIDAY)
    assert promised.take_by == datetime(2026, 3, 6, 13, 42, tzinfo=FRIDAY.tzinfo)


def test_a_share_of_more_than_all_is_told(asked: Trial) -> None:
    keys = [row["key"] for row in asked.rows("policy")]
    line = 3 + keys.index("remind_share")
    asked.type("policy", line, value=250)
    asked.review()
    assert "xin nhập một số từ 0 đến 100" in message(asked, "policy", line)


def test_a_line_from_a_later_day_that_cannot_be_leaves_the_one_before_it(
    asked: Trial,
) -> None:
    due(asked)
    line = 3 + len(asked.rows("policy"))
    row = asked.row("policy", K1)
    asked.type("policy", line, **{**row, "value": -3, "from": date(2026, 3, 1)})
    assert due(asked) == datetime(2026, 3, 6, 10, 42)


def test_a_week_that_cannot_be_read_leaves_the_last_good_week_in_force(
    asked: Trial,
) -> None:
    for line in range(4, 13, 2):
        asked.type("hours", line, to="20:00")
    asked.type("f01", 3, received_at=datetime(2026, 3, 6, 17, 30))
    asked.at("06/03/2026 17:40")
    assert due(asked) == datetime(2026, 3, 6, 18, 30)
    asked.type("hours", 3, **{"from": "sáng sớm"})
    asked.type("hours", 12, to="?")
    assert due(asked) == datetime(2026, 3, 6, 18, 30)
    assert "Không hiểu “sáng sớm”" in message(asked, "hours", 3)


def test_a_day_off_whose_date_was_spoilt_stays_a_day_off(asked: Trial) -> None:
    line = 3 + len(asked.rows("calendar"))
    asked.type("policy", K1, value=None)
    asked.type("calendar", line, date=date(2026, 3, 9), kind="Nghỉ công ty")
    assert due(asked) == datetime(2026, 3, 10, 17, 0)
    asked.type("calendar", line, date="31/4/2026")
    assert due(asked) == datetime(2026, 3, 10, 17, 0)


def test_an_address_that_was_spoilt_leaves_the_last_good_one(asked: Trial) -> None:
    asked.review()
    asked.type("person", 3, email="ha tại example.com", role="CSKH; Quản trị")
    asked.review()
    (ha,) = (one for one in asked.office.people if one.name == "Trần Thu Hà")
    assert (ha.email, ha.roles) == ("ha@example.com", ("CSKH", "Quản trị"))


def test_an_empty_limit_is_one_that_the_company_does_not_set(asked: Trial) -> None:
    asked.type("policy", K1, value=None)
    assert due(asked) == datetime(2026, 3, 9, 17, 0)
    assert message(asked, "policy", K1) == ""


def test_a_policy_tab_without_its_keys_takes_no_deadline_out_of_the_register(
    asked: Trial,
) -> None:
    asked.type("policy", K1, value=2)
    before = due(asked), asked.rows("f01")
    asked.store.tab("policy").type(1, "policy.value", "gì đây")
    asked.review(times=2)
    assert asked.review().changed_cells == 0
    assert (due(asked), asked.rows("f01")) == before


def test_a_day_off_of_the_company_moves_the_deadline(asked: Trial) -> None:
    line = 3 + len(asked.rows("calendar"))
    asked.type("policy", K1, value=None)
    asked.type("calendar", line, date=date(2026, 3, 9), kind="Nghỉ công ty")
    asked.type("calendar", line, name="Du xuân")
    assert due(asked) == datetime(2026, 3, 10, 17, 0)
    assert "Du xuân 09/03" in message(asked, "f01", 3)


def test_a_make_up_day_is_a_day_of_work(asked: Trial) -> None:
    line = 3 + len(asked.rows("calendar"))
    asked.type("policy", K1, value=None)
    asked.type("calendar", line, date="7/3/2026", kind="làm bù", hours="8h-11h30")
    assert due(asked) == datetime(2026, 3, 7, 11, 30)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"date": None, "name": "Tết"}, "Xin ghi Ngày, ví dụ 30/4/2026."),
        ({"date": "31/4/2026", "kind": "Nghỉ lễ"}, "Ngày: Không hiểu “31/4/2026”"),
        ({"date": "8/3/2026", "kind": "Chơi"}, "Loại: Không hiểu “Chơi”"),
    ],
)
def test_a_day_that_cannot_be_read_is_told_in_its_line_and_stops_nothing(
    asked: Trial, cells: dict[str, Raw], told: str
) -> None:
    line = 3 + len(asked.rows("calendar"))
    asked.type("calendar", line, **cells)
    assert due(asked) == datetime(2026, 3, 6, 10, 42)
    assert told in message(asked, "calendar", line)


@pytest.mark.parametrize("end", ["24:00", "24h", "0:00", "00:00"])
def test_a_desk_that_works_round_the_clock_has_an_hour_of_any_night(
    asked: Trial, end: str
) -> None:
    days = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
    for line, day in enumerate(days, 3):
        asked.type("hours", line, weekday=day, **{"from": "0:00", "to": end})
    for line in range(10, 13):
        asked.type("hours", line, weekday=None, **{"from": None, "to": None})
    asked.type("f01", 3, received_at=datetime(2026, 3, 8, 23, 30))  # a Sunday
    asked.at("08/03/2026 23:40")
    assert due(asked) == datetime(2026, 3, 9, 0, 30)
    assert message(asked, "hours", 3) == ""


def test_an_evening_shift_may_end_at_midnight(asked: Trial) -> None:
    asked.type("hours", 12, weekday="Thứ Sáu", **{"from": "17:00", "to": "24:00"})
    asked.type("f01", 3, received_at=datetime(2026, 3, 6, 22, 0))
    asked.at("06/03/2026 22:10")
    assert due(asked) == datetime(2026, 3, 6, 23, 0)


def test_the_days_off_of_a_year_that_nobody_typed_are_those_of_the_law(
    trial: Trial,
) -> None:
    """A desk of 2026, two years later, in the week of Tết (24 to 28 January)."""
    trial.at("24/01/2028 16:30")
    cells = {"description": "Hỏi giá", "kind": "Hỏi thông tin"}
    trial.type("f01", 3, **cells, received_at=datetime(2028, 1, 24, 16, 30))
    assert due(trial) == datetime(2028, 1, 31, 9, 0)
    assert "Tết Nguyên Đán 26/01" in message(trial, "f01", 3)


def test_a_year_that_the_company_typed_is_the_companys(asked: Trial) -> None:
    line = 3 + len(asked.rows("calendar"))
    asked.type("calendar", line, date=date(2028, 1, 24), kind="Làm bù", hours="8h-17h")
    asked.at("24/01/2028 16:30")
    asked.type("f01", 3, received_at=datetime(2028, 1, 24, 16, 30))
    assert due(asked) == datetime(2028, 1, 25, 8, 30)


def test_the_hours_of_the_company_are_the_hours_of_its_deadlines(asked: Trial) -> None:
    for line in range(3, 13):
        if asked.row("hours", line)["weekday"] == "Thứ Sáu":
            asked.type("hours", line, **{"from": "9h", "to": "10h"})
    assert due(asked) == datetime(2026, 3, 9, 8, 42)


def test_hours_that_cannot_be_read_are_told_in_their_line(asked: Trial) -> None:
    asked.type("hours", 3, **{"from": "sáng sớm"})
    asked.type("hours", 4, **{"from": "17:00", "to": "13:00"})
    due(asked)
    assert "Không hiểu “sáng sớm”" in message(asked, "hours", 3)
    assert message(asked, "hours", 4) == "Xin ghi đủ Thứ, Từ và Đến; Từ trước Đến."


def choice(trial: Trial, name: str, word: str) -> None:
    """Somebody adds a word to a list."""
    taken = [row for row in trial.rows("choice") if row.get(name)]
    trial.type("choice", 3 + len(taken), **{name: word})


def test_staff_add_to_the_lists_that_are_theirs(asked: Trial) -> None:
    choice(asked, "service", "Đám cưới")
    asked.type("f01", 3, service="dam cuoi")
    asked.review()
    assert "Dịch vụ" not in message(asked, "f01", 3)


def test_a_list_of_the_procedure_stays_as_it_is_and_says_so(asked: Trial) -> None:
    choice(asked, "kind", "Chửi bới")
    asked.type("f01", 3, kind="Chửi bới")
    done = asked.review(times=3)
    assert "Phân loại: Không hiểu “Chửi bới”" in message(asked, "f01", 3)
    (told,) = [one for one in done.problems if one.tab == "choice"]
    assert told.sentence.startswith("Danh mục Phân loại: “Chửi bới” không dùng được")


def test_a_list_without_words_is_the_list_of_a_new_book(asked: Trial) -> None:
    for line in range(3, 20):
        asked.type("choice", line, service=None)
    asked.type("f01", 3, service="giao hàng, lắp đặt")
    asked.review()
    assert "Dịch vụ" not in message(asked, "f01", 3)


def test_somebody_who_left_is_not_written_to(asked: Trial) -> None:
    asked.type("person", 3, active="Không")
    asked.review(times=2)
    (arrival,) = (one.letter for one in asked.letters() if one.letter.template == "N01")
    assert arrival.to_address == "thuy@example.com"


def test_an_address_that_is_none_is_told_where_it_stands(asked: Trial) -> None:
    asked.type("person", 3, email="ha tại example.com")
    asked.review()
    assert message(asked, "person", 3).startswith("Email: Không hiểu “ha tại")


def test_a_department_without_a_head_is_written_to_by_its_mailbox(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at     | received_at     |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 | 06/03/2026 9:40 |
    """
    register.type("unit", 4, head=None, email="kho@example.com")
    register.type("f02", 3, lead_unit="Phòng Kho vận")
    register.review()
    register.at("11/03/2026 17:00").review()
    late = [one.letter for one in register.letters() if one.letter.template == "N05a"]
    assert "kho@example.com" in {letter.to_address for letter in late}


def test_a_department_that_no_tab_knows_is_told_in_the_slip(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    register.type("f02", 3, lead_unit="Phòng Không Có")
    register.review()
    assert "Đơn vị chủ trì: Không hiểu" in message(register, "f02", 3)
