"""Review: makes the desk book true: judges every case, writes, queues letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.register import (
    alarms,
    awaiting,
    changed_log,
    correspondence,
    holding,
    inherited,
    mishaps,
    outgoing,
    rebuilding,
    remarks,
    remembering,
    sent_log,
    unmet,
)
from sheets_schema.books.logs import CHANGED
from sheets_schema.books.shelf import DESK
from sheets_schema.casework import casebook
from sheets_schema.finding import Matter
from sheets_schema.records import Receipt
from sync.settle import settle
from sync.store import Held

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from jobs.register.rebuilding import Memory
    from sheets_schema.casework.casebook import Casework
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.company.office import Office
    from sheets_schema.finding import Finding
    from sheets_schema.records import Change, Reading
    from sheets_schema.writing.letter import Letter
    from sync.desk import Desk


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review did; the fields of ``run review --json`` but the seconds."""

    rows: int
    problems: tuple[Finding, ...]
    changed_cells: int
    new_rows: int
    letters_queued: int
    reads: int
    writes: int
    held: bool


def run(desk: Desk, *, now: datetime) -> Reviewed:
    """Make the desk book true as of a moment.

    While somebody has the workbook open the last saved state is judged and letters go
    out; only writing waits.

    Raises:
        StoreError: The book cannot be read, or people change it all the time.
        Unstorable: The database cannot be used.
    """
    now = now.replace(microsecond=0)
    return settle(lambda: _review(desk, now=now))


def ready(desk: Desk, *, now: datetime) -> None:
    """Let a desk with a new database look at its books before it does anything else.

    Raises:
        StoreError: The book cannot be read.
        Unstorable: The database cannot be used.
    """
    if desk.journal.log.beginning is None:
        run(desk, now=now)


def _review(desk: Desk, *, now: datetime) -> Reviewed:
    shown = changed_log.mark(desk.journal, now=now)
    reading = _read(desk, shown)
    hits = mishaps.noted(desk, now=now)
    office, numbers = desk.office(reading, now=now), _numbers(desk)
    busy = awaiting.named(desk, reading)
    memory = rebuilding.look(desk, reading, numbers, now=now)
    work = casebook.decide(
        reading,
        office,
        inherited.seen(desk, office.conditions),
        numbers,
        write=correspondence.wanted,
        recall=desk.recall,
        now=now,
    )
    problems = remarks.problems(reading, office, desk.recall, now=now)
    waiting = awaiting.cases(desk, reading, work, office, now=now)
    wanted: list[Letter] = []
    if not memory.is_blind:
        cases = outgoing.letters(desk, office, work, waiting, but=busy, now=now)
        wanted += (*cases, *_about_desk(desk, office, (*work.problems, *problems), now))
    decided = (*work.changes, *remarks.changes(reading, problems))
    changes = (
        *remarks.besides(reading, decided, (*hits, *unmet.standing(reading, now=now))),
        *_logs(desk, reading, wanted, now=now),
    )
    receipt = _commit(desk, reading, changes, now=now)
    if receipt is not None:
        desk.keep_numbers(numbers)
    if receipt is not None and CHANGED.key in reading.rows:
        changed_log.keep(desk.journal, shown, now=now)
    if not memory.is_blind:
        _remember(desk, reading, work, memory, receipt, now=now)
    judged = (work.codes | {one.case.code for one in waiting}) - busy
    queued = outgoing.queue(desk.ledger, wanted, judged, office.worktime, now=now)
    return _told(reading, work, problems, receipt, queued)


def _read(desk: Desk, shown: object) -> Reading:
    """The book; where a tab has just stopped, after it was given back what it can."""
    tabs = changed_log.tabs(desk.journal, shown) if desk.has_looked else ()
    reading = desk.store.read(DESK, tabs)
    if _has_just_stopped(desk, reading) and _dressed(desk):
        return desk.store.read(DESK, tabs)
    return reading


def _has_just_stopped(desk: Desk, reading: Reading) -> bool:
    """Whether a tab stopped that worked at the review before."""
    stopped = any(one.matter is Matter.TAB for one in reading.problems)
    return stopped and Matter.TAB not in desk.troubles()


def _dressed(desk: Desk) -> bool:
    """Give the book back what keys can be given back, without waiting for the hour."""
    try:
        return desk.store.dress(DESK) > 0
    except Held:
        return False


def _numbers(desk: Desk) -> Numbers:
    """Numbers, and tracking codes that nobody has who waits in the queue."""
    numbers = desk.numbers()
    numbers.note_tracks(desk.queue.tracks())
    return numbers


def _logs(
    desk: Desk, reading: Reading, wanted: Sequence[Letter], *, now: datetime
) -> Iterator[Change]:
    """What is new in the ledger, or will be, and what is new in the journal."""
    outcomes = desk.ledger.outcomes(since=now - sent_log.SHOWN_FOR)
    unseen = desk.ledger.of(sent_log.unseen(reading, outcomes))
    coming = outgoing.coming(desk.ledger, wanted, reading, now=now)
    entries, zone = (*unseen, *coming), desk.settings.zone
    yield from sent_log.changes(reading, outcomes, entries, zone=zone)
    yield from changed_log.changes(reading, desk.journal.log, now=now)


def _about_desk(
    desk: Desk, office: Office, found: Sequence[Finding], now: datetime
) -> Iterator[Letter]:
    """Letters about the desk itself: what threatens its work, who holds its book."""
    yield from alarms.of_review(desk, found, office, now=now)
    yield from holding.letters(desk, office, now=now)


def _commit(
    desk: Desk, reading: Reading, changes: Sequence[Change], *, now: datetime
) -> Receipt | None:
    """Write the changes; None where somebody has the book open."""
    try:
        receipt = desk.store.commit(reading, changes)
    except Held as held:
        holding.begun(desk.journal, held, now=now)
        return None
    if receipt.cells or receipt.rows:
        holding.ended(desk.journal, now=now)
    return receipt


def _remember(
    desk: Desk,
    reading: Reading,
    work: Casework,
    memory: Memory,
    receipt: Receipt | None,
    *,
    now: datetime,
) -> None:
    """Note what was seen; of a book that was held, all but the numbers not written.

    So a person who took a case has taken it then, however long the book stays open.
    """
    but = work.given if receipt is None else frozenset()
    rows = remembering.standing(reading, work, but=but)
    if memory.begins is not None:
        old = remembering.standing(reading, work, but=work.given)
        rebuilding.begin(desk, reading, memory, old, now=now)
    remembering.remember(desk.journal, rows, work, now=now)
    inherited.written_down(desk, now=now)
    if receipt is not None:
        remembering.restored(desk.journal, work, now=now)
    desk.keep_office(reading, now=now)
    desk.has_looked = True


def _told(
    reading: Reading,
    work: Casework,
    problems: Sequence[Finding],
    receipt: Receipt | None,
    queued: int,
) -> Reviewed:
    done = receipt or Receipt()
    return Reviewed(
        rows=sum(one.stands for one in work.judgements),
        problems=(*work.problems, *problems),
        changed_cells=done.cells,
        new_rows=done.rows,
        letters_queued=queued,
        reads=reading.requests,
        writes=done.requests,
        held=receipt is None,
    )
