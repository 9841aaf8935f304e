"""Flush: what customers sent goes from the queue into the register, in order, once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jobs.register import consents, mishaps
from sheets_schema.books.logs import CONSENT
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.cells import TEXT, Unreadable, clean
from sheets_schema.company.settings_tabs import TABS
from sheets_schema.reading import moments
from sheets_schema.records import NewRow
from sheets_schema.words import Via
from sync.settle import settle
from sync.store import Held, Moved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Conditions, Raw
    from sheets_schema.columns import Table
    from sheets_schema.records import Reading
    from sync.desk import Desk
    from sync.durable.queue import Submission


@dataclass(frozen=True, slots=True)
class Flushed:
    """What a flush did; the fields of ``run flush --json``."""

    queued: int
    written: int
    already_there: int
    left: int
    held: bool


def run(desk: Desk, *, now: datetime) -> Flushed:
    """Write what waits into the register; a row is known by its tracking code.

    Raises:
        StoreError: The book cannot be reached; everything stays in the queue.
        Unstorable: The queue cannot be read.
    """
    waiting = desk.queue.waiting()
    if not waiting and not consents.owed(desk):
        return Flushed(0, 0, 0, 0, held=False)
    now = now.replace(microsecond=0)
    try:
        return settle(lambda: _write(desk, waiting, now=now))
    except (Held, Moved):
        return Flushed(len(waiting), 0, 0, desk.queue.length(), held=True)


def _write(desk: Desk, waiting: list[Submission], *, now: datetime) -> Flushed:
    reading = desk.store.read(DESK, {F01.key, CONSENT.key, *TABS})
    mishaps.noted(desk, now=now)
    conditions = desk.office(reading, now=now).conditions
    numbers = _numbers(desk, reading)
    there = _there(reading)
    fresh = [one for one in waiting if one.track_code not in there]
    rows = {one.track_code: _case(one, numbers, conditions, now) for one in fresh}
    codes = {track: str(cells[F01.code]) for track, cells in rows.items()}
    read = partial(_cells, CONSENT, conditions=conditions)
    changes = [
        *(NewRow(F01.key, cells, "track_code") for cells in rows.values()),
        *consents.new_rows(desk, reading, codes, numbers, read),
    ]
    desk.store.commit(reading, changes)
    desk.keep_numbers(numbers)
    consents.keep(desk, reading, codes, now=now)
    _remember(desk, changes, now=now)
    known = {one.track_code for one in waiting} & there.keys()
    desk.queue.written(codes | {track: there[track] for track in known})
    return Flushed(
        len(waiting), len(fresh), len(known), desk.queue.length(), held=False
    )


def _remember(desk: Desk, new: list[NewRow], *, now: datetime) -> None:
    for table in (F01, CONSENT):
        rows = (row.cells for row in new if row.tab == table.key)
        by_code = {str(cells[table.code]): cells for cells in rows}
        desk.journal.remember(table, by_code, now=now, via=Via.FORM)


def _there(reading: Reading) -> dict[str, str]:
    """The numbers in the register by tracking code."""
    rows = reading.rows.get(F01.key, ())
    return {
        str(row.get("track_code")): str(row.get(F01.code) or "")
        for row in rows
        if row.get("track_code")
    }


def _numbers(desk: Desk, reading: Reading) -> Numbers:
    numbers = desk.numbers()
    numbers.note("F01", (row.get(F01.code) for row in reading.rows.get(F01.key, ())))
    consents = reading.rows.get(CONSENT.key, ())
    numbers.note("DY", (row.get(CONSENT.code) for row in consents))
    return numbers


def _case(
    sent: Submission, numbers: Numbers, conditions: Conditions, now: datetime
) -> Mapping[str, Raw]:
    """The cells of a new row: what the customer said, and the stamps of its entry.

    What looks odd keeps its kind empty, so that a person looks first.
    """
    fields = dict(sent.fields)
    kind = fields.pop("kind", "") or fields.pop("kind_sent", "")
    if sent.suspect:
        fields["note"] = f"Xin kiểm tra: {sent.suspect}."
    else:
        fields["kind"] = kind
    stamps: dict[str, Raw] = {
        "code": numbers.next("F01", now.year),
        "track_code": sent.track_code,
        "kind_sent": kind,
        "received_at": moments.in_cell(sent.received_at, conditions.zone),
        "logged_at": moments.in_cell(now, conditions.zone),
    }
    return {**_cells(F01, fields, conditions), **stamps}


def _cells(
    table: Table, fields: Mapping[str, str], conditions: Conditions
) -> dict[str, Raw]:
    """Cells of a table from text; columns of text keep it to the letter.

    A date that cannot be read stays as the customer typed it: the row's message tells.
    """
    return {
        key: _cell(table, key, text, conditions)
        for key, text in fields.items()
        if text and key in table.by_key
    }


def _cell(table: Table, key: str, text: str, conditions: Conditions) -> Raw:
    kind = table[key].kind
    if kind.format == TEXT.format:
        return clean(text)
    try:
        return kind.write(kind.read(text, conditions))
    except Unreadable:
        return text
