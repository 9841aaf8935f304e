"""Memory: the store that keeps its books in this process, for trials and tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, TypeAlias

from sheets_schema.records import Reading, Receipt
from sync.changes import lay_out
from sync.grid import Grid
from sync.keys import carries, locate
from sync.mending import is_stripped, patches, remains
from sync.rows import gather
from sync.store import Moved, Unreachable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book, Table
    from sheets_schema.finding import Finding
    from sheets_schema.records import Change
    from sheets_schema.report import Report
    from sync.keys import Places

_Cells: TypeAlias = tuple[tuple[str, tuple[tuple["Raw", ...], ...]], ...]


@dataclass(frozen=True)
class _Instant:
    """What a book held when it was read, and where its tables stood."""

    book: Book
    cells: _Cells
    places: Places


@dataclass
class MemoryStore:
    """Books as grids; whoever holds the store may change a grid as people would.

    Attributes:
        books: The tabs of each book, by the book's key, in the order of the book.
        reports: The reports that were drawn, by the keys of book and report.
    """

    books: dict[str, list[Grid]] = field(default_factory=dict)
    reports: dict[tuple[str, str], Report] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock, repr=False)

    def tab(self, key: str) -> Grid:
        """The tab that carries a table's keys, to be changed by hand.

        Raises:
            KeyError: No tab carries them.
        """
        for grids in self.books.values():
            for grid in grids:
                if any(str(cell).startswith(f"{key}.") for cell in grid.keys):
                    return grid
        raise KeyError(key)

    def typed(self, tab: str, line: int, key: str, raw: Raw) -> None:
        """A person types into a cell."""
        with self._lock:
            self.tab(tab).type(line, f"{tab}.{key}", raw)

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        """See `Store.read`."""
        with self._lock:
            grids = self._grids(book)
            heads = {grid.title: grid.keys for grid in grids}
            places = locate(book, heads, tabs)
            by_title = {grid.title: grid for grid in grids}
            rows = {
                key: tuple(gather(book[key], place, by_title[place.title].squared()))
                for key, place in places.found.items()
            }
            return Reading(
                book=book.key,
                rows=rows,
                problems=places.problems,
                version=_Instant(book, _cells(grids), places),
                columns={key: tuple(it.columns) for key, it in places.found.items()},
            )

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        """See `Store.commit`."""
        instant = reading.version
        if not isinstance(instant, _Instant):
            raise TypeError(instant)
        layout = lay_out(instant.book, reading, changes)
        if not layout.cells:
            return layout.receipt
        with self._lock:
            grids = self._grids(instant.book)
            if _cells(grids) != instant.cells:
                raise Moved(instant.book.title)
            for tab, lines in layout.cells.items():
                place = instant.places.found[tab]
                grid = next(it for it in grids if it.title == place.title)
                for line, cells in lines.items():
                    for key, raw in cells.items():
                        grid.put(line, place.columns[key], raw)
        return layout.receipt

    def dress(self, book: Book) -> int:
        """See `Store.dress`."""
        with self._lock:
            grids = self.books.setdefault(book.key, [])
            return sum(_mended(grids, table) for table in book.tables)

    def draw(self, book: Book, report: Report) -> None:
        """See `Store.draw`."""
        with self._lock:
            self._grids(book)
            self.reports[book.key, report.key] = report

    def take_over(self, book: Book) -> None:
        """See `Store.take_over`; what is in this process is nobody else's."""

    def examine(self, books: Iterable[Book], *, now: datetime) -> Iterator[Finding]:
        """See `Store.examine`; nothing comes between the desk and this process."""
        del books, now
        return iter(())

    def _grids(self, book: Book) -> list[Grid]:
        if book.key not in self.books:
            raise Unreachable(book.title, "sổ chưa được tạo")
        return self.books[book.key]


def _cells(grids: list[Grid]) -> _Cells:
    return tuple((grid.title, tuple(map(tuple, grid.lines))) for grid in grids)


def _mended(grids: list[Grid], table: Table) -> int:
    """Make a table's tab, or mend its keys and headings; how much that was."""
    tabs = [grid for grid in grids if carries(table, grid.keys)] or [
        grid for grid in grids if is_stripped(table, grid.keys, grid.headings)
    ]
    if not tabs and not any(
        remains(table, it.title, it.keys, it.headings) for it in grids
    ):
        grids.append(Grid.of(table))
        return 1
    if len(tabs) != 1:
        return 0
    todo = patches(table, tabs[0].keys, tabs[0].headings)
    for patch in todo:
        tabs[0].put(patch.line, patch.at, patch.text)
    return len(todo)
