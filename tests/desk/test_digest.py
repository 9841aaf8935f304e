"""The mail of the morning: what is late, due, coming and waited for, one a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from jobs import digest

if TYPE_CHECKING:
    from sheets_schema.writing.letter import Letter
    from tests.desk.conftest import Trial


def morning(trial: Trial, said: str) -> dict[str, Letter]:
    """The mails of a morning by the reader's mailbox."""
    digest.run(trial.at(said).desk, now=trial.now)
    letters = (entry.letter for entry in trial.letters())
    return {one.to_address: one for one in letters if one.template == "N06"}


def listed(letter: Letter) -> str:
    """What stands between the first lines and the last."""
    return letter.body.partition("đang chờ:\n\n")[2].partition("\n\nViệc đã xong")[0]


def test_each_reader_finds_what_is_late_today_tomorrow_and_with_others(
    register: Trial,
) -> None:
    """
    | description    | kind          | received_at     | owner       | name |
    | Giao hàng chậm | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà | An   |
    | Hỏi giá        | Hỏi thông tin | 06/03/2026 9:00 | Trần Thu Hà | Bình |
    | Khen cô Lan    | Lời khen      | 09/03/2026 7:00 | Trần Thu Hà |      |
    | Thêm chỗ để xe | Góp ý         | 25/02/2026 9:00 | Trần Thu Hà | Dung |
    """
    found = morning(register, "09/03/2026 07:30")
    reply = "Phúc đáp khách, rồi ghi Phúc đáp lúc"
    decide = "Lãnh đạo chọn Quyết định góp ý và ghi tên Người quyết định"
    assert set(found) == {"ha@example.com", "quan@example.com", "thuy@example.com"}
    assert listed(found["ha@example.com"]).splitlines() == [
        "Quá hạn:",
        f"- F01-2026-0001 · {reply} · 17:00 thứ Sáu 06/03 · An",
        "",
        "Hôm nay:",
        f"- F01-2026-0002 · {reply} · 17:00 thứ Hai 09/03 · Bình",
        "",
        "Ngày mai:",
        f"- F01-2026-0003 · {reply} · 17:00 thứ Ba 10/03",
        "",
        "Chờ người khác:",
        f"- F01-2026-0004 · {decide} · 17:00 thứ Sáu 06/03 · Dung · chờ Lê Minh Quân",
    ]
    assert listed(found["quan@example.com"]).startswith("Quá hạn:\n- F01-2026-0004")


