"""The log of letters in the desk book: the ledger as people can read and filter it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sheets_schema.books.logs import SENT
from sheets_schema.reading import moments
from sheets_schema.records import CellChange, NewRow
from sheets_schema.words import Sent
from sync.durable.ledger import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading
    from sync.durable.ledger import Entry

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
_DERIVED = ("result", "error", "retry_at")


def changes(
    reading: Reading, entries: Iterable[Entry], *, zone: ZoneInfo
) -> Iterator[Change]:
    """New lines for new letters, and what changed of the others.

    Of two entries of one letter the later one counts.
    """
    rows = {row.get(SENT.code): row for row in reading.rows.get(SENT.key, ())}
    if SENT.key not in reading.rows:
        return
    for entry in {one.letter.key: one for one in entries}.values():
        cells, row = _cells(entry, zone), rows.get(entry.letter.key)
        if row is None:
            yield NewRow(SENT.key, cells, SENT.code)
            continue
        for key in _DERIVED:
            before, after = row.get(key), cells.get(key)
            if before != after:
                code = entry.letter.key
                yield CellChange(SENT.key, row.line, key, before, after, code)


def _cells(entry: Entry, zone: ZoneInfo) -> dict[str, Raw]:
    letter = entry.letter
    cells: dict[str, Raw] = {
        "at": moments.in_cell(entry.queued_at, zone),
        "letter": letter.template,
        "to": letter.to_address,
        "role": letter.role,
        "ref": letter.ref,
        "clock": letter.clock,
        "subject": letter.subject,
        "result": _RESULT[entry.state],
        "key": letter.key,
        "msg_id": entry.message_id,
        "error": _error(entry),
        "retry_at": entry.retry_at and moments.in_cell(entry.retry_at, zone),
    }
    return {key: raw for key, raw in cells.items() if raw}


def _error(entry: Entry) -> str:
    if entry.state is State.WAITING and not entry.letter.to_address:
        return f"Chưa có ai nhận thư với vai trò {entry.letter.role}."
    return entry.error
