"""Rebuilding: a new database learns from the books what an old one knew.

Numbers, tracking codes, rows as last seen and the ledger of letters go on where they
were. What waited in the queue of the old database is the one thing that is gone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from jobs.register import changed_log
from sheets_schema import codes
from sheets_schema.books.logs import CHANGED, SENT
from sheets_schema.books.register import F01
from sheets_schema.books.shelf import DESK
from sheets_schema.books.slip import F02
from sheets_schema.casework import lines
from sheets_schema.cells import CODE
from sheets_schema.records import Seen
from sheets_schema.words import Sent, Via
from sheets_schema.writing.letter import Letter
from sync.durable.chain import Note, What
from sync.durable.letters import LedgerEntry, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobs.register.remembering import Rows
    from sheets_schema.casework.numbers import Numbers
    from sheets_schema.cells import Raw
    from sheets_schema.records import Reading, Row
    from sync.desk import Desk

STARTED = "Bắt đầu ghi nhật ký."
REBUILT = (
    "Cơ sở dữ liệu mới, lập lại từ sổ: số, mã tra cứu và nhật ký thư đi tiếp. Phản hồi "
    "còn chờ ghi sổ trong cơ sở dữ liệu cũ thì không lấy lại được."
)
OLDER = (
    "Cơ sở dữ liệu cũ hơn sổ: số, nhật ký thư và nhật ký thay đổi đi tiếp theo sổ. "
    "Phản hồi còn chờ ghi sổ trong cơ sở dữ liệu trước đó thì không lấy lại được."
)
UNSURE = "Không rõ đã gửi hay chưa, vì cơ sở dữ liệu cũ bị mất; không gửi lại."
"""Said of a letter whose line says that it waits: it goes at most once, and is told."""
_STATES: Mapping[Raw, State] = {
    Sent.WAITING: State.FAILED,
    Sent.FAILED: State.FAILED,
    Sent.FILED: State.FILED,
    Sent.JOINED: State.JOINED,
    Sent.DROPPED_DONE: State.DROPPED,
    Sent.DROPPED_QUIET: State.DROPPED,
    Sent.DROPPED_TODAY: State.DROPPED,
}
"""What became of letters that were not sent over a mail server."""
_TAKEN = frozenset({State.SENT, State.FILED, State.JOINED})
_NEEDED = frozenset({F01.key, F02.key, SENT.key, CHANGED.key})


@dataclass(frozen=True, slots=True)
class Memory:
    """Whether a database knows what its books tell.

    Attributes:
        begins: How its journal begins, or begins anew where the books know more.
        begun: The place where it began before; 0 if it has not.
        is_blind: Whether it does not know yet, and cannot learn it now: then nothing is
            sent and nothing is remembered.
    """

    begins: Note | None = None
    begun: int = 0
    is_blind: bool = False


def look(desk: Desk, reading: Reading, numbers: Numbers, *, now: datetime) -> Memory:
    """Let a new or an older database take up where the books leave off.

    Numbers and letters are learnt from them: whoever was written to is not written to
    again.

    Args:
        desk: With whatever database.
        reading: The desk book.
        numbers: Counts on from what is found.
        now: The moment, with the company's zone.
    """
    begun = desk.journal.log.beginning
    if begun is not None and not _is_behind(desk, reading):
        return Memory()
    if (_NEEDED - {CHANGED.key} if begun else _NEEDED) - reading.rows.keys():
        return Memory(is_blind=True)
    is_empty = not desk.journal.numbers()
    found = _numbers(reading)
    for series, standing in found.items():
        numbers.note(series, standing)
    desk.keep_numbers(numbers)
    sent = (row for row in reading.rows[SENT.key] if row.get(SENT.code))
    letters = desk.ledger.adopt([_letter(row, now) for row in sent])
    if begun is not None:
        return Memory(Note(What.REBUILT, via=Via.DESK, why=OLDER), begun.seq)
    if is_empty and (found or letters or _last_place(reading)):
        return Memory(Note(What.REBUILT, via=Via.DESK, why=REBUILT))
    return Memory(Note(What.START, via=Via.DESK, why=STARTED))


def begin(
    desk: Desk,
    reading: Reading,
    memory: Memory,
    rows: Mapping[str, Rows],
    *,
    now: datetime,
) -> None:
    """Begin the journal behind the last place that the tab of changes shows."""
    if memory.begins is None:
        return
    seen = {tab: _seen(found, now) for tab, found in rows.items()}
    place = _last_place(_with_changes(desk, reading))
    desk.journal.begin(memory.begins, seen, behind=place, begun=memory.begun, now=now)


def _is_behind(desk: Desk, reading: Reading) -> bool:
    """Whether the books tell of letters or changes that the database never knew of.

    A letter that waits stands in the book before it is queued: it tells nothing.
    """
    ended = (
        row
        for row in reading.rows.get(SENT.key, ())
        if row.get("msg_id") and row.get("result") not in {None, Sent.WAITING}
    )
    if desk.ledger.unheard({_text(row, SENT.code) for row in ended}):
        return True
    shown = {changed_log.place(row) for row in reading.rows.get(CHANGED.key, ())}
    return desk.journal.log.end.seq + 1 in shown


def _with_changes(desk: Desk, reading: Reading) -> Reading:
    """A reading with the tab of changes, which is left out where nothing is written."""
    if CHANGED.key in reading.rows:
        return reading
    return desk.store.read(DESK, {CHANGED.key})


def _seen(rows: Rows, now: datetime) -> list[Seen]:
    """Rows as if they were seen when they came: ``27.3`` keeps the year it had then."""
    return [
        Seen(code, cells, changed_at=min(_moment(lines.came(cells), now), now))
        for code, cells in rows.items()
    ]


def _last_place(reading: Reading) -> int:
    return max(map(changed_log.place, reading.rows.get(CHANGED.key, ())), default=0)


def _numbers(reading: Reading) -> Mapping[str, set[str]]:
    """Every number that the desk itself ever wrote into a book, by series.

    The logs name cases that stand nowhere else any more; their numbers are taken.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tab, rows in reading.rows.items():
        columns = DESK[tab].columns
        keys = [it.key for it in columns if it.by_machine and it.kind is CODE]
        for row in rows:
            for key in keys:
                raw = row.get(key)
                if isinstance(raw, str) and codes.is_number(raw):
                    found[raw.partition("-")[0]].add(raw)
    return found


def _letter(row: Row, now: datetime) -> LedgerEntry:
    """A letter by its line in the log."""
    state = _STATES.get(row.get("result"), State.SENT)
    is_unsure = row.get("result") == Sent.WAITING
    at = _moment(row.get("at"), now)
    return LedgerEntry(
        letter=Letter(
            key=_text(row, SENT.code),
            template=_text(row, "letter"),
            to_name="",
            to_address=_text(row, "to"),
            role=_text(row, "role"),
            ref=_text(row, "ref"),
            clock=_text(row, "clock"),
            step="",
            subject=_text(row, "subject"),
            body="",
        ),
        state=state,
        queued_at=at,
        changed_at=now if is_unsure else at,
        sent_at=at if state in _TAKEN else None,
        retry_at=None,
        tries=0,
        error=UNSURE if is_unsure else _text(row, "error"),
        message_id=_text(row, "msg_id"),
    )


def _text(row: Row, key: str) -> str:
    raw = row.get(key)
    return "" if raw is None else str(raw)


def _moment(raw: Raw, now: datetime) -> datetime:
    """A moment of the log; of a line that lost it the moment of looking."""
    return raw.replace(tzinfo=now.tzinfo) if isinstance(raw, datetime) else now
