"""A book that somebody has open: each job says so, and the other books are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from jobs import catalogue, founding
from jobs.catalogue import Site
from sheets_schema.books.shelf import DESK, SURVEY
from sync.bootstrap import open_desk
from sync.configuration import settings
from sync.locking import libre_lock
from sync.store import Unreachable
from tests.desk.conftest import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.columns import Book


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A desk on workbooks, the register open in somebody's program."""
    wishes = founding.Wishes(company="Công ty Ánh Dương", email="a@example.com")
    founding.found(tmp_path, wishes, {}, now=FRIDAY)
    lock = libre_lock(tmp_path / DESK.file)
    lock.write_text("Trần Thu Hà,ha,may-ha,06.03.2026 09:00,file:///;", "utf-8")
    desk = open_desk(tmp_path, settings.load(tmp_path, {}), now=FRIDAY)
    yield Site(desk, tmp_path, lambda: FRIDAY)
    desk.queue.close()


def spoil(folder: Path, book: Book) -> None:
    """Somebody deletes the heading of a column."""
    words = load_workbook(folder / book.file)
    words[book.tables[0].title].cell(2, 2).value = None
    words.save(folder / book.file)


def test_dressing_says_that_a_book_is_open(site: Site) -> None:
    done = catalogue.run("dress", site)
    assert done.figures["held"] is True
    assert "đang được mở bởi Trần Thu Hà" in done.words


def test_a_review_says_who_has_the_book_open(site: Site) -> None:
    with_row(site.folder)
    done = catalogue.run("review", site)
    assert done.figures["held"] is True
    assert "đang được mở bởi Trần Thu Hà trên máy may-ha từ 06/03/2026" in done.words


def with_row(folder: Path) -> None:
    """Somebody typed a case and saved, and has not closed the book."""
    words = load_workbook(folder / DESK.file)
    sheet = words[DESK["f01"].title]
    keys = [cell.value for cell in sheet[1]]
    sheet.cell(3, keys.index("f01.description") + 1).value = "Giao thiếu hàng"
    words.save(folder / DESK.file)


def test_dressing_mends_the_other_books(site: Site) -> None:
    spoil(site.folder, DESK)
    spoil(site.folder, SURVEY)
    figures = catalogue.run("dress", site).figures
    assert (figures["desk"], figures["held"]) == (0, True)
    assert figures["survey"]


def test_dressing_makes_no_empty_book_where_one_is_gone(site: Site) -> None:
    words = (site.folder / DESK.file).read_bytes()
    (site.folder / DESK.file).unlink()
    spoil(site.folder, SURVEY)
    with pytest.raises(Unreachable, match=r"không thấy tệp \(so-cskh.xlsx\)"):
        catalogue.run("dress", site)
    assert not (site.folder / DESK.file).exists()
    (site.folder / DESK.file).write_bytes(words)
    assert catalogue.run("dress", site).figures["survey"] == 0, "it was mended before"
