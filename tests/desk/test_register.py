"""The register as people at the desk see it between two reviews."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sheets_schema import codes

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from tests.desk.conftest import Trial


def test_a_typed_row_gets_its_number_and_code_at_the_next_review(trial: Trial) -> None:
    trial.type("f01", 3, description="Giao hàng chậm ba ngày")
    trial.review()
    row = trial.row("f01", 3)
    assert row["code"] == "F01-2026-0001"
    assert codes.is_track_code(row["track_code"])


def test_n6_a_row_says_what_it_lacks(trial: Trial) -> None:
    trial.type("f01", 3, description="Giao hàng chậm ba ngày", name="An")
    trial.review()
    said = "Thiếu: Phân loại, Nhận lúc, Điện thoại hoặc Email, Dịch vụ."
    assert trial.row("f01", 3)["message"].startswith(said)


def test_a_service_in_the_customers_words_is_understood_and_told_to_staff(
    register: Trial,
) -> None:
    """
    | description    | kind      | name | phone      | service           |
    | Muốn thuê thêm | Khiếu nại | An   | 0912345678 | Khác: Cho thuê xe |
    """
    row = register.row("f01", 3)
    assert row["service"] == "Khác: Cho thuê xe"
    assert "Không hiểu" not in row["message"]
    told = next(x for x in register.letters() if x.letter.template == "N01")
    assert "Khác: Cho thuê xe" in told.letter.subject


def test_a_row_without_the_customers_words_only_gets_a_message(trial: Trial) -> None:
    trial.type("f01", 3, name="Nguyễn Văn An")
    trial.review()
    row = trial.row("f01", 3)
    assert set(row) == {"name", "message"}
    assert "Nội dung khách nói" in row["message"]


def test_nothing_happened_and_nothing_is_written(register: Trial) -> None:
    """
    | description    | kind       | owner       | received_at     | email          |
    | Giao hàng chậm | Khiếu nại  | Trần Thu Hà | 6/3/26 9h       | kh@example.com |
    | Thêm chỗ để xe | gop y      |             | 06/03/2026 9:10 |                |
    | Cô Lan rất tốt | Lời khen   | tran thu ha | 6.3 9h20        |                |
    """
    register.review(times=2)
    done = register.review()
    assert (done.changed_cells, done.new_rows, done.letters_queued) == (0, 0, 0)


def test_m12_a_named_person_stops_the_clock_of_an_hour(register: Trial) -> None:
    """
    | description    | kind          | received_at     |
    | Có giao Hà Nam | Hỏi thông tin | 06/03/2026 9:40 |
    """
    register.type("f01", 3, owner="Trần Thu Hà")
    register.at("06/03/2026 10:10").review()
    row = register.row("f01", 3)
    assert row["taken_at"] == datetime(2026, 3, 6, 10, 10)
    assert row["next_step"].startswith("Phúc đáp khách")


def test_m12_an_hour_without_anybody_is_late_and_says_since_when(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    register.at("06/03/2026 10:41").review()
    row = register.row("f01", 3)
    assert row["due_flag"] == "▲ Quá hạn"
    assert "Quá hạn từ 10:40 thứ Sáu 06/03." in row["message"]


def test_q7_a_complaint_opens_one_slip_however_often_its_kind_changes(
    register: Trial,
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    for kind in ("Góp ý", "Khiếu nại", "Hỏi thông tin", "khiếu nại"):
        register.type("f01", 3, kind=kind)
        register.review(times=3)
    assert [row["code"] for row in register.rows("f02")] == ["F02-2026-0001"]


def test_what_cannot_be_read_is_told_and_left_as_it_is(register: Trial) -> None:
    """
    | description    | kind      | event_date | phone |
    | Giao hàng chậm | Khiếu nại | 31/4/2026  | không |
    """
    row = register.row("f01", 3)
    assert (row["event_date"], row["phone"]) == ("31/4/2026", "không")
    assert "Ngày xảy ra: " in row["message"]
    assert "Điện thoại: " in row["message"]


def test_facts_are_never_touched_whatever_was_typed(register: Trial) -> None:
    """
    | description | kind      | phone        | owner       | received_at |
    | =1+1        | khieu nai | +84912345678 | tran thu ha | 27.2        |
    """
    row = register.row("f01", 3)
    typed = [row[key] for key in ("description", "kind", "phone", "received_at")]
    assert typed == ["=1+1", "khieu nai", "+84912345678", "27.2"]


def test_a_number_and_a_stamp_that_were_typed_over_come_back(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    before = register.row("f01", 3)
    register.type("f01", 3, code="linh tinh", taken_at="hôm qua", status="Xong!")
    register.review()
    assert register.row("f01", 3) == before


def test_a_copied_row_is_a_case_of_its_own(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    register.type("f01", 4, **register.row("f01", 3))
    register.review()
    first, copy = register.row("f01", 3), register.row("f01", 4)
    assert (first["code"], copy["code"]) == ("F01-2026-0001", "F01-2026-0002")
    assert first["track_code"] != copy["track_code"]
    assert "slip" not in copy


def test_a_deleted_row_comes_back_at_the_bottom_with_a_note(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Khiếu nại |
    """
    deleted = dict(register.row("f01", 3))
    register.store.tab("f01").delete(3)
    register.review()
    register.now += timedelta(minutes=6)
    register.review()
    codes_found = [row["code"] for row in register.rows("f01")]
    assert codes_found == ["F01-2026-0002", "F01-2026-0001"]
    back = register.rows("f01")[1]
    assert back["description"] == deleted["description"]
    assert "được khôi phục" in str(back["note"])


