"""What is missing is said in plain words, with what a person does about it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sheets_schema.records import NewRow
from sync.google.client import Client
from sync.google.store import GoogleStore
from sync.store import Unreachable
from tests.google.hand import QUICK, account
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.faults import Fault
from tests.sheets_emulator.server import serving
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sheets_schema.finding import Finding


class Clinic:
    """A spreadsheet, and a store that is asked what is wrong with it."""

    def __init__(self, emulator: Emulator, file: Path) -> None:
        self.emulator = emulator
        self.file = file
        self.book = emulator.make("Sổ thử", locale="vi_VN")
        self.lines: list[Client] = []
        self.store().dress(BOOK)

    def store(self, *, book_id: str = "", desk_id: str = "ban-thu") -> GoogleStore:
        self.lines.append(Client(self.file, endpoint=self.emulator.url))
        ids = {BOOK.key: book_id or self.book.book_id}
        return GoogleStore(self.lines[-1], ids=ids, desk_id=desk_id, patience=QUICK)

    def lacks(
        self, store: GoogleStore | None = None, *, later: timedelta = timedelta()
    ) -> list[Finding]:
        now = datetime.now(UTC) + later  # noqa: TID251 - Google's clock is the machine's
        return list((store or self.store()).examine([BOOK], now=now))

    def fail(self, do: str, *, times: int = 1) -> None:
        at = self.emulator.next_number()
        self.emulator.script.faults.append(Fault(at, do, times))


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    emulator = Emulator()
    with serving(emulator):
        made = Clinic(emulator, account(emulator, tmp_path))
        yield made
        for line in made.lines:
            line.close()


def only(found: list[Finding]) -> Finding:
    (lack,) = found
    return lack


def test_a_book_in_order_lacks_nothing_and_stays_as_it_is(clinic: Clinic) -> None:
    before = repr(clinic.emulator.shelf.books[clinic.book.book_id].sheets)
    assert clinic.lacks() == []
    assert repr(clinic.emulator.shelf.books[clinic.book.book_id].sheets) == before


def test_a_switched_off_api_is_named_with_the_project(clinic: Clinic) -> None:
    clinic.fail("api_off")
    lack = only(clinic.lacks())
    assert "chưa bật Google Sheets API" in lack.what
    assert "dự án emulator" in lack.do


def test_a_book_that_is_not_shared_says_with_whom_to_share_it(clinic: Clinic) -> None:
    clinic.book.roles.clear()
    clinic.emulator.shelf.books[clinic.book.book_id].roles.clear()
    lack = only(clinic.lacks())
    assert "chưa được chia sẻ cho robot@emulator" in lack.what
    assert "Người chỉnh sửa" in lack.do


def test_a_book_shared_for_reading_is_told(clinic: Clinic) -> None:
    clinic.emulator.shelf.books[clinic.book.book_id].roles["*"] = "reader"
    assert "chỉ được xem" in only(clinic.lacks()).what
    reading = clinic.store().read(BOOK)
    assert reading.problems == ()


def test_a_wrong_id_is_told_with_the_line_of_the_settings(clinic: Clinic) -> None:
    lack = only(clinic.lacks(clinic.store(book_id="1abc")))
    assert "mang mã 1abc" in lack.what
    assert "[store.google], dòng trial" in lack.do


def test_a_book_without_an_id_is_told(clinic: Clinic) -> None:
    other = replace(BOOK, key="board", title="Báo cáo")
    with pytest.raises(Unreachable, match=r"Báo cáo.*chưa ghi mã"):
        clinic.store().read(other)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"type": "service_account"}'])
def test_a_file_that_is_no_key_is_told(
    clinic: Clinic, tmp_path: Path, content: str
) -> None:
    clinic.file = tmp_path / "other.json"
    clinic.file.write_text(content, encoding="utf-8")
    assert "không đọc được tệp khoá" in only(clinic.lacks()).what


def test_a_key_that_google_does_not_know_is_told(clinic: Clinic) -> None:
    clinic.emulator.door.keys.clear()
    lack = only(clinic.lacks())
    assert "không nhận khoá của tài khoản robot@emulator" in lack.what


def test_a_clock_so_wrong_that_no_token_is_given_is_told(clinic: Clinic) -> None:
    clinic.emulator.door.wall = lambda: time.time() + 9000  # noqa: TID251 - Google's clock
    assert "đồng hồ của máy này sai" in only(clinic.lacks()).what


def test_a_clock_that_is_a_little_wrong_is_told(clinic: Clinic) -> None:
    lack = only(clinic.lacks(later=timedelta(minutes=12)))
    assert lack.what == "đồng hồ của máy này nhanh 12 phút"


def test_a_quota_that_is_used_up_is_told_as_passing(clinic: Clinic) -> None:
    clinic.fail("quota", times=50)
    lack = only(clinic.lacks())
    assert "quá nhiều yêu cầu" in lack.what
    assert "Không phải làm gì" in lack.do


def test_cells_that_somebody_protected_are_told_by_their_tab(clinic: Clinic) -> None:
    person = clinic.emulator.person(clinic.book.book_id)
    person.protect("Đơn vị", "A3:B10")
    lack = only(clinic.lacks())
    assert "tab “Đơn vị” có vùng được bảo vệ" in lack.what
    assert "robot@emulator" in lack.do


def test_a_write_into_protected_cells_says_so_and_does_nothing(clinic: Clinic) -> None:
    person = clinic.emulator.person(clinic.book.book_id)
    person.protect("Đơn vị", "A1:B200")
    store = clinic.store()
    reading = store.read(BOOK)
    with pytest.raises(Unreachable, match="Google không nhận lần ghi"):
        store.commit(reading, [NewRow("unit", {"name": "Kho"}, "name")])
    assert store.read(BOOK).rows["unit"] == ()


def test_a_wrong_zone_and_locale_are_told(clinic: Clinic) -> None:
    found = clinic.emulator.shelf.books[clinic.book.book_id].properties
    found["timeZone"], found["locale"] = "Etc/GMT", "en_US"
    reasons = [lack.what for lack in clinic.lacks()]
    assert [reason.split(" của sổ")[0].split(": ")[1] for reason in reasons] == [
        "múi giờ",
        "ngôn ngữ",
    ]


def test_a_zone_of_the_same_offset_is_in_order(clinic: Clinic) -> None:
    clinic.emulator.spellings = {"zone"}
    assert clinic.lacks() == []


def test_a_book_of_another_desk_is_told(clinic: Clinic) -> None:
    lack = only(clinic.lacks(clinic.store(desk_id="ban-khac")))
    assert "bàn Lắng Nghe khác" in lack.what


@pytest.mark.parametrize("do", ["503", "500", "html502", "cut_before", "cut_after"])
def test_trouble_that_lasts_is_told_in_a_sentence_and_is_no_crash(
    clinic: Clinic, do: str
) -> None:
    store = clinic.store()
    clinic.fail(do, times=100)
    with pytest.raises(Unreachable, match="Sổ thử"):
        store.read(BOOK)


def test_a_machine_without_a_line_is_told(clinic: Clinic) -> None:
    line = Client(clinic.file, endpoint="http://127.0.0.1:9")
    clinic.lines.append(line)
    ids = {BOOK.key: clinic.book.book_id}
    store = GoogleStore(line, ids=ids, desk_id="ban-thu", patience=QUICK)
    assert "không kết nối được" in only(clinic.lacks(store)).what
