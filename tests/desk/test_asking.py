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
