"""A dressed workbook looks as the look of its tabs says, and gets it back."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from sheets_schema.books.shelf import BOARD, BOOKS, DESK
from sheets_schema.columns import HEADING_LINE, Owner
from sheets_schema.looks import guide, look, paper
from sheets_schema.records import NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores.dialects import replaced

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

    from sheets_schema.columns import Book, Table

F01 = DESK["f01"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All books of a desk, dressed."""
    made = tmp_path_factory.mktemp("desk")
    for book in BOOKS:
        store(made).dress(book)
    return made


def store(folder: Path) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu")


def opened(folder: Path, book: Book) -> Workbook:
    return openpyxl.load_workbook(BytesIO((folder / book.file).read_bytes()))


@pytest.fixture(scope="module")
def sheet(folder: Path) -> Any:
    return opened(folder, DESK)[F01.title]


def letter(key: str) -> str:
    at = F01.columns.index(F01[key]) + 1
    return openpyxl.utils.get_column_letter(at)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.key)
def test_every_book_is_made_whole_and_needs_no_mending(
    folder: Path, book: Book
) -> None:
    reading = store(folder).read(book)
    assert reading.problems == ()
    assert list(reading.rows) == [table.key for table in book.tables]
    assert store(folder).dress(book) == 0


def test_the_guide_opens_the_book(folder: Path) -> None:
    workbook = opened(folder, DESK)
    assert workbook.sheetnames[0] == guide.TITLE
    assert workbook.worksheets[0]["A2"].value == guide.DESK[0][0]
    assert opened(folder, BOARD).sheetnames == [guide.TITLE]


def test_keys_are_hidden_and_headings_stay_in_sight(sheet: Any) -> None:
    assert sheet.row_dimensions[1].hidden
    assert sheet.freeze_panes == "C3"
    assert [cell.value for cell in sheet[2]] == [it.heading for it in F01.columns]


def test_each_heading_has_the_tint_and_the_note_of_its_owner(sheet: Any) -> None:
    for column in F01.columns:
        cell = sheet[f"{letter(column.key)}{HEADING_LINE}"]
        assert cell.comment.text.startswith(column.owner.value)
        assert f"#{cell.fill.fgColor.rgb[2:]}" == look.OWNER_TINTS[column.owner]
        assert cell.font.bold


def test_rows_that_are_not_there_yet_have_their_formats(sheet: Any) -> None:
    formats = {
        column.key: sheet.column_dimensions[letter(column.key)].number_format
        for column in F01.columns
    }
    assert formats == {column.key: column.kind.format for column in F01.columns}


def rules(sheet: Any) -> dict[str, Any]:
    return {str(it.sqref): it for it in sheet.data_validations.dataValidation}


def test_a_drop_down_offers_what_the_list_holds(sheet: Any) -> None:
    kind = rules(sheet)[f"{letter('kind')}3:{letter('kind')}1048576"]
    assert (kind.type, kind.errorStyle) == ("list", "stop")
    assert kind.formula1.startswith("OFFSET('Danh mục'!$")
    owner = rules(sheet)[f"{letter('owner')}3:{letter('owner')}1048576"]
    assert owner.errorStyle == "warning"
    assert owner.formula1.startswith("OFFSET('Nhân sự'!$A$3")


def test_cells_of_the_desk_warn_and_never_refuse(sheet: Any) -> None:
    for column in F01.columns:
        if column.owner is Owner.MACHINE:
            rule = rules(sheet)[f"{letter(column.key)}3:{letter(column.key)}1048576"]
            assert (rule.type, rule.errorStyle) == ("custom", "warning")
            assert rule.error == look.WARNING


def test_colours_are_live_and_the_first_rule_wins(sheet: Any) -> None:
    cells: dict[str, str] = {}
    for ranges, found in sheet.conditional_formatting._cf_rules.items():
        for area in str(ranges.sqref).split():
            for row in sheet[area.replace("1048576", "3")]:
                for cell in row:
                    assert cell.coordinate not in cells, "two lists for one cell"
                    cells[cell.coordinate] = found[0].formula[0]
    late = cells[f"{letter('due_flag')}3"]
    assert f'LEFT(${letter("due_flag")}3,1)="▲"' in late
    assert len(cells) == len(F01.columns)


def test_boxes_are_folded_and_their_widths_kept(sheet: Any) -> None:
    folds = {fold.title: fold for fold in look.of(F01).folds}
    for fold in folds.values():
        for key in fold.columns:
            dimension = sheet.column_dimensions[letter(key)]
            assert (dimension.outlineLevel, dimension.hidden) == (1, fold.folded)
            assert dimension.width == pytest.approx((F01[key].width - 5) / 7)


