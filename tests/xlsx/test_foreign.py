"""What people and their programs put into a workbook stays as it was, byte for byte."""

from __future__ import annotations

import struct
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from sheets_schema.records import CellChange, NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores import libre
from tests.stores.dialects import replaced
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

OURS = {"xl/worksheets/sheet1.xml"}
MOMENT = datetime(2026, 3, 6, 9, 42)


def entries(file: Path) -> dict[str, tuple[bytes, int]]:
    """The compressed bytes of each part, and its checksum."""
    with ZipFile(file) as parts, file.open("rb") as source:
        found = {}
        for info in parts.infolist():
            source.seek(info.header_offset + 26)
            name, extra = struct.unpack("<HH", source.read(4))
            source.seek(name + extra, 1)
            found[info.filename] = (source.read(info.compress_size), info.CRC)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> WorkbookStore:
    """A dressed book to which a person has added all kinds of things."""
    made = WorkbookStore(tmp_path, desk_id="ban-thu")
    made.dress(BOOK)
    reading = made.read(BOOK)
    made.commit(reading, [NewRow("case", {"code": "F01-2026-0001"}, once="code")])
    workbook = openpyxl.load_workbook(BytesIO(made.file(BOOK).read_bytes()))
    _decorate(workbook)
    workbook.save(made.file(BOOK))
    words = made.file(BOOK).read_bytes()
    text = "&lt;threaded&gt;"
    made.file(BOOK).write_bytes(
        replaced(
            words, "docProps/app.xml", "</Properties>", f"<x>{text}</x></Properties>"
        )
    )
    return made


def _decorate(workbook: Workbook) -> None:
    own = workbook.create_sheet("Thống kê của tôi")
    for row in (("Tháng", "Số vụ"), ("1", 5), ("2", 7), ("3", 6)):
        own.append(row)
    own["D1"] = "=SUM(B2:B4)"
    own["D2"].comment = Comment("nhớ xem lại", "chị Hà")
    own.add_table(Table(displayName="TheoThang", ref="A1:B4"))
    bold = DifferentialStyle(font=Font(bold=True))
    own.conditional_formatting.add(
        "B2:B4", Rule("expression", formula=["B2>5"], dxf=bold)
    )
    chart, pie = BarChart(), PieChart()
    for drawn in (chart, pie):
        drawn.add_data(
            Reference(own, min_col=2, min_row=1, max_row=4), titles_from_data=True
        )
    own.add_chart(chart, "F2")
    own.add_chart(pie, "F20")
    name = DefinedName("SoVu", attr_text="'Thống kê của tôi'!$B$2:$B$4")
    workbook.defined_names["SoVu"] = name
    case = workbook["Sổ vụ việc"]
    case.merge_cells("N1:P1")
    case.oddHeader.center.text = "Lưu hành nội bộ"  # type: ignore[union-attr]  # set by default


def commits(desk: WorkbookStore, count: int) -> None:
    for number in range(count):
        reading = desk.read(BOOK)
        row = reading.rows["case"][0]
        desk.commit(
            reading,
            [
                CellChange("case", row.line, "mark", row.get("mark"), number + 1),
                CellChange("case", row.line, "due", row.get("due"), MOMENT),
                NewRow(
                    "case",
                    {
                        "code": f"F01-2026-{number + 2:04}",
                        "words": "=1+1",
                        "phone": "0912345678",
                        "due": MOMENT,
                        "day": date(2026, 3, 6),
                        "amount": 12_500_000,
                    },
                    once="code",
                ),
            ],
        )


def test_after_many_commits_foreign_parts_are_the_same_bytes(
    desk: WorkbookStore,
) -> None:
    before = entries(desk.file(BOOK))
    commits(desk, 30)
    after = entries(desk.file(BOOK))
    assert {
        name for name in before | after if before.get(name) != after.get(name)
    } == OURS
    assert any("chart" in name for name in before)


def test_what_stands_around_the_rows_of_a_changed_sheet_is_the_same(
    desk: WorkbookStore,
) -> None:
    with ZipFile(desk.file(BOOK)) as file:
        before = file.read("xl/worksheets/sheet1.xml").split(b"</sheetData>")[1]
    commits(desk, 3)
    with ZipFile(desk.file(BOOK)) as file:
        assert file.read("xl/worksheets/sheet1.xml").split(b"</sheetData>")[1] == before
    assert b"<mergeCells" in before
    assert b"<dataValidations" in before


def test_openpyxl_opens_it_with_all_that_was_added(desk: WorkbookStore) -> None:
    commits(desk, 2)
    workbook = openpyxl.load_workbook(BytesIO(desk.file(BOOK).read_bytes()))
    own = workbook["Thống kê của tôi"]
    assert len(own._charts) == 2  # type: ignore[attr-defined]  # openpyxl has no other way to ask
    assert list(own.tables) == ["TheoThang"]
    assert own["D1"].value == "=SUM(B2:B4)"


@libre.needed
def test_libreoffice_shows_what_was_written(desk: WorkbookStore) -> None:
    commits(desk, 1)
    lines = libre.shown(desk.file(BOOK), "Sổ vụ việc")
    assert lines[3][:6] == [
        "F01-2026-0002",
        "",
        "06/03/2026 09:42",
        "",
        "0912345678",
        "=1+1",
    ]
    assert lines[3][6:9] == ["06/03/2026", "", "12,500,000 ₫"]


@libre.needed
def test_a_book_that_libreoffice_saved_goes_on(desk: WorkbookStore) -> None:
    commits(desk, 2)
    libre.saved(desk.file(BOOK))
    rows = desk.read(BOOK).rows["case"]
    before = entries(desk.file(BOOK))
    commits(desk, 4)
    after = entries(desk.file(BOOK))
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == OURS
    assert [row.get("code") for row in rows][:2] == ["F01-2026-0001", "F01-2026-0002"]
    lines = libre.shown(desk.file(BOOK), "Sổ vụ việc")
    assert [line[0] for line in lines[2:7]] == [
        f"F01-2026-{number:04}" for number in range(1, 6)
    ]
    assert lines[6][2] == "06/03/2026 09:42"


@libre.needed
def test_libreoffice_keeps_whose_book_it_is_and_its_look(desk: WorkbookStore) -> None:
    libre.saved(desk.file(BOOK))
    assert desk.dress(BOOK) == 0
