"""Read, decide, write: done again until nobody comes between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sync.settle import TRIES, settle
from sync.store import Moved
from sync.xlsx.exchange import swap
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet


def moved(times: int) -> Callable[[], str]:
    """Work between whose reading and writing people come so many times."""
    left = [times]

    def work() -> str:
        left[0] -= 1
        if left[0] >= 0:
            raise Moved(BOOK.title)
        return "written"

    return work


@pytest.mark.parametrize("times", range(TRIES))
def test_work_is_done_again_until_nobody_comes_between(times: int) -> None:
    assert settle(moved(times)) == "written"


def test_people_who_come_between_every_time_are_told_of() -> None:
    with pytest.raises(Moved, match="vừa được người khác sửa"):
        settle(moved(TRIES))


def test_a_colleague_who_saves_while_the_look_is_mended_keeps_the_save(
    tmp_path: Path,
) -> None:
    store = WorkbookStore(tmp_path, desk_id="ban-thu")
    store.dress(BOOK)
    spoilt, saved = _spoilt(store, "x"), _spoilt(store, "Tiêu đề khác")
    store.file(BOOK).write_bytes(spoilt)
    saves = [saved]

    def by(fresh: Path, book: Path) -> None:
        if saves:
            book.write_bytes(saves.pop())
        swap(fresh, book)

    hasty = WorkbookStore(tmp_path, desk_id="ban-thu", by=by)
    assert hasty.dress(BOOK)
    assert _sheet(store).cell(9, 40).value == "Tiêu đề khác"


def _spoilt(store: WorkbookStore, said: str) -> bytes:
    """The book as somebody would save it who emptied a heading and wrote elsewhere."""
    file = store.file(BOOK)
    sheet = _sheet(store)
    sheet.cell(2, 1).value = None
    sheet.cell(9, 40).value = said
    copy = file.with_name("copy.xlsx")
    assert sheet.parent is not None
    sheet.parent.save(copy)
    words = copy.read_bytes()
    copy.unlink()
    return words


def _sheet(store: WorkbookStore) -> Worksheet:
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy

    return load_workbook(store.file(BOOK)).worksheets[0]
