"""What customers hear once their case stands in the register, and what they do not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from sheets_schema.writing.letter import Letter
    from tests.desk.conftest import Trial

CELLS: dict[str, Raw] = {
    "description": "Giao hàng chậm ba ngày",
    "name": "Nguyễn Văn An",
    "email": "an@example.com",
    "received_at": datetime(2026, 3, 6, 9, 40),
}


def customers(trial: Trial) -> list[Letter]:
    """The letters to customers, in the order of queueing."""
    letters = (entry.letter for entry in trial.letters())
    return [one for one in letters if one.template.startswith("C")]


def told(trial: Trial, **cells: Raw) -> Letter:
    """The one letter that a customer with these cells gets."""
    trial.type("f01", 3, **{**CELLS, **cells})
    trial.review(times=3)
    (letter,) = customers(trial)
    return letter


@pytest.mark.parametrize(
    ("kind", "template", "subject", "promise"),
    [
        (
            "Khiếu nại",
            "C01",
            "Công ty Ánh Dương đã nhận được phản hồi của Quý khách",
            "Người phụ trách sẽ liên hệ với Quý khách trước 17:00 thứ Hai 09/03/2026.",
        ),
        (
            "Hỏi thông tin",
            "C01h",
            "Công ty Ánh Dương đã nhận được câu hỏi của Quý khách",
            "Chúng tôi sẽ trả lời Quý khách trước 17:00 thứ Hai 09/03/2026.",
        ),
        (
            "Góp ý",
            "C11",
            "Cảm ơn góp ý của Quý khách",
            "Lãnh đạo công ty sẽ xem xét góp ý này trước 17:00 thứ Ba 17/03/2026.",
        ),
        (
            "Lời khen",
            "C11k",
            "Cảm ơn lời khen của Quý khách",
            "liên hệ cảm ơn Quý khách trước 17:00 thứ Hai 09/03/2026.",
        ),
    ],
)
def test_m13_a_customer_hears_the_code_and_the_promise(
    trial: Trial, kind: str, template: str, subject: str, promise: str
) -> None:
    letter = told(trial, kind=kind)
    code = str(trial.row("f01", 3)["track_code"])
    shown = f"{code[:4]} {code[4:7]} {code[7:]}"
    assert (letter.template, letter.to_address) == (template, "an@example.com")
    assert letter.subject == f"[Mã {shown}] {subject}"
    assert promise in letter.body
    assert f"Mã tra cứu của Quý khách là {shown}." in letter.body
    assert "09:40 thứ Sáu 06/03/2026" in letter.body


@pytest.mark.parametrize(
    ("kind", "subject", "promise"),
    [
        (
            "Khiếu nại",
            "Công ty Ánh Dương has received your feedback",
            "in charge will contact you before 17:00 on Monday 9 March 2026.",
        ),
        (
            "Hỏi thông tin",
            "Công ty Ánh Dương has received your question",
            "We will answer you before 17:00 on Monday 9 March 2026.",
        ),
        (
            "Góp ý",
            "Thank you for your suggestion",
            "consider your suggestion before 17:00 on Tuesday 17 March 2026.",
        ),
        (
            "Lời khen",
            "Thank you for your kind words",
            "We would like to thank you in person before 17:00 on Monday 9 March 2026.",
        ),
    ],
)
def test_m13_a_customer_who_reads_english_hears_it_in_english(
    trial: Trial, kind: str, subject: str, promise: str
) -> None:
    letter = told(trial, kind=kind, lang="English")
    assert letter.subject.endswith(subject)
    assert promise in letter.body
    assert letter.body.startswith("Dear Nguyễn Văn An,")
    assert "Quý khách" not in letter.body


def test_the_letter_is_whole_polite_and_signed(trial: Trial) -> None:
    trial.type("f01", 3, **CELLS, kind="Khiếu nại")
    trial.review(times=2)
    (letter,) = customers(trial)
    code = trial.row("f01", 3)["track_code"]
    shown = f"{code[:4]} {code[4:7]} {code[7:]}"
    assert letter.body == (
        "Kính gửi Quý khách Nguyễn Văn An,\n\n"
        "Công ty Ánh Dương đã nhận được phản hồi của Quý khách lúc 09:40 thứ Sáu "
        "06/03/2026. Chúng tôi xin lỗi vì đã để Quý khách phải gặp sự việc này.\n\n"
        f"Mã tra cứu của Quý khách là {shown}.\n\n"
        "Người phụ trách sẽ liên hệ với Quý khách trước 17:00 thứ Hai 09/03/2026.\n"
        "Quý khách không cần gửi lại nội dung này cho bộ phận nào khác; chúng tôi sẽ "
        "tự chuyển đến nơi cần giải quyết.\n\n"
        f"Khi cần gấp, xin gọi 1900 6868 và đọc mã tra cứu.\n\n"
        "Nếu Quý khách không phải là người gửi phản hồi này, xin bỏ qua thư này.\n\n"
        "Trân trọng,\n"
        "Bộ phận Chăm sóc khách hàng\n"
        "Công ty Ánh Dương\n"
        "Đường dây nóng: 1900 6868"
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"email": None},
        {"kind": None},
        {"kind": None, "kind_sent": "Khiếu nại"},
        {"imported_at": datetime(2026, 3, 6, 9, 0), "code": "F01-2025-0042"},
        {"kind": "Rác"},
        {"withdrawn_at": "06/03/2026 9:41"},
        {"kind": "Trùng", "same_as": "F01-2026-0009"},
        {"kind": "Ngoài phạm vi"},
    ],
    ids=["nowhere", "no_kind", "suspect", "imported", "junk", "back", "twin", "out"],
)
def test_nobody_hears_of_a_case_that_is_none_or_not_sure(
    trial: Trial, cells: dict[str, Raw]
) -> None:
    trial.type("f01", 3, **{**CELLS, "kind": "Khiếu nại", **cells})
    trial.review(times=3)
    assert customers(trial) == []


def test_nothing_goes_out_while_somebody_is_typing(trial: Trial) -> None:
    trial.type("f01", 3, **CELLS, kind="Khiếu nại")
    for number in range(5):
        trial.type("f01", 3, note=f"đang ghi {number}")
        trial.review()
    assert trial.letters() == []
    trial.review()
    assert trial.templates() == ["C01", "N01"]


def test_m13_a_case_is_acknowledged_once_whatever_kind_it_turns_out_to_be(
    trial: Trial,
) -> None:
    letter = told(trial, kind="Góp ý")
    trial.type("f01", 3, kind="Khiếu nại")
    trial.review(times=3)
    assert customers(trial) == [letter]


def test_a_letter_as_staff_worded_it(trial: Trial) -> None:
    trial.type("letter", 3, subject="Đã nhận, mã {ma}", body="Hẹn trước {han}.")
    letter = told(trial, kind="Khiếu nại")
    assert letter.subject.startswith("Đã nhận, mã ")
    assert "\n\nHẹn trước 17:00 thứ Hai 09/03/2026.\n\n" in letter.body


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Hẹn trước {khi_nao}.", "không có thông tin nào tên “khi_nao”"),
        ("Hẹn trước {han.", "có dấu ngoặc nhọn lẻ"),
        (None, "còn trống"),
    ],
)
def test_a_letter_that_staff_broke_is_told_and_goes_out_as_it_first_was(
    trial: Trial, body: str | None, why: str
) -> None:
    trial.type("letter", 3, body=body)
    letter = told(trial, kind="Khiếu nại")
    assert "Người phụ trách sẽ liên hệ với Quý khách trước" in letter.body
    assert why in str(trial.row("letter", 3)["message"])


def test_a_letter_that_staff_switched_off_does_not_go_out(trial: Trial) -> None:
    trial.type("letter", 3, on="Không")
    trial.type("f01", 3, **CELLS, kind="Khiếu nại")
    trial.review(times=3)
    assert trial.templates() == ["N01"]


def test_a_customer_is_not_written_to_in_the_words_of_a_spammer(trial: Trial) -> None:
    letter = told(trial, kind="Góp ý", name="Mua ngay tại www.quangcao.vn")
    assert letter.body.startswith("Kính gửi Quý khách,")
    assert letter.to_name == ""


def test_the_register_and_the_log_show_what_was_queued(trial: Trial) -> None:
    trial.type("f01", 3, **CELLS, kind="Khiếu nại")
    trial.review(times=3)
    logged = [(row["letter"], row["ref"], row["result"]) for row in trial.rows("sent")]
    assert logged == [
        ("C01", "F01-2026-0001", "Chờ gửi"),
        ("N01", "F01-2026-0001", "Chờ gửi"),
    ]


def test_what_people_do_to_the_log_of_letters_sends_none_of_them_again(
    trial: Trial,
) -> None:
    trial.type("f01", 3, **CELLS, kind="Khiếu nại")
    trial.review(times=3)
    trial.type("sent", 3, result="Chưa gửi gì cả", error="?")
    trial.store.tab("sent").delete(4)
    trial.review(times=2)
    shown = [(row["letter"], row["result"]) for row in trial.rows("sent")]
    assert shown == [("C01", "Chờ gửi"), ("N01", "Chờ gửi")]
    assert trial.templates() == ["C01", "N01"]
