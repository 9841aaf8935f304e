"""Rows that people delete and copy, and a database that is lost."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import catalogue, digest, flush, restoring, review
from jobs.health import tampering
from jobs.refusals import Refused, WrongWords
from jobs.register.rebuilding import REBUILT, UNSURE
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sync.durable.chain import What
from sync.memory import MemoryStore
from sync.store import Held
from tests.desk.conftest import Trial, new_desk
from tests.sending import form

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading, Receipt
    from sync.durable.queue import Parcel

CODE = "F01-2026-0001"
STAMPED = ("code", "track_code", "logged_at", "taken_at", "slip")


class OpenSomewhere(MemoryStore):
    """A workbook that somebody has open: it can be read, not written."""

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        raise Held(DESK.title)


def facts(trial: Trial, tab: str, code: str) -> Mapping[str, Raw]:
    """Facts and stamps of a row."""
    table = DESK[tab]
    (row,) = (row for row in trial.rows(tab) if row.get(table.code) == code)
    kept = table.facts | table.stamps
    return {key: raw for key, raw in row.items() if key in kept}


def told(trial: Trial, code: str) -> list[tuple[str, str]]:
    """What the journal says of a row as a whole, and by which way."""
    entries = trial.desk.journal.log.of("f01", code)
    return [(it.note.what, it.note.via) for it in entries if not it.note.column]


def lost(trial: Trial, tmp_path: Path) -> Trial:
    """The same books with an empty database."""
    trial.desk.queue.close()
    folder = tmp_path / "new"
    folder.mkdir()
    return Trial(new_desk(folder, trial.store), trial.now)


# --- deleted rows


def test_a_deleted_row_that_comes_back_is_told_and_keeps_its_note(
    register: Trial,
) -> None:
    """
    | description    | kind      | note      |
    | Giao hàng chậm | Khiếu nại | Đã gọi    |
    | Thái độ kém    | Khiếu nại |           |
    """
    register.store.tab("f01").delete(3)
    register.review()
    register.now += timedelta(minutes=6)
    register.review(times=2)
    assert told(register, CODE) == [
        (What.NEW, "Bảng tính"),
        (What.GONE, "Bảng tính"),
        (What.BACK, "Hệ thống"),
    ]
    (*_, note) = register.desk.journal.log.of("f01", CODE)
    assert (note.note.column, note.note.via) == ("note", "Hệ thống")
    assert register.desk.journal.seen("f01")[CODE].missing_since is None


def test_a_row_stays_away_for_less_than_five_minutes(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.store.tab("f01").delete(3)
    register.review()
    register.now += timedelta(minutes=4, seconds=59)
    register.review()
    assert register.rows("f01") == []


@pytest.mark.parametrize(("standing", "deleted"), [(20, 2), (5, 1), (1, 1)])
def test_up_to_one_row_in_ten_comes_back(
    trial: Trial, standing: int, deleted: int
) -> None:
    fill(trial, standing)
    for _ in range(deleted):
        trial.store.tab("f01").delete(3)
    assert absent(trial) == 0
    assert many(trial) == []


@pytest.mark.parametrize(("standing", "deleted"), [(20, 3), (19, 2), (2, 2)])
def test_where_more_than_one_in_ten_is_gone_the_tab_is_left_alone_and_told(
    trial: Trial, standing: int, deleted: int
) -> None:
    fill(trial, standing)
    for _ in range(deleted):
        trial.store.tab("f01").delete(3)
    assert absent(trial) == deleted
    (said,) = many(trial)
    assert said.startswith(f"Có {deleted} dòng trong tab Sổ phản hồi không còn thấy.")
    assert told(trial, CODE) == [(What.NEW, "Bảng tính"), (What.GONE, "Bảng tính")]


def cut(trial: Trial, count: int, standing: int = 29) -> None:
    """Somebody deletes the first rows of a register, five minutes and more ago."""
    fill(trial, standing)
    for _ in range(count):
        trial.store.tab("f01").delete(3)
    trial.review()
    trial.now += timedelta(minutes=6)


def test_a_block_that_was_cut_is_not_told_before_it_may_be_pasted(trial: Trial) -> None:
    cut(trial, 6)
    trial.now -= timedelta(minutes=2)
    trial.review()
    assert many(trial) == []


def test_a_letter_names_the_rows_that_are_gone_and_what_brings_them_back(
    trial: Trial,
) -> None:
    cut(trial, 6)
    trial.review(times=3)
    (letter,) = (it.letter for it in trial.letters() if it.letter.template == "N14")
    codes = ", ".join(f"F01-2026-000{n}" for n in range(1, 7))
    assert f"Đó là {codes}." in letter.body
    assert "langnghe restore --all f01" in letter.body
    assert trial.desk.troubles() == ["gone"]


def test_all_rows_of_a_tab_come_back_by_one_command(trial: Trial) -> None:
    cut(trial, 6)
    trial.review()
    before = {row["code"] for row in trial.rows("f01")}
    done = restoring.restore_all(trial.desk, "Sổ phản hồi", now=trial.now)
    assert done.codes == tuple(f"F01-2026-000{n}" for n in range(1, 7))
    assert before | {*done.codes} == {row["code"] for row in trial.rows("f01")}
    assert len(trial.rows("f01")) == 29
    assert many(trial) == []
    assert trial.review().changed_cells == 0
    assert trial.desk.troubles() == []


def test_a_tab_that_misses_nothing_is_not_touched(trial: Trial) -> None:
    fill(trial, 3)
    done = restoring.restore_all(trial.desk, "f01", now=trial.now)
    assert done.words == "Tab Sổ phản hồi không thiếu dòng nào."


def test_a_tab_that_is_not_there_is_refused_with_those_that_are(trial: Trial) -> None:
    with pytest.raises(WrongWords, match="Có: f01, f02, event"):
        restoring.restore_all(trial.desk, "so phan hoi cu", now=trial.now)


def test_the_clocks_of_deleted_cases_run_on_in_reminders_and_in_the_morning(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       | name |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | An   |
    | Thái độ kém    | Khiếu nại | Trần Thu Hà | Bình |
    | Hàng vỡ        | Khiếu nại |             | Chi  |
    """
    for _ in range(3):
        register.store.tab("f01").delete(3)
    register.review()
    register.at("09/03/2026 07:30").review()
    digest.run(register.desk, now=register.now)
    mails = [it.letter.body for it in register.letters() if it.letter.template == "N06"]
    assert any("F01-2026-0003" in body for body in mails)
    before = len(register.letters())
    register.at("10/03/2026 10:00").review()
    late = {it.letter.ref for it in register.letters()[before:] if it.letter.clock}
    assert "F01-2026-0003" in late, "nobody took it within the hour"
    assert register.rows("f01") == []


