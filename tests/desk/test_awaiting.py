"""Somebody holds the register open: customers and staff hear all the same, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from jobs import digest, flush
from sheets_schema.codes import grouped, track_code
from sync.memory import MemoryStore
from tests.desk.test_flush import OpenStore, put, run

if TYPE_CHECKING:
    from tests.desk.conftest import Trial

CODE = track_code(1)


@pytest.fixture
def held(trial: Trial) -> Trial:
    """A customer has written, and the register lies open in somebody's program."""
    trial.review()
    trial.desk.store = OpenStore(trial.store.books)
    put(trial, 1)
    run(trial)
    return trial


def closed(trial: Trial) -> Trial:
    """The book is saved and closed, and what waits is written."""
    trial.desk.store = MemoryStore(trial.store.books)
    run(trial)
    return trial


def test_m13_a_customer_is_answered_and_staff_told_while_the_book_is_open(
    held: Trial,
) -> None:
    assert held.review().held
    told = {it.letter.template: it.letter for it in held.letters()}
    assert told.keys() == {"C01", "N01"}
    assert told["C01"].to_address == "an@example.com"
    assert grouped(CODE) in told["C01"].body
    assert f"số sổ (chờ ghi sổ) mã tra cứu {grouped(CODE)}" in told["N01"].body


def test_nobody_hears_a_second_time_once_the_row_is_written(held: Trial) -> None:
    held.review(times=2)
    before = [it.message_id for it in held.letters()]
    closed(held).review(times=3)
    assert [it.message_id for it in held.letters()] == before
    assert {it.letter.ref for it in held.letters()} == {"F01-2026-0001"}
    lines = {row["key"]: row["ref"] for row in held.rows("sent")}
    assert lines == {
        "thanks:F01-2026-0001": "F01-2026-0001",
        "N01:F01-2026-0001:ha@example.com": "F01-2026-0001",
    }


def test_a_letter_in_somebodys_hands_while_the_row_is_written_goes_once(
    held: Trial,
) -> None:
    held.review()
    hour, ledger = timedelta(hours=1), held.desk.ledger
    bag = ledger.claim(now=held.now, owner="me", lease=hour, limit=9)
    closed(held).review()
    assert len(held.letters()) == len(bag)
    for one in bag:
        held.desk.ledger.sent(one, now=held.now)
    held.review(times=3)
    assert {it.state.value for it in held.letters()} == {"sent"}
    assert len(held.letters()) == len(bag)


def test_a_desk_cut_off_before_it_noted_the_number_writes_to_nobody_again(
    held: Trial,
) -> None:
    held.review()
    count = len(held.letters())
    held.desk.store = MemoryStore(held.store.books)
    reading_first = flush.run(held.desk, now=held.now)
    assert reading_first.written == 1
    with held.desk.ledger._database.transaction() as connection:
        connection.execute("UPDATE parcel SET code = ''")
        connection.execute("INSERT INTO delivery VALUES (1, 'f01')")
    held.review(times=3)
    assert len(held.letters()) == count


def test_what_waits_stands_in_the_morning_mail(held: Trial) -> None:
    held.review()
    digest.run(held.desk, now=held.now)
    (mail,) = (it.letter for it in held.letters() if it.letter.template == "N06")
    assert f"(chờ ghi sổ) mã tra cứu {grouped(CODE)}" in mail.body


def test_what_looks_odd_is_written_to_staff_alone(trial: Trial) -> None:
    trial.review()
    trial.desk.store = OpenStore(trial.store.books)
    put(trial, 1, suspect="gửi quá nhanh")
    trial.review(times=2)
    assert trial.templates() == ["N01"]


def test_after_a_working_hour_the_people_of_the_desk_are_told_who_holds_the_book(
    held: Trial,
) -> None:
    held.review()
    held.now += timedelta(minutes=59)
    held.review()
    assert "N14" not in held.templates()
    held.now += timedelta(minutes=2)
    held.review(times=3)
    told = [it.letter for it in held.letters() if it.letter.template == "N14"]
    addresses = {it.to_address for it in told}
    assert addresses == {"ha@example.com", "thuy@example.com"}
    assert all("đang được mở" in it.body for it in told)
    assert all("1 phản hồi chờ ghi vào sổ" in it.body for it in told)


def test_a_book_that_was_closed_in_time_is_not_spoken_of(held: Trial) -> None:
    held.review()
    closed(held).review()
    held.now += timedelta(hours=3)
    held.review()
    assert "N14" not in held.templates()
