"""A decision is of the moment at which it came to say what it says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from sheets_schema.books.slip import F02

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from tests.desk.conftest import Trial

CLEAR = "Xoá ô Quyết định cũ rồi chọn lại"
BOSS = "Lê Minh Quân"


@pytest.fixture
def presented(register: Trial) -> Trial:
    """A plan presented at 10:00, returned and seen at 10:20, presented at 11:15."""
    slip(
        register,
        "06/03/2026 10:05",
        lead_unit="Phòng Kho vận",
        verdict="Đúng",
        asked_at=datetime(2026, 3, 6, 10, 0),
    )
    slip(register, "06/03/2026 10:20", decision="Trả lại", decided_by=BOSS)
    slip(register, "06/03/2026 11:16", asked_at=datetime(2026, 3, 6, 11, 15))
    return register


def slip(trial: Trial, at: str, **cells: Raw) -> None:
    """Type into the slip, and let the desk look at that moment."""
    trial.at(at).type("f02", 3, **cells)
    trial.review()


def stands(trial: Trial) -> tuple[object, object]:
    row = trial.row("f02", 3)
    return row["status"], row.get("decided_at")


def test_n10_a_plan_presented_again_waits_for_another_decision(
    presented: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    assert stands(presented)[0] == "Chờ duyệt phương án"
    assert CLEAR in presented.row("f02", 3)["message"]


def test_n10_an_approval_after_a_return_is_of_its_own_moment(presented: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 14:00", decision="Duyệt")
    assert stands(presented) == ("Đang thực hiện", datetime(2026, 3, 6, 14, 0))
    assert CLEAR not in str(presented.row("f02", 3).get("message"))
    presented.at("06/03/2026 14:05")
    assert presented.review().changed_cells == 0


def test_n10_a_second_return_counts_once_the_cell_was_empty(presented: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 13:50", decision=None)
    assert stands(presented) == ("Chờ duyệt phương án", None)
    slip(presented, "06/03/2026 14:00", decision="Trả lại")
    assert stands(presented) == ("Thống nhất phương án", datetime(2026, 3, 6, 14, 0))


def test_n10_what_was_approved_and_is_presented_anew_is_decided_anew(
    presented: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 14:00", decision="Duyệt")
    slip(presented, "06/03/2026 15:01", asked_at=datetime(2026, 3, 6, 15, 0))
    assert stands(presented)[0] == "Chờ duyệt phương án"
    assert CLEAR in presented.row("f02", 3)["message"]


@pytest.mark.parametrize("word", ["duyệt", "duyet", " Duyệt "])
def test_a_decision_spelt_otherwise_is_the_same_decision(
    presented: Trial, word: str
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 14:00", decision="Duyệt")
    slip(presented, "06/03/2026 15:00", decision=word)
    assert stands(presented) == ("Đang thực hiện", datetime(2026, 3, 6, 14, 0))


def test_a_moment_of_a_decision_that_was_typed_over_comes_back(
    presented: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 14:00", decision="Duyệt")
    slip(presented, "06/03/2026 15:00", decided_at=datetime(2026, 3, 6, 9, 0))
    assert stands(presented)[1] == datetime(2026, 3, 6, 14, 0)


def test_m41_a_case_is_settled_when_its_newest_check_says_so(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    checker = "Trần Thu Hà"
    for at, said in (("10:20", "Đạt"), ("11:00", "Chưa đạt"), ("16:00", "Đạt")):
        slip(register, f"06/03/2026 {at}", check_result=said, checked_by=checker)
    found = register.row("f02", 3)["checked_at"], register.row("f01", 3)["handled_at"]
    assert found == (datetime(2026, 3, 6, 16, 0),) * 2


def test_q8_leaders_who_change_their_mind_have_decided_then(register: Trial) -> None:
    """
    | description | kind  | owner       |
    | Thêm bãi xe | Góp ý | Trần Thu Hà |
    """
    for at, said in (("10:20", "Áp dụng"), ("14:00", "Không áp dụng")):
        register.at(f"06/03/2026 {at}")
        register.type("f01", 3, leader_decision=said, leader_by=BOSS)
        register.review()
    assert register.row("f01", 3)["handled_at"] == datetime(2026, 3, 6, 14, 0)


def test_an_approval_that_counted_in_an_older_version_goes_on_to_count(
    presented: Trial,
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    slip(presented, "06/03/2026 14:00", decision="Duyệt")
    left_by_0_1_0(presented, decided_at=datetime(2026, 3, 6, 10, 20))
    for at in ("15:00", "15:01", "15:02"):
        presented.at(f"06/03/2026 {at}").review()
        assert stands(presented) == (
            "Đang thực hiện",
            datetime(2026, 3, 6, 11, 15),
        )


def left_by_0_1_0(trial: Trial, **cells: Raw) -> None:
    """The newest slip as version 0.1.0 left it, in the book and in the database."""
    journal = trial.desk.journal
    code, was = next(iter(journal.seen("f02").items()))
    trial.type("f02", 3, **cells)
    journal.remember(F02, {code: {**was.cells, **cells}}, now=trial.now)
    with journal._database.transaction() as connection:
        connection.execute("DELETE FROM snapshot WHERE name = 'approvals_dated'")