def test_a_slip_whose_case_was_deleted_goes_on(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    | Thái độ kém    | Khiếu nại | Trần Thu Hà |
    | Hàng vỡ        | Khiếu nại | Trần Thu Hà |
    """
    for _ in range(3):
        register.store.tab("f01").delete(3)
    register.type("f02", 3, submitted_at=register.now.replace(tzinfo=None))
    register.review()
    assert register.row("f02", 3)["status"] == "Chờ chỉ đạo"


def fill(trial: Trial, count: int) -> None:
    for line in range(3, 3 + count):
        trial.type("f01", line, description=f"Chuyện {line}")
    trial.review(times=2)


def absent(trial: Trial) -> int:
    """How many rows do not come back within ten minutes."""
    before = len(trial.desk.journal.seen("f01"))
    trial.review()
    trial.now += timedelta(minutes=10)
    trial.review()
    return before - len(trial.rows("f01"))


def many(trial: Trial) -> list[str]:
    reading = trial.desk.store.read(DESK)
    found = tampering.missing(trial.desk, reading, now=trial.now)
    return [one.what for one in found]


# --- copied rows


@pytest.mark.parametrize("changed", ["upper", "lower"])
def test_of_two_rows_with_one_number_the_one_unlike_the_journal_is_new(
    register: Trial, changed: str
) -> None:
    """
    | description    | kind      | owner       | name |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | An   |
    """
    register.type("f01", 4, **register.row("f01", 3))
    unlike, like = (3, 4) if changed == "upper" else (4, 3)
    register.type("f01", unlike, description="Chuyện khác", name="Bình")
    register.review(times=2)
    assert register.row("f01", like)["code"] == CODE
    assert register.row("f01", unlike)["code"] == "F01-2026-0002"
    tracks = {row["track_code"] for row in register.rows("f01")}
    assert len(tracks) == 2
    (first, *_) = register.desk.journal.log.of("f01", "F01-2026-0002")
    assert first.note.cells["name"].new == "Bình"


def test_of_two_rows_that_are_quite_alike_the_lower_is_new(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.type("f01", 9, **register.row("f01", 3))
    register.type("f01", 6, **register.row("f01", 3))
    register.review()
    numbers = {line: register.row("f01", line)["code"] for line in (3, 6, 9)}
    assert numbers == {3: CODE, 6: "F01-2026-0002", 9: "F01-2026-0003"}


def test_a_row_moved_by_copying_and_deleting_is_the_same_case(register: Trial) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    before = register.row("f01", 3)
    register.type("f01", 9, **before)
    register.store.tab("f01").delete(3)
    register.review()
    assert register.rows("f01") == [before]


# --- restored by a person


def test_a_row_is_restored_at_the_bottom_with_its_facts_and_stamps(
    register: Trial,
) -> None:
    """
    | description    | kind      | owner       | received_at | phone        |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà | 27.2 9h     | 0912 345 678 |
    | Thái độ kém    | Góp ý     |             |             |              |
    """
    before = register.row("f01", 3)
    register.store.tab("f01").delete(3)
    done = restoring.restore(register.desk, "f01-2026-1", now=register.now)
    assert (done.code, done.tab) == (CODE, "f01")
    assert register.row("f01", 3)["code"] == "F01-2026-0002"
    assert register.row("f01", 4) == before
    assert told(register, CODE)[1:] == [
        (What.GONE, "Bảng tính"),
        (What.BACK, "Hệ thống"),
    ]


def test_a_restored_row_is_nobodys_copy_and_comes_once(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.store.tab("f01").delete(3)
    register.review()
    restoring.restore(register.desk, CODE, now=register.now)
    register.now += timedelta(minutes=10)
    register.review(times=3)
    assert [row["code"] for row in register.rows("f01")] == [CODE]


@pytest.mark.parametrize(
    ("tab", "line", "code"),
    [("f02", 3, "F02-2026-0001"), ("person", 4, "Phạm Thu Thuỷ"), ("policy", 5, "k2")],
)
def test_a_row_of_any_tab_is_restored(
    register: Trial, tab: str, line: int, code: str
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    code = code if tab != "policy" else str(register.row(tab, line)["key"])
    before = facts(register, tab, code)
    register.store.tab(tab).delete(line)
    done = restoring.restore(register.desk, code, now=register.now)
    assert done.tab == tab
    assert facts(register, tab, code) == before


def test_many_rows_that_are_left_alone_are_restored_one_by_one(trial: Trial) -> None:
    fill(trial, 4)
    for _ in range(3):
        trial.store.tab("f01").delete(3)
    for number in (1, 2, 3):
        restoring.restore(trial.desk, f"F01-2026-000{number}", now=trial.now)
    assert len(trial.rows("f01")) == 4
    assert many(trial) == []


def test_a_row_that_nobody_ever_saw_is_refused_in_a_sentence(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    said = "Nhật ký không có dòng nào mang số F01-2026-0009."
    with pytest.raises(Refused) as refused:
        restoring.restore(register.desk, "F01-2026-0009", now=register.now)
    assert str(refused.value) == said


@pytest.mark.parametrize("typed", [CODE, "linh tinh", None])
def test_a_row_that_stands_there_is_refused_whatever_stands_over_its_number(
    register: Trial, typed: Any
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.type("f01", 3, code=typed)
    said = f"{CODE} đang có ở dòng 3 của tab Sổ phản hồi, không cần khôi phục."
    with pytest.raises(Refused) as refused:
        restoring.restore(register.desk, CODE, now=register.now)
    assert str(refused.value) == said


def test_a_row_whose_number_was_typed_over_another_is_restored(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Khiếu nại |
    """
    register.type("f01", 4, code=CODE)
    register.store.tab("f01").delete(3)
    restoring.restore(register.desk, CODE, now=register.now)
    numbers = [row["code"] for row in register.rows("f01")]
    assert numbers == ["F01-2026-0002", CODE]


def test_an_open_workbook_is_refused_in_a_sentence(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.store.tab("f01").delete(3)
    register.desk.store = OpenSomewhere(register.store.books)
    with pytest.raises(Refused, match="Xin đóng sổ rồi chạy lại"):
        restoring.restore(register.desk, CODE, now=register.now)


# --- a lost database


def test_numbers_and_codes_go_on_where_the_books_leave_off(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    | Thái độ kém    | Khiếu nại |             |
    """
    register.review(times=2)
    before = register.rows("f01")
    after = lost(register, tmp_path)
    after.type("f01", 5, description="Chuyện mới", kind="Khiếu nại")
    after.review(times=4)
    assert after.rows("f01")[:2] == before
    new = after.row("f01", 5)
    assert (new["code"], new["slip"]) == ("F01-2026-0003", "F02-2026-0003")
    assert new["track_code"] not in {row["track_code"] for row in before}


def test_a_number_that_only_the_logs_still_tell_of_is_not_given_again(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    | Thái độ kém    | Khiếu nại |
    """
    register.review(times=2)
    register.store.tab("f01").delete(4)
    register.store.tab("f02").delete(4)
    after = lost(register, tmp_path)
    after.type("f01", 4, description="Chuyện mới", kind="Khiếu nại")
    after.review(times=3)
    new = after.row("f01", 4)
    assert (new["code"], new["slip"]) == ("F01-2026-0003", "F02-2026-0003")


def test_a_code_drawn_after_the_loss_is_none_that_stands_in_the_sheet(
    register: Trial, tmp_path: Path
) -> None:
    """The trial draws the same codes again, as it did before.

    | description    | kind  |
    | Giao hàng chậm | Góp ý |
    """
    after = lost(register, tmp_path)
    after.type("f01", 4, description="Chuyện mới", kind="Góp ý")
    after.review()
    tracks = [row["track_code"] for row in after.rows("f01")]
    assert len(set(tracks)) == 2


def test_a_code_drawn_by_the_pages_is_none_that_stands_in_the_sheet(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind  |
    | Giao hàng chậm | Góp ý |
    """
    after = lost(register, tmp_path)
    after.review()
    sent = sending(after, str(after.row("f01", 3)["track_code"]))
    assert sent.track_code == codes.track_code(99)
    flush.run(after.desk, now=after.now)
    assert [row["code"] for row in after.rows("f01")] == [CODE, "F01-2026-0002"]


def test_a_code_drawn_for_a_typed_row_is_none_that_waits_in_the_queue(
    trial: Trial,
) -> None:
    draws = itertools.count(7)
    trial.desk.draw = lambda: next(draws)
    trial.review()
    sending(trial, codes.track_code(7))
    trial.type("f01", 3, description="Chuyện mới")
    trial.review()
    assert trial.row("f01", 3)["track_code"] == codes.track_code(8)


def sending(trial: Trial, track: str) -> Parcel:
    """A customer writes, and the pages draw this code first."""
    sent = form(
        "page",
        track_code=track,
        at=trial.now,
        fields={"kind": "Góp ý", "description": "Thêm chỗ để xe"},
    )
    return trial.desk.queue.put(sent, another_code=lambda: codes.track_code(99))


def test_no_letter_goes_out_twice(register: Trial, tmp_path: Path) -> None:
    """Not even one that was sent right after the last review.

    | description    | kind      | email          |
    | Giao hàng chậm | Khiếu nại | kh@example.com |
    | Thêm chỗ để xe | Góp ý     | kh@example.com |
    """
    sent = {entry.letter.key for entry in register.letters()}
    assert sent
    after = lost(register, tmp_path)
    digest.run(after.desk, now=after.now)
    after.review(times=5)
    states = {it.letter.key: it.state for it in after.letters()}
    again = [key for key, state in states.items() if state in {"waiting", "sending"}]
    assert not sent & set(again)


def test_what_became_of_each_letter_is_known_again(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      | email          |
    | Giao hàng chậm | Khiếu nại | kh@example.com |
    | Thêm chỗ để xe | Góp ý     | kh@example.com |
    """
    ledger = register.desk.ledger
    taken = ledger.claim(
        now=register.now + timedelta(days=4),
        owner="máy này",
        lease=timedelta(minutes=9),
        limit=2,
    )
    ledger.sent(taken[0], now=register.now)
    ledger.given_up(taken[1], error="550 không có hộp thư", now=register.now)
    register.review()
    before = {str(row["key"]): row for row in register.rows("sent")}
    after = lost(register, tmp_path)
    after.review(times=2)
    for entry in after.letters():
        row = before.get(entry.letter.key, {})
        assert row.get("msg_id") in {None, entry.message_id}
    told = {str(row["key"]): row for row in after.rows("sent")}
    first, second = (claimed.letter.key for claimed in taken)
    assert told[first] == before[first]
    assert told[second] == before[second]
    (other, *_) = set(before) - {first, second}
    assert (told[other]["result"], told[other]["error"]) == ("Lỗi", UNSURE)


def test_the_journal_goes_on_behind_the_lines_that_stand_in_the_tab(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.review(times=2)
    before = register.rows("changed")
    after = lost(register, tmp_path)
    after.review(times=2)
    *same, (new) = after.rows("changed")
    assert same == before
    assert (new["seq"], new["why"]) == (len(before) + 1, REBUILT)
    reading = after.desk.store.read(DESK)
    assert list(tampering.in_tab(after.desk, reading, now=after.now)) == []
    assert after.desk.journal.log.faults() == []


def test_the_lines_of_a_lost_journal_are_not_held_against_anybody(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.review(times=2)
    after = lost(register, tmp_path)
    reading = after.desk.store.read(DESK)
    assert list(tampering.in_tab(after.desk, reading, now=after.now)) == []


def test_what_is_deleted_after_the_loss_comes_back_all_the_same(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      | owner       |
    | Giao hàng chậm | Khiếu nại | Trần Thu Hà |
    """
    register.review(times=2)
    before = register.row("f01", 3)
    after = lost(register, tmp_path)
    after.review()
    after.store.tab("f01").delete(3)
    restoring.restore(after.desk, CODE, now=after.now)
    assert after.row("f01", 3) == before


def test_a_desk_cannot_send_before_it_can_read_what_was_sent(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      | email          |
    | Giao hàng chậm | Khiếu nại | kh@example.com |
    """
    register.review(times=2)
    after = lost(register, tmp_path)
    tab = after.store.tab("sent")
    at = tab.keys.index("sent.key")
    tab.put(1, at, "sent.at")  # a key twice: which is which nobody can tell
    after.review(times=3)
    assert after.letters() == []
    assert after.desk.journal.log.beginning is None
    tab.put(1, at, "sent.key")
    after.review(times=3)
    assert after.desk.journal.log.beginning is not None


def test_a_desk_with_a_new_database_looks_before_it_writes(
    register: Trial, tmp_path: Path
) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    register.store.tab("f01").delete(3)  # its number stands in the slip alone
    after = lost(register, tmp_path)
    sending(after, codes.track_code(5))
    site = catalogue.Site(after.desk, tmp_path, lambda: after.now)
    catalogue.run("flush", site)
    assert [row["code"] for row in after.rows("f01")] == ["F01-2026-0002"]


def test_a_new_desk_is_not_told_that_it_lost_anything(trial: Trial) -> None:
    trial.review()
    beginning = trial.desk.journal.log.beginning
    assert beginning is not None
    assert beginning.note.what == What.START


def test_a_desk_looks_once_only(register: Trial) -> None:
    """
    | description    | kind      |
    | Giao hàng chậm | Khiếu nại |
    """
    before = register.desk.journal.log.end
    review.ready(register.desk, now=datetime(2027, 1, 1, tzinfo=register.now.tzinfo))
    assert register.desk.journal.log.end == before
