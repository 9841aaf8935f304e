"""Changes: checked against the reading they rest on, and laid out as cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sheets_schema import codes
from sheets_schema.columns import HEADING_LINE
from sheets_schema.records import CellChange, NewRow, Receipt, Row
from sync.store import Moved, TabFull, TooLong, Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book
    from sheets_schema.records import Change, Reading

MOST_CHARACTERS = 32_767
"""What one cell of Excel or LibreOffice holds, counted in UTF-16 units."""
LAST_LINE = 1_048_576
"""The last line that a sheet of Excel or LibreOffice has."""
GAP = 1_000
"""So many empty lines end the table: what stands below them went there by mistake."""


@dataclass(frozen=True)
class Layout:
    """What a commit puts where.

    Attributes:
        cells: The raw values by tab, line and key; None empties a cell.
        receipt: What will have been done.
    """

    cells: Mapping[str, Mapping[int, Mapping[str, Raw]]]
    receipt: Receipt


def lay_out(book: Book, reading: Reading, changes: Sequence[Change]) -> Layout:
    """Say which cell gets what, all of the changes or none.

    A change to what already stands there and a new row that stands already are left
    out, so that nothing to do is nothing to write.

    Raises:
        Moved: A cell does not hold what the change was decided on.
        Unreachable: A tab could not be read, so nothing may be written into it.
        TooLong: A text does not fit a cell.
        TabFull: The tab has no line left.
    """
    plans: dict[str, _Plan] = {}
    for change in changes:
        if change.tab not in reading.rows:
            raise Unreachable(book.title, f"tab “{_title(book, change.tab)}” có lỗi")
        if change.tab not in plans:
            plans[change.tab] = _Plan(book, change.tab, reading.rows[change.tab])
        plans[change.tab].take(change)
    receipt = Receipt(
        cells=sum(plan.changed for plan in plans.values()),
        rows=sum(plan.added for plan in plans.values()),
    )
    cells = {tab: plan.cells for tab, plan in plans.items() if plan.cells}
    return Layout(cells, receipt)


def _title(book: Book, tab: str) -> str:
    return book.by_key[tab].title


@dataclass
class _Plan:
    """What happens to one tab."""

    book: Book
    tab: str
    rows: Sequence[Row]
    cells: dict[int, dict[str, Raw]] = field(default_factory=dict)
    changed: int = 0
    added: int = 0

    def __post_init__(self) -> None:
        self._by_line = {row.line: row for row in self.rows}
        self._once: dict[str, set[Raw]] = {}
        self._next = free_line(self.rows)

    def take(self, change: Change) -> None:
        if isinstance(change, CellChange):
            self._change(change)
        else:
            self._add(change)

    def _change(self, change: CellChange) -> None:
        row = self._by_line.get(change.line)
        if not alike(row.get(change.column) if row else None, change.before):
            raise Moved(self.book.title)
        if not alike(change.before, change.after):
            self._put(change.line, change.column, change.after)
            self.changed += 1

    def _add(self, new: NewRow) -> None:
        if new.once and not self._is_new(new.once, new.cells[new.once]):
            return
        while self._next in self._by_line:
            self._next += 1
        for key, raw in new.cells.items():
            if not alike(raw, None):
                self._put(self._next, key, raw)
        self._next += 1
        self.added += 1

    def _is_new(self, key: str, raw: Raw) -> bool:
        """Whether no row holds this value yet; from now on one does."""
        spelled, known = _spelled(raw), self._known(key)
        if spelled is None:
            raise ValueError(key)  # nothing would make the row once
        is_new = spelled not in known
        known.add(spelled)
        return is_new

    def _known(self, key: str) -> set[Raw]:
        if key not in self._once:
            spelled = {_spelled(row.get(key)) for row in self.rows}
            self._once[key] = spelled - {None}
        return self._once[key]

    def _put(self, line: int, key: str, raw: Raw) -> None:
        column = self.book[self.tab][key]
        if column.grouped and codes.is_track_code(str(raw)):
            raw = codes.grouped(str(raw))
        if isinstance(raw, str) and len(raw.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
            raise TooLong(self.book.title, column.heading, MOST_CHARACTERS)
        if line > LAST_LINE:
            raise TabFull(self.book.title, self.book[self.tab].title)
        self.cells.setdefault(line, {})[key] = None if raw == "" else raw


def free_line(rows: Sequence[Row]) -> int:
    """The line below the last filled one, what strayed far below left aside."""
    last = HEADING_LINE
    for row in rows:
        if row.line > last + GAP:
            break
        last = row.line
    return last + 1


def alike(one: Raw, other: Raw) -> bool:
    """Whether two raw values are the same in a cell: an empty text is an empty cell."""
    if one in {None, ""} or other in {None, ""}:
        return one in {None, ""} and other in {None, ""}
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _spelled(raw: Raw) -> Raw:
    """A value that makes a row once, also where a program made a code a number."""
    if isinstance(raw, int | float) and float(raw).is_integer():
        return str(int(raw))
    return raw or None
