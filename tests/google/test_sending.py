"""A write is done once, whatever becomes of its answer, and however many write."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sheets_schema.records import CellChange, NewRow
from sync.google.client import Client
from sync.google.store import GoogleStore
from sync.google.writing import Undone
from sync.store import Moved
from tests.google.hand import QUICK, GoogleHand, account, google
from tests.sheets_emulator.faults import Fault
from tests.stores.trial import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.stores.trial import Trial

AN = NewRow("case", {"code": "F01-2026-0001", "name": "An"}, once="code")
BINH = NewRow("case", {"code": "F01-2026-0002", "name": "Bình"}, once="code")
NO_ONCE = NewRow("unit", {"name": "Kho"}, once="")


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    with google(tmp_path) as made:
        yield made


def hand(trial: Trial) -> GoogleHand:
    assert isinstance(trial.hand, GoogleHand)
    return trial.hand


def fail(trial: Trial, do: str, *, done: bool = False, seconds: float = 0.0) -> None:
    """The next request fails."""
    emulator = hand(trial).emulator
    fault = Fault(emulator.next_number(), do, done=done, seconds=seconds)
    emulator.script.faults.append(fault)


def verbs(trial: Trial, since: int) -> list[str]:
    return [one.verb for one in hand(trial).emulator.seen[since:]]


def codes(trial: Trial) -> list[object]:
    return [row.get("code") for row in trial.store.read(BOOK).rows["case"]]


@pytest.mark.parametrize(
    ("do", "done"),
    [("cut_after", True), ("cut_within", True), ("503", True), ("html502", True)],
)
def test_an_answer_that_is_lost_is_looked_for_before_anything_is_sent_again(
    trial: Trial, do: str, *, done: bool
) -> None:
    reading = trial.store.read(BOOK)
    since = len(hand(trial).emulator.seen)
    fail(trial, do, done=done)
    receipt = trial.store.commit(reading, [AN, NO_ONCE])
    assert (receipt.rows, verbs(trial, since)[:2]) == (2, ["write", "read"])
    assert "write" not in verbs(trial, since)[1:]
    assert codes(trial) == ["F01-2026-0001"]
    assert len(trial.store.read(BOOK).rows["unit"]) == 1


@pytest.mark.parametrize("do", ["cut_before", "503", "500", "html502", "quota"])
def test_a_write_that_did_not_arrive_is_sent_again(trial: Trial, do: str) -> None:
    reading = trial.store.read(BOOK)
    fail(trial, do)
    assert trial.store.commit(reading, [AN]).requests == 2
    assert codes(trial) == ["F01-2026-0001"]


def test_a_write_that_arrives_late_is_refused_for_another_came_before(
    trial: Trial, tmp_path: Path
) -> None:
    emulator = hand(trial).emulator
    emulator.sleep = time.sleep
    line = Client(account(emulator, tmp_path), endpoint=emulator.url, timeouts=(3, 0.2))
    ids = {BOOK.key: hand(trial).book_id}
    store = GoogleStore(line, ids=ids, desk_id="ban-thu", patience=QUICK)
    reading = store.read(BOOK)
    since = len(emulator.seen)
    fail(trial, "slow", seconds=0.5)
    store.commit(reading, [NO_ONCE])
    time.sleep(0.5)
    line.close()
    assert verbs(trial, since).count("write") == 2
    assert len(trial.store.read(BOOK).rows["unit"]) == 1


def test_of_two_copies_that_decide_on_one_reading_only_one_writes(
    trial: Trial, tmp_path: Path
) -> None:
    emulator = hand(trial).emulator
    line = Client(account(emulator, tmp_path), endpoint=emulator.url)
    ids = {BOOK.key: hand(trial).book_id}
    other = GoogleStore(line, ids=ids, desk_id="ban-thu", patience=QUICK)
    mine, its = trial.store.read(BOOK), other.read(BOOK)
    trial.store.commit(mine, [AN])
    with pytest.raises(Moved):
        other.commit(its, [BINH])
    line.close()
    assert codes(trial) == ["F01-2026-0001"]


def test_a_cell_that_was_hit_is_put_right_and_named(trial: Trial) -> None:
    trial.store.commit(trial.store.read(BOOK), [AN, BINH])
    reading = trial.store.read(BOOK)
    row = reading.rows["case"][0]
    emulator, person = hand(trial).emulator, hand(trial).emulator.person
    sort = person(hand(trial).book_id).move_columns
    emulator.before[emulator.next_number()] = [
        lambda: sort("Sổ vụ việc", "D", "B"),
    ]
    change = CellChange("case", row.line, "status", None, "Đã đóng")
    with pytest.raises(Undone) as undone:
        trial.store.commit(reading, [change])
    (one,) = undone.value.restored
    assert (one.key, one.line, one.wrote, one.had) == ("case.name", 3, "Đã đóng", "An")
    assert [it.get("name") for it in trial.store.read(BOOK).rows["case"]] == [
        "An",
        "Bình",
    ]


def test_a_formula_that_was_hit_is_a_formula_again(trial: Trial) -> None:
    trial.store.commit(trial.store.read(BOOK), [AN])
    person = hand(trial).emulator.person(hand(trial).book_id)
    person.type("Sổ vụ việc", "D3", "=1+1")
    fresh = hand(trial)
    emulator = fresh.emulator
    trial.store.dress(BOOK)
    reading = trial.store.read(BOOK)
    emulator.before[emulator.next_number()] = [
        lambda: person.move_columns("Sổ vụ việc", "D", "B"),
    ]
    change = CellChange("case", 3, "status", None, "Đã đóng")
    with pytest.raises(Undone):
        trial.store.commit(reading, [change])
    assert fresh.see("Sổ vụ việc").cell(3, "case.name") == "=1+1"


def test_an_outage_in_the_middle_of_undoing_is_made_up_for_at_the_next_reading(
    trial: Trial,
) -> None:
    trial.store.commit(trial.store.read(BOOK), [AN, BINH])
    reading = trial.store.read(BOOK)
    emulator = hand(trial).emulator
    at = emulator.next_number()
    person = emulator.person(hand(trial).book_id)
    emulator.before[at] = [lambda: person.insert_rows("Sổ vụ việc", 3)]
    emulator.script.faults.append(Fault(at + 1, "503", times=30))
    changes = [
        CellChange("case", row.line, "status", None, f"Bước {row.line}")
        for row in reading.rows["case"]
    ]
    with pytest.raises(Exception, match="Sổ thử"):
        trial.store.commit(reading, changes)
    emulator.script.faults.clear()
    found = trial.store.read(BOOK).rows["case"]
    assert [(row.get("code"), row.get("status")) for row in found] == [
        ("F01-2026-0001", None),
        ("F01-2026-0002", None),
    ]


def test_what_hit_a_row_that_nobody_had_read_is_taken_back(trial: Trial) -> None:
    trial.store.commit(trial.store.read(BOOK), [AN, BINH])
    reading = trial.store.read(BOOK)
    emulator = hand(trial).emulator
    person = emulator.person(hand(trial).book_id)
    emulator.before[emulator.next_number()] = [
        lambda: person.insert_rows("Sổ vụ việc", 3),
        lambda: person.type("Sổ vụ việc", "D3", "Cường"),
    ]
    change = CellChange("case", 3, "status", None, "Đã đóng")
    with pytest.raises(Undone):
        trial.store.commit(reading, [change])
    rows = trial.store.read(BOOK).rows["case"]
    assert [dict(row.cells) for row in rows] == [
        {"name": "Cường"},
        {"code": "F01-2026-0001", "name": "An"},
        {"code": "F01-2026-0002", "name": "Bình"},
    ]


def test_a_column_put_in_between_loses_what_was_meant_for_others(
    trial: Trial,
) -> None:
    reading = trial.store.read(BOOK)
    emulator = hand(trial).emulator
    person = emulator.person(hand(trial).book_id)
    emulator.before[emulator.next_number()] = [
        lambda: person.insert_columns("Sổ vụ việc", "D"),
    ]
    with pytest.raises(Undone):
        trial.store.commit(reading, [AN])
    assert hand(trial).see("Sổ vụ việc").squared()[2][3] is None
    assert dict(trial.store.read(BOOK).rows["case"][0].cells) == {
        "code": "F01-2026-0001",
        "name": "An",
    }


def test_a_tab_that_is_gone_when_it_is_written_is_told_as_moved(trial: Trial) -> None:
    reading = trial.store.read(BOOK)
    trial.hand.drop_tab("Đơn vị")
    with pytest.raises(Moved):
        trial.store.commit(reading, [NO_ONCE])


def test_a_mark_that_somebody_deleted_is_put_back_by_the_next_write(
    trial: Trial,
) -> None:
    hand(trial).book.names.clear()
    trial.store.commit(trial.store.read(BOOK), [AN])
    (mark,) = hand(trial).book.names
    assert mark["name"].startswith("langnghe_ban_thu_")
    assert trial.store.dress(BOOK) == 0


def test_a_formula_of_peoples_own_that_follows_the_desk_is_no_alarm(
    trial: Trial,
) -> None:
    person = hand(trial).emulator.person(hand(trial).book_id)
    person.type("Sổ vụ việc", "D3", "An")
    person.type("Sổ vụ việc", "M3", '="Hồ sơ "&A3')
    trial.store.read(BOOK)
    reading = trial.store.read(BOOK)
    since = len(hand(trial).emulator.seen)
    number = CellChange("case", 3, "code", None, "F01-2026-0001")
    trial.store.commit(reading, [number])
    assert verbs(trial, since) == ["write"]
    assert codes(trial) == ["F01-2026-0001"]
