"""The queue and its file where the disk, the place or another program is in the way."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.durable.database import Unstorable, open_database
from sync.durable.queue import Parcel, Queue

MORNING = datetime(2026, 3, 6, 1, 30, tzinfo=UTC)


def parcel(token: str) -> Parcel:
    rows = {"f01": ({"description": "Giao thiếu"},)}
    return Parcel(token, MORNING, rows=rows, track_code=f"code of {token}")


def never() -> str:
    pytest.fail("no other code is needed")


class FullDisk(sqlite3.Connection):
    """SQLite meets its page limit just as it meets a disk without room."""

    full = False

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if FullDisk.full and sql == "COMMIT":
            super().execute("PRAGMA max_page_count = 1")
            super().execute("INSERT INTO snapshot VALUES ('', ?, '')", ("x" * 10**6,))
        return super().execute(sql, *values)


def test_a_full_disk_is_told_to_everybody_who_waits(tmp_path: Path) -> None:
    database = open_database(tmp_path / "langnghe.db", kind=FullDisk)
    queue = Queue(database)

    def send(number: int) -> str:
        try:
            return queue.put(parcel(f"t{number}"), another_code=never).token
        except Unstorable as refused:
            return str(refused)

    FullDisk.full = True
    with ThreadPoolExecutor(8) as threads:
        told = set(threads.map(send, range(20)))
    FullDisk.full = False
    assert told == {"Chưa lưu được dữ liệu: ổ đĩa đã đầy."}
    assert queue.length() == 0
    queue.close()
    database.close()


def test_the_queue_takes_again_when_the_disk_has_room_again(tmp_path: Path) -> None:
    database = open_database(tmp_path / "langnghe.db", kind=FullDisk)
    queue = Queue(database)
    FullDisk.full = True
    with pytest.raises(Unstorable):
        queue.put(parcel("t"), another_code=never)
    FullDisk.full = False
    assert queue.put(parcel("t"), another_code=never) == parcel("t")
    queue.close()
    database.close()


class Interrupted(sqlite3.Connection):
    """Somebody stops the program just before a commit."""

    strikes = 0

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "COMMIT" and Interrupted.strikes:
            Interrupted.strikes -= 1
            raise KeyboardInterrupt
        return super().execute(sql, *values)


def test_an_interrupted_thread_leaves_what_waits_to_the_next(tmp_path: Path) -> None:
    database = open_database(tmp_path / "langnghe.db", kind=Interrupted)
    queue = Queue(database)
    Interrupted.strikes = 1
    with pytest.raises(KeyboardInterrupt):
        queue.put(parcel("t0"), another_code=never)
    queue.put(parcel("t1"), another_code=never)
    assert [sent.token for sent in queue.waiting()] == ["t0", "t1"]
    queue.close()
    database.close()


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unstorable, match=r"^Chưa lưu được dữ liệu: [^.]+\.$"):
        open_database(tmp_path / "missing" / "langnghe.db")


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "langnghe.db"
    path.write_text("Đây là một bức thư, không phải cơ sở dữ liệu." * 30)
    with pytest.raises(Unstorable, match="không phải cơ sở dữ liệu"):
        open_database(path)
    assert path.read_text().startswith("Đây là một bức thư")


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    database = open_database(tmp_path / "langnghe.db")
    with database.transaction() as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Unstorable, match="phiên bản mới hơn"):
        database.migrate()
    database.close()


def test_a_mistake_in_a_question_is_not_told_as_a_full_disk(tmp_path: Path) -> None:
    database = open_database(tmp_path / "langnghe.db")
    with (
        pytest.raises(sqlite3.OperationalError, match="no such column"),
        database.reading() as connection,
    ):
        connection.execute("SELECT elsewhere FROM parcel")
    database.close()


def test_several_programs_may_make_the_file_at_once(tmp_path: Path) -> None:
    paths = [tmp_path / str(number) / "langnghe.db" for number in range(5)] * 4
    for path in paths:
        path.parent.mkdir(exist_ok=True)
    with ThreadPoolExecutor(4) as threads:
        for database in threads.map(open_database, sorted(paths)):
            assert Queue(database).length() == 0
            database.close()


def deleted(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def moved(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


def replaced(folder: Path) -> None:
    deleted(folder)
    open_database(folder / "langnghe.db").close()


@pytest.mark.parametrize("what_people_do", [deleted, moved, replaced])
def test_nobody_is_thanked_for_what_lies_in_a_file_that_is_nowhere(
    tmp_path: Path, what_people_do: Callable[[Path], None]
) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    database = open_database(folder / "langnghe.db")
    queue = Queue(database)
    queue.put(parcel("t0"), another_code=never)
    what_people_do(folder)
    for token in ("t1", "t2"):
        with pytest.raises(Unstorable, match="khi chương trình đang chạy"):
            queue.put(parcel(token), another_code=never)
    queue.close()
    database.close()


def test_a_desk_moved_and_moved_back_stores_again(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    queue = Queue(open_database(folder / "langnghe.db"))
    moved(folder)
    with pytest.raises(Unstorable):
        queue.put(parcel("t0"), another_code=never)
    folder.with_name("elsewhere").rename(folder)
    queue.put(parcel("t1"), another_code=never)
    assert queue.find("t1") is not None
    queue.close()
