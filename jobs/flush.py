"""Flush: what pages sent goes from the queue into the desk book, in order, once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from jobs.register import delivery, holding, mishaps
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.company.settings_tabs import TABS
from sheets_schema.words import Via
from sync.settle import settle
from sync.store import Held, Moved

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jobs.register.delivery import Fact
    from sheets_schema.cells import Raw
    from sync.desk import Desk

_PLACES = {table.key: place for place, table in enumerate(DESK.tables)}
"""Where each tab stands in the book: in this order rows are noted."""


@dataclass(frozen=True, slots=True)
class Flushed:
    """What a flush did; the fields of ``run flush --json``."""

    queued: int
    written: int
    already_there: int
    left: int
    held: bool


def run(desk: Desk, *, now: datetime) -> Flushed:
    """Write what waits into the desk book, tab by tab.

    A tab that cannot be read keeps no other waiting; what is for it stays in the queue.

    Raises:
        StoreError: The book cannot be reached; everything stays in the queue.
        Unstorable: The queue cannot be read.
    """
    queued = desk.queue.length()
    if not queued:
        return Flushed(0, 0, 0, 0, held=False)
    now = now.replace(microsecond=0)
    try:
        return settle(lambda: _write(desk, queued, now=now))
    except Moved:
        return Flushed(queued, 0, 0, queued, held=True)
    except Held as held:
        holding.begun(desk.journal, held, now=now)
        return Flushed(queued, 0, 0, queued, held=True)


def _write(desk: Desk, queued: int, *, now: datetime) -> Flushed:
    reading = desk.store.read(DESK, {F01.key, *desk.queue.tabs(), *TABS})
    mishaps.noted(desk, now=now)
    conditions = desk.office(reading, now=now).conditions
    numbers = desk.numbers()
    parcels = desk.queue.waiting(tabs=reading.rows)
    done = delivery.decide(parcels, reading, numbers, conditions, now=now)
    desk.store.commit(reading, done.changes)
    if done.changes:
        holding.ended(desk.journal, now=now)
    desk.keep_numbers(numbers)
    _remember(desk, done.facts, now=now)
    desk.queue.delivered(done.done, done.opened)
    left = desk.queue.length()
    return Flushed(queued, len(done.opened) - done.found, done.found, left, held=False)


def _remember(desk: Desk, facts: Iterable[Fact], *, now: datetime) -> None:
    """Note who said what, by which way, on top of what was last seen of each row."""
    by_tab = sorted(facts, key=lambda one: _PLACES[one.tab])
    for (tab, via, who), said in groupby(by_tab, attrgetter("tab", "via", "who")):
        seen = desk.journal.seen(tab)
        rows: dict[str, dict[str, Raw]] = {}
        for one in said:
            before = seen[one.code].cells if one.code in seen else {}
            cells = {**rows.get(one.code, before), **one.cells}
            rows[one.code] = {key: raw for key, raw in cells.items() if raw is not None}
        desk.journal.remember(DESK[tab], rows, now=now, via=Via(via), who=who)
