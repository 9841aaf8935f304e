"""Review: makes the desk book true: judges every case, writes, queues letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs import casework, correspondence, remarks, sent_log
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.records import Receipt
from sync.store import Held, Moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from jobs.casework import Casework
    from sheets_schema.cells import Raw
    from sheets_schema.office import Office
    from sheets_schema.records import Change, Problem, Reading
    from sync.desk import Desk

TRIES = 5
"""How often a book that people change under our hands is read again."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review did; the fields of ``run review --json`` but the seconds."""

    rows: int
    problems: tuple[Problem, ...]
    changed_cells: int
    new_rows: int
    letters_queued: int
    reads: int
    writes: int
    held: bool


def run(desk: Desk, *, now: datetime) -> Reviewed:
    """Make the desk book true as of a moment.

    While somebody has the workbook open the last saved state is judged and letters go
    out; only writing waits (contract, section 9).

    Raises:
        StoreError: The book cannot be read, or people change it all the time.
        Unstorable: The database cannot be used.
    """
    now = now.replace(microsecond=0)
    for _ in range(TRIES - 1):
        try:
            return _review(desk, now=now)
        except Moved:
            continue
    return _review(desk, now=now)


def _review(desk: Desk, *, now: datetime) -> Reviewed:
    reading = desk.store.read(DESK)
    office = desk.office(reading, now=now)
    numbers = desk.numbers()
    seen = {table.key: desk.journal.seen(table.key) for table in (F01, F02)}
    work = casework.decide(reading, office, seen, numbers, now=now)
    problems = remarks.problems(reading, office)
    entries = desk.ledger.entries(since=now - sent_log.SHOWN_FOR)
    changes = (
        *work.changes,
        *remarks.changes(reading, problems),
        *sent_log.changes(reading, entries, zone=desk.settings.zone),
    )
    receipt = _commit(desk, reading, changes)
    if receipt is not None:
        desk.keep_numbers(numbers)
    but = work.given if receipt is None else frozenset()
    _remember(desk, reading, work, but=but, now=now)
    queued = _write_letters(desk, office, work, now=now)
    return _told(reading, work, problems, receipt, queued)


def _commit(desk: Desk, reading: Reading, changes: Sequence[Change]) -> Receipt | None:
    """Write the changes; None where somebody has the book open."""
    try:
        return desk.store.commit(reading, changes)
    except Held:
        return None


def _remember(
    desk: Desk,
    reading: Reading,
    work: Casework,
    *,
    but: frozenset[Raw],
    now: datetime,
) -> None:
    """Note what was seen; of a book that was held, all but the numbers not written.

    So a person who took a case has taken it then, however long the book stays open.
    """
    for table in (F01, F02):
        if table.key in work.remember:
            rows = work.remember[table.key]
            known = {code: _without(cells, but) for code, cells in rows.items()}
            there = {code: cells for code, cells in known.items() if code not in but}
            desk.journal.remember(table, there, now=now)
            desk.journal.missing(table.key, work.gone[table.key].codes, now=now)
    desk.keep_office(reading, now=now)


def _without(cells: Mapping[str, Raw], values: frozenset[Raw]) -> Mapping[str, Raw]:
    """Cells without those that hold certain values."""
    if values.isdisjoint(cells.values()):
        return cells
    return {key: raw for key, raw in cells.items() if raw not in values}


def _write_letters(desk: Desk, office: Office, work: Casework, *, now: datetime) -> int:
    """Queue what the cases call for, and drop reminders of what is done."""
    wanted = correspondence.wanted(work.cases, office, now=now)
    queued = desk.ledger.queue(wanted, now=now)
    open_ = {letter.key for letter in wanted}
    stale = [
        letter.key
        for letter in desk.ledger.waiting()
        if letter.droppable and letter.key not in open_
    ]
    desk.ledger.drop(stale, reason="đã xử lý", now=now)
    return queued


def _told(
    reading: Reading,
    work: Casework,
    problems: Sequence[Problem],
    receipt: Receipt | None,
    queued: int,
) -> Reviewed:
    done = receipt or Receipt()
    return Reviewed(
        rows=len(work.cases),
        problems=(*work.problems, *problems),
        changed_cells=done.cells,
        new_rows=done.rows,
        letters_queued=queued,
        reads=reading.requests,
        writes=done.requests,
        held=receipt is None,
    )
