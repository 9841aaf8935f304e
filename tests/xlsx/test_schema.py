"""Files that the desk writes hold to what Excel checks before it opens one."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from sheets_schema.books.shelf import BOARD, BOOKS
from sheets_schema.records import NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores import dialects, excel
from tests.stores.dialects import DIALECTS, replaced
from tests.stores.trial import BOOK, WorkbookHand
from tests.xlsx.test_corners import TWO_TABS
from tests.xlsx.test_report import REPORT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book

SHEET = "xl/worksheets/sheet1.xml"
ROW: Mapping[str, Raw] = {
    "code": "F01-2026-0001",
    "status": "Mới",
    "due": datetime(2026, 3, 6, 9, 42),
    "name": "=1+1",
    "words": "Dòng một\nDòng hai _x0041_ " * 900,
    "day": date(2026, 3, 6),
    "mark": 4.5,
    "amount": -12_500_000,
    "agreed": True,
}


def store(folder: Path) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu")


def checked(file: Path) -> list[str]:
    return [*excel.violations(file), *excel.faults(file)]


def worked(folder: Path) -> Path:
    """A book in which the desk has worked."""
    desk = store(folder)
    desk.dress(BOOK)
    desk.commit(desk.read(BOOK), [NewRow("case", ROW, once="code")])
    return desk.file(BOOK)


@excel.needed
@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.key)
def test_a_new_book_holds_to_the_schema(tmp_path: Path, book: Book) -> None:
    desk = store(tmp_path)
    desk.dress(book)
    assert checked(desk.file(book)) == []


@excel.needed
def test_a_book_with_rows_of_every_kind_holds_to_the_schema(tmp_path: Path) -> None:
    assert checked(worked(tmp_path)) == []


@excel.needed
def test_a_book_with_a_report_drawn_twice_holds_to_the_schema(tmp_path: Path) -> None:
    desk = store(tmp_path)
    desk.dress(BOARD)
    desk.draw(BOARD, REPORT)
    desk.draw(BOARD, REPORT)
    assert checked(desk.file(BOARD)) == []


@excel.needed
def test_a_book_that_got_its_look_back_holds_to_the_schema(tmp_path: Path) -> None:
    file = worked(tmp_path)
    with ZipFile(file) as parts:
        tail = parts.read(SHEET).decode().partition("</sheetData>")[2]
    bare = re.sub("<(conditionalFormatting|dataValidations).*</\\1>", "", tail)
    file.write_bytes(replaced(file.read_bytes(), SHEET, tail, bare))
    WorkbookHand(file).drop_tab("Đơn vị")
    before = excel.violations(file)
    assert store(tmp_path).dress(BOOK) > len(before)
    assert [*(excel.violations(file) - before), *excel.faults(file)] == []


@pytest.fixture(params=DIALECTS, ids=lambda make: make.__name__)
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make: Callable[[], bytes] = request.param
    file = tmp_path / dialects.BOOK.file
    file.write_bytes(make())
    return file


@excel.needed
def test_in_a_file_of_another_program_nothing_gets_worse(foreign: Path) -> None:
    before = excel.violations(foreign) + Counter(excel.faults(foreign))
    desk = store(foreign.parent)
    row: Mapping[str, Raw] = {
        "name": "Giao nhận",
        "since": datetime(2026, 3, 6),
        "count": 4,
    }
    desk.commit(desk.read(dialects.BOOK), [NewRow("unit", row, once="name")])
    desk.dress(TWO_TABS)
    after = excel.violations(foreign) + Counter(excel.faults(foreign))
    assert after - before == Counter()


STYLES, BOOK_PART, KINDS = "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"
NEEDS = "xl/worksheets/_rels/sheet1.xml.rels"
HARM = {
    "a format that is not there": (SHEET, '<c r="A3" s="', '<c r="A3" s="99'),
    "a cell out of order": (SHEET, '<c r="B2"', '<c r="A2"'),
    "a cell in another row": (SHEET, '<c r="B2"', '<c r="B9"'),
    "a row out of order": (SHEET, '<row r="3"', '<row r="2"'),
    "a live format that is not there": (SHEET, 'dxfId="0"', 'dxfId="99"'),
    "a text that is not there": (SHEET, 't="b"><v>1', 't="s"><v>1'),
    "a number that is none": (SHEET, "<v>4.5</v>", "<v>bốn</v>"),
    "a list that is too long": (SHEET, "<formula1>", f'<formula1>"{"x," * 140}"'),
    "a title that is too long": (SHEET, " sqref=", f' promptTitle="{"x" * 33}" sqref='),
    "a cell beyond the sheet": (SHEET, 'sqref="', 'sqref="XFE1 '),
    "a wrong count": (SHEET, '<dataValidations count="', '<dataValidations count="9'),
    "a text that is too long": (SHEET, "Dòng một", "Dòng một" * 9000),
    "a part without a type": (KINDS, 'Extension="vml"', 'Extension="emf"'),
    "a type without a part": (KINDS, "/xl/styles.xml", "/xl/stylish.xml"),
    "a type that is said twice": (KINDS, "/docProps/core.xml", "/xl/styles.xml"),
    "an id that is there twice": (NEEDS, 'Id="comments"', 'Id="anysvml"'),
    "a name of no tab": (BOOK_PART, 'localSheetId="1"', 'localSheetId="9"'),
    "a name that is there twice": (BOOK_PART, 'localSheetId="1"', 'localSheetId="0"'),
    "a number format that is not there": (
        STYLES,
        '"164" formatCode',
        '"199" formatCode',
    ),
    "a font that is not there": (STYLES, 'fontId="1"', 'fontId="99"'),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return worked(tmp_path_factory.mktemp("whole")).read_bytes()


@pytest.mark.parametrize("harm", HARM)
def test_what_the_schema_leaves_unsaid_is_seen(
    whole: bytes, tmp_path: Path, harm: str
) -> None:
    file = tmp_path / "harmed.xlsx"
    file.write_bytes(whole)
    assert excel.faults(file) == []
    file.write_bytes(replaced(whole, *HARM[harm]))
    assert excel.faults(file)
