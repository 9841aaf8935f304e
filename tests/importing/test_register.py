"""An old register comes into the new one: shown first, then written, each row once."""

from __future__ import annotations

from datetime import datetime

import pytest

from sheets_schema import codes
from tests.importing.conftest import Hall, maps

OLD = """
    Họ tên,SĐT,Ngày nhận,Hẹn,Đóng,Nội dung,Nhân viên
    Nguyễn Văn An,0912 345 678,27/03/2024 9:30,02/04/2024,01/04/2024 16:00,Giao chậm,Hà
    Trần Thị Bình,84987654321,03/04/2024,05/04/2024,08/04/2024,=1+1,Hà
    Lê Văn Cường,không có,31/04/2024,,,"Hỏng
    hai lần",
"""
MAPS = maps(
    tab="f01",
    name="Họ tên",
    phone="SĐT",
    received_at="Ngày nhận",
    promised_at="Hẹn",
    closed_at="Đóng",
    description="Nội dung",
)


def test_what_would_come_is_shown_and_nothing_is_written(hall: Hall) -> None:
    words = hall.run("import", f"{hall.file(OLD)}", *MAPS)
    assert words.exit_code == 0
    for said in (
        "Nhập vào tab “Sổ phản hồi” (f01)",
        "Nhận lúc (f01.received_at) ← “Ngày nhận”: 3 ô, ngày trước tháng sau",
        "F01-2024-0001",
        "27/03/2024 09:30",
        "Sẽ thêm 3 dòng.",
        "Nhân viên",
        "--apply",
    ):
        assert said in words.stdout
    assert hall.rows("f01") == ()


def test_rows_come_with_a_number_of_their_year_and_a_code(hall: Hall) -> None:
    assert hall.bring(hall.file(OLD), *MAPS)["written"] == 3
    year = max(hall.cells("f01", "imported_at")).year
    assert hall.cells("f01", "code") == [
        "F01-2024-0001",
        "F01-2024-0002",
        f"F01-{year}-0001",
    ]
    assert all(map(codes.is_track_code, hall.cells("f01", "track_code")))


def test_cells_come_as_they_were_meant_and_words_as_they_were_typed(hall: Hall) -> None:
    hall.bring(hall.file(OLD), *MAPS)
    assert hall.cells("f01", "received_at")[:2] == [
        datetime(2024, 3, 27, 9, 30),
        datetime(2024, 4, 3),
    ]
    assert hall.cells("f01", "phone") == ["0912 345 678", "84987654321", "không có"]
    assert hall.cells("f01", "description") == ["Giao chậm", "=1+1", "Hỏng\nhai lần"]


def test_other_comes_with_the_words_behind_it(hall: Hall) -> None:
    told = hall.bring(
        hall.file("Nội dung,Dịch vụ\nHỏng,Khác: Cho thuê xe\nHỏng,giao hang"),
        *maps(tab="f01", description="Nội dung", service="Dịch vụ"),
    )["told"]
    held = hall.cells("f01", "service")
    assert held == ["Khác: Cho thuê xe", "Giao hàng, lắp đặt"]
    assert "không hợp" not in " ".join(told)


def test_what_does_not_fit_stays_and_is_told_with_its_line(hall: Hall) -> None:
    told = " ".join(hall.bring(hall.file(OLD), *MAPS)["told"])
    assert "“Ngày nhận”: 1 ô không hợp với “Nhận lúc” (dòng 4)" in told
    assert "“SĐT”: 1 ô không hợp với “Điện thoại” (dòng 4)" in told
    assert hall.cells("f01", "received_at")[2] == "31/04/2024"


def test_a_stamp_that_cannot_be_read_survives_the_review(hall: Hall) -> None:
    hall.bring(hall.file("Nội dung,Đóng\nHỏng,tuần trước"), *MAPS[-4:])
    hall.done("run", "review")
    assert hall.cells("f01", "closed_at") == ["tuần trước"]


def test_imported_rows_have_no_clock_but_their_promise(hall: Hall) -> None:
    hall.bring(hall.file(OLD), *MAPS, "--set", "f01.kind=Khiếu nại")
    done = hall.done("run", "review")
    assert hall.cells("f01", "kept") == ["Đúng hẹn", "Trễ hẹn", None]
    assert (hall.rows("f02"), done["letters_queued"]) == ((), 0)


