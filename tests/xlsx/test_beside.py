"""People who open, save and close the book at any moment while the desk works in it."""

from __future__ import annotations

import os
import time
from io import BytesIO
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING

from python_calamine import CalamineWorkbook

from sheets_schema.records import CellChange, NewRow
from sync.locking import libre_lock
from sync.store import StoreError
from sync.xlsx.workbook import WorkbookStore
from tests.effort import rounds
from tests.stores import dialects
from tests.stores.dialects import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sheets_schema.records import Change, Reading

ROUNDS = rounds(100, deep=1000)
LOCK = ",ha,PC-01,06.03.2026 08:30,file:///home/ha;"
OWN = "chị Hà"


class Person(Thread):
    """Opens the book as LibreOffice does, types a line, saves, closes; again."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.stop = Event()
        self.words: list[str] = []
        self._file = file
        self._dice = Random(2026)

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
                lock = os.open(libre_lock(self._file), flags)
            except FileExistsError:
                time.sleep(0.0005)
                continue
            os.write(lock, LOCK.encode())
            os.close(lock)
            self._work()
            libre_lock(self._file).unlink()
            time.sleep(self._dice.uniform(0, 0.1))

    def _work(self) -> None:
        """Load all of the book, add a line, save all of it: in place, or beside it."""
        rows = shown(self._file)
        time.sleep(self._dice.uniform(0, 0.002))
        word = f"lời {len(self.words)}"
        saved = package([*rows, [word, OWN]])
        if self._dice.random() < 1 / 2:
            self._file.write_bytes(saved)
        else:
            draft = self._file.with_name("luu.tmp")
            draft.write_bytes(saved)
            draft.replace(self._file)
        self.words.append(word)


def shown(file: Path) -> list[list[str]]:
    words = BytesIO(file.read_bytes())
    sheet = CalamineWorkbook.from_filelike(words).get_sheet_by_index(0)
    return [[str(it) for it in line] for line in sheet.to_python()]


def package(rows: list[list[str]]) -> bytes:
    lines = (dialects.line(at, *row) for at, row in enumerate(rows, 1))
    return dialects.package(dialects.sheet("".join(lines)))


def done(desk: WorkbookStore, decide: Callable[[Reading], list[Change]]) -> None:
    """Read, decide, commit, for as long as it takes."""
    while True:
        try:
            reading = desk.read(BOOK)
            desk.commit(reading, decide(reading))
        except StoreError:  # open, saved meanwhile, or read while being saved
            time.sleep(0.004)
        else:
            return


def flush(number: int) -> Callable[[Reading], list[Change]]:
    return lambda _: [NewRow("unit", {"name": f"khách {number}"}, once="name")]


def review(reading: Reading) -> list[Change]:
    return [
        CellChange("unit", row.line, "head", None, "Lắng Nghe")
        for row in reading.rows["unit"]
        if row.get("head") is None
    ]


def test_beside_people_who_save_nothing_of_theirs_or_ours_is_lost(
    tmp_path: Path,
) -> None:
    desk = WorkbookStore(tmp_path, desk_id="ban-thu", patience=5)
    desk.file(BOOK).write_bytes(package([[*dialects.KEYS], [*dialects.HEADINGS]]))
    person = Person(desk.file(BOOK))
    person.start()
    for number in range(ROUNDS):
        done(desk, flush(number))
        done(desk, review)
    person.stop.set()
    person.join()
    rows = [(row.get("name"), row.get("head")) for row in desk.read(BOOK).rows["unit"]]
    assert [name for name, head in rows if head == OWN] == person.words
    ours = [name for name, head in rows if head == "Lắng Nghe"]
    assert ours == [f"khách {number}" for number in range(ROUNDS)]
    assert len(rows) == len(ours) + len(person.words)
    assert len(person.words) > ROUNDS / 10, "or they did not meet"
