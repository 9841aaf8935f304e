"""What people type over the desk's own cells, and what they delete, comes right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import review
from jobs.register import correspondence
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import casebook
from sheets_schema.recall import Recall
from sync.memory import MemoryStore
from sync.store import Held
from tests.desk.conftest import new_desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sheets_schema.records import Change, Reading, Receipt
    from tests.desk.conftest import Trial


class OpenSomewhere(MemoryStore):
    """A workbook that somebody has open: it can be read, not written."""

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        raise Held(DESK.title)


def hold(trial: Trial) -> None:
    """Somebody opens the workbook."""
    trial.desk.store = OpenSomewhere(trial.store.books)


def release(trial: Trial) -> None:
    """The workbook is closed."""
    trial.desk.store = MemoryStore(trial.store.books)


def write_and_die(trial: Trial) -> None:
    """A review whose process is killed after writing, before it notes anything."""
    reading = trial.store.read(DESK)
    seen = {table.key: trial.desk.journal.seen(table.key) for table in (F01, F02)}
    numbers = trial.desk.numbers()
    work = casebook.decide(
        reading,
        trial.office,
        seen,
        numbers,
        write=correspondence.wanted,
        recall=Recall(),
        now=trial.now,
    )
    trial.store.commit(reading, work.changes)


def test_nonsense_in_a_cell_of_the_desk_is_mended_without_a_word(
    register: Trial,
) -> None:
    """
    | description    | kind      | phone        |
    | Giao hàng chậm | Khiếu nại | 0912 345 678 |
    """
    before = register.row("f01", 3)
    register.type("f01", 3, repeats_12m="nhiều lắm", next_due="mai", csat=True)
    register.review()
    assert register.row("f01", 3) == before


def test_a_tick_in_a_cell_of_the_desk_is_no_number_one(register: Trial) -> None:
    """
    | description    | kind      | phone        |
    | Giao hàng chậm | Khiếu nại | 0912 345 678 |
    """
    register.type("f01", 3, repeats_12m=True)
    register.review()
    assert register.row("f01", 3)["repeats_12m"] is not True


@pytest.mark.parametrize("typed", ["F01-2026-0002", "F01-2026-0077", "F01-2026-1", 7])
def test_another_number_typed_over_a_number_changes_nothing(
    register: Trial, typed: Any
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Khiếu nại |
    """
    before = register.rows("f01")
    register.type("f01", 3, code=typed)
    register.review(times=3)
    register.now += timedelta(minutes=6)
    register.review()
    assert register.rows("f01") == before


