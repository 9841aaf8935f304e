"""What pages say of a case: into a cell that holds what was seen, else an event."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import flush
from sheets_schema import codes
from sheets_schema.records import CellChange
from sheets_schema.words import Via
from sync.durable.parcel import Parcel
from tests.desk.test_flush import DyingQueue, PulledPlug, put

if TYPE_CHECKING:
    from sheets_schema.cells import Raw
    from tests.desk.conftest import Trial

CODE = "F01-2026-0001"
QUAN = "Lê Minh Quân"


def edit(column: str, before: Raw, after: Raw, code: str = CODE) -> CellChange:
    return CellChange("f01", 0, column, before, after, code)


def decide(trial: Trial, *edits: CellChange, name: str = "deed", **more: Any) -> None:
    """A director decides on a page, a minute ago."""
    at = trial.now - timedelta(minutes=1)
    said = {"via": Via.LINK, "who": QUAN, "case": CODE, **more}
    deed = Parcel(name, at, edits=edits, **said)
    trial.desk.queue.put(deed, another_code=str)


def run(trial: Trial) -> flush.Flushed:
    return flush.run(trial.desk, now=trial.now)


def test_a_decision_stands_in_the_cell_that_the_page_showed_empty(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"))
    assert run(register).left == 0
    assert register.row("f01", 3)["leader_decision"] == "Áp dụng"
    (last,) = register.desk.journal.log.of("f01", CODE)[-1:]
    assert (last.note.via, last.note.who) == (Via.LINK, QUAN)


def test_a_cell_typed_over_meanwhile_stays_and_an_event_tells_both(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"))
    register.type("f01", 3, leader_decision="Không áp dụng")
    assert run(register).left == 0
    assert register.row("f01", 3)["leader_decision"] == "Không áp dụng"
    (event,) = register.rows("event")
    assert event == {
        "code": "DB-2026-0001",
        "case": CODE,
        "at": datetime(2026, 3, 6, 9, 42),
        "kind": "Ý kiến chưa ghi được",
        "person": QUAN,
        "text": "Lê Minh Quân, qua Liên kết email lúc 09:42 thứ Sáu 06/03/2026: ghi "
        f"“Áp dụng” vào cột Quyết định góp ý của {CODE}, nhưng ô ấy nay là “Không "
        "áp dụng”, không còn “(trống)” như lúc xem trang; ô được giữ nguyên.",
    }


def test_the_row_says_for_some_days_that_a_word_was_not_written(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"))
    register.type("f01", 3, leader_decision="Không áp dụng")
    run(register)
    register.review()
    assert "DB-2026-0001" in register.row("f01", 3)["message"]
    register.now += timedelta(days=4)
    register.review()
    assert "DB-2026-0001" not in register.row("f01", 3)["message"]


def test_what_the_cell_says_already_is_no_quarrel(register: Trial) -> None:
    """
    | description | kind  | leader_decision |
    | Giao thiếu  | Góp ý | Áp dụng         |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"))
    assert run(register).left == 0
    assert register.rows("event") == []


def test_of_two_who_decide_on_what_they_saw_the_second_finds_the_first(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"), name="one")
    decide(register, edit("leader_decision", None, "Ghi nhận"), name="two")
    run(register)
    assert register.row("f01", 3)["leader_decision"] == "Áp dụng"
    (event,) = register.rows("event")
    assert "ghi “Ghi nhận”" in str(event["text"])


def test_whoever_saw_what_another_decided_may_change_it_in_the_same_flush(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_note", None, "Xem lại"), name="one")
    decide(register, edit("leader_note", "Xem lại", "Đồng ý"), name="two", who="An")
    run(register)
    assert register.row("f01", 3)["leader_note"] == "Đồng ý"
    told = register.desk.journal.log.of("f01", CODE)[-2:]
    assert [entry.note.who for entry in told] == [QUAN, "An"]


def test_a_row_that_was_sorted_away_is_found_by_its_number(register: Trial) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    | Giao chậm   | Góp ý |
    """
    decide(register, edit("leader_note", None, "Được", code="F01-2026-0002"))
    register.store.tab("f01").delete(3)
    run(register)
    assert register.row("f01", 3)["leader_note"] == "Được"


def test_a_word_about_a_deleted_row_waits_until_the_row_is_back(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_note", None, "Được"))
    register.store.tab("f01").delete(3)
    assert run(register).left == 1
    register.review()
    register.now += timedelta(minutes=6)
    register.review()
    assert run(register).left == 0
    assert [row.get("leader_note") for row in register.rows("f01")] == ["Được"]


def test_a_case_is_found_by_the_code_it_had_before_its_number(trial: Trial) -> None:
    sent = put(trial, 1)
    decide(
        trial,
        edit("summary", None, "Thiếu một thùng", code=sent.track_code),
        case=sent.track_code,
        rows={"event": ({"kind": "Gọi khách", "text": "Khách hẹn chiều"},)},
    )
    assert run(trial) == flush.Flushed(2, 1, 0, 1, held=False)
    assert run(trial).left == 0
    assert trial.row("f01", 3)["summary"] == "Thiếu một thùng"
    assert [row["case"] for row in trial.rows("event")] == [CODE]


@pytest.mark.parametrize("tab", ["event", "consent"])
def test_a_damaged_tab_keeps_no_other_waiting(trial: Trial, tab: str) -> None:
    said = {"purpose": "Nhận khảo sát", "given": "Có"}
    call = {"kind": "Gọi khách", "text": "Chưa gặp"}
    rows = {
        "f01": ({"description": "Giao thiếu", "kind": "Góp ý"},),
        "event": (call,),
        "consent": (said,),
    }
    track = codes.track_code(5)
    parcel = Parcel("call", trial.now, Via.FORM, rows, track_code=track)
    trial.desk.queue.put(parcel, another_code=str)
    grid = trial.store.tab(tab)
    at = grid.keys.index(f"{tab}.case")
    grid.put(1, at, None)
    assert run(trial) == flush.Flushed(1, 1, 0, 1, held=False)
    assert trial.row("f01", 3)["description"] == "Giao thiếu"
    grid.put(1, at, f"{tab}.case")
    assert run(trial).left == 0
    counts = {key: len(trial.rows(key)) for key in rows}
    assert counts == {"f01": 1, "event": 1, "consent": 1}


def test_a_word_that_met_another_waits_for_a_damaged_tab_of_events(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    decide(register, edit("leader_decision", None, "Áp dụng"))
    register.type("f01", 3, leader_decision="Ghi nhận")
    grid = register.store.tab("event")
    at = grid.keys.index("event.text")
    grid.put(1, at, None)
    assert run(register).left == 1
    grid.put(1, at, "event.text")
    assert run(register).left == 0
    assert len(register.rows("event")) == 1


def test_a_machine_that_went_dark_after_writing_says_nothing_twice(
    register: Trial,
) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    call = {"event": ({"kind": "Gọi khách", "text": "Khách đồng ý"},)}
    decide(register, edit("leader_note", None, "Được"), rows=call)
    queue = register.desk.queue
    register.desk.queue = DyingQueue(queue._database)
    with pytest.raises(PulledPlug):
        run(register)
    register.desk.queue = queue
    assert run(register).left == 0
    assert len(register.rows("event")) == 1
    assert register.row("f01", 3)["leader_note"] == "Được"


def test_a_deed_done_twice_is_one(register: Trial) -> None:
    """
    | description | kind  |
    | Giao thiếu  | Góp ý |
    """
    for _ in range(2):
        decide(register, edit("leader_note", None, "Được"))
    assert register.desk.queue.length() == 1
