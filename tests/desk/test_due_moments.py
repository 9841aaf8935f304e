"""Every step of a complaint that waits for us has its moment."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from jobs import digest

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from tests.desk.conftest import Trial

BOSS = "Lê Minh Quân"


@pytest.fixture
def approved(register: Trial) -> Trial:
    """A plan approved at 10:00, to be carried out by Thursday."""
    slip(
        register.at("06/03/2026 10:00"),
        lead_unit="Phòng Kho vận",
        verdict="Đúng",
        asked_at=datetime(2026, 3, 6, 9, 50),
        decision="Duyệt",
        decided_by=BOSS,
        remedy_due=date(2026, 3, 12),
    )
    return register


@pytest.fixture
def settled(approved: Trial) -> Trial:
    """The result checked and found good at 14:00."""
    slip(
        approved.at("06/03/2026 14:00"),
        done_at=datetime(2026, 3, 6, 11, 0),
        done_proof="https://example.com/a",
        check_result="Đạt",
        checked_by="Trần Thu Hà",
    )
    return approved


def slip(trial: Trial, **cells: Raw) -> None:
    trial.type("f02", 3, **cells)
    trial.review()


def stands(trial: Trial) -> tuple[object, object, object]:
    row = trial.row("f01", 3)
    return row["status"], row.get("next_due"), row["waiting_for"]


def test_q17_a_remedy_is_due_on_the_day_that_was_approved(approved: Trial) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    due = datetime(2026, 3, 12, 17, 0)
    assert stands(approved) == ("Đang thực hiện", due, "Phòng Kho vận")
    said = "Hạn 17:00 thứ Năm 12/03/2026: hạn thực hiện phương án đã duyệt."
    assert said in approved.row("f02", 3)["message"]
    approved.at("12/03/2026 17:00").review()
    assert approved.row("f01", 3)["due_flag"] == "▲ Quá hạn"


def test_m41_the_explanation_is_due_while_the_customer_is_asked(
    settled: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    explain = datetime(2026, 3, 11, 17, 0)
    assert stands(settled) == ("Chờ khách xác nhận", explain, "Phòng Kho vận")
    settled.at("11/03/2026 17:00").review()
    assert settled.row("f01", 3)["due_flag"] == "▲ Quá hạn"


def test_who_explained_in_time_still_waits_for_the_customer(settled: Trial) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    slip(
        settled.at("09/03/2026 10:00"),
        rca_at=datetime(2026, 3, 9, 9, 0),
        capa_needed="Không",
    )
    ask = datetime(2026, 3, 13, 17, 0)
    assert stands(settled) == ("Chờ khách xác nhận", ask, "Trần Thu Hà")
    slip(settled, customer_view="Hài lòng")
    assert stands(settled)[0] == "Chờ giải trình"


def test_m41_whoever_was_content_at_once_leaves_the_explanation_its_three_days(
    settled: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    slip(settled.at("10/03/2026 10:00"), customer_view="Hài lòng")
    explain = datetime(2026, 3, 11, 17, 0)
    assert stands(settled) == ("Chờ giải trình", explain, "Phòng Kho vận")


def test_a_slip_shows_its_own_step_and_the_register_what_is_due_first(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       | received_at     |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:40 |
    """
    slip(register.at("06/03/2026 10:00"), lead_unit="Phòng Kho vận")
    keys = ("next_step", "waiting_for", "next_due")
    case, own = (
        tuple(register.row(tab, 3)[key] for key in keys) for tab in ("f01", "f02")
    )
    assert case == (
        "Phúc đáp khách, rồi ghi Phúc đáp lúc",
        "Trần Thu Hà",
        datetime(2026, 3, 9, 17, 0),
    )
    assert own == (
        "Xác minh, rồi ghi Kết luận và Căn cứ kết luận",
        "Phòng Kho vận",
        datetime(2026, 3, 11, 17, 0),
    )
    register.at("10/03/2026 08:00").review()
    flags = [register.row(tab, 3)["due_flag"] for tab in ("f01", "f02")]
    assert flags == ["▲ Quá hạn", "● Trong hạn"]
    assert "Hạn 17:00 thứ Tư 11/03/2026" in register.row("f02", 3)["message"]


def test_the_digest_tells_both_people_of_a_case(register: Trial) -> None:
    """
    | description    | kind      | owner       | received_at     |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:40 |
    """
    slip(register.at("06/03/2026 10:00"), lead_unit="Phòng Kho vận")
    register.at("10/03/2026 07:30").review()
    digest.run(register.desk, now=register.now)
    said = {
        one.letter.to_address: one.letter.body
        for one in register.letters()
        if one.letter.template == "N06"
    }
    assert "Phúc đáp khách, rồi ghi Phúc đáp lúc" in said["ha@example.com"]
    assert "Xác minh, rồi ghi Kết luận" in said["huy@example.com"]


@pytest.mark.parametrize(
    ("cells", "status", "due"),
    [
        ({"verdict": "Đúng"}, "Thống nhất phương án", "10/03/2026 17:00"),
        (
            {"verdict": "Không đúng", "verdict_why": "Nhật ký giao hàng"},
            "Chờ duyệt thư không chấp nhận",
            "09/03/2026 17:00",
        ),
        (
            {"verdict": "Đúng", "check_result": "Chưa đạt", "checked_by": BOSS},
            "Chưa đạt",
            "06/03/2026 15:00",
        ),
    ],
)
def test_a_step_of_ours_has_its_moment(
    register: Trial, cells: dict[str, Raw], status: str, due: str
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    slip(register.at("06/03/2026 10:00"), lead_unit="Phòng Kho vận", **cells)
    assert (stands(register)[0], f"{stands(register)[1]:%d/%m/%Y %H:%M}") == (
        status,
        due,
    )


def test_n10_a_plan_that_was_sent_back_is_due_from_that_moment(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 06/03/2026 9:42 |
    """
    asked = datetime(2026, 3, 6, 10, 0)
    slip(register.at("06/03/2026 10:00"), verdict="Đúng", asked_at=asked)
    slip(register.at("10/03/2026 10:00"), decision="Trả lại", decided_by=BOSS)
    due = datetime(2026, 3, 12, 17, 0)
    assert stands(register)[:2] == ("Thống nhất phương án", due)
