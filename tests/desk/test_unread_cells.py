"""A cell that cannot be read is told in its row, and counts as it was last known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sheets_schema.casework.sentence import DESCRIBE
from sheets_schema.cells import Unread

if TYPE_CHECKING:
    from tests.desk.conftest import Trial

ERROR, PICTURE = Unread.error("#N/A"), Unread.picture()
FORMULA = Unread.formula("F3+1")


@pytest.mark.parametrize(
    "raw", [ERROR, FORMULA, PICTURE], ids=["error", "formula", "picture"]
)
def test_what_was_known_stays_until_a_person_mends_it(
    register: Trial, raw: Unread
) -> None:
    """
    | description      | kind      | owner        | received_at      |
    | Giao hàng trễ ba | Khiếu nại | Trần Thu Hà  | 05/03/2026 15:00 |
    """
    before = dict(register.row("f01", 3))
    noted = register.desk.journal.log.end
    register.type("f01", 3, received_at=raw, owner=raw)
    register.review(times=2)
    after = register.row("f01", 3)
    kept = ("status", "next_step", "next_due", "due_flag", "waiting_for", "taken_at")
    assert {key: after.get(key) for key in kept} == {
        key: before.get(key) for key in kept
    }
    assert register.desk.journal.log.end == noted
    assert raw.how in after["message"]


def test_a_row_of_a_person_with_an_error_keeps_its_address(trial: Trial) -> None:
    trial.review(times=2)
    noted = trial.desk.journal.log.end
    trial.type("person", 3, email=ERROR)
    trial.review(times=2)
    assert trial.desk.journal.log.end == noted
    assert ERROR.how in trial.row("person", 3)["message"]


def test_a_row_that_is_only_a_formula_is_no_case_and_is_told(trial: Trial) -> None:
    trial.type("f01", 3, description=FORMULA)
    trial.review(times=2)
    row = trial.row("f01", 3)
    assert (row.get("code"), FORMULA.how in row["message"]) == (None, True)
    assert row["message"].endswith(DESCRIBE)
