"""Tracking codes in the sheet: found as letters write them, whoever wrote the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sheets_schema.columns import FIRST_LINE
from sheets_schema.records import NewRow
from sync.xlsx.workbook import WorkbookStore

if TYPE_CHECKING:
    from pathlib import Path

    from sheets_schema.cells import Raw

CODE = codes.track_code(482915307)
CASE = NewRow("f01", {"track_code": CODE, "description": "Hàng vỡ."}, "track_code")


@pytest.fixture
def store(tmp_path: Path) -> WorkbookStore:
    made = WorkbookStore(tmp_path, desk_id="ban-thu", patience=5)
    made.dress(DESK)
    made.commit(made.read(DESK), [CASE])
    return made


def held(store: WorkbookStore) -> list[Raw]:
    return [row.get("track_code") for row in store.read(DESK).rows["f01"]]


def test_a_code_stands_in_the_sheet_as_letters_write_it(
    store: WorkbookStore, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(tmp_path / DESK.file)["Sổ phản hồi"]
    shown = [cell.value for cell in sheet[FIRST_LINE]]
    assert codes.grouped(CODE) in shown
    assert CODE not in shown
    assert held(store) == [CODE]


@pytest.mark.parametrize(
    "typed", [CODE, f" {CODE[:3]} {CODE[3:]}", codes.grouped(CODE)]
)
def test_a_code_is_the_same_however_a_book_holds_it(
    store: WorkbookStore, tmp_path: Path, typed: str
) -> None:
    book = openpyxl.load_workbook(tmp_path / DESK.file)
    sheet = book["Sổ phản hồi"]
    at = [cell.value for cell in sheet[1]].index("f01.track_code") + 1
    sheet.cell(FIRST_LINE, at, typed)
    book.save(tmp_path / DESK.file)
    book.close()
    assert held(store) == [CODE]
    assert store.commit(store.read(DESK), [CASE]).rows == 0