def test_a_deleted_row_that_comes_back_by_itself_is_no_news(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    kept = dict(register.row("f01", 3))
    register.store.tab("f01").delete(3)
    register.review()
    register.type("f01", 9, **kept)
    register.now += timedelta(minutes=6)
    register.review(times=2)
    assert [row["code"] for row in register.rows("f01")] == ["F01-2026-0001"]


def test_numbers_go_on_where_the_sheet_stands_when_the_database_is_gone(
    register: Trial,
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    numbers = register.desk.numbers()
    numbers.note("F01", (row["code"] for row in register.rows("f01")))
    assert numbers.next("F01", 2026) == "F01-2026-0002"


def test_an_imported_row_has_no_slip_no_letter_and_only_its_own_promise(
    register: Trial,
) -> None:
    """
    | description | kind      | email          | received_at | promised_at |
    | Sổ cũ       | Khiếu nại | kh@example.com | 1/2/2026    | 5/2/2026    |
    """
    row = dict(register.row("f01", 3))
    imported: dict[str, Raw] = {
        "code": "F01-2025-0042",
        "description": "Sổ cũ",
        "kind": "Khiếu nại",
        "imported_at": datetime(2026, 3, 6, 9, 0),
        "promised_at": datetime(2025, 2, 5, 17, 0),
        "closed_at": datetime(2025, 2, 5, 16, 0),
    }
    assert row["slip"]
    register.type("f01", 4, **imported)
    before = len(register.letters())
    register.review(times=3)
    old = register.row("f01", 4)
    assert (old["kept"], old["due_flag"]) == ("Đúng hẹn", "■ Đã đóng")
    assert "slip" not in old
    assert len(register.letters()) == before


def damage(register: Trial, cell: str, copied: str) -> None:
    """A key stands twice, and one is lost for it: which is which nobody can tell."""
    register.store.tab(cell.partition(".")[0]).type(1, copied, cell)


def test_a_tab_without_its_keys_is_told_and_the_rest_goes_on(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    damage(register, "policy.value", "policy.unit")
    done = register.review()
    assert [one.tab for one in done.problems] == ["policy"]
    assert done.rows == 1


def test_a_day_without_a_year_keeps_the_year_in_which_it_was_typed(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at |
    | Giao hàng chậm | Khiếu nại | 27.2 9h     |
    """
    register.at("01/03/2027 09:00").review()
    assert "từ 09:00 thứ Sáu 27/02/2026" in register.row("f01", 3)["message"]


def test_a_damaged_tab_of_slips_stops_no_other_tab_and_no_letter(
    register: Trial,
) -> None:
    """
    | description    | kind      | received_at     |
    | Giao hàng chậm | Khiếu nại | 06/03/2026 9:40 |
    """
    register.at("06/03/2026 10:15").review()
    waiting = register.desk.ledger.waiting_keys()
    damage(register, "f02.status", "f02.next_step")
    register.type("f01", 4, description="Thái độ kém", kind="Khiếu nại")
    register.at("06/03/2026 10:16").review(times=3)
    assert register.row("f01", 4)["code"] == "F01-2026-0002"
    assert "slip" not in register.row("f01", 4)
    assert waiting <= register.desk.ledger.waiting_keys()


def test_blanks_are_no_words_of_a_customer(trial: Trial) -> None:
    trial.type("f01", 3, description="   \n ", name="An")
    trial.review()
    assert "code" not in trial.row("f01", 3)
