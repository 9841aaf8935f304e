"""A disk that is full at any byte, or fails at any step: nothing torn, nothing lost."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from sheets_schema.records import NewRow
from sheets_schema.report import Heading, Report
from sync.store import StoreError, Unreachable
from sync.xlsx.workbook import WorkbookStore
from tests.effort import rounds
from tests.stores import dialects
from tests.stores.dialects import BOOK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMITS = rounds(60, deep=2000)
LAST = 12
"""So many bytes before the last one are tried each."""
GIVE = {"make": 20}
"""Two new books differ by some bytes, for they say when they were made."""
REPORT = Report("thu", "Báo cáo thử", (Heading("Kết quả"),))
STEPS = frozenset({"open", "os.rename", "os.link", "os.chmod", "os.truncate"})
"""What Python tells of on its way to the disk; what is written is met by its size."""
WORKER = """
import sys
from pathlib import Path
from tests.xlsx.test_full import failing
failing(Path(sys.argv[1]), sys.argv[2])
"""


def commit(desk: WorkbookStore) -> None:
    row = NewRow("unit", {"name": "Giao nhận", "count": 4}, once="name")
    desk.commit(desk.read(BOOK), [row])


def dress(desk: WorkbookStore) -> None:
    desk.dress(BOOK)


def draw(desk: WorkbookStore) -> None:
    desk.draw(BOOK, REPORT)


WORK: dict[str, Callable[[WorkbookStore], None]] = {
    "commit": commit,
    "dress": dress,
    "draw": draw,
    "make": dress,
}


def desk_for(folder: Path, work: str) -> tuple[WorkbookStore, bytes]:
    """A desk with its book as it is before the work, and the book's bytes."""
    desk = WorkbookStore(folder, desk_id="ban-thu")
    before = b"" if work == "make" else dialects.without_places()
    put(desk, before)
    return desk, before


def put(desk: WorkbookStore, words: bytes) -> None:
    desk.file(BOOK).unlink(missing_ok=True)
    if words:
        desk.file(BOOK).write_bytes(words)


def left(desk: WorkbookStore) -> tuple[bytes, set[str]]:
    """The book's bytes, and what else lies beside it."""
    names = {it.name for it in desk.file(BOOK).parent.iterdir()}
    words = desk.file(BOOK).read_bytes() if BOOK.file in names else b""
    return words, names - {BOOK.file, ".langnghe.lock"}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow larger than this many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("work", WORK)
def test_where_the_room_ends_nothing_is_torn_and_nothing_left_behind(
    tmp_path: Path, work: str
) -> None:
    desk, before = desk_for(tmp_path, work)
    WORK[work](desk)
    size, give = len(left(desk)[0]), GIVE.get(work, 0)
    step, least = max(1, size // LIMITS), size - give
    for room in sorted({*range(0, least, step), *range(least - LAST, least)}):
        put(desk, before)
        with room_for(room), pytest.raises(Unreachable, match="lớn hơn mức"):
            WORK[work](desk)
        assert left(desk) == (before, set())
    put(desk, before)
    with room_for(size + give):
        WORK[work](desk)
    assert left(desk)[0] != before


class Steps:
    """The steps on the way to a folder's disk, of which one may fail.

    Python tells a hook of each; a hook stays for ever, so it lives in a process that
    does nothing else.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.left = 0
        sys.addaudithook(self._meet)

    def _meet(self, event: str, told: tuple[Any, ...]) -> None:
        if self.left and event in STEPS and self._writes(event, told):
            self.left -= 1
            if not self.left:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _writes(self, event: str, told: tuple[Any, ...]) -> bool:
        here = str(told[0]).startswith(self._folder)
        return here and (event != "open" or bool(told[2] & (os.O_WRONLY | os.O_RDWR)))


def failing(folder: Path, work: str) -> None:
    """Let each step of some work fail, then do it again; say how many there were."""
    desk, before = desk_for(folder, work)
    WORK[work](desk)
    wanted, steps, failed = shown(desk), Steps(folder), 0
    while not steps.left:
        put(desk, before)
        steps.left = failed + 1
        with suppress(StoreError):
            WORK[work](desk)
        if not steps.left:
            failed += 1
            assert left(desk)[0] == before or shown(desk) == wanted
            WORK[work](desk)
        assert (shown(desk), left(desk)[1]) == (wanted, set())
    print(failed)  # noqa: T201 - the parent reads it


def shown(desk: WorkbookStore) -> dict[str, Any]:
    """Every cell of every tab."""
    book = CalamineWorkbook.from_path(str(desk.file(BOOK)))
    return {it: book.get_sheet_by_name(it).to_python() for it in book.sheet_names}


@pytest.mark.parametrize("work", WORK)
def test_where_a_step_fails_the_work_is_done_or_not_and_done_again(
    tmp_path: Path, work: str
) -> None:
    words = [sys.executable, "-c", WORKER, str(tmp_path), work]
    said = subprocess.run(words, check=False, capture_output=True, text=True)
    assert said.stderr == ""
    assert int(said.stdout) > len(("lock", "draft", "exchange"))
