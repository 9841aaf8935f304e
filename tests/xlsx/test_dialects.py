"""Workbooks of other programs: read, changed where asked, and left alone elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest

from sheets_schema.records import CellChange, NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores import dialects
from tests.stores.dialects import BOOK, DIALECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw

SINCE = datetime(2026, 3, 6, 9, 42)
DROPS_EXTENSIONS = pytest.mark.filterwarnings("ignore:Unknown extension")
"""openpyxl says so when it reads what it does not know; we keep it."""
OLD = [{"name": "Kho", "head": "Hà & <Lan>"}, {"name": "Kỹ thuật", "head": "Huy"}]
FRESH: Mapping[str, Raw] = {
    "name": "=Giao nhận",
    "since": SINCE,
    "day": date(2026, 3, 6),
    "count": 4,
}


def store(folder: Path, words: bytes) -> WorkbookStore:
    (folder / BOOK.file).write_bytes(words)
    return WorkbookStore(folder, desk_id="ban-thu")


def rows(desk: WorkbookStore) -> list[Mapping[str, Raw]]:
    return [row.cells for row in desk.read(BOOK).rows["unit"]]


def changed(desk: WorkbookStore) -> None:
    """One cell changed, one filled, one row added."""
    reading = desk.read(BOOK)
    line = reading.rows["unit"][1].line
    desk.commit(
        reading,
        [
            CellChange("unit", line, "head", "Huy", "Hạnh"),
            CellChange("unit", line, "since", None, SINCE),
            NewRow("unit", FRESH, once="name"),
        ],
    )


@pytest.fixture(params=DIALECTS, ids=lambda make: make.__name__)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> WorkbookStore:
    make: Callable[[], bytes] = request.param
    return store(tmp_path, make())


def test_every_dialect_is_read(desk: WorkbookStore) -> None:
    assert rows(desk) == OLD


def test_every_dialect_is_changed_in_its_own_words(desk: WorkbookStore) -> None:
    changed(desk)
    assert rows(desk) == [
        OLD[0],
        {"name": "Kỹ thuật", "head": "Hạnh", "since": SINCE},
        FRESH,
    ]


@pytest.mark.parametrize(
    "make", [make for make in DIALECTS if make is not dialects.strict]
)
@DROPS_EXTENSIONS
def test_openpyxl_reads_what_was_changed(
    tmp_path: Path, make: Callable[[], bytes]
) -> None:
    desk = store(tmp_path, make())
    changed(desk)
    sheet = openpyxl.load_workbook(desk.file(BOOK)).worksheets[0]
    assert [cell.value for cell in sheet[5]][:5] == [
        "=Giao nhận",
        None,
        SINCE,
        datetime(2026, 3, 6),
        4,
    ]
    assert sheet.cell(5, 1).data_type == "s"


def parts(desk: WorkbookStore) -> dict[str, bytes]:
    with ZipFile(desk.file(BOOK)) as file:
        return {name: file.read(name) for name in file.namelist()}


def sheet_of(desk: WorkbookStore) -> str:
    return parts(desk)["xl/worksheets/sheet1.xml"].decode()


@pytest.fixture
def excel(tmp_path: Path) -> WorkbookStore:
    return store(tmp_path, dialects.excel())


def test_what_stands_around_a_changed_cell_stays_byte_for_byte(
    excel: WorkbookStore,
) -> None:
    before = sheet_of(excel)
    reading = excel.read(BOOK)
    excel.commit(reading, [CellChange("unit", 4, "head", "Huy", "Hạnh")])
    cell = '<c r="B4" s="2" t="s"><v>13</v></c>'
    said = '<c r="B4" s="2" t="inlineStr"><is><t xml:space="preserve">Hạnh</t></is></c>'
    assert sheet_of(excel) == before.replace(cell, said)


def test_a_new_row_takes_the_formats_of_its_columns(excel: WorkbookStore) -> None:
    changed(excel)
    sheet = sheet_of(excel)
    assert '<c r="A5" s="2" t="inlineStr">' in sheet
    assert '<c r="C5" s="1"><v>' in sheet


def test_a_sheet_says_how_far_it_reaches(excel: WorkbookStore) -> None:
    changed(excel)
    assert '<dimension ref="A1:F5"/>' in sheet_of(excel)


@DROPS_EXTENSIONS
def test_a_day_without_a_format_gets_one_like_its_neighbours(
    excel: WorkbookStore,
) -> None:
    changed(excel)
    sheet = openpyxl.load_workbook(excel.file(BOOK)).worksheets[0]
    assert sheet["D5"].number_format == "dd/mm/yyyy"
    assert sheet["C5"].number_format == "dd/mm/yyyy\\ hh:mm"


def test_a_number_under_a_dates_format_does_not_become_a_date(
    tmp_path: Path,
) -> None:
    cells = '<cols><col min="5" max="5" width="9" style="1"/></cols>'
    sheet = dialects.sheet(dialects.ROWS + dialects.TWO, before=cells)
    desk = store(tmp_path, dialects.package(sheet))
    changed(desk)
    assert rows(desk)[-1]["count"] == 4


def test_a_formula_that_others_share_is_written_out_for_them(
    excel: WorkbookStore,
) -> None:
    keys = '<c r="E1" s="2" t="s"><v>4</v></c>'
    moved = keys.replace("E1", "F1")
    file = excel.file(BOOK)
    file.write_bytes(
        dialects.replaced(dialects.excel(), "xl/worksheets/sheet1.xml", keys, moved)
    )
    reading = excel.read(BOOK)
    excel.commit(reading, [CellChange("unit", 3, "count", 3, 12)])
    sheet = sheet_of(excel)
    assert '<c r="F3"><v>12</v></c>' in sheet
    assert '<c r="F4"><f>LEN(A4)</f><v>8</v></c>' in sheet


def test_an_overwritten_formula_leaves_the_order_of_calculation(
    excel: WorkbookStore,
) -> None:
    test_a_formula_that_others_share_is_written_out_for_them(excel)
    after = parts(excel)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"]
    assert b"calcChain" not in after["xl/_rels/workbook.xml.rels"]


def test_rows_out_of_order_are_not_touched(tmp_path: Path) -> None:
    data = dialects.ROWS + dialects.line(4, "Kho") + dialects.line(3, "Kỹ thuật")
    desk = store(tmp_path, dialects.package(dialects.sheet(data)))
    before = desk.file(BOOK).read_bytes()
    with pytest.raises(Exception, match="tệp hỏng"):
        desk.commit(desk.read(BOOK), [NewRow("unit", FRESH, once="name")])
    assert desk.file(BOOK).read_bytes() == before
