"""The tab of changes as people read it, and what they may do to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import flush, review
from jobs.health import tampering
from jobs.register import changed_log
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from tests.sending import form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.desk.conftest import Trial

CODE = "F01-2026-0001"


def lines(trial: Trial, **having: Any) -> list[Mapping[str, Any]]:
    """The lines of the tab that hold these values."""
    return [
        row
        for row in trial.rows("changed")
        if all(row.get(key) == value for key, value in having.items())
    ]


def settle(trial: Trial) -> None:
    """Review until all that happened stands in the books."""
    trial.now += timedelta(minutes=1)
    trial.review(times=3)


def complaints(trial: Trial) -> list[str]:
    """What the doctor would say of the tab."""
    reading = trial.desk.store.read(DESK)
    found = tampering.in_tab(trial.desk, reading, now=trial.now)
    return [one.what for one in found]


def write(trial: Trial, n: int) -> str:
    """A customer writes; the tracking code."""
    sent = form(
        f"{n}",
        track_code=codes.track_code(n),
        at=trial.now,
        fields={"kind": "Góp ý", "description": "Thêm chỗ để xe"},
        consents=({"purpose": "Giải quyết phản hồi"},),
    )
    return trial.desk.queue.put(sent, another_code=lambda: "").track_code


def test_a_change_says_what_where_when_and_by_which_way(register: Trial) -> None:
    """
    | description    | kind          | owner       |
    | Có giao Hà Nam | Hỏi thông tin | Trần Thu Hà |
    """
    settle(register)
    register.type("f01", 3, owner="Phạm Thu Thuỷ")
    at = register.now
    register.review(times=2)
    (line,) = lines(register, column="Người phụ trách")
    assert line["at"] == at.replace(tzinfo=None)
    assert {key: line[key] for key in line if key not in {"seq", "at", "chain"}} == {
        "tab": "Sổ phản hồi",
        "row": CODE,
        "column": "Người phụ trách",
        "old": "Trần Thu Hà",
        "new": "Phạm Thu Thuỷ",
        "via": "Bảng tính",
        "who_sure": "Không rõ, xem lịch sử ô",
    }


def test_a_new_row_is_one_line_and_what_the_desk_did_is_told_apart(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    settle(register)
    told = [(row["row"], row["column"], row["via"]) for row in lines(register)[1:]]
    assert told == [
        (CODE, "(cả dòng)", "Bảng tính"),
        (CODE, "Số phiếu F02", "Hệ thống"),
        ("F02-2026-0001", "(cả dòng)", "Hệ thống"),
    ]


def test_what_a_customer_sent_came_by_the_form(trial: Trial) -> None:
    trial.review()
    write(trial, 7)
    flush.run(trial.desk, now=trial.now)
    settle(trial)
    told = [(row["tab"], row["row"]) for row in lines(trial, via="Biểu mẫu")]
    assert told == [("Sổ phản hồi", CODE), ("Đồng ý dữ liệu", "DY-2026-0001")]


def test_a_deadline_that_somebody_changes_is_told(trial: Trial) -> None:
    settle(trial)
    before = trial.row("policy", 3)
    trial.type("policy", 3, value=7)
    settle(trial)
    (line,) = lines(trial, tab="Quy định")
    assert (line["row"], line["column"]) == (before["key"], "Giá trị")
    assert (line["old"], line["new"]) == (f"{before['value']}", "7")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (datetime(2026, 3, 13, 17), "13/03/2026 17:00"),
        (True, "Có"),
        (7.5, "7.5"),
        (20260313, "20260313"),
        (" lời\r\nnói ", "lời\nnói"),
    ],
)
def test_values_are_told_as_people_read_them(
    register: Trial, typed: Any, said: str
) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    register.type("f01", 3, promised_at=typed)
    settle(register)
    (line,) = lines(register, column="Hẹn xong trước")
    assert (line["old"], line["new"]) == ("(trống)", said)


def test_settings_that_stood_there_when_the_desk_began_are_no_news(
    trial: Trial,
) -> None:
    settle(trial)
    (line,) = lines(trial)
    assert (line["seq"], line["why"]) == (1, "Bắt đầu ghi nhật ký.")


def test_a_review_in_which_nothing_happened_does_not_even_read_the_tab(
    register: Trial,
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    settle(register)
    journal = register.desk.journal
    shown = changed_log.mark(journal, now=register.now)
    assert "changed" not in changed_log.tabs(journal, shown)
    assert review.run(register.desk, now=register.now).new_rows == 0


def test_a_line_is_written_once_and_then_left_alone(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    settle(register)
    register.type("changed", 4, why="Anh Quân hỏi", old="sửa")
    register.type("f01", 3, owner="Trần Thu Hà")
    settle(register)
    line = register.row("changed", 4)
    assert (line["why"], line["old"]) == ("Anh Quân hỏi", "sửa")


def test_a_line_that_somebody_deleted_is_written_again(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    settle(register)
    before = sorted(row["seq"] for row in lines(register))
    register.store.tab("changed").delete(4)
    register.type("f01", 3, note="Đã gọi")
    settle(register)
    assert sorted(row["seq"] for row in lines(register)) == [*before, len(before) + 1]


def test_lines_stand_for_ninety_days_and_make_room_for_new_ones(
    register: Trial,
) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    | Có giao Hà Tây | Hỏi thông tin |
    """
    settle(register)
    many = len(lines(register))
    register.at("04/06/2026 09:00").review()
    assert len(lines(register)) == many
    register.at("05/06/2026 09:00").review()
    assert lines(register) == []
    register.type("f01", 3, note="Đã gọi")
    settle(register)
    (line,) = lines(register)
    assert (line["seq"], register.row("changed", 3)) == (many + 1, line)
    assert complaints(register) == []


