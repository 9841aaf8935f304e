"""Checker: mistakes planted in a procedure are found, and told with what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.company import prefill
from sheets_schema.procedure import checker, pack
from sheets_schema.procedure.conditions import ALWAYS, allowed, filled, says
from sheets_schema.procedure.course import CASE, STAGES
from sheets_schema.procedure.policy import Limit
from sheets_schema.procedure.stages import Stage
from tests.casework.drawn import NOW, PEOPLE, office, policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.company.office import Office

SWITCHES = (lambda _: None, lambda key: Limit(key, "", 1, "có/không"))
"""Procedures in which no switch is on, and in which each is."""


def in_course(*stages: Stage) -> list[str]:
    """What is told of the table of a case with other stages."""
    course = replace(CASE, stages=stages)
    return [one.sentence for one in checker.of_course(course)]


def in_company(by: Office) -> list[str]:
    return [one.sentence for one in checker.of_company(CASE, by, now=NOW)]


def company(key: str = "hop-nhat", /, **tabs: Any) -> Office:
    """The office of a new book with all its settings."""
    lines = prefill.authority(pack.read(key))
    return office(key, **{"authority": lines, "policy": policy(key), **tabs})


def at(status: str) -> int:
    return next(line for line, one in enumerate(STAGES) if one.status == status)


@pytest.mark.parametrize("limit", SWITCHES, ids=["off", "on"])
def test_the_table_of_a_case_has_no_mistake(limit: Any) -> None:
    assert list(checker.of_course(CASE, limit)) == []


@pytest.mark.parametrize("key", pack.keys())
def test_a_new_book_of_any_pack_has_no_mistake(key: str) -> None:
    assert in_company(company(key)) == []


def test_a_dead_end_is_found() -> None:
    line = at("Đang xác minh")
    stuck = replace(STAGES[line], asks=("f02.cause",), may=())
    (told,) = in_course(*STAGES[:line], stuck, *STAGES[line + 1 :])
    assert told == (
        "Bước “Đang xác minh” là ngõ cụt: điền hết các ô được hỏi cũng không tới được "
        "bước kết thúc. Xin thêm ô được hỏi, hoặc một bước nhận hồ sơ sau bước này."
    )


def test_a_line_that_no_case_can_come_to_is_found_with_who_takes_them() -> None:
    late = Stage("Chờ giám định", filled("f02.lead_unit") & says("f02.verdict", "Đúng"))
    (told,) = in_course(*STAGES[:-1], replace(late, step="Giám định"), STAGES[-1])
    assert told == (
        f"Bước {len(STAGES)} “Chờ giám định” không bao giờ tới lượt: "
        f"bước {at('Thống nhất phương án') + 1} “Thống nhất phương án” đã nhận hết. "
        "Xin đưa bước này lên trên, hoặc bỏ nó."
    )


def test_lines_that_say_different_things_of_the_same_cases_are_found() -> None:
    line = at("Đang xác minh")
    other = replace(STAGES[line], status="Đang giám định")
    (told,) = in_course(*STAGES[: line + 1], other, *STAGES[line + 1 :])
    assert f"bước {line + 1} “Đang xác minh” mâu thuẫn với nó" in told


def test_a_line_that_only_a_switch_lets_through_is_no_mistake() -> None:
    line = at("Đang xác minh")
    when = filled("f02.lead_unit") & allowed("minutes_always")
    signed = replace(STAGES[line], status="Chờ biên bản", when=when)
    assert in_course(*STAGES[:line], signed, *STAGES[line:]) == []


def test_cases_that_no_line_takes_are_found() -> None:
    (told,) = in_course(*STAGES[:-1])
    assert told.startswith("Có hồ sơ không thuộc bước nào: ")
    assert "Phân loại = Khiếu nại" in told


def test_a_role_that_nobody_can_hold_is_found() -> None:
    first = replace(STAGES[-1], role="Kiểm soát viên")
    (told,) = in_course(*STAGES[:-1], first)
    assert told == (
        "Không ai giữ được vai trò “Kiểm soát viên”: danh mục Vai trò không có. "
        "Xin dùng một vai trò của danh mục."
    )


def test_a_role_that_nobody_holds_or_stands_in_for_is_found() -> None:
    clerks = tuple(one for one in PEOPLE if one.get("role") == "CSKH")
    told = in_company(company(person=clerks, unit=()))
    assert told == [
        f"Quy trình chờ vai trò {role}, mà chưa ai giữ hay thay được. "
        "Xin ghi vai trò này cho một người ở tab Nhân sự."
        for role in ("Giám đốc", "Trưởng CSKH", "Tổng Giám đốc")
    ]


def changed(key: str, **cells: Any) -> tuple[Mapping[str, Any], ...]:
    """The policy tab with one line changed."""
    return tuple({**line, **cells} if line["key"] == key else line for line in policy())


def test_a_limit_longer_than_the_one_around_it_is_found() -> None:
    two = changed("k1", value=2, unit="ngày làm việc")
    (told,) = in_company(company(policy=two))
    assert told == (
        "Hạn “Nhận phản hồi → có người phụ trách” (2 ngày làm việc) dài hơn hạn bao "
        "quanh nó, “Nhận phản hồi → phúc đáp đầu tiên” (1 ngày làm việc), nên không "
        "giữ được. Xin sửa một trong hai hạn ở tab Quy định."
    )


def test_limits_in_different_units_are_compared_by_the_companys_own_hours() -> None:
    # an hour by the clock on Friday evening ends before an hour of work on Monday
    told = in_company(company(policy=changed("k2", value=1, unit="giờ")))
    assert len(told) == 1
    seven = changed("k1", value=7, unit="giờ làm việc")
    assert in_company(company(policy=seven)) == []


LINES = prefill.authority(pack.read("hop-nhat"))


def test_n9_a_gap_in_the_authority_is_found() -> None:
    (told,) = in_company(company(authority=LINES[:-1]))
    assert told == (
        "Tab Thẩm quyền không có dòng nào cho: chưa có loại biện pháp, cấp độ 1, chưa "
        "có giá trị. Xin thêm một dòng cuối chỉ ghi Người quyết, các ô khác để trống."
    )


def test_a_line_of_authority_that_is_never_used_is_found() -> None:
    first = {"order": 0, "severity_to": 3, "decider": "Giám đốc"}
    told = in_company(company(authority=(first, *LINES)))
    assert told[0] == (
        "Dòng thẩm quyền của Trưởng CSKH không bao giờ được dùng: mâu thuẫn với dòng "
        "trên của Giám đốc. Xin đưa dòng này lên trên, sửa điều kiện, hoặc bỏ nó."
    )


def test_a_line_of_authority_whose_bounds_are_turned_round_is_found() -> None:
    turned = {
        "order": 0,
        "amount_from": "9.000.000",
        "amount_to": "5.000.000",
        "decider": "Giám đốc",
    }
    (told,) = in_company(company(authority=(turned, *LINES)))
    assert "các điều kiện của nó không hồ sơ nào khớp" in told


def test_a_time_for_deciding_that_cannot_be_read_is_found() -> None:
    (told,) = in_company(
        company(authority=(*LINES[:-1], {**LINES[-1], "within": "một tuần"}))
    )
    assert told == "Hạn quyết “một tuần” chưa đọc được. Xin ghi như: 1 ngày làm việc."


def test_an_empty_table_leaves_every_case_without_a_stage() -> None:
    assert len(in_course(Stage("Xong", filled("f02.closed_by")))) == 1
    assert in_course(Stage("Xong", ALWAYS)) == []
