"""Copies of books and database: made daily, and before a new version first writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from jobs import catalogue
from jobs.catalogue import Site
from jobs.health import doctor
from sheets_schema.books.shelf import BOOKS, DESK, SURVEY
from sync import bootstrap, copies
from sync.bootstrap import DATABASE, open_desk
from sync.configuration import settings
from sync.copies import Uncopied
from sync.locking import libre_lock
from sync.store import Unreachable
from sync.version import VERSION
from sync.xlsx.workbook import WorkbookStore
from tests import older

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from sheets_schema.columns import Book
    from sheets_schema.records import Reading

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LEFT = datetime(2026, 11, 28, 18, 8, tzinfo=ZONE)
NIGHT = datetime(2026, 11, 29, 1, 0, tzinfo=ZONE)
FILES = {*(book.file for book in BOOKS), DATABASE}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    folder = older.unpack("0.1.0", tmp_path / "desk")
    desk = open_desk(folder, settings.load(folder, {}), now=LEFT)
    yield Site(desk, folder, lambda: NIGHT)
    desk.queue.close()


def version_of(database: Path) -> int:
    with closing(sqlite3.connect(database)) as opened:
        version: int = opened.execute("PRAGMA user_version").fetchone()[0]
        return version


def backups(site: Site) -> list[str]:
    return sorted(it.name for it in (site.folder / copies.FOLDER).iterdir())


def test_before_a_new_version_first_writes_everything_is_copied_as_it_was(
    tmp_path: Path,
) -> None:
    untouched = older.unpack("0.1.0", tmp_path / "untouched")
    folder = older.unpack("0.1.0", tmp_path / "desk")
    desk = open_desk(folder, settings.load(folder, {}), now=LEFT)
    for _ in range(2):
        catalogue.run("review", Site(desk, folder, lambda: LEFT))
    desk.queue.close()
    (copy,) = (folder / copies.FOLDER).iterdir()
    assert copy.name == f"2026-11-28-1808-truoc-{VERSION}"
    for book in BOOKS:
        assert (copy / book.file).read_bytes() == (untouched / book.file).read_bytes()
    assert version_of(copy / DATABASE) == 2
    assert version_of(folder / DATABASE) > 2


def test_a_desk_of_this_version_is_not_copied_for_an_upgrade(site: Site) -> None:
    catalogue.run("review", site)
    site.desk.queue.close()
    open_desk(site.folder, settings.load(site.folder, {}), now=NIGHT)
    assert len(backups(site)) == 1


def test_every_night_books_and_database_are_copied_for_the_desk_alone(
    site: Site,
) -> None:
    catalogue.run("backup", site)
    made = site.folder / copies.FOLDER / "2026-11-29-0100"
    assert {it.name for it in made.iterdir()} >= FILES
    assert {(made / name).stat().st_mode & 0o777 for name in FILES} == {0o600}
    assert made.stat().st_mode & 0o777 == made.parent.stat().st_mode & 0o777 == 0o700
    again = WorkbookStore(made, desk_id="").read(DESK).rows
    assert again == site.desk.store.read(DESK).rows


def test_a_book_that_somebody_holds_open_is_copied_as_it_was_last_saved(
    site: Site,
) -> None:
    lock = libre_lock(site.folder / DESK.file)
    lock.write_text("Trần Thu Hà,ha,may-ha,06.03.2026 09:00,file:///;", "utf-8")
    catalogue.run("backup", site)
    assert "2026-11-29-0100" in backups(site)


def test_copies_are_kept_for_thirty_days(site: Site) -> None:
    for days in (0, 1, 29, 31, 40):
        now = NIGHT + timedelta(days=days)
        catalogue.run("backup", Site(site.desk, site.folder, lambda now=now: now))  # type: ignore[misc] # of this turn
    nights = [it for it in backups(site) if "truoc" not in it]
    assert nights == ["2026-12-28-0100", "2026-12-30-0100", "2027-01-08-0100"]


def test_a_broken_book_is_told_and_the_rest_is_copied(site: Site) -> None:
    (site.folder / DESK.file).write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(Uncopied, match="Sổ CSKH"):
        catalogue.run("backup", site)
    made = site.folder / copies.FOLDER / "2026-11-29-0100"
    assert {it.name for it in made.iterdir()} >= FILES


@pytest.mark.parametrize("said", [b"PK\x03\x04 torn", None], ids=["torn", "missing"])
def test_a_survey_book_that_is_torn_or_missing_stops_no_register_after_an_upgrade(
    site: Site, said: bytes | None
) -> None:
    file = site.folder / SURVEY.file
    file.unlink()
    if said:
        file.write_bytes(said)
    catalogue.run("review", site)
    assert bootstrap.last_version(site.desk) == VERSION
    (made,) = (
        it for it in (site.folder / copies.FOLDER).iterdir() if copies.BEFORE in it.name
    )
    assert (made / SURVEY.file).exists() is bool(said)


def test_a_desk_without_a_copy_of_the_last_two_days_is_told(site: Site) -> None:
    said = "Hai ngày qua chưa có bản sao lưu nào."

    def told(days: int) -> bool:
        found = doctor.examine(site.folder, {}, now=NIGHT + timedelta(days=days))
        return any(it.what == said for it in found.findings)

    assert told(1) is False, "the copy before the upgrade is young"
    assert told(3) is True
    later = NIGHT + timedelta(days=3)
    catalogue.run("backup", Site(site.desk, site.folder, lambda: later))
    assert told(3) is False


def test_books_elsewhere_are_drawn_as_workbooks_from_a_reading(site: Site) -> None:
    """The books lie with a service: nothing but `Store.read` is asked of it."""
    elsewhere = site.desk.store
    chosen = site.desk.settings.store.model_copy(update={"kind": "google"})
    site.desk.settings = site.desk.settings.model_copy(update={"store": chosen})
    made = bootstrap.back_up(site.desk, site.folder, "2026-11-29-0100")
    drawn = WorkbookStore(made, desk_id="")
    for book in BOOKS:
        read, copied = elsewhere.read(book).rows, drawn.read(book).rows
        for tab, rows in read.items():
            assert [it.cells for it in copied[tab]] == [it.cells for it in rows], tab


def test_a_service_that_does_not_answer_keeps_no_database_from_being_copied(
    site: Site,
) -> None:
    class Away(WorkbookStore):
        def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
            raise Unreachable(book.title, "không có mạng")

    chosen = site.desk.settings.store.model_copy(update={"kind": "google"})
    site.desk.settings = site.desk.settings.model_copy(update={"store": chosen})
    site.desk.store = Away(site.folder, desk_id="")
    with pytest.raises(Uncopied, match="không có mạng"):
        bootstrap.back_up(site.desk, site.folder, "2026-11-29-0100")
    copy = site.folder / copies.FOLDER / "2026-11-29-0100" / DATABASE
    assert version_of(copy) == version_of(site.folder / DATABASE)


def test_the_version_is_the_one_that_the_project_says() -> None:
    import tomllib  # noqa: PLC0415 - of this test alone
    from pathlib import Path  # noqa: PLC0415 - as above

    words = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert tomllib.loads(words)["project"]["version"] == VERSION
