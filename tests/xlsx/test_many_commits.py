"""Many commits over a file of each kind: ours are right, nothing else changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from sheets_schema.records import CellChange, NewRow
from sync.xlsx.contents import Contents
from sync.xlsx.parts import Parts
from sync.xlsx.styles import Styles
from sync.xlsx.workbook import WorkbookStore
from tests.effort import rounds
from tests.stores import excel, libre
from tests.stores.dialects import BOOK, DIALECTS
from tests.stores.excel import local
from tests.stores.foreign import FOREIGN
from tests.stores.programs import PAINTED, PROGRAMS, TAB
from tests.xlsx.test_foreign import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading

COMMITS = rounds(24, deep=1000)
KINDS = {make.__name__: make for make in (*PROGRAMS, *FOREIGN, *DIALECTS)}
COLOURED = {make.__name__ for make in (*PROGRAMS, *FOREIGN)}
SINCE = datetime(2026, 3, 6, 9, 42)
NASTY = ("=1+1", "Hà & <Lan>", " hai  chỗ trống ", "_x0041_", "𝄞\nxuống dòng", "0123")
OURS = len(BOOK["unit"].columns)

Cells = dict[str, "Raw"]


def flush(turn: int) -> list[Change]:
    """New rows."""
    return [
        NewRow(
            "unit",
            {
                "name": f"{NASTY[number % len(NASTY)]} {turn}.{number}",
                "since": SINCE + timedelta(hours=turn),
                "day": date(2026, 3, 6) + timedelta(days=turn),
                "count": turn / 4,
            },
            once="name",
        )
        for number in range(3)
    ]


def review(reading: Reading, turn: int) -> list[Change]:
    """Two columns of every row, as after a night."""
    moment = SINCE + timedelta(minutes=turn)
    return [
        change
        for row in reading.rows["unit"]
        for change in (
            CellChange("unit", row.line, "count", row.get("count"), turn),
            CellChange("unit", row.line, "since", row.get("since"), moment),
        )
    ]


def touch(reading: Reading, turn: int, dice: Random) -> list[Change]:
    """One cell filled, one emptied, wherever they are."""
    one, other = dice.choices(reading.rows["unit"], k=2)
    head, day = one.get("head"), other.get("day")
    return [
        CellChange("unit", one.line, "head", head, f"{dice.choice(NASTY)} {turn}"),
        CellChange("unit", other.line, "day", day, None),
    ]


def decided(reading: Reading, turn: int, dice: Random) -> list[Change]:
    match turn % 4:
        case 0:
            return flush(turn)
        case 1:
            return review(reading, turn)
        case _:
            return touch(reading, turn, dice)


def carried_out(rows: dict[int, Cells], changes: list[Change]) -> None:
    """What the rows should be: the same work on plain values."""
    for it in changes:
        if isinstance(it, NewRow):
            rows[max(rows) + 1] = dict(it.cells)
        elif it.after is None:
            rows[it.line].pop(it.column, None)
        else:
            rows[it.line][it.column] = it.after


@dataclass(frozen=True)
class Worked:
    """A file before and after many commits, and the rows it should hold."""

    before: Path
    after: Path
    rows: Mapping[int, Cells]


def worked(folder: Path, make: Callable[[], bytes]) -> Worked:
    before, after = folder / f"{make.__name__}-before.xlsx", folder / make.__name__
    after.mkdir()
    before.write_bytes(make())
    desk = WorkbookStore(after, desk_id="ban-thu")
    desk.file(BOOK).write_bytes(before.read_bytes())
    rows, dice = held(after), Random(2026)
    for turn in range(COMMITS):
        reading = desk.read(BOOK)
        changes = decided(reading, turn, dice)
        desk.commit(reading, changes)
        carried_out(rows, changes)
    return Worked(before, desk.file(BOOK), rows)


def held(folder: Path) -> dict[int, Cells]:
    reading = WorkbookStore(folder, desk_id="ban-thu").read(BOOK)
    return {row.line: dict(row.cells) for row in reading.rows["unit"]}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worked]:
    folder = tmp_path_factory.mktemp("worked")
    return {name: worked(folder, make) for name, make in KINDS.items()}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def file(files: dict[str, Worked], kind: str) -> Worked:
    return files[kind]


def test_there_are_more_than_ten_kinds() -> None:
    assert len(KINDS) > 10


def test_our_cells_are_right(file: Worked) -> None:
    assert held(file.after.parent) == file.rows


def test_the_parts_of_others_are_the_same_bytes(file: Worked, kind: str) -> None:
    before, after = entries(file.before), entries(file.after)
    changed = {it for it in before | after if before.get(it) != after.get(it)}
    ours = {part(file.before)}
    if kind == "without_styles":
        ours |= {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert ours <= changed <= {*ours, "xl/styles.xml"}


def part(path: Path) -> str:
    with path.open("rb") as opened:
        tabs = Contents(Parts(opened)).tabs
    return next(it.part for it in tabs if it.title == TAB)


def words(path: Path, name: str) -> bytes:
    with path.open("rb") as opened:
        parts = Parts(opened)
        return parts.read(name) if parts.find(name) else b""


def test_formats_are_added_and_none_is_changed(file: Worked) -> None:
    was = words(file.before, "xl/styles.xml")
    now = words(file.after, "xl/styles.xml")
    before, after = Styles(was or b"<styleSheet/>"), Styles(now)
    for name in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"):
        known = before.items(name)
        assert after.items(name)[: len(known)] == known


def test_what_stands_around_the_rows_is_the_same(file: Worked) -> None:
    name = part(file.before)
    before, after = (around(words(it, name)) for it in (file.before, file.after))
    assert before == after


def around(xml: bytes) -> tuple[list[str], list[str]]:
    """A sheet's elements but for its rows and its size."""
    root = ET.fromstring(xml)  # noqa: S314 - our own file
    kept = [it for it in root if local(it.tag) not in {"sheetData", "dimension"}]
    return [*map(str, root.attrib.items())], [ET.tostring(it, "unicode") for it in kept]


