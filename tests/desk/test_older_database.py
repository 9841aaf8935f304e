"""An older copy of the database put back: the books know more, and the desk learns."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from jobs import catalogue
from jobs.catalogue import Site
from jobs.health import doctor
from jobs.mailing.folder import LETTERS
from jobs.register.rebuilding import OLDER
from sheets_schema.books.shelf import DESK
from sheets_schema.records import NewRow
from sync.bootstrap import DATABASE, open_desk
from sync.configuration import settings
from tests import older

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sheets_schema.cells import Raw

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LEFT = datetime(2026, 11, 28, 18, 8, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


def run(folder: Path, *at: datetime, jobs: str = "flush review post") -> None:
    """What a program does that is started now and ended after these minutes."""
    desk = open_desk(folder, settings.load(folder, {}), now=at[0])
    for moment in at:
        for job in jobs.split():
            catalogue.run(job, Site(desk, folder, partial(_still, moment)))
    desk.queue.close()


def _still(moment: datetime) -> datetime:
    return moment


def letters(folder: Path) -> list[str]:
    """What went out, each named by its Message-ID and its minute."""
    return sorted(it.name for it in (folder / LETTERS).glob("*.eml"))


def rows(folder: Path, tab: str) -> list[Mapping[str, Raw]]:
    desk = open_desk(folder, settings.load(folder, {}), now=MONDAY)
    found = [row.cells for row in desk.store.read(DESK).rows[tab]]
    desk.queue.close()
    return found


def put_back(folder: Path, copy: Path) -> None:
    """The program is stopped, and an older copy takes the database's place."""
    for file in folder.glob(f"{DATABASE}*"):
        file.unlink()
    shutil.copy(copy, folder / DATABASE)


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Path]:
    """A desk's folder and a copy of its database from before Monday."""
    folder = older.unpack("0.1.0", tmp_path / "desk")
    copy = tmp_path / "copy.db"
    shutil.copy(folder / DATABASE, copy)
    return folder, copy


HELD = "N01 F01-2026-0030"
"""Of a message that waits for a look staff hear when its row is seen again."""


@pytest.mark.parametrize("reviews_after", [0, 1])
def test_nobody_is_written_to_again(
    copied: tuple[Path, Path], reviews_after: int
) -> None:
    folder, copy = copied
    run(folder, LEFT, MONDAY)
    if reviews_after:
        run(folder, MONDAY + MINUTE, jobs="review")
    sent = letters(folder)
    assert len(sent) > 5
    put_back(folder, copy)
    later = MONDAY + timedelta(minutes=10)
    run(folder, later, later + MINUTE)
    new = {it for it in letters(folder) if it not in sent}
    assert len(new) == len(letters(folder)) - len(sent)
    assert {it for it in new if HELD not in it} == set()


def test_numbers_and_the_log_of_changes_go_on_behind_the_books(
    copied: tuple[Path, Path],
) -> None:
    folder, copy = copied
    run(folder, LEFT, MONDAY, MONDAY + MINUTE)
    cases, log = rows(folder, "f01"), rows(folder, "changed")
    put_back(folder, copy)
    desk = open_desk(folder, settings.load(folder, {}), now=MONDAY)
    reading = desk.store.read(DESK)
    typed = {"description": "Khách gọi lại", "name": "Mai"}
    desk.store.commit(reading, [NewRow("f01", typed, once="")])
    desk.queue.close()
    later = MONDAY + timedelta(hours=1)
    run(folder, later, later + MINUTE, jobs="review")
    numbers = [row.get("code") for row in rows(folder, "f01")]
    assert numbers[: len(cases)] == [row.get("code") for row in cases]
    assert numbers[-1] == "F01-2026-0038"
    after = rows(folder, "changed")
    assert after[: len(log)] == log
    assert [row.get("why") for row in after].count(OLDER) == 1
    assert len({row["seq"] for row in after}) == len(after)
    found = doctor.examine(folder, {}, now=later).findings
    assert [it.what for it in found if "nhật ký" in it.what.lower() and it.grave] == []
    assert [it for it in found if it.what.startswith(OLDER)]


def test_a_desk_cut_off_before_its_letters_were_queued_still_sends_them(
    copied: tuple[Path, Path],
) -> None:
    """The lines stood in the book; the database is no older for it."""
    folder, copy = copied
    run(folder, LEFT, jobs="flush")
    with (
        closing(sqlite3.connect(folder / DATABASE)) as now,
        closing(sqlite3.connect(copy)) as then,
    ):
        now.backup(then)
    run(folder, LEFT, jobs="review")
    waiting = {row["key"] for row in rows(folder, "sent") if row["result"] == "Chờ gửi"}
    put_back(folder, copy)
    run(folder, LEFT, MONDAY)
    ended = {"Lưu thành tệp", "Gộp trong thư khác", "Bỏ qua: đã xử lý"}
    run(folder, MONDAY + MINUTE, jobs="review")
    told = {row["key"]: row["result"] for row in rows(folder, "sent")}
    assert {told[key] for key in waiting} <= ended
