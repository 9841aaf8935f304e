"""What the doctor finds in the books, the queue and the letters of a desk."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import founding
from jobs.health import doctor
from jobs.mailing.replies import TURNED_AWAY
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sheets_schema.columns import FIRST_LINE
from sheets_schema.finding import Matter
from sheets_schema.records import CellChange, NewRow
from sheets_schema.writing.letter import Letter
from sync.bootstrap import open_desk
from sync.configuration import settings
from tests.desk.conftest import FRIDAY, PEOPLE, ZONE
from tests.desk.test_flush import sent

if TYPE_CHECKING:
    from pathlib import Path

    from sheets_schema.finding import Finding
    from sync.desk import Desk

WISHES = founding.Wishes(company="Công ty Ánh Dương", email="thuy@example.com")
LETTER = Letter(
    key="N01:F01-2026-0001",
    template="N01",
    to_name="",
    to_address="ha@example.com",
    role="CSKH",
    ref="F01-2026-0001",
    clock="",
    step="new",
    subject="Mới",
    body="Có phản hồi mới",
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with its people, which lacks nothing."""
    made = tmp_path_factory.mktemp("founded")
    founding.found(made, WISHES, {}, now=FRIDAY)
    with_people(made)
    return made


@pytest.fixture
def folder(founded: Path, tmp_path: Path) -> Path:
    """The same desk, to be spoilt."""
    return shutil.copytree(founded, tmp_path / "desk")


def opened(folder: Path) -> Desk:
    return open_desk(folder, settings.load(folder, {}), now=FRIDAY)


def with_people(folder: Path) -> None:
    desk = opened(folder)
    reading = desk.store.read(DESK)
    desk.store.commit(reading, [NewRow("person", one, "name") for one in PEOPLE])
    desk.claims.heartbeat("review", now=FRIDAY)
    desk.queue.close()


def type_into(folder: Path, tab: str, line: int, **cells: Any) -> None:
    """Somebody changes a line of a tab."""
    desk = opened(folder)
    reading = desk.store.read(DESK)
    before = {row.line: row for row in reading.rows[tab]}
    changes = [
        CellChange(
            tab, line, key, before[line].get(key) if line in before else None, raw
        )
        for key, raw in cells.items()
    ]
    desk.store.commit(reading, changes)
    desk.queue.close()


def findings(folder: Path, now: datetime = FRIDAY) -> list[Finding]:
    return [*doctor.examine(folder, {}, now=now).findings]


def about(folder: Path, words: str, now: datetime = FRIDAY) -> list[Finding]:
    return [one for one in findings(folder, now) if words in one.what]


def test_a_desk_that_lacks_nothing_hears_only_where_its_letters_lie(
    folder: Path,
) -> None:
    told = [one.what for one in findings(folder)]
    assert told == ["Chưa đặt máy chủ thư; thư được để trong thư mục letters."]


def test_m1_a_role_that_nobody_holds_is_told_with_who_hears_instead(
    folder: Path,
) -> None:
    director = FIRST_LINE + 3
    type_into(folder, "person", director, role=None)
    (told,) = about(folder, "vai trò Giám đốc")
    assert "thư được chuyển tới thuy@example.com" in told.what
    assert not told.grave


def test_m1_a_role_without_anybody_to_write_to_is_grave(folder: Path) -> None:
    for line in range(FIRST_LINE, FIRST_LINE + 6):
        type_into(folder, "person", line, email=None)
    environ = {"LANGNGHE_COMPANY__EMAIL": ""}
    told = doctor.examine(folder, environ, now=FRIDAY).findings
    waiting = [one for one in told if "có email; thư phải chờ" in one.what]
    assert len(waiting) == 4
    assert all(one.grave for one in waiting)


def test_a_unit_that_was_renamed_is_told_and_the_head_stands_in_still(
    folder: Path,
) -> None:
    type_into(folder, "unit", FIRST_LINE, name="Phòng Dịch vụ khách hàng")
    type_into(folder, "person", FIRST_LINE + 3, role=None)
    (told,) = about(folder, "Tab Đơn vị không có đơn vị nào tên")
    assert "[company] unit" in told.do
    (director,) = about(folder, "vai trò Giám đốc")
    assert "thư được chuyển tới thuy@example.com" in director.what


def test_a_row_of_the_settings_that_cannot_be_read_is_told_with_its_place(
    folder: Path,
) -> None:
    type_into(folder, "policy", FIRST_LINE, value="một tiếng")
    (told,) = about(folder, "Tab Quy định, dòng 3: ")
    assert "Không hiểu “một tiếng”" in told.what


