"""A book of an older version gets the columns it never had, and no lost one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sheets_schema.cells import TEXT
from sheets_schema.columns import Column
from sheets_schema.records import CellChange, NewRow
from sync.xlsx.workbook import WorkbookStore
from tests.stores import excel, libre
from tests.stores.trial import BOOK, CASE, UNIT, WorkbookHand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sync.grid import Grid

MOOD = Column("mood", "Khách cảm thấy", TEXT, note="bực, lo, hay bình thường", since=2)
NEWER = replace(BOOK, tables=(replace(CASE, columns=(*CASE.columns, MOOD)), UNIT))
ROW = NewRow("case", {"code": "F01-2026-0001", "name": "An"}, once="code")


@pytest.fixture
def desk(tmp_path: Path) -> WorkbookStore:
    """A book of the older version, with a row and a column of people's own."""
    made = WorkbookStore(tmp_path, desk_id="ban-thu")
    made.dress(BOOK)
    made.commit(made.read(BOOK), [ROW])
    WorkbookHand(made.file(BOOK)).act("case", _with_own)
    return made


def _with_own(grid: Grid) -> None:
    at = len(CASE.columns)
    grid.put(2, at, "Cột riêng")
    grid.put(3, at, "chị Hà ghi")


def act(desk: WorkbookStore, what: Callable[[Grid], None]) -> None:
    WorkbookHand(desk.file(BOOK)).act("case", what)


def lose(key: str) -> Callable[[Grid], None]:
    def act(grid: Grid) -> None:
        at = grid.keys.index(key)
        for line in grid.lines:
            del line[at]

    return act


def test_an_older_book_stands_still_until_it_is_dressed(desk: WorkbookStore) -> None:
    assert "case.mood" in desk.read(NEWER).problems[0].sentence


def test_dressing_adds_a_new_column_behind_all_others(desk: WorkbookStore) -> None:
    before = WorkbookHand(desk.file(BOOK)).see(CASE.title).squared()
    assert desk.dress(NEWER) > 0
    after = WorkbookHand(desk.file(BOOK)).see(CASE.title).squared()
    width = len(before[0])
    assert [line[:width] for line in after] == before
    assert [line[width] for line in after[:2]] == ["case.mood", MOOD.heading]


def test_a_book_that_was_brought_on_is_dressed_once(desk: WorkbookStore) -> None:
    desk.dress(NEWER)
    assert desk.dress(NEWER) == 0


def test_the_new_column_is_read_and_written_like_the_others(
    desk: WorkbookStore,
) -> None:
    desk.dress(NEWER)
    reading = desk.read(NEWER)
    desk.commit(reading, [CellChange("case", 3, "mood", None, "lo")])
    (row,) = desk.read(NEWER).rows["case"]
    assert row.cells == {**ROW.cells, "mood": "lo"}


def test_a_column_that_people_lost_is_not_taken_for_a_new_one(
    desk: WorkbookStore,
) -> None:
    act(desk, lose("case.name"))
    desk.dress(NEWER)
    assert "case.name" in desk.read(NEWER).problems[0].sentence


def test_a_new_column_that_people_lost_is_not_added_again(desk: WorkbookStore) -> None:
    desk.dress(NEWER)
    act(desk, lose("case.mood"))
    assert desk.dress(NEWER) == 0
    assert "case.mood" in desk.read(NEWER).problems[0].sentence


def test_a_book_made_by_this_version_has_nothing_to_add(tmp_path: Path) -> None:
    desk = WorkbookStore(tmp_path, desk_id="ban-thu")
    desk.dress(NEWER)
    act(desk, lose("case.mood"))
    assert desk.dress(NEWER) == 0


def test_a_tab_that_cannot_be_told_is_brought_on_once_it_can(
    desk: WorkbookStore,
) -> None:
    hand = WorkbookHand(desk.file(BOOK))
    hand.add_tab("Sổ vụ việc (2)", [["case.code"]])
    assert desk.dress(NEWER) == 0
    hand.drop_tab("Sổ vụ việc (2)")
    desk.dress(NEWER)
    assert desk.read(NEWER).problems == ()


@libre.needed
def test_libreoffice_keeps_which_columns_a_book_has_had(desk: WorkbookStore) -> None:
    desk.dress(NEWER)
    act(desk, lose("case.mood"))
    libre.saved(desk.file(BOOK))
    desk.dress(NEWER)
    assert "case.mood" in desk.read(NEWER).problems[0].sentence


@excel.needed
def test_a_book_that_was_brought_on_holds_to_the_schema(tmp_path: Path) -> None:
    desk = WorkbookStore(tmp_path, desk_id="ban-thu")
    desk.dress(BOOK)
    desk.commit(desk.read(BOOK), [ROW])
    desk.dress(NEWER)
    file = desk.file(BOOK)
    assert [*excel.violations(file), *excel.faults(file)] == []
