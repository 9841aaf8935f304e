"""Stamps: moments and numbers set once, when a review first sees what they mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema import codes
from sheets_schema.cells import CODE, Unreadable
from sheets_schema.words import Check, Decision, FeedbackKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sheets_schema.casework.case import Case
    from sheets_schema.cells import Conditions, Raw, Value
    from sheets_schema.columns import Column, Table
    from sheets_schema.entry import Entry
    from sheets_schema.records import Row

Mark: TypeAlias = "Callable[[Case, datetime], datetime | None]"
"""From a case and now to the moment of the stamp; None as long as there is none."""


def _taken(case: Case, now: datetime) -> datetime | None:
    """The first review that saw a named person stops the one-hour clock (M12)."""
    return now if case.entry.has("owner") else None


def _handled(case: Case, now: datetime) -> datetime | None:
    """When the matter was settled: checked and achieved, refused, or decided."""
    if case.kind == FeedbackKind.SUGGESTION:
        decided = case.entry.has("leader_decision") and case.entry.has("leader_by")
        return now if decided else None
    if case.on_slip("check_result") == Check.ACHIEVED:
        return case.slip_moment("checked_at")
    refused = case.on_slip("verdict") == Verdict.WRONG
    if refused and case.on_slip("decision") == Decision.APPROVED:
        return case.slip_moment("decided_at")
    return None


def _closed(case: Case, now: datetime) -> datetime | None:
    """When nothing was left to do; what was set aside by a choice can come back."""
    chosen = case.is_dropped and not case.entry.has("withdrawn_at")
    return now if case.is_finished and not chosen else None


ON_CASE: Mapping[str, Mark] = {
    "logged_at": lambda _, now: now,
    "taken_at": _taken,
    "handled_at": _handled,
    "closed_at": _closed,
}
ON_SLIP: Mapping[str, Callable[[Entry], bool]] = {
    "opened_at": lambda _: True,
    "directed_at": lambda slip: slip.has("lead_unit"),
    "ask_at": lambda slip: slip.has("ask_text"),
    "decided_at": lambda slip: slip.has("decision") and slip.has("decided_by"),
    "checked_at": lambda slip: slip.has("check_result") and slip.has("checked_by"),
    "closed_at": lambda slip: slip.has("closed_by"),
}


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


def new_on_slip(slip: Entry, *, now: datetime) -> dict[str, datetime]:
    """The stamps that a slip has earned and does not carry yet."""
    return {
        key: now
        for key, is_due in ON_SLIP.items()
        if not slip.row.get(key) and is_due(slip)
    }


def new_on_case(case: Case, *, now: datetime) -> dict[str, datetime]:
    """The stamps that a case has earned and does not carry yet; none on imports."""
    earned: dict[str, datetime] = {}
    for key, mark in ON_CASE.items():
        moment = None if case.entry.row.get(key) else mark(case, now)
        if moment is not None and not case.is_imported:
            earned[key] = moment  # the next one may hang on it
            case = replace(case, entry=case.entry.saying({key: moment}))
    return earned
