"""Consents: what customers agreed to, held back while their tab is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sheets_schema.books.logs import CONSENT
from sheets_schema.records import NewRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Raw
    from sheets_schema.records import Reading
    from sync.desk import Desk
    from sync.durable.queue import Submission

OWED = "consents owed"
"""The name under which is kept whose consents the sheet has not got yet."""


def owed(desk: Desk) -> Mapping[str, str]:
    """The cases whose consents are not in the sheet, by tracking code."""
    kept = desk.journal.snapshots.get(OWED)
    return kept if isinstance(kept, dict) else {}


def keep(
    desk: Desk, reading: Reading, cases: Mapping[str, str], *, now: datetime
) -> None:
    """After writing: nothing is owed any more, or these are owed as well."""
    before = owed(desk)
    after = {} if CONSENT.key in reading.rows else {**before, **cases}
    if after != before:
        desk.journal.snapshots.keep(OWED, after, now=now)


def new_rows(
    desk: Desk,
    reading: Reading,
    cases: Mapping[str, str],
    numbers: Numbers,
    cells: Callable[[Mapping[str, str]], dict[str, Raw]],
) -> list[NewRow]:
    """The rows of these cases and of those owed; none while the tab cannot be read.

    Args:
        desk: Holds the submissions.
        reading: The desk book.
        cases: Numbers of new cases by tracking code.
        numbers: Gives the consents theirs.
        cells: Makes cells of a consent's text.
    """
    if CONSENT.key not in reading.rows:
        return []
    there = {
        _mark(row.get("case"), row.get("purpose")) for row in reading.rows[CONSENT.key]
    }
    return [
        NewRow(CONSENT.key, row, CONSENT.code)
        for track, case in {**owed(desk), **cases}.items()
        for row in _rows(desk.queue.by_track(track), case, numbers, cells)
        if _mark(case, row["purpose"]) not in there
    ]


def _mark(case: Raw, purpose: Raw) -> tuple[str, str]:
    return str(case), str(purpose)


def _rows(
    sent: Submission | None,
    case: str,
    numbers: Numbers,
    cells: Callable[[Mapping[str, str]], dict[str, Raw]],
) -> list[dict[str, Raw]]:
    if sent is None:
        return []
    year = sent.received_at.year
    return [
        {**cells(said), "code": numbers.next("DY", year), "case": case}
        for said in sent.consents
    ]
