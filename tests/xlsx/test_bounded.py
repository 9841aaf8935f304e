"""Whatever a file says of its size, it costs what its cells in use cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sheets_schema.records import NewRow
from sync.xlsx.allowance import Allowance
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[2]
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
MEGABYTES = 300
END = "</sheetData>"
PLAIN = '<c r="A{}"><v>1</v></c>'


def cell(ref: str, inside: str = "<v>7</v>") -> str:
    line = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{line}"><c r="{ref}">{inside}</c></row>'


def rows(first: int, last: int, inside: str) -> Iterable[str]:
    for line in range(first, last):
        yield f'<row r="{line}">{inside.format(line)}</row>'


def long_text(size: int) -> str:
    return f'<row r="9"><c r="A9" t="inlineStr"><is><t>{"a" * size}</t></is></c></row>'


LONG = '<c r="D{}" t="inlineStr"><is><t>' + "a" * (1 << 20) + "</t></is></c>"
BELOW: Mapping[str, Iterable[str]] = {
    "far corner": [cell("XFD1048576")],
    "far line": [cell("A1048576")],
    "no line of any sheet": [cell("A99999999999")],
    "no column of any sheet": ['<row r="9"><c r="ZZZZ9"><v>7</v></c></row>'],
    "blank to the end": rows(4, 1_048_577, '<c r="A{}" s="1"/>'),
    "a million rows": rows(4, 1_048_577, PLAIN),
    "one endless text": [long_text(40 << 20)],
    "many long texts": rows(4, 400, LONG),
    "one endless tag": ['<row r="9"', " " * (20 << 20), "></row>"],
    "never closed": ["<row r='9'>", '<c r="A9">' * (1 << 20)],
    "deep": ["<row r='9'><c r='A9'>", "<is>" * (1 << 20), "</is>" * (1 << 20)],
    "formulas of one's own": rows(4, 40_000, '<c r="Z{}"><f>A1+1</f><v>2</v></c>'),
}
"""What stands below the one case of a book, by the name of what is wrong with it."""
HEAD: Mapping[str, tuple[str, str, str]] = {
    "a dimension that lies": (SHEET, '<dimension ref="A1', '<dimension ref="A1:XFD1'),
    "joined over the whole sheet": (
        SHEET,
        END,
        f'{END}<mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells>',
    ),
    "thousands of formats": (
        STYLES,
        "</cellXfs>",
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 60_000 + "</cellXfs>",
    ),
    "thousands of names": (
        "xl/workbook.xml",
        "<definedNames>",
        "<definedNames>"
        + "".join(f'<definedName name="n{it}">1</definedName>' for it in range(50_000)),
    ),
}


def made(
    folder: Path, words: bytes, name: str, part: str, pieces: Iterable[bytes]
) -> None:
    """A book with another part in the place of one of its own."""
    (folder / "first").write_bytes(words)
    with (
        ZipFile(folder / "first") as source,
        ZipFile(folder / f"{name}.xlsx", "w", ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for info in source.infolist():
            with target.open(info.filename, "w") as entry:
                own = [source.read(info.filename)]
                entry.writelines(pieces if info.filename == part else own)
    (folder / "first").unlink()


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """What a desk made of all of them, one after the other, in one process."""
    home, books = tmp_path_factory.mktemp("ban"), tmp_path_factory.mktemp("sổ")
    desk = WorkbookStore(home, desk_id="ban-thu")
    desk.dress(BOOK)
    new = NewRow("case", {"code": "F01-1", "name": "Lan"}, once="code")
    desk.commit(desk.read(BOOK), [new])
    words = desk.file(BOOK).read_bytes()
    with ZipFile(desk.file(BOOK)) as book:
        parts = {it: book.read(it).decode() for it in book.namelist()}
    before, _, after = parts[SHEET].partition(END)
    for name, inside in BELOW.items():
        pieces = (it.encode() for it in (before, *inside, END, after))
        made(books, words, name, SHEET, pieces)
    for name, (part, old, fresh) in HEAD.items():
        made(books, words, name, part, [parts[part].replace(old, fresh, 1).encode()])
    said = subprocess.run(
        [sys.executable, "-m", "tests.xlsx.bounded", f"{books}"],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    found: Mapping[str, Any] = json.loads(said.stdout)
    return found


def test_no_book_takes_more_memory_than_is_promised(outcome: Mapping[str, Any]) -> None:
    assert outcome["peak"] < MEGABYTES


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("far corner", "XFD1048576"),
        ("far line", "A1048576"),
        ("no line of any sheet", "A99999999999"),
        ("no column of any sheet", "ZZZZ9"),
    ],
)
def test_a_cell_far_away_is_told_and_the_rest_goes_on(
    outcome: Mapping[str, Any], name: str, ref: str
) -> None:
    read = outcome["books"][name]["read"]
    told = " ".join(read["told"])
    assert (read["lines"][0], f"ô {ref} nằm rất xa bảng" in told) == (3, True)


@pytest.mark.parametrize(
    "name",
    ["far corner", "far line", "no column of any sheet", "blank to the end", *HEAD],
)
def test_a_new_case_stands_below_the_last_one_all_the_same(
    outcome: Mapping[str, Any], name: str
) -> None:
    assert outcome["books"][name]["write"] == [4]


@pytest.mark.parametrize(
    "name", ["a million rows", "one endless text", "many long texts"]
)
def test_what_is_more_than_a_book_can_need_is_refused_in_a_sentence(
    outcome: Mapping[str, Any], name: str
) -> None:
    assert "nhiều dữ liệu hơn mức đọc được" in outcome["books"][name]["read"]


@pytest.mark.parametrize("name", ["one endless tag", "never closed", "deep"])
def test_what_is_no_sheet_is_refused_in_a_sentence(
    outcome: Mapping[str, Any], name: str
) -> None:
    assert "Không dùng được sổ" in outcome["books"][name]["read"]


def test_formulas_of_ones_own_occupy_nothing(outcome: Mapping[str, Any]) -> None:
    assert outcome["books"]["formulas of one's own"]["read"]["lines"] == [3]


def test_a_register_of_a_hundred_thousand_rows_may_be_kept() -> None:
    allowance = Allowance(17 << 20)
    for _ in range(100_000):
        allowance.row([*["Nguyễn Văn An"] * 27, "Tôi gọi ba lần. " * 7])