def test_all_cells_of_the_desk_may_be_cleared_at_once(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Góp ý     |
    """
    before = register.rows("f01")
    for line in (3, 4, 5):
        for column in F01.columns:
            if column.by_machine:
                register.type("f01", line, **{column.key: None})
    register.review()
    assert register.rows("f01") == before


def test_a_stamp_that_nobody_earned_is_taken_out_again(register: Trial) -> None:
    """
    | description         | kind  |
    | Thêm chỗ để xe      | Góp ý |
    """
    before = register.row("f01", 3)
    typed = datetime(2026, 3, 6, 9, 0)
    register.type("f01", 3, taken_at=typed, handled_at=typed, slip="F02-2026-0009")
    register.review()
    assert register.row("f01", 3) == before


def test_q7_nonsense_where_the_slip_stands_keeps_no_complaint_from_its_slip(
    register: Trial,
) -> None:
    """
    | description    | kind          |
    | Giao hàng chậm | Hỏi thông tin |
    """
    register.type("f01", 3, slip="chưa có")
    register.review()
    register.type("f01", 3, kind="Khiếu nại")
    register.review(times=2)
    assert register.row("f01", 3)["slip"] == "F02-2026-0001"


def test_the_last_fact_closes_a_case_in_one_review(register: Trial) -> None:
    """
    | description    | kind  | owner       |
    | Thêm chỗ để xe | Góp ý | Trần Thu Hà |
    """
    register.type("f01", 3, leader_decision="Áp dụng", leader_by="Lê Minh Quân")
    register.type("f01", 3, replied_at="6/3/2026 9:45")
    register.review()
    assert register.row("f01", 3)["closed_at"] == datetime(2026, 3, 6, 9, 43)
    assert register.review().changed_cells == 0


def test_a_copied_slip_is_told_and_is_nobodys_slip(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    copied = dict(register.row("f02", 3))
    register.type("f02", 4, **copied, issues="1. Giao trễ")
    register.review()
    assert register.row("f02", 3) == copied
    told = register.row("f02", 4)
    assert set(told) == {"issues", "message"}
    assert told["message"].startswith("Dòng này chưa thuộc hồ sơ nào.")


def test_a_slip_keeps_its_case_whatever_is_typed_over_its_number(
    register: Trial,
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    before = register.rows("f02")
    register.type("f02", 3, code="F02-2026-0050")
    register.review()
    assert register.rows("f02") == before
    register.type("f02", 3, case="F01-2026-0050", round=9)
    register.review()
    assert register.rows("f02") == before


def test_a_deleted_slip_comes_back_and_its_case_goes_on_meanwhile(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    register.type("f01", 3, replied_at="6/3/2026 9:43")
    register.type("f02", 3, closed_by="Phạm Thu Thuỷ")
    register.review()
    closed, sent = register.row("f01", 3), len(register.letters())
    register.store.tab("f02").delete(3)
    register.at("20/03/2026 10:00").review()
    assert register.row("f01", 3) == closed
    register.now += timedelta(minutes=6)
    register.review(times=2)
    assert [row["code"] for row in register.rows("f02")] == ["F02-2026-0001"]
    assert len(register.letters()) == sent


def test_m12_a_case_taken_while_the_workbook_is_open_was_taken_then(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    register.type("f01", 3, owner="Trần Thu Hà")
    hold(register)
    assert register.at("06/03/2026 10:10").review().held
    release(register)
    register.at("06/03/2026 16:30").review()
    row = register.row("f01", 3)
    assert row["taken_at"] == datetime(2026, 3, 6, 10, 10)


def test_numbers_are_not_used_up_while_the_workbook_is_open(register: Trial) -> None:
    """
    | description    | kind  |
    | Giao hàng chậm | Góp ý |
    """
    register.type("f01", 3, kind="Khiếu nại")
    register.type("f01", 4, description="Thái độ kém")
    hold(register)
    register.review(times=8)
    release(register)
    register.review(times=3)
    assert [row["code"] for row in register.rows("f01")] == [
        "F01-2026-0001",
        "F01-2026-0002",
    ]
    assert [row["code"] for row in register.rows("f02")] == ["F02-2026-0001"]


def test_a_desk_killed_between_writing_and_noting_sets_no_stamp_twice(
    register: Trial,
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Góp ý     |
    """
    register.type("f01", 3, owner="Trần Thu Hà")
    register.type("f01", 4, kind="Khiếu nại")
    register.type("f01", 5, description="Thêm chỗ để xe")
    register.review()
    register.type("f01", 5, owner="Trần Thu Hà")
    write_and_die(register)
    stamped = register.row("f01", 5)["taken_at"]
    slips = register.rows("f02")
    register.now += timedelta(hours=3)
    register.review(times=3)
    assert register.row("f01", 5)["taken_at"] == stamped
    assert [row["code"] for row in register.rows("f02")] == [
        row["code"] for row in slips
    ]


def test_a_lost_database_is_made_good_from_the_sheet(
    register: Trial, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    | Thêm chỗ để xe | Góp ý     |             |
    """
    before = register.rows("f01"), register.rows("f02")
    desk = new_desk(tmp_path_factory.mktemp("anew"), register.store)
    review.run(desk, now=register.now)
    assert (register.rows("f01"), register.rows("f02")) == before
    register.type("f01", 5, description="Thái độ kém")
    review.run(desk, now=register.now)
    assert register.row("f01", 5)["code"] == "F01-2026-0003"
    desk.queue.close()