def test_a_promised_day_lasts_until_it_is_over_and_a_promised_moment_does_not(
    hall: Hall,
) -> None:
    file = hall.file("""
        Việc,Nhận,Hẹn,Đóng
        x,01/03/2024,02/03/2024,02/03/2024 16:00
        y,01/03/2024,02/03/2024 15:00,02/03/2024 16:00
    """)
    words = maps(tab="f01", description="Việc", received_at="Nhận")
    words += maps(tab="f01", promised_at="Hẹn", closed_at="Đóng")
    told = hall.bring(file, *words)["told"]
    hall.done("run", "review")
    assert hall.cells("f01", "kept") == ["Đúng hẹn", "Trễ hẹn"]
    assert "1 ô chỉ ghi ngày" in " ".join(told)


def test_twice_is_once(hall: Hall) -> None:
    old = hall.file(OLD)
    hall.bring(old, *MAPS)
    hall.done("run", "review")
    again = hall.bring(old, *MAPS)
    assert (again["written"], again["already_there"]) == (0, 3)
    assert len(hall.rows("f01")) == 3


def test_what_was_added_to_the_old_register_since_then_comes(hall: Hall) -> None:
    hall.bring(hall.file(OLD), *MAPS)
    more = hall.file(f"{OLD}\nĐỗ Văn Dũng,,04/04/2024,,,Mới,", "sổ mới.csv")
    assert hall.bring(more, *MAPS)["written"] == 1
    assert hall.cells("f01", "description")[-1] == "Mới"


def test_rows_that_say_the_same_are_as_many_as_they_are(hall: Hall) -> None:
    thrice = hall.file("Nội dung,Ngày nhận\nHỏng,\nHỏng,\nHỏng,")
    words = maps(tab="f01", description="Nội dung")
    assert hall.bring(thrice, *words)["written"] == 3
    assert hall.bring(thrice, *words)["written"] == 0
    more = hall.file("Nội dung,Ngày nhận\nHỏng,\nHỏng,\nHỏng,\nHỏng,", "b.csv")
    assert hall.bring(more, *words)["written"] == 1


def test_a_key_makes_a_row_once_whatever_else_it_says(hall: Hall) -> None:
    words = (*maps(tab="f01", description="Nội dung"), "--key", "Số")
    hall.bring(hall.file("Số,Nội dung\n7,Hỏng\n8,Chậm\n7,Hỏng nữa"), *words)
    changed = hall.file("Số,Nội dung\n8,Chậm lắm\n9,Mới", "b.csv")
    assert hall.bring(changed, *words)["already_there"] == 1
    assert hall.cells("f01", "description") == ["Hỏng", "Chậm", "Mới"]


def test_two_lines_of_one_key_in_a_file_are_one_and_told(hall: Hall) -> None:
    words = (*maps(tab="f01", description="Nội dung"), "--key", "so")
    found = hall.show(hall.file("Số,Nội dung\n7,A\n7,B"), *words)
    assert (found["new"], found["doubles"]) == (1, 1)


def test_a_key_that_fills_a_column_knows_rows_that_people_typed(hall: Hall) -> None:
    words = maps(tab="customer", name="Tên", phone="SĐT")
    hall.bring(hall.file("Tên,SĐT\nAn,0912 345 678"), *words)
    more = hall.file("Tên,SĐT\nVăn An,+84912345678\nBình,0987654321", "b.csv")
    assert hall.bring(more, *words, "--key", "SĐT")["written"] == 1
    assert hall.cells("customer", "code") == ["KH-000001", "KH-000002"]


def test_rows_are_known_again_when_the_database_is_lost(hall: Hall) -> None:
    old = hall.file(OLD)
    hall.bring(old, *MAPS)
    hall.done("run", "review")
    for file in hall.folder.glob("langnghe.db*"):
        file.unlink()
    hall.found()
    assert hall.bring(old, *MAPS)["already_there"] == 3


def test_a_row_that_was_deleted_comes_back_under_its_number(hall: Hall) -> None:
    old = hall.file(OLD)
    hall.bring(old, *MAPS)
    numbers = hall.cells("f01", "code")
    for book in hall.folder.glob("so-cskh.xlsx"):
        book.unlink()
    hall.found()
    assert hall.bring(old, *MAPS)["written"] == 3
    assert hall.cells("f01", "code") == numbers


def test_a_value_for_all_yields_to_what_a_row_says(hall: Hall) -> None:
    file = hall.file("Nội dung,Kênh\nA,Email\nB,")
    words = maps(tab="f01", description="Nội dung", channel="Kênh")
    hall.bring(file, *words, "--set", "f01.channel=dien thoai")
    assert hall.cells("f01", "channel") == ["Email", "Điện thoại"]


