"""A cell that holds anything in a column with a key is occupied, whatever it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sheets_schema.cells import Unread
from sheets_schema.records import NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores.dialects import replaced
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
NEW = NewRow("case", {"code": "F01-2", "name": "Minh"}, once="code")


def desk(folder: Path, rows: str) -> WorkbookStore:
    """A book with one case, and what a person put below it."""
    made = WorkbookStore(folder, desk_id="ban-thu")
    made.dress(BOOK)
    first = NewRow("case", {"code": "F01-1", "name": "Lan"}, once="code")
    made.commit(made.read(BOOK), [first])
    words = made.file(BOOK).read_bytes()
    end = "</sheetData>"
    made.file(BOOK).write_bytes(replaced(words, SHEET, end, f"{rows}{end}"))
    return made


def row(cell: str) -> str:
    return f'<row r="4">{cell}</row>'


ODD = {
    "an error": ('<c r="D4" t="e"><f>NA()</f><v>#N/A</v></c>', "#N/A"),
    "a formula never computed": ('<c r="D4"><f>F3&amp;"a"</f><v></v></c>', '=F3&"a"'),
    "a formula without a value": ('<c r="D4"><f>F3</f></c>', "=F3"),
    "a picture": ('<c r="D4" t="e" vm="1"><v>#VALUE!</v></c>', "(hình)"),
    "a picture of WPS": (
        '<c r="D4" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
        "(hình)",
    ),
    "a broken text": ('<c r="D4" t="s"><v>999</v></c>', "999"),
}
ROWS = [pytest.param(*it, id=name) for name, it in ODD.items()]


@pytest.mark.parametrize(("cell", "shown"), ROWS)
def test_what_holds_no_value_is_seen(tmp_path: Path, cell: str, shown: str) -> None:
    _, found = desk(tmp_path, row(cell)).read(BOOK).rows["case"]
    name = found.get("name")
    assert (found.line, name, type(name)) == (4, shown, Unread)


@pytest.mark.parametrize("name", ODD)
def test_no_case_is_written_into_its_line(tmp_path: Path, name: str) -> None:
    made = desk(tmp_path, row(ODD[name][0]))
    made.commit(made.read(BOOK), [NEW])
    lines = [it.line for it in made.read(BOOK).rows["case"]]
    assert lines == [3, 4, 5]


def test_a_formula_that_shows_nothing_is_not_written_over(tmp_path: Path) -> None:
    made = desk(tmp_path, row('<c r="D4" t="str"><f>IF(F4="","",F4)</f><v></v></c>'))
    made.commit(made.read(BOOK), [NEW])
    rows = made.read(BOOK).rows["case"]
    assert [(it.line, it.get("name")) for it in rows] == [
        (3, "Lan"),
        (4, None),
        (5, "Minh"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="Z4"><f>A4+1</f></c>',
        '<c r="Z4" t="e"><v>#N/A</v></c>',
        '<c r="D4" s="1"/>',
        '<c r="D4" t="inlineStr"><is><t></t></is></c>',
    ],
)
def test_ones_own_columns_and_empty_cells_occupy_nothing(
    tmp_path: Path, cell: str
) -> None:
    made = desk(tmp_path, row(cell))
    made.commit(made.read(BOOK), [NEW])
    assert [it.line for it in made.read(BOOK).rows["case"]] == [3, 4]
