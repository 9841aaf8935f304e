"""People who open, save and close the book at any moment while the desk works in it."""

from __future__ import annotations

import os
import time
from threading import Event, Thread
from typing import TYPE_CHECKING

from hypothesis import settings

from sheets_schema.columns import HEADING_LINE
from sheets_schema.records import CellChange, NewRow
from sync.locking import libre_lock
from sync.store import StoreError
from sync.xlsx.workbook import WorkbookStore
from tests.stores.trial import BOOK, WorkbookHand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sheets_schema.records import Change, Reading
    from sync.grid import Grid

ROUNDS = settings().max_examples
LOCK = ",ha,PC-01,06.03.2026 08:30,file:///home/ha;"


def store(folder: Path) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu", patience=5)


class Person(Thread):
    """Opens the book as LibreOffice does, types a word, saves, closes; again."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.stop = Event()
        self.words: list[str] = []
        self._file = file
        self._hand = WorkbookHand(file)

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                lock = os.open(
                    libre_lock(self._file), os.O_CREAT | os.O_EXCL | os.O_WRONLY
                )
            except FileExistsError:
                time.sleep(0.001)
                continue
            os.write(lock, LOCK.encode())
            os.close(lock)
            word = f"lời {len(self.words)}"
            self._hand.act("unit", lambda grid: _append(grid, word))  # noqa: B023 - called at once
            self.words.append(word)
            libre_lock(self._file).unlink()
            time.sleep(0.005)


def _append(grid: Grid, word: str) -> None:
    grid.put(max(len(grid.lines), HEADING_LINE) + 1, 0, word)


def done(desk: WorkbookStore, decide: Callable[[Reading], list[Change]]) -> None:
    """Read, decide, commit, for as long as it takes."""
    while True:
        try:
            reading = desk.read(BOOK)
            desk.commit(reading, decide(reading))
        except StoreError:  # open, saved meanwhile, or read while being saved
            time.sleep(0.001)
        else:
            return


def flush(number: int) -> Callable[[Reading], list[Change]]:
    return lambda _: [NewRow("case", {"code": f"F01-{number}"}, once="code")]


def review(reading: Reading) -> list[Change]:
    return [
        CellChange("case", row.line, "status", None, "Mới")
        for row in reading.rows["case"]
        if row.get("status") is None
    ]


def test_beside_people_who_save_nothing_of_theirs_or_ours_is_lost(
    tmp_path: Path,
) -> None:
    desk = store(tmp_path)
    desk.dress(BOOK)
    person = Person(desk.file(BOOK))
    person.start()
    for number in range(ROUNDS):
        done(desk, flush(number))
        done(desk, review)
    person.stop.set()
    person.join()
    reading = desk.read(BOOK)
    assert [row.get("name") for row in reading.rows["unit"]] == person.words
    assert [row.cells for row in reading.rows["case"]] == [
        {"code": f"F01-{number}", "status": "Mới"} for number in range(ROUNDS)
    ]
    assert person.words