def test_several_headings_may_fill_one_column(hall: Hall) -> None:
    file = hall.file(
        "Ngày,Giờ,Việc,Thêm\n27/03/2024,9h30,Hỏng,Máy cũ\n28/03/2024,,Chậm,"
    )
    words = maps(tab="f01", received_at="Ngày", description="Việc")
    words += maps(tab="f01", received_at="Giờ", description="Thêm")
    hall.bring(file, *words)
    assert hall.cells("f01", "description") == ["Hỏng\nMáy cũ", "Chậm"]
    assert hall.cells("f01", "received_at") == [
        datetime(2024, 3, 27, 9, 30),
        datetime(2024, 3, 28),
    ]


@pytest.mark.parametrize(
    ("dates", "meant", "told"),
    [
        (["03/27/2024", "03/04/2024"], ["27/03", "04/03"], ""),
        (["27/03/2024", "03/04/2024"], ["27/03", "03/04"], ""),
        (["03/05/2024", "03/04/2024"], ["03/05", "03/04"], "đều đọc được hai cách"),
        (
            ["03/27/2024", "27/03/2024", "03/04/2024"],
            ["27/03", "27/03", "03/04/2024"],
            "lẫn ngày trước và tháng trước",
        ),
    ],
)
def test_the_whole_column_tells_which_day_is_meant(
    hall: Hall, dates: list[str], meant: list[str], told: str
) -> None:
    file = hall.file("\n".join(("Ngày,Việc", *(f"{day},x" for day in dates))))
    done = hall.bring(file, *maps(tab="f01", received_at="Ngày", description="Việc"))
    found = hall.cells("f01", "received_at")
    assert [f"{it:%d/%m}" if isinstance(it, datetime) else it for it in found] == meant
    assert told in " ".join(done["told"])


def test_a_moment_with_a_zone_is_told_on_the_companys_clock(hall: Hall) -> None:
    file = hall.file("Ngày,Việc\n2024-03-27T09:30:15Z,x\n2024-03-27 09:30:15.7,y")
    hall.bring(file, *maps(tab="f01", received_at="Ngày", description="Việc"))
    assert hall.cells("f01", "received_at") == [
        datetime(2024, 3, 27, 16, 30, 15),
        datetime(2024, 3, 27, 9, 30, 16),
    ]


def test_titles_and_empty_lines_are_left_out_and_stray_cells_told(hall: Hall) -> None:
    file = hall.file("""
        SỔ KHIẾU NẠI 2024,,
        ,,
        STT,Nội dung,Ghi chú
        1,Hỏng,
        ,,
        2,,
        3,Chậm,,lạc
    """)
    done = hall.bring(file, *maps(tab="f01", description="Nội dung"))
    assert (done["rows"], done["written"], done["blank"]) == (3, 2, 1)
    assert done["heading_line"] == 3
    assert "1 dòng có ô nằm ngoài các cột có tiêu đề (dòng 7)" in " ".join(done["told"])


def test_lines_with_nothing_but_their_key_make_no_case(hall: Hall) -> None:
    file = hall.file("""
        Số,Nội dung
        1,Hỏng
        2,
        Cộng: 2,
    """)
    wanted = maps(tab="f01", description="Nội dung")
    done = hall.bring(file, *wanted, "--key", "Số", "--set", "f01.kind=Khiếu nại")
    assert (done["rows"], done["written"], done["blank"]) == (3, 1, 2)
    assert hall.cells("f01", "description") == ["Hỏng"]


def test_columns_that_are_not_used_are_named_and_likely_ones_offered(
    hall: Hall,
) -> None:
    found = hall.show(hall.file(OLD), *maps(tab="f01", name="Họ tên"))
    assert found["unmapped"] == [
        "SĐT",
        "Ngày nhận",
        "Hẹn",
        "Đóng",
        "Nội dung",
        "Nhân viên",
    ]
    assert found["offered"]["SĐT"] == "f01.phone"
    assert "f01.phone" not in found["command"]


def test_without_a_map_a_command_is_offered_and_nothing_written(hall: Hall) -> None:
    found = hall.show(hall.file(OLD))
    assert (found["tab"], found["written"]) == ("f01", 0)
    assert "--map 'Ngày nhận=f01.received_at'" in found["command"]
    assert "--apply" not in found["command"]


def test_old_fonts_are_read_and_told(hall: Hall) -> None:
    file = hall.folder.parent / "a.csv"
    file.write_bytes("Hä tªn,Néi dung\nTrÇn ThÞ Hµ,§ång hå háng\n".encode("cp1252"))
    done = hall.bring(file, *maps(tab="f01", name="Họ tên", description="Nội dung"))
    assert hall.cells("f01", "name") == ["Trần Thị Hà"]
    assert hall.cells("f01", "description") == ["Đồng hồ hỏng"]
    assert "TCVN3 (ABC)" in " ".join(done["told"])
