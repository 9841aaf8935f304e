"""How many requests a job needs, by the emulator's own count."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from jobs import flush, review
from sheets_schema.books.shelf import BOARD, DESK
from sheets_schema.records import NewRow
from sync.google.client import Client
from sync.store import Moved
from tests.google.hand import account
from tests.google.office import FACTS, store
from tests.sheets_emulator.emulator import Emulator
from tests.sheets_emulator.server import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.google.office import Building, Office
    from tests.sheets_emulator.wire import Answer, Request


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


def wait(office: Office, _: Building) -> None:
    office.store._reader(DESK).clock = lambda: time.monotonic() + 601


def rename(office: Office, _: Building) -> None:
    office.emulator.person(office.book.book_id).rename_tab("Diễn biến", "Sự việc")


def add_a_tab(office: Office, _: Building) -> None:
    office.emulator.person(office.book.book_id).add_tab("Của tôi")


def lose_a_key(office: Office, _: Building) -> None:
    office.emulator.person(office.book.book_id).clear("Diễn biến", "A1")


def mend_the_look(office: Office, _: Building) -> None:
    assert office.store.dress(DESK) > 0


def write_elsewhere(office: Office, house: Building) -> None:
    other = store(house.line, house.ids)
    other.commit(other.read(DESK), [NewRow("event", {"text": "x"}, "")])
    stale = office.store.read(DESK)
    with pytest.raises(Moved):
        office.store.commit(stale, [NewRow("event", {"text": "y"}, "")])


@pytest.mark.parametrize(
    "doubt",
    [wait, rename, add_a_tab, lose_a_key, mend_the_look, write_elsewhere],
)
def test_what_is_in_doubt_is_asked_by_ranges(
    house: Building, doubt: Callable[[Office, Building], None]
) -> None:
    with house.office() as office:
        fill(office.calm(), 300)
        office.store.read(DESK)
        plain = bytes_of(office, lambda: office.store.read(DESK))
        doubt(office, house)
        assert bytes_of(office, lambda: office.store.read(DESK)) < 2.5 * plain
        assert bytes_of(office, lambda: office.store.read(DESK)) < 1.5 * plain


def test_a_new_process_reads_nothing_of_peoples_own_tabs(house: Building) -> None:
    with house.office() as office:
        office.calm()

        def start() -> None:
            store(house.line, house.ids).read(DESK)

        before = bytes_of(office, start)
        person = office.emulator.person(office.book.book_id)
        person.add_tab("Của tôi")
        person.paste("Của tôi", "A1", [["của tôi"] * 20] * 500)
        assert bytes_of(office, start) == before


def fill(office: Office, count: int) -> None:
    """Cases enough for the register to weigh more than all the rest."""
    cells = {key: f"{key} " + "x" * 40 for key in FACTS[:20]}
    cases = [NewRow("f01", cells, "") for _ in range(count)]
    office.store.commit(office.store.read(DESK), cases)


def bytes_of(office: Office, work: Callable[[], object]) -> int:
    """How many bytes Google answers."""
    before = len(office.emulator.seen)
    work()
    return sum(one.size for one in office.emulator.seen[before:])


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


@dataclass
class Attentive(Emulator):
    """An emulator that remembers which answers were to be printed for people."""

    pretty: list[bool] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        if request.path != "/token":
            self.pretty.append(request.wants_pretty)
        return super().answer(request)


def test_no_answer_is_printed_for_people(tmp_path: Path) -> None:
    emulator = Attentive()
    with serving(emulator):
        client = Client(account(emulator, tmp_path), endpoint=emulator.url)
        desk = store(client, {BOARD.key: emulator.make("Báo cáo").book_id})
        desk.dress(BOARD)
        desk.read(BOARD)
        client.close()
    assert set(emulator.pretty) == {False}