def test_a_newer_line_takes_the_place_of_one_that_is_too_old(register: Trial) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    settle(register)
    register.at("05/06/2026 09:00")
    register.type("f01", 3, note="Đã gọi")
    register.review()  # what is noted now is shown by the next one
    register.type("f01", 3, note="Đã gọi hai lần")
    settle(register)
    standing = {row.line for row in register.desk.store.read(DESK).rows["changed"]}
    assert standing == {3, 4}


def test_a_line_that_strayed_far_down_keeps_no_new_line_from_the_table(
    register: Trial,
) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    settle(register)
    many = len(lines(register))
    register.type("changed", 3000, why="Ghi chú của tôi")
    register.type("f01", 3, note="Đã gọi")
    settle(register)
    assert register.row("changed", 3 + many)["column"] == "Ghi chú nội bộ"
    assert register.row("changed", 3000) == {"why": "Ghi chú của tôi"}


def test_what_was_erased_from_the_journal_is_not_shown_any_longer(
    register: Trial,
) -> None:
    """
    | description    | kind          | phone        |
    | Có giao Hà Nam | Hỏi thông tin | 0912 345 678 |
    """
    register.type("f01", 3, phone="0987 654 321")
    settle(register)
    register.type("f01", 3, phone=None)
    register.desk.journal.erase(
        "f01", CODE, "phone", why="Khách yêu cầu xoá", now=register.now
    )
    assert complaints(register) == []
    settle(register)
    changed, erased = lines(register, column="Điện thoại")
    assert (changed["old"], changed["new"]) == ("(đã xoá)", "(đã xoá)")
    assert erased["why"] == "Khách yêu cầu xoá"
    assert complaints(register) == []
    assert register.desk.journal.log.faults() == []


def test_a_tab_that_nobody_touched_is_in_order(register: Trial) -> None:
    """
    | description    | kind      | promised_at |
    | Giao hàng chậm | Khiếu nại | 7/3/26 9h   |
    """
    settle(register)
    assert complaints(register) == []


def test_a_tab_that_was_sorted_is_in_order(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    settle(register)
    register.store.tab("changed").sort("changed.chain")
    assert complaints(register) == []


def touched(trial: Trial, **cells: Any) -> None:
    trial.type("changed", 4, **cells)


def deleted(trial: Trial) -> None:
    trial.store.tab("changed").delete(4)


def copied(trial: Trial) -> None:
    for key, raw in trial.row("changed", 4).items():
        trial.store.typed("changed", 9, key, raw)


HANDS: Mapping[str, Callable[[Trial], None]] = {
    "Dòng 4 của tab Nhật ký thay đổi, mục 2, đã bị sửa.": (
        lambda trial: touched(trial, new="Người khác")
    ),
    "Mục 2 không còn trong tab Nhật ký thay đổi.": deleted,
    "Dòng 9 của tab Nhật ký thay đổi không do hệ thống ghi.": copied,
    "Dòng 8 của tab Nhật ký thay đổi không do hệ thống ghi.": (
        lambda trial: trial.type("changed", 8, seq=99, via="Bảng tính")
    ),
}


@pytest.mark.parametrize("said", HANDS)
def test_what_is_done_to_a_line_by_hand_is_found_and_named(
    register: Trial, said: str
) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    settle(register)
    HANDS[said](register)
    assert complaints(register) == [said]


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        ("at", datetime(2026, 3, 6, 11)),
        ("row", "F01-2026-0002"),
        ("via", "Hệ thống"),
        ("who", "Lê Minh Quân"),
        ("chain", "0000000000000000"),
        ("why", None),
    ],
)
def test_no_cell_of_a_line_is_changed_unnoticed(
    register: Trial, column: str, typed: Any
) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    settle(register)
    register.type("changed", 4, **{column: typed})
    assert len(complaints(register)) == 1


def test_a_number_typed_over_is_a_line_lost_and_a_line_added(register: Trial) -> None:
    """
    | description    | kind          |
    | Có giao Hà Nam | Hỏi thông tin |
    """
    settle(register)
    register.type("changed", 4, seq="hai")
    assert len(complaints(register)) == 2