def test_cells_of_peoples_own_in_our_rows_are_the_same(file: Worked) -> None:
    name = part(file.before)
    before, after = (own(words(it, name)) for it in (file.before, file.after))
    assert before == after


def own(xml: bytes) -> dict[str, str]:
    """The cells to the right of ours, and how each row is dressed."""
    found = {}
    for row in ET.fromstring(xml).iter():  # noqa: S314 - our own file
        if local(row.tag) == "row" and row.get("r") in {"1", "2", "3", "4"}:
            about = {key: it for key, it in row.attrib.items() if key != "spans"}
            found[str(row.get("r"))] = str(about)
            cells = [it for it in row if it.get("r", "A")[0] > "E"]
            found |= {str(it.get("r")): ET.tostring(it, "unicode") for it in cells}
    return found


@excel.needed
def test_excel_has_no_more_to_say_than_before(file: Worked) -> None:
    said = excel.violations(file.after)
    added = said and said - excel.violations(file.before)
    assert [*added, *excel.faults(file.after)] == []


@pytest.fixture(scope="module")
def opened(files: dict[str, Worked], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which LibreOffice has opened and saved them all, each as its own."""
    folder = tmp_path_factory.mktemp("libre")
    sent = tmp_path_factory.mktemp("sent")
    for name, it in files.items():
        (sent / f"{name}.xlsx").write_bytes(it.after.read_bytes())
    libre.all_converted(sorted(sent.iterdir()), "xlsx", folder)
    return folder


@libre.needed
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_libreoffice_shows_every_cell(
    opened: Path, file: Worked, kind: str, tmp_path: Path
) -> None:
    (opened / f"{kind}.xlsx").rename(tmp_path / BOOK.file)
    assert held(tmp_path) == file.rows
    if kind in COLOURED:
        sheet: Any = openpyxl.load_workbook(tmp_path / BOOK.file)[TAB]
        assert sheet.cell(PAINTED, 1).fill.fgColor.rgb == "FFFFFF00"
        assert sheet.cell(PAINTED + 1, 1).fill.fill_type is None, "not ours to paint"
        assert sheet.cell(PAINTED, 7).value == "=LEN(A4)"