def test_n9_what_cannot_work_in_the_procedure_is_told_with_its_place(
    folder: Path,
) -> None:
    type_into(folder, "authority", 5, amount_to=50_000_000)
    type_into(folder, "policy", 3, value=9, unit="ngày làm việc")
    of_procedure = Matter.PROCEDURE
    limit, gap = (one for one in findings(folder) if one.matter == of_procedure)
    assert limit.what.startswith("Hạn “Nhận phản hồi → có người phụ trách” (9 ngày")
    assert gap.what.startswith("Tab Thẩm quyền không có dòng nào cho: ")


@pytest.mark.parametrize(
    ("now", "checked", "told"),
    [
        ("30/09/2026", None, 0),
        ("01/10/2026", None, 1),
        ("01/10/2026", "Không", 1),
        ("01/10/2026", "Có", 0),
    ],
)
def test_from_october_the_next_year_waits_to_be_confirmed(
    folder: Path, now: str, checked: str | None, told: int
) -> None:
    desk = opened(folder)
    days = desk.store.read(DESK).rows["calendar"]
    line = next(row.line for row in days if "2027" in str(row.get("date")))
    desk.queue.close()
    type_into(folder, "calendar", line, checked=checked)
    at = datetime.strptime(now, "%d/%m/%Y").replace(tzinfo=ZONE)
    assert len(about(folder, "Lịch nghỉ năm 2027 chưa được ai kiểm tra.", at)) == told


def test_a_year_without_days_off_is_told(folder: Path) -> None:
    at = datetime(2028, 1, 3, 9, 0, tzinfo=ZONE)
    assert about(folder, "Tab Lịch chưa có ngày nghỉ nào của năm 2028", at)
    assert not about(folder, "Tab Lịch chưa có ngày nghỉ nào")


def test_a_message_that_waits_too_long_is_told(folder: Path) -> None:
    desk = opened(folder)
    desk.queue.put(sent(1), another_code=lambda: codes.track_code(2))
    desk.queue.close()
    assert about(folder, "phản hồi chờ ghi sổ") == []
    (told,) = about(folder, "phản hồi chờ ghi sổ", FRIDAY + timedelta(minutes=11))
    assert told.what == "1 phản hồi chờ ghi sổ, từ 09:41 thứ Sáu 06/03/2026."
    assert told.grave


def test_m1_letters_that_nobody_gets_are_told(folder: Path) -> None:
    desk = opened(folder)
    desk.ledger.queue([replace(LETTER, to_address="")], now=FRIDAY)
    desk.queue.close()
    (told,) = about(folder, "thư chờ vì chưa biết gửi cho ai")
    assert told.grave


def test_a_letter_that_was_given_up_is_told(folder: Path) -> None:
    desk = opened(folder)
    desk.ledger.queue([LETTER], now=FRIDAY)
    (claimed,) = desk.ledger.claim(
        now=FRIDAY, owner="a", lease=timedelta(minutes=1), limit=1
    )
    desk.ledger.given_up(claimed, error="không có hộp thư này", now=FRIDAY)
    desk.queue.close()
    (told,) = about(folder, "thư không gửi được")
    assert told.grave


def test_letters_that_the_server_takes_from_nobody_here_are_told_at_once(
    folder: Path,
) -> None:
    desk = opened(folder)
    desk.ledger.queue([LETTER], now=FRIDAY)
    (claimed,) = desk.ledger.claim(
        now=FRIDAY, owner="a", lease=timedelta(minutes=1), limit=1
    )
    error = f"{TURNED_AWAY}: 554 Relay access denied"
    desk.ledger.put_back(claimed, until=FRIDAY, now=FRIDAY, error=error)
    desk.queue.close()
    (told,) = about(folder, "554 Relay access denied")
    assert told.grave


def test_a_desk_without_a_review_is_told(folder: Path) -> None:
    desk = opened(folder)
    with desk.claims._database.transaction() as connection:
        connection.execute("DELETE FROM heartbeat")
    desk.queue.close()
    assert about(folder, "Chưa có lần rà soát nào")


def test_a_second_founding_changes_nothing(folder: Path) -> None:
    founding.found(folder, WISHES, {}, now=FRIDAY)
    before = written(folder)
    again = founding.found(folder, WISHES, {}, now=FRIDAY + timedelta(days=1))
    assert (again.new_settings, again.new_rows) == (False, 0)
    assert written(folder) == before


def written(folder: Path) -> dict[str, bytes]:
    """The settings and the books, byte for byte."""
    files = (*folder.glob("*.toml"), *folder.glob("*.xlsx"))
    return {path.name: path.read_bytes() for path in files}


def test_what_people_changed_survives_a_second_founding(folder: Path) -> None:
    type_into(folder, "policy", FIRST_LINE, value=3)
    founding.found(folder, WISHES, {}, now=FRIDAY)
    desk = opened(folder)
    assert desk.store.read(DESK).rows["policy"][0].get("value") == 3
    desk.queue.close()
