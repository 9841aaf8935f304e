"""A word lost in the one gap of Google is told, and both values are kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from jobs import review
from jobs.health import doctor
from jobs.register.mishaps import TOLD_FOR, WHY
from sync.a1 import column_letters
from sync.durable.chain import What

if TYPE_CHECKING:
    from tests.google.office import Building, Office

LINE = 4
LOST = "người đang gõ"


def at(office: Office, key: str) -> int:
    keys = office.sheet().rows[0].items()
    return next(at for at, cell in keys if cell.value == f"f01.{key}")


def type_in(office: Office, key: str, line: int, text: str) -> None:
    person = office.emulator.person(office.book.book_id)
    cell = f"{column_letters(at(office, key))}{line}"
    person.type(office.sheet().title, cell, text)


def between(office: Office) -> None:
    """Somebody drags the names to where the desk is just going to write, and types."""
    person = office.emulator.person(office.book.book_id)
    columns = column_letters(at(office, "name")), column_letters(at(office, "status"))
    person.move_columns(office.sheet().title, *columns)
    type_in(office, "name", LINE, LOST)


def hit(office: Office) -> None:
    """A review whose write falls into the names."""
    type_in(office, "owner", LINE, "Người phụ trách")
    write = office.emulator.next_number() + 1
    office.emulator.before[write] = [lambda: between(office)]
    office.work()
    assert not office.told


def message(office: Office) -> str:
    return str(office.rows()[LINE - 3].get("message") or "")


def test_both_values_stand_in_the_journal(house: Building) -> None:
    with house.office() as office:
        row = office.calm().rows()[LINE - 3]
        hit(office)
        entries = office.desk.journal.log.of("f01", row["code"])
        (note,) = [one.note for one in entries if one.note.why == WHY]
        assert (note.what, note.column) == (What.CHANGED, "name")
        (cell,) = note.cells.values()
        assert (cell.old, cell.new) == ("Đã vào sổ", row["name"])
        assert office.rows()[LINE - 3]["name"] == row["name"]


def test_the_row_says_it_for_three_days_and_the_log_of_changes_shows_it(
    house: Building,
) -> None:
    with house.office() as office:
        hit(office.calm())
        assert "hệ thống ghi nhầm vào ô Họ và tên" in message(office)
        office.work(2)
        done = review.run(office.desk, now=office.now)
        assert (done.changed_cells, "ghi nhầm" in message(office)) == (0, True)
        office.now += TOLD_FOR
        office.work()
        assert "ghi nhầm" not in message(office)


def test_the_doctor_tells_it_and_finds_the_journal_in_order(house: Building) -> None:
    with house.office() as office:
        hit(office.calm())
        office.work()
        said = list(doctor.in_books(office.desk, now=office.now))
        assert [one for one in said if "ghi nhầm vào ô Họ và tên" in one.what]
        assert not list(doctor.in_journal(office.desk, now=office.now))


def test_a_stamp_that_was_hit_heals_and_is_nobodys_business(house: Building) -> None:
    with house.office() as office:
        type_in(office.calm(), "owner", LINE, "Người phụ trách")
        write = office.emulator.next_number() + 1
        person = office.emulator.person(office.book.book_id)
        one, other = (column_letters(at(office, it)) for it in ("track_code", "status"))
        title = office.sheet().title
        drag = partial(person.move_columns, title, one, other)
        office.emulator.before[write] = [drag]
        tracks = [row["track_code"] for row in office.rows()]
        office.work(2)
        assert [row["track_code"] for row in office.rows()] == tracks
        assert not any("ghi nhầm" in str(row.get("message")) for row in office.rows())
        until = office.now + timedelta(minutes=1)
        assert not [
            one
            for one in office.desk.journal.log.since(until - TOLD_FOR)
            if one.note.why == WHY
        ]
