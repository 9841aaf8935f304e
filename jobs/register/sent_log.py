"""The log of letters in the desk book: the ledger as people can read and filter it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sheets_schema import codes
from sheets_schema.books.logs import SENT
from sheets_schema.reading import moments
from sheets_schema.records import CellChange, NewRow
from sheets_schema.words import Sent
from sync.durable.ledger import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading, Row
    from sync.durable.ledger import LedgerEntry, Outcome

SHOWN_FOR = timedelta(days=90)
"""How far back letters are compared with the log; older lines stay as they are."""
_RESULT = {
    State.WAITING: Sent.WAITING,
    State.SENDING: Sent.WAITING,
    State.SENT: Sent.SENT,
    State.FILED: Sent.FILED,
    State.JOINED: Sent.JOINED,
    State.FAILED: Sent.FAILED,
    State.DROPPED: Sent.DROPPED_DONE,
}


def unseen(reading: Reading, outcomes: Iterable[Outcome]) -> list[str]:
    """The keys of letters that have no line yet."""
    if SENT.key not in reading.rows:
        return []
    lines = {row.get(SENT.code) for row in reading.rows[SENT.key]}
    return [one.key for one in outcomes if one.key not in lines]


def changes(
    reading: Reading,
    outcomes: Iterable[Outcome],
    entries: Iterable[LedgerEntry],
    *,
    zone: ZoneInfo,
) -> Iterator[Change]:
    """New lines for new letters, and what changed of the others.

    One about a case that waits for its number gets its line once the number is there.

    Args:
        reading: The desk book.
        outcomes: What became of letters, whether they have a line or not.
        entries: The letters that have none, and those about to be queued: they count
            as they will be then.
        zone: The company's.
    """
    if SENT.key not in reading.rows:
        return
    rows = {row.get(SENT.code): row for row in reading.rows[SENT.key]}
    new = {one.letter.key: one for one in entries}
    stand = {one.key: one for one in outcomes}
    for key, one in (stand | {key: one.outcome for key, one in new.items()}).items():
        row = rows.get(key)
        if codes.is_track_code(one.ref):
            continue
        if row is None:
            yield NewRow(SENT.key, _cells(new[key], zone), SENT.code)
        else:
            yield from _becoming(row, one, zone)


def _becoming(row: Row, one: Outcome, zone: ZoneInfo) -> Iterator[CellChange]:
    for key, after in _became(one, zone).items():
        before = row.get(key)
        if before != after:
            yield CellChange(SENT.key, row.line, key, before, after, one.key)


def _became(one: Outcome, zone: ZoneInfo) -> dict[str, Raw]:
    """The cells of a line that change while a letter is on its way."""
    return {
        "result": _RESULT[one.state],
        "error": _error(one) or None,
        "retry_at": one.retry_at and moments.in_cell(one.retry_at, zone),
    }


def _cells(entry: LedgerEntry, zone: ZoneInfo) -> dict[str, Raw]:
    letter = entry.letter
    cells: dict[str, Raw] = {
        "at": moments.in_cell(entry.queued_at, zone),
        "letter": letter.template,
        "to": letter.to_address,
        "role": letter.role,
        "ref": letter.ref,
        "clock": letter.clock,
        "subject": letter.subject,
        "key": letter.key,
        "msg_id": entry.message_id,
        **_became(entry.outcome, zone),
    }
    return {key: raw for key, raw in cells.items() if raw}


def _error(one: Outcome) -> str:
    if one.state is State.WAITING and not one.to_address:
        return f"Chưa có ai nhận thư với vai trò {one.role}."
    return one.error
