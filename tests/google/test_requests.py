"""How many requests a job needs, by the emulator's own count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs import flush, review
from sheets_schema.books.shelf import DESK
from sheets_schema.records import NewRow
from tests.google.office import store

if TYPE_CHECKING:
    from tests.google.office import Building, Office


def counts(office: Office) -> tuple[int, int]:
    return office.emulator.counted("read"), office.emulator.counted("write")


def since(office: Office, before: tuple[int, int]) -> tuple[int, int]:
    now = counts(office)
    return now[0] - before[0], now[1] - before[1]


def test_a_flush_of_any_size_is_one_write(house: Building) -> None:
    with house.office() as office:
        office.calm().send(100)
        before = counts(office)
        done = flush.run(office.desk, now=office.now)
        assert (done.written, since(office, before)) == (100, (1, 1))


def test_a_review_is_one_read_and_one_write_and_says_so(house: Building) -> None:
    with house.office() as office:
        office.calm().send(40)
        flush.run(office.desk, now=office.now)
        before = counts(office)
        done = review.run(office.desk, now=office.now)
        assert done.changed_cells > 40
        assert since(office, before) == (done.reads, done.writes) == (1, 1)


def test_a_review_in_which_nothing_happened_writes_nothing(house: Building) -> None:
    with house.office() as office:
        office.calm().work(2)
        before = counts(office)
        done = review.run(office.desk, now=office.now)
        assert since(office, before) == (done.reads, done.writes) == (1, 0)


def test_a_new_process_needs_no_more(house: Building) -> None:
    with house.office() as office:
        office.calm()
        before = counts(office)
        store(house.line, house.ids).read(DESK, {"f01"})
        assert since(office, before) == (1, 0)


def test_two_megabytes_go_in_two_writes(house: Building) -> None:
    with house.office() as office:
        reading = office.calm().store.read(DESK)
        rows = [
            NewRow("event", {"case": f"{number}", "text": "x" * 30_000}, "")
            for number in range(100)
        ]
        before = counts(office)
        receipt = office.store.commit(reading, rows)
        assert (receipt.rows, receipt.requests) == (100, 2)
        assert since(office, before) == (0, 2)
        written = office.store.read(DESK).rows["event"]
        assert [row.get("case") for row in written] == [f"{it}" for it in range(100)]
