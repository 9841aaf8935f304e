"""The workbook store: books as .xlsx files in a folder, changed part by part."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from sheets_schema.records import Reading, same_rows
from sync.changes import lay_out
from sync.keys import locate
from sync.locking import holder
from sync.settle import settle
from sync.store import StoreError, Unreachable, of_refusal
from sync.xlsx.amending import Amendments
from sync.xlsx.contents import Contents
from sync.xlsx.dressing import needed, plan
from sync.xlsx.examining import beside, look_through
from sync.xlsx.exchange import digest_of, swap
from sync.xlsx.ownership import desk_of, own, shaped
from sync.xlsx.parts import Parts
from sync.xlsx.patching import patch
from sync.xlsx.reporting import drawn
from sync.xlsx.rewriting import create, rewrite, told
from sync.xlsx.sheetread import Sheets

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )
    from datetime import datetime
    from pathlib import Path

    from sheets_schema.cells import Raw
    from sheets_schema.columns import Book
    from sheets_schema.finding import Finding
    from sheets_schema.records import Change, Receipt, Row
    from sheets_schema.report import Report
    from sync.changes import Layout
    from sync.keys import Places
    from sync.xlsx.exchange import Swap
    from sync.xlsx.parts import PartChanges

_PATIENCE = 10.0
FOREIGN = "sổ này thuộc một bàn Lắng Nghe khác"


@dataclass(frozen=True)
class _Instant:
    """Which bytes a reading rests on, and where the tables stood in them."""

    book: Book
    digest: str
    places: Places


@dataclass(frozen=True)
class _Look:
    """What was asked for last, and what it was read as."""

    book: str
    tabs: frozenset[str]
    digest: str
    reading: Reading


class WorkbookStore:
    """Books as workbooks in one folder.

    Args:
        folder: Where the books are.
        desk_id: The id of the desk; a book that carries another one is not written.
        patience: How many seconds to wait for another copy of the desk to finish.
        by: How a fresh file takes the book's place.
    """

    def __init__(
        self,
        folder: Path,
        *,
        desk_id: str,
        patience: float = _PATIENCE,
        by: Swap = swap,
    ) -> None:
        self._folder = folder
        self._desk_id = desk_id
        self._patience = patience
        self._by = by
        self._last: _Look | None = None

    def file(self, book: Book) -> Path:
        """Where a book is."""
        return self._folder / book.file

    def holder(self, book: Book) -> str:
        """Who has a book open, for people to ask; empty if nobody has."""
        return holder(self.file(book))

    def examine(self, books: Iterable[Book], *, now: datetime) -> Iterator[Finding]:
        """See `Store.examine`."""
        for book in books:
            file = self.file(book)
            yield from beside(book, file, desk_id=self._desk_id, now=now)
            try:
                with told(file, book.title):
                    look_through(file)
            except StoreError as refused:
                yield of_refusal(refused, book)

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        """See `Store.read`.

        The bytes that were read last are not taken apart again; rows that are as they
        were are the same objects. So one reading is kept in memory, once.
        """
        words, wanted, last = self._words(book), frozenset(tabs), self._last
        digest = digest_of(words)
        known = last.reading.rows if last and last.book == book.key else {}
        if last and (last.book, last.tabs, last.digest) == (book.key, wanted, digest):
            return last.reading
        reading = self._read(book, words, digest, wanted, known)
        self._last = _Look(book.key, wanted, digest, reading)
        return reading

    def _read(
        self,
        book: Book,
        words: bytes,
        digest: str,
        tabs: Collection[str],
        known: Mapping[str, tuple[Row, ...]],
    ) -> Reading:
        with told(self.file(book), book.title):
            sheets = Sheets(words)
            keys = {title: it.keys for title, it in sheets.by_title.items()}
            places = locate(book, keys, tabs)
            rows = {
                tab: same_rows(known.get(tab, ()), sheets.rows(book[tab], place))
                for tab, place in places.found.items()
            }
        return Reading(
            book=book.key,
            rows=rows,
            problems=(*places.problems, *sheets.far(places)),
            version=_Instant(book, digest, places),
            columns={tab: tuple(it.columns) for tab, it in places.found.items()},
        )

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        """See `Store.commit`."""
        instant = reading.version
        if not isinstance(instant, _Instant):
            raise TypeError(instant)
        layout = lay_out(instant.book, reading, changes)
        if layout.cells:
            cells = _by_title(layout, instant.places)
            self._rewrite(instant.book, lambda it: patch(it, cells), was=instant.digest)
        return layout.receipt

    def dress(self, book: Book) -> int:
        """See `Store.dress`."""
        return settle(lambda: self._dress(book))

    def _dress(self, book: Book) -> int:
        if not self.file(book).exists():
            return self._make(book)
        words = self._words(book)
        with told(self.file(book), book.title):
            tabs = Sheets(words).by_title
            mending = needed(book, Contents(Parts(BytesIO(words))), tabs)
        if mending:
            self._rewrite(
                book,
                lambda it: plan(mending, it, desk_id=self._desk_id),
                was=digest_of(words),
            )
        return len(mending)

    def _make(self, book: Book) -> int:
        from sync.xlsx.drawing import new_book  # noqa: PLC0415 - openpyxl is heavy

        file, patience = self.file(book), self._patience
        with told(file, book.title):
            words = new_book(book)
        create(
            file, book.title, words, lambda it: self._new(book, it), patience=patience
        )
        return 1

    def take_over(self, book: Book) -> None:
        """Let a book that carries another desk's id carry this one's."""
        self._replace(book, self._own, was="")

    def _own(self, contents: Contents) -> PartChanges:
        amendments = Amendments(contents)
        own(amendments, self._desk_id)
        return amendments.plan

    def _new(self, book: Book, contents: Contents) -> PartChanges:
        amendments = Amendments(contents)
        own(amendments, self._desk_id)
        shaped(amendments, book.shape)
        return amendments.plan

    def draw(self, book: Book, report: Report) -> None:
        """See `Store.draw`."""
        settle(lambda: self._draw(book, report))

    def _draw(self, book: Book, report: Report) -> None:
        words = self._words(book)
        with told(self.file(book), book.title):
            tabs = Sheets(words).by_title
        self._rewrite(book, lambda it: drawn(it, report, tabs), was=digest_of(words))

    def _words(self, book: Book) -> bytes:
        with told(self.file(book), book.title):
            return self.file(book).read_bytes()

    def _rewrite(
        self, book: Book, plan: Callable[[Contents], PartChanges], *, was: str = ""
    ) -> None:
        """Replace a book that is this desk's, or nobody's yet."""

        def ours(contents: Contents) -> PartChanges:
            if desk_of(contents) not in {"", self._desk_id}:
                raise Unreachable(book.title, FOREIGN)
            return plan(contents)

        self._replace(book, ours, was=was)

    def _replace(
        self, book: Book, plan: Callable[[Contents], PartChanges], *, was: str
    ) -> None:
        patience, by = self._patience, self._by
        rewrite(self.file(book), book.title, plan, was=was, patience=patience, by=by)


def _by_title(
    layout: Layout, places: Places
) -> Mapping[str, Mapping[int, Mapping[int, Raw]]]:
    """The cells of a layout by the tab's title and the column's position."""
    return {
        places.found[tab].title: {
            line: {places.found[tab].columns[key]: raw for key, raw in cells.items()}
            for line, cells in lines.items()
        }
        for tab, lines in layout.cells.items()
    }
