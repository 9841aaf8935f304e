"""The desk's own jobs beside a colleague who opens, types, saves and closes all day."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from io import BytesIO
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from jobs import flush, founding, review
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sync.bootstrap import open_desk
from sync.configuration import settings
from sync.locking import libre_lock
from sync.store import StoreError
from sync.xlsx.contents import Contents
from sync.xlsx.parts import Parts
from sync.xlsx.patching import patch
from sync.xlsx.workbook import WorkbookStore
from tests.desk.conftest import FRIDAY
from tests.effort import rounds
from tests.sending import form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.records import Row
    from sync.desk import Desk
    from sync.durable.queue import Parcel

ROUNDS = rounds(60, deep=250)
"""So many flushes, and as many reviews."""
LOCK = ",ha,PC-01,06.03.2026 08:30,file:///home/ha;"
F01 = DESK["f01"]


class Colleague(Thread):
    """Writes notes into cases, and types cases of her own; or only looks."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.stop = Event()
        self.notes: dict[str, str] = {}
        self.cases: list[str] = []
        self._store = WorkbookStore(folder, desk_id="only read")
        self._file = folder / DESK.file
        self._dice = Random(2026)

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
                lock = os.open(libre_lock(self._file), flags)
            except FileExistsError:
                time.sleep(0.001)
                continue
            os.write(lock, LOCK.encode())
            os.close(lock)
            if self._dice.random() < 3 / 4:
                self._work()
            libre_lock(self._file).unlink()
            time.sleep(self._dice.uniform(0, 0.5))

    def _work(self) -> None:
        reading = self._store.read(DESK, ("f01",))
        rows = [row for row in reading.rows["f01"] if row.get("code")]
        if rows and self._dice.random() < 2 / 3:
            row, word = self._dice.choice(rows), f"đã gọi {len(self.notes)}"
            self._save(reading.columns["f01"], row.line, {"note": word})
            self.notes[str(row.get("code"))] = word
        else:
            line = max([2, *(row.line for row in reading.rows["f01"])]) + 1
            word = f"khách đến quầy {len(self.cases)}"
            self._save(reading.columns["f01"], line, {"description": word})
            self.cases.append(word)

    def _save(
        self, columns: tuple[str, ...], line: int, cells: Mapping[str, Raw]
    ) -> None:
        """Save the whole book: in place, or beside it."""
        contents = Contents(Parts(BytesIO(self._file.read_bytes())))
        typed = {line: {columns.index(key): it for key, it in cells.items()}}
        saved = BytesIO()
        contents.parts.write(saved, patch(contents, {F01.title: typed}))
        if self._dice.random() < 1 / 2:
            self._file.write_bytes(saved.getvalue())
        else:
            draft = self._file.with_name("luu.tmp")
            draft.write_bytes(saved.getvalue())
            draft.replace(self._file)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    wishes = founding.Wishes(company="Công ty Ánh Dương", email="a@example.com")
    founding.found(tmp_path, wishes, {}, now=FRIDAY)
    opened = open_desk(tmp_path, settings.load(tmp_path, {}), now=FRIDAY)
    yield opened
    opened.queue.close()


def sent(number: int) -> Parcel:
    return form(
        f"{number}",
        track_code=codes.track_code(number),
        at=FRIDAY,
        fields={"kind": "Khiếu nại", "description": f"khách viết {number}"},
    )


def turn(desk: Desk, number: int) -> None:
    """A minute of the desk: a customer writes, the jobs run as they can."""
    now = FRIDAY + timedelta(seconds=number)
    desk.queue.put(sent(number), another_code=lambda: codes.track_code(0))
    for job in (flush.run, review.run):
        try:
            job(desk, now=now)
        except StoreError:  # read while being saved: the runner takes the next turn
            time.sleep(0.01)


def rows(desk: Desk) -> list[Row]:
    return list(desk.store.read(DESK, ("f01",)).rows["f01"])


def test_beside_a_colleague_the_jobs_lose_nothing_of_hers_or_ours(
    tmp_path: Path, desk: Desk
) -> None:
    colleague = Colleague(tmp_path)
    colleague.start()
    for number in range(1, ROUNDS + 1):
        turn(desk, number)
    colleague.stop.set()
    colleague.join()
    turn(desk, ROUNDS + 1)
    told = [str(row.get("description")) for row in rows(desk)]
    wrote = [f"khách viết {number}" for number in range(1, ROUNDS + 2)]
    assert [it for it in told if it in wrote] == wrote
    assert sorted(told) == sorted([*wrote, *colleague.cases])
    numbers = [str(row.get("code")) for row in rows(desk)]
    assert len(set(numbers)) == len(told), "each has a number of its own"
    notes = {str(row.get("code")): row.get("note") for row in rows(desk)}
    assert {code: notes[code] for code in colleague.notes} == colleague.notes
    assert min(len(colleague.notes), len(colleague.cases)) > 1, "or they did not meet"
