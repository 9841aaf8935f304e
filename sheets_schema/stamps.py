"""Stamps: moments and numbers set once, when a review first sees what they mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.columns import Nature
from sheets_schema.lifecycle import is_finished
from sheets_schema.words import Check, Decision, FeedbackKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sheets_schema.case import Case
    from sheets_schema.cells import Raw, Value
    from sheets_schema.columns import Table
    from sheets_schema.entry import Entry
    from sheets_schema.records import Row

Mark: TypeAlias = "Callable[[Case, datetime], datetime | None]"
"""From a case and now to the moment of the stamp; None as long as there is none."""


def _taken(case: Case, now: datetime) -> datetime | None:
    """The first review that saw a named person stops the one-hour clock (M12)."""
    return now if case.entry.has("owner") else None


def _handled(case: Case, now: datetime) -> datetime | None:
    """When the matter was settled: ux 3.2, below the table of states."""
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
    return now if is_finished(case) and not chosen else None


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


def restored(table: Table, row: Row, seen: Mapping[str, Raw]) -> dict[str, Raw]:
    """The cells of a row with every stamp that was seen before put back."""
    stamps = {
        key: raw
        for key, raw in seen.items()
        if key in table.by_key and table[key].nature is Nature.STAMP
    }
    return {**row.cells, **stamps}


def new_on_slip(slip: Entry, *, now: datetime) -> dict[str, Value]:
    """The stamps that a slip has earned and does not carry yet."""
    return {
        key: now
        for key, is_due in ON_SLIP.items()
        if not slip.row.get(key) and is_due(slip)
    }


def new_on_case(case: Case, *, now: datetime) -> dict[str, Value]:
    """The stamps that a case has earned and does not carry yet; none on imports."""
    if case.is_imported:
        return {}
    return {
        key: moment
        for key, mark in ON_CASE.items()
        if not case.entry.row.get(key) and (moment := mark(case, now)) is not None
    }
