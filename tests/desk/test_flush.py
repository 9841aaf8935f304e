"""From the queue into the register: in order, to the letter, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from jobs import flush
from sheets_schema import codes
from sheets_schema.books.shelf import DESK
from sync.durable.queue import Parcel, Queue
from sync.memory import MemoryStore
from sync.store import Held
from tests.desk.conftest import FRIDAY
from tests.sending import form

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sheets_schema.columns import Book
    from sheets_schema.records import Change, Reading, Receipt
    from sync.store import Store
    from tests.desk.conftest import Trial

SENT = {
    "kind": "Khiếu nại",
    "description": "Giao thiếu",
    "email": "an@example.com",
}


class PulledPlug(BaseException):
    """The machine goes dark."""


class DyingQueue(Queue):
    """A queue whose machine goes dark before it notes what was written."""

    def delivered(
        self, done: Iterable[tuple[str, str]], numbers: Mapping[str, str]
    ) -> None:
        raise PulledPlug


class BusyStore(MemoryStore):
    """A book into which somebody types between our reading and our writing, once."""

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        reading = super().read(book, tabs)
        if not self.tab("f01").lines[2:]:
            self.typed("f01", 3, "description", "Gõ chen ngang")
        return reading


class OpenStore(MemoryStore):
    """A book that somebody has open."""

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        raise Held(DESK.title)


def sent(number: int, **cells: Any) -> Parcel:
    """What a customer sends who is no other."""
    return form(
        number,
        at=FRIDAY - timedelta(minutes=1),
        track_code=codes.track_code(number),
        **{"fields": SENT, **cells},
    )


def put(trial: Trial, number: int, **cells: Any) -> Parcel:
    """A customer sends something else than the others."""
    queue = trial.desk.queue
    return queue.put(sent(number, **cells), another_code=lambda: codes.track_code(99))


def run(trial: Trial, store: Store | None = None) -> flush.Flushed:
    trial.desk.store = store or trial.desk.store
    return flush.run(trial.desk, now=trial.now)


def test_what_customers_sent_stands_in_the_order_in_which_it_came(trial: Trial) -> None:
    for number in (3, 1, 2):
        put(trial, number, fields={"description": f"Thư {number}"})
    assert run(trial) == flush.Flushed(3, 3, 0, 0, held=False)
    told = [(row["code"], row["description"]) for row in trial.rows("f01")]
    assert told == [
        ("F01-2026-0001", "Thư 3"),
        ("F01-2026-0002", "Thư 1"),
        ("F01-2026-0003", "Thư 2"),
    ]


def test_a_message_arrives_with_its_code_its_moment_and_its_kind(trial: Trial) -> None:
    put(trial, 1)
    run(trial)
    assert trial.row("f01", 3) == {
        "code": "F01-2026-0001",
        "track_code": codes.track_code(1),
        "received_at": datetime(2026, 3, 6, 9, 41),
        "logged_at": datetime(2026, 3, 6, 9, 42),
        "kind": "Khiếu nại",
        "kind_sent": "Khiếu nại",
        "description": "Giao thiếu",
        "email": "an@example.com",
    }


def test_the_same_queue_is_written_once(trial: Trial) -> None:
    put(trial, 1)
    run(trial)
    assert run(trial) == flush.Flushed(0, 0, 0, 0, held=False)
    assert len(trial.rows("f01")) == 1


def test_m13_a_message_is_acknowledged_at_the_first_review_after_it_came(
    trial: Trial,
) -> None:
    put(trial, 1)
    run(trial)
    trial.review()
    assert trial.templates() == ["C01", "N01"]


def test_a_machine_that_went_dark_after_writing_writes_nothing_again(
    trial: Trial,
) -> None:
    put(trial, 1)
    queue = trial.desk.queue
    trial.desk.queue = DyingQueue(queue._database)
    with pytest.raises(PulledPlug):
        run(trial)
    trial.desk.queue = queue
    assert run(trial) == flush.Flushed(1, 0, 1, 0, held=False)
    assert [row["code"] for row in trial.rows("f01")] == ["F01-2026-0001"]
    kept = queue.by_track(codes.track_code(1))
    assert kept is not None
    assert kept.code == "F01-2026-0001"


def test_somebody_who_types_at_the_same_moment_keeps_every_word(trial: Trial) -> None:
    put(trial, 1)
    assert run(trial, BusyStore(trial.store.books)).written == 1
    found = {row.get("description") for row in trial.rows("f01")}
    assert found == {"Gõ chen ngang", "Giao thiếu"}


def test_while_the_book_is_open_everything_waits_and_nothing_is_used_up(
    trial: Trial,
) -> None:
    put(trial, 1)
    books = trial.store.books
    for _ in range(3):
        assert run(trial, OpenStore(books)) == flush.Flushed(1, 0, 0, 1, held=True)
    assert run(trial, MemoryStore(books)).written == 1
    assert trial.row("f01", 3)["code"] == "F01-2026-0001"


def test_a_suspect_message_becomes_a_row_that_waits_for_a_look(trial: Trial) -> None:
    put(trial, 1, suspect="gửi quá nhanh")
    run(trial)
    trial.review(times=3)
    row = trial.row("f01", 3)
    assert row["status"] == "Chờ kiểm tra"
    assert row["note"] == "Xin kiểm tra: gửi quá nhanh."
    told = [(it.letter.template, it.letter.to_address) for it in trial.letters()]
    assert told == [("N01", "ha@example.com")]


def test_a_suspect_message_that_somebody_believes_is_a_case(trial: Trial) -> None:
    put(trial, 1, suspect="gửi quá nhanh")
    run(trial)
    trial.review()
    trial.type("f01", 3, kind="Khiếu nại")
    trial.review(times=2)
    assert trial.row("f01", 3)["status"] == "Mới nhận"
    assert trial.templates() == ["N01", "C01"]


def test_consents_stand_beside_their_case(trial: Trial) -> None:
    given = {"purpose": "Giải quyết phản hồi", "given": "Có"}
    put(trial, 1, consents=({**given}, {**given, "purpose": "Nhận khảo sát"}))
    put(trial, 2, consents=({**given},))
    run(trial)
    told = [(row["code"], row["case"], row["purpose"]) for row in trial.rows("consent")]
    assert told == [
        ("DY-2026-0001", "F01-2026-0001", "Giải quyết phản hồi"),
        ("DY-2026-0002", "F01-2026-0001", "Nhận khảo sát"),
        ("DY-2026-0003", "F01-2026-0002", "Giải quyết phản hồi"),
    ]


@pytest.mark.parametrize(
    ("key", "sent", "stands"),
    [
        ("description", "=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("description", " hai\r\ndòng ", "hai\ndòng"),
        ("name", "0123", "0123"),
        ("phone", "0912 345 678", "0912 345 678"),
        ("event_date", "27/02/2026", datetime(2026, 2, 27).date()),
        ("event_date", "hôm nọ", "hôm nọ"),
        ("wanted", "Xin lỗi; Giải thích rõ sự việc", "Xin lỗi; Giải thích rõ sự việc"),
    ],
)
def test_words_arrive_to_the_letter_and_days_as_days(
    trial: Trial, key: str, sent: str, stands: Any
) -> None:
    put(trial, 1, fields={"description": "Giao thiếu", key: sent})
    run(trial)
    assert trial.row("f01", 3)[key] == stands


def test_typed_rows_and_sent_ones_share_one_series(trial: Trial) -> None:
    trial.type("f01", 3, description="Khách gọi")
    trial.review()
    put(trial, 1)
    run(trial)
    trial.type("f01", 5, description="Khách gọi nữa")
    trial.review()
    numbers = [row["code"] for row in trial.rows("f01")]
    assert numbers == ["F01-2026-0001", "F01-2026-0002", "F01-2026-0003"]


def test_a_message_that_was_deleted_at_once_comes_back(trial: Trial) -> None:
    put(trial, 1)
    run(trial)
    trial.store.tab("f01").delete(3)
    trial.review()
    trial.now += timedelta(minutes=6)
    trial.review()
    assert [row["track_code"] for row in trial.rows("f01")] == [codes.track_code(1)]


def test_a_year_begins_with_number_one(trial: Trial) -> None:
    put(trial, 1)
    run(trial)
    put(trial, 2)
    run(trial.at("01/01/2027 00:00"))
    numbers = [row["code"] for row in trial.rows("f01")]
    assert numbers == ["F01-2026-0001", "F01-2027-0001"]
