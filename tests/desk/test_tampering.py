"""What is done to the database by hand, in what the desk notes or in what it knows."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from jobs.health import tampering
from jobs.register.rebuilding import REBUILT
from sheets_schema.books.shelf import DESK
from sync.durable.database import open_database
from tests.desk.conftest import FRIDAY, Trial, new_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.durable.database import Database

CODE = "F01-2026-0001"
LAST = "(SELECT max(seq) FROM entry)"
END_AT_LAST = f"""
    UPDATE chain SET (seq, seal) = (SELECT seq, seal FROM entry WHERE seq = {LAST})
"""  # noqa: S608 - of this module


@pytest.fixture
def database(register: Trial, tmp_path: Path) -> Iterator[Database]:
    """The database of the register, for somebody who knows SQL."""
    register.review(times=2)
    with closing(open_database(tmp_path / "langnghe.db")) as database:
        yield database


def by_hand(database: Database, *statements: str) -> None:
    with database.transaction() as connection:
        for sql in statements:
            connection.execute(sql)


def complaints(trial: Trial) -> list[str]:
    """What the doctor would say of the journal and of what is remembered."""
    found = (*tampering.in_journal(trial.desk), *tampering.in_memory(trial.desk))
    return [one.what for one in found]


def test_a_database_that_nobody_touched_is_in_order(register: Trial) -> None:
    """
    | description    | kind      | owner       | promised_at | email          |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 7/3/26 9h   | kh@example.com |
    """
    register.type("f01", 3, owner="Lê Minh Quân", email="")
    register.review(times=2)
    register.store.tab("f01").delete(3)
    register.review()
    register.now += timedelta(minutes=6)
    register.review(times=2)
    journal = register.desk.journal
    journal.erase("f01", CODE, "description", why="Khách yêu cầu", now=register.now)
    assert complaints(register) == []


@pytest.mark.parametrize("column", ["owner", "taken_at", "description", "note"])
def test_what_is_remembered_is_not_changed_unnoticed(
    register: Trial, database: Database, column: str
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    by_hand(
        database,
        f"UPDATE seen SET cells = json_set(cells, '$.{column}', 'Khác'), "  # noqa: S608 - of this list
        "version = version + 1 WHERE tab = 'f01'",
    )
    (said,) = complaints(register)
    heading = DESK["f01"].by_key[column].heading
    assert f"cột {heading} của dòng {CODE}, tab Sổ phản hồi" in said


@pytest.mark.parametrize("reviews", [0, 2])
def test_a_row_is_not_forgotten_unnoticed(
    register: Trial, database: Database, reviews: int
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    by_hand(database, "DELETE FROM seen WHERE tab = 'f01'")
    desk = new_desk(database.path.parent, register.store)
    after = Trial(desk, register.now)
    for _ in range(reviews):
        after.review()
    told = complaints(after)
    desk.queue.close()
    assert told == [tampering.FORGOTTEN.format(code=CODE, tab="Sổ phản hồi")]


def test_the_last_entry_is_not_taken_away_unnoticed(
    register: Trial, database: Database
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    end = register.desk.journal.log.end.seq
    by_hand(
        database,
        f"DELETE FROM entry WHERE seq = {LAST}",  # noqa: S608 - of this module
        END_AT_LAST,
    )
    assert complaints(register)[0] == (
        f"Mục {end} của nhật ký đã bị xoá trong langnghe.db."
    )


@pytest.mark.parametrize("reviews", [0, 2])
def test_a_journal_is_not_emptied_unnoticed(
    register: Trial, database: Database, reviews: int
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    end = register.desk.journal.log.end.seq
    by_hand(
        database, "DELETE FROM entry", "UPDATE chain SET seq = 0, seal = '' WHERE only"
    )
    for _ in range(reviews):
        register.review()
    assert complaints(register)[0] == (
        f"Các mục 1–{end} của nhật ký đã bị xoá trong langnghe.db."
    )


def test_a_number_nobody_counts_to_is_no_place_to_go_on_from(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.review(times=2)
    places = len(register.rows("changed"))
    register.type("changed", 3 + places, seq=1e300)
    after = lost(register, tmp_path)
    after.review(times=2)
    begun = after.desk.journal.log.beginning
    assert begun is not None
    assert (begun.seq, begun.note.why) == (places + 1, REBUILT)


def test_a_day_keeps_its_year_when_the_database_is_lost(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind          | owner       | promised_at |
    | Giao hàng chậm | Hỏi thông tin | Trần Thu Hà | 7.3         |
    """
    register.now = FRIDAY + timedelta(days=300)
    register.review()
    before = register.row("f01", 3)
    after = lost(register, tmp_path)
    for _ in range(3):
        after.review()
        assert after.row("f01", 3) == before


def lost(trial: Trial, tmp_path: Path) -> Trial:
    """The same books with an empty database."""
    trial.desk.queue.close()
    folder = tmp_path / "new"
    folder.mkdir()
    return Trial(new_desk(folder, trial.store), trial.now)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE entry SET who = 'Người khác' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
    ],
    ids=["edited", "deleted"],
)
def test_a_line_that_tells_more_than_a_touched_database_is_to_be_kept(
    register: Trial, database: Database, deed: str
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    by_hand(database, deed)
    desk, reading = register.desk, register.store.read(DESK)
    assert not list(tampering.in_tab(desk, reading, now=register.now))
    (said,) = tampering.witnesses(desk, reading, now=register.now)
    assert "mục 2, khác với langnghe.db" in said.what
    assert "mới đúng" in said.what


@pytest.mark.usefixtures("database")
def test_a_line_touched_in_the_tab_alone_is_no_witness(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    register.type("changed", 4, who="Người khác")
    desk, reading = register.desk, register.store.read(DESK)
    assert not list(tampering.witnesses(desk, reading, now=register.now))
    (said,) = tampering.in_tab(desk, reading, now=register.now)
    assert "mục 2, đã bị sửa" in said.what
