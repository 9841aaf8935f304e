"""Derived cells: what a verdict writes into the rows of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.casework import sentence
from sheets_schema.casework.answering import answerer
from sheets_schema.procedure.policy import KEEP_YEARS
from sheets_schema.timing.elapsed import later
from sheets_schema.words import Flag, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sheets_schema.casework.case import Case
    from sheets_schema.casework.history import Neighbours
    from sheets_schema.casework.lifecycle import Verdict
    from sheets_schema.cells import Value
    from sheets_schema.company.office import Office
    from sheets_schema.entry import Entry


def on_case(
    case: Case, verdict: Verdict, office: Office, neighbours: Neighbours
) -> Mapping[str, Value]:
    """The derived cells of a row of the register."""
    return {
        "status": verdict.status,
        "next_step": verdict.step or None,
        "waiting_for": answerer(case, verdict.role).name(office) or None,
        "next_due": verdict.due,
        "due_flag": verdict.flag,
        "message": sentence.message(case, verdict, office, neighbours.twin) or None,
        "customer_guess": neighbours.customer or None,
        "repeats_12m": neighbours.repeats,
        "similar_6m": neighbours.similar,
        "outcome": outcome(case, verdict) or None,
        "csat": case.slip.number("csat") if case.slip else None,
        "kept": verdict.kept or None,
        "keep_until": keep_until(case, office),
    }


def on_slip(
    case: Case, verdict: Verdict, office: Office, slip: Entry
) -> Mapping[str, Value]:
    """The derived cells of a slip: the newest stands where its case stands."""
    about = {
        "customer_name": case.entry.text("name") or case.entry.text("org") or None,
        "wanted": "; ".join(case.entry.words("wanted")) or None,
    }
    if slip is not case.slip:
        return {**about, **dict.fromkeys(_OPEN), "status": Status.SUPERSEDED}
    return {
        **about,
        "status": verdict.status,
        "next_step": verdict.step or None,
        "waiting_for": answerer(case, verdict.role).name(office) or None,
        "next_due": verdict.due,
        "due_flag": verdict.flag,
        "message": sentence.of_slip(case, verdict, office) or None,
    }


_OPEN = ("next_step", "waiting_for", "next_due", "due_flag", "message")


def outcome(case: Case, verdict: Verdict) -> str:
    """How it ended, or what the slip found so far."""
    if case.is_dropped:
        return verdict.status
    found = case.on_slip("verdict") or case.entry.text("leader_decision")
    return found or (verdict.status if verdict.flag == Flag.CLOSED else "")


def keep_until(case: Case, office: Office) -> date | None:
    """The day up to which the case is kept (Q32): closing plus years of the policy."""
    closed = case.entry.moment("closed_at")
    if closed is None:
        return None
    years = office.procedure.amount(KEEP_YEARS, closed.date())
    return later(closed, max(years, 0), "năm").date()
