"""The Google store: books as spreadsheets that people made and shared."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from sync.changes import lay_out
from sync.google.appearance import REPORTS, appearance, look_at
from sync.google.batch_update import tab_updates
from sync.google.dressing import Dressing
from sync.google.findings import FOREIGN, Names, clock, examined
from sync.google.reading import Instant, Reader
from sync.google.refusals import ApiRefused, Why
from sync.google.reports import drawn
from sync.google.spreadsheet import nameable
from sync.google.writing import BookClient, Writer
from sync.retry import Patience
from sync.settle import settle
from sync.store import Unreachable

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

    from sheets_schema.columns import Book
    from sheets_schema.finding import Finding
    from sheets_schema.records import Change, Reading, Receipt
    from sheets_schema.report import Report
    from sync.google.client import Client
    from sync.google.spreadsheet import DeskMark
    from sync.store import RestoredCell


_TRUST = 600.0
"""Seconds for which it is believed which tabs a book has."""
_MOST_ID = 2**31 - 1


class GoogleStore:
    """Books as spreadsheets that are shared with a service account.

    Args:
        client: The way to Google.
        ids: The ids of the spreadsheets by the keys of the books.
        desk_id: The id of the desk; a book that carries another one is not written.
        zone: The company's time zone, which the books are to have.
        patience: How long to insist on a request.
        draw: Gives a token that no other write has.
        trust: For how many seconds it is believed which tabs a book has.
        clock: Counts seconds.
    """

    def __init__(
        self,
        client: Client,
        *,
        ids: Mapping[str, str],
        desk_id: str,
        zone: str = "Asia/Ho_Chi_Minh",
        patience: Patience | None = None,
        draw: Callable[[], str] = lambda: secrets.token_hex(6),
        trust: float = _TRUST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._ids = {key: found for key, found in ids.items() if found}
        self._desk = nameable(desk_id)
        self._zone = zone
        self._patience = patience or Patience()
        self._draw = draw
        self._trust = trust
        self._clock = clock
        self._readers: dict[str, Reader] = {}

    @property
    def names(self) -> Names:
        """What sentences about this store name."""
        return Names(self._client.email, self._client.project, self._ids)

    def restored(self) -> tuple[RestoredCell, ...]:
        """See `Shared.restored`."""
        found: list[RestoredCell] = []
        for reader in self._readers.values():
            found += reader.writer.restored
            reader.writer.restored.clear()
        return tuple(found)

    def read(self, book: Book, tabs: Collection[str] = ()) -> Reading:
        """See `Store.read`."""
        before = self._client.reads
        with self.names.told(book):
            found = self._reader(book).read(tabs)
        return replace(found, requests=self._client.reads - before)

    def commit(self, reading: Reading, changes: Sequence[Change]) -> Receipt:
        """See `Store.commit`."""
        instant = reading.version
        if not isinstance(instant, Instant):
            raise TypeError(instant)
        layout = lay_out(instant.book, reading, changes)
        if not layout.cells:
            return layout.receipt
        self._refuse_foreign(instant.book, instant.spreadsheet.marks)
        before, whole = self._client.writes, tab_updates(instant, layout, changes)
        with self.names.told(instant.book):
            self._writer(instant.book).carry_out(whole, instant.spreadsheet.marks)
        return replace(layout.receipt, requests=self._client.writes - before)

    def dress(self, book: Book) -> int:
        """See `Store.dress`."""
        with self.names.told(book):
            return settle(lambda: self._dress(book, self._reader(book)))

    def draw(self, book: Book, report: Report) -> None:
        """See `Store.draw`."""
        with self.names.told(book):
            settle(lambda: self._draw_report(book, self._writer(book), report))

    def take_over(self, book: Book) -> None:
        """See `Store.take_over`."""
        with self.names.told(book):
            writer = self._writer(book)
            found = writer.client.tabs()
            if any(mark.desk != self._desk for mark in found.marks):
                writer.post((), found.marks, found.sheets[0].id)

    def _dress(self, book: Book, reader: Reader) -> int:
        writer = reader.writer
        found = look_at(writer.client, book, reader.titles)
        self._refuse_foreign(book, found.marks)
        reader.learn(found.sheets, marks=found.marks)
        dressing = Dressing(book, found, self._zone, self._new_id)
        mends, unmarked = dressing.mends(), not found.marks
        if mends.requests or unmarked:
            writer.post(mends.requests, found.marks, dressing.home)
        return mends.count + unmarked

    def _draw_report(self, book: Book, writer: Writer, report: Report) -> None:
        found = appearance(writer.client.get({"fields": REPORTS}))
        self._refuse_foreign(book, found.marks)
        requests, at = drawn(report, found.tabs, new_id=self._new_id())
        writer.post(requests, found.marks, at)

    def _new_id(self) -> int:
        return int(self._draw(), 16) % _MOST_ID + 1

    def examine(self, books: Iterable[Book], *, now: datetime) -> Iterator[Finding]:
        """See `Store.examine`."""
        for book in books:
            try:
                found = self._examined(book)
            except ApiRefused as refused:
                found = [self.names.finding(refused, book)]
            yield from (_of(book, one) for one in found)
        yield from clock(self._client.said, now)

    def _examined(self, book: Book) -> list[Finding]:
        client = self._client
        book_id = self._writer(book).client.book_id
        about = {"desk": self._desk, "zone": self._zone, "email": client.email}
        return list(examined(client, book_id, **about))

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _refuse_foreign(self, book: Book, marks: Iterable[DeskMark]) -> None:
        if any(mark.desk != self._desk for mark in marks):
            raise Unreachable(book.title, FOREIGN)

    def _writer(self, book: Book) -> Writer:
        return self._reader(book).writer

    def _reader(self, book: Book) -> Reader:
        if book.key not in self._ids:
            raise ApiRefused(Why.NO_ID)
        if book.key not in self._readers:
            book_id = self._ids[book.key]
            client = BookClient(self._client, book_id, book.title, self._patience)
            writer = Writer(client, desk=self._desk, draw=self._draw)
            self._readers[book.key] = Reader(book, writer, self._trust, self._clock)
        return self._readers[book.key]


def _of(book: Book, found: Finding) -> Finding:
    return replace(found, what=f"Sổ “{book.title}”: {found.what}.", book=book.key)
