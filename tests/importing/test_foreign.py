"""Files of other programs are read as tables, whatever their bytes are."""

from __future__ import annotations

import gzip
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from sync.foreign import tables as foreign
from sync.store import Unreachable
from tests.importing.test_old_encodings import IN_TCVN3, IN_VNI, TEXT
from tests.stores import libre

if TYPE_CHECKING:
    from pathlib import Path

    from sheets_schema.cells import Raw

LINES = [["Họ tên", "Nội dung"], ["Nguyễn Đức Ưởng", f'“{TEXT}” "ạ"']]
CSV = f'Họ tên,Nội dung\r\nNguyễn Đức Ưởng,"“{TEXT}” ""ạ"""\r\n'
_APART = "\u0300\u0301\u0303\u0309\u0323"


def as_1258(text: str) -> bytes:
    """As Windows writes it: the shape with its letter, the tone behind."""
    found = b""
    for sign in unicodedata.normalize("NFC", text):
        tones = [it for it in unicodedata.normalize("NFD", sign) if it in _APART]
        bare = [it for it in unicodedata.normalize("NFD", sign) if it not in _APART]
        whole = unicodedata.normalize("NFC", "".join(bare)) + "".join(tones)
        found += whole.encode("cp1258")
    return found


def only(path: Path) -> list[list[Raw]]:
    """The lines of a file's one table, words in NFC."""
    (table,) = foreign.tables(path)
    return [
        [unicodedata.normalize("NFC", it) if isinstance(it, str) else it for it in line]
        for line in table.lines()
    ]


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        (CSV.encode(), "utf-8-sig"),
        (CSV.encode("utf-8-sig"), "utf-8-sig"),
        (CSV.encode("utf-16"), "utf-16"),
        (CSV.encode("utf-16-le"), "utf-16-le"),
        (CSV.encode("utf-16-be"), "utf-16-be"),
        (as_1258(CSV), "cp1258"),
        (gzip.compress(CSV.encode()), "utf-8-sig"),
        (CSV.encode() + b"\xff,\xfe\r\n", "utf-8-sig"),
    ],
)
def test_letters_come_out_right_in_every_encoding(
    tmp_path: Path, written: bytes, encoding: str
) -> None:
    path = tmp_path / "sổ cũ.csv"
    path.write_bytes(written)
    (table,) = foreign.tables(path)
    assert (only(path)[:2], table.encoding) == (LINES, encoding)


@pytest.mark.parametrize("text", [IN_TCVN3, IN_VNI])
def test_bytes_of_an_old_font_come_as_the_latin_letters_it_used(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "sổ cũ.csv"
    path.write_bytes(f'A;B\n1;"{text}"\n'.encode("cp1252"))
    (table,) = foreign.tables(path)
    assert (table.encoding, list(table.lines())[1]) == ("cp1252", ["1", text])


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_what_stands_between_the_cells_is_seen(tmp_path: Path, mark: str) -> None:
    rows = [
        ["Tên", "Số", "Ý kiến"],
        ["An, Bình", "1,5", 'có; không "gì"'],
        ["", "2", "|"],
    ]
    lines = (
        mark.join('"{}"'.format(cell.replace('"', '""')) for cell in row)
        for row in rows
    )
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert only(path) == rows


def test_a_file_may_say_itself_what_stands_between_the_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nTên;Ý\nAn;a,b,c\n", encoding="utf-8")
    assert only(path) == [["Tên", "Ý"], ["An", "a,b,c"]]


def test_a_cell_may_hold_lines_and_be_very_long(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'Tên,Ý\nAn,"hai\ndòng"\nBình,{"a" * 200_000}\n', encoding="utf-8")
    assert [len(line[1] or "") for line in only(path)] == [1, 8, 200_000]  # type: ignore[arg-type] # csv has text only


def book(path: Path) -> Path:
    """A workbook with a sheet that begins late, and another one."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Sổ cũ"
    sheet["B2"] = "Khách"
    sheet.merge_cells("B2:C2")
    sheet["B3"], sheet["C3"], sheet["D3"] = "Tên", "Điện thoại", "Ngày"
    sheet["B4"], sheet["C4"] = "Ưởng", 901234567
    sheet["D4"] = datetime(2024, 3, 4, 9, 30)
    sheet["D5"] = datetime(2024, 3, 4, 9, 30).time()
    workbook.create_sheet("Khác")["A1"] = "x"
    workbook.save(path)
    return path


def test_a_workbook_is_read_sheet_by_sheet_from_its_first_cell(tmp_path: Path) -> None:
    old, other = foreign.tables(book(tmp_path / "a.xlsx"))
    lines = [[it or "" for it in line] for line in old.lines()]
    assert lines[2:] == [
        ["", "Tên", "Điện thoại", "Ngày"],
        ["", "Ưởng", 901234567, datetime(2024, 3, 4, 9, 30)],
        ["", "", "", "09:30:00"],
    ]
    assert (old.name, other.name, old.merged) == ("Sổ cũ", "Khác", (((1, 1), (1, 2)),))


@libre.needed
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbooks_of_other_programs_are_read_alike(tmp_path: Path, kind: str) -> None:
    libre.converted(book(tmp_path / "a.xlsx"), kind, tmp_path)
    old = foreign.tables(tmp_path / f"a.{kind}")[0]
    cells = next(line for line in old.lines() if "Ưởng" in line)
    assert cells[1:] == ["Ưởng", 901234567, datetime(2024, 3, 4, 9, 30)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"PK\x03\x04 torn", foreign.BROKEN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", foreign.BROKEN),
        (b"\n<html><table><tr><td>x</td></tr></table></html>", foreign.OTHER),
        (b"%BIN\n\0\1\2\3 name,day\n", foreign.NO_TEXT),
        (gzip.compress(CSV.encode())[:-20], "hỏng"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    tmp_path: Path, written: bytes, said: str
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(written)
    with pytest.raises(Unreachable, match=said):
        foreign.tables(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="không thấy tệp"):
        foreign.tables(tmp_path / "a.csv")


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert only(tmp_path / "a.csv") == []
