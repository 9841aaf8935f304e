"""Where the desk lies: the folder, the disk, the database, and copies of the books."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from jobs import founding, working
from jobs.catalogue import Site
from jobs.health import doctor, storage
from sheets_schema.books.shelf import DESK
from sync.bootstrap import DATABASE, open_desk
from sync.configuration import settings
from sync.durable.database import Database, Unstorable
from tests.desk.conftest import FRIDAY

if TYPE_CHECKING:
    from pathlib import Path

    from sheets_schema.finding import Finding

WISHES = founding.Wishes(company="Công ty Ánh Dương", email="thuy@example.com")
LOCKLESS = """
import errno, fcntl, sys
def refuse(*_):
    raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = refuse
sys.argv = ["langnghe", *sys.argv[1:]]
import langnghe
langnghe.main()
"""
"""The program on a file system without locks, as of a network share."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("founded")
    founding.found(made, WISHES, {}, now=FRIDAY)
    database = Database(made / DATABASE)
    with database.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return made


@pytest.fixture
def folder(founded: Path, tmp_path: Path) -> Path:
    """A desk to be spoilt."""
    return shutil.copytree(founded, tmp_path / "desk")


def told(folder: Path, words: str) -> list[Finding]:
    found = doctor.examine(folder, {}, now=FRIDAY).findings
    return [one for one in found if words in one.what]


def spoil(file: Path, page: int, size: int) -> None:
    with file.open("r+b") as db:
        db.seek(page * size)
        db.write(bytes((it * 131 + page) % 251 for it in range(size)))


def is_noticed(folder: Path) -> bool:
    """Whether the doctor's look at the database finds something."""
    if [*storage.in_database(folder)]:
        return True
    try:
        desk = open_desk(folder, settings.load(folder, {}), now=FRIDAY)
    except Unstorable:
        return True
    with_damage = [*storage.in_rows(desk)]
    desk.queue.close()
    return bool(with_damage)


def test_a_damaged_page_anywhere_in_the_database_is_noticed(
    founded: Path, tmp_path: Path
) -> None:
    size, file = 4096, founded / DATABASE
    pages = file.stat().st_size // size
    unnoticed = []
    for page in range(pages):
        place = tmp_path / str(page)
        place.mkdir()
        for name in (DATABASE, settings.FILE):
            shutil.copy(founded / name, place / name)
        spoil(place / DATABASE, page, size)
        if not is_noticed(place):
            unnoticed.append(page)
    assert pages > 20
    assert unnoticed == []


def test_the_doctor_ends_with_one_where_the_database_is_damaged(folder: Path) -> None:
    (folder / f"{DATABASE}-wal").unlink(missing_ok=True)
    spoil(folder / DATABASE, (folder / DATABASE).stat().st_size // 4096 - 1, 4096)
    done = langnghe("-c", MAIN, "doctor", "--folder", str(folder))
    assert done.returncode == 1
    assert "Cơ sở dữ liệu langnghe.db đã hỏng một phần." in done.stdout
    assert "Traceback" not in done.stderr


MAIN = "import langnghe; langnghe.main()"


def langnghe(*words: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, *words]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}  # noqa: TID251 - handed on
    return subprocess.run(
        run, capture_output=True, text=True, encoding="utf-8", check=False, env=env
    )


def test_a_folder_without_file_locks_is_told_by_the_doctor(folder: Path) -> None:
    done = langnghe("-c", LOCKLESS, "doctor", "--folder", str(folder))
    assert done.returncode == 1
    assert "không khoá được tệp" in done.stdout


def test_a_folder_without_file_locks_is_one_sentence_of_serve(folder: Path) -> None:
    toml = folder / settings.FILE
    toml.write_text(toml.read_text("utf-8").replace("8080", "0"), "utf-8")
    done = langnghe("-c", LOCKLESS, "serve", "--folder", str(folder))
    assert done.returncode == 1
    assert "không khoá được tệp" in done.stderr
    assert "Traceback" not in done.stderr


def break_list_of_tabs(book: Path) -> None:
    """The part that lists the tabs is cut off: a program that reads may not mind."""
    with ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", b"")
    with ZipFile(book, "w", ZIP_DEFLATED) as new:
        for name, words in parts.items():
            new.writestr(name, words)


def test_a_broken_list_of_tabs_makes_the_doctor_end_with_one(folder: Path) -> None:
    break_list_of_tabs(folder / DESK.file)
    (found,) = told(folder, "tệp hỏng")
    assert found.grave
    assert "Xin giữ lại tệp này" in found.do


def test_a_book_that_cannot_be_read_is_mailed_while_the_jobs_fail(folder: Path) -> None:
    now = [FRIDAY]
    desk = open_desk(folder, settings.load(folder, {}), now=FRIDAY)
    runner = working.make_runner(Site(desk, folder, lambda: now[0]))
    for minute in range(1, 4):
        now[0] = FRIDAY + timedelta(minutes=minute)
        runner.tick(now[0])
    (folder / DESK.file).write_bytes(b"PK torn")
    for minute in range(4, 14):
        now[0] = FRIDAY + timedelta(minutes=minute)
        runner.tick(now[0])
    desk.queue.close()
    sent = [one.letter for one in desk.ledger.entries(since=FRIDAY) if one.sent_at]
    (letter,) = (one for one in sent if "Việc review đã trễ" in one.subject)
    assert letter.to_address == "thuy@example.com"
    assert "tệp hỏng" in letter.body
    assert desk.troubles() == ["job"]


@pytest.mark.parametrize(
    "name",
    [
        "so-cskh (1).xlsx",
        "so-cskh (An's conflicted copy 2026-03-06).xlsx",
        "so-cskh (bản sao).xlsx",
        "Bản sao của so-cskh.xlsx",
        "so-cskh.sync-conflict-20260306-094200-ABCDEFG.xlsx",
        "so-cskh-MAY-HA.xlsx",
    ],
)
def test_a_copy_beside_a_book_is_told_with_which_is_newer(
    folder: Path, name: str
) -> None:
    copy = folder / name
    shutil.copy(folder / DESK.file, copy)
    noon = FRIDAY.replace(hour=12, minute=0).timestamp()
    os.utime(folder / DESK.file, (noon, noon))
    os.utime(copy, (noon + 300, noon + 300))
    (found,) = told(folder, name)
    assert found.grave, "somebody works in it"
    assert "lưu lúc 12:05 thứ Sáu 06/03/2026, sau sổ" in found.what
    os.utime(copy, (noon - 300, noon - 300))
    (found,) = told(folder, name)
    assert not found.grave
    assert "trước sổ (12:00 thứ Sáu 06/03/2026)" in found.what


def test_another_workbook_beside_a_book_is_nobodys_copy(folder: Path) -> None:
    with ZipFile(folder / "so-cskh 2024.xlsx", "w") as other:
        other.writestr("x", "")
    assert told(folder, "2024") == []