def test_a_page_is_as_wide_as_the_paper_and_repeats_the_headings(sheet: Any) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"


@pytest.mark.parametrize("table", DESK.tables, ids=lambda table: table.key)
def test_a_page_s_letters_are_of_eight_points_or_more(table: Table) -> None:
    folded = {key for it in look.of(table).folds if it.folded for key in it.columns}
    wide = [0 if it.key in folded else it.width for it in table.columns]
    said = paper.paper(table)
    for first, last in said.areas:
        assert sum(wide[first - 1 : last]) <= said.pages * paper.PAGE
    assert len(said.areas) * said.pages <= paper.MOST_PAGES


def test_the_register_is_printed_with_what_people_read(sheet: Any) -> None:
    assert said_of(sheet) == ["code:track_code", "kind:description"]
    assert sheet.page_setup.fitToWidth == 1


def said_of(sheet: Any) -> list[str]:
    """The first and last keys of what is printed."""
    areas = sheet.print_area.replace("$", "").split("!")
    spans = re.findall(r"([A-Z]+)1:([A-Z]+)1048576", " ".join(areas))
    keys = {letter(column.key): column.key for column in F01.columns}
    return [f"{keys[first]}:{keys[last]}" for first, last in spans]


@pytest.fixture
def desk(tmp_path: Path) -> WorkbookStore:
    made = store(tmp_path)
    made.dress(DESK)
    return made


def edited(desk: WorkbookStore, part: str, old: str, new: str) -> None:
    file = desk.file(DESK)
    words = replaced(file.read_bytes(), part, old, new)
    assert words != file.read_bytes()
    file.write_bytes(words)


def test_keys_that_somebody_unhid_are_hidden_again(desk: WorkbookStore) -> None:
    edited(desk, "xl/worksheets/sheet2.xml", '<row r="1" hidden="1">', '<row r="1">')
    assert desk.dress(DESK) == 1
    assert opened(desk.file(DESK).parent, DESK).worksheets[1].row_dimensions[1].hidden
    assert desk.dress(DESK) == 0


def test_rules_that_libreoffice_cut_off_reach_down_again(desk: WorkbookStore) -> None:
    kind = letter("kind")
    whole, cut = f'sqref="{kind}3:{kind}1048576" ', f'sqref="{kind}3:{kind}402" '
    edited(desk, "xl/worksheets/sheet2.xml", whole, cut)
    assert desk.dress(DESK) == 1
    sheet = opened(desk.file(DESK).parent, DESK)[F01.title]
    assert f"{kind}3:{kind}1048576" in rules(sheet)
    assert desk.dress(DESK) == 0


def test_a_book_without_a_desk_becomes_this_desks(desk: WorkbookStore) -> None:
    edited(desk, "docProps/custom.xml", "langnghe.desk", "own.property")
    assert desk.dress(DESK) == 1
    assert desk.dress(DESK) == 0
    other = WorkbookStore(desk.file(DESK).parent, desk_id="ban-khac")
    with pytest.raises(Exception, match="bàn Lắng Nghe khác"):
        other.commit(other.read(DESK), [NewRow("unit", {"name": "Kho"}, "name")])


def test_a_tab_that_was_deleted_comes_back_with_its_look(desk: WorkbookStore) -> None:
    workbook = opened(desk.file(DESK).parent, DESK)
    workbook["Danh mục"].title = "Danh mục chung"
    workbook.remove(workbook["Đơn vị"])
    workbook.remove(workbook[F01.title])
    workbook.save(desk.file(DESK))
    assert desk.dress(DESK) > 2, "two tabs, and the lists under their new name"
    assert desk.read(DESK).problems == ()
    sheet: Any = opened(desk.file(DESK).parent, DESK)[F01.title]
    test_each_heading_has_the_tint_and_the_note_of_its_owner(sheet)
    test_rows_that_are_not_there_yet_have_their_formats(sheet)
    test_colours_are_live_and_the_first_rule_wins(sheet)
    test_a_page_is_as_wide_as_the_paper_and_repeats_the_headings(sheet)
    kind = rules(sheet)[f"{letter('kind')}3:{letter('kind')}1048576"]
    assert kind.formula1.startswith("OFFSET('Danh mục chung'!$")
    assert desk.dress(DESK) == 0


def test_a_tab_whose_keys_were_deleted_gets_no_second_one(desk: WorkbookStore) -> None:
    workbook = opened(desk.file(DESK).parent, DESK)
    workbook[F01.title].title = "Sổ của tôi"
    workbook["Sổ của tôi"].delete_rows(1)
    workbook.save(desk.file(DESK))
    assert desk.dress(DESK) == 0
    assert "“Sổ phản hồi”" in desk.read(DESK).problems[0].sentence
