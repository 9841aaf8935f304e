"""Stamps: moments and numbers set once, when a review first sees what they mark."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sheets_schema import codes
from sheets_schema.books.actions import EVENT
from sheets_schema.casework.clocks import wind
from sheets_schema.cells import CODE, Unread, Unreadable
from sheets_schema.procedure.conditions import Facts, moment, place
from sheets_schema.procedure.course import CASE
from sheets_schema.procedure.gates import earned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.cells import Conditions, Raw, Value
    from sheets_schema.columns import Column, Table
    from sheets_schema.company.office import Office
    from sheets_schema.entry import Entry
    from sheets_schema.procedure.conditions import Subject
    from sheets_schema.procedure.gates import Gate
    from sheets_schema.procedure.stages import Clock, Course
    from sheets_schema.records import Row

DATED: Mapping[str, tuple[tuple[str, str], ...]] = {
    tab: tuple(
        (stamp.key, place(stamp.of)[1])
        for stamp in CASE.stamps
        if stamp.of and stamp.tab == tab
    )
    for tab in ("f01", "f02")
}
"""Of each tab the stamps that date the newest value of a cell, each with that cell."""
IMPORTED_ENDS = frozenset({"handled_at", "closed_at"})
"""The stamps that people type themselves in a row of an older register."""


def of(
    table: Table, row: Row, seen: Mapping[str, Raw], conditions: Conditions
) -> dict[str, Raw]:
    """The stamps of a row: those last seen, whatever stands in the sheet now.

    The moment of a decision falls when the decision comes to be another. Of a row never
    seen those of the sheet are believed where they make sense: it was imported, or the
    database was lost. An imported case is ended by hand.
    """
    known = {key: raw for key, raw in seen.items() if key in table.stamps}
    if not seen:
        believed = table.stamps
    elif "imported_at" in seen:
        believed = IMPORTED_ENDS
    else:
        fallen = _fallen(table, row, seen, conditions)
        return {key: raw for key, raw in known.items() if key not in fallen}
    written = {
        key: raw
        for key, raw in row.cells.items()
        if key in believed and _makes_sense(table[key], raw, conditions)
    }
    return written | known


def _fallen(
    table: Table, row: Row, seen: Mapping[str, Raw], conditions: Conditions
) -> frozenset[str]:
    """The stamps of cells that say something else than when they were last seen."""

    def said(cells: Mapping[str, Raw], key: str) -> Value:
        try:
            return table[key].kind.read(cells.get(key), conditions)
        except Unreadable:
            return None

    dated = DATED.get(table.key, ())
    return frozenset(
        stamp
        for stamp, key in dated
        if type(row.get(key)) is not Unread
        and row.get(key) != seen.get(key)
        and said(row.cells, key) != said(seen, key)
    )


def _makes_sense(column: Column, raw: Raw, conditions: Conditions) -> bool:
    try:
        value = column.kind.read(raw, conditions)
    except Unreadable:
        return False
    text = str(value)
    return column.kind is not CODE or codes.is_number(text) or codes.is_track_code(text)


def as_written(
    table: Table,
    row: Row,
    earned: Mapping[str, datetime],
    before: Mapping[str, Raw],
    conditions: Conditions,
) -> dict[str, Value]:
    """Stamps that a row has earned, as of the moment that stands in the sheet already.

    So a desk that was cut off between writing a stamp and noting it does not set
    another; what people typed there without earning it counts for nothing, nor does
    the moment before (``before``: the row as it was last seen) of one earned anew.
    """
    return {
        key: at
        if before.get(key) == row.get(key)
        else _earlier(table[key], row.get(key), at, conditions)
        for key, at in earned.items()
    }


def _earlier(
    column: Column, raw: Raw, moment: datetime, conditions: Conditions
) -> datetime:
    try:
        written = column.kind.read(raw, conditions)
    except Unreadable:
        return moment
    return min(written, moment) if isinstance(written, datetime) else moment


def new_on_slip(
    case: Case,
    office: Office,
    *,
    now: datetime,
    asked: datetime | None = None,
    course: Course = CASE,
) -> Mapping[str, datetime]:
    """The stamps that the newest slip has earned and does not carry yet.

    Args:
        case: With that slip.
        office: By whose rules its cells count.
        now: The moment of the stamps.
        asked: When the customer was asked what the slip wants to know.
        course: Which stamps there are.
    """
    if case.slip is None:
        return {}
    facts = Facts({**case.values, EVENT.key: {"at": asked}}, case.limit)
    return _new(case.slip, facts, case, office, now, course)


def new_on_case(
    case: Case, office: Office, *, now: datetime, course: Course = CASE
) -> Mapping[str, datetime]:
    """The stamps that a case has earned and does not carry yet; none on imports."""
    if case.is_imported:
        return {}
    followed = {} if case.entry.has("closed_at") else _followed(case, course)
    return {**_new(case.entry, case, case, office, now, course), **followed}


def _followed(case: Case, course: Course) -> Mapping[str, datetime]:
    """The stamps whose moment is that of a cell which has another moment by now."""
    found: dict[str, datetime] = {}
    for stamp in course.stamps:
        if stamp.tab == case.entry.table.key and stamp.at and stamp.when.holds(case):
            at, held = moment(case, stamp.at), case.entry.moment(stamp.key)
            if at and held and at != held:
                found.setdefault(stamp.key, at)
    return found


def _new(  # noqa: PLR0917 - of one caller
    row: Entry,
    subject: Subject,
    case: Case,
    office: Office,
    now: datetime,
    course: Course,
) -> Mapping[str, datetime]:
    tab, held = row.table.key, row.row.cells
    lacking = [it for it in course.stamps if it.tab == tab and not held.get(it.key)]

    def counts(gate: Gate, of: Subject) -> bool:
        return gate.counts(of, office, now)

    def ran_out(clock: Clock) -> datetime | None:
        running = wind(clock, case, office)
        return running.due if running and running.ran_out(now) else None

    found = earned(lacking, subject, counts, now=now, ran_out=ran_out)
    return {one.key: found[one.cell] for one in lacking if one.cell in found}
