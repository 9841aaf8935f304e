"""Rare things in workbooks, each of which somebody has."""

from __future__ import annotations

import re
from datetime import time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest

from sheets_schema.columns import Book
from sheets_schema.records import CellChange, NewRow
from sync.store import Unreachable
from sync.xlsx.workbook import WorkbookStore
from tests.stores import dialects
from tests.stores.trial import BOOK, CASE, WorkbookHand

if TYPE_CHECKING:
    from pathlib import Path

TWO_TABS = Book("two", "Sổ hai thẻ", "so-la.xlsx", (dialects.UNIT, CASE))


def store(folder: Path, words: bytes = b"") -> WorkbookStore:
    if words:
        (folder / TWO_TABS.file).write_bytes(words)
    return WorkbookStore(folder, desk_id="ban-thu")


def part(desk: WorkbookStore, book: Book, name: str) -> str:
    with ZipFile(desk.file(book)) as file:
        return file.read(name).decode()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (time(8, 0), "08:00"),
        (time(17, 30, 15), "17:30:15"),
        (timedelta(hours=30, minutes=5), "30:05"),
    ],
)
def test_an_hour_is_read_as_it_was_typed(tmp_path: Path, typed: Any, read: str) -> None:
    desk = store(tmp_path)
    desk.dress(BOOK)
    hand = WorkbookHand(desk.file(BOOK))
    hand.act("case", lambda grid: grid.type(3, "case.name", typed))
    (row,) = desk.read(BOOK).rows["case"]
    assert row.get("name") == read


@pytest.mark.parametrize(
    "make", [dialects.without_styles, dialects.prefixed, dialects.excel]
)
def test_a_tab_is_made_in_a_file_of_any_dialect(tmp_path: Path, make: Any) -> None:
    desk = store(tmp_path, make())
    assert desk.dress(TWO_TABS) == 9, "tab, hidden keys, colours, 5 notes, whose book"
    reading = desk.read(TWO_TABS)
    assert reading.problems == ()
    desk.commit(reading, [NewRow("case", {"code": "F01-1"}, once="code")])
    words = BytesIO(desk.file(TWO_TABS).read_bytes())
    if make is not dialects.excel:
        sheet = openpyxl.load_workbook(words)[CASE.title]
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.column_dimensions["C"].number_format == "dd/mm/yyyy hh:mm"


def test_each_new_tab_has_names_of_its_own(tmp_path: Path) -> None:
    desk = store(tmp_path)
    desk.dress(BOOK)
    hand = WorkbookHand(desk.file(BOOK))
    hand.add_tab("Nháp", [["ghi chú"]])
    hand.drop_tab("Sổ vụ việc")
    hand.drop_tab("Đơn vị")
    desk.dress(BOOK)
    names = re.findall(
        r'<definedName name="(\S+)" localSheetId="(\d)"',
        part(desk, BOOK, "xl/workbook.xml"),
    )
    assert len(names) == len(set(names)) == 6
    assert {place for _, place in names} == {"1", "2"}


def test_styles_of_an_edited_row_come_from_the_row_then_the_line_above(
    tmp_path: Path,
) -> None:
    data = (
        dialects.ROWS
        + '<row r="3" s="1" customFormat="1"><c r="A3" t="inlineStr"><is><t>Kho</t>'
        '</is></c><c r="B3" s="2"/></row>'
    )
    desk = store(tmp_path, dialects.package(dialects.sheet(data)))
    reading = desk.read(dialects.BOOK)
    fresh = {"name": "Kỹ thuật", "head": "Hạnh"}
    desk.commit(
        reading,
        [
            CellChange("unit", 3, "count", None, 4),
            NewRow("unit", fresh, once="name"),
        ],
    )
    sheet = part(desk, dialects.BOOK, "xl/worksheets/sheet1.xml")
    assert '<c r="E3" s="3"><v>4</v></c>' in sheet, "the row's, but not as a date"
    assert '<c r="B4" s="2" t="inlineStr">' in sheet


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("_rels/.rels", "officeDocument", "somethingElse"),
        ("xl/workbook.xml", "</sheets>", ""),
        ("xl/styles.xml", "styleSheet", "stylish"),
        ("xl/worksheets/sheet1.xml", "</sheetData>", ""),
    ],
)
def test_a_file_with_a_broken_part_is_told_and_left_alone(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    words = dialects.package(dialects.sheet(dialects.ROWS + dialects.TWO))
    desk = store(tmp_path, words)
    broken = dialects.replaced(words, name, old, new)
    desk.file(dialects.BOOK).write_bytes(broken)
    with pytest.raises(Unreachable, match="tệp hỏng"):
        read_and_write(desk)
    assert desk.file(dialects.BOOK).read_bytes() == broken


def read_and_write(desk: WorkbookStore) -> None:
    reading = desk.read(dialects.BOOK)
    desk.commit(reading, [NewRow("unit", {"name": "Giao nhận"}, once="name")])


def test_what_makes_a_row_once_has_to_be_said(tmp_path: Path) -> None:
    desk = store(tmp_path)
    desk.dress(BOOK)
    with pytest.raises(ValueError, match="code"):
        desk.commit(desk.read(BOOK), [NewRow("case", {"code": ""}, once="code")])
