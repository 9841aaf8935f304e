"""The log of changes in the desk book: the journal of the last 90 days, to be read.

A line is written once and then left alone. After 90 days it makes room: newer lines
take the place of older ones, so that the tab does not grow for ever.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from sheets_schema.books.logs import CHANGED
from sheets_schema.books.shelf import DESK
from sheets_schema.cells import clean
from sheets_schema.columns import FIRST_LINE
from sheets_schema.reading import moments
from sheets_schema.records import CellChange, NewRow, Row
from sheets_schema.words import Via
from sync.durable.chain import What

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.records import Change, Reading
    from sync.durable.chain import Note, SealedNote
    from sync.durable.journal import Journal
    from sync.durable.log import Log

SHOWN_FOR = timedelta(days=90)
"""How long an entry stands in the tab, in whole days."""
SEAL_SHOWN = 16
"""How many letters of a seal are shown: too many to find another that fits."""
_BEYOND = 10**12
"""No entry ever stands here; a larger number was typed by somebody."""
EMPTY, ERASED, WHOLE_ROW = "(trống)", "(đã xoá)", "(cả dòng)"
_MARK = "changed-shown"
_WHY: Mapping[str, str] = {
    What.NEW: "Dòng mới",
    What.GONE: "Không còn thấy dòng này",
    What.BACK: "Dòng đã có lại",
}
_SURE: Mapping[str, str] = {
    Via.SHEET: "Không rõ, xem lịch sử ô",
    Via.LINK: "Theo liên kết",
}


def mark(journal: Journal, *, now: datetime) -> object:
    """What the tab shows once all that is known now stands there."""
    return [journal.log.end.seq, _first_day(now)]


def tabs(journal: Journal, shown: object) -> frozenset[str]:
    """The tabs to read: this one only to write in it, or to begin the journal.

    Args:
        journal: Tells what stands in the tab.
        shown: The mark of what should.
    """
    is_written = journal.snapshots.get(_MARK) == shown
    if is_written and journal.log.beginning is not None:
        return frozenset(DESK.by_key) - {CHANGED.key}
    return frozenset(DESK.by_key)


def keep(journal: Journal, shown: object, *, now: datetime) -> None:
    """Note that what a mark stands for was written."""
    journal.snapshots.keep(_MARK, shown, now=now)


def changes(reading: Reading, log: Log, *, now: datetime) -> Iterator[Change]:
    """Lines for the entries that have none yet, and room made of lines too old."""
    rows = reading.rows.get(CHANGED.key)
    if rows is None:
        return
    there = {row.line: row for row in rows if not is_too_old(row, now=now)}
    known = {seq for row in there.values() if (seq := place(row))}
    fresh = log.since(first_moment(now), but=known)
    yield from _erasing(there.values(), fresh)
    lines = (cells(entry, now.tzinfo) for entry in fresh)
    for spot, line in zip_longest(_spots(rows, there, blank=len(fresh)), lines):
        if spot is None:
            yield NewRow(CHANGED.key, line, CHANGED.code)
        else:
            yield from _over(spot, line or {})


def place(row: Row) -> int:
    """Which entry a line shows; 0 where that cannot be told."""
    raw = row.get("seq")
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return 0
    return int(raw) if 0 < raw < _BEYOND and float(raw).is_integer() else 0


def first_moment(now: datetime) -> datetime:
    """From when on entries are shown: the beginning of a day."""
    return datetime.combine(_first_day(now), time.min, now.tzinfo)


def is_too_old(row: Row, *, now: datetime) -> bool:
    """Whether a line has stood there long enough."""
    at = row.get("at")
    return isinstance(at, datetime) and at.date() < _first_day(now)


def last_shown(journal: Journal) -> int:
    """The last entry that was written into the tab."""
    shown = journal.snapshots.get(_MARK)
    return int(shown[0]) if isinstance(shown, list) else 0


def _first_day(now: datetime) -> date:
    return now.date() - SHOWN_FOR


def _spots(rows: Sequence[Row], kept: Collection[int], *, blank: int) -> list[Row]:
    """From the top, the lines that are too old and so many of those that are blank."""
    standing = {row.line for row in rows}
    lines = range(FIRST_LINE, max(standing, default=0))
    free = islice((line for line in lines if line not in standing), blank)
    old = (row for row in rows if row.line not in kept)
    return sorted([*old, *(Row(line, {}) for line in free)], key=lambda row: row.line)


def _over(spot: Row, cells: Mapping[str, Raw]) -> Iterator[CellChange]:
    for column in CHANGED.columns:
        before, after = spot.get(column.key), cells.get(column.key)
        if before != after:
            yield CellChange(CHANGED.key, spot.line, column.key, before, after)


def _erasing(rows: Iterable[Row], fresh: Iterable[SealedNote]) -> Iterator[CellChange]:
    """What was erased from the journal is not shown any longer, either."""
    erased = {_about(entry) for entry in fresh if entry.note.what == What.ERASED}
    for row in rows if erased else ():
        if (row.get("tab"), row.get("row"), row.get("column")) in erased:
            for key in ("old", "new"):
                yield CellChange(CHANGED.key, row.line, key, row.get(key), ERASED)


def _about(entry: SealedNote) -> tuple[str, str, str]:
    """The tab, the row and the column of an entry, as people read them."""
    note, table = entry.note, DESK.by_key.get(entry.note.tab)
    column = table.by_key.get(note.column) if table else None
    heading = column.heading if column else note.column or WHOLE_ROW
    return (table.title if table else note.tab, note.code, heading)


def cells(entry: SealedNote, zone: tzinfo | None) -> dict[str, Raw]:
    """The line of an entry; moments in a zone."""
    note = entry.note
    tab, row, column = _about(entry)
    old, new = _values(note)
    line: dict[str, Raw] = {
        "seq": entry.seq,
        "at": _local(entry.at, zone),
        "tab": tab,
        "row": row,
        "column": column if row or note.column else "",
        "old": old,
        "new": new,
        "via": note.via,
        "who": note.who,
        "who_sure": _SURE.get(note.via, ""),
        "why": note.why or _WHY.get(note.what, ""),
        "chain": entry.seal[:SEAL_SHOWN],
    }
    return {key: raw for key, raw in line.items() if raw}


def _values(note: Note) -> tuple[str, str]:
    """What stood there before and after; of a new row how much it holds."""
    if note.what == What.ERASED:
        return ERASED, ERASED
    if note.what == What.NEW:
        return EMPTY, f"{len(note.cells)} ô"
    cell = note.cells.get(note.column)
    if cell is None:
        return "", ""
    if cell.is_erased:
        return ERASED, ERASED
    return shown(cell.old), shown(cell.new)


def shown(raw: Raw) -> str:
    """A raw value in words; text as it is."""
    match raw:
        case None:
            return EMPTY
        case bool():
            return "Có" if raw else "Không"
        case datetime():
            return f"{raw:%d/%m/%Y %H:%M}"
        case date():
            return f"{raw:%d/%m/%Y}"
        case float():
            return f"{raw:g}"
    return clean(str(raw))


def _local(stored: str, zone: tzinfo | None) -> Raw:
    """A stored moment as a cell; one that was spoilt by hand as it is."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    return moments.in_cell(moment, zone)