def test_cases_of_an_old_register_are_one_line(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner        |
    | Giao hàng chậm | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà  |
    """
    old = {"received_at": datetime(2025, 3, 5), "imported_at": datetime(2026, 3, 6, 9)}
    for line, owner in enumerate(("", "Trần Thu Hà", "Trần Thu Hà"), start=4):
        cells = {"code": f"F01-2025-{line:04}", "description": f"Cũ {line}"} | old
        register.type("f01", line, owner=owner, **cells)
    promised = {"code": "F01-2025-0007", "description": "Hẹn"} | old
    register.type("f01", 7, promised_at=datetime(2026, 3, 9, 15), **promised)
    letter = morning(register, "09/03/2026 07:30")["ha@example.com"]
    assert listed(letter).splitlines()[3:] == [
        "Hôm nay:",
        "- F01-2025-0007 · Giải quyết xong việc đã hẹn với khách · 15:00 thứ Hai 09/03",
        "",
        "Hồ sơ cũ:",
        "- 3 hồ sơ chưa ghi Giải quyết xong lúc; xin lọc cột Tình trạng",
    ]


def test_the_mail_comes_once_a_day_and_not_at_all_where_nothing_waits(
    register: Trial,
) -> None:
    """
    | description    | kind          | received_at     | owner        | replied_at     |
    | Giao hàng chậm | Hỏi thông tin | 06/03/2026 9:00 | Trần Thu Hà  |                |
    | Hỏi giá        | Hỏi thông tin | 06/03/2026 9:00 | Đỗ Quang Huy | 6/3/2026 9:30  |
    """
    morning(register, "09/03/2026 07:30")
    found = morning(register, "09/03/2026 07:40")
    assert set(found) == {"ha@example.com"}
    assert register.templates().count("N06") == 1


def test_a_subject_counts_what_is_due_and_what_is_late(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner       |
    | Giao hàng chậm | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà |
    | Hỏi giá        | Hỏi thông tin | 06/03/2026 9:00 | Trần Thu Hà |
    """
    letter = morning(register, "09/03/2026 07:30")["ha@example.com"]
    assert letter.subject == "Việc hôm nay: 1 đến hạn, 1 quá hạn"
    assert letter.body.startswith(
        "Kính gửi Trần Thu Hà,\n\nHôm nay, thứ Hai 09/03/2026"
    )


def test_a_case_that_waits_for_the_customer_is_no_work_of_today(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     | owner       | replied_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:00 | Trần Thu Hà | 06/03/2026 9:30 |
    """
    register.type("f02", 3, lead_unit="Phòng Kho vận", ask_text="Số hoá đơn?")
    register.review()
    call = {"case": "F01-2026-0001", "kind": "Gọi khách", "text": "Đã hỏi"}
    register.type("event", 3, **call, at=register.now.replace(tzinfo=None))
    register.review()
    found = morning(register, "09/03/2026 07:30")
    assert set(found) <= {"ha@example.com"}
    assert "Quá hạn:" not in "".join(letter.body for letter in found.values())


def test_the_mail_changes_no_cell_and_gives_no_number(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner       |
    | Giao hàng chậm | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà |
    """
    register.type("f01", 4, description="Hỏi giá")
    before = register.rows("f01")
    morning(register, "09/03/2026 07:30")
    assert register.rows("f01") == before
    register.review()
    assert register.row("f01", 4)["code"] == "F01-2026-0002"


def test_what_is_late_since_another_year_says_which(trial: Trial) -> None:
    case = {"description": "Giao hàng chậm", "kind": "Hỏi thông tin"}
    came = {"received_at": "05/12/2025 9:00", "owner": "Trần Thu Hà"}
    trial.at("05/12/2025 10:00").type("f01", 3, **case, **came)
    trial.review(times=2)
    letter = morning(trial, "09/03/2026 07:30")["ha@example.com"]
    assert "· 17:00 thứ Hai 08/12/2025" in letter.body


def test_what_has_no_deadline_stands_apart_and_is_not_due_today(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     | owner       | replied_at      |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:00 | Trần Thu Hà | 06/03/2026 9:30 |
    """
    register.type("f02", 3, lead_unit="Phòng Kho vận", verdict="Đúng")
    register.type("f02", 3, decision="Duyệt", decided_by="Lê Minh Quân")
    register.review()
    found = morning(register, "09/03/2026 07:30")
    bodies = {to: it.body for to, it in found.items() if "Chưa có hạn:" in it.body}
    assert bodies
    assert not any("Hôm nay:" in body for body in bodies.values())


def test_the_head_finds_what_is_late_in_the_unit_and_counts_it(
    register: Trial,
) -> None:
    """
    | description    | kind          | received_at     | owner         | name |
    | Giao hàng chậm | Hỏi thông tin | 04/03/2026 9:00 | Trần Thu Hà   | An   |
    | Hỏi giá        | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà   | Bình |
    | Hỏi lắp đặt    | Hỏi thông tin | 05/03/2026 9:00 | Phạm Thu Thuỷ | Chi  |
    | Khen cô Lan    | Lời khen      | 06/03/2026 9:00 | Trần Thu Hà   | Dung |
    """
    head = morning(register, "09/03/2026 07:30")["thuy@example.com"]
    reply = "Phúc đáp khách, rồi ghi Phúc đáp lúc"
    assert head.subject == "Việc hôm nay: 0 đến hạn, 3 quá hạn"
    assert listed(head).splitlines() == [
        "Quá hạn:",
        f"- F01-2026-0003 · {reply} · 17:00 thứ Sáu 06/03 · Chi",
        "",
        "Quá hạn trong đơn vị:",
        f"- F01-2026-0001 · {reply} · 17:00 thứ Năm 05/03 · An · chờ Trần Thu Hà",
        f"- F01-2026-0002 · {reply} · 17:00 thứ Sáu 06/03 · Bình · chờ Trần Thu Hà",
    ]


def test_what_is_late_is_counted_as_often_as_it_is_listed(register: Trial) -> None:
    """
    | description    | kind          | received_at     | owner         |
    | Giao hàng chậm | Hỏi thông tin | 05/03/2026 9:00 | Trần Thu Hà   |
    | Thêm chỗ để xe | Góp ý         | 25/02/2026 9:00 | Trần Thu Hà   |
    | Hỏi lắp đặt    | Hỏi thông tin | 05/03/2026 9:00 | Phạm Thu Thuỷ |
    """
    for letter in morning(register, "09/03/2026 07:30").values():
        late = listed(letter).count("thứ Sáu 06/03")
        assert letter.subject.endswith(f"0 đến hạn, {late} quá hạn")


def test_m1_a_role_that_nobody_holds_stands_in_the_morning_mail(trial: Trial) -> None:
    for line in range(3, 20):
        if trial.store.tab("person").cell(line, "person.role") == "Giám đốc":
            trial.type("person", line, role="CSKH")
    found = morning(trial, "09/03/2026 07:30")
    (letter,) = found.values()
    assert letter.to_address == "thuy@example.com"
    assert "Chưa có ai giữ vai trò Giám đốc; xin ghi tên" in letter.body
