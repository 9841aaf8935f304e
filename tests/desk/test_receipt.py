"""When a case came: what is believed of it, and what is asked about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.desk.conftest import Trial

CASE = {
    "description": "Giao hàng chậm",
    "kind": "Hỏi thông tin",
    "email": "khach@example.com",
}


def typed(trial: Trial, received: str, said: str = "06/03/2026 09:42") -> Trial:
    """A row typed at a moment, and seen by two reviews."""
    trial.at(said).type("f01", 3, **CASE, received_at=received)
    trial.review(times=2)
    return trial


@pytest.mark.parametrize(
    ("received", "told"),
    [
        ("29/1/1900", "năm phải từ 2000 trở lại đây"),
        ("6/3/1926", "năm phải từ 2000 trở lại đây"),
        ("6/3/2069", "ngày này chưa tới"),
        ("6/3/2026 15:00", "lúc này chưa tới"),
        ("3/2/2026 9:00", "sớm hơn lúc ghi sổ quá 30 ngày"),
    ],
)
def test_an_arrival_that_can_hardly_be_is_asked_about_and_clocks_and_letters_wait(
    trial: Trial, received: str, told: str
) -> None:
    row = typed(trial, received).row("f01", 3)
    assert f"Nhận lúc: {told}" in row["message"]
    assert "next_due" not in row
    assert trial.letters() == []
    assert row["code"] == "F01-2026-0001"


def test_what_was_asked_about_goes_on_once_it_is_put_right(trial: Trial) -> None:
    typed(trial, "6/3/1926").type("f01", 3, received_at="6/3/2026 9:00")
    trial.review(times=2)
    assert trial.row("f01", 3)["next_due"]
    assert "C01h" in trial.templates()


def test_a_moment_typed_a_little_ahead_is_believed_when_it_has_come(
    trial: Trial,
) -> None:
    typed(trial, "6/3/2026 9:45")
    trial.at("06/03/2026 09:46").review(times=2)
    assert trial.row("f01", 3)["next_due"]


def test_a_day_alone_counts_from_when_it_was_first_seen_that_day(trial: Trial) -> None:
    row = typed(trial, "6/3/2026").row("f01", 3)
    assert "từ 09:42 thứ Sáu 06/03" in row["message"]
    assert row["due_flag"] == "● Trong hạn"
    assert row["received_at"] == "6/3/2026"


def test_a_day_alone_that_was_seen_later_counts_from_the_start_of_its_work(
    trial: Trial,
) -> None:
    row = typed(trial, "5/3/2026").row("f01", 3)
    assert "từ 08:00 thứ Năm 05/03" in row["message"]


@pytest.mark.parametrize(
    "by", [{"imported_at": datetime(2026, 3, 6, 9)}, {"kind_sent": "Hỏi thông tin"}]
)
def test_what_the_page_noted_and_what_an_import_brought_is_believed(
    trial: Trial, by: dict[str, Any]
) -> None:
    trial.type("f01", 3, **CASE, received_at="3/2/2025", code="F01-2026-0001", **by)
    trial.review(times=2)
    assert "sớm hơn" not in trial.row("f01", 3).get("message", "")


HELD = {
    "description": "khônghàilòng",
    "kind_sent": "Khiếu nại",
    "code": "F01-2026-0001",
}


def test_what_waits_for_a_look_is_told_to_staff_at_once_and_to_nobody_else(
    trial: Trial,
) -> None:
    trial.type("f01", 3, **HELD, email="khach@example.com")
    trial.review(times=2)
    (letter,) = (entry.letter for entry in trial.letters())
    assert (letter.template, letter.to_address) == ("N01", "ha@example.com")
    assert letter.subject == "[CSKH] Mới: Chờ kiểm tra"
    assert "Xem có phải rác không, rồi chọn Phân loại" in letter.body
