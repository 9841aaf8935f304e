"""A desk is founded on Google by its settings, and lives as in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from jobs import founding, review
from jobs.health import doctor
from jobs.refusals import Refused
from sheets_schema.books.shelf import BOOKS, DESK
from sync.bootstrap import open_desk
from sync.configuration.settings import load
from sync.google.store import GoogleStore
from sync.store import Unreachable
from tests.google.hand import account
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving
from tests.sheets_emulator.shelf import ANYONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

NOW = datetime(2026, 3, 6, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WISHES = founding.Wishes("Công ty Ánh Dương", "ha@example.com", store="google")


@dataclass
class Site:
    """Spreadsheets that a person shared, and folders for desks that use them."""

    emulator: Emulator
    folder: Path
    environ: Mapping[str, str]

    def found(self, name: str, wishes: founding.Wishes = WISHES) -> founding.Founded:
        return founding.found(self.folder / name, wishes, self.environ, now=NOW)

    def review(self, name: str) -> review.Reviewed:
        folder = self.folder / name
        desk = open_desk(folder, load(folder, self.environ), now=NOW)
        try:
            return review.run(desk, now=NOW)
        finally:
            assert isinstance(desk.store, GoogleStore)
            desk.store.close()
            desk.queue.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    emulator = Emulator()
    with serving(emulator):
        said = {"CREDENTIALS": f"{account(emulator, tmp_path)}"}
        said |= {"ENDPOINT": emulator.url}
        said |= {one.key.upper(): emulator.make(one.title).book_id for one in BOOKS}
        environ = {f"LANGNGHE_STORE__GOOGLE__{key}": it for key, it in said.items()}
        yield Site(emulator, tmp_path, environ)


def test_init_dresses_the_shared_spreadsheets_and_a_second_one_changes_nothing(
    site: Site,
) -> None:
    first = site.found("ban")
    writes = site.emulator.counted("write")
    again = site.found("ban")
    assert (first.new_rows > 100, again.new_rows) == (True, 0)
    assert site.emulator.counted("write") == writes
    assert "mở Sổ CSKH trên Google" in first.words
    done = site.review("ban")
    assert (done.problems, done.reads, done.writes) == ((), 1, 0)


def test_a_desk_that_knows_no_spreadsheets_yet_is_told_what_comes_first(
    site: Site,
) -> None:
    site.environ = {}
    with pytest.raises(Refused, match=r"ghi mã của bốn bảng tính.*\[store.google\]"):
        site.found("ban")
    assert 'kind = "google"' in (site.folder / "ban" / "langnghe.toml").read_text()


def test_the_second_init_knows_the_address_of_the_first(site: Site) -> None:
    environ, site.environ = site.environ, {}
    with pytest.raises(Refused):
        site.found("ban")
    site.environ = environ
    site.found("ban", founding.Wishes("", ""))
    folder = site.folder / "ban"
    desk = open_desk(folder, load(folder, environ), now=NOW)
    (person,) = desk.store.read(DESK, {"person"}).rows["person"]
    desk.queue.close()
    assert person.get("email") == "ha@example.com"


def test_a_book_of_another_desk_is_written_once_it_is_taken_over(site: Site) -> None:
    site.found("cũ")
    with pytest.raises(Unreachable, match="thuộc một bàn Lắng Nghe khác"):
        site.found("mới")
    assert site.found("mới", replace(WISHES, take_over=True)).new_rows == 0
    assert site.review("mới").problems == ()
    with pytest.raises(Unreachable, match="thuộc một bàn Lắng Nghe khác"):
        site.found("cũ")


def test_the_doctor_says_of_each_book_what_is_missing_and_how_to_mend_it(
    site: Site,
) -> None:
    site.found("ban")
    book_id = site.environ["LANGNGHE_STORE__GOOGLE__SURVEY"]
    site.emulator.share(book_id, ANYONE, "")
    found = doctor.examine(site.folder / "ban", site.environ, now=datetime.now(UTC))  # noqa: TID251 - Google's clock is the machine's
    (said,) = [it for it in found.findings if "Khảo sát" in it.what]
    assert "chưa được chia sẻ cho robot@" in said.what
    assert "bấm Chia sẻ, thêm robot@" in said.do
    assert found.is_ill


def test_a_wrong_zone_is_told_and_the_desk_works_on(site: Site) -> None:
    site.found("ban")
    book_id = site.environ["LANGNGHE_STORE__GOOGLE__DESK"]
    site.emulator.shelf.books[book_id].properties["timeZone"] = "Etc/GMT"
    found = doctor.examine(site.folder / "ban", site.environ, now=datetime.now(UTC))  # noqa: TID251 - as above
    (said,) = [it for it in found.findings if "múi giờ" in it.what]
    assert ("langnghe run dress" in said.do, said.grave) == (True, False)
    assert not [it for it in found.findings if it.grave and "Google" in it.what]
