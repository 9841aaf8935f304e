"""Clocks: what was promised to the customer, and what each state asks, in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.casework import clocks, derived, lifecycle, sentence
from sheets_schema.casework.history import Neighbours
from sheets_schema.procedure.course import PROMISES
from sheets_schema.words import Flag
from tests.casework.drawn import at, case, limits, office, policy, under

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.company.office import Office

OWNER = "Trần Thu Hà"
MINUTE = timedelta(minutes=1)


def dues(one: Case, by: Office) -> Mapping[str, str]:
    """When each promise is due, as the clock on the wall says it."""
    return {
        running.clock.key: f"{running.due:%d/%m/%Y %H:%M}"
        for running in clocks.promises(under(one, by), by, PROMISES)
    }


def due_of_state(one: Case, by: Office) -> str:
    """When the step of the state is due; empty where it has no clock."""
    verdict = lifecycle.judge(under(one, by), by, now=at("06/03/2026 09:42"))
    own = [r for r in verdict.running if r.clock in verdict.stage.clocks]
    return f"{own[0].due:%d/%m/%Y %H:%M}" if own else ""


@pytest.mark.parametrize(
    ("procedure", "received", "k1", "k2"),
    [
        # Friday in the morning, over noon, before closing, on Saturday, at night
        ("hop-nhat", "06/03/2026 09:42", "06/03/2026 10:42", "09/03/2026 17:00"),
        ("hop-nhat", "06/03/2026 11:30", "06/03/2026 13:30", "09/03/2026 17:00"),
        ("hop-nhat", "06/03/2026 16:30", "09/03/2026 08:30", "09/03/2026 17:00"),
        ("hop-nhat", "07/03/2026 10:00", "09/03/2026 09:00", "09/03/2026 17:00"),
        ("hop-nhat", "08/03/2026 23:10", "09/03/2026 09:00", "09/03/2026 17:00"),
        # the last working hour before Tết: the office opens again ten days later
        ("hop-nhat", "13/02/2026 16:30", "23/02/2026 08:30", "23/02/2026 17:00"),
        ("misa", "06/03/2026 09:42", "06/03/2026 10:42", "07/03/2026 09:42"),
        ("misa", "06/03/2026 16:30", "06/03/2026 17:30", "07/03/2026 16:30"),
        ("misa", "13/02/2026 16:30", "13/02/2026 17:30", "14/02/2026 16:30"),
    ],
)
def test_m12_m14_a_case_is_taken_in_an_hour_and_answered_in_a_day(
    procedure: str, received: str, k1: str, k2: str
) -> None:
    one = case(kind="Khiếu nại", received_at=received)
    assert dues(one, office(procedure)) == {"k1": k1, "k2": k2}


@pytest.mark.parametrize(
    ("kind", "promised"),
    [
        ("Khiếu nại", {"k1", "k2"}),
        ("Hỏi thông tin", {"k1", "k2"}),
        ("Lời khen", {"k1", "k2"}),
        ("Góp ý", {"k1", "kg_decide"}),
        ("Ngoài phạm vi", {"k1"}),
        ("", {"k1"}),
        ("Rác", set()),
    ],
)
def test_each_kind_has_its_promises(kind: str, promised: set[str]) -> None:
    one = case(kind=kind, received_at="06/03/2026 09:42")
    assert set(dues(one, office())) == promised


def test_q8_a_suggestion_is_decided_in_seven_days_and_answered_in_three_more() -> None:
    one = case(
        kind="Góp ý",
        received_at="06/03/2026 09:42",
        leader_decision="Áp dụng",
        leader_by="Lê Minh Quân",
        now=at("11/03/2026 10:00"),
    )
    found = dues(one, office())
    assert found["kg_decide"] == "17/03/2026 17:00"
    assert found["kg_reply"] == "16/03/2026 17:00"


def test_a_moment_promised_to_the_customer_is_one_more_clock() -> None:
    one = case(kind="Hỏi thông tin", promised_at="13/3/2026 17h")
    assert dues(one, office())["promised"] == "13/03/2026 17:00"


@pytest.mark.parametrize(
    ("cells", "slip", "due"),
    [
        ({}, {}, "06/03/2026 14:42"),  # k3a: four working hours after it was taken
        ({}, {"submitted_at": "6/3/2026 11h"}, "09/03/2026 17:00"),
        ({}, {"lead_unit": "Phòng Kho vận"}, "11/03/2026 17:00"),
        ({}, {"verdict": "Đúng", "asked_at": "6/3/2026 9h"}, "09/03/2026 17:00"),
        (
            {},
            {"done_at": "6/3/2026 9h", "done_proof": "https://example.com/a"},
            "10/03/2026 17:00",
        ),
        ({}, {"check_result": "Đạt", "checked_by": OWNER}, "13/03/2026 17:00"),
        (
            {},
            {
                "check_result": "Đạt",
                "checked_by": OWNER,
                "customer_view": "Hài lòng",
            },
            "11/03/2026 17:00",
        ),
        ({}, {"verdict": "Đúng"}, "10/03/2026 17:00"),
    ],
    ids=["k3a", "k3b", "k4", "k4c", "k6b", "k7", "k5", "k4b"],
)
def test_m37_each_step_of_a_complaint_has_its_limit(
    cells: Mapping[str, Any], slip: Mapping[str, Any], due: str
) -> None:
    one = case(slip, kind="Khiếu nại", owner=OWNER, replied_at="6/3/2026 9h", **cells)
    assert due_of_state(one, office()) == due


@pytest.mark.parametrize(
    ("slip", "due"),
    [
        ({}, "06/03/2026 11:42"),  # two working hours of four
        ({"lead_unit": "Phòng Kho vận"}, "10/03/2026 17:00"),  # 1.5 days round up
    ],
)
def test_m20_an_urgent_complaint_halves_our_own_limits(
    slip: Mapping[str, Any], due: str
) -> None:
    one = case(slip, kind="Khiếu nại", owner=OWNER, severity="3 Khẩn cấp")
    assert due_of_state(one, office()) == due
    calm = case(slip, kind="Khiếu nại", owner=OWNER, received_at="06/03/2026 09:42")
    loud = case(kind="Khiếu nại", received_at="06/03/2026 09:42", severity="3")
    assert dues(loud, office()) == dues(calm, office())


def test_a_halved_limit_says_what_it_is_half_of() -> None:
    slip = {"lead_unit": "Phòng Kho vận"}
    cells: dict[str, Any] = {
        "owner": OWNER,
        "severity": "3",
        "replied_at": "6/3/2026 9h",
    }
    one = case(slip, kind="Khiếu nại", **cells)
    verdict = lifecycle.judge(one, office(), now=at("06/03/2026 09:42"))
    assert verdict.next is not None
    assert sentence.due(verdict.next, office()) == (
        "Hạn 17:00 thứ Ba 10/03/2026: 2 ngày làm việc từ 09:42 thứ Sáu 06/03/2026, "
        "theo “Có chỉ đạo → kết luận” (Đề xuất, cấp độ 3: còn 50% của 3 ngày làm "
        "việc); không tính thứ Bảy 07/03, Chủ nhật 08/03."
    )


@pytest.mark.parametrize(
    ("asked", "answered", "due"),
    [
        ("", "", "11/03/2026 17:00"),
        # a working day and a half of waiting
        ("09/03/2026 08:00", "10/03/2026 12:00", "13/03/2026 12:00"),
        # over the weekend nothing is lost, so nothing is added
        ("07/03/2026 08:00", "08/03/2026 20:00", "11/03/2026 17:00"),
        # answered before it was asked: mistyped
        ("10/03/2026 08:00", "09/03/2026 08:00", "11/03/2026 17:00"),
    ],
)
def test_our_step_stands_still_while_the_customer_is_asked(
    asked: str, answered: str, due: str
) -> None:
    slip: dict[str, Any] = {
        "lead_unit": "Phòng Kho vận",
        "directed_at": datetime(2026, 3, 6, 9, 42),
        "ask_at": asked and at(asked).replace(tzinfo=None),
        "ask_answered_at": answered,
    }
    one = case(slip, kind="Khiếu nại", owner=OWNER, now=at("06/03/2026 09:42"))
    assert due_of_state(one, office()) == due


def test_promises_never_stand_still() -> None:
    slip = {"lead_unit": "Phòng Kho vận", "ask_text": "Số hoá đơn?"}
    cells: dict[str, Any] = {"kind": "Khiếu nại", "received_at": "06/03/2026 09:42"}
    assert dues(case(slip, **cells), office()) == dues(case(**cells), office())


# The hour runs from 09:00; the reminder would be a quarter or two hours ahead, and is
# held to half of the clock.
FLAGS = [
    ("06/03/2026 09:29", "● Trong hạn"),
    ("06/03/2026 09:30", "◐ Sắp đến hạn"),
    ("06/03/2026 09:59", "◐ Sắp đến hạn"),
    ("06/03/2026 10:00", "▲ Quá hạn"),  # at the moment, as the letter says
    ("06/06/2026 10:01", "▲ Quá hạn"),
]


@pytest.mark.parametrize(("now", "flag"), FLAGS)
def test_a_flag_says_how_a_case_stands_with_its_hour(now: str, flag: str) -> None:
    one = case(kind="Khiếu nại", received_at="06/03/2026 09:00")
    assert lifecycle.judge(one, office(), now=at(now)).flag == flag


def test_a_closed_case_and_one_that_waits_for_the_customer_have_their_flags() -> None:
    closed = case(kind="Lời khen", replied_at="06/03/2026 09:00", owner=OWNER)
    asked = {"lead_unit": "Phòng Kho vận", "ask_text": "Số hoá đơn?"}
    cells: dict[str, Any] = {
        "kind": "Khiếu nại",
        "owner": OWNER,
        "replied_at": "06/03/2026 09:00",
    }
    waiting = case(asked, **cells)
    found = [
        lifecycle.judge(one, office(), now=at("06/03/2026 09:42")).flag
        for one in (closed, waiting)
    ]
    assert found == [Flag.CLOSED, Flag.PAUSED]


def test_the_clock_that_is_due_first_says_the_next_step() -> None:
    one = case(kind="Khiếu nại", received_at="06/03/2026 09:42", owner=OWNER)
    verdict = lifecycle.judge(one, office(), now=at("06/03/2026 09:42"))
    assert verdict.step == "Ghi các điểm khiếu nại trên phiếu, rồi ghi Trình lúc"
    assert verdict.due == at("06/03/2026 14:42")


@pytest.mark.parametrize(
    ("now", "cells", "kept"),
    [
        # nothing is certain yet
        ("06/03/2026 10:00", {}, ""),
        # the hour is over and nobody took it
        ("06/03/2026 10:43", {}, "Trễ hẹn"),
        # taken and answered in time, and nothing left to do
        (
            "06/03/2026 10:00",
            {"owner": OWNER, "replied_at": "6/3/2026 10:00"},
            "Đúng hẹn",
        ),
        # taken in time, answered a day too late
        (
            "11/03/2026 10:00",
            {
                "taken_at": datetime(2026, 3, 6, 10),
                "owner": OWNER,
                "replied_at": "10/3/2026 10:00",
            },
            "Trễ hẹn",
        ),
        # withdrawn: nobody waits for us any more
        ("20/03/2026 10:00", {"withdrawn_at": "20/3/2026 9:00"}, ""),
    ],
)
def test_whether_a_promise_was_kept_is_said_once_it_is_certain(
    now: str, cells: Mapping[str, Any], kept: str
) -> None:
    told: dict[str, Any] = {
        "kind": "Hỏi thông tin",
        "received_at": "06/03/2026 09:42",
        **cells,
    }
    one = case(now=at(now), **told)
    assert lifecycle.judge(one, office(), now=at(now)).kept == kept


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({}, ""),
        ({"promised_at": "10/2/2026 17h"}, "Đúng hẹn"),
        ({"promised_at": "1/2/2026 17h"}, "Trễ hẹn"),
        ({"promised_at": "10/2/2026 17h", "handled_at": "11/2/2026 8h"}, "Trễ hẹn"),
    ],
)
def test_an_old_case_is_held_to_its_own_promise_alone(
    cells: Mapping[str, Any], kept: str
) -> None:
    one = case(
        kind="Khiếu nại",
        received_at="1/2/2026 8h",
        imported_at="1/3/2026",
        closed_at="5/2/2026 16h",
        **cells,
    )
    assert lifecycle.judge(one, office(), now=at("06/03/2026 09:42")).kept == kept


def test_the_message_says_why_a_case_is_due_when_it_is() -> None:
    one = case(
        kind="Khiếu nại", received_at="13/02/2026 16:30", now=at("13/02/2026 16:31")
    )
    running = next(clocks.promises(one, office(), PROMISES))
    assert sentence.due(running, office()) == (
        "Hạn 08:30 thứ Hai 23/02/2026: 1 giờ làm việc từ 16:30 thứ Sáu 13/02/2026, "
        "theo “Nhận phản hồi → có người phụ trách” (MISA); không tính "
        "thứ Bảy 14/02, Chủ nhật 15/02, Giao thừa Tết "
        "Nguyên Đán 16/02, Tết Nguyên Đán 17/02, Mùng hai Tết Nguyên Đán 18/02, Mùng "
        "ba Tết Nguyên Đán 19/02, Mùng bốn Tết Nguyên Đán 20/02, thứ Bảy 21/02, "
        "Chủ nhật 22/02."
    )


def test_a_limit_changed_in_the_policy_tab_changes_the_deadline() -> None:
    one = case(kind="Khiếu nại", received_at="06/03/2026 09:42")
    assert dues(one, limits(k1=3))["k1"] == "06/03/2026 13:42"
    assert "k1" not in dues(one, limits(k1=""))


def test_a_changed_limit_holds_for_cases_received_from_its_day_on() -> None:
    later: dict[str, Any] = {
        "key": "k1",
        "value": 3,
        "unit": "giờ làm việc",
        "from": "06/03/2026",
    }
    by = office(policy=(*policy(), later))
    before = case(kind="Khiếu nại", received_at="05/03/2026 09:42")
    after = case(kind="Khiếu nại", received_at="06/03/2026 09:42")
    found = [dues(one, by)["k1"] for one in (before, after)]
    assert found == ["05/03/2026 10:42", "06/03/2026 13:42"]


def test_q32_a_closed_case_is_kept_for_two_years() -> None:
    one = case(
        kind="Lời khen", owner=OWNER, replied_at="6/3/2026", now=at("29/02/2028 10:00")
    )
    verdict = lifecycle.judge(one, office(), now=at("29/02/2028 10:00"))
    says = derived.on_case(one, verdict, office(), Neighbours())
    assert str(says["keep_until"]) == "2030-02-28"
