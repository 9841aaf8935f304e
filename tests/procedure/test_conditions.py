"""Conditions: what is asked of a case, and what is refused when the program starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sheets_schema.procedure.conditions import (
    ALWAYS,
    Facts,
    allowed,
    filled,
    newer,
    reaches,
    says,
)
from sheets_schema.procedure.pack import PolicyLine, UnknownWord
from sheets_schema.procedure.stages import Clock, Stage
from tests.casework.drawn import at, case, limits, office, policy, under

if TYPE_CHECKING:
    from collections.abc import Callable

    from sheets_schema.procedure.conditions import Condition


def slip(**values: Any) -> Facts:
    return Facts({"f01": {}, "f02": values}, lambda _: None)


DONE = {"done_at": at("06/03/2026 09:00"), "asked_at": at("05/03/2026 09:00")}


@pytest.mark.parametrize(
    ("condition", "so", "not_so"),
    [
        (filled("f02.lead_unit"), {"lead_unit": "Phòng Kho vận"}, {}),
        (says("f02.verdict", "Đúng"), {"verdict": "Đúng"}, {"verdict": "Không đúng"}),
        (says("f02.capa_needed", "Có"), {"capa_needed": True}, {"capa_needed": False}),
        (says("f02.capa_needed", "Không"), {"capa_needed": False}, {}),
        (
            says("f02.remedy_kind", "Xin lỗi"),
            {"remedy_kind": ("Bồi thường vật chất", "Xin lỗi")},
            {"remedy_kind": ("Bồi thường vật chất",)},
        ),
        (newer("f02.done_at", than="f02.asked_at"), DONE, {"done_at": DONE["done_at"]}),
        (~filled("f02.ask_at"), {}, {"ask_at": at("06/03/2026 09:00")}),
        (
            filled("f02.done_at") & filled("f02.asked_at"),
            DONE,
            {"done_at": DONE["done_at"]},
        ),
        (
            filled("f02.done_at") | filled("f02.asked_at"),
            {"done_at": DONE["done_at"]},
            {},
        ),
    ],
    ids=str,
)
def test_a_condition_holds_where_the_cells_say_so(
    condition: Condition, so: dict[str, Any], not_so: dict[str, Any]
) -> None:
    assert [condition.holds(slip(**cells)) for cells in (so, not_so)] == [True, False]


WRONG: dict[str, Callable[[], object]] = {
    "a column": lambda: filled("f02.verdct"),
    "no tab": lambda: filled("verdict"),
    "a tab": lambda: filled("f2.verdict"),
    "a word of another list": lambda: says("f02.verdict", "Sai"),
    "no word": lambda: says("f02.verdict"),
    "a word for a tick": lambda: says("f02.capa_needed", "Đạt"),
    "a word of free text": lambda: says("f01.name", "Trần Thu Hà"),
    "a word for a moment": lambda: newer("f02.verdict", than="f02.asked_at"),
    "the other moment": lambda: newer("f02.asked_at", than="f02.decidd_at"),
    "a switch": lambda: allowed("agree_frst"),
    "a limit for a switch": lambda: allowed("k1"),
    "a switch for a limit": lambda: reaches("f02.amount", line="agree_first"),
    "words for a number": lambda: reaches("f02.remedy", line="loss_limit"),
    "a clock": lambda: Clock("k99", ("f02.asked_at",)),
    "a clock of years": lambda: Clock("keep_years", ("f02.asked_at",)),
    "the start of a clock": lambda: Clock("k4", ("f02.askd_at",)),
    "what a stage asks": lambda: Stage("Chờ", ALWAYS, asks=("f02.decisoin",)),
    "a unit of time": lambda: PolicyLine("k1", "Nhận", 1, "giờ hành chính", "MISA"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_misspelt_cell_word_line_or_unit_stops_the_program_at_once(
    wrong: Callable[[], object],
) -> None:
    with pytest.raises(UnknownWord):
        wrong()


def test_a_condition_names_its_cells_and_the_lines_of_the_policy_that_it_asks() -> None:
    asks = allowed("agree_first") & ~reaches("f02.amount", line="loss_limit")
    found = asks | newer("f02.asked_at", than="f02.decided_at")
    assert found.cells == {"f02.amount", "f02.asked_at", "f02.decided_at"}
    assert found.lines == {"agree_first", "loss_limit"}


def test_conditions_are_equal_where_they_say_the_same_and_say_it_in_words() -> None:
    one, same = (
        says("f02.verdict", "Đúng") & ~filled("f02.decided_at") for _ in range(2)
    )
    assert one == same
    assert str(one) == "Kết luận là “Đúng” và chưa có Duyệt lúc"


def test_a_switch_is_the_one_in_force_on_the_day_the_case_came() -> None:
    later = {"key": "anonymous", "value": "Có", "unit": "có/không", "from": "6/3/2026"}
    by = office(policy=(*policy(), later))
    cases = (case(received_at=f"0{day}/03/2026 09:00") for day in (5, 6))
    held = [allowed("anonymous").holds(under(one, by)) for one in cases]
    assert held == [False, True]


def test_a_number_reaches_a_limit_from_the_limit_itself_on() -> None:
    companies = (limits(remind_share=share) for share in (24, 25, 26))
    cases = (under(case({"csat": 25}), by) for by in companies)
    reached = reaches("f02.csat", line="remind_share")
    assert [reached.holds(one) for one in cases] == [True, True, False]


def test_a_limit_that_the_company_does_not_set_is_never_reached() -> None:
    one = under(case({"csat": 25}), limits(remind_share=""))
    assert not reaches("f02.csat", line="remind_share").holds(one)
