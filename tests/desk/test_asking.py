"""A question to the customer is asked when somebody asked it, not when it is typed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.desk.conftest import Trial

CASE = "F01-2026-0001"


@pytest.fixture
def wanting(register: Trial) -> Trial:
    """A slip with a question, written down at 10:00 and seen at once."""
    register.at("06/03/2026 10:00")
    register.type("f02", 3, lead_unit="Phòng Kho vận", ask_text="Số hoá đơn?")
    register.review(times=2)
    return register


def call(trial: Trial, at: datetime | str, kind: str = "Hỏi khách") -> None:
    trial.type("event", 3, case=CASE, at=at, kind=kind, text="Đã hỏi số hoá đơn")
    trial.now += timedelta(hours=2)
    trial.review(times=2)


def stands(trial: Trial) -> tuple[object, object]:
    return trial.row("f02", 3).get("ask_at"), trial.row("f01", 3)["status"]


def test_a_question_that_was_typed_is_not_asked(wanting: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    assert stands(wanting) == (None, "Đang xác minh")
    assert wanting.row("f01", 3)["due_flag"] != "‖ Chờ khách"
    assert "Chưa tính là đã hỏi khách" in wanting.row("f02", 3)["message"]


@pytest.mark.parametrize("kind", ["Hỏi khách", "Gọi khách", "goi khach"])
def test_a_question_is_asked_when_a_call_after_it_is_noted(
    wanting: Trial, kind: str
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    call(wanting, datetime(2026, 3, 6, 11, 15), kind)
    asked = datetime(2026, 3, 6, 11, 15)
    assert stands(wanting) == (asked, "Chờ khách bổ sung")
    assert wanting.row("f01", 3)["due_flag"] == "‖ Chờ khách"
    assert "Chưa tính là đã hỏi" not in str(wanting.row("f02", 3).get("message"))
    assert wanting.review().changed_cells == 0


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (datetime(2026, 3, 6, 9, 30), "Hỏi khách"),
        (datetime(2026, 3, 6, 11, 0), "Trao đổi đơn vị"),
        ("hôm nào đó", "Hỏi khách"),
    ],
)
def test_no_other_event_asks_it(wanting: Trial, at: datetime | str, kind: str) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    call(wanting, at, kind)
    assert stands(wanting) == (None, "Đang xác minh")


def test_a_question_that_counted_as_asked_stays_asked(wanting: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    call(wanting, datetime(2026, 3, 6, 11, 15))
    wanting.store.tab("event").delete(3)
    wanting.review(times=2)
    assert stands(wanting)[0] == datetime(2026, 3, 6, 11, 15)


WAITED = "tạm dừng chờ khách bổ sung từ 11:15 thứ Sáu 06/03/2026 đến 17:00 thứ Sáu"
GOES_ON = datetime(2026, 3, 19, 13, 45)
"""Three days from the direction, and five days and 4:45 of waiting."""


def due(trial: Trial) -> tuple[object, object]:
    row = trial.row("f01", 3)
    return row["status"], row["next_due"]


def test_a_question_that_nobody_answers_waits_no_longer_than_we_do(
    wanting: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    call(wanting, datetime(2026, 3, 6, 11, 15))
    wanting.at("13/03/2026 16:59").review()
    assert due(wanting) == ("Chờ khách bổ sung", datetime(2026, 3, 13, 17, 0))
    wanting.at("13/03/2026 17:00").review()
    assert due(wanting) == ("Đang xác minh", GOES_ON)
    assert wanting.row("f01", 3)["waiting_for"] == "Phòng Kho vận"
    assert wanting.row("f01", 3)["due_flag"] == "● Trong hạn"
    assert WAITED in wanting.row("f01", 3)["message"]
    assert WAITED in wanting.row("f02", 3)["message"]
    wanting.review(times=3)
    assert wanting.at("13/03/2026 17:30").review().changed_cells == 0


@pytest.mark.parametrize("reviewed", ["13/03/2026 17:00", "17/03/2026 09:00"])
def test_an_answer_after_that_pauses_no_longer(wanting: Trial, reviewed: str) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    call(wanting, datetime(2026, 3, 6, 11, 15))
    wanting.at(reviewed)
    wanting.type("f02", 3, ask_answered_at=datetime(2026, 3, 16, 9, 0))
    if reviewed.startswith("13"):
        wanting.type("f02", 3, ask_answered_at=None)
        wanting.review()
        wanting.type("f02", 3, ask_answered_at=datetime(2026, 3, 16, 9, 0))
    wanting.at("17/03/2026 09:01").review(times=2)
    assert due(wanting) == ("Đang xác minh", GOES_ON)


def test_an_answer_in_time_that_was_typed_late_pauses_until_it_came(
    wanting: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    call(wanting, datetime(2026, 3, 6, 11, 15))
    wanting.at("13/03/2026 17:00").review()
    wanting.type("f02", 3, ask_answered_at=datetime(2026, 3, 9, 8, 0))
    wanting.at("16/03/2026 09:00").review()
    assert due(wanting) == ("Đang xác minh", datetime(2026, 3, 12, 13, 45))
