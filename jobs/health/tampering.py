"""Tampering: what was done to the journal, or to whole tabs, behind the desk's back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs.register import changed_log, remembering
from sheets_schema.books.logs import CHANGED
from sheets_schema.casework import identity
from sheets_schema.casework.lines import gone
from sheets_schema.finding import Finding, Matter
from sync.changes import alike
from sync.durable.checking import Fault, Touch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sheets_schema.cells import Raw
    from sheets_schema.records import Reading, Row
    from sync.desk import Desk
    from sync.durable.chain import SealedNote

_IN_DATABASE = {
    Touch.CHANGED: "Mục {seq} của nhật ký, hoặc mục ngay trước đó, đã bị sửa",
    Touch.REMOVED: "{Seqs} của nhật ký đã bị xoá",
    Touch.ADDED: "Mục {seq} của nhật ký không do hệ thống ghi",
    Touch.EMPTIED: "Mục {seq} của nhật ký đã bị lấy mất nội dung",
}
_REMEMBERED = (
    "Trong langnghe.db, cột {column} của dòng {code}, tab {tab}, không đúng như "
    "nhật ký đã ghi."
)
FORGOTTEN = "Ai đó đã xoá dòng {code}, tab {tab}, khỏi điều langnghe.db ghi nhớ."
_TAB = f"tab {CHANGED.title}"
_CHANGED = f"Dòng {{line}} của {_TAB}, mục {{seq}}, đã bị sửa."
_WITNESS = (
    f"Dòng {{line}} của {_TAB}, mục {{seq}}, khác với langnghe.db, nơi chính mục ấy "
    "đã bị sửa hoặc xoá: có thể dòng này mới đúng."
)
_ADDED = f"Dòng {{line}} của {_TAB} không do hệ thống ghi."
_REMOVED = f"Mục {{seq}} không còn trong {_TAB}."


COMPARE = "Xin so với bản langnghe.db trong thư mục backups để biết nội dung đúng."
WIPE = "Xin xoá dòng sai; hệ thống ghi lại dòng đúng trong vòng một ngày."
KEEP = "Xin giữ nguyên dòng này, chép ra nơi khác, và so với bản trong thư mục backups."


def _touched(what: str, do: str, line: int = 0) -> Finding:
    tab = CHANGED.key if line else ""
    return Finding(what, do, Matter.TAMPERED, tab=tab, line=line, grave=True)


def in_journal(desk: Desk) -> Iterator[Finding]:
    """Each entry of the journal that was touched by hand.

    Also where the entries that the tab of changes was written from are gone as if they
    had never been.
    """
    for fault in _faults(desk):
        said = _IN_DATABASE[fault.touch].format(seq=fault.seq, Seqs=_places(fault))
        yield _touched(f"{said} trong langnghe.db.", COMPARE)


def _faults(desk: Desk) -> list[Fault]:
    log = desk.journal.log
    end, shown = log.end.seq, changed_log.last_shown(desk.journal)
    lost = [Fault(end + 1, Touch.REMOVED, shown - end)] if end < shown else []
    return [*log.faults(), *lost]


def _places(fault: Fault) -> str:
    last = fault.seq + fault.count - 1
    return f"Các mục {fault.seq}–{last}" if fault.count > 1 else f"Mục {fault.seq}"


def in_memory(desk: Desk) -> Iterator[Finding]:
    """Each cell that is remembered otherwise than the entries tell.

    What is remembered heals the stamps of the sheet: it must not be changed unnoticed.
    """
    rows = desk.journal.log.rows()
    for table in (*remembering.CASES, *remembering.WATCHED):
        seen = desk.journal.seen(table.key)
        kept = sorted(table.facts | table.stamps)
        told = ((code, it) for (tab, code), it in rows.items() if tab == table.key)
        for code, row in told:
            if code not in seen or row.births > 1:
                yield _touched(FORGOTTEN.format(code=code, tab=table.title), COMPARE)
                continue
            for key in row.differences(seen[code].cells, kept):
                heading = table.by_key[key].heading
                about = {"code": code, "tab": table.title, "column": heading}
                yield _touched(_REMEMBERED.format(**about), COMPARE)


def in_tab(desk: Desk, reading: Reading, *, now: datetime) -> Iterator[Finding]:
    """Each line of the tab of changes that was touched there.

    Of lines from before the database was lost nothing is known any more.
    """
    odd = list(_odd(desk, reading, now=now))
    faults = _faults(desk) if odd else ()
    for said, line, seq in odd:
        if not _is_doubted(seq, faults):
            yield _touched(said.format(line=line, seq=seq), WIPE, line)


def witnesses(desk: Desk, reading: Reading, *, now: datetime) -> Iterator[Finding]:
    """Each line of the tab that is unlike a broken journal.

    Where an entry was touched in the database its line may be the last true copy.
    """
    odd = list(_odd(desk, reading, now=now))
    faults = _faults(desk) if odd else ()
    for _, line, seq in odd:
        if line and _is_doubted(seq, faults):
            yield _touched(_WITNESS.format(line=line, seq=seq), KEEP, line)


def _odd(
    desk: Desk, reading: Reading, *, now: datetime
) -> Iterator[tuple[str, int, int]]:
    """Lines that are not the journal's: what is said of them, line and entry."""
    rows, begun = reading.rows.get(CHANGED.key), desk.journal.log.beginning
    if rows is None or begun is None:
        return
    first = changed_log.first_moment(now)
    entries = {entry.seq: entry for entry in desk.journal.log.since(first)}
    seen: set[int] = set()
    for row in rows:
        seq = changed_log.place(row)
        if seq in entries and seq not in seen:
            if _is_changed(row, entries[seq], now):
                yield _CHANGED, row.line, seq
        elif not 0 < seq < begun.seq and not changed_log.is_too_old(row, now=now):
            yield _ADDED, row.line, seq
        seen.add(seq)
    shown = changed_log.last_shown(desk.journal)
    yield from (
        (_REMOVED, 0, seq) for seq in entries if seq <= shown and seq not in seen
    )


def _is_doubted(seq: int, faults: Iterable[Fault]) -> bool:
    """Whether the journal's own entry may not be what was noted."""
    return any(it.seq - 1 <= seq < it.seq + it.count for it in faults)


def _is_changed(row: Row, entry: SealedNote, now: datetime) -> bool:
    """Whether a line does not say what was written; erased values aside."""
    if any(cell.is_erased for cell in entry.note.cells.values()):
        return False
    meant = changed_log.cells(entry, now.tzinfo)
    return any(
        not _alike(row.get(column.key), meant.get(column.key))
        for column in CHANGED.columns
    )


def _alike(one: Raw, other: Raw) -> bool:
    """Whether two cells hold the same; a moment may lose less than a second."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) < timedelta(seconds=1)
    return alike(one, other)


def missing(desk: Desk, reading: Reading, *, now: datetime) -> Iterator[Finding]:
    """Each tab out of which too many rows are gone to bring them back unasked."""
    for table in remembering.CASES:
        seen = desk.journal.seen(table.key)
        if table.key in reading.rows:
            cells = {code: one.cells for code, one in seen.items()}
            found = identity.known(table, reading.rows[table.key], cells)
            here = {one.code for one in found}
            yield from gone(table, here, seen, now=now).problems
