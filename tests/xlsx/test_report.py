"""A report stands in its book as a tab with charts; the rest of the book stays."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest

from sheets_schema.books.shelf import BOARD
from sheets_schema.report import Chart, FigureTable, Heading, Paragraph, Report
from sync.xlsx.workbook import WorkbookStore
from tests.stores import libre

if TYPE_CHECKING:
    from pathlib import Path

    from sheets_schema.report import Block

SHARES = FigureTable(
    head=("Câu hỏi", "n", "Hài lòng 2026", "Hài lòng 2025", "Nhận xét"),
    rows=(
        ("Thái độ phục vụ", 120, 0.75, 0.7, "=1+1"),
        ("Thời gian trả lời", 118, 0.5, None, "Chưa so được"),
    ),
    formats=("", "#,##0", "0.0%", "0.0%", ""),
)
BLOCKS: tuple[Block, ...] = (
    Heading("Kết quả khảo sát khách hàng năm 2026", level=1),
    Paragraph("=HYPERLINK không phải là công thức. Xin đọc kỹ."),
    SHARES,
    Chart("Tỷ lệ hài lòng", "bar", (2, 3)),
    Chart("Số phiếu", "column", (1,), rows=1),
    Chart("Phân bố", "stacked", (2, 3)),
    Heading("Ghi chú"),
)
REPORT = Report("survey-2026", "Khảo sát 2026", BLOCKS)


@pytest.fixture
def desk(tmp_path: Path) -> WorkbookStore:
    made = WorkbookStore(tmp_path, desk_id="ban-thu")
    made.dress(BOARD)
    return made


def opened(desk: WorkbookStore) -> Any:
    return openpyxl.load_workbook(BytesIO(desk.file(BOARD).read_bytes()))


def parts(desk: WorkbookStore) -> dict[str, bytes]:
    with ZipFile(desk.file(BOARD)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_report_is_a_tab_at_the_end_with_its_charts(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    workbook = opened(desk)
    assert workbook.sheetnames == ["Hướng dẫn", "Khảo sát 2026"]
    sheet = workbook["Khảo sát 2026"]
    titles = [it.title.tx.rich.p[0].r[0].t for it in sheet._charts]
    assert titles == ["Tỷ lệ hài lòng", "Số phiếu", "Phân bố"]
    first = sheet._charts[0].series[0]
    assert first.val.numRef.f == "'Khảo sát 2026'!$C$5:$C$6"
    assert first.cat.numRef.f == "'Khảo sát 2026'!$A$5:$A$6"


def test_figures_and_words_stand_as_they_are(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    sheet = opened(desk)["Khảo sát 2026"]
    assert sheet["A3"].value.startswith("=HYPERLINK")
    assert sheet["A3"].data_type == "s"
    assert [cell.value for cell in sheet[5]][:5] == list(SHARES.rows[0])
    assert sheet["E5"].data_type == "s"
    assert sheet["C5"].number_format == "0.0%"
    assert sheet["A4"].font.bold


def test_drawing_it_again_replaces_it_where_it_stands(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    desk.draw(BOARD, Report("week-10", "Tuần 10", BLOCKS[:2]))
    workbook = opened(desk)
    workbook["Khảo sát 2026"].title = "Khảo sát (bản chính)"
    workbook.save(desk.file(BOARD))
    mended = Report("survey-2026", "Khảo sát 2026", (Heading("Bản sửa"), *BLOCKS[2:4]))
    desk.draw(BOARD, mended)
    workbook = opened(desk)
    assert workbook.sheetnames == ["Hướng dẫn", "Khảo sát (bản chính)", "Tuần 10"]
    sheet = workbook["Khảo sát (bản chính)"]
    assert sheet["A2"].value == "Bản sửa"
    (chart,) = sheet._charts
    assert chart.series[0].val.numRef.f.startswith("'Khảo sát (bản chính)'!")
    assert sum("charts/" in name for name in parts(desk)) == 1


def test_the_book_opens_at_the_newest_report(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    workbook = opened(desk)
    assert workbook.active.title == "Khảo sát 2026"
    workbook.active.sheet_view.tabSelected = True
    workbook.save(desk.file(BOARD))
    desk.draw(BOARD, Report("week-10", "Tuần 10", BLOCKS))
    workbook = opened(desk)
    assert workbook.active.title == "Tuần 10"
    assert not any(sheet.sheet_view.tabSelected for sheet in workbook.worksheets[:-1])
    desk.draw(BOARD, REPORT)
    assert opened(desk).active.title == "Khảo sát 2026"


def test_figures_make_no_line_higher(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    sheet = opened(desk)["Khảo sát 2026"]
    heights = [sheet.row_dimensions[line].height for line in (5, 6)]
    assert heights == [pytest.approx(15.5), pytest.approx(15.5)]


def test_a_chart_that_does_not_fit_begins_a_new_page_with_its_heading(
    desk: WorkbookStore,
) -> None:
    rows = tuple((f"Câu {at}", at) for at in range(18))
    block = (
        FigureTable(("Câu", "n"), rows),
        Heading("Hình"),
        Chart("Số phiếu", "column", (1,)),
    )
    desk.draw(BOARD, Report("week-10", "Tuần 10", (Heading("Tuần", level=1), *block)))
    sheet = opened(desk)["Tuần 10"]
    (heading,) = (it.row for it in sheet["A"] if it.value == "Hình")
    (last,) = (it.id for it in sheet.row_breaks.brk)
    assert sheet._charts[0].anchor._from.row > last
    assert last in {heading - 1, heading - 2}, "a blank line may stand above it"


def test_what_fits_on_one_page_is_not_broken(desk: WorkbookStore) -> None:
    desk.draw(BOARD, Report("week-10", "Tuần 10", (*BLOCKS[:3], BLOCKS[4])))
    assert not opened(desk)["Tuần 10"].row_breaks.brk


def test_two_reports_of_one_name_stand_side_by_side(desk: WorkbookStore) -> None:
    desk.draw(BOARD, REPORT)
    desk.draw(BOARD, Report("survey-thu", "KHẢO SÁT 2026", BLOCKS))
    assert opened(desk).sheetnames[1:] == ["Khảo sát 2026", "KHẢO SÁT 2026 (2)"]


def test_other_tabs_stay_byte_for_byte_and_formats_are_not_heaped_up(
    desk: WorkbookStore,
) -> None:
    desk.draw(BOARD, REPORT)
    desk.draw(BOARD, Report("week-10", "Tuần 10", BLOCKS))
    before = parts(desk)
    for _ in range(3):
        desk.draw(BOARD, REPORT)
    after = parts(desk)
    shared = {"xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"}
    assert {name: after[name] for name in shared} == {
        name: before[name] for name in shared
    }
    assert len(after) == len(before)


@libre.needed
def test_libreoffice_shows_the_report_and_keeps_its_charts(
    desk: WorkbookStore,
) -> None:
    desk.draw(BOARD, REPORT)
    libre.saved(desk.file(BOARD))
    desk.draw(BOARD, Report("week-10", "Tuần 10", BLOCKS))
    desk.draw(BOARD, REPORT)
    shown = libre.shown(desk.file(BOARD), "Khảo sát 2026")
    assert shown[4][:5] == ["Thái độ phục vụ", "120", "75.0%", "70.0%", "=1+1"]
    assert [len(opened(desk)[it]._charts) for it in opened(desk).sheetnames] == [
        0,
        3,
        3,
    ]
