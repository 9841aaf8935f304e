"""The journal behind the front door: restored rows, a lost database, a touched past."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from jobs.mailing.folder import LETTERS
from jobs.register.rebuilding import REBUILT
from sheets_schema.books.shelf import DESK
from sync.durable.database import open_database
from sync.durable.journal import Journal

if TYPE_CHECKING:
    from tests.journey.conftest import House

NOW = datetime(2026, 3, 6, 3, 30, tzinfo=UTC)
CODE = "F01-2026-0001"
STORY = {"kind": "Khiếu nại", "email": "kh@example.com", "phone": "0912 345 678"}


def run_all(house: House, *, minutes: range) -> None:
    """What the timetable would do in some minutes after ten on a Friday."""
    for minute in minutes:
        done = house.run("run", "all", "--now", f"2026-03-06T10:{minute:02}")
        assert done.returncode == 0, done.stderr


def letters(house: House) -> list[str]:
    """The letters that went out, each named by its Message-ID and its minute."""
    return sorted(path.name for path in (house.folder / LETTERS).iterdir())


def lose(house: House) -> None:
    """The database is gone, with all that belongs to it."""
    for file in house.folder.glob("langnghe.db*"):
        file.unlink()


def findings(house: House) -> str:
    done = house.run("doctor", "--json")
    return "\n".join(it["what"] for it in json.loads(done.stdout)["findings"])


def test_a_desk_that_lost_its_database_goes_on_where_it_was(house: House) -> None:
    house.books.type(3, description="Giao hàng chậm", **STORY)
    run_all(house, minutes=range(3))
    before, sent = house.books.rows("f01"), letters(house)
    assert sent
    lose(house)
    said = house.run("init", "--company", "Công ty Ánh Dương").stdout
    assert "lập lại từ sổ" in said
    assert "không lấy lại được" in said
    house.books.type(4, description="Thái độ kém", kind="Khiếu nại")
    run_all(house, minutes=range(3, 7))
    assert house.books.rows("f01")[0] == before[0]
    new = house.books.rows("f01")[1]
    assert (new["code"], new["slip"]) == ("F01-2026-0002", "F02-2026-0002")
    assert [it for it in letters(house) if CODE in it] == sent


def test_a_lost_database_needs_no_init(house: House) -> None:
    house.books.type(3, description="Giao hàng chậm", **STORY)
    run_all(house, minutes=range(2))  # the last letters went out after the last review
    sent = letters(house)
    assert sent
    lose(house)
    run_all(house, minutes=range(2, 5))
    assert letters(house) == sent
    whys = [row.get("why") for row in house.books.rows("changed")]
    assert whys.count(REBUILT) == 1


def test_a_deleted_row_is_restored_by_its_number(house: House) -> None:
    house.books.type(3, description="Giao hàng chậm", owner="Người phụ trách", **STORY)
    house.books.type(4, description="Thái độ kém")
    run_all(house, minutes=range(2))
    before = house.books.rows("f01")[0]
    house.books.delete(3)
    done = house.run("restore", CODE)
    assert (done.returncode, done.stderr) == (0, "")
    facts = DESK["f01"].facts | DESK["f01"].stamps
    after = house.books.rows("f01")[1]
    kept = {key: raw for key, raw in before.items() if key in facts}
    assert {key: raw for key, raw in after.items() if key in facts} == kept
    again = house.run("restore", CODE)
    assert again.returncode == 1
    assert again.stderr.strip().endswith("không cần khôi phục.")
    unknown = house.run("restore", "F01-2026-0077")
    assert (unknown.returncode, unknown.stdout) == (1, "")


def test_a_past_touched_by_hand_is_found_and_a_lawful_erasure_is_none(
    house: House,
) -> None:
    house.books.type(3, description="Giao hàng chậm", **STORY)
    run_all(house, minutes=range(1))
    database = house.folder / "langnghe.db"
    with closing(open_database(database)) as opened:
        Journal(opened).erase("f01", CODE, "phone", why="Khách yêu cầu", now=NOW)
    assert "nhật ký" not in findings(house).lower()
    with closing(sqlite3.connect(database)) as by_hand, by_hand:
        by_hand.execute("UPDATE entry SET via = 'Hệ thống' WHERE seq = 2")
    done = house.run("doctor")
    assert done.returncode == 1
    assert "Mục 2 của nhật ký, hoặc mục ngay trước đó, đã bị sửa" in done.stdout


HANDS = {
    "DELETE FROM entry": "của nhật ký đã bị xoá",
    "DELETE FROM chain": "ai đó đã xoá chỗ kết thúc của nhật ký",
    "UPDATE seen SET cells = json_set(cells, '$.description', 'Khác')": (
        f"cột Nội dung khách nói của dòng {CODE}, tab Sổ phản hồi, không đúng"
    ),
}


def test_whatever_is_done_to_the_database_is_told_in_a_sentence(house: House) -> None:
    house.books.type(3, description="Giao hàng chậm", **STORY)
    run_all(house, minutes=range(1))
    database = house.folder / "langnghe.db"
    with closing(sqlite3.connect(database)) as all_in_one_file:
        all_in_one_file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = database.read_bytes()
    for sql, said in HANDS.items():
        with closing(sqlite3.connect(database)) as by_hand, by_hand:
            by_hand.execute(sql)
        done = house.run("doctor")
        assert (done.returncode, done.stderr) == (1, ""), sql
        assert said in done.stdout
        lose(house)
        database.write_bytes(whole)
