"""Tables as people leave them: joined, hidden, broken, with something below."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest

from sync.foreign import tables as foreign
from sync.store import Unreachable
from tests.importing.conftest import maps
from tests.stores import libre

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.importing.conftest import Hall

HEADS = ["Ngày nhận", "Nội dung", "Khách"]
DAY = datetime(2025, 3, 4)
WORDS = maps(tab="f01", received_at="Ngày nhận", description="Nội dung", name="Khách")


def book(
    path: Path, rows: Sequence[Sequence[Any]], act: Callable[[Worksheet], None]
) -> Path:
    """A workbook of an older register, to which a person does something."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in [HEADS, *rows]:
        sheet.append([*row])
    act(sheet)
    workbook.save(path)
    return path


def told(done: object) -> str:
    return " ".join(done["told"])  # type: ignore[index] # what scripts are told


def test_a_cell_joined_over_rows_stands_in_each_of_them(hall: Hall) -> None:
    rows: Sequence[Sequence[Any]] = [
        [DAY, "Giao chậm", "An"],
        [None, "Giao thiếu", "Bình"],
        [None, None, None],
    ]
    file = hall.folder.parent / "a.xlsx"
    book(file, rows, lambda sheet: sheet.merge_cells("A2:A4"))
    done = hall.bring(file, *WORDS)
    assert hall.cells("f01", "received_at") == [DAY, DAY]
    assert "1 ô gộp qua nhiều dòng" in told(done)


def test_totals_and_signatures_below_an_empty_line_are_no_cases(hall: Hall) -> None:
    file = hall.file("""
        Ngày nhận,Nội dung,Khách
        04/03/2025,Giao chậm,An

        05/03/2025,Giao thiếu,Bình

        ,Tổng cộng: 2 khiếu nại,
        ,Người lập,Trần Thu Hà
    """)
    done = hall.bring(file, *WORDS)
    assert hall.cells("f01", "name") == ["An", "Bình"]
    assert (done["loose"], "(dòng 6, 7)" in told(done)) == (2, True)


def test_errors_and_formulas_never_computed_are_told_and_not_taken(hall: Hall) -> None:
    def act(sheet: Worksheet) -> None:
        sheet["C2"].value, sheet["C2"].data_type = "#REF!", "e"

    rows: Sequence[Sequence[Any]] = [
        [DAY, "Giao chậm", "An"],
        [DAY, "Giao thiếu", "=NA()"],
    ]
    done = hall.bring(book(hall.folder.parent / "a.xlsx", rows, act), *WORDS)
    assert hall.cells("f01", "name") == [None, None]
    assert ("#REF!" in told(done), "chưa được tính" in told(done)) == (True, True)


def test_hidden_rows_and_sheets_are_told(hall: Hall) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        parent = sheet.parent
        assert isinstance(parent, openpyxl.Workbook)
        parent.create_sheet("Ghi chú")["A1"] = "x"
        sheet.sheet_state = "hidden"

    rows = [[DAY, "Giao chậm", "An"], [DAY, "Giao thiếu", "Bình"]]
    file = book(hall.folder.parent / "a.xlsx", rows, hide)
    done = hall.bring(file, *WORDS)
    assert (done["written"], "1 dòng bị ẩn trong tệp (dòng 3)" in told(done)) == (
        2,
        True,
    )
    assert "Trang tính “Sheet” bị ẩn" in told(done)


def test_a_number_is_taken_as_its_format_shows_it(tmp_path: Path) -> None:
    def show(sheet: Worksheet) -> None:
        for line, code in enumerate(("000000", '"KH-"0000', "0000 000 000"), 2):
            sheet.cell(line, 3).number_format = code

    rows: Sequence[Sequence[Any]] = [
        [DAY, "a", 123],
        [DAY, "b", 7],
        [DAY, "c", 901234567],
    ]
    (table,) = foreign.tables(book(tmp_path / "a.xlsx", rows, show))
    shown = [line[2] for line in table.lines()][1:]
    assert shown == ["000123", "KH-0007", "0901 234 567"]


