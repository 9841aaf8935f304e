"""A desk that is killed while it writes leaves a whole workbook, the old or the new."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from zipfile import ZipFile

from sheets_schema.records import CellChange, NewRow
from sync.locking import libre_lock
from sync.xlsx.workbook import WorkbookStore
from tests.effort import rounds
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS = rounds(5, deep=200)
FILL = 300
"""Rows that are there before, so that a write takes a while."""
WORKER = """
import sys
from pathlib import Path
from tests.xlsx.test_killed import work
work(Path(sys.argv[1]))
"""


def store(folder: Path) -> WorkbookStore:
    return WorkbookStore(folder, desk_id="ban-thu", patience=5)


def row(code: str) -> NewRow:
    words = "Hàng giao thiếu một thùng, gọi mãi không ai nghe máy. " * 4
    return NewRow("case", {"code": code, "words": words}, once="code")


def work(folder: Path) -> None:
    """Commit for ever: two rows and their count, all or none; each done is said."""
    desk = store(folder)
    while True:
        reading = desk.read(BOOK)
        first, *rest = reading.rows["case"]
        done = len(rest)
        desk.commit(
            reading,
            [
                row(f"A{done}"),
                row(f"B{done}"),
                CellChange("case", first.line, "mark", first.get("mark"), done + 2),
            ],
        )
        print(done + 2, flush=True)  # noqa: T201 - the parent reads it


def killed_after(folder: Path, seconds: float) -> int:
    """Let a process work, kill it; how many rows it said were there."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder)], stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        said = int(worker.stdout.readline())
        time.sleep(seconds)
        worker.kill()
        rest = worker.stdout.read().split()
    return int(rest[-1]) if rest else said


def judged(folder: Path, said: int) -> None:
    """The book is whole, and what was said to be there is there."""
    with ZipFile(folder / BOOK.file) as file:
        assert file.testzip() is None
    first, *rest = store(folder).read(BOOK).rows["case"]
    assert first.get("mark") == len(rest) >= said
    assert len(rest) % 2 == FILL % 2


def kill_many_times(folder: Path, times: int) -> None:
    desk = store(folder)
    desk.dress(BOOK)
    desk.commit(desk.read(BOOK), [row(f"C{number}") for number in range(FILL + 1)])
    dice = random.Random(2026)
    for _ in range(times):
        judged(folder, killed_after(folder, dice.uniform(0, 0.04)))
    desk.commit(desk.read(BOOK), [row("cuối")])
    assert not libre_lock(desk.file(BOOK)).exists()
    left = {it.name for it in folder.iterdir()} - {BOOK.file, ".langnghe.lock"}
    assert left == set()


def test_a_desk_killed_while_it_writes_leaves_a_whole_book(tmp_path: Path) -> None:
    kill_many_times(tmp_path, ROUNDS)
