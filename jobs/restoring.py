"""Restoring: a row that was deleted comes back from the journal, as it was."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from jobs import review
from jobs.refusals import Refused, WrongWords
from jobs.register import remembering
from sheets_schema.books.shelf import DESK
from sheets_schema.casework import identity
from sheets_schema.cells import CODE
from sheets_schema.reading.typed import fold
from sheets_schema.records import NewRow
from sheets_schema.words import Via
from sync.settle import settle
from sync.store import Held, Moved

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sheets_schema.columns import Table
    from sheets_schema.records import Reading, Seen
    from sync.desk import Desk

_UNKNOWN = "Nhật ký không có dòng nào mang số {code}."
_STANDS = "{code} đang có ở dòng {line} của tab {tab}, không cần khôi phục."
_NO_TAB = "Không có tab “{tab}” để khôi phục. Có: {named}."
_OPEN = "Sổ “{title}” đang được mở. Xin đóng sổ rồi chạy lại lệnh."


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """What came back; the fields of ``restore --json``."""

    code: str
    tab: str

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts."""
        return asdict(self)

    @property
    def words(self) -> str:
        """For people."""
        return f"Đã khôi phục {self.code} ở cuối tab {DESK[self.tab].title}."


@dataclass(frozen=True, slots=True)
class AllRestored:
    """What came back of a tab; the fields of ``restore --all --json``."""

    tab: str
    codes: tuple[str, ...]

    @property
    def figures(self) -> Mapping[str, object]:
        """For scripts."""
        return asdict(self)

    @property
    def words(self) -> str:
        """For people."""
        title = DESK[self.tab].title
        if not self.codes:
            return f"Tab {title} không thiếu dòng nào."
        named = ", ".join(self.codes)
        return f"Đã khôi phục {len(self.codes)} dòng ở cuối tab {title}: {named}."


def restore_all(desk: Desk, tab: str, *, now: datetime) -> AllRestored:
    """Bring every deleted row of a tab back at its bottom.

    Args:
        desk: The desk.
        tab: The key of the tab, or its title.
        now: The moment, with the company's zone.

    Raises:
        Refused: There is no such tab, nobody remembers its rows, or somebody has the
            book open.
        StoreError: The book cannot be read or written.
        Unstorable: The database cannot be used.
    """
    now = now.replace(microsecond=0)
    meant = fold(tab)
    tables = (*remembering.CASES, *remembering.WATCHED)
    table = next((it for it in tables if meant in {it.key, fold(it.title)}), None)
    if table is None:
        named = ", ".join(it.key for it in tables)
        raise WrongWords(_NO_TAB.format(tab=tab, named=named))
    review.ready(desk, now=now)
    return settle(lambda: _restore_all(desk, table, now=now))


def _restore_all(desk: Desk, table: Table, *, now: datetime) -> AllRestored:
    reading = desk.store.read(DESK)
    seen = desk.journal.seen(table.key)
    here = _standing(desk, reading, table)
    gone = {code: seen[code].cells for code in sorted(seen) if code not in here}
    new = [NewRow(table.key, cells, table.code) for cells in gone.values()]
    try:
        added = desk.store.commit(reading, new).rows
    except Held:
        raise Refused(_OPEN.format(title=DESK.title)) from None
    if added < len(new):  # a number stands where it does not belong
        review.run(desk, now=now)
        raise Moved(DESK.title)
    desk.journal.missing(table.key, [*gone], now=now)
    desk.journal.remember(table, gone, now=now, via=Via.DESK)
    review.run(desk, now=now)
    return AllRestored(table.key, tuple(gone))


def restore(desk: Desk, code: str, *, now: datetime) -> RestoredRow:
    """Bring a deleted row back at the bottom of its tab, with its facts and stamps.

    Args:
        desk: The desk.
        code: What people call the row, as they type it.
        now: The moment, with the company's zone.

    Raises:
        Refused: Nobody ever saw such a row, it stands there already, or somebody has
            the book open.
        StoreError: The book cannot be read or written.
        Unstorable: The database cannot be used.
    """
    now = now.replace(microsecond=0)
    review.ready(desk, now=now)
    known = _known(desk, code, now=now)
    return settle(lambda: _restore(desk, known, now=now))


def _known(desk: Desk, code: str, *, now: datetime) -> list[tuple[Table, Seen]]:
    """The rows that are called so, in whatever tab of the desk book."""
    meant = CODE.read(code, desk.last_office(now=now).conditions)
    for name in (code, str(meant)):
        found = [one for one in desk.journal.find(name) if one[0] in DESK.by_key]
        if found:
            return [(DESK[tab], row) for tab, row in found]
    raise Refused(_UNKNOWN.format(code=code))


def _restore(
    desk: Desk, known: list[tuple[Table, Seen]], *, now: datetime
) -> RestoredRow:
    reading = desk.store.read(DESK)
    lines = [_line(desk, reading, table, row.code) for table, row in known]
    if all(lines):
        table, row = known[0]
        raise Refused(_STANDS.format(code=row.code, line=lines[0], tab=table.title))
    table, row = known[lines.index(0)]
    new = NewRow(table.key, row.cells, table.code)
    try:
        added = desk.store.commit(reading, [new]).rows
    except Held:
        raise Refused(_OPEN.format(title=DESK.title)) from None
    if not added:  # its number stands where it does not belong: a review sets it right
        review.run(desk, now=now)
        raise Moved(DESK.title)
    desk.journal.missing(table.key, [row.code], now=now)
    desk.journal.remember(table, {row.code: row.cells}, now=now, via=Via.DESK)
    review.run(desk, now=now)
    return RestoredRow(row.code, table.key)


def _line(desk: Desk, reading: Reading, table: Table, code: str) -> int:
    """Where a row stands, whatever was typed over its number; 0 for nowhere."""
    return _standing(desk, reading, table).get(code, 0)


def _standing(desk: Desk, reading: Reading, table: Table) -> Mapping[str, int]:
    """The lines of the rows of a tab by what they are called."""
    if table.key not in reading.rows:
        raise Refused(" ".join(it.sentence for it in reading.problems))
    rows = reversed(reading.rows[table.key])  # of two of one name the upper counts
    if table not in remembering.CASES:
        return {str(it.get(table.code)): it.line for it in rows}
    seen = {one.code: one.cells for one in desk.journal.seen(table.key).values()}
    found = identity.known(table, reading.rows[table.key], seen)
    return {one.code: one.row.line for one in found}