@libre.needed
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks_tell_as_much(tmp_path: Path, kind: str) -> None:
    def act(sheet: Worksheet) -> None:
        sheet["C2"].number_format = "000000"
        sheet["C3"] = "=NA()"
        sheet.row_dimensions[3].hidden = True
        sheet.merge_cells("A2:A3")

    rows: Sequence[Sequence[Any]] = [[DAY, "a", 123], [None, "b", None]]
    libre.converted(book(tmp_path / "a.xlsx", rows, act), kind, tmp_path)
    (table,) = foreign.tables(tmp_path / f"a.{kind}")
    assert [line[2] for line in table.lines()][1:] == ["000123", "#N/A"]
    assert (table.hidden, table.merged) == ({3}, (((1, 0), (2, 0)),))


def test_zeros_kept_by_a_formula_in_a_text_table_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Mã,Ý\n="000123",a\n"=""007""",b\n', encoding="utf-8")
    (table,) = foreign.tables(path)
    assert [line[0] for line in table.lines()] == ["Mã", "000123", "007"]


def test_a_quote_that_encloses_nothing_swallows_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    rows = ["Mã\tÝ\tAi", '1\t"ba lần\tAn', "2\tb\tBình", '3\tc 24"\tChi']
    path.write_text("\n".join(rows), encoding="utf-8")
    (table,) = foreign.tables(path)
    assert [line[0] for line in table.lines()] == ["Mã", "1", "2", "3"]
    assert "được đọc như chữ" in table.told[0]


def test_a_cell_that_may_have_swallowed_lines_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Mã,Ý\n1,"một, hai\nba"\n2,b\n', encoding="utf-8")
    (table,) = foreign.tables(path)
    assert [line[0] for line in table.lines()] == ["Mã", "1", "2"]
    assert "(dòng 2)" in table.told[0]


def test_a_heading_may_be_a_whole_question(hall: Hall) -> None:
    question = "Quý khách hài lòng đến mức nào với " + "thái độ phục vụ " * 9
    file = hall.file(f"""
        Mã,{question.strip()}
        1,5
    """)
    assert hall.show(file)["unmapped"] == ["Mã", question.strip()]


def test_two_lines_of_one_key_are_both_named(hall: Hall) -> None:
    file = hall.file("""
        Số,Nội dung
        KN-1,Giao chậm
        KN-2,Giao thiếu
        KN-1,Thái độ kém
    """)
    done = hall.show(file, *maps(tab="f01", description="Nội dung"), "--key", "Số")
    assert "Trùng khoá: dòng 4 và dòng 2" in told(done)


@pytest.mark.parametrize(
    "written",
    [
        b"<html><table><tr><td>x</td></tr></table></html>",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        b'ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K"a"\r\nE\r\n',
        b'<?xml version="1.0"?><Workbook/>',
    ],
)
def test_what_is_only_named_like_a_workbook_is_told_what_to_do(
    tmp_path: Path, written: bytes
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(written)
    with pytest.raises(Unreachable, match=r"lưu lại dạng \.xlsx"):
        foreign.tables(path)


def test_thousands_of_columns_are_looked_through(hall: Hall) -> None:
    names = [f"Câu hỏi số {at} về dịch vụ" for at in range(9_074)]
    file = hall.file("\n".join([",".join(names), ",".join("5" * 9_074)]))
    done = hall.show(file)
    assert (len(done["unmapped"]), "9.074 cột" in told(done)) == (9_074, True)


def test_a_table_that_repeats_one_cell_for_ever_is_refused(hall: Hall) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="string"><text:p>Y</text:p></table:table-cell>'
    )
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}'
    file = hall.folder.parent / "a.ods"
    with ZipFile(file, "w") as parts:
        parts.writestr(
            "content.xml",
            f'<d xmlns:table="t" xmlns:office="o" xmlns:text="x"><table:table>{row}'
            "</table:table-row></table:table></d>",
        )
    done = hall.run("import", f"{file}")
    assert (done.exit_code, "10 triệu ô" in done.stderr) == (1, True)
