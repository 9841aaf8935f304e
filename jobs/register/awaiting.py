"""Awaiting: cases that customers sent and no book shows yet.

While somebody holds the register open they have no number; they go by their tracking
code. Their clocks run, their letters go, and they stand in the morning's mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobs.register import delivery
from sheets_schema import entry
from sheets_schema.books.register import F01
from sheets_schema.casework import history, lifecycle
from sheets_schema.casework.case import Case
from sheets_schema.casework.history import History
from sheets_schema.casework.judged import Judged
from sheets_schema.casework.lines import NOWHERE
from sheets_schema.records import Row

if TYPE_CHECKING:
    from datetime import datetime

    from sheets_schema.casework.casebook import Casework
    from sheets_schema.company.office import Office
    from sheets_schema.records import Reading
    from sync.desk import Desk
    from sync.durable.parcel import Parcel


def named(desk: Desk, reading: Reading) -> frozenset[str]:
    """Let letters that went by a tracking code go by the number that stands there.

    Returns:
        The numbers of cases about which somebody is sending a letter just now: whatever
        else there is to write about them waits until that is known.
    """
    tracks = desk.ledger.tracked()
    if not tracks:
        return frozenset()
    numbers = {
        str(row.get("track_code")): str(row.get(F01.code))
        for row in reading.rows.get(F01.key, ())
        if row.get("track_code") in tracks and row.get(F01.code)
    }
    desk.ledger.rename(numbers)
    return frozenset(numbers[it] for it in desk.ledger.tracked() & numbers.keys())


def cases(
    desk: Desk, reading: Reading, work: Casework, office: Office, *, now: datetime
) -> list[Judged]:
    """The cases that wait, judged as they will be once they stand in the register.

    Args:
        desk: In whose queue they wait.
        reading: The desk book; without its register nothing is known of what waits.
        work: What the register itself comes to.
        office: From the same reading.
        now: With the company's zone, in whole seconds.
    """
    if F01.key not in reading.rows:
        return []
    parcels = desk.queue.waiting(tabs={F01.key})
    if not parcels:
        return []
    there = {row.get("track_code") for row in reading.rows[F01.key]}
    waiting = [
        _case(parcel, office, now)
        for parcel in parcels
        if parcel.track_code and parcel.track_code not in there
    ]
    traces = [*(one.trace for one in work.judgements), *map(history.trace, waiting)]
    register = History(traces, history.customers(()))
    return [
        Judged(
            case,
            lifecycle.judge(case, office, now=now),
            NOWHERE,
            is_steady=True,
            neighbours=register.of(history.trace(case)),
        )
        for case in waiting
    ]


def _case(parcel: Parcel, office: Office, now: datetime) -> Case:
    cells = delivery.opening(parcel, office.conditions, now=now)
    row = Row(0, {**cells, F01.code: parcel.track_code})
    read = entry.read(F01, row, office.conditions)
    return Case(read, procedure=office.procedure)
