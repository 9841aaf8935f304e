"""What would embarrass the desk before a customer or a director does not happen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs import digest

if TYPE_CHECKING:
    from tests.desk.conftest import Trial


def test_a_day_promised_without_an_hour_is_kept_until_its_work_ends(
    register: Trial,
) -> None:
    """
    | description    | kind          | owner       | received_at | promised_at |
    | Có giao Hà Nam | Hỏi thông tin | Trần Thu Hà | 6/3/26 9h   | 6/3/2026    |
    """
    assert "kept" not in register.row("f01", 3)
    register.at("06/03/2026 16:59").review()
    assert register.row("f01", 3)["next_due"] == datetime(2026, 3, 6, 17, 0)


def test_a_day_off_that_was_promised_lasts_to_its_end(register: Trial) -> None:
    """
    | description    | kind          | owner       | received_at | promised_at |
    | Giao hàng chậm | Ngoài phạm vi | Trần Thu Hà | 6/3/26 9h   | 8/3/2026    |
    """
    assert register.row("f01", 3)["next_due"] == datetime(2026, 3, 8, 23, 59)


def test_m13_an_acknowledgement_repeats_no_promise_that_has_passed(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     | email          |
    | Giao hàng chậm | Khiếu nại | 10/02/2026 9:40 | kh@example.com |
    """
    letter = next(
        one.letter for one in register.letters() if one.letter.template == "C01"
    )
    assert "đã nhận được phản hồi" in letter.body
    assert "sẽ liên hệ" not in letter.body


def test_who_was_answered_is_not_promised_an_answer(register: Trial) -> None:
    """
    | description    | kind          | received_at | replied_at | email          |
    | Có giao Hà Nam | Hỏi thông tin | 6/3/26 9h   | 6/3/26 9h5 | kh@example.com |
    """
    assert "C01h" not in register.templates()


def test_a_case_entered_late_climbs_the_stair_from_its_first_step(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 10/02/2026 9:40 |
    """
    assert {"N05b", "N05c"}.isdisjoint(register.templates())
    assert "N05a" in register.templates()


def test_a_copy_says_of_what_and_writes_to_nobody(register: Trial) -> None:
    """
    | description    | kind      | received_at | email          |
    | Giao hàng chậm | Khiếu nại | 6/3/26 9h   | kh@example.com |
    """
    before = len(register.letters())
    register.type("f01", 4, **register.row("f01", 3))
    register.review(times=4)
    assert register.row("f01", 4)["message"].startswith("Giống hệt F01-2026-0001:")
    about = {one.letter.ref for one in register.letters()[before:]}
    assert "F01-2026-0002" not in about


def test_who_waits_for_the_customer_does_not_wait_for_ever(register: Trial) -> None:
    """
    | description    | kind      | owner       | received_at | replied_at |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 6/3/26 9h   | 6/3/26 9h5 |
    """
    register.type("f02", 3, lead_unit="Phòng Kho vận", ask_text="Xin gửi hoá đơn")
    register.review()
    call = {"case": "F01-2026-0001", "kind": "Hỏi khách", "text": "Đã hỏi"}
    register.type("event", 3, **call, at=register.now.replace(tzinfo=None))
    register.review()
    assert register.row("f01", 3)["due_flag"] == "‖ Chờ khách"
    register.at("14/03/2026 09:00").review()
    row = register.row("f01", 3)
    assert row["status"] == "Đang xác minh"
    assert row["waiting_for"] == "Phòng Kho vận"
    assert row["due_flag"] == "● Trong hạn"


def test_a_reply_before_the_arrival_is_doubted(register: Trial) -> None:
    """
    | description    | kind      | owner       | received_at | replied_at |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 6/3/26 9h   | 5/3/26 9h  |
    """
    assert "Phúc đáp lúc đứng trước Nhận lúc" in register.row("f01", 3)["message"]


def test_of_reminders_of_one_kind_a_person_gets_one_a_case_and_day(
    register: Trial,
) -> None:
    """
    | description    | kind          | received_at    | promised_at    |
    | Có giao Hà Nam | Hỏi thông tin | 06/03/26 09:20 | 06/03/26 14:00 |
    """
    register.at("06/03/2026 09:55").review()
    assert register.templates().count("N04") == 1
    register.desk.ledger.claim(
        now=register.now, owner="test", lease=timedelta(hours=9), limit=9
    )
    register.type("f01", 3, owner="Trần Thu Hà")
    register.at("06/03/2026 13:50").review(times=2)
    assert register.row("f01", 3)["due_flag"] == "◐ Sắp đến hạn"
    assert register.templates().count("N04") == 1


def test_the_digest_counts_what_is_late_wherever_it_stands(register: Trial) -> None:
    """
    | description    | kind      | owner       | received_at | replied_at |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 2/3/26 9h   | 2/3/26 9h5 |
    """
    register.type("f02", 3, submitted_at="02/03/2026 10:00", issues="Giao chậm")
    register.at("09/03/2026 07:00").review(times=2)
    digest.run(register.desk, now=register.now)
    mails = {
        one.letter.to_address: one.letter
        for one in register.letters()
        if one.letter.template == "N06"
    }
    owner = mails["ha@example.com"]
    assert owner.subject.endswith("0 đến hạn, 1 quá hạn")
    assert "chờ Lê Minh Quân" in owner.body


def test_what_has_happened_cannot_lie_ahead(register: Trial) -> None:
    """
    | description    | kind          | owner       | received_at | replied_at |
    | Có giao Hà Nam | Hỏi thông tin | Trần Thu Hà | 20/11/2027  | 20/12/2026 |
    """
    row = register.row("f01", 3)
    assert row["due_flag"] == "● Trong hạn"
    assert row["message"].count("ngày này chưa tới") == 2
