"""What an import cannot do is told in one sentence, and nothing is half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.importing.conftest import Hall, maps

if TYPE_CHECKING:
    from pathlib import Path

WRONG_WORDS, NOT_DONE = 2, 1


@pytest.fixture
def old(hall: Hall) -> Path:
    return hall.file("Họ tên,Nội dung\nAn,Hỏng")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "Họ tên"], "xin viết --map"),
        (["--map", "=f01.name"], "xin viết --map"),
        (["--map", "Họ tên=name"], "Không có cột name. Các tab: f01"),
        (["--map", "Họ tên=f01.ten"], "Các cột của tab f01: "),
        (["--map", "Họ tên=sent.to"], "Không có cột sent.to"),
        (["--map", "Họ tên=f01.status"], "do hệ thống ghi lấy"),
        (["--map", "Họ tên=f01.code"], "Số cũ xin ghép vào"),
        (["--map", "Họ tên=f01.name", "--set", "person.role=CSKH"], "một tab"),
        (["--apply"], "Cần ít nhất một --map"),
        (["--set", "f01.kind=Góp ý", "--apply"], "Cần ít nhất một --map"),
    ],
)
def test_wrong_words_are_told_with_what_would_be_right(
    hall: Hall, old: Path, words: list[str], said: str
) -> None:
    done = hall.run("import", f"{old}", *words)
    assert done.exit_code == WRONG_WORDS
    assert said in " ".join(done.stderr.split())
    assert hall.rows("f01") == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (maps(tab="f01", name="Tên"), "không có cột “Tên”. Các cột: Họ tên; Nội dung."),
        ([*maps(tab="f01", name="Họ tên"), "--key", "Mã"], "không có cột “Mã”"),
        ([*maps(tab="f01", name="Họ tên"), "--sheet", "B"], "không có trang tính “B”"),
    ],
)
def test_what_the_file_does_not_have_is_told(
    hall: Hall, old: Path, words: list[str], said: str
) -> None:
    done = hall.run("import", f"{old}", *words, "--apply")
    assert (done.exit_code, done.stderr.count("\n")) == (NOT_DONE, 1)
    assert said in done.stderr


@pytest.mark.parametrize("text", ["", "\n\n", "1,2\n3,4"])
def test_a_file_without_headings_is_told(hall: Hall, text: str) -> None:
    done = hall.run("import", f"{hall.file(text)}")
    assert (done.exit_code, "dòng tiêu đề" in done.stderr) == (NOT_DONE, True)


def test_a_file_that_is_not_there_is_told(hall: Hall) -> None:
    done = hall.run("import", f"{hall.folder / 'a.csv'}")
    assert (done.exit_code, "không thấy tệp" in done.stderr) == (NOT_DONE, True)


def test_a_book_that_somebody_has_open_is_shown_but_not_written(
    hall: Hall, old: Path
) -> None:
    lock = hall.folder / ".~lock.so-cskh.xlsx#"
    lock.write_text(",ha,may-ha,06.03.2026 09:00,file:///x;", encoding="utf-8")
    words = ("import", f"{old}", *maps(tab="f01", name="Họ tên"))
    assert hall.run(*words).exit_code == 0
    done = hall.run(*words, "--apply")
    assert (done.exit_code, "chưa nhập dòng nào" in done.stderr) == (NOT_DONE, True)
    lock.unlink()
    assert hall.done(*words, "--apply")["written"] == 1
    assert (
        hall.rows("f01")[0].get(
            "code",
        )
        == hall.cells("f01", "code")[0]
    )


def test_a_tab_whose_keys_are_lost_is_told_and_left_alone(
    hall: Hall, old: Path
) -> None:
    book = openpyxl.load_workbook(hall.folder / "so-cskh.xlsx")
    book["Khách hàng"]["A1"] = "linh tinh"
    book.save(hall.folder / "so-cskh.xlsx")
    done = hall.run("import", f"{old}", *maps(tab="customer", name="Họ tên"), "--apply")
    assert done.exit_code == NOT_DONE
    assert "thiếu khoá customer.code" in done.stderr
    assert "chạy “langnghe run dress”" in done.stderr


def test_a_text_that_fits_no_cell_refuses_the_whole_import(hall: Hall) -> None:
    file = hall.file(f"Nội dung\nHỏng\n{'a' * 40_000}")
    done = hall.run(
        "import", f"{file}", *maps(tab="f01", description="Nội dung"), "--apply"
    )
    assert (done.exit_code, "dài hơn 32.767 ký tự" in done.stderr) == (NOT_DONE, True)
    assert hall.rows("f01") == ()
