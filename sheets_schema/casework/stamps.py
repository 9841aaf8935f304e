"""Stamps: moments and numbers set once, when a review first sees what they mark."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sheets_schema import codes
from sheets_schema.books.actions import EVENT
from sheets_schema.cells import CODE, Unreadable
from sheets_schema.procedure.conditions import Facts
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
    from sheets_schema.procedure.stages import Course
    from sheets_schema.records import Row

IMPORTED_ENDS = frozenset({"handled_at", "closed_at"})
"""The stamps that people type themselves in a row of an older register."""


def of(
    table: Table, row: Row, seen: Mapping[str, Raw], conditions: Conditions
) -> dict[str, Raw]:
    """The stamps of a row: those last seen, whatever stands in the sheet now.

    Of a row never seen those of the sheet are believed where they make sense: it was
    imported, or the database was lost. An imported case is ended by hand.
    """
    known = {key: raw for key, raw in seen.items() if key in table.stamps}
    if not seen:
        believed = table.stamps
    elif "imported_at" in seen:
        believed = IMPORTED_ENDS
    else:
        return known
    written = {
        key: raw
        for key, raw in row.cells.items()
        if key in believed and _makes_sense(table[key], raw, conditions)
    }
    return written | known


def _makes_sense(column: Column, raw: Raw, conditions: Conditions) -> bool:
    try:
        value = column.kind.read(raw, conditions)
    except Unreadable:
        return False
    text = str(value)
    return column.kind is not CODE or codes.is_number(text) or codes.is_track_code(text)


def as_written(
    table: Table, row: Row, earned: Mapping[str, datetime], conditions: Conditions
) -> dict[str, Value]:
    """Stamps that a row has earned, as of the moment that stands in the sheet already.

    So a desk that was cut off between writing a stamp and noting it does not set
    another; what people typed there without earning it counts for nothing.
    """
    return {
        key: _earlier(table[key], row.get(key), moment, conditions)
        for key, moment in earned.items()
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
    return _new(case.slip, facts, office, now, course)


def new_on_case(
    case: Case, office: Office, *, now: datetime, course: Course = CASE
) -> Mapping[str, datetime]:
    """The stamps that a case has earned and does not carry yet; none on imports."""
    return {} if case.is_imported else _new(case.entry, case, office, now, course)


def _new(
    row: Entry, subject: Subject, office: Office, now: datetime, course: Course
) -> Mapping[str, datetime]:
    tab, held = row.table.key, row.row.cells
    lacking = [it for it in course.stamps if it.tab == tab and not held.get(it.key)]

    def counts(gate: Gate, of: Subject) -> bool:
        return gate.counts(of, office, now)

    found = earned(lacking, subject, counts, now=now)
    return {one.key: found[one.cell] for one in lacking if one.cell in found}
